"""Each remaining control does what it says, by mouse and by finger."""

import re

import folium
import pytest
from agreement import spot
from page_sample import sample_tables
from playwright.sync_api import expect

from geomap.output.page import EventLayer, EventMap
from geomap.output.page_folium import Finished
from geomap.output.page_html import leaflet_header

BLANK = """[...document.querySelectorAll('.gm-marks')].map((marks) => {
  const { width, height } = marks;
  const c = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d');
  c.drawImage(marks, 0, 0);
  return !c.getImageData(0, 0, width, height).data.some(Boolean);
})"""


def test_dragging_an_edge_moves_that_edge_alone(page):
    box = page.locator("#gm-tl").bounding_box()
    page.mouse.move(box["x"] + 2, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 30, steps=5)
    page.mouse.up()
    expect(page.locator("#gm-from")).to_have_value("2023-03-11")
    expect(page.locator("#gm-to")).to_have_value("2023-04-08")


def test_the_player_moves_the_range_and_stops(page):
    page.click("#gm-play")
    expect(page.locator("#gm-play")).to_have_attribute("aria-label", "Pause")
    expect(page.locator("#gm-from")).not_to_have_value("2023-02-10", timeout=8000)
    page.click("#gm-play")
    expect(page.locator("#gm-play")).to_have_attribute("aria-label", "Play")


def test_the_time_line_zooms_to_the_range_and_back(page):
    page.fill("#gm-from", "2023-03-10")
    page.fill("#gm-to", "2023-03-25")
    page.click("#gm-zoomsel")
    left = page.locator("#gm-win").bounding_box()["width"]
    assert left == pytest.approx(page.locator("#gm-tl").bounding_box()["width"], rel=0.05)
    page.click("#gm-zoomall")
    assert page.locator("#gm-win").bounding_box()["width"] < left / 2


def test_pointing_at_a_mark_names_it_and_points_at_its_articles(page):
    page.mouse.move(*spot(page, "Odesa"))
    expect(page.locator(".gm-tip")).to_contain_text("Odesa")
    expect(page.locator("#gm-list .gm-pointed")).to_have_count(1)
    expect(page.locator("#gm-list .gm-pointed")).to_contain_text("A march and a quarrel")


def test_the_list_sorts_by_outlet_and_by_number_of_events(page):
    page.select_option("#gm-sort", "count")
    expect(page.locator("#gm-list .gm-row").first).to_contain_text("Second day of strikes")
    page.select_option("#gm-sort", "outlet")
    expect(page.locator("#gm-list .gm-row").nth(1)).to_contain_text("Evening Post")


def test_light_and_dark_are_switched_and_kept_in_the_address(page, visit, sample_page):
    page.click("#gm-theme")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page).to_have_url(re.compile("y=dark"))
    again = visit(sample_page, page.evaluate("location.hash"))
    expect(again.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_map_is_taken_away_as_a_picture(page):
    with page.expect_download() as got:
        page.select_option("#gm-exp", "png")
    assert got.value.path().read_bytes().startswith(b"\x89PNG")
    assert got.value.suggested_filename == "events_2023-02-10_2023-04-08.png"


def test_paper_holds_title_range_and_sources(page):
    page.emulate_media(media="print")
    expect(page.locator(".gm-print-said").first).to_have_text(
        "Events from 10 Feb 2023 to 8 Apr 2023: 10 of 10 shown · 8 of them on this map"
    )
    expect(page.locator(".gm-print-sources li")).to_have_count(5)
    expect(page.locator("#gm-exp")).to_be_hidden()


def test_the_panel_folds_away(page):
    page.click("#gm-fold")
    expect(page.locator("#gm-fold")).to_have_attribute("aria-expanded", "false")
    expect(page.locator("#gm-side")).to_be_hidden()


def test_a_finger_opens_a_card_in_a_sheet_on_a_phone(visit, sample_page):
    page = visit(sample_page, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.touchscreen.tap(*spot(page, "Odesa"))
    expect(page.locator("#gm-sheet .gm-card h2")).to_have_text("Odesa")
    page.tap("#gm-sheet-close")
    expect(page.locator("#gm-sheet")).to_be_hidden()


def test_a_layer_works_on_a_plain_folium_map_and_is_switched_with_others(visit, tmp_path):
    plain = folium.Map(location=[48, 31], zoom_start=6, tiles=None)
    plain.default_js, plain.default_css = [], []  # no network here: Leaflet comes from the package
    plain.get_root().header.add_child(Finished(leaflet_header(pictures=True)))
    EventLayer(sample_tables(), name="Events").add_to(plain)
    folium.CircleMarker([50, 30], radius=9).add_to(folium.FeatureGroup(name="Mine").add_to(plain))
    folium.LayerControl(collapsed=False).add_to(plain)
    plain.save(tmp_path / "plain.html")
    page = visit(tmp_path / "plain.html", ready=".gm-marks")
    box = page.locator(".folium-map").bounding_box()
    at = page.evaluate("Object.values(window).find(v => v instanceof L.Map).latLngToContainerPoint([46.4775, 30.7326])")
    page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    expect(page.locator(".gm-card h2")).to_have_text("Odesa")
    page.get_by_text("Events", exact=True).click()
    expect(page.locator(".gm-marks")).to_have_count(0)
    page.get_by_text("Events", exact=True).click()
    expect(page.locator(".gm-marks")).to_have_count(1)


def test_parts_of_folium_work_on_a_page_without_network_and_layers_share_the_time(visit, tmp_path):
    page = EventMap(sample_tables())
    EventLayer(sample_tables(), name="The same again").add_to(page)
    folium.CircleMarker([45.5, 24.5], radius=9, fill=True, popup="a popup of Folium").add_to(page)
    folium.LayerControl(collapsed=False).add_to(page)
    page.fit_bounds([[44, 22], [52, 40]])
    page.save(tmp_path / "page.html")
    shown = visit(tmp_path / "page.html")
    expect(shown.locator(".gm-marks")).to_have_count(2)
    shown.get_by_text("The same again", exact=True).click()
    expect(shown.locator(".gm-marks")).to_have_count(1)
    shown.get_by_text("The same again", exact=True).click()
    shown.evaluate("window.geomap.setRangeFrac(0, 0.01)")
    shown.wait_for_function(f"(() => {{ const [one, other] = {BLANK}; return one === other; }})()")
    at = shown.evaluate("window.geomap.map.latLngToContainerPoint([45.5, 24.5])")
    box = shown.locator(".folium-map").bounding_box()
    shown.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    expect(shown.get_by_text("a popup of Folium")).to_be_visible()
