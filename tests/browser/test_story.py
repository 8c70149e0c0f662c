"""Stories: told by the page, made in the page, read back by the command line's reader."""

import io
import re
from pathlib import Path

import pytest
from attacks import axe_faults
from page_sample import sample_tables
from playwright.sync_api import expect
from pypdf import PdfReader

from geomap.output.page import write_page
from geomap.output.story import read_story
from geomap.settings import PageOptions

STORY = """# A war in ten events

Told in views.

## Strikes in February

#d=2023-02-10_2023-02-20&m=6/49.5/33

Missiles hit **Kharkiv**; see [the report](https://example.org/).

## Riots

#t=000011&m=7/46.9/34

Odesa.

## The end

The map stays.
"""
SIZES = {"desk": (1440, 900), "phone": (390, 844), "frame": (680, 440), "small": (360, 600)}


@pytest.fixture(scope="module")
def told_page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("story")
    (folder / "story.md").write_text(STORY, "utf-8")
    write_page(sample_tables(), folder / "map.html", options=PageOptions(story=folder / "story.md"))
    return folder / "map.html"


def at(page):
    return page.locator(".gm-tale.gm-on h2, .gm-tale.gm-on").first.inner_text().split("\n")[0]


def test_the_page_opens_on_its_story_and_each_view_is_a_frozen_filter(visit, told_page):
    page = visit(told_page)
    expect(page.locator("#gm-story h1")).to_have_text("A war in ten events")
    expect(page.locator(".gm-story-at")).to_have_text("1 of 4")
    page.get_by_role("button", name="The next view").click()
    expect(page.locator(".gm-on .gm-tale-said")).to_have_text("3 of 10 events · 10 Feb 2023 – 20 Feb 2023")
    assert page.evaluate("geomap.shown") == 3
    assert page.evaluate("geomap.map.getCenter().lat") == pytest.approx(49.5, abs=1e-3)
    expect(page.locator(".gm-on a")).to_have_attribute("href", "https://example.org/")
    page.get_by_role("button", name="The next view").click()
    expect(page.locator(".gm-on .gm-tale-said")).to_contain_text("Riots, Strategic developments")
    shown = page.evaluate("geomap.shown")
    page.get_by_role("button", name="The next view").click()  # it names no view: the map stays
    expect(page.locator(".gm-story-at")).to_have_text("4 of 4")
    assert page.evaluate("geomap.shown") == shown
    page.wait_for_url(re.compile("#st=4$"))


def test_scrolling_tells_on(visit, told_page):
    page = visit(told_page, viewport={"width": 390, "height": 844}, has_touch=True)
    text = page.locator(".gm-story-text")
    text.evaluate("one => one.scrollTo(0, one.querySelectorAll('.gm-tale')[2].offsetTop - 60)")
    expect(page.locator(".gm-story-at")).to_have_text("3 of 4")
    text.evaluate("one => one.scrollTo(0, 0)")
    expect(page.locator(".gm-story-at")).to_have_text("1 of 4")
    assert page.evaluate("geomap.shown") == 10


def test_the_keyboard_goes_from_view_to_view(visit, told_page):
    page = visit(told_page)
    page.keyboard.press("ArrowRight")  # of a page just opened: nothing has the focus
    expect(page.locator(".gm-story-at")).to_have_text("2 of 4")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".gm-story-at")).to_have_text("1 of 4")
    page.locator(".gm-story-text").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".gm-story-at")).to_have_text("2 of 4")
    page.keyboard.press("End")
    expect(page.locator(".gm-story-at")).to_have_text("4 of 4")
    page.keyboard.press("PageUp")
    expect(page.locator(".gm-story-at")).to_have_text("3 of 4")
    page.keyboard.press("Home")
    expect(page.locator(".gm-story-at")).to_have_text("1 of 4")


def test_a_reader_leaves_the_story_and_returns_to_the_view(visit, told_page):
    page = visit(told_page, "#st=2")
    page.get_by_role("button", name="Explore the map").click()
    expect(page.locator("#gm-side")).to_be_visible()
    expect(page.locator("#gm-count")).to_have_text("3")
    page.wait_for_url(re.compile("#m=.*d=2023-02-10_2023-02-20"))
    page.get_by_role("switch", name="Explosions").click()
    page.get_by_role("button", name="Back to the story").click()
    expect(page.locator(".gm-story-at")).to_have_text("2 of 4")
    assert page.evaluate("geomap.shown") == 3


def test_an_address_of_a_view_leads_past_the_story(visit, told_page):
    page = visit(told_page, "#t=000011")
    expect(page.locator("#gm-story")).to_be_hidden()
    page.evaluate("location.hash = '#st=3'")
    expect(page.locator(".gm-story-at")).to_have_text("3 of 4")
    page.evaluate("location.hash = '#t=100000'")
    expect(page.locator("#gm-story")).to_be_hidden()


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_text_and_map_stand_side_by_side_or_one_above_the_other_on_every_size(visit, told_page, size):
    width, height = size
    page = visit(told_page, "#embed&st=2" if height < 700 else "#st=2", viewport={"width": width, "height": height})
    text, box = (page.locator(one).bounding_box() for one in (".gm-story-text", "#gm-mapbox"))
    assert text["height"] > height / 4
    assert box["height"] > height / 3
    assert min(text["width"], box["width"]) >= 280
    apart = text["x"] + text["width"] <= box["x"] + 1 or box["y"] + box["height"] <= text["y"] + 1
    assert apart
    marks = page.evaluate("geomap.marks.map(m => [m.x, m.y])")
    assert len(marks) == 2
    assert all(0 < x < box["width"] and 0 < y < box["height"] for x, y in marks)  # the view fits a smaller window
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


INK = """all => all.map(one => {
  const { naturalWidth: width, naturalHeight: height } = one;
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  canvas.getContext('2d').drawImage(one, 0, 0);
  return canvas.toDataURL().length;
})"""


def test_paper_has_each_view_with_its_text(visit, told_page):
    page = visit(told_page)
    expect(page.locator("#gm-print .gm-print-step")).to_have_count(4)
    text = "\n".join(one.extract_text() for one in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages)
    for said in ("A war in ten events", "Strikes in February", "Missiles hit Kharkiv", "10 Feb 2023 – 20 Feb 2023"):
        assert said in text
    assert "GeoNames, CC BY 4.0" in text
    assert page.locator("canvas.gm-print-view").count() == 0  # each would hold 10 MB as long as the page is open
    ink = page.locator(".gm-print-view").evaluate_all(INK)
    assert min(ink) > 10_000
    assert len(set(ink)) >= 3


def test_a_view_of_another_map_says_so(visit, tmp_path):
    (tmp_path / "story.md").write_text("## Of another map\n\n#t=11\n\nText.\n", "utf-8")
    write_page(sample_tables(), tmp_path / "map.html", options=PageOptions(story=tmp_path / "story.md"))
    page = visit(tmp_path / "map.html")
    expect(page.locator(".gm-on .gm-tale-said")).to_contain_text("saved from another map")


def test_a_story_is_made_in_the_page_and_read_by_the_command_line(visit, sample_page, tmp_path):
    page = visit(sample_page)
    page.locator("#gm-views").get_by_role("button", name="Story").click()
    desk = page.locator("#gm-desk")
    desk.get_by_label("Title of the story").fill("My story")
    page.get_by_role("switch", name="Protests").click()
    desk.get_by_role("button", name="Add this view").click()
    desk.get_by_label("Heading of view 1").fill("Without protests")
    desk.get_by_label("Text of view 1").fill("One *word*.\n\n# Another")
    page.locator("#gm-reset").click()
    expect(page.locator("#gm-count")).to_have_text("10")
    desk.get_by_role("button", name="Add this view").click()
    desk.get_by_label("Heading of view 2").fill("All")
    desk.get_by_role("button", name="Earlier").nth(1).click()
    expect(desk.get_by_label("Heading of view 1")).to_have_value("All")
    desk.get_by_role("button", name="Show").nth(1).click()
    expect(page.locator("#gm-count")).to_have_text("9")
    expect(desk.get_by_label("Heading of view 1")).to_have_value("All")  # the desk stays
    with page.expect_download() as got:
        desk.get_by_role("button", name="Save story.md").click()
    story = read_story(Path(got.value.path()))
    assert story.title == "My story"
    assert [view.title for view in story.views] == ["All", "Without protests"]
    assert re.search(r"&t=\d+$", story.views[1].at)
    assert story.views[1].text == [["p", "One ", ["em", "word"], "."], ["h4", "Another"]]
    desk.get_by_role("button", name="Tell it").click()
    expect(page.locator("#gm-story h1")).to_have_text("My story")
    page.get_by_role("button", name="Explore the map").click()
    (tmp_path / "other.md").write_text("# Other\n\n## V\n\n#m=5/49/30\n\nText", "utf-8")
    desk.locator("input[type=file]").set_input_files(tmp_path / "other.md")
    expect(desk.get_by_label("Heading of view 1")).to_have_value("V")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_axe_finds_no_fault_in_a_story_nor_where_one_is_made(visit, told_page, root, scheme, size):
    page = visit(told_page, color_scheme=scheme, viewport={"width": size[0], "height": size[1]}, bypass_csp=True)
    assert axe_faults(page, root) == []
    page.get_by_role("button", name="Explore the map").click()
    page.locator("#gm-views").get_by_role("button", name="Story", exact=True).click()
    page.locator("#gm-desk").get_by_role("button", name="Add this view").click()
    assert axe_faults(page, root) == []
