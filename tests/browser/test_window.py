"""The window of the map: restored from an address to the pixel, and whole where the world begins anew."""

import re

import pytest
from page_sample import point_tables
from playwright.sync_api import expect

from geomap.output.page import write_page

KYIV, SUVA, TAVEUNI, NUKUALOFA = (30.5, 50.4), (178.44, -18.14), (-179.98, -16.85), (-175.2, -21.14)
WINDOW = "[geomap.map.getZoom(), ...Object.values(geomap.map.getPixelBounds()).flatMap(({x, y}) => [x, y])]"
SCREENS = {
    "desk": {"viewport": {"width": 1280, "height": 800}},
    "odd": {"viewport": {"width": 1281, "height": 733}, "device_scale_factor": 1.25},
    "phone": {"viewport": {"width": 393, "height": 851}, "device_scale_factor": 2.75, "has_touch": True},
}
# Middles that lie between two pixels at one zoom or another; the first of them at zoom 7 on the desk, by a hair.
MIDDLES = [(48.487472659792346, 33.3545), (-16.912345678, 179.999991), (71.0000049, -156.7885), (0.0, 0.0)]
MARKS = (
    "geomap.marks.filter(({x, y}) => x >= 0 && y >= 0 && x <= geomap.map.getSize().x && y <= geomap.map.getSize().y)"
)


def _settled(page, was=""):
    """The address of a page, once it has been written."""
    if was:
        expect(page).not_to_have_url(re.compile(re.escape(was) + "$"))
    expect(page).to_have_url(re.compile("[#&]m="))
    return page.evaluate("location.hash")


@pytest.fixture(scope="module")
def pacific_page(tmp_path_factory):
    """Three events on both sides of the antimeridian."""
    target = tmp_path_factory.mktemp("pacific") / "pacific.html"
    write_page(point_tables([("Suva", SUVA), ("Taveuni", TAVEUNI), ("Nuku'alofa", NUKUALOFA)]), target)
    return target


@pytest.fixture(scope="module")
def kyiv_page(tmp_path_factory):
    """One event in Kyiv."""
    target = tmp_path_factory.mktemp("kyiv") / "kyiv.html"
    write_page(point_tables([("Kyiv", KYIV)]), target)
    return target


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("zoom", [0, 3, 7, 12, 18])
def test_an_address_restores_its_window_to_the_pixel(visit, kyiv_page, screen, zoom):
    page = visit(kyiv_page, **SCREENS[screen])
    address = _settled(page)
    for middle in MIDDLES:
        page.evaluate("([at, zoom]) => geomap.map.setView(at, zoom, {animate: false})", [middle, zoom])
        address = _settled(page, address)
        again = visit(kyiv_page, address, **SCREENS[screen])
        turns = page.evaluate("Math.round((geomap.map.getCenter().lng - Number(location.hash.split('/')[2])) / 360)")
        world = 256 * 2**zoom * turns
        z, left, top, right, bottom = page.evaluate(WINDOW)
        assert again.evaluate(WINDOW) == [z, left - world, top, right - world, bottom]
        assert _settled(again) == address
        again.evaluate("geomap.map.fire('moveend')")
        again.wait_for_timeout(200)  # longer than an address waits to be written
        assert again.evaluate("location.hash") == address
        again.context.close()


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
@pytest.mark.parametrize("screen", ["desk", "phone"])
def test_an_address_with_an_open_card_restores_its_window(visit, kyiv_page, screen, motion):
    page = visit(kyiv_page, reduced_motion=motion, **SCREENS[screen])
    address = _settled(page)
    # Kyiv lies outside: the window is the address's own, whatever card is open.
    page.evaluate("geomap.map.setView([49.0, 31.0], 8, {animate: false})")
    address = _settled(page, address)
    page.evaluate("geomap.openEvent(0)")
    expect(page.locator(".gm-card")).to_be_visible()
    expect(page).to_have_url(re.compile("&e="))
    page.wait_for_timeout(600)  # the map has moved, and its address is written
    address = page.evaluate("location.hash")
    again = visit(kyiv_page, address, reduced_motion=motion, **SCREENS[screen])
    expect(again.locator(".gm-card")).to_be_visible()
    again.wait_for_timeout(600)
    assert again.evaluate("location.hash") == address
    assert again.evaluate(WINDOW) == page.evaluate(WINDOW)


def test_no_one_zooms_to_where_the_map_knows_nothing(visit, kyiv_page):
    page = visit(kyiv_page, "#m=99/50.4/30.5")
    assert page.evaluate("geomap.map.getZoom()") == 18
    expect(page.get_by_role("button", name="Zoom in")).to_have_class(re.compile("leaflet-disabled"))


@pytest.mark.parametrize("screen", ["desk", "phone"])
def test_a_map_across_the_antimeridian_shows_both_sides(visit, pacific_page, screen):
    page = visit(pacific_page, **SCREENS[screen])
    marks = page.evaluate(MARKS)
    assert [mark["name"] for mark in sorted(marks, key=lambda mark: mark["x"])] == ["Suva", "Taveuni", "Nuku'alofa"]
    page.get_by_role("tab", name="Events").click()
    expect(page.locator("#gm-ecount")).to_have_text("3 events in view")


def test_marks_beyond_the_antimeridian_open_where_they_stand(visit, pacific_page):
    page = visit(pacific_page)
    box = page.locator("#gm-mapbox").bounding_box()
    for name in ["Taveuni", "Nuku'alofa", "Suva"]:
        page.keyboard.press("Escape")
        expect(page.locator(".gm-card")).to_have_count(0)
        page.evaluate("geomap.map.setView([-18, 180], 6, {animate: false})")
        mark = next(mark for mark in page.evaluate(MARKS) if mark["name"] == name)
        page.mouse.click(box["x"] + mark["x"], box["y"] + mark["y"])
        expect(page.locator(".gm-card h2")).to_have_text(name)
        assert mark in page.evaluate(MARKS)  # the map has not moved for the card


def test_a_world_narrower_than_the_window_shows_each_mark_once_and_the_keyboard_reaches_all(visit, pacific_page):
    page = visit(pacific_page, "#m=1/0/-90", viewport={"width": 1800, "height": 800})
    shown = page.evaluate(MARKS)
    assert len(shown) == len({mark["name"] for mark in shown})
    assert sum(mark["n"] for mark in shown) == 3
    page.focus(".folium-map")
    seen = []
    for _ in shown:
        page.keyboard.press("m")
        seen.append(
            page.evaluate("(({x, y}) => [x, y])(Object.values(geomap.map._layers).find((one) => one.step).focused)")
        )
    assert sorted(seen) == sorted([mark["x"], mark["y"]] for mark in shown)


def test_who_goes_round_the_world_finds_the_events_again(visit, kyiv_page):
    page = visit(kyiv_page)
    address = _settled(page)
    before = page.evaluate(MARKS)
    page.evaluate("geomap.map.panBy([-3 * 256 * 2 ** geomap.map.getZoom(), 0], {animate: false})")
    page.wait_for_timeout(300)
    assert page.evaluate(MARKS) == before
    assert page.evaluate("location.hash") == address
    page.evaluate("geomap.openEvent(0)")
    expect(page.locator(".gm-card")).to_be_in_viewport()
    again = visit(kyiv_page, address)
    assert again.evaluate(MARKS) == before
