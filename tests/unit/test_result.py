import copy
import dataclasses
import json

import folium
import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest
from shapely import Point

import geomap
from geomap.errors import CoordinateError, SettingsError, TableError
from geomap.geo_table import GeoTable
from geomap.output.page_tables import as_tables
from geomap.schema import CRS

ARTICLES = [
    {"id": "a", "date": "2023-02-12", "text": "Missiles hit Kharkiv on Friday, killing three people."},
    {"id": "b", "date": "2023-03-12", "text": "Shells hit villages in Zaporizhzhia Oblast on Saturday, killing two."},
    {"id": "c", "date": "2024-05-02", "text": "A drone struck a depot in Odesa on Wednesday.", "title": "<b>Odesa</b>"},
]


@pytest.fixture(scope="module")
def result():
    return geomap.map_events(ARTICLES, geomap.Settings(title="Three <days>"))


@pytest.fixture(scope="module")
def joined(result):
    days = ["2023-02-10", "2024-05-01"]
    records = pd.DataFrame({"date": days, "place": ["Kharkiv", "Lviv"], "country": "Ukraine", "headline": "strike"})
    return geomap.join(result, records)


def test_a_run_gives_a_result(result):
    assert isinstance(result, geomap.Result)
    assert sorted(result.events["article_id"]) == ["a", "b", "c"]


# ---------------------------------------------------------------- dates


def test_days_compare_with_strings_and_group_by_year(result):
    events = result.events
    assert events["date_start"].dtype == "datetime64[s]"
    assert (events["date_start"] >= "2024-01-01").sum() == 1
    assert events.groupby(pd.Grouper(key="date_start", freq="YS")).size().tolist() == [2, 1]
    assert events.resample("YS", on="date_start").size().tolist() == [2, 1]


def test_days_become_json(result):
    told = json.loads(pd.DataFrame(result.events.drop(columns="geometry")).to_json(date_format="iso"))
    assert told["date_start"]["0"].startswith("2023-02-10")
    features = json.loads(result.events.to_json())["features"]
    assert features[0]["properties"]["date_start"] == "2023-02-10"


@pytest.mark.parametrize(
    "chosen",
    [
        lambda events: events,
        lambda events: events[events["trust"] > 0],
        lambda events: events[["date_start", "geometry"]],
        lambda events: events.to_crs(3857),
        lambda events: events.sort_values("date_start").reset_index(drop=True),
        lambda events: pd.concat([events, events], ignore_index=True),
        lambda events: events.merge(pd.DataFrame({"country": ["UA"], "said": ["x"]}), on="country", how="left"),
        copy.deepcopy,
    ],
)
def test_what_is_chosen_from_the_events_goes_to_folium_as_it_is(result, chosen):
    told = folium.GeoJson(chosen(result.events)).data["features"]
    assert {one["properties"]["date_start"] for one in told} >= {"2023-02-10"}


def test_a_table_that_loses_its_places_is_a_plain_one(result):
    assert type(result.events.drop(columns="geometry")) is pd.DataFrame
    assert result.events[["date_start", "geometry"]].crs == result.events.crs


def test_times_keep_their_hour_and_zone_as_features_and_gaps_stay_gaps():
    moments = pd.to_datetime(["2024-03-01T17:40+02:00", None], utc=True)
    table = GeoTable({"at": moments, "day": pd.to_datetime([None, "2024-03-01"])}, geometry=[Point(0, 0)] * 2, crs=4326)
    first, second = (one["properties"] for one in json.loads(table.to_json())["features"])
    assert first == {"at": "2024-03-01T15:40:00+00:00", "day": None}
    assert second == {"at": None, "day": "2024-03-01"}


def test_days_are_true_dates_in_files(result, tmp_path):
    info = pyogrio.read_info(geomap.write(result, tmp_path / "events.gpkg"), layer="events")
    kinds = dict(zip(info["fields"], info["dtypes"], strict=True))
    assert kinds["date_start"] == kinds["published"] == "datetime64[D]"
    schema = pq.read_schema(geomap.write(result, tmp_path / "events.parquet"))
    assert schema.field("date_start").type == schema.field("published").type == pa.date32()


# ---------------------------------------------------------------- coordinate reference systems


def test_tables_go_together_with_those_of_others_without_a_word_about_their_crs(result):
    others = gpd.GeoDataFrame(
        {"zone": ["east"]}, geometry=gpd.GeoSeries.from_wkt(["POLYGON((30 40,40 40,40 52,30 52,30 40))"]), crs=4326
    )
    assert set(gpd.sjoin(result.events, others)["zone"]) == {"east"}  # a warning is an error here
    assert len(gpd.overlay(result.areas, others)) == 1
    assert len(pd.concat([result.events[["geometry"]], others[["geometry"]]])) == len(result.events) + 1


def test_metres_are_brought_back_to_degrees(result):
    in_metres = dataclasses.replace(result, events=result.events.to_crs(32637), areas=result.areas.to_crs(3857))
    assert in_metres.events.crs == in_metres.areas.crs == CRS
    assert in_metres.events.geom_equals_exact(result.events, 1e-6, align=False).all()


def test_a_table_of_events_in_metres_is_drawn_where_it_lies(result):
    events = as_tables(result.events.to_crs(32637)).events
    assert events.geom_equals_exact(result.events, 1e-6, align=False).all()


def test_positions_that_are_no_degrees_are_refused_without_a_crs(result):
    unnamed = gpd.GeoDataFrame(result.events.to_crs(32637)).set_crs(None, allow_override=True)
    with pytest.raises(CoordinateError, match=r"events has no CRS, and its positions are no degrees.*set_crs"):
        as_tables(unnamed)
    with pytest.raises(CoordinateError):
        dataclasses.replace(result, events=unnamed)


def test_degrees_without_a_crs_are_taken_for_what_they_are(result):
    unnamed = result.events.set_crs(None, allow_override=True)
    assert as_tables(unnamed).events.crs == CRS


def test_records_in_metres_are_joined_where_they_lie(result):
    kharkiv = gpd.GeoSeries.from_xy([36.2527], [49.9808], crs=4326).to_crs(32637)
    records = gpd.GeoDataFrame({"date": ["2023-02-10"], "place": ["Kharkiv"]}, geometry=kharkiv)
    both = geomap.join(result, records)
    assert both.records.geometry.x.round(3).tolist() == [36.253]
    assert len(both.matches) == 1


def test_a_table_that_holds_no_events_is_told_what_it_lacks(result):
    points = gpd.GeoDataFrame({"name": ["depot"]}, geometry=gpd.points_from_xy([36.2], [50.0]), crs=4326)
    with pytest.raises(TableError, match=r"(?s)no column event_type\n.*no column date_start\n.*: name, geometry"):
        geomap.EventLayer(points)
    with pytest.raises(TableError, match=r"date_start: .*soon"):
        geomap.EventMap(result.events.assign(date_start="soon"))
    written = result.events.drop(columns="id").assign(date_start=result.events["date_start"].astype(str))
    events = as_tables(written).events
    assert events["date_start"].dtype == "datetime64[s]"
    assert list(events["id"]) == ["row 1", "row 2", "row 3"]


@pytest.mark.parametrize("thing", [7, None, "events.geojson", pd.DataFrame({"id": ["a"]})])
def test_what_is_no_table_of_events_is_told_what_is(thing):
    with pytest.raises(SettingsError, match=r"events are what geomap\.map_events gave"):
        geomap.EventLayer(thing)


# ---------------------------------------------------------------- filters


def test_a_filtered_result_keeps_what_belongs_to_its_events(result):
    few = result.filter(since="2023-03-01", until="2023-12-31")
    assert list(few.events["article_id"]) == ["b"]
    assert set(few.reports["event_id"]) == set(few.events["id"])
    assert list(few.areas["name"]) == ["Zaporizhzhia Oblast"]
    assert few.notes.licences == result.notes.licences
    assert few.articles.set_index("id")["n_events"].to_dict() == {"a": 0, "b": 1, "c": 0}


def test_a_filter_gives_what_a_run_with_that_filter_gives(result):
    wish = {"since": "2023-03-01", "countries": "UA", "types": ["Explosions/Remote violence"]}
    few, run = result.filter(**wish), geomap.map_events(ARTICLES, geomap.Settings(**wish))
    pd.testing.assert_frame_equal(pd.DataFrame(few.events), pd.DataFrame(run.events))
    assert few.notes.counts == run.notes.counts
    assert few.notes.rejects == run.notes.rejects
    assert len(few.areas) == len(run.areas)


def test_what_a_filter_leaves_out_is_counted(result):
    few = result.filter(bbox=(30, 46, 31, 47))
    counts = dict(few.notes.counts)
    assert (counts["  left out by a filter"], counts["  drawn at a place"]) == (2, 1)
    assert (few.rejects["reason"] == "outside the box asked for").sum() == 2
    assert few.notes.settings_hash != result.notes.settings_hash


def test_a_filter_of_the_callers_own_is_named_among_the_reasons(result):
    few = result.filter(where=lambda events: events["killed_best"] >= 3)
    assert list(few.events["article_id"]) == ["a"]
    assert dict(few.notes.rejects)["left out by the caller's own filter"] == 2


def test_a_filter_of_the_callers_own_may_be_a_column_of_answers(result):
    kept = result.filter(result.events["trust"] > 2)
    assert kept.events.empty
    assert len(result.filter([True] * len(result.events)).events) == len(result.events)


@pytest.mark.parametrize("where", ["trust > 0.5", [True], lambda _: [True]])
def test_a_filter_that_answers_not_for_each_event_is_refused(result, where):
    with pytest.raises(SettingsError, match="a boolean for each event"):
        result.filter(where=where)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda _: geomap.map_events("x", {"title": "x"}),
        lambda _: geomap.geoparse("x", stages=object()),
        lambda _: geomap.join("articles/", "records.csv"),
        lambda result: geomap.join(result, "records.csv", settings="UA"),
        lambda result: geomap.write(result.events, "x.geojson"),
    ],
)
def test_what_stands_in_another_things_place_is_told_at_the_door(result, wrong):
    with pytest.raises(SettingsError, match=r"geomap\.(Settings|Stages|map_events)"):
        wrong(result)


def test_articles_that_could_not_be_read_are_told_in_the_line():
    lost = geomap.map_events([{"text": "Shells fell on Kherson."}])
    assert "0 articles, 1 not read (no date)" in repr(lost)


def test_columns_that_a_dataframe_of_records_lacks_are_told_as_python_names_them(result):
    with pytest.raises(geomap.GeomapError) as told:
        geomap.join(result, pd.DataFrame({"a": [1]}))
    said = str(told.value)
    assert said.startswith("the DataFrame: no column for the date\n")
    assert "columns={'date': 'NAME', 'place': 'NAME'}" in said
    assert "--columns" not in said
    assert said.count("no columns for the position") == 1


def test_filters_follow_each_other(result):
    few = result.filter(until="2023-12-31").filter(since="2023-03-01")
    assert list(few.events["article_id"]) == ["b"]
    assert dict(few.notes.counts)["  left out by a filter"] == 2


def test_an_unknown_filter_is_refused_with_those_there_are(result):
    with pytest.raises(SettingsError, match="unknown filter: sinse; known are where, since"):
        result.filter(sinse="2023-01-01")
    with pytest.raises(SettingsError, match=r"^since"):
        result.filter(since="soon")


def test_credits_stand_on_the_page_of_a_filtered_result(result, tmp_path):
    page = geomap.write(result.filter(since="2023-03-01"), tmp_path / "few.html").read_text(encoding="utf-8")
    assert all(line.split(",")[0] in page for line in result.notes.licences)


# ---------------------------------------------------------------- records


def test_a_dataframe_of_records_is_joined(joined):
    assert list(joined.matches["rank"]) == [1]
    lists = joined.joined
    assert list(lists.matched["event_article_id"]) == ["a"]
    assert list(lists.records_alone["place"]) == ["Lviv"]
    assert sorted(lists.events_alone["article_id"]) == ["b", "c"]


def test_records_are_filtered_with_the_events(joined):
    few = joined.filter(since="2024-01-01")
    assert list(few.records["place"]) == ["Lviv"]
    assert few.matches.empty


def test_faults_of_a_dataframe_are_told_without_a_path(result):
    with pytest.raises(geomap.GeomapError) as caught:
        geomap.join(result, pd.DataFrame({"town": ["Kyiv"], "when": ["2023-02-10"]}).rename(columns={"when": "x"}))
    assert "the DataFrame" in str(caught.value)
    assert "parquet" not in str(caught.value)


def test_a_record_is_called_by_its_id_or_by_its_row(result):
    rows = pd.DataFrame({"date": ["2023-02-10"] * 2, "place": "Kharkiv", "country": "Ukraine", "source_id": ["x", "y"]})
    assert list(geomap.join(result, rows).records["id"]) == ["table:row 1", "table:row 2"]
    assert list(geomap.join(result, rows, columns={"id": "source_id"}).records["id"]) == ["table:x", "table:y"]


def test_a_table_of_records_that_leaves_the_order_of_its_days_open_is_answered_in_python(result):
    rows = pd.DataFrame({"day": ["10/02/2023"], "town": ["Kharkiv"], "country": ["Ukraine"]})
    with pytest.raises(TableError, match=r"^the DataFrame: day: .*Say settings=geomap\.Settings\(dates='dmy'\)"):
        geomap.join(result, rows)
    assert len(geomap.join(result, rows, settings=geomap.Settings(dates="dmy")).matches) == 1


def test_rows_that_a_dataframe_of_records_loses_are_told_by_their_number(result):
    rows = pd.DataFrame({"date": ["2023-02-10", "soon", "2023-02-10"], "place": "Kharkiv", "country": "Ukraine"})
    both = geomap.join(result, rows)
    lost = both.rejects[both.rejects["subject"].str.startswith("the DataFrame")]
    assert list(lost["subject"]) == ["the DataFrame, row 2", "the DataFrame, row 3"]
    assert list(lost["reason"]) == ["date not understood", "repeated row"]
    assert dict(both.notes.counts)["  rows rejected"] == 2


def test_lists_are_refused_where_nothing_was_joined(result):
    with pytest.raises(SettingsError, match=r"geomap\.join"):
        _ = result.joined


# ---------------------------------------------------------------- how it shows


def test_a_result_says_in_a_line_what_it_is(result, joined):
    assert repr(result) == "<geomap.Result 'Three <days>': 3 events from 3 articles, 2023-02-10 to 2024-05-01>"
    assert repr(joined).endswith("2 records of others>")
    assert repr(result.filter(since="2030-01-01")).endswith("0 events from 3 articles>")


def test_a_notebook_shows_the_first_events_and_no_markup_of_others(result):
    shown = result._repr_html_()
    assert "Kharkiv" in shown
    assert "Three &lt;days&gt;" in shown
    assert "<days>" not in shown


def test_explore_gives_a_map_or_adds_a_layer_to_one(result):
    assert isinstance(result.explore(), geomap.EventMap)
    m = folium.Map(tiles=None)
    assert result.explore(m) is m
    assert any(isinstance(child, geomap.EventLayer) for child in m._children.values())  # noqa: SLF001 - branca offers no other way
