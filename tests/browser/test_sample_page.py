"""The sample page: each control changes map, lists, counts, histogram and export together."""

import json
import re

from page_sample import counted
from playwright.sync_api import expect


def shown(page):
    return page.evaluate("geomap.shown")


def on_map(page):
    """Names of what is drawn, each with its number."""
    return page.evaluate("Object.fromEntries(geomap.marks.map(m => [m.name, m.n]))")


def exported(page, kind="geojson"):
    with page.expect_download() as got:
        page.select_option("#gm-exp", kind)
    text = got.value.path().read_text("utf-8")
    return json.loads(text) if kind == "geojson" else text


def ids(page):
    return {feature["id"] for feature in exported(page)["features"]}


def agree(page, number):
    """Head, map plus unmapped list, event list and export say the same number."""
    expect(page.locator("#gm-count")).to_have_text(
        re.compile(rf"^(\d+–)?{number}$")
    )  # a range where some are only possible
    page.click("[data-t=un]")
    expect(page.locator("#gm-uncount")).to_contain_text("event")
    unmapped = int(page.locator("#gm-uncount").inner_text().split()[0])
    page.click("[data-t=ev]")
    expect(page.locator("#gm-ecount")).to_have_text(f"{counted(number - unmapped, 'event')} in view")
    expect(page.locator("#gm-evlist .gm-ev")).to_have_count(number - unmapped)
    assert sum(on_map(page).values()) == number - unmapped
    assert len(ids(page)) == number


def test_the_page_opens_from_disk_with_the_network_off(page):
    expect(page).to_have_title("Sample: a war in ten events")
    expect(page.locator("#gm-count")).to_have_text("10")
    agree(page, 10)


def test_a_date_range_changes_everything_that_is_shown(page):
    page.fill("#gm-from", "2023-03-18")
    page.fill("#gm-to", "2023-03-22")
    agree(page, 4)
    expect(page.locator("#gm-unsure")).to_have_text("2 of them only possibly in the date range")
    page.click("#gm-morebox summary")
    page.check("#gm-certain")
    agree(page, 2)
    assert ids(page) == {"protest", "riot"}


def test_unticking_a_source_hides_its_events_but_not_those_that_another_reports(page):
    page.get_by_role("checkbox", name="Missiles strike three cities").uncheck()
    agree(page, 9)
    assert "kyiv" not in ids(page)
    assert "both" in ids(page)
    page.click("[data-t=src]")
    expect(page.locator("#gm-lcount")).to_have_text("5 articles · 1 hidden")
    page.click("#gm-none")
    expect(page.locator("#gm-count")).to_have_text("0")
    page.click("#gm-all")
    agree(page, 10)


def test_a_mark_opens_a_card_with_sentence_source_and_doubts(page):
    mark = page.evaluate("geomap.marks.find(m => m.name === 'Kharkiv')")
    box = page.locator(".folium-map").bounding_box()
    page.mouse.click(box["x"] + mark["x"], box["y"] + mark["y"])
    card = page.locator(".gm-card")
    expect(card.locator("h2")).to_have_text("Kharkiv")
    card.locator(".gm-ev").first.click()
    expect(card.locator("blockquote").first).to_have_text(
        "Rockets struck Kharviv overnight, killing at least two people."
    )
    expect(card.locator("mark.gm-place").first).to_have_text("Kharviv")
    expect(card.locator("mark.gm-cue").first).to_have_text("struck")
    expect(card.locator(".gm-repair")).to_contain_text("“Kharviv”, read as Kharkiv")
    expect(card.locator(".gm-repair")).to_contain_text("runner-up Kharlu")
    expect(card).to_contain_text("2+ people killed")
    link = card.locator(".gm-source a").first
    expect(link).to_have_attribute("href", "https://news.example/n2")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    copy = card.get_by_role("link", name="Archived copy")
    expect(copy).to_have_attribute("href", "https://archive.example/n2")
    expect(copy).to_have_attribute("rel", "noopener noreferrer")
    card.get_by_label("Earlier event").click()
    expect(card.locator("blockquote").first).to_contain_text("Seventeen missiles")
    expect(card.locator(".gm-claim").first).to_have_text("Said by local officials")
    expect(card).to_contain_text("2 reports")
    expect(card.locator(".gm-source").first.get_by_role("link")).to_have_count(1)  # no copy is known: nothing is said


def test_a_date_that_was_carried_says_so(page):
    page.evaluate("geomap.openEvent(1)")
    expect(page.locator(".gm-card .gm-facts").first).to_contain_text("carried from the sentence before")


def test_an_area_is_hatched_and_named_never_a_pin(page):
    kinds = page.evaluate("Object.fromEntries(geomap.marks.map(m => [m.name, m.kind]))")
    assert kinds["Zaporizhzhia Oblast"] == 1
    assert {kind for name, kind in kinds.items() if name != "Zaporizhzhia Oblast"} == {0}
    mark = page.evaluate("geomap.marks.find(m => m.kind === 1)")
    box = page.locator(".folium-map").bounding_box()
    page.mouse.click(box["x"] + mark["x"] - mark["half"] + 4, box["y"] + mark["y"])
    expect(page.locator(".gm-card h2")).to_have_text("Somewhere in Zaporizhzhia Oblast")
    expect(page.locator(".gm-card")).to_contain_text("March 2023")


def test_country_and_unplaced_events_are_listed_not_drawn(page):
    assert not {"Ukraine", "Nowhereville"} & set(on_map(page))
    page.click("[data-t=un]")
    expect(page.locator("#gm-unlist .gm-ev")).to_have_count(2)
    page.locator("#gm-unlist .gm-ev", has_text="Ukraine").click()
    expect(page.locator(".gm-card")).to_contain_text("country only")


def test_a_type_switched_off_leaves_the_map_but_keeps_its_count_in_the_legend(page):
    switch = page.get_by_role("switch", name="Battles")
    number = int(switch.locator(".gm-n").inner_text())
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "false")
    expect(switch.locator(".gm-n")).to_have_text(str(number))
    agree(page, 10 - number)


def test_words_are_searched_in_quotes_headlines_and_places(page):
    page.fill("#gm-find", "kharviv")
    expect(page.locator("#gm-found")).to_have_text("2 events match")
    agree(page, 2)
    page.fill("#gm-find", "second day")
    expect(page.locator("#gm-found")).to_have_text("3 events match")
    page.click("#gm-reset")
    agree(page, 10)


def test_the_source_search_narrows_the_list_alone(page):
    page.fill("#gm-q", "harbour")
    expect(page.locator("#gm-list .gm-row")).to_have_count(1)
    expect(page.locator("#gm-count")).to_have_text("10")


def test_an_outlet_is_half_ticked_when_one_of_its_articles_is_hidden(page):
    page.click("#gm-outlets-box summary")
    wire = page.locator("#gm-outlets").get_by_role("checkbox", name="Morning Wire")
    expect(wire).to_be_checked()
    page.get_by_role("checkbox", name="A march and a quarrel").uncheck()
    expect(page.locator("#gm-count")).to_have_text("8")
    expect(wire).to_have_js_property("indeterminate", value=True)
    wire.click()
    expect(page.locator("#gm-count")).to_have_text("10")


def test_the_about_panel_tells_method_limits_borders_counts_and_what_was_left_out(page):
    page.click("[data-t=ab]")
    about = page.locator("#gm-about")
    expect(about).to_contain_text("absence is not safety")
    expect(about).to_contain_text("Crimea is part of Ukraine")
    expect(about).to_contain_text("articles read")
    about.get_by_text("Everything left out (2)").click()
    expect(about.locator(".gm-reject").first).to_contain_text("not in the gazetteer")
    expect(about).to_contain_text("GeoNames, CC BY 4.0")


def test_the_address_restores_what_is_seen(page, visit, sample_page):
    page.get_by_role("switch", name="Protests").click()
    page.get_by_role("checkbox", name="Missiles strike three cities").uncheck()
    expect(page.locator("#gm-count")).to_have_text("8")
    expect(page).to_have_url(re.compile("[#&]a="))
    again = visit(sample_page, page.evaluate("location.hash"))
    expect(again.locator("#gm-count")).to_have_text("8")
    assert ids(again) == ids(page)
    expect(again).to_have_url(re.compile("[#&]a="))
    assert again.evaluate("location.hash") == page.evaluate("location.hash")


def test_a_link_to_an_event_opens_its_card(page, visit, sample_page):
    page.evaluate("geomap.openEvent(4)")
    expect(page).to_have_url(re.compile("[#&]e="))
    quote = page.locator(".gm-card blockquote").inner_text()
    again = visit(sample_page, page.evaluate("location.hash"))
    expect(again.locator(".gm-card blockquote")).to_have_text(quote)


def test_the_csv_names_filter_licence_and_version(page):
    text = exported(page, "csv")
    assert text.splitlines()[0].lstrip("\ufeff").startswith("id,start,end,date_edtf,event_type")
    assert "GeoNames" in text
    assert "geomap 0.1.0" in text
    assert '"https://news.example/n2","https://archive.example/n2"' in text


def test_another_language_is_chosen_and_kept(page):
    page.select_option("#gm-lang", "uk")
    expect(page.locator("#gm-srctab")).to_have_text("Джерела")
    expect(page.locator("html")).to_have_attribute("lang", "uk")
