"""A page with its data beside it is the same page, from disk and from a server, and says what is missing."""

import json
import shutil

import pytest
from page_sample import sample_tables
from playwright.sync_api import expect
from records_sample import tables_with_records

from geomap.output.page import EventMap, write_page
from geomap.settings import PageOptions

BESIDE = PageOptions(sidecar=True)


@pytest.fixture(scope="module")
def beside(tmp_path_factory):
    """The sample page in the other form; its name holds what has to be escaped in an address."""
    target = tmp_path_factory.mktemp("beside") / "a map, 50 %.html"
    write_page(sample_tables(), target, options=BESIDE)
    return target


@pytest.fixture
def copied(beside, tmp_path):
    """A copy that a test may break: the page and its folder."""
    shutil.copytree(beside.parent, tmp_path / "copy")
    return tmp_path / "copy" / beside.name, tmp_path / "copy" / f"{beside.stem}_files"


def taken(page, kind):
    with page.expect_download() as got:
        page.select_option("#gm-exp", kind)
    return got.value.path().read_text("utf-8")


def everything(page):
    """What a reader can see and take away."""
    cards = []
    for event in range(page.evaluate("geomap.count")):
        page.evaluate("i => geomap.openEvent(i)", event)
        cards.append(page.locator(".gm-card:visible").inner_text())
        page.keyboard.press("Escape")
        expect(page.locator(".gm-card:visible")).to_have_count(0)
    marks = page.evaluate("geomap.marks.map(m => [m.name, m.n, m.kind])")
    sources = page.locator("#gm-list .gm-row").all_inner_texts()
    page.fill("#gm-find", "kharviv")
    expect(page.locator("#gm-found")).to_have_text("2 events match")
    return cards, marks, sources, page.locator("#gm-count").inner_text(), taken(page, "geojson"), taken(page, "csv")


def test_both_forms_show_and_give_the_same(visit, sample_page, beside):
    assert everything(visit(beside)) == everything(visit(sample_page))


def test_text_is_fetched_when_somebody_looks_at_it(visit, beside):
    page = visit(beside, viewport={"width": 1280, "height": 800})
    fetched = []
    page.on("request", lambda request: fetched.append(request.url.rpartition("/")[2]))
    expect(page.locator("#gm-list .gm-h").first).to_have_text("(no headline)")
    assert fetched == []
    page.evaluate("geomap.openEvent(3)")
    expect(page.locator(".gm-card blockquote").first).not_to_be_empty()
    assert fetched
    assert set(fetched) <= {"002.js", "003.js", "004.js"}  # texts of reports and events


def test_others_records_travel_with_it_and_folium_saves_it(visit, tmp_path):
    EventMap(tables_with_records(), title="Both").save(tmp_path / "both.html", sidecar=True)
    assert len(list((tmp_path / "both_files").iterdir())) > 6
    opened = visit(tmp_path / "both.html")
    expect(opened.locator("#gm-rcount")).to_have_text("· 6 of 6 records")
    opened.evaluate("geomap.openRecord(0)")
    expect(opened.locator(".gm-card")).to_be_visible()


def test_it_works_from_a_server_as_well(visit, beside, serve):
    server = serve(beside.parent)
    page = visit(f"{server.at}/a%20map,%2050%20%25.html", allow=server.at)
    page.evaluate("geomap.openEvent(3)")
    expect(page.locator(".gm-card blockquote").first).not_to_be_empty()
    assert len(json.loads(taken(page, "geojson"))["features"]) == 10


def test_a_page_without_its_folder_says_so(visit, copied):
    target, folder = copied
    shutil.rmtree(folder)
    page = visit(target, ready=".gm-missing", expected="ERR_FILE_NOT_FOUND")
    expect(page.get_by_role("alert")).to_contain_text("Keep the folder a map, 50 %_files beside this page")


def test_a_missing_block_of_text_is_told_and_the_map_stands(visit, copied):
    target, folder = copied
    (folder / "003.js").unlink()
    page = visit(target, expected="ERR_FILE_NOT_FOUND")
    expect(page.locator("#gm-count")).to_have_text("10")
    expect(page.locator(".gm-missing")).to_have_count(0)
    mark = page.evaluate("geomap.marks.find(m => m.name === 'Odesa')")
    box = page.locator(".folium-map").bounding_box()
    page.mouse.click(box["x"] + mark["x"], box["y"] + mark["y"])
    expect(page.get_by_role("alert")).to_contain_text("a map, 50 %_files/003.js cannot be read")


def test_a_folder_of_another_run_is_told_apart(visit, copied, tmp_path):
    target, folder = copied
    write_page(sample_tables(title="Another"), tmp_path / "other.html", options=BESIDE)
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "other_files", folder)
    page = visit(target, ready=".gm-missing")
    expect(page.get_by_role("alert")).to_contain_text("belongs to another version of this map")
