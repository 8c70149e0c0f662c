"""Time: played by steps, cumulatively, at a pace of one's own; two periods compared."""

import re

import pytest
from attacks import axe_faults
from playwright.sync_api import expect


@pytest.fixture
def page(visit, sample_page):
    return visit(sample_page)


def shows(page, first, last):
    expect(page.locator("#gm-from")).to_have_value(first)
    expect(page.locator("#gm-to")).to_have_value(last)


def pace(page, step):
    page.click("#gm-pace summary")
    page.locator("#gm-pace select").first.select_option(label=step)


def test_the_range_steps_on_and_back_by_its_own_length_or_the_step_that_is_set(page):
    page.fill("#gm-from", "2023-03-01")
    page.fill("#gm-to", "2023-03-07")
    page.get_by_role("button", name="A step on").click()
    shows(page, "2023-03-08", "2023-03-14")
    page.get_by_role("button", name="A step back").click()
    shows(page, "2023-03-01", "2023-03-07")
    pace(page, "a day")
    page.get_by_role("button", name="A step on").click()
    shows(page, "2023-03-02", "2023-03-08")


def test_played_cumulatively_only_the_end_moves_until_all_is_shown(page):
    pace(page, "a week")
    page.get_by_label("cumulative").check()
    page.get_by_label("Speed").select_option(label="× 4")
    page.click("#gm-play")
    expect(page.locator("#gm-to")).not_to_have_value("2023-04-08")
    expect(page.locator("#gm-from")).to_have_value("2023-02-10")
    expect(page.locator("#gm-play")).to_have_attribute("aria-label", "Play", timeout=15000)
    shows(page, "2023-02-10", "2023-04-08")
    expect(page.locator("#gm-count")).to_have_text("10")


def test_two_months_are_compared_in_four_clicks_and_the_link_keeps_it(page, visit, sample_page):
    page.fill("#gm-from", "2023-03-01")
    page.fill("#gm-to", "2023-03-31")
    page.get_by_role("button", name="Compare").click()
    table = page.locator(".gm-periods")
    expect(table.locator("thead th")).to_have_text(
        ["Type", "1 Feb 2023 – 28 Feb 2023", "1 Mar 2023 – 31 Mar 2023", "Change"]
    )
    row = table.locator("tr").filter(has_text="Explosions/Remote violence")
    expect(row.locator("td")).to_have_text(["3", "0", "−3"])
    expect(table.locator(".gm-all td")).to_have_text(["3", "4", "+1"])
    expect(page.locator(".gm-periods-hold")).to_contain_text("The page knows only 10 Feb 2023")
    page.get_by_label("By", exact=True).select_option("place")
    expect(table.locator("tr").filter(has_text="Kharkiv").locator("td")).to_have_text(["2", "0", "−2"])
    expect(page).to_have_url(re.compile(r"x=p\.place"))
    other = visit(sample_page, "#" + page.url.split("#")[1])
    expect(other.locator(".gm-periods tr").filter(has_text="Kharkiv").locator("td")).to_have_text(["2", "0", "−2"])
    page.get_by_role("button", name="Swap").click()
    expect(page.locator("#gm-count")).to_have_text("3")
    expect(table.locator(".gm-all td")).to_have_text(["4", "3", "−1"])


def test_a_period_cut_through_an_event_counts_it_as_possible(page):
    page.fill("#gm-from", "2023-03-16")
    page.fill("#gm-to", "2023-03-31")
    page.get_by_role("button", name="Compare").click()
    row = page.locator(".gm-periods tr").filter(has_text="Battles")
    expect(row.locator("td")).to_have_text(["0–1", "0–1", "−1 to +1"])


def test_pace_and_comparison_are_accessible(page, pytestconfig):
    page.click("#gm-pace summary")
    page.get_by_role("button", name="Compare").click()
    assert axe_faults(page, pytestconfig.rootpath) == []
