"""Facets: places as a tree, searches that are understood, drawn areas, undo and redo; each in chips, link and files."""

import json
import re

import pytest
from agreement import agree, spot, taken
from attacks import axe_faults
from playwright.sync_api import expect

TALL = {"width": 1280, "height": 1500}


@pytest.fixture
def page(visit, sample_page):
    return visit(sample_page, viewport=TALL)


def search(page, words):
    page.fill("#gm-find", words)
    expect(page.locator("#gm-found")).to_contain_text("match")


def test_one_line_names_place_type_and_month_and_the_page_says_how_it_took_it(page):
    search(page, "Харків strike february 2023")
    expect(page.locator("#gm-taken")).to_contain_text("Where: Kharkiv")
    expect(page.locator("#gm-taken")).to_contain_text("Explosions/Remote violence")
    expect(page.locator("#gm-taken")).to_contain_text("February 2023")
    file = json.loads(taken(page, "geojson"))
    assert {feature["id"] for feature in file["features"]} == {"kharviv", "both"}
    said = file["geomap"]["filter"]["search_taken_as"]
    assert said["within"].endswith("|Kharkiv")
    assert (said["date_start"], said["date_end"]) == ("2023-02-01", "2023-02-28")
    page.get_by_role("button", name="search these words instead").click()
    expect(page.locator("#gm-count")).to_have_text("0")
    page.fill("#gm-find", "missiles")
    expect(page.locator("#gm-taken")).to_be_empty()


def test_a_place_of_the_tree_is_a_filter_a_chip_a_link_and_stands_in_the_files(page, visit, sample_page):
    page.click("#gm-placesbox summary")
    page.fill("#gm-places input", "Харківська область")
    expect(page.locator(".gm-node").first).to_contain_text("Kharkiv Oblast")
    page.locator(".gm-node").first.click()
    agree(page, frozenset({"both", "kharviv"}))
    chip = page.get_by_role("button", name="Remove filter: Kharkiv Oblast")
    expect(chip).to_be_visible()
    assert json.loads(taken(page, "geojson"))["geomap"]["filter"]["within"] == ["UA|Kharkiv Oblast"]
    expect(page).to_have_url(re.compile("i=UA"))
    other = visit(sample_page, "#" + page.url.split("#")[1], viewport=TALL)
    expect(other.locator("#gm-count")).to_have_text("2")
    chip.click()
    expect(page.locator("#gm-count")).to_have_text("10")


def test_the_tree_counts_what_the_other_filters_show(page):
    page.click("#gm-placesbox summary")
    rows = page.locator(".gm-tree-row")
    expect(rows.filter(has_text="Ukraine").locator(".gm-n")).to_have_text("9")
    page.get_by_role("switch", name="Protests").click(modifiers=["Alt"])
    expect(rows.filter(has_text="Ukraine").locator(".gm-n")).to_have_text("1")
    page.get_by_role("button", name="Unfold Zaporizhzhia Oblast").click()
    page.get_by_role("button", name="Melitopol", exact=True).click()
    expect(page.get_by_role("button", name="Melitopol", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#gm-count")).to_have_text("1")


def test_only_what_one_outlet_reported_in_two_clicks(page):
    page.click("#gm-outlets-box summary")
    page.get_by_role("button", name="only: Harbour Daily").click()
    agree(page, frozenset({"abduction", "country"}))


def test_only_events_with_so_many_dead_in_three_clicks(page):
    page.click("#gm-morebox summary")
    page.select_option("#gm-killed", "1")
    agree(page, frozenset({"kharviv"}), csv=False)


@pytest.mark.parametrize("how", ["stroke", "corners", "rectangle"])
def test_a_drawn_area_is_a_filter_a_chip_a_link_and_stands_in_the_files(page, visit, sample_page, how):
    x, y = spot(page, "Kyiv")
    corners = [(x - 60, y - 50), (x + 60, y - 50), (x + 60, y + 50), (x - 60, y + 50)]
    page.get_by_role("button", name="rectangle" if how == "rectangle" else "Draw an area").click()
    if how == "corners":
        for at in [*corners, corners[0]]:
            page.mouse.click(*at)
    else:
        page.mouse.move(*corners[0])
        page.mouse.down()
        for at in corners[1:] if how == "stroke" else [corners[2]]:
            page.mouse.move(*at, steps=4)
        page.mouse.up()
    expect(page.locator("#gm-count")).to_have_text("1")
    file = json.loads(taken(page, "geojson"))
    assert [feature["id"] for feature in file["features"]] == ["kyiv"]
    assert len(file["geomap"]["filter"]["inside_ring"]) >= 3
    expect(page).to_have_url(re.compile("n="))
    other = visit(sample_page, "#" + page.url.split("#")[1])
    expect(other.locator("#gm-count")).to_have_text("1")
    page.get_by_role("button", name="Remove filter: inside the drawn area").click()
    expect(page.locator("#gm-count")).to_have_text("10")


def test_marks_of_a_drawn_area_stand_inside_it(page):
    page.evaluate("geomap.map.setZoom(3, {animate: false})")  # where one mark stands for several places
    page.evaluate("location.hash = 'm=3/47/35&n=46.5,35_47.2,35_47.2,35.8_46.5,35.8'")
    expect(page.locator("#gm-count")).to_have_text("2")  # the town, and the province that reaches into it
    assert "Melitopol" in {mark["name"] for mark in page.evaluate("geomap.marks")}


def test_a_mark_stands_where_the_events_are_that_a_search_leaves(page):
    page.evaluate("geomap.map.setView([49, 33], 3, {animate: false})")  # one mark stands for several towns
    search(page, "Харків strike february 2023")
    assert [mark["name"] for mark in page.evaluate("geomap.marks")] == ["Kharkiv"]


def test_an_area_is_drawn_by_keyboard(page):
    page.get_by_role("button", name="Draw an area").focus()
    page.keyboard.press("Enter")
    for keys in (["ArrowLeft"] * 12 + ["ArrowUp"] * 10, ["ArrowRight"] * 24, ["ArrowDown"] * 20, ["ArrowLeft"] * 24):
        for key in keys:
            page.keyboard.press(key)
        page.keyboard.press(" ")
    page.keyboard.press("Enter")
    expect(page.locator("#gm-count")).not_to_have_text("10")
    expect(page.get_by_role("button", name="Remove filter: inside the drawn area")).to_be_visible()


def test_undo_and_redo_walk_through_the_filters(page):
    expect(page.locator("#gm-steps")).to_be_hidden()
    page.get_by_role("switch", name="Protests").click(modifiers=["Alt"])
    expect(page.locator("#gm-undo")).to_be_enabled()
    page.fill("#gm-from", "2023-03-01")
    expect(page.locator("#gm-chips .gm-chip")).to_have_count(2)
    page.click("#gm-undo")
    expect(page.locator("#gm-chips .gm-chip")).to_have_count(1)
    page.click("#gm-undo")
    expect(page.locator("#gm-count")).to_have_text("10")
    expect(page.locator("#gm-undo")).to_be_disabled()
    page.locator(".folium-map").focus()
    page.keyboard.press("Control+Shift+z")
    expect(page.locator("#gm-count")).to_have_text("1")
    page.keyboard.press("Control+z")
    expect(page.locator("#gm-count")).to_have_text("10")


def test_an_address_put_into_the_open_page_brings_its_filters(page):
    page.evaluate("location.hash = 'i=UA%7CKharkiv%20Oblast&q=seventeen'")
    expect(page.locator("#gm-count")).to_have_text("1")
    expect(page.locator("#gm-find")).to_have_value("seventeen")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1366, 768), (360, 600)])
def test_axe_finds_no_fault_in_facets(visit, sample_page, root, scheme, size):
    page = visit(sample_page, color_scheme=scheme, viewport={"width": size[0], "height": size[1]}, bypass_csp=True)
    page.click("#gm-placesbox summary")
    search(page, "Харків strike february 2023")
    assert axe_faults(page, root) == []
    page.get_by_role("button", name="Draw an area").click()
    assert axe_faults(page, root) == []
