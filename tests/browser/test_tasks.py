"""What newsrooms and analysts do most, on a laptop, a phone and in Ukrainian, by a hand that counts its clicks."""

import re

import geopandas as gpd
import pytest
from page_sample import sample_tables
from playwright.sync_api import expect

from geomap.output.page import write_page

LAPTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
READERS = {  # window, address, whether the page is dark
    "laptop": (LAPTOP, "", False),
    "dark phone": (PHONE, "", True),
    "Ukrainian laptop": (LAPTOP, "l=uk", False),
    "Ukrainian phone": (PHONE, "l=uk", False),
}
UKRAINIAN = {
    "Compare": "Порівняти",
    "Table": "Таблиця",
    "Chart": "Діаграма",
    "Week": "Тиждень",
    "Sort by Deaths": "Упорядкувати: Загиблі",
    "rectangle": "прямокутник",
    "inside the drawn area": "усередині обведеного",
    "Protests": "Протести",
    "Events per week": "Події на тиждень",
    "Somewhere in this area": "Десь на цій території",
}


class Hand:
    """Does what a reader does, and counts: a click is one, a choice from a list two, typing none."""

    def __init__(self, page):
        self.page, self.clicks = page, 0
        self.is_ukrainian = page.locator("html").get_attribute("lang") == "uk"

    def say(self, words):
        return UKRAINIAN[words] if self.is_ukrainian else words

    def click(self, target, **how):
        (self.page.locator(target) if isinstance(target, str) else target).click(**how)
        self.clicks += 1

    def write(self, target, text):
        self.click(target)
        self.page.locator(target).fill(text)

    def choose(self, target, value):
        self.page.select_option(target, value)
        self.clicks += 2

    def drag(self, start, end):
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(*end, steps=4)
        self.page.mouse.up()
        self.clicks += 1

    def named(self, name, inside="#gm"):
        return self.page.locator(inside).get_by_role("button", name=self.say(name))


@pytest.fixture(params=READERS.values(), ids=READERS)
def opened(request, visit):
    """Opens a page as one of the readers has it."""
    viewport, address, is_dark = request.param
    theme = "dark" if is_dark else "light"

    def by_hand(path, more=""):
        parts = "&".join(part for part in (address, more) if part)
        return Hand(visit(path, f"#{parts}" if parts else "", viewport=viewport, color_scheme=theme))

    return by_hand


@pytest.fixture
def hand(opened, sample_page):
    return opened(sample_page)


def test_strikes_on_a_town_in_a_month(hand):
    hand.write("#gm-find", "kharkiv strike february 2023")
    expect(hand.page.locator("#gm-count")).to_have_text("2")
    assert hand.clicks <= 2


def test_only_events_with_ten_deaths_and_more(opened, tmp_path):
    tables = sample_tables()
    for name in ("killed_low", "killed_best", "killed_high"):
        tables.events[name] = [9, 10, 12, *[0] * 7]
    write_page(tables, tmp_path / "map.html")
    hand = opened(tmp_path / "map.html")
    hand.click("#gm-morebox summary")
    hand.choose("#gm-killed", "10")
    expect(hand.page.locator("#gm-count")).to_have_text("2")
    assert hand.clicks <= 3


def test_only_what_one_outlet_reported(hand):
    hand.click("#gm-outlets-box summary")
    line = hand.page.locator("#gm-outlets .gm-outlet", has_text="Morning Wire")
    line.hover()
    hand.click(line.get_by_role("button"))
    expect(hand.page.locator("#gm-chips")).to_contain_text("Morning Wire")
    assert hand.clicks <= 2


def test_what_is_seen_goes_to_geojson_and_back_into_geopandas(opened, sample_page):
    hand = opened(sample_page, "t=111110")
    with hand.page.expect_download() as got:
        hand.choose("#gm-exp", "geojson")
    assert hand.clicks <= 2
    expect(hand.page.locator("#gm-count")).to_have_text("8")
    table = gpd.read_file(got.value.path())
    assert len(table) == 8
    assert "Strategic developments" not in set(table["event_type"])


def test_a_view_is_a_link_into_an_open_tab(opened, sample_page):
    one, other = opened(sample_page), opened(sample_page)
    page = one.page
    page.get_by_role("switch", name=one.say("Protests")).click()
    page.wait_for_url("**t=*")
    other.page.evaluate("hash => { location.hash = hash; }", page.url.split("#")[1])
    other.clicks += 1  # into the bar
    expect(other.page.locator("#gm-count")).to_have_text("9")
    assert other.clicks <= 1


def test_two_months_are_compared(hand):
    hand.write("#gm-from", "2023-03-01")
    hand.write("#gm-to", "2023-03-31")
    hand.page.keyboard.press("Enter")
    hand.click(hand.named("Compare", "#gm-views"))
    heads = hand.page.locator(".gm-periods thead th")
    if not hand.is_ukrainian:
        expect(heads.nth(1)).to_contain_text("Feb 2023")
        expect(heads.nth(2)).to_have_text("1 Mar 2023 – 31 Mar 2023")
    expect(heads).to_have_count(4)
    assert hand.clicks <= 4


def test_the_list_is_a_table_sorted_by_deaths(hand):
    hand.click(hand.named("Table", "#gm-views"))
    hand.click(hand.named("Sort by Deaths"))
    expect(hand.page.locator(".gm-tr").first).to_contain_text("2+")
    assert hand.clicks <= 2


def test_a_chart_per_week_by_type(hand):
    hand.click(hand.named("Chart", "#gm-views"))
    hand.click(hand.named("Week", "#gm-desk"))
    expect(hand.page.locator(".gm-bars-wide")).to_have_attribute(
        "aria-label", re.compile(f"^{hand.say('Events per week')}")
    )
    expect(hand.page.locator(".gm-chart-key li")).to_have_count(6)  # the types
    assert hand.clicks <= 2


def test_a_polygon(hand):
    hand.click(hand.named("rectangle"))
    box = hand.page.locator("#gm-mapbox").bounding_box()
    middle = box["x"] + box["width"] / 2
    hand.drag((middle, box["y"] + 60), (box["x"] + box["width"] - 60, box["y"] + box["height"] - 40))
    expect(hand.page.locator("#gm-chips")).to_contain_text(hand.say("inside the drawn area"))
    expect(hand.page.locator("#gm-count")).to_have_text(re.compile("^[1-9]$"))
    assert hand.clicks <= 3


def test_a_picture_with_legend_and_credit(hand):
    with hand.page.expect_download() as got:
        hand.choose("#gm-exp", "svg")
    drawn = got.value.path().read_text("utf-8")
    assert hand.say("Somewhere in this area") in drawn
    assert "GeoNames, CC BY 4.0" in drawn
    assert hand.clicks <= 2


def test_a_report_on_paper(hand):
    hand.page.evaluate(
        "window.print = () => { window.printed = document.querySelectorAll('.gm-print-events li').length; }"
    )
    hand.choose("#gm-exp", "print")
    expect(hand.page.locator(".gm-print-events li")).to_have_count(10)
    assert hand.page.evaluate("window.printed") == 10
    assert hand.clicks <= 2


@pytest.mark.parametrize("size", [(680, 440), (360, 600)])
def test_a_frame_reads_well_without_a_click(visit, sample_page, size):
    page = visit(sample_page, "#embed", viewport={"width": size[0], "height": size[1]})
    expect(page.locator("#gm-bar-title")).to_be_visible()
    expect(page.locator("#gm-bar-count")).to_have_text("10 of 10 events")
    box = page.locator("#gm-mapbox").bounding_box()
    marks = page.evaluate("geomap.marks.map(m => [m.x, m.y])")
    assert all(0 <= x <= box["width"] and 0 <= y <= box["height"] for x, y in marks)
