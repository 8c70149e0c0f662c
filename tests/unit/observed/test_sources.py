"""Each source's table becomes the one table of records. All rows here are invented; ACLED's are not passed on."""

import json

import pandas as pd
import pytest

from geomap.observed import DATASETS, credits_of, read_records
from geomap.schema import ACLED_COLUMNS, OBSERVED, UCDP_COLUMNS

ACLED = {
    "event_id_cnty": "XYZ1",
    "event_date": "2023-02-10",
    "time_precision": "1",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Army of X",
    "actor2": "Group Y",
    "iso": "999",
    "country": "Xland",
    "admin1": "North",
    "location": "Xtown",
    "latitude": "10.1234",
    "longitude": "20.4321",
    "geo_precision": "2",
    "source": "Wire; Post",
    "notes": "Two fell, one line\nand another.",
    "fatalities": "2",
}
UCDP = {
    "id": "7.0",
    "type_of_violence": "3.0",
    "where_prec": "4.0",
    "where_coordinates": "Xtown town",
    "where_description": "near Xtown",
    "adm_1": "North",
    "latitude": "10.5",
    "longitude": "20.5",
    "country": "Xland",
    "date_prec": "2.0",
    "date_start": "2013-01-03",
    "date_end": "2013-01-05",
    "deaths_civilians": "4.0",
    "low": "3.0",
    "best": "4.0",
    "high": "",
    "side_a": "Army",
    "side_b": "Civilians",
    "source_headline": "A headline",
    "source_office": "Wire",
}
VIINA = {
    "viina_version": "2",
    "event_id_1pd": "5",
    "date": "20220224",
    "n_reports": "2",
    "sources": "a|b",
    "geonameid": "703448",
    "asciiname": "Kyiv",
    "ADM1_NAME": "Kyiv City",
    "longitude": "30.5",
    "latitude": "50.4",
    "GEO_PRECISION": "CITY",
    "t_mil_b": "1",
    "t_airstrike_b": "1.0",
    "t_artillery_b": "0",
    "a_rus_b": "1",
    "a_ukr_b": "0",
}
POLECAT = {
    "Event ID": "P1",
    "Event Date": "2023-02-10",
    "Event Type": "ASSAULT",
    "Event Mode": "aerial",
    "Quad Code": "4",
    "Actor Name": "A",
    "Recipient Name": "B",
    "City": "",
    "District": "D",
    "Province": "P",
    "Country": "XYZ",
    "Latitude": "10",
    "Longitude": "20",
    "GeoNames ID": "703448",
    "Source": "Wire",
}
TIMEMAP = {
    "id": "T1",
    "description": "A strike",
    "date": "2/10/2023",
    "time": "",
    "location": "Kyiv",
    "latitude": "50.4",
    "longitude": "30.5",
    "category": "",
    "associations": ["civilian"],
    "sources": ["S1"],
    "graphic": "FALSE",
}


def as_csv(path, *rows, sep=",", columns=None):
    pd.DataFrame(rows, columns=columns).to_csv(path, index=False, sep=sep)
    return path


def one(path):
    records = read_records(path)
    assert list(records.columns) == [*OBSERVED, "geometry"]
    return records.iloc[0]


def test_acled_is_recognised_placed_and_private(tmp_path):
    record = one(as_csv(tmp_path / "x.csv", ACLED, columns=list(ACLED_COLUMNS)))
    wanted = {
        "id": "acled:XYZ1",
        "source": "acled",
        "private": True,
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "date_start": pd.Timestamp(2023, 2, 10),
        "date_end": pd.Timestamp(2023, 2, 10),
        "geo_precision": "near",
        "killed_best": 2,
        "actors": "Army of X; Group Y",
        "notes": "Two fell, one line\nand another.",
        "outlet": "Wire; Post",
    }
    assert {name: record[name] for name in wanted} == wanted
    assert (record.geometry.x, record.geometry.y) == (20.4321, 10.1234)


@pytest.mark.parametrize(
    ("precision", "middle", "span"),
    [
        ("2", "2023-02-08", ("2023-02-05", "2023-02-11", "week")),
        ("3", "2023-02-15", ("2023-02-01", "2023-02-28", "month")),
        ("1", "10 February 2023", ("2023-02-10", "2023-02-10", "day")),
    ],
)
def test_the_middle_of_a_week_or_month_becomes_that_week_or_month_again(tmp_path, precision, middle, span):
    row = {**ACLED, "time_precision": precision, "event_date": middle}
    record = one(as_csv(tmp_path / "x.csv", row))
    assert (str(record["date_start"].date()), str(record["date_end"].date()), record["date_grain"]) == span


def test_ucdp_keeps_its_dates_and_deaths(tmp_path):
    record = one(as_csv(tmp_path / "x.csv", UCDP, columns=list(UCDP_COLUMNS)))
    wanted = {
        "id": "ucdp:7",
        "event_type": "Violence against civilians",
        "type_given": "one-sided violence",
        "date_start": pd.Timestamp(2013, 1, 3),
        "date_end": pd.Timestamp(2013, 1, 5),
        "date_prec": 2,
        "date_grain": "span",
        "geo_precision": "adm1",
        "killed_low": 3,
        "killed_best": 4,
        "killed_civilians": 4,
        "place": "Xtown town",
        "private": False,
    }
    assert {name: record[name] for name in wanted} == wanted
    assert pd.isna(record["killed_high"])


def test_viina_events_take_their_type_from_the_sharpest_label(tmp_path):
    record = one(as_csv(tmp_path / "x.csv", VIINA))
    wanted = {
        "id": "viina:1pd-5",
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Air/drone strike",
        "type_given": "airstrike; mil",
        "place_id": "geonames:703448",
        "actors": "Russian forces",
        "outlet": "a; b",
        "geo_precision": "settlement",
        "date_start": pd.Timestamp(2022, 2, 24),
    }
    assert {name: record[name] for name in wanted} == wanted


def test_viina_reports_keep_their_own_id_and_link(tmp_path):
    row = {**VIINA, "event_id": "9", "url": "https://example.org/a", "text": "Слова", "GEO_PRECISION": "ADM1"}
    record = one(as_csv(tmp_path / "x.csv", row))
    assert (record["id"], record["url"], record["notes"]) == ("viina:9", "https://example.org/a", "Слова")
    assert record["geo_precision"] == "adm1"


def test_one_viina_event_at_two_places_is_two_records(tmp_path):
    records = read_records(as_csv(tmp_path / "x.csv", VIINA, {**VIINA, "latitude": "51"}))
    assert records["id"].tolist() == ["viina:1pd-5", "viina:1pd-5-2"]


def test_a_viina_table_without_labels_has_no_type(tmp_path):
    record = one(
        as_csv(tmp_path / "x.csv", {"event_id_1pd": "1", "date": "20220224", "latitude": "50", "longitude": "30"})
    )
    assert record["event_type"] == ""


def test_polecat_is_read_with_tabs_and_plover_types(tmp_path):
    record = one(as_csv(tmp_path / "x.txt", POLECAT, sep="\t"))
    wanted = {
        "id": "polecat:P1",
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Air/drone strike",
        "geo_precision": "adm2",
        "place_id": "geonames:703448",
        "actors": "A; B",
    }
    assert {name: record[name] for name in wanted} == wanted
    consult = one(as_csv(tmp_path / "y.txt", {**POLECAT, "Event Type": "CONSULT", "Event Mode": ""}, sep="\t"))
    assert (consult["event_type"], consult["type_given"]) == ("", "CONSULT")


@pytest.mark.parametrize(
    "sources",
    [[{"id": "S1", "url": "https://example.org/s"}], {"S1": {"id": "S1", "paths": ["https://example.org/s"]}}],
)
def test_timemap_dates_are_month_first_and_links_come_from_its_sources(tmp_path, sources):
    (tmp_path / "events.json").write_text(json.dumps([TIMEMAP]))
    (tmp_path / "sources.json").write_text(json.dumps(sources))
    record = one(tmp_path / "events.json")
    wanted = {
        "id": "timemap:T1",
        "date_start": pd.Timestamp(2023, 2, 10),
        "url": "https://example.org/s",
        "notes": "A strike",
        "place": "Kyiv",
    }
    assert {name: record[name] for name in wanted} == wanted


def test_timemap_without_its_sources_has_no_links(tmp_path):
    (tmp_path / "events.json").write_text(json.dumps({"events": [TIMEMAP]}))
    assert pd.isna(one(tmp_path / "events.json")["url"])


def test_every_source_has_a_credit_line_and_acled_says_that_it_is_private(tmp_path):
    records = read_records(as_csv(tmp_path / "x.csv", ACLED))
    (line,) = credits_of(records)
    assert "forbid" in line
    assert {one.source.name for one in DATASETS.values() if one.source.private} >= {"acled", "gtd", "liveuamap"}


@pytest.mark.shared
def test_real_ucdp_rows_round_trip_dates_and_deaths_exactly(shared):
    path = shared / "records" / "ucdp_ged_a.csv"
    given, records = pd.read_csv(path), read_records(path)
    assert records["date_start"].astype(str).tolist() == given["date_start"].tolist()
    assert records["date_end"].astype(str).tolist() == given["date_end"].tolist()
    for ours, theirs in {
        "date_prec": "date_prec",
        "killed_low": "low",
        "killed_best": "best",
        "killed_high": "high",
        "killed_a": "deaths_a",
        "killed_b": "deaths_b",
        "killed_civilians": "deaths_civilians",
        "killed_unknown": "deaths_unknown",
    }.items():
        assert records[ours].tolist() == given[theirs].astype(int).tolist(), theirs


@pytest.mark.shared
@pytest.mark.parametrize(("name", "rows"), [("ucdp_ged_syria.csv.gz", 16566), ("viina_strikes_a.csv", 1810)])
def test_real_tables_are_read_whole_and_every_row_lies_somewhere(shared, name, rows):
    records = read_records(shared / "records" / name)
    assert len(records) == rows
    assert records["id"].is_unique
    assert records.geometry.notna().all()
