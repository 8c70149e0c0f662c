"""The page on the sizes that people have, in an article and on paper: nothing is cut off, nothing moves by itself."""

import re
from dataclasses import replace

import pandas as pd
import pytest
from page_sample import point_tables, sample_tables
from playwright.sync_api import expect
from records_sample import tables_with_records

from geomap.joining import map_records, observed
from geomap.output.page import write_page

LAPTOP, DESK = {"width": 1366, "height": 768}, {"width": 1440, "height": 900}
PHONE, TURNED = {"width": 390, "height": 844}, {"width": 844, "height": 390}
WINDOW = "[String(geomap.map.getCenter()), geomap.map.getZoom()]"


@pytest.fixture(scope="module")
def records_page(tmp_path_factory):
    target = tmp_path_factory.mktemp("pages") / "records.html"
    write_page(tables_with_records(), target)
    return target


@pytest.mark.parametrize("size", [LAPTOP, DESK], ids=["laptop", "desk"])
def test_with_every_filter_open_lists_and_export_are_still_reached(visit, records_page, size):
    page = visit(records_page, viewport=size)
    page.click("#gm-morebox summary")
    expect(page.locator("#gm-exp")).to_be_in_viewport(ratio=1)
    page.click("[data-t=ev]")
    page.locator("#gm-evlist").scroll_into_view_if_needed()
    assert page.locator("#gm-evlist").bounding_box()["height"] > 100
    page.locator("#gm-evlist .gm-ev").first.click()
    expect(page.locator(".gm-card")).to_be_visible()


def test_a_folded_panel_leaves_map_and_time_line_the_whole_phone(visit, sample_page):
    page = visit(sample_page, viewport=PHONE)
    page.click("#gm-fold")
    box, time = (page.locator(name).bounding_box() for name in ("#gm-mapbox", "#gm-time"))
    assert box["y"] == 0
    assert box["height"] > 500
    assert time["y"] + time["height"] == PHONE["height"]
    expect(page.locator("#gm-hist")).to_be_visible()


def test_a_phone_on_its_side_shows_more_map_than_time_line_and_the_scale(visit, sample_page):
    page = visit(sample_page, viewport=TURNED)
    box, time, scale, credit = (
        page.locator(name).bounding_box() for name in ("#gm-mapbox", "#gm-time", ".leaflet-control-scale", "#gm-credit")
    )
    assert box["height"] > 2 * (time["height"] + credit["height"])
    assert scale["y"] + scale["height"] <= credit["y"]


@pytest.mark.parametrize("size", [LAPTOP, PHONE, TURNED], ids=["laptop", "phone", "turned"])
def test_the_credit_names_everybody_without_being_touched(visit, sample_page, size):
    page = visit(sample_page, viewport=size)
    line = page.locator("#gm-credit")
    for name in ("Natural Earth", "GeoNames", "Leaflet"):
        expect(line).to_contain_text(name)
    assert line.evaluate("line => line.scrollHeight <= line.clientHeight + 4")  # the padding of its link


def test_a_row_of_the_list_opens_its_card_and_neither_map_nor_list_change(visit, sample_page):
    page = visit(sample_page, viewport=LAPTOP)
    page.click("[data-t=ev]")
    before, count = page.evaluate(WINDOW), page.locator("#gm-ecount").inner_text()
    page.locator("#gm-evlist .gm-ev").nth(1).click()
    expect(page.locator(".gm-card blockquote").first).to_be_visible()
    assert page.evaluate(WINDOW) == before
    assert page.locator("#gm-ecount").inner_text() == count


def test_an_area_opens_wherever_it_is_clicked(visit, sample_page):
    page = visit(sample_page, "#m=8/47.3/35.8")
    box = page.locator(".folium-map").bounding_box()
    at = page.evaluate("(({x, y}) => [x, y])(geomap.map.latLngToContainerPoint([47.7, 36.7]))")
    page.mouse.click(box["x"] + at[0], box["y"] + at[1])
    expect(page.locator(".gm-card h2")).to_have_text("Somewhere in Zaporizhzhia Oblast")


def test_a_mark_of_several_opens_a_list_that_is_sorted_and_comes_back(visit, sample_page):
    page = visit(sample_page, "#m=3/48/33")
    many = page.evaluate("geomap.marks.filter(m => !m.kind).sort((a, b) => b.n - a.n)[0]")
    box = page.locator(".folium-map").bounding_box()
    page.mouse.click(box["x"] + many["x"], box["y"] + many["y"])
    card = page.locator(".gm-card")
    expect(card.locator(".gm-ev").first).to_be_visible()
    card.get_by_label("Sort events").select_option(label="Most killed")
    expect(card.locator(".gm-ev").first).to_contain_text("2 killed")
    card.locator(".gm-ev").first.click()
    expect(card.locator("blockquote").first).to_contain_text("at least two people")
    card.get_by_role("button", name=re.compile("Back to all")).click()
    expect(card.locator(".gm-ev").first).to_contain_text("2 killed")


def test_a_link_put_into_an_open_page_is_followed(visit, sample_page):
    page = visit(sample_page)
    page.evaluate("location.hash = 'm=7/50/36&d=2023-03-18_2023-03-22&y=dark'")
    expect(page.locator("#gm-count")).to_have_text("2–4")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("geomap.map.getZoom()") == 7


def test_the_keyboard_reaches_the_map_within_two_stops(visit, sample_page):
    page = visit(sample_page)
    page.keyboard.press("Tab")
    expect(page.locator("#gm-skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".folium-map")).to_be_focused()


def test_one_type_alone_is_a_button_in_sight(visit, sample_page):
    page = visit(sample_page)
    page.locator(".gm-type-row", has_text="Protests").hover()
    page.get_by_role("button", name="only: Protests").click()
    expect(page.locator("#gm-count")).to_have_text("1")
    chip = page.locator("#gm-chips .gm-chip")
    expect(chip).to_have_text("Protests×")
    chip.click()
    expect(page.locator("#gm-count")).to_have_text("10")


def test_thousands_of_outlets_are_few_nodes_and_one_is_shown_alone_in_two_clicks(visit, tmp_path):
    tables = sample_tables()
    one = tables.articles.iloc[:1]
    more = [one.assign(id=f"x{k}", outlet=f"Outlet {k:04}") for k in range(3000)]
    many = replace(tables, articles=pd.concat([tables.articles, *more], ignore_index=True))
    write_page(many, tmp_path / "x.html")
    page = visit(tmp_path / "x.html")
    page.click("#gm-outlets-box summary")
    expect(page.locator("#gm-outlets .gm-outlet").first).to_be_visible()
    assert page.evaluate("document.querySelectorAll('#gm *').length") < 3000
    page.locator("#gm-outlets").get_by_role("button", name="only: Morning Wire").click(force=True)
    expect(page.locator("#gm-chips .gm-chip")).to_have_text("Morning Wire×")


def test_plain_words_lead_and_the_datasets_term_stands_beside(visit, tmp_path):
    tables = sample_tables()
    tables.events["sub_event_type"] = "Non-state actor overtakes territory"
    write_page(tables, tmp_path / "x.html")
    page = visit(tmp_path / "x.html")
    page.evaluate("geomap.openEvent(0)")
    what = page.locator(".gm-card .gm-what .gm-sub")
    expect(what).to_have_text("Territory taken Non-state actor overtakes territory")
    page.select_option("#gm-lang", "uk")
    page.locator("#gm[data-ready]").wait_for()
    expect(page.locator(".gm-type-row").first).to_contain_text("Бої")


def test_paper_holds_a_whole_map_a_whole_chart_every_event_and_all_licences(visit, sample_page):
    page = visit(sample_page, viewport=LAPTOP)
    page.evaluate("window.print = () => { window.printed = true; }")
    page.select_option("#gm-exp", "print")
    page.emulate_media(media="print")
    expect(page.locator(".gm-print-events li")).to_have_count(10)
    expect(page.locator(".gm-print-map")).to_be_visible()
    page.set_viewport_size({"width": 703, "height": 1000})
    chart, sheet = (page.locator(name).bounding_box() for name in (".gm-print-chart svg", "#gm-print"))
    assert chart["x"] + chart["width"] <= sheet["x"] + sheet["width"] + 1
    assert page.locator(".gm-print-chart path[fill]").count() >= 5  # one for each type
    expect(page.locator("#gm-print")).to_contain_text("GeoNames, CC BY 4.0")
    expect(page.locator("#gm-print")).to_contain_text(re.compile("receipt [0-9a-f]{12}"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 703


def test_the_map_on_paper_holds_its_pixels_only_while_it_is_printed(visit, sample_page):
    page = visit(sample_page)
    expect(page.locator(".gm-print-events li")).to_have_count(10)
    held = "(({width, height}) => width * height)(document.querySelector('.gm-print-map'))"
    assert page.evaluate(held) < 300 * 151  # what any canvas is before it is drawn
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(held) > 1_000_000
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(held) == 0


UNDER = """() => {
  const { left, top } = document.querySelector('.folium-map').getBoundingClientRect();
  const controls = [...document.querySelectorAll('#gm-views, #gm-legend, #gm-fold, .leaflet-control-zoom')]
    .map((one) => one.getBoundingClientRect()).filter(({ width }) => width);
  const lies = (at, r, low, high) => at + r > low && at - r < high;
  return geomap.marks.filter(({ x, y, r }) => controls.some((one) =>
    lies(x + left, r, one.left, one.right) && lies(y + top, r, one.top, one.bottom)));
}"""


@pytest.mark.shared
@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_a_phone_opens_with_no_mark_under_a_control(visit, shared, tmp_path, language):
    write_page(map_records(observed([shared / "records" / "ucdp_ged_syria.csv.gz"])), tmp_path / "x.html")
    page = visit(tmp_path / "x.html", f"#l={language}", viewport=PHONE, has_touch=True, is_mobile=True)
    assert page.evaluate("geomap.marks.length") > 5
    assert page.evaluate(UNDER) == []


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_the_button_of_a_type_lies_beside_its_number_on_a_phone(visit, sample_page, language):
    page = visit(sample_page, f"#l={language}", viewport=PHONE, has_touch=True, is_mobile=True)
    for row in page.locator(".gm-type-row").all():
        number, only = (row.locator(name).bounding_box() for name in (".gm-n", ".gm-only"))
        assert number["x"] + number["width"] <= only["x"]
        assert only["x"] + only["width"] <= PHONE["width"]


def test_names_step_aside_for_the_controls_of_a_page_that_opens(visit, sample_page):
    page = visit(sample_page)
    first = page.evaluate("geomap.names")
    page.evaluate("geomap.page.redraw()")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("geomap.names") == first
    page.click("#gm-legend summary")  # a folded legend leaves its names to the map
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert len(page.evaluate("geomap.names")) > len(first)


@pytest.mark.parametrize(("language", "said"), [("en", "no events"), ("uk", "немає подій"), ("ru", "нет событий")])
def test_a_page_of_no_event_says_so_and_offers_nothing_to_filter(visit, tmp_path, language, said):
    tables = sample_tables()
    write_page(replace(tables, events=tables.events[:0], reports=tables.reports[:0]), tmp_path / "x.html")
    page = visit(tmp_path / "x.html", f"#l={language}")
    expect(page.locator("#gm-types")).to_contain_text(said)
    for control in ("#gm-time", "#gm-legend", "#gm-views", "#gm-morebox", "#gm-find"):
        expect(page.locator(control)).to_be_hidden()
    expect(page.locator("#gm-list .gm-row")).to_have_count(5)


@pytest.mark.parametrize("size", [(680, 440), (360, 600)], ids=["article", "phone"])
def test_a_frame_in_an_article_shows_the_map_and_lets_the_wheel_scroll(visit, sample_page, tmp_path, size):
    wide, high = size
    target = tmp_path / "article.html"
    target.write_text(
        "<body style='margin:0;height:3000px'>"
        "<script>addEventListener('message', e => { window.told = e.data; })</script>"
        f"<iframe src='{sample_page.as_uri()}' style='width:{wide}px;height:{high}px;border:0'></iframe>"
    )
    page = visit(target, ready="iframe", viewport={"width": wide, "height": 700})
    frame = page.frame_locator("iframe")
    frame.locator("#gm[data-ready]").wait_for()
    box = frame.locator("#gm-mapbox").bounding_box()
    assert box["height"] > 0.65 * high
    expect(frame.locator("#gm-bar-title")).to_have_text("Sample: a war in ten events")
    expect(frame.locator("#gm-bar-count")).to_have_text("10 of 10 events")
    inside = page.frames[1]
    zoom = inside.evaluate("geomap.map.getZoom()")
    assert zoom >= 4
    page.mouse.move(wide / 2, high / 2)
    page.mouse.wheel(0, 300)
    expect(frame.locator(".gm-hint")).to_be_visible()
    page.wait_for_timeout(200)
    assert inside.evaluate("geomap.map.getZoom()") == zoom
    assert page.evaluate("scrollY") > 0
    assert "datawrapper-height" in page.evaluate("window.told")


@pytest.mark.parametrize("size", [LAPTOP, DESK, PHONE], ids=["laptop", "desk", "phone"])
def test_what_is_shown_fills_the_window_it_opens_in(visit, sample_page, size):
    page = visit(sample_page, viewport=size)
    box = page.locator(".folium-map").bounding_box()
    at = page.evaluate("geomap.marks.filter(m => m.kind < 2).map(m => [m.x, m.y])")
    spread = [max(one[k] for one in at) - min(one[k] for one in at) for k in (0, 1)]
    room = [box["width"] - (300 if size["width"] > 900 else 44), box["height"] - 112]
    assert max(spread[k] / room[k] for k in (0, 1)) > 0.75  # the zoom goes in quarter steps


def test_a_desk_leaves_every_mark_in_sight_until_the_map_was_moved(visit, sample_page):
    page = visit(sample_page, viewport=LAPTOP)
    marks = "geomap.marks.map(m => [m.x, m.y])"
    expect(page.locator("#gm-legend")).to_have_attribute("open", "")
    page.get_by_role("button", name="Table").click()
    expect(page.locator("#gm-desk")).to_be_visible()
    box = page.locator(".folium-map").bounding_box()
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert all(0 < x < box["width"] and 0 < y < box["height"] for x, y in page.evaluate(marks))
    expect(page.locator("#gm-legend")).not_to_have_attribute("open", "")  # it would hide half of so low a map
    page.get_by_role("button", name="Table").click()
    expect(page.locator("#gm-legend")).to_have_attribute("open", "")
    page.locator(".leaflet-control-zoom-in").click()
    zoom = page.evaluate("geomap.map.getZoom()")
    page.get_by_role("button", name="Chart").click()
    expect(page.locator("#gm-desk")).to_be_visible()
    assert page.evaluate("geomap.map.getZoom()") == zoom


@pytest.mark.parametrize("size", [LAPTOP, DESK, {"width": 1280, "height": 800}], ids=["laptop", "desk", "window"])
def test_a_desk_leaves_every_mark_in_sight_where_the_middle_lies_between_two_pixels(visit, tmp_path, size):
    corners = [(35.571, 32.311), (42.377, 37.325), (36.9, 35.4)]
    write_page(point_tables([(f"Place {k}", at) for k, at in enumerate(corners)]), tmp_path / "map.html")
    page = visit(tmp_path / "map.html", viewport=size)
    page.get_by_role("button", name="Chart").click()
    expect(page.locator("#gm-desk")).to_be_visible()
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    box = page.locator(".folium-map").bounding_box()
    marks = page.evaluate("geomap.marks.map(m => [m.x, m.y])")
    assert len(marks) == 3
    assert all(0 < x < box["width"] and 0 < y < box["height"] for x, y in marks)


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_on_a_phone_on_its_side_what_can_be_taken_away_is_written_whole(visit, sample_page, language):
    page = visit(sample_page, f"#l={language}", viewport=TURNED)
    for name in ("#gm-exp", "#gm-lang"):
        room = page.locator(name).evaluate(
            """one => {
                const { font, paddingLeft, paddingRight } = getComputedStyle(one);
                const pen = document.createElement('canvas').getContext('2d');
                pen.font = font;
                const arrow = 18;
                return one.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - arrow
                    - pen.measureText(one.selectedOptions[0].text).width;
            }"""
        )
        assert room >= 0, name


def test_a_card_on_the_left_stands_below_the_keys_of_the_views(visit, sample_page):
    page = visit(sample_page, viewport=LAPTOP)
    page.evaluate("void geomap.map.setView([49, 26], 7, {animate: false})")
    page.evaluate("geomap.openEvent(0)")
    expect(page.locator("#gm-sheet")).to_have_class("gm-left")
    box = page.locator(".folium-map").bounding_box()
    keys, card = (page.locator(name).bounding_box() for name in ("#gm-views", "#gm-sheet"))
    assert card["y"] >= keys["y"] + keys["height"]
    assert card["y"] + card["height"] <= box["y"] + box["height"]


def test_paper_shows_the_window_that_the_reader_chose(visit, sample_page):
    page = visit(sample_page)
    page.evaluate("void geomap.map.setView([50, 36.2], 8, {animate: false})")
    letters = page.locator(".gm-print-events .gm-letter")
    expect(letters.filter(has_text=re.compile("[D-Z]"))).to_have_count(0)  # the marks of this window alone
    expect(letters.filter(has_text="A")).not_to_have_count(0)
    expect(page.locator(".gm-print-said").first).to_contain_text(re.compile(r"· \d of them on this map"))


def test_no_date_on_paper_is_broken_over_two_lines(visit, sample_page):
    page = visit(sample_page)
    expect(page.locator("#gm-print")).to_contain_text("10\u00a0Feb\u00a02023")


def test_what_a_record_says_is_no_quotation_on_paper(visit, tmp_path):
    (tmp_path / "x.csv").write_text("id,date,place,lat,lon,notes\n1,2023-02-12,Kyiv,50.45,30.5,Shelling\n")
    write_page(map_records(observed([tmp_path / "x.csv"])), tmp_path / "x.html")
    page = visit(tmp_path / "x.html")
    expect(page.locator(".gm-print-words")).to_have_text("Shelling")
    expect(page.locator("#gm-print q")).to_have_count(0)
