"""Where a page opens when a few events lie far away from all others, and how it tells of them."""

import datetime as dt

import geopandas as gpd
import pytest
import shapely
from attacks import axe_faults
from playwright.sync_api import expect

from geomap.output.page import write_page
from geomap.output.page_tables import as_tables

KYIV, KHARKIV, ODESA, YEKATERINBURG = (30.5, 50.4), (36.2, 50.0), (30.7, 46.5), (60.6, 56.8)
NOTE = ".gm-outside"
# The middle of the map in pixels of the whole world, and the zoom.
WINDOW = "(({x, y}) => [x, y, geomap.map.getZoom()])(geomap.map.project(geomap.map.getCenter()))"


@pytest.fixture(scope="module")
def far_page(tmp_path_factory):
    """Twelve events in Ukraine on twelve days, and one beyond the Urals."""
    at = [KYIV, KHARKIV, ODESA] * 4 + [YEKATERINBURG]
    table = gpd.GeoDataFrame(
        {
            "id": [f"event{k}" for k in range(len(at))],
            "event_type": "Battles",
            "date_start": [dt.date(2023, 3, 1 + k) for k in range(len(at))],
            "place": ["Kyiv", "Kharkiv", "Odesa"] * 4 + ["Yekaterinburg"],
        },
        geometry=[shapely.Point(point) for point in at],
        crs="OGC:CRS84",
    )
    target = tmp_path_factory.mktemp("far") / "far.html"
    write_page(as_tables(table), target, title="Twelve and one")
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


def test_an_address_restores_its_window_and_no_note_stands_over_it(visit, far_page):
    page = visit(far_page, bypass_csp=True)
    page.wait_for_function("location.hash.includes('m=')")
    address = page.evaluate("location.hash")
    again = visit(far_page, address, bypass_csp=True)
    expect(again.locator(NOTE)).to_have_count(0)
    assert again.evaluate("location.hash") == address
    # To the pixel: a box whose height still changes while the page starts was seen to move the window by one.
    assert again.evaluate(WINDOW) == pytest.approx(page.evaluate(WINDOW), abs=1)


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
