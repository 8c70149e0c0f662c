"""What the page gives away is the file that the command line writes: the same columns, the same geometries."""

import csv
import io
import json
from dataclasses import replace

import pandas as pd
import pytest
from page_sample import sample_tables
from playwright.sync_api import expect
from records_sample import sample_records, tables_with_records

from geomap.joining import map_records, observed
from geomap.output.geojson import write_geojson
from geomap.output.page import write_page
from geomap.output.tables import write_csv

NUMBERS = ("longitude", "latitude", "place_longitude", "place_latitude", "reach_km", "trust", "confidence")
FILTERS = {  # what a reader does, and how the file says it
    "type": (lambda page: page.get_by_role("switch", name="Battles").click(), "event_types"),
    "date": (lambda page: page.fill("#gm-to", "2023-03-01"), "date_end"),
    "certain": (lambda page: page.check("#gm-certain"), "only_certainly_in_range"),
    "harm": (lambda page: page.locator("[data-part=harms]").first.uncheck(), "harm"),
    "status": (lambda page: page.locator("[data-part=statuses]").first.uncheck(), "statuses"),
    "precision": (lambda page: page.locator("[data-part=precisions]").first.uncheck(), "geo_precisions"),
    "actor": (lambda page: page.select_option("#gm-actor", "Residents"), "actor"),
    "search": (lambda page: page.fill("#gm-find", "kharviv"), "search"),
    "article": (lambda page: page.locator("#gm-list input").first.uncheck(), "articles_hidden"),
}


def taken(page, what="geojson"):
    with page.expect_download() as got:
        page.select_option("#gm-exp", what)
    return got.value.path().read_text("utf-8")


def told(tables, tmp_path):
    """The command line's features, by id."""
    write_geojson(tables, tmp_path / "x.geojson")
    return json.loads((tmp_path / "x.geojson").read_text("utf-8"))


def same(mine, theirs):
    """Whether each feature of the page is the command line's, column by column."""
    features = {feature["id"]: feature for feature in theirs["features"]}
    for feature in mine["features"]:
        other = features[feature["id"]]
        assert list(feature["properties"]) == list(other["properties"])
        for name, value in other["properties"].items():
            assert feature["properties"][name] == value, (feature["id"], name)
        assert feature == other


@pytest.mark.parametrize("joined", [False, True])
def test_the_geojson_of_a_page_is_the_command_lines(visit, tmp_path, joined):
    tables = tables_with_records() if joined else sample_tables()
    write_page(tables, tmp_path / "x.html")
    mine, theirs = json.loads(taken(visit(tmp_path / "x.html"))), told(tables, tmp_path)
    assert len(mine["features"]) == len(theirs["features"]) == 10
    same(mine, theirs)
    assert {name: mine[name] for name in theirs if name != "features"} == {
        name: value for name, value in theirs.items() if name != "features"
    }


def test_a_column_that_a_table_gains_is_exported_without_a_word_in_the_page(visit, tmp_path):
    tables = sample_tables()
    more = tables.events.assign(event_probability=[k / 10 for k in range(10)], weapon="missile")
    grown = replace(tables, events=more)
    write_page(grown, tmp_path / "x.html")
    page = visit(tmp_path / "x.html")
    same(json.loads(taken(page)), told(grown, tmp_path))
    page.evaluate("geomap.openEvent(0)")
    expect(page.locator(".gm-card .gm-facts").first).to_contain_text("missile")


def test_the_csv_of_a_page_has_the_command_lines_cells(visit, tmp_path):
    tables = sample_tables()
    write_page(tables, tmp_path / "x.html")
    write_csv(tables, tmp_path / "x.csv")
    text = taken(visit(tmp_path / "x.html"), "csv").lstrip("\ufeff")
    mine = {row["id"]: row for row in csv.DictReader(io.StringIO(text))}
    theirs = list(csv.DictReader(io.StringIO((tmp_path / "x.csv").read_text("utf-8-sig"))))
    assert len(mine) == len(theirs)
    for row in theirs:
        own = mine[row["id"]]
        assert [name for name in own if name != "about"] == list(row)
        for name, cell in row.items():
            same_number = name in NUMBERS and cell and own[name] and float(own[name]) == float(cell)
            assert same_number or own[name].replace("Z", "+00:00").replace("T", " ") == cell or own[name] == cell, name


@pytest.mark.parametrize("name", FILTERS)
def test_each_filter_narrows_the_export_and_is_named_in_it(visit, sample_page, tmp_path, name):
    act, key = FILTERS[name]
    page = visit(sample_page)
    page.click("#gm-morebox summary")
    act(page)
    expect(page.locator("#gm-reset")).to_be_visible()
    expect(page.locator("#gm-live")).to_contain_text("event")
    mine = json.loads(taken(page))
    said = mine["geomap"]
    assert key in said["filter"]
    assert said["events"] == len(mine["features"]) == int(page.locator("#gm-count").inner_text().split("–")[-1])
    same(mine, told(sample_tables(), tmp_path))


def test_what_is_in_view_is_exported_with_the_count_of_the_list(visit, sample_page):
    page = visit(sample_page)
    page.evaluate("geomap.map.setView([49.98, 36.25], 9, {animate: false})")
    page.click("[data-t=ev]")
    expect(page.locator("#gm-ecount")).to_have_text("2 events in view")
    page.focus("#gm-exp")
    labels = page.locator("#gm-exp optgroup").evaluate_all("all => all.map(group => group.label)")
    assert labels[:2] == ["10 events that the filters show", "2 events in this view"]
    mine = json.loads(taken(page, "geojson-view"))
    assert len(mine["features"]) == mine["geomap"]["events"] == 2
    assert len(mine["geomap"]["filter"]["window"]) == 4


def test_records_are_taken_away_with_the_columns_of_their_table(visit, tmp_path):
    write_page(tables_with_records(), tmp_path / "x.html")
    mine = json.loads(taken(visit(tmp_path / "x.html"), "geojson-records"))
    rows = {feature["id"]: feature["properties"] for feature in mine["features"]}
    records = sample_records()
    assert set(rows) == set(records["id"])
    for record in records.drop(columns="geometry").to_dict("records"):
        row = rows[record["id"]]
        assert list(row) == [*record, "longitude", "latitude"]
        for name, value in record.items():
            plain = None if pd.isna(value) else value.date().isoformat() if hasattr(value, "date") else value
            assert (row[name] or None) == (plain or None), (record["id"], name)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["ucdp_ged_a.csv", "ucdp_ged_syria.csv.gz"])
def test_the_geojson_of_records_alone_is_the_command_lines(visit, shared, tmp_path, name):
    tables = map_records(observed([shared / "records" / name]))
    write_page(tables, tmp_path / "x.html")
    mine, theirs = json.loads(taken(visit(tmp_path / "x.html"))), told(tables, tmp_path)
    assert len(mine["features"]) == len(theirs["features"])
    same(mine, theirs)
