"""What is doubtful: listed, counted as a range, drawn as ghosts by one click, the same in all that the page gives."""

import json
import re

import pytest
from agreement import EVENTS, agree, taken
from attacks import axe_faults
from page_sample import sample_tables
from playwright.sync_api import expect

from geomap.output.page import write_page

DOUBTFUL = frozenset({"kyiv", "both", "oblast"})
TALL = {"width": 1280, "height": 1200}


@pytest.fixture(scope="module")
def doubting(tmp_path_factory):
    target = tmp_path_factory.mktemp("pages") / "doubt.html"
    write_page(sample_tables(doubtful=DOUBTFUL), target)
    return target


@pytest.fixture
def page(visit, doubting):
    return visit(doubting, viewport=TALL)


def haunted(page, *names):
    """Waits until ghosts are drawn at these names and no others; kinds from 4 on."""
    drawn = "geomap.marks.filter(m => m.kind >= 4).map(m => m.name).sort().join()"
    page.wait_for_function(f"names => {drawn} === names", arg=",".join(names))


def test_doubtful_events_are_counted_as_a_range_and_listed_as_doubtful(page):
    expect(page.locator("#gm-count")).to_have_text("7–10")
    expect(page.locator("#gm-unsure")).to_contain_text("3 doubtful")
    haunted(page)
    page.click("[data-t=un]")
    expect(page.locator("#gm-unlist .gm-ev").filter(has_text="doubtful")).to_have_count(3)
    expect(page.locator("#gm-unlist .gm-ev").filter(has_text="Place not found")).to_have_count(1)


def test_one_click_draws_them_where_they_may_have_been_and_one_click_hides_them(page):
    switch = page.get_by_role("switch", name="Doubtful events")
    switch.click()
    haunted(page, "Kharkiv", "Kyiv", "Zaporizhzhia Oblast")
    expect(page.locator("#gm-count")).to_have_text("7–10")
    page.click("[data-t=un]")
    expect(page.locator("#gm-unlist .gm-ev")).to_have_count(2)
    page.click("[data-t=ev]")
    expect(page.locator("#gm-evlist .gm-ev").filter(has_text="doubtful")).to_have_count(3)
    switch.click()
    haunted(page)


def test_a_ghost_never_hides_or_joins_a_mark(page):
    page.get_by_role("switch", name="Doubtful events").click()
    haunted(page, "Kharkiv", "Kyiv", "Zaporizhzhia Oblast")
    marks = page.evaluate("geomap.marks.filter(m => m.name === 'Kharkiv')")
    assert sorted((mark["kind"], mark["n"]) for mark in marks) == [(0, 1), (4, 1)]
    one, other = marks
    assert (one["x"] - other["x"]) ** 2 + (one["y"] - other["y"]) ** 2 >= (one["r"] + other["r"]) ** 2


def test_a_click_on_a_ghost_opens_a_card_that_says_so(page):
    page.get_by_role("switch", name="Doubtful events").click()
    haunted(page, "Kharkiv", "Kyiv", "Zaporizhzhia Oblast")
    mark = page.evaluate("geomap.marks.find(m => m.name === 'Kyiv')")
    box = page.locator(".folium-map").bounding_box()
    page.mouse.click(box["x"] + mark["x"], box["y"] + mark["y"])
    expect(page.locator(".gm-card h2")).to_have_text("Doubtful: Kyiv")
    expect(page.locator(".gm-card")).to_contain_text("doubtful, would be here")


def test_only_the_doubtful_in_chip_address_files_undo_table_chart_and_tree(page, visit, doubting):
    page.locator("#gm-doubt .gm-type-row").hover()
    page.get_by_role("button", name="Only: Doubtful events").click()
    expect(page.locator("#gm-count")).to_have_text("0–3")
    file = json.loads(taken(page, "geojson"))
    assert {one["id"] for one in file["features"]} == DOUBTFUL
    assert file["geomap"]["filter"]["doubtful"] == "only"
    assert all(one["geometry"] is None and one["properties"]["doubtful"] is True for one in file["features"])
    page.click("#gm-placesbox summary")
    expect(page.locator(".gm-tree-row").filter(has_text="Ukraine").locator(".gm-n")).to_have_text("0–3")
    page.get_by_role("button", name="Table").click()
    expect(page.locator("#gm-desk").get_by_role("cell", name="doubtful", exact=True)).to_have_count(3)
    page.get_by_role("button", name="Chart").click()
    expect(page.locator("#gm-desk .gm-chart-note")).to_contain_text("Pale: doubtful events")
    expect(page.locator("#gm-desk .gm-band")).to_have_count(1)
    expect(page).to_have_url(re.compile("f=only"))
    other = visit(doubting, "#" + page.url.split("#")[1], viewport=TALL)
    expect(other.locator("#gm-count")).to_have_text("0–3")
    page.get_by_role("button", name="Remove filter: only doubtful events").click()
    expect(page.locator("#gm-count")).to_have_text("7–10")
    page.click("#gm-undo")
    expect(page.locator("#gm-count")).to_have_text("0–3")


def test_a_slider_asks_for_certainty(page):
    slider = page.get_by_role("slider", name="Certainty")
    slider.fill("95")
    expect(slider).to_have_attribute("aria-valuetext", "event 95 % sure or more")
    expect(page.get_by_role("button", name="Remove filter: event 95 % sure or more")).to_be_visible()


def test_a_page_without_doubt_offers_no_switch(visit, sample_page):
    page = visit(sample_page, "#f=only", viewport=TALL)
    expect(page.locator("#gm-ghosts")).to_have_count(0)
    agree(page, frozenset(EVENTS))


def test_doubt_is_accessible(page, pytestconfig):
    page.get_by_role("switch", name="Doubtful events").click()
    assert axe_faults(page, pytestconfig.rootpath) == []
