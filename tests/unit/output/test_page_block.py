import dataclasses
import datetime as dt

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from page_sample import disputed_events, sample_tables

from geomap import schema
from geomap.output.page_articles import gather_sources
from geomap.output.page_block import build
from geomap.output.page_places import AREA, GHOST, LISTED, MARK, UNPLACED, gather
from geomap.output.page_tables import as_tables


@pytest.fixture
def tables():
    return sample_tables()


def _column(columns, name):
    return {column.name: column for column in columns}[name].values  # noqa: PD011 - no pandas here


def _kinds(tables):
    places = gather(tables.events, tables.areas)
    kinds = _column(places.columns, "place_kind")[places.of_event]
    return dict(zip(tables.events["id"], kinds.tolist(), strict=True)), places


def test_an_area_is_never_a_mark(tables):
    kinds, _ = _kinds(tables)
    assert kinds["oblast"] == AREA
    assert kinds["country"] == LISTED
    assert kinds["nowhere"] == UNPLACED
    assert all(kinds[name] == MARK for name in ("both", "kyiv", "protest", "depot"))


def test_an_area_without_outline_is_a_circle_of_its_reach_or_listed(tables):
    bare = dataclasses.replace(tables, areas=schema.geoframe([], schema.AREAS))
    kinds, places = _kinds(bare)
    assert kinds["oblast"] == AREA
    assert not _column(places.columns, "place_area").any()
    without_reach = bare.events.assign(reach_km=pd.array([None] * len(bare.events), dtype="Float64"))
    assert _kinds(dataclasses.replace(bare, events=without_reach))[0]["oblast"] == LISTED


def test_a_doubtful_event_keeps_where_it_would_be_apart_from_what_is_sure():
    kinds, places = _kinds(sample_tables(doubtful={"kyiv", "both", "oblast", "country", "nowhere"}))
    assert (kinds["kyiv"], kinds["both"], kinds["kharviv"]) == (GHOST + MARK, GHOST + MARK, MARK)
    assert kinds["oblast"] == GHOST + AREA
    assert kinds["country"] == GHOST + LISTED
    assert kinds["nowhere"] == GHOST + UNPLACED
    assert places.degrees("latitude")[places.of_event].round(3).tolist()[:2] == [49.981, 49.981]
    assert places.is_point()[places.of_event].tolist()[:2] == [False, True]  # no file gives a doubtful event a point


def test_each_report_of_several_keeps_what_it_says_by_itself():
    tables = sample_tables(events=disputed_events())
    told = tables.reports[tables.reports["event_id"] == "both"]
    assert [str(day)[:10] for day in told["date_start"]] == ["2023-02-10", "2023-02-12"]
    assert ["killed" in harm for harm in told["harm"]] == [False, True]
    text = gather_sources(tables.events, tables.reports, tables.articles).report_text(np.arange(len(tables.events)))
    days = pa.chunked_array([text.fields["own_days"]]).cast(pa.large_string()).to_pylist()
    assert sorted(filter(None, days)) == ["2023-02-10/2023-02-10/day", "2023-02-12/2023-02-12/day"]


def test_the_outline_of_an_area_is_kept_ring_by_ring(tables):
    _, places = _kinds(tables)
    assert _column(places.columns, "area_rings").tolist() == [1]
    points = int(_column(places.columns, "area_ring_points")[0])
    lon, lat = _column(places.columns, "area_ring_lon"), _column(places.columns, "area_ring_lat")
    assert len(lon) == len(lat) == points
    assert (lon.min() / 1e4, lat.max() / 1e4) == (34.2, 48.2)


def test_two_events_of_a_town_share_a_mark(tables):
    _, places = _kinds(tables)
    at = dict(zip(tables.events["id"], places.of_event.tolist(), strict=True))
    assert at["both"] == at["kharviv"]
    assert at["both"] != at["kyiv"]


def test_the_same_spot_under_another_name_is_another_place(tables):
    events = tables.events.iloc[[2, 2]].copy()
    events["place"] = pd.array(["Kyiv", "Obolon"], dtype="string")
    assert len(set(gather(events, tables.areas).of_event.tolist())) == 2


def test_the_bounds_hold_marks_and_outlines(tables):
    west, south, east, north = gather(tables.events, tables.areas).bounds
    assert (west, east) == pytest.approx((24.0232, 37.2), abs=1e-4)
    assert (south, north) == pytest.approx((46.4775, 50.4547), abs=1e-4)


def test_events_stand_in_order_of_their_first_day(tables):
    block = build(tables, title="t")
    assert block.head["events"] == 10
    assert block.head["days"] == (dt.date(2023, 4, 8) - dt.date(2023, 2, 10)).days + 1
    report = next(text for text in block.texts if text.name == "event")
    days = tables.events["date_start"].iloc[report.order].tolist()
    assert days == sorted(days)


def test_an_event_has_the_articles_of_all_its_reports(tables):
    sources = gather_sources(tables.events, tables.reports, tables.articles)
    order = np.arange(len(tables.events))
    columns = sources.columns(order)
    assert _column(columns, "event_reports").tolist() == [2, 1, 1, 1, 1, 1, 1, 1, 1, 1]
    later = sources.articles["key"].take(_column(columns, "later_article")).to_pylist()
    assert (_column(columns, "later_event").tolist(), later) == ([0], ["n2"])


def test_an_article_without_events_is_listed_too(tables):
    more = pd.concat([tables.articles, tables.articles.assign(id="unread").iloc[[0]]])
    sources = gather_sources(tables.events, tables.reports, more)
    assert "unread" in sources.articles["key"].to_pylist()


def test_records_without_reports_or_article_ids_are_their_own_reports(tables):
    events = tables.events.assign(article_id=pd.array([None] * len(tables.events), dtype="string"))
    sources = gather_sources(events, schema.frame([], schema.REPORTS), schema.frame([], schema.ARTICLES))
    assert sources.n_articles == 5
    assert (sources.first_article >= 0).all()


def test_marks_point_at_place_and_cue_inside_the_quote(tables):
    sources = gather_sources(tables.events, tables.reports, tables.articles)
    row = tables.reports.iloc[1]
    mark = sources.reports["marks"][1].as_py()
    quote = row["quote"]
    begin, end = (ord(letter) - 0x21 for letter in mark[:2])
    assert quote[begin:end] == "Kharviv"
    begin, end = (ord(letter) - 0x21 for letter in mark[2:])
    assert quote[begin:end] == "struck"


def test_a_mark_outside_the_quote_is_dropped(tables):
    reports = tables.reports.assign(place_start=pd.array([0] * len(tables.reports), dtype="Int64"))
    reports["place_end"] = pd.array([10_000] * len(reports), dtype="Int64")
    sources = gather_sources(tables.events, reports, tables.articles)
    assert sources.reports["marks"][1].as_py()[:2] == "  "


def test_an_event_without_a_date_is_counted_apart(tables):
    events = tables.events.copy()
    events.loc[0, "date_start"] = None
    head = build(dataclasses.replace(tables, events=events), title="t").head
    assert (head["events"], head["undated"]) == (9, 1)


def test_no_events_make_a_page_as_well(no_events):
    block = build(no_events, title="t")
    assert (block.head["events"], block.head["days"], block.bounds) == (0, 1, None)


def test_an_events_table_alone_is_enough(tables):
    assert isinstance(tables.events, gpd.GeoDataFrame)
    assert build(as_tables(tables.events), title="t").head["articles"] == 5


def test_an_arrow_table_is_as_good_as_a_geodataframe(tables):
    arrow = tables.events.to_arrow(index=False)
    read, same = (build(as_tables(events), title="t") for events in (arrow, tables.events))
    assert (read.head, read.core, len(read.texts)) == (same.head, same.core, len(same.texts))


def test_types_stand_in_acleds_order_then_by_name(tables):
    events = tables.events.copy()
    events.loc[0, "event_type"] = "One-sided violence"
    types = build(dataclasses.replace(tables, events=events), title="t").head["types"]
    assert types[0] == "Battles"
    assert types[-1] == "One-sided violence"


def test_harm_is_the_gravest_that_is_said(tables):
    block = build(tables, title="t")
    state = next(column for column in block.head["cols"] if column["name"] == "event_state")
    assert "same" not in state
