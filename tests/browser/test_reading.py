"""Reading mode: the article's text beside the map, where the page was asked to hold it."""

import json
import re
from dataclasses import replace

import pandas as pd
import pytest
from attacks import axe_faults
from page_sample import TOLD, sample_tables
from playwright.sync_api import expect

from geomap import schema
from geomap.output.page import write_page
from geomap.schema import MENTIONS


def tables_with_texts():
    tables = sample_tables()
    text = {id_: text for id_, _, _, _, text in TOLD}
    told = [
        dict.fromkeys(MENTIONS) | {"article_id": "n2", "field": field, "start": start, "end": end, "reject": why}
        for field, start, end, why in (
            ("text", 0, 7, "named as an actor"),
            ("title", 0, 6, "no reason that anybody knows"),
        )
    ]
    texts = pd.DataFrame({"id": [*text], "text": [*text.values()]}, dtype=object)
    return replace(tables, texts=texts, mentions=schema.frame(told, MENTIONS))


@pytest.fixture(scope="module")
def read_page(tmp_path_factory):
    target = tmp_path_factory.mktemp("read") / "read.html"
    write_page(tables_with_texts(), target)
    return target


def opened(page, headline):
    row = page.locator("#gm-list .gm-row", has_text=headline)
    row.hover()
    row.get_by_role("button", name="Read the article").click()
    expect(page.locator("#gm-read")).to_be_visible()


def test_a_page_that_was_not_asked_to_holds_quotes_alone(visit, sample_page):
    page = visit(sample_page)
    expect(page.get_by_role("button", name="Read the article")).to_have_count(0)
    assert "body" not in [text["name"] for text in json.loads(page.locator("[id$=-head]").text_content())["text"]]


def test_the_whole_text_stands_beside_the_map_and_each_coded_place_opens_its_event(visit, read_page):
    page = visit(read_page)
    opened(page, "Second day of strikes")
    text = page.locator(".gm-read-text")
    expect(text).to_contain_text("Rockets struck Kharviv overnight, killing at least two people. Fighting went on in")
    expect(text.locator(".gm-place")).to_have_text(["Kharviv", "Zaporizhzhia Oblast"])
    text.get_by_role("button", name="Zaporizhzhia Oblast").click()
    expect(page.locator(".gm-card h2")).to_contain_text("Zaporizhzhia Oblast")
    expect(text.locator(".gm-place.gm-on")).to_have_text("Zaporizhzhia Oblast")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Back to the list").click()
    expect(page.locator("#gm-side")).to_be_visible()


def test_a_mark_on_the_map_stands_out_in_the_text(visit, read_page):
    page = visit(read_page)
    opened(page, "Second day of strikes")
    mark = page.evaluate("(() => { const m = geomap.marks.find(m => m.name === 'Kharkiv'); return [m.x, m.y]; })()")
    box = page.locator("#gm-mapbox").bounding_box()
    page.mouse.move(box["x"] + mark[0], box["y"] + mark[1])
    expect(page.locator(".gm-place.gm-pointed")).to_have_text("Kharviv")
    page.mouse.click(box["x"] + mark[0], box["y"] + mark[1])
    page.locator(".gm-card .gm-ev").first.click()
    expect(page.locator(".gm-read-text .gm-place.gm-on")).to_have_text("Kharviv")


def test_words_that_were_left_out_say_why(visit, read_page):
    page = visit(read_page, "#l=uk")
    row = page.locator("#gm-list .gm-row", has_text="Second day of strikes")
    row.hover()
    row.get_by_role("button", name="Читати статтю").click()
    left = page.locator(".gm-read-text .gm-left")
    expect(left).to_have_text(["Second", "Rockets"])
    left.nth(1).click()
    expect(page.locator(".gm-read-note")).to_have_text("«Rockets» не на карті: назва дійової сторони")
    left.nth(0).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".gm-read-note")).to_contain_text("no reason that anybody knows")


def test_a_card_leads_to_the_words_of_its_event(visit, read_page):
    page = visit(read_page, viewport={"width": 390, "height": 844})
    page.evaluate("geomap.openEvent(0)")
    page.locator(".gm-card").get_by_role("button", name="Read the article").first.click()
    expect(page.locator(".gm-read-text .gm-on").first).to_be_visible()
    text, box = (page.locator(one).bounding_box() for one in (".gm-read-text", "#gm-mapbox"))
    assert text["y"] >= box["y"] + box["height"]
    assert re.search(r"\bhit\b|\bstruck\b|Blasts", page.locator(".gm-read-text").inner_text())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_in_an_article(visit, read_page, root, scheme):
    page = visit(read_page, color_scheme=scheme, bypass_csp=True)
    opened(page, "Second day of strikes")
    assert axe_faults(page, root) == []
