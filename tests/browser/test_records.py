"""Others' records on the page: map, list, counts, histogram and export agree, and each side shows the other."""

import csv
import io
import json
import re

import pytest
from page_sample import counted
from playwright.sync_api import expect
from records_sample import sample_matches, tables_with_records

from geomap.output.page import write_page

TALL = {"width": 1280, "height": 2000}  # every row of the lists is in sight
MATCHED = sorted(set(sample_matches()["record_id"]))


@pytest.fixture(scope="module")
def records_page(tmp_path_factory):
    target = tmp_path_factory.mktemp("pages") / "records.html"
    write_page(tables_with_records(), target)
    return target


@pytest.fixture
def page(visit, records_page):
    return visit(records_page, viewport=TALL)


def taken(page, kind="geojson"):
    """What the exports hold: ids of events, ids of records, the features or rows of both."""
    found = []
    for scope in ("", "-records"):
        with page.expect_download() as got:
            page.select_option("#gm-exp", kind + scope)
        text = got.value.path().read_text("utf-8")
        rows = (
            list(csv.DictReader(io.StringIO(text.lstrip("\ufeff")))) if kind == "csv" else json.loads(text)["features"]
        )
        found.append(rows)
    return [row["id"] for row in found[0]], [row["id"] for row in found[1]], [*found[0], *found[1]]


def agree(page, events, records):
    """Head, map, both lists and both exports say the same numbers."""
    expect(page.locator("#gm-count")).to_have_text(re.compile(rf"^(\d+–)?{events}$"))
    expect(page.locator("#gm-rcount")).to_have_text(f"· {records} of 6 records")
    page.click("[data-t=un]")
    expect(page.locator("#gm-uncount")).to_have_text(re.compile(r"\d+ events?, \d+ records?"))
    off = [int(word) for word in re.findall(r"\d+", page.locator("#gm-uncount").inner_text())]
    page.click("[data-t=ev]")
    expect(page.locator("#gm-ecount")).to_have_text(
        f"{counted(events - off[0], 'event')} and {counted(records - off[1], 'record')} in view"
    )
    expect(page.locator("#gm-evlist .gm-rec")).to_have_count(records - off[1])
    expect(page.locator("#gm-evlist .gm-ev:not(.gm-rec)")).to_have_count(events - off[0])
    on_map = page.evaluate("[geomap.marks, geomap.records.marks].map(marks => marks.reduce((n, m) => n + m.n, 0))")
    assert on_map == [events - off[0], records - off[1]]
    told_events, told_records, _ = taken(page)
    assert (len(told_events), len(told_records)) == (events, records)
    return set(told_events), set(told_records)


def test_records_stand_on_the_map_beside_the_events_never_on_them(page):
    agree(page, 10, 6)
    marks = {mark["name"]: mark for mark in page.evaluate("geomap.records.marks")}
    event = page.evaluate("geomap.marks.find(m => m.name === 'Kharkiv')")
    other = next(mark for name, mark in marks.items() if name.startswith("Kharkiv"))
    apart = ((event["x"] - other["x"]) ** 2 + (event["y"] - other["y"]) ** 2) ** 0.5
    assert apart > event["r"]
    assert marks["Zaporizhzhia oblast"]["kind"] == 1
    assert not marks["Poltava"]["hasMatch"]


@pytest.mark.parametrize(
    ("choice", "numbers"),
    [("matched", (2, len(MATCHED))), ("records", (0, 6 - len(MATCHED))), ("events", (8, 0))],
)
def test_the_lists_of_the_join_are_those_of_the_tables(page, visit, records_page, choice, numbers):
    option = page.locator(f"#gm-join option[value={choice}]")
    said = [int(word) for word in re.findall(r"\d+", option.inner_text())]
    assert said == [number for number in numbers if number]
    page.select_option("#gm-join", choice)
    told = agree(page, *numbers)
    if choice == "matched":
        assert told == ({"both", "kharviv"}, set(MATCHED))
    expect(page).to_have_url(re.compile(f"j={choice}"))
    again = visit(records_page, page.evaluate("location.hash"), viewport=TALL)
    assert agree(again, *numbers) == told
    again.click("#gm-reset")
    expect(again.locator("#gm-rcount")).to_have_text("· 6 of 6 records")


def test_one_state_of_filters_drives_events_and_records(page):
    page.fill("#gm-to", "2023-03-02")
    agree(page, 4, 3)  # two days at Kharkiv, and the month in the oblast that only possibly lies in range
    page.click("#gm-reset")
    page.get_by_role("switch", name="Battles").click()
    _, told = agree(page, 8, 3)
    assert told == {"ucdp:1", "viina:1", "ucdp:4"}
    page.click("#gm-reset")
    page.fill("#gm-find", "poltava")
    expect(page.locator("#gm-found")).to_have_text("0 events and 1 record match")
    expect(page.locator("#gm-rcount")).to_have_text("· 1 of 6 records")


def test_a_dataset_is_switched_off_and_the_address_keeps_it(page, visit, records_page):
    page.get_by_role("switch", name="VIINA").click()
    agree(page, 10, 4)
    expect(page).to_have_url(re.compile("r=10"))
    page.get_by_role("switch", name="UCDP GED").click()
    expect(page).to_have_url(re.compile("r=00"))
    again = visit(records_page, page.evaluate("location.hash"), viewport=TALL)
    agree(again, 10, 0)


def test_an_event_shows_its_records_and_a_record_its_events(page):
    page.evaluate("geomap.openEvent(0)")
    card = page.locator(".gm-card")
    section = card.locator(".gm-joined")
    expect(section.locator(".gm-match")).to_have_count(2)
    expect(section.locator(".gm-match").first).to_contain_text("Deaths: 3 (2–5)")
    expect(section.locator(".gm-match").first).to_contain_text("score 0.90 · 1 km apart")
    expect(section.locator(".gm-match").first).to_contain_text("shared words: rockets")
    section.get_by_role("button", name="UCDP GED 1").click()
    expect(card).to_have_count(1)  # the other has faded out
    expect(card.locator(".gm-dataset")).to_have_text("UCDP GED 1")
    expect(card).to_contain_text("3 civilians")
    expect(card).to_contain_text("CC BY 4.0")
    expect(card.locator("blockquote")).to_have_text("Shots heard in Kharkiv city")
    expect(card.get_by_role("link", name="Open the source")).to_have_attribute("rel", "noopener noreferrer")
    card.get_by_role("button", name="Kharkiv, 10 Feb 2023").click()
    expect(card).to_have_count(1)
    expect(card.locator("mark.gm-cue").first).to_be_visible()


def test_a_link_to_a_record_opens_its_card(page, visit, records_page):
    page.locator("[data-t=ev]").click()
    page.locator("#gm-evlist .gm-rec", has_text="Poltava").click()
    expect(page.locator(".gm-card")).to_contain_text("No article here supports this record.")
    expect(page).to_have_url(re.compile("o="))
    again = visit(records_page, page.evaluate("location.hash"))
    expect(again.locator(".gm-card h2")).to_have_text("Poltava")


def test_a_diamond_is_opened_by_mouse_and_named_by_the_pointer(page):
    mark = page.evaluate("geomap.records.marks.find(m => m.name === 'Poltava')")
    box = page.locator(".folium-map").bounding_box()
    at = (box["x"] + mark["x"], box["y"] + mark["y"])
    page.mouse.move(*at)
    expect(page.locator(".gm-tip")).to_have_text("PoltavaRecord: no article supports it")
    page.mouse.click(*at)
    expect(page.locator(".gm-card .gm-dataset")).to_have_text("VIINA 2")


def test_events_and_records_are_taken_away_apart_and_name_one_another(page):
    _, _, rows = taken(page)
    by_id = {row["id"]: row for row in rows}
    assert by_id["ucdp:1"]["events"] == [{"id": "both", "score": 0.9}]
    assert [record["id"] for record in by_id["both"]["records"]] == ["ucdp:1", "viina:1"]
    assert by_id["ucdp:1"]["properties"]["killed_best"] == 3
    _, _, cells = taken(page, "csv")
    assert json.loads(cells[-6]["about"])["datasets"]["datasets"] == ["UCDP GED", "VIINA"]


def test_paper_names_the_datasets_and_the_list_that_is_shown(page):
    page.select_option("#gm-join", "matched")
    page.emulate_media(media="print")
    expect(page.locator(".gm-print-said").first).to_contain_text("2 of 6 records")
    expect(page.locator(".gm-print-datasets")).to_contain_text("UCDP GED 1 record UCDP Georeferenced")


def test_a_page_without_records_has_none_of_their_controls(visit, sample_page):
    page = visit(sample_page)
    expect(page.locator("#gm-records, #gm-join, #gm-rcount, .gm-print-datasets")).to_have_count(0)
    assert page.evaluate("geomap.records") is None
