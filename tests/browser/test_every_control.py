"""Every control changes map, lists, counts, legend, histogram and exports together, or leaves all of them alone."""

import datetime as dt
import re

import pytest
from agreement import ALL, EVENTS, UNMAPPED, agree, articles_of, spot, that
from playwright.sync_api import expect

DRAWN = "document.querySelector('.gm-marks').toDataURL()"
STILL = "!geomap.map._animatingZoom"  # Leaflet passes over a click while it zooms
LOOKS, PAUSE_MS = 200, 50
TALL = {"width": 1280, "height": 1500}  # every row of the lists is in sight
MAY_LIE = {  # events between two days, certainly or possibly
    (first, last): that(lambda event, a=first, b=last: event.when.last >= a and event.when.first <= b)
    for first, last in (
        (dt.date(2023, 3, 18), dt.date(2023, 3, 22)),
        (dt.date(2023, 4, 2), dt.date(2023, 4, 8)),
        (dt.date(2023, 2, 11), dt.date(2023, 4, 8)),
        (dt.date(2023, 2, 17), dt.date(2023, 4, 7)),
    )
}


def wait_until(page, expression, arg=None):
    """Wait for a truth of the page; Playwright's own way asks the page to eval, which its policy forbids."""
    for _ in range(LOOKS):
        if page.evaluate(expression, arg):
            return
        page.wait_for_timeout(PAUSE_MS)
    raise AssertionError(f"never true: {expression}")


@pytest.fixture
def page(visit, sample_page):
    return visit(sample_page, viewport=TALL)


def range_of(page):
    """The days in the fields, which are written a frame after the hand that changes them."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return [dt.date.fromisoformat(page.input_value(field)) for field in ("#gm-from", "#gm-to")]


def between(page):
    """The events that may lie in the range that the date fields show."""
    first, last = range_of(page)
    return that(lambda event: event.when.last >= first and event.when.first <= last)


def reset(page):
    page.click("#gm-reset")
    expect(page.locator("#gm-count")).to_have_text("10")
    expect(page.locator("#gm-reset")).to_be_hidden()


def test_at_the_start_everything_is_shown_and_reset_brings_it_back(page):
    agree(page, ALL)
    page.fill("#gm-from", "2023-03-18")
    page.get_by_role("switch", name="Protests").click()
    page.fill("#gm-find", "missiles")
    reset(page)
    agree(page, ALL)


@pytest.mark.parametrize("how", ["fields", "grips"])
def test_dates_typed_or_moved_by_keyboard(page, how):
    if how == "fields":
        page.fill("#gm-from", "2023-03-18")
        page.fill("#gm-to", "2023-03-22")
        agree(page, MAY_LIE[dt.date(2023, 3, 18), dt.date(2023, 3, 22)])
        page.click("#gm-morebox summary")
        page.check("#gm-certain")
        agree(page, frozenset({"protest", "riot"}), certain=True)
        return
    page.locator("#gm-h0").press("Shift+ArrowRight")
    page.locator("#gm-h1").press("ArrowLeft")
    agree(page, MAY_LIE[dt.date(2023, 2, 17), dt.date(2023, 4, 7)])
    page.locator("#gm-h0").press("Home")
    page.locator("#gm-h1").press("End")
    agree(page, ALL)


def test_the_brush_is_drawn_slid_and_pulled_by_an_edge(page):
    box = page.locator("#gm-tl").bounding_box()

    def drag(start, end):
        page.mouse.move(box["x"] + start, box["y"] + 30)
        page.mouse.down()
        page.mouse.move(box["x"] + end, box["y"] + 30, steps=4)
        page.mouse.up()

    drag(box["width"] * 0.5, box["width"] * 0.75)
    drawn = between(page)
    assert drawn != ALL
    agree(page, drawn)
    first, last = range_of(page)
    drag(box["width"] * 0.6, box["width"] * 0.7)
    slid = range_of(page)
    assert slid[0] > first
    assert slid[1] - slid[0] == last - first
    agree(page, between(page), csv=False)
    window = page.locator("#gm-win").bounding_box()
    drag(window["x"] - box["x"], 0)
    expect(page.locator("#gm-from")).to_have_value("2023-02-10")
    agree(page, between(page), csv=False)
    page.mouse.dblclick(box["x"] + 20, box["y"] + 30)
    agree(page, ALL)


def test_quick_ranges_player_and_zooms_of_the_time_line(page):
    page.get_by_role("button", name="1 week").click()
    agree(page, MAY_LIE[dt.date(2023, 4, 2), dt.date(2023, 4, 8)])
    page.click("#gm-zoomsel")
    agree(page, MAY_LIE[dt.date(2023, 4, 2), dt.date(2023, 4, 8)])
    page.click("#gm-zoomall")
    page.locator("#gm-quicks").get_by_role("button", name="All").click()
    agree(page, ALL)
    page.click("#gm-play")
    expect(page.locator("#gm-from")).not_to_have_value("2023-02-10")
    page.click("#gm-play")
    agree(page, between(page), csv=False)
    page.locator("#gm-tl").hover()
    width = page.locator("#gm-win").bounding_box()["width"]
    page.mouse.wheel(0, -400)
    expect(page.locator("#gm-win")).not_to_have_css("width", f"{width}px")
    agree(page, between(page), csv=False)


def test_each_event_type_alone_and_switched_off(page):
    for name in sorted({event.event_type.value for event in EVENTS.values()}):
        switch = page.get_by_role("switch", name=name)
        switch.click()
        agree(page, that(lambda event, kind=name: event.event_type.value != kind), csv=False)
        reset(page)
    page.get_by_role("switch", name="Battles").click(modifiers=["Alt"])
    agree(page, frozenset({"oblast", "nowhere"}))
    reset(page)
    page.get_by_role("button", name="only: Protests").click(force=True)
    agree(page, frozenset({"protest"}))
    page.get_by_role("switch", name="Protests").click()  # no type at all would be an empty map: all are shown
    agree(page, ALL)


def test_precision_status_harm_and_actor(page):
    page.click("#gm-morebox summary")
    for part, label, wanted in (
        ("precisions", "settlement", that(lambda event: event.where.precision != "settlement")),
        ("precisions", "somewhere in a province", ALL - {"oblast"}),
        ("precisions", "country only", ALL - {"country"}),
        ("precisions", "not placed", ALL - {"nowhere"}),
        ("precisions", "near a place", ALL - {"depot"}),
        ("statuses", "machine-coded", frozenset({"abduction"})),
        ("statuses", "confirmed by a person", ALL - {"abduction"}),
        ("harms", "none said", frozenset({"kharviv"})),
        ("harms", "people killed", ALL - {"kharviv"}),
    ):
        box = page.locator(f"#gm-filters input[data-part={part}]").and_(page.get_by_role("checkbox", name=label))
        box.uncheck()
        agree(page, wanted, csv=False)
        box.check()
    agree(page, ALL)
    page.select_option("#gm-actor", "Residents")
    agree(page, that(lambda event: "Residents" in event.actors))
    page.select_option("#gm-actor", "")
    agree(page, ALL)


def test_both_searches(page):
    page.fill("#gm-find", "kharviv")
    agree(page, frozenset({"kharviv", "both"}))
    page.keyboard.press("Escape")
    page.fill("#gm-find", "no such words")
    agree(page, frozenset())
    page.fill("#gm-find", "")
    agree(page, ALL)
    page.locator(".folium-map").focus()
    page.keyboard.press("/")
    expect(page.locator("#gm-find")).to_be_focused()
    page.fill("#gm-q", "strike")
    expect(page.locator("#gm-list .gm-row")).to_have_count(2)
    agree(page, ALL, listed=False, csv=False)
    page.click("#gm-none")  # what is listed, not the rest
    without = that(lambda event: bool(articles_of(event) - {"n1", "n2"}))
    agree(page, without, listed=False)
    page.click("#gm-all")
    agree(page, ALL, listed=False, csv=False)


def test_ticks_of_articles_and_outlets_all_none_and_only(page):
    page.get_by_role("checkbox", name="Second day of strikes").uncheck()
    agree(page, that(lambda event: bool(articles_of(event) - {"n2"})))
    page.click("#gm-none")
    agree(page, frozenset())
    page.click("#gm-all")
    agree(page, ALL)
    page.click("#gm-outlets-box summary")
    page.locator("#gm-outlets").get_by_role("checkbox", name="Morning Wire").uncheck()
    agree(page, that(lambda event: bool(articles_of(event) - {"n1", "n3"})))
    page.click("#gm-all")
    row = page.locator("#gm-list .gm-row", has_text="A march and a quarrel")
    row.hover()
    row.get_by_role("button", name="Show only this article").click()
    agree(page, frozenset({"protest", "riot"}))


def test_sorting_and_the_link_of_a_source_leave_everything_alone(page):
    for order in ("count", "outlet", "date"):
        page.select_option("#gm-sort", order)
        agree(page, ALL, listed=order == "date", csv=False)
    link = page.locator("#gm-list .gm-row", has_text="Second day of strikes").get_by_role("link")
    expect(link).to_have_attribute("href", "https://news.example/n2")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_pointing_at_a_source_shows_its_marks(page):
    def point(headline, *, unlike=None, like=None):
        page.locator("#gm-list .gm-row", has_text=headline).hover()
        test = "!==" if unlike else "==="
        wait_until(page, f"known => {DRAWN} {test} known", arg=unlike or like)
        return page.evaluate(DRAWN)

    march = point("A march and a quarrel", unlike=page.evaluate(DRAWN))
    point("Second day of strikes", unlike=march)
    point("A march and a quarrel", like=march)


def test_a_card_is_turned_links_shows_only_its_article_and_hides_it(page):
    page.mouse.click(*spot(page, "Kharkiv"))
    card = page.locator(".gm-card")
    card.locator(".gm-ev").first.click()
    expect(card.locator(".gm-pos")).to_have_text("1 of 2")
    card.get_by_label("Earlier event").click()
    expect(card.locator(".gm-pos")).to_have_text("2 of 2")
    card.get_by_label("Later event").click()
    expect(card.locator(".gm-pos")).to_have_text("1 of 2")
    card.get_by_role("button", name="Link to this event").click()
    expect(page.locator(".gm-toast")).to_contain_text("link")
    expect(page).to_have_url(re.compile("[#&]e="))
    card.get_by_text("machine-coded").click()
    expect(card).to_contain_text("Kharlu")
    page.locator("#gm-sheet-close").click()
    expect(card).to_have_count(0)
    agree(page, ALL)
    page.mouse.click(*spot(page, "Odesa"))
    card.get_by_role("button", name="Show only this article").click()
    agree(page, frozenset({"protest", "riot"}))
    reset(page)
    page.mouse.click(*spot(page, "Odesa"))
    card.get_by_role("button", name="Hide this article").click()
    agree(page, ALL - {"protest", "riot"})


def test_a_card_that_grows_stays_on_the_map_and_keeps_the_focus(visit, sample_page):
    page = visit(sample_page, "#m=6/46/34")
    page.mouse.click(*spot(page, "Kharkiv"))
    page.locator(".gm-card .gm-ev").first.click()
    expect(page.locator(".gm-card blockquote").first).to_be_visible()
    unfold = page.locator(".gm-card summary").last
    before = page.locator(".gm-card").bounding_box()["height"]
    unfold.focus()
    page.keyboard.press("Enter")
    wait_until(page, f"document.querySelector('.gm-card').offsetHeight > {before}")
    popup, box = (page.locator(name).bounding_box() for name in ("#gm-sheet", "#gm-mapbox"))
    assert popup["y"] >= box["y"]
    assert popup["y"] + popup["height"] <= box["y"] + box["height"]
    expect(unfold).to_be_focused()
    expect(page.locator("#gm-sheet-close")).to_be_in_viewport()


def test_a_row_of_the_event_lists_opens_its_card(page):
    for tab, rows, count in (("ev", "#gm-evlist", len(ALL - UNMAPPED)), ("un", "#gm-unlist", len(UNMAPPED))):
        page.click(f"[data-t={tab}]")
        expect(page.locator(f"{rows} .gm-ev")).to_have_count(count)
        quote = page.locator(f"{rows} .gm-ev .gm-quote").last.inner_text()
        page.locator(f"{rows} .gm-ev").last.click()
        expect(page.locator(".gm-card:visible blockquote").first).to_have_text(quote)
        page.keyboard.press("Escape")
        expect(page.locator(".gm-card:visible")).to_have_count(0)
    agree(page, ALL)


def test_the_list_follows_the_map_when_it_is_zoomed_and_moved(page):
    page.click("[data-t=ev]")
    for _ in range(3):
        zoom = page.evaluate("geomap.map.getZoom()")
        page.locator(".leaflet-control-zoom-in").click()
        wait_until(page, f"zoom => geomap.map.getZoom() > zoom && {STILL}", arg=zoom)
    wait_until(page, "parseInt(document.querySelector('#gm-ecount').textContent) < 8")
    page.locator(".folium-map").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#gm-count")).to_have_text("10")  # a view is no filter
    for _ in range(5):
        zoom = page.evaluate("geomap.map.getZoom()")
        page.locator(".leaflet-control-zoom-out").click()
        wait_until(page, f"zoom => geomap.map.getZoom() < zoom && {STILL}", arg=zoom)
    agree(page, ALL)


def test_places_that_stand_too_close_are_one_mark_that_zooms_in(page):
    page.evaluate("geomap.map.setZoom(3, {animate: false})")
    wait_until(page, "geomap.marks.length < 5")
    agree(page, ALL)
    many = page.evaluate("geomap.marks.filter(m => !m.kind).sort((a, b) => b.n - a.n)[0]")
    box = page.locator(".folium-map").bounding_box()
    page.mouse.click(box["x"] + many["x"], box["y"] + many["y"])
    page.locator(".gm-card").get_by_role("button", name="Zoom in").click()
    wait_until(page, "geomap.map.getZoom() > 3")
    expect(page.locator(".gm-card")).to_have_count(0)


def test_folding_theme_legend_print_and_language_leave_everything_alone(page):
    page.click("#gm-fold")
    page.click("#gm-fold")
    page.click("#gm-theme")
    page.click("#gm-legend summary")
    expect(page.locator("#gm-legend")).not_to_have_attribute("open", "")
    page.evaluate("window.print = () => { window.printed = true; }")
    page.select_option("#gm-exp", "print")
    wait_until(page, "window.printed === true")
    agree(page, ALL)
    page.get_by_role("switch", name="Battles").click()
    expect(page).to_have_url(re.compile("[#&]t="))
    for language, events in (("ru", "События"), ("uk", "Події"), ("en", "Events")):
        page.select_option("#gm-lang", language)
        expect(page.locator("#gm-evtab")).to_have_text(events)
        page.locator("#gm[data-ready]").wait_for()
        expect(page.locator("#gm-count")).to_have_text("8")
    agree(page, that(lambda event: event.event_type.value != "Battles"))


def test_the_link_to_the_view_is_copied(visit, sample_page, chromium):
    page = visit(sample_page, viewport=TALL, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("switch", name="Battles").click()
    page.select_option("#gm-exp", "link")
    expect(page.locator(".gm-toast")).to_have_text(re.compile("clipboard|address bar"))
    assert "t=" in page.evaluate("location.hash")
