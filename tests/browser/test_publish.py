"""What a newsroom takes away: SVG with all that has to stand beside a map, paper as PDF, a clean frame."""

import io
import re
from xml.etree import ElementTree as ET

import pytest
from page_sample import sample_tables
from playwright.sync_api import expect
from pypdf import PdfReader

from geomap.output.embed import snippet
from geomap.output.page import write_page

SVG = "{http://www.w3.org/2000/svg}"
SIZES = {"article": (680, 440), "phone": (360, 600)}


def vector(page):
    with page.expect_download() as got:
        page.select_option("#gm-exp", "svg")
    assert got.value.suggested_filename.endswith(".svg")
    return ET.fromstring(got.value.path().read_text("utf-8"))  # noqa: S314 - our own file


def test_the_map_as_svg_has_title_filters_legend_credit_date_and_receipt(visit, sample_page):
    page = visit(sample_page, "#t=111110")
    drawn = vector(page)
    words = [text.text for text in drawn.iter(f"{SVG}text")]
    said = " ".join(words)
    assert words[0] == "Sample: a war in ten events"
    assert "Filters: without Strategic developments" in said
    assert "Somewhere in this area" in said
    assert "GeoNames, CC BY 4.0" in said
    assert re.search(r"geomap \S+ · \d{4}-\d\d-\d\d · receipt [0-9a-f]{12}", said)
    assert "Melitopol" in words
    assert any(
        "hatch" not in (fill := path.get("fill", "")) and fill.startswith("url(") for path in drawn.iter(f"{SVG}path")
    )
    assert "NaN" not in ET.tostring(drawn, "unicode")


def test_the_svg_draws_what_the_screen_does(visit, sample_page, tmp_path):
    page = visit(sample_page)
    drawn = vector(page)
    target = tmp_path / "map.svg"
    target.write_bytes(ET.tostring(drawn))
    marks = page.evaluate("geomap.marks.filter(m => m.n > 1 && m.kind === 0).map(m => String(m.n))")
    words = [text.text for text in drawn.iter(f"{SVG}text")]
    assert all(number in words for number in marks)
    dots = [path.get("d") for path in drawn.iter(f"{SVG}path") if path.get("d").count("A1.9") == 2]
    assert len(dots) > 5  # towns' dots are whole circles


def test_paper_ties_numbered_events_to_marks_and_names_sources_and_method(visit, sample_page):
    page = visit(sample_page)
    expect(page.locator("#gm-print .gm-print-events li")).to_have_count(10)
    paper = PdfReader(io.BytesIO(page.pdf(format="A4")))
    text = "\n".join(one.extract_text() for one in paper.pages)
    assert "Sample: a war in ten events" in text
    assert re.search(r"\b1\.\s", text)
    assert re.search(r"\b10\.\s", text)
    letter = re.search(r"([A-Z])\s+Melitopol", text)
    assert letter
    assert re.search(rf"\n{letter.group(1)}{{1,2}}\n", text)  # the letter stands on the map as well
    for heading in ("Events", "Sources", "How this map was made", "Data and licences"):
        assert heading in text
    assert re.search(r"receipt [0-9a-f]{12}", text)


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_a_frame_reads_well_by_itself(visit, sample_page, size):
    page = visit(
        sample_page, "#embed&d=2023-02-10_2023-03-31", viewport=dict(zip(("width", "height"), size, strict=True))
    )
    expect(page.locator("#gm-bar-title")).to_have_text("Sample: a war in ten events")
    expect(page.locator("#gm-bar-filter")).to_have_text("10 Feb 2023 – 31 Mar 2023")
    credit = page.locator("#gm-credit > span").first
    assert credit.evaluate("one => one.scrollWidth <= one.clientWidth + 1 && one.scrollHeight <= one.clientHeight + 1")
    width, height = (page.locator("#gm-mapbox").bounding_box()[side] for side in ("width", "height"))
    marks = page.evaluate("geomap.marks.map(m => [m.x, m.y])")
    assert all(0 <= x <= width and 0 <= y <= height for x, y in marks)
    west, east = min(x for x, _ in marks), max(x for x, _ in marks)
    south, north = max(y for _, y in marks), min(y for _, y in marks)
    assert (east - west) / width > 0.5 or (south - north) / height > 0.5  # the events fill the frame


def test_the_printed_snippet_lets_the_frame_take_the_height_it_asks_for(visit, tmp_path):
    write_page(sample_tables(), tmp_path / "a map.html")
    article = tmp_path / "article.html"
    article.write_text(f"<body>{snippet('A <war> & more', 'a map.html')}</body>")
    page = visit(article, ready="iframe", viewport={"width": 1000, "height": 800})
    frame = page.locator("iframe")
    expect(frame).to_have_attribute("title", "A <war> & more")
    expect(frame).to_have_attribute("height", re.compile("^(?!480)"))
    assert page.frames[1].url.endswith("a%20map.html#embed") or "#embed&" in page.frames[1].url


def code(page):
    page.evaluate("navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); }")
    page.select_option("#gm-exp", "embed")
    return page.evaluate("window.copied")


def test_the_code_of_the_page_names_a_window_only_where_one_was_chosen(visit, sample_page):
    page = visit(sample_page)
    assert 'sample.html#embed"' in code(page)
    page.evaluate("void geomap.map.setView([50, 36], 9, {animate: false})")
    assert re.search(r"sample\.html#embed&m=9/", code(page))
    page.evaluate("void geomap.map.setView([49, 32], 5, {animate: false})")  # all that is drawn is in this one
    page.get_by_role("switch", name="Protests").click()
    assert re.search(r"sample\.html#embed&t=\d+\"", code(page))
