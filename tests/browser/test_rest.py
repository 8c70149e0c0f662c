"""A large page lets the browser rest between its blocks of text."""

import json

from page_sample import sample_tables
from playwright.sync_api import expect

from geomap.output import page_folium, page_html
from geomap.output.page import write_page


def test_a_page_with_rests_shows_and_gives_out_all_that_it_holds(visit, page, tmp_path, monkeypatch):
    monkeypatch.setattr(page_html, "REST_EVERY", 100)
    monkeypatch.setattr(page_folium, "MANY_ROWS", 1)
    target = tmp_path / "rests.html"
    write_page(sample_tables(), target)
    rested = visit(target)
    assert rested.locator("link[href^=blob]").count() > 1
    expect(rested.locator("#gm-count")).to_have_text("10")
    assert _exported(rested) == _exported(page)
    rested.evaluate("geomap.openEvent(3)")
    expect(rested.locator(".gm-card blockquote").first).not_to_be_empty()


def test_a_small_page_has_none(page):
    assert page.locator("link").count() == 0


def _exported(page):
    with page.expect_download() as got:
        page.select_option("#gm-exp", "geojson")
    return json.loads(got.value.path().read_text("utf-8"))["features"]
