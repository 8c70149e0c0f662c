"""Where the map is dense: hexagons in place of marks, and the change between two periods drawn on the map."""

import re
from dataclasses import replace

import pandas as pd
import pytest
from page_sample import sample_tables
from playwright.sync_api import expect

from geomap.output.page import write_page

COPIES = 30
DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
MOVED = 0.02  # degrees between the copies


@pytest.fixture(scope="module")
def dense_page(tmp_path_factory):
    """The sample's two strikes on Kharkiv and the march in Melitopol, many times over; in the second half fewer."""
    tables = sample_tables()
    events = tables.events[tables.events["place"].isin(["Kharkiv", "Melitopol", "Zaporizhzhia Oblast"])]
    copies = []
    for k in range(COPIES):
        one = events.copy()
        one["id"] = one["id"] + f"-{k}"
        one["place_id"] = one["place_id"] + f"-{k}"
        one["geometry"] = one.geometry.translate(MOVED * (k % 6), MOVED * (k // 6))
        shift = pd.Timedelta(days=2 * k if k % 3 else 0)
        one["date_start"] = one["date_end"] = one["date_start"] + shift
        copies.append(one)
    reports = tables.reports.iloc[:0]
    target = tmp_path_factory.mktemp("dense") / "dense.html"
    write_page(replace(tables, events=pd.concat(copies, ignore_index=True), reports=reports), target)
    return target


def test_hexagons_hold_what_the_marks_do_and_open_their_list(visit, dense_page):
    page = visit(dense_page, "#m=7/48.5/36")
    marked = page.evaluate("geomap.marks.filter(m => m.kind === 0).reduce((n, m) => n + m.n, 0)")
    page.select_option("#gm-form", "hexagons")
    page.wait_for_url(re.compile("z=h"))
    hexes = page.evaluate("geomap.marks.filter(m => m.kind === 0).map(m => [m.x, m.y, m.n])")
    assert sum(n for _, _, n in hexes) == marked
    assert page.evaluate("geomap.marks.some(m => m.kind === 1)")  # an oblast stays an area
    expect(page.locator(".gm-key-row-hex")).to_be_visible()
    expect(page.locator(".gm-key-row-many")).to_be_hidden()
    box = page.locator("#gm-mapbox").bounding_box()
    x, y, n = max(hexes, key=lambda one: one[2])
    page.mouse.move(box["x"] + x, box["y"] + y)
    expect(page.locator(".gm-tip")).to_contain_text(f"{n} events")
    page.mouse.click(box["x"] + x, box["y"] + y)
    expect(page.locator(".gm-card .gm-ev").first).to_be_visible()
    expect(page.locator("#gm-sheet")).to_contain_text(f"{n} events")


def test_an_address_and_a_picture_know_of_the_hexagons(visit, dense_page):
    page = visit(dense_page, "#m=7/48.5/36&z=h")
    expect(page.locator("#gm-form")).to_have_value("hexagons")
    with page.expect_download() as got:
        page.select_option("#gm-exp", "svg")
    drawn = got.value.path().read_text("utf-8")
    assert "Events in a hexagon: the darker, the more" in drawn
    assert "NaN" not in drawn


def test_filters_reach_the_hexagons(visit, dense_page):
    page = visit(dense_page, "#m=7/48.5/36&z=h")
    before = page.evaluate("geomap.marks.filter(m => m.kind === 0).reduce((n, m) => n + m.n, 0)")
    page.get_by_role("switch", name="Protests").click()
    expect(page.locator("#gm-chips")).to_contain_text("without")
    after = page.evaluate("geomap.marks.filter(m => m.kind === 0).reduce((n, m) => n + m.n, 0)")
    assert after < before


def test_the_change_between_two_periods_is_drawn_and_goes_with_the_desk(visit, dense_page):
    page = visit(dense_page, "#m=7/49.9/36.3")
    page.locator("#gm-views").get_by_role("button", name="Compare").click()
    desk = page.locator("#gm-desk")
    desk.get_by_role("button", name="On the map").click()
    expect(desk.get_by_role("button", name="On the map")).to_have_attribute("aria-pressed", "true")
    page.wait_for_url(re.compile(r"x=p\.type\.events\.before\.map"))
    expect(page.locator(".gm-key-row-hex")).to_contain_text("More (+, orange) or fewer (−, blue)")
    page.evaluate(DRAWN)
    marks = page.evaluate("geomap.marks.map(m => [m.x, m.y, m.kind])")
    assert marks
    assert all(kind == 0 for _, _, kind in marks)
    box = page.locator("#gm-mapbox").bounding_box()
    inside = next((x, y) for x, y, _ in marks if 60 < x < box["width"] - 60 and 60 < y < box["height"] - 30)
    page.mouse.move(box["x"] + inside[0], box["y"] + inside[1])
    expect(page.locator(".gm-tip")).to_contain_text(re.compile(r"Events: .*[+−±]"))
    desk.get_by_role("button", name="Close").click()
    expect(page.locator(".gm-key-row-hex")).to_be_hidden()
    page.evaluate(DRAWN)
    assert page.evaluate("geomap.marks.some(m => m.kind === 1)")


def test_districts_are_shaded_by_the_rule_of_the_hexagons_and_an_oblast_as_an_oblast(visit, dense_page):
    page = visit(dense_page, "#m=7/48.5/36&z=h")
    held = page.evaluate("geomap.marks.filter(m => m.kind === 0).reduce((n, m) => n + m.n, 0)")
    page.select_option("#gm-form", "districts")
    page.wait_for_url(re.compile("z=a"))
    page.evaluate(DRAWN)
    marks = page.evaluate("geomap.marks.filter(m => m.kind === 0).map(m => [m.x, m.y, m.n])")
    assert sum(n for _, _, n in marks) == held
    assert page.evaluate("geomap.marks.some(m => m.kind === 1)")  # the oblast is shaded itself
    expect(page.locator(".gm-key-row-hex")).to_contain_text("Events in a district: the darker, the more")
    box = page.locator("#gm-mapbox").bounding_box()
    x, y, n = max(marks, key=lambda one: one[2])
    page.mouse.move(box["x"] + x, box["y"] + y)
    expect(page.locator(".gm-tip")).to_contain_text("Raion")
    expect(page.locator(".gm-tip")).to_contain_text(f"{n} events")
    page.mouse.click(box["x"] + x, box["y"] + y)
    expect(page.locator("#gm-sheet")).to_contain_text(f"{n} events")
    page.keyboard.press("Escape")
    page.locator("#gm-mapbox .leaflet-container").focus()
    page.keyboard.press("m")
    while "Raion" not in page.locator("#gm-live").inner_text():
        page.keyboard.press("m")
    page.keyboard.press("Enter")
    expect(page.locator(".gm-card")).to_be_visible()


def test_an_address_and_a_picture_know_of_the_districts(visit, dense_page):
    page = visit(dense_page, "#m=7/48.5/36&z=a")
    expect(page.locator("#gm-form")).to_have_value("districts")
    with page.expect_download() as got:
        page.select_option("#gm-exp", "svg")
    drawn = got.value.path().read_text("utf-8")
    assert "Events in a district: the darker, the more" in drawn
    assert "NaN" not in drawn
