"""Where a page opens when a few events lie far away from all others, and how it tells of them."""

import re

import pytest
from attacks import axe_faults
from page_sample import point_tables
from playwright.sync_api import expect

from geomap.output.page import write_page

KYIV, KHARKIV, ODESA, YEKATERINBURG = (30.5, 50.4), (36.2, 50.0), (30.7, 46.5), (60.6, 56.8)
NOTE = ".gm-outside"


@pytest.fixture(scope="module")
def far_page(tmp_path_factory):
    """Twelve events in Ukraine on twelve days, and one beyond the Urals."""
    at = [("Kyiv", KYIV), ("Kharkiv", KHARKIV), ("Odesa", ODESA)] * 4 + [("Yekaterinburg", YEKATERINBURG)]
    target = tmp_path_factory.mktemp("far") / "far.html"
    write_page(point_tables(at), target, title="Twelve and one")
    return target


def _in_window(page, at):
    return page.evaluate("([lon, lat]) => geomap.map.getBounds().contains([lat, lon])", at)


def test_the_page_opens_where_the_many_are_and_tells_of_the_one_beyond(visit, far_page):
    page = visit(far_page)
    assert [_in_window(page, at) for at in (KYIV, KHARKIV, ODESA, YEKATERINBURG)] == [True, True, True, False]
    expect(page.locator("#gm-count")).to_have_text("13")
    expect(page.locator(NOTE)).to_contain_text("1 event lies outside this view.")
    page.get_by_role("button", name="Show all").click()
    assert [_in_window(page, at) for at in (KYIV, ODESA, YEKATERINBURG)] == [True, True, True]
    expect(page.locator(NOTE)).to_have_count(0)
    assert page.evaluate("document.activeElement === geomap.map.getContainer()")


@pytest.mark.parametrize(
    "act",
    [
        lambda page: page.locator(".leaflet-control-zoom-in").click(),
        lambda page: page.evaluate("geomap.map.panBy([60, 0], {animate: false})"),
        lambda page: page.fill("#gm-from", "2023-03-05"),
        lambda page: page.get_by_role("button", name="None").click(),
    ],
    ids=["zoom", "move", "date", "sources"],
)
def test_the_note_goes_as_soon_as_the_reader_moves_the_map_or_filters_it(visit, far_page, act):
    page = visit(far_page)
    expect(page.locator(NOTE)).to_have_count(1)
    act(page)
    expect(page.locator(NOTE)).to_have_count(0)


def test_no_note_stands_over_a_window_that_an_address_restores(visit, far_page):
    page = visit(far_page)
    expect(page).to_have_url(re.compile("m="))
    again = visit(far_page, page.evaluate("location.hash"))
    expect(again.locator(NOTE)).to_have_count(0)


@pytest.mark.parametrize("width", [1366, 390])
def test_an_address_restores_a_window_between_two_whole_zooms(visit, far_page, width):
    size = {"width": width, "height": 800}
    page = visit(far_page, viewport=size)
    page.evaluate("void geomap.map.setZoom(5.75, {animate: false})")
    expect(page).to_have_url(re.compile("m=5.75/"))
    window = "[geomap.map.getZoom(), ...geomap.map.getPixelBounds().min.toString().match(/-?\\d+/g)]"
    opened = page.evaluate(window)
    assert opened[0] == 5.75
    again = visit(far_page, page.evaluate("location.hash"), viewport=size)
    assert again.evaluate(window) == opened


def test_filters_of_an_address_leave_the_few_far_away_outside_as_well_and_tell_of_them(visit, far_page):
    page = visit(far_page, "#d=2023-03-03_2023-03-31")
    assert [_in_window(page, at) for at in (KYIV, KHARKIV, ODESA, YEKATERINBURG)] == [True, True, True, False]
    expect(page.locator("#gm-count")).to_have_text("11")
    expect(page.locator(NOTE)).to_contain_text("1 event lies outside this view.")


def test_filters_that_show_few_but_what_is_far_away_open_on_it(visit, far_page):
    page = visit(far_page, "#d=2023-03-12_2023-03-31")  # one in Odesa, one in Yekaterinburg
    assert [_in_window(page, at) for at in (ODESA, YEKATERINBURG)] == [True, True]
    expect(page.locator(NOTE)).to_have_count(0)


@pytest.mark.parametrize("size", [(360, 600), (320, 480), (680, 440)])
def test_in_a_frame_the_note_covers_no_mark(visit, tmp_path, size):
    corners = [("Lviv", (24.0, 49.8)), ("Chernihiv", (31.3, 51.5)), ("Odesa", ODESA), ("Luhansk", (39.3, 48.6))]
    write_page(point_tables(corners * 5 + [("Yekaterinburg", YEKATERINBURG)]), tmp_path / "map.html")
    page = visit(tmp_path / "map.html", "#embed", viewport=dict(zip(("width", "height"), size, strict=True)))
    note, box = page.locator(NOTE).bounding_box(), page.locator("#gm-mapbox").bounding_box()
    for x, y, r in page.evaluate("geomap.marks.map(m => [m.x, m.y, m.half])"):
        beside = box["x"] + x - r >= note["x"] + note["width"] or box["y"] + y - r >= note["y"] + note["height"]
        assert beside, (x, y, r, note)


def test_a_map_of_the_whole_world_folds_a_legend_that_would_lie_on_a_mark(visit, tmp_path):
    cities = {"Suva": (178.4, -18.1), "Apia": (-171.8, -13.8), "Anchorage": (-149.9, 61.2), "Tokyo": (139.7, 35.7)}
    cities |= {"Buenos Aires": (-58.4, -34.6), "Cape Town": (18.4, -33.9), "Sydney": (151.2, -33.9)}
    cities |= {"Longyearbyen": (15.6, 78.2), "Anadyr": (177.5, 64.7), "Delhi": (77.2, 28.6), "Kyiv": (30.5, 50.4)}
    write_page(point_tables([*cities.items()]), tmp_path / "map.html")
    page = visit(tmp_path / "map.html", viewport={"width": 1366, "height": 768})
    legend, box = page.locator("#gm-legend").bounding_box(), page.locator("#gm-mapbox").bounding_box()
    for x, y in page.evaluate("geomap.marks.map(m => [m.x, m.y])"):
        inside = legend["x"] < box["x"] + x < legend["x"] + legend["width"]
        assert not (inside and legend["y"] < box["y"] + y < legend["y"] + legend["height"])


def test_a_page_that_shows_every_event_has_no_note(page):
    expect(page.locator(NOTE)).to_have_count(0)


@pytest.mark.parametrize(
    ("language", "words"),
    [("uk", "1 подія — поза цим вікном. Показати все"), ("ru", "1 событие — вне этого окна. Показать всё")],
)
def test_the_note_speaks_the_readers_language_and_is_accessible(visit, far_page, root, language, words):
    page = visit(far_page, f"#l={language}", viewport={"width": 390, "height": 844})
    assert " ".join(page.locator(NOTE).inner_text().split()) == words
    assert axe_faults(page, root) == []
