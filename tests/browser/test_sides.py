"""One event, its sources beside one another: who said it first, where they differ."""

import pytest
from agreement import spot
from attacks import axe_faults
from page_sample import disputed_events, sample_tables
from playwright.sync_api import expect

from geomap.output.page import write_page


@pytest.fixture(scope="module")
def disputed(tmp_path_factory):
    target = tmp_path_factory.mktemp("pages") / "disputed.html"
    write_page(sample_tables(events=disputed_events()), target)
    return target


def opened(page):
    page.mouse.click(*spot(page, "Kharkiv"))
    page.get_by_role("button", name="Sources side by side").click()
    return page.get_by_role("dialog", name="Sources side by side")


def test_reports_are_aligned_the_first_leads_and_differences_are_marked(visit, disputed):
    page = visit(disputed)
    sides = opened(page)
    expect(sides).to_contain_text("They differ on: day.")
    rows = sides.locator("tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.first.locator("th")).to_contain_text("Morning Wire first")
    expect(rows.first.locator("th")).to_contain_text("local officials")
    expect(rows.first.locator("td")).to_have_text(
        ["Kharkiv", "10 Feb 2023", "–", "Seventeen missiles hit Kharkiv on Friday, local officials said."]
    )
    expect(rows.nth(1).locator("td").nth(1)).to_have_text("≠ 12 Feb 2023")
    expect(rows.nth(1).locator("td").nth(2)).to_contain_text("2+")
    page.keyboard.press("Escape")
    expect(sides).to_have_count(0)


def test_sources_that_agree_say_so_and_one_alone_offers_no_comparison(visit, sample_page):
    page = visit(sample_page)
    page.click("[data-t=ev]")
    page.locator(".gm-ev").filter(has_text="Seventeen missiles").click()
    page.get_by_role("button", name="Sources side by side").click()
    expect(page.locator(".gm-sides-said")).to_contain_text("agree on place, day and toll")
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    page.locator(".gm-ev").filter(has_text="Melitopol").click()
    expect(page.locator(".gm-card h2")).to_have_text("Melitopol")
    expect(page.get_by_role("button", name="Sources side by side")).to_have_count(0)


def test_the_comparison_is_accessible_and_fits_a_phone(visit, disputed, pytestconfig):
    page = visit(disputed, viewport={"width": 390, "height": 844})
    sides = opened(page)
    expect(sides).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert axe_faults(page, pytestconfig.rootpath) == []
