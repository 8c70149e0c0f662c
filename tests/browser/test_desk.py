"""The desk: what is shown as a table and as a chart, under the one filter state of the page."""

import re

import pytest
from attacks import axe_faults
from playwright.sync_api import expect

OUTLETS = ["Evening Post", "Harbour Daily", "Morning Wire"]


def column(page, name):
    """The cells of a column, from the top."""
    expect(page.locator(".gm-tr").first).to_be_visible()
    heads = page.locator("[role=columnheader]").all_inner_texts()
    at = next(k for k, head in enumerate(heads) if head.strip().startswith(name))
    return page.locator(f".gm-tr [role=cell]:nth-child({at + 1})")


def press(page, name):
    page.locator("#gm-views").get_by_role("button", name=name).click()


@pytest.fixture
def copies(visit, sample_page):
    """The page, which may read what it has copied."""
    return visit(sample_page, permissions=["clipboard-read", "clipboard-write"])


def test_the_list_is_a_table_sorted_by_deaths_in_two_clicks(page):
    press(page, "Table")
    page.get_by_role("button", name="Sort by Deaths").click()
    expect(page.locator(".gm-tr")).to_have_count(10)
    expect(column(page, "Deaths")).to_have_text(["2+"] + [""] * 9)
    page.get_by_role("button", name="Sort by Deaths").click()
    expect(page.get_by_role("columnheader", name="Sort by Deaths")).to_have_attribute("aria-sort", "ascending")
    expect(column(page, "Deaths")).to_have_text(["2+"] + [""] * 9)  # what nobody said comes last whichever way


def test_the_table_follows_filters_and_a_row_opens_its_event_on_a_map_that_stays(page):
    press(page, "Table")
    page.get_by_role("switch", name="Protests").click(modifiers=["Alt"])
    expect(page.locator(".gm-tr")).to_have_count(1)
    expect(column(page, "Place")).to_have_text(["Melitopol"])
    before = page.evaluate("geomap.map.getCenter()")
    page.locator(".gm-td").click()
    expect(page.locator(".gm-card")).to_contain_text("marched against the new rules")
    assert page.evaluate("geomap.map.getCenter()") == before


def test_columns_are_chosen_and_kept_in_the_link(page, visit, sample_page):
    press(page, "Table")
    page.locator("#gm-desk .gm-choose summary").click()
    page.get_by_role("checkbox", name="Actors").check()
    page.get_by_role("checkbox", name="Quote").uncheck()
    page.get_by_role("button", name="Sort by Place").click()
    expect(page).to_have_url(re.compile(r"x=t\.place\.u\."))
    other = visit(sample_page, "#" + page.url.split("#")[1])
    expect(other.get_by_role("columnheader", name="Sort by Place")).to_have_attribute("aria-sort", "ascending")
    places = column(other, "Place").all_inner_texts()
    expect(column(page, "Place")).to_have_text(places)
    assert len(places) == 10
    assert sorted(places) == places
    assert "Unknown gunmen; Residents" in column(other, "Actors").all_inner_texts()
    expect(other.get_by_role("columnheader", name="Quote")).to_have_count(0)


def test_the_table_is_copied_as_lines_and_tabs_with_its_heads(copies):
    press(copies, "Table")
    copies.locator("#gm-desk").get_by_role("button", name="Copy").click()
    expect(copies.locator(".gm-toast")).to_contain_text("10 rows")
    lines = copies.evaluate("navigator.clipboard.readText()").strip().split("\n")
    assert lines[0].split("\t") == ["Date", "Type", "Place", "Province", "Deaths", "Outlet", "Quote"]
    assert len(lines) == 11
    assert any("Blasts were heard in Kyiv as well." in line for line in lines)


def test_the_chart_counts_per_week_by_type_in_two_clicks(page):
    press(page, "Chart")
    page.locator("#gm-desk").get_by_role("button", name="Week").click()
    expect(page.locator(".gm-bars-wide")).to_have_attribute(
        "aria-label", re.compile("^Events per week: 9 in all, most in")
    )
    expect(page.locator(".gm-chart-key li")).to_have_count(6)
    numbers = page.locator(".gm-chart-key .gm-n").all_inner_texts()  # of the bars that are told above
    assert sum(map(int, numbers)) == 9
    expect(page.locator(".gm-chart-note")).to_contain_text("1 event known only to a longer time than a bar")


def test_the_chart_counts_deaths_and_splits_by_outlet_and_place(page):
    press(page, "Chart")
    desk = page.locator("#gm-desk")
    desk.get_by_label("By", exact=True).select_option("outlet")
    expect(page.locator(".gm-chart-key bdi").first).to_have_text(re.compile("|".join([*OUTLETS, "others"])))
    assert set(page.locator(".gm-chart-key bdi").all_inner_texts()) <= {*OUTLETS, "others"}
    desk.get_by_role("button", name="Deaths").click()
    expect(page.locator(".gm-chart-key li")).to_have_count(1)
    expect(page.locator(".gm-chart-note")).to_contain_text("lowest to the highest")
    page.locator(".gm-chart-box").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".gm-chart-told")).to_contain_text("10 Feb 2023")


def test_the_chart_is_copied_as_numbers(copies):
    press(copies, "Chart")
    copies.locator("#gm-desk").get_by_role("button", name="Month").click()
    copies.locator("#gm-desk").get_by_role("button", name="Copy").click()
    expect(copies.locator(".gm-toast")).to_contain_text("3 rows")
    head, *rows = copies.evaluate("navigator.clipboard.readText()").strip().split("\n")
    assert head.split("\t")[:2] == ["start", "end"]
    assert sum(int(cell) for row in rows for cell in row.split("\t")[2:]) == 10


def test_escape_closes_the_desk_and_gives_the_focus_back(page):
    press(page, "Table")
    page.locator(".gm-td").first.focus()
    page.keyboard.press("Escape")
    expect(page.locator("#gm-desk")).to_be_hidden()
    expect(page.locator("#gm-views").get_by_role("button", name="Table")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1366, 768), (360, 600)])
def test_axe_finds_no_fault_in_table_and_chart_and_both_fit(visit, sample_page, root, scheme, size):
    page = visit(sample_page, color_scheme=scheme, viewport={"width": size[0], "height": size[1]}, bypass_csp=True)
    for name in ("Table", "Chart"):
        press(page, name)
        assert axe_faults(page, root) == []
        box = page.locator("#gm-desk").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size[0]
        assert box["y"] + box["height"] <= size[1]
        page.locator("#gm-desk").get_by_role("button", name="Close").click()


def test_marks_show_deaths_and_the_link_keeps_it(page, visit, sample_page):
    by_events = {mark["name"]: mark["r"] for mark in page.evaluate("geomap.marks")}
    page.select_option("#gm-size", "deaths")
    by_deaths = {mark["name"]: mark["r"] for mark in page.evaluate("geomap.marks")}
    assert by_deaths["Odesa"] < by_events["Odesa"]  # nobody is said to be dead there
    assert by_deaths["Kharkiv"] > by_deaths["Odesa"]
    expect(page.locator("#gm-legend")).to_contain_text("Number of people killed")
    expect(page.locator("#gm-count")).to_have_text("10")
    expect(page).to_have_url(re.compile("z=d"))
    other = visit(sample_page, "#" + page.url.split("#")[1])
    assert {mark["name"]: mark["r"] for mark in other.evaluate("geomap.marks")} == by_deaths
