"""Nothing in a record runs or breaks the page; and the list is the whole way round the canvas."""

import json

import pytest
from attacks import ATTACKS, axe_faults
from playwright.sync_api import expect
from records_sample import sample_records, tables_with_records

from geomap.output.page import write_page

TEXTS = (
    *("sub_event_type", "type_given", "place", "place_id", "place_wording", "country", "admin1", "admin2", "why"),
    *("actors", "headline", "notes", "outlet", "url", "licence"),
)


@pytest.fixture(scope="module")
def records_page(tmp_path_factory):
    target = tmp_path_factory.mktemp("pages") / "records.html"
    write_page(tables_with_records(), target)
    return target


@pytest.fixture(scope="module")
def hostile_page(tmp_path_factory):
    """Every field of text an attack, another one in each row; the datasets bear one as their name."""
    tables = tables_with_records()
    for number, column in enumerate(TEXTS):
        tables.records[column] = [ATTACKS[(number + row) % len(ATTACKS)] for row in range(len(tables.records))]
    tables.records["event_type"] = [ATTACKS[row % 3] for row in range(len(tables.records))]
    tables.records["source"] = [ATTACKS[row % 2] for row in range(len(tables.records))]
    tables.records["geocoded"] = True
    tables.matches["why"] = [ATTACKS[row] for row in range(len(tables.matches))]
    target = tmp_path_factory.mktemp("pages") / "hostile.html"
    write_page(tables, target)
    return target


def test_no_words_of_a_record_run_or_load_anything(visit, hostile_page):
    page = visit(hostile_page)
    for row in range(len(sample_records())):
        page.evaluate("row => geomap.openRecord(row)", row)
        expect(page.locator(".gm-card .gm-dataset").last).not_to_be_empty()
        for link in page.locator(".gm-card a").all():
            assert link.get_attribute("href").startswith(("http://", "https://"))
    page.evaluate("geomap.openEvent(0)")
    expect(page.locator(".gm-card .gm-match").first).to_be_visible()
    page.click("[data-t=ev]")
    page.fill("#gm-find", "<img")
    expect(page.locator("#gm-found")).to_contain_text("records match")
    page.click("#gm-reset")
    with page.expect_download() as got:
        page.select_option("#gm-exp", "csv-records")
    assert "'=HYPERLINK" in got.value.path().read_text("utf-8")
    with page.expect_download() as got:
        page.select_option("#gm-exp", "geojson")
    assert len(json.loads(got.value.path().read_text("utf-8"))["features"]) == 10
    assert page.evaluate("window.ran") is None
    assert "42000" not in page.content()


@pytest.mark.parametrize(("scheme", "size"), [("light", (1280, 800)), ("dark", (390, 844))])
def test_axe_finds_no_fault_with_records_in_list_and_card(visit, records_page, root, scheme, size):
    page = visit(
        records_page,
        color_scheme=scheme,
        viewport={"width": size[0], "height": size[1]},
        bypass_csp=True,
    )
    page.click("[data-t=ev]")
    for opened in ("openRecord(0)", "openEvent(0)"):
        page.evaluate(f"geomap.{opened}")
        expect(page.locator(".gm-card")).to_have_count(1)
        expect(page.locator(".gm-card .gm-joined")).to_be_visible()
        assert axe_faults(page, root) == []


def test_a_record_is_reached_opened_and_left_by_keyboard(visit, records_page):
    page = visit(records_page)
    page.focus("#gm-evtab")
    page.keyboard.press("Enter")
    row = page.locator("#gm-evlist .gm-rec").first
    row.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".gm-card .gm-dataset")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".gm-card")).to_have_count(0)
    box = page.locator(".folium-map")
    box.focus()
    seen = set()
    for _ in range(20):
        page.keyboard.press("m")
        seen.add(page.locator("#gm-live").inner_text())
    assert any("Record: " in text for text in seen)
    assert any("Record: " not in text for text in seen)
