"""The join of articles' events and records gives three lists; a record finds itself by its own words."""

import geopandas as gpd
import pandas as pd
import pytest
from making import event

from geomap import rows, schema
from geomap.countries import countries, country_code
from geomap.linking import match, side
from geomap.observed import read_records
from geomap.observed.join import count_by_source, joined, match_table, side_columns

RECORDS = """id,date,place,country,lat,lon,type,killed
1,2023-02-10,Kharkiv,Ukraine,49.98,36.25,Explosions/Remote violence,3
2,2020-01-01,Lviv,UA,,,,
"""


@pytest.fixture
def records(tmp_path):
    (tmp_path / "x.csv").write_text(RECORDS)
    return read_records(tmp_path / "x.csv")


@pytest.fixture
def events():
    return schema.geoframe([rows.event_row(event(id="e1"))], schema.EVENTS)


def test_the_columns_of_events_and_of_records_are_of_one_kind(events, records):
    for table in (events, records):
        made = side(side_columns(table))
        assert len(made.ids) == len(made.texts) == len(made.extent.first) == len(table)
    left, right = side_columns(events), side_columns(records)
    assert left["country"][0] == right["country"][0] == right["country"][1] >= 0
    assert left["first"][0] == right["first"][0] == 19398
    assert right["killed_low"].tolist()[:1] == [3.0]


def test_the_three_lists_hold_every_event_and_record_once(events, records):
    table = match_table(events, records, match(side(side_columns(events)), side(side_columns(records))))
    assert {name: str(kind) for name, kind in table.dtypes.items()} == {
        name: str(pd.Series([], dtype=kind).dtype) for name, kind in schema.MATCHES.items()
    }
    lists = joined(events, records, table)
    assert lists.matched[["event_id", "record_id", "rank"]].to_numpy().tolist() == [["e1", "table:1", 1]]
    assert lists.matched["record_place"].tolist() == ["Kharkiv"]
    assert lists.matched.geometry.x.tolist() == [36.2527]
    assert lists.records_alone["id"].tolist() == ["table:2"]
    assert lists.events_alone.empty


def test_nothing_matched_leaves_both_alone(events, records):
    lists = joined(events, records.iloc[1:].reset_index(drop=True), match_table(events, records, ()))
    assert (len(lists.matched), len(lists.records_alone), len(lists.events_alone)) == (0, 1, 1)
    assert isinstance(lists.matched, gpd.GeoDataFrame)


def test_records_are_counted_by_source(records):
    assert count_by_source(records) == {"table": 2}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Ukraine", "UA"),
        ("ua", "UA"),
        ("UKR", "UA"),
        ("Russia (Soviet Union)", "RU"),
        ("Myanmar (Burma)", "MM"),
        ("DR Congo (Zaire)", "CD"),
        ("Yemen (North Yemen)", "YE"),
        ("United States of America", "US"),
        ("Bosnia-Herzegovina", "BA"),
        ("Atlantis", ""),
        ("Atlantis (Lost)", ""),
        ("", ""),
    ],
)
def test_a_country_is_known_by_its_code_and_by_its_names(name, code):
    assert country_code(name) == code


def test_a_country_has_its_number():
    assert (countries()["UA"].iso_number, countries()["UA"].name) == (804, "Ukraine")


@pytest.mark.shared
def test_every_country_of_ucdp_is_known(shared):
    names = pd.read_csv(shared / "records" / "ucdp_ged_a.csv")["country"].unique()
    assert [name for name in names if not country_code(name)] == []


@pytest.mark.shared
@pytest.mark.parametrize("places", ["placed", "in the country", "anywhere"])
def test_an_article_made_from_a_record_finds_that_record_first(shared, places):
    records = read_records(shared / "records" / "ucdp_ged_a.csv")
    told = {
        name: pd.Series(pd.NA, index=records.index, dtype=kind)
        for name, kind in schema.EVENTS.items()
        if kind != "bool"
    }
    events = pd.DataFrame(told).assign(
        id="event of " + records["id"],
        date_start=records["date_start"],
        date_end=records["date_end"],
        quote=records["headline"].fillna("") + ", " + records["place_wording"].fillna(""),
        reach_km=records["reach_km"],
    )
    points = records.geometry if places == "placed" else gpd.GeoSeries([None] * len(records), crs=schema.CRS)
    if places != "anywhere":
        events["country"] = records["country"]
    events = gpd.GeoDataFrame(events, geometry=points, crs=schema.CRS)
    best = {}
    for pair in match(side(side_columns(events)), side(side_columns(records))):
        best.setdefault(pair.event, pair.record)
    own_first = sum(best.get(row) == row for row in range(len(records))) / len(records)
    assert own_first >= 0.95
