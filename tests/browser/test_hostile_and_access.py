"""Nothing in an article runs, loads or breaks the page; and everybody can use it."""

import json
from dataclasses import replace

import pytest
from attacks import ATTACKS, axe_faults
from hostile_sample import hostile_tables, lent_attacks
from page_sample import sample_tables
from playwright.sync_api import expect

from geomap.output.page import write_page


@pytest.fixture(scope="module")
def hostile_page(tmp_path_factory):
    target = tmp_path_factory.mktemp("pages") / "hostile.html"
    write_page(hostile_tables(ATTACKS), target)
    return target


def look_everywhere(page):
    """Open every card, every tab, both searches."""
    for event in range(page.evaluate("geomap.count")):
        page.evaluate("i => geomap.openEvent(i)", event)
        expect(page.locator(".gm-card blockquote").first).not_to_be_empty()
        for link in page.locator(".gm-card a").all():
            assert link.get_attribute("href").startswith(("http://", "https://"))
    for tab in ("ev", "un", "ab", "src"):
        page.click(f"[data-t={tab}]")
    page.fill("#gm-q", "script")
    page.locator("#gm-list .gm-row").first.hover()
    page.fill("#gm-find", "<img")
    expect(page.locator("#gm-found")).to_contain_text("match")


def test_no_words_of_an_article_run_or_load_anything(visit, hostile_page):
    page = visit(hostile_page)
    look_everywhere(page)
    assert page.evaluate("window.ran") is None
    assert "42000" not in page.content()
    expect(page.locator("#gm-title")).to_have_text(ATTACKS[0] + ATTACKS[2])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_on_a_page_of_hostile_text(visit, hostile_page, root, scheme):
    page = visit(hostile_page, color_scheme=scheme, bypass_csp=True)
    page.evaluate("geomap.openEvent(3)")
    expect(page.locator(".gm-card blockquote").first).not_to_be_empty()
    page.click("[data-t=ev]")
    expect(page.locator("#gm-evlist .gm-ev").first).to_be_visible()
    assert axe_faults(page, root) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_axe_finds_no_fault_on_a_page_of_no_event(visit, tmp_path, root, scheme, size):
    tables = sample_tables()
    write_page(replace(tables, events=tables.events[:0], reports=tables.reports[:0]), tmp_path / "x.html")
    view = {"width": size[0], "height": size[1]}
    page = visit(tmp_path / "x.html", color_scheme=scheme, viewport=view, bypass_csp=True)
    expect(page.locator("#gm-types")).to_contain_text("no events")
    assert axe_faults(page, root) == []


@pytest.mark.shared
def test_the_lent_hostile_texts_run_nothing_either(visit, shared, tmp_path):
    for number, attacks in enumerate(lent_attacks(shared)):
        write_page(hostile_tables(attacks), tmp_path / f"{number}.html")
        page = visit(tmp_path / f"{number}.html")
        look_everywhere(page)
        assert page.evaluate("window.PWN") is None
        assert "1337" not in page.evaluate("document.body.innerText")


def test_a_formula_in_an_article_is_defused_in_the_csv_and_kept_in_the_geojson(visit, hostile_page):
    page = visit(hostile_page)
    files = {}
    for kind in ("csv", "geojson"):
        with page.expect_download() as got:
            page.select_option("#gm-exp", kind)
        files[kind] = got.value.path().read_text("utf-8")
    assert "\"'=HYPERLINK" in files["csv"]
    assert len(json.loads(files["geojson"])["features"]) == 10


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_axe_finds_no_fault_with_tabs_cards_and_filters_open(visit, sample_page, root, scheme, size):
    page = visit(
        sample_page,
        color_scheme=scheme,
        viewport={"width": size[0], "height": size[1]},
        bypass_csp=True,
    )
    page.click("#gm-morebox summary")
    page.evaluate("geomap.openEvent(3)")
    expect(page.locator(".gm-card")).to_be_visible()
    assert axe_faults(page, root) == []
    page.keyboard.press("Escape")
    for tab in ("ev", "un", "ab"):
        page.click(f"[data-t={tab}]")
        assert axe_faults(page, root) == []


STATES = {  # what a reader has before him, as an address or a click says it
    "frame": "#embed",
    "frame with panel": "#embed",
    "compare": None,
    "story": None,
    "shape": "#n=46,30_52,30_52,38",
    "places": None,
}


@pytest.mark.parametrize("worn", [("uk", "dark"), ("ru", "light")], ids="-".join)
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_no_fault_in_other_states_and_languages(visit, sample_page, root, state, worn):
    language, scheme = worn
    framed = state.startswith("frame")
    size = {"width": 680, "height": 440} if framed else {"width": 390, "height": 844}
    address = f"{STATES[state] or '#'}&l={language}"
    page = visit(sample_page, address, color_scheme=scheme, viewport=size, bypass_csp=True)
    views = page.locator("#gm-views button")
    if state == "frame with panel":
        page.click("#gm-bar-panel")
    elif state in {"compare", "story"}:
        views.nth(2 if state == "compare" else 3).click()
        expect(page.locator("#gm-desk")).to_be_visible()
    elif state == "places":
        page.click("#gm-placesbox summary")
        expect(page.locator(".gm-node").first).to_be_visible()
    assert axe_faults(page, root) == []


def test_marks_are_reached_and_opened_by_keyboard(visit, sample_page):
    page = visit(sample_page)
    box = page.locator(".folium-map")
    box.focus()
    before = page.locator("#gm-live").inner_text()
    page.keyboard.press("m")
    expect(page.locator("#gm-live")).not_to_have_text(before)
    first = page.locator("#gm-live").inner_text()
    page.keyboard.press("m")
    expect(page.locator("#gm-live")).not_to_have_text(first)
    page.keyboard.press("Enter")
    expect(page.locator(".gm-card")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".gm-card")).to_have_count(0)
    expect(box).to_be_focused()


def test_tabs_and_dates_move_by_arrow_keys(visit, sample_page):
    page = visit(sample_page)
    page.locator("#gm-srctab").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#gm-evtab")).to_have_attribute("aria-selected", "true")
    page.locator("#gm-h0").focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#gm-from")).to_have_value("2023-02-17")
    page.locator("#gm-h1").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#gm-to")).to_have_value("2023-04-07")
