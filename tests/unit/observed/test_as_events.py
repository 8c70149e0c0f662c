"""Records alone can be mapped, filtered and written like events."""

import json

import pandas as pd
import pytest

from geomap import schema
from geomap.observed import credits_of, read_records
from geomap.observed.as_events import record_tables
from geomap.output import WRITERS
from geomap.records import RunNotes

ROWS = (
    "id,date,place,lat,lon,type,source,url,notes,killed\n"
    "1,2023-02-12,Kyiv,50.45,30.5,Protests,Wire,https://a.org/1,A march,0\n"
    "2,2023-02-10,Lviv,,,odd type,Wire,,Something,\n"
    "3,2023-02-11,Odesa,46.5,30.7,,,,,\n"
)


def notes_of(records):
    return RunNotes(
        version="0", settings_hash="", gazetteer_hash="", licences=credits_of(records), counts=(), rejects=(), title="T"
    )


@pytest.fixture
def tables(tmp_path):
    (tmp_path / "x.csv").write_text(ROWS)
    records = read_records(tmp_path / "x.csv")
    return record_tables(records, notes_of(records))


def test_the_tables_are_of_the_promised_columns_and_dtypes(tables):
    for table, columns in (("events", "EVENTS"), ("reports", "REPORTS"), ("articles", "ARTICLES")):
        promised = schema.frame([], getattr(schema, columns)).dtypes.to_dict()
        made = getattr(tables, table).dtypes.to_dict()
        made.pop("geometry", None)
        assert made == promised, table


def test_a_record_becomes_an_event_that_somebody_stands_behind(tables):
    assert tables.events["id"].tolist() == ["table:2", "table:3", "table:1"]
    last = tables.events.iloc[2]
    assert (last["event_type"], last["quote"], last["status"], last["outlet"]) == (
        "Protests",
        "A march",
        "recorded",
        "Wire",
    )
    assert tables.events["event_type"].fillna("-").tolist() == ["odd type", "-", "Protests"]


def test_each_outlet_is_a_source_with_its_count(tables):
    assert tables.articles[["id", "n_events"]].to_numpy().tolist() == [["table:Wire", 2], ["table:table", 1]]
    assert set(tables.reports["article_id"]) == set(tables.articles["id"])


def test_a_record_of_two_outlets_is_a_report_of_each_and_its_link_stays_with_whose_it_is(tmp_path):
    (tmp_path / "x.csv").write_text(
        "id,date,place,lat,lon,source,url\n"
        "1,2023-02-12,Kyiv,50.45,30.5,ntv; ria,https://ria.ru/1\n"
        "2,2023-02-13,Lviv,49.8,24.0,ria,https://t.me/2\n"
    )
    records = read_records(tmp_path / "x.csv")
    tables = record_tables(records, notes_of(records))
    assert tables.articles[["id", "n_events"]].to_numpy().tolist() == [["table:ntv", 1], ["table:ria", 2]]
    assert tables.events["n_reports"].tolist() == [2, 1]
    assert tables.reports["article_id"].tolist() == ["table:ntv", "table:ria", "table:ria"]
    assert tables.reports["url"].fillna("").tolist() == ["", "https://ria.ru/1", "https://t.me/2"]
    assert set(tables.events["article_id"]) <= set(tables.articles["id"])


def test_an_outlet_that_a_record_names_twice_is_one_source(tmp_path):
    (tmp_path / "x.csv").write_text("id,date,place,lat,lon,source\n1,2023-02-12,Kyiv,50.45,30.5,SOHR;SOHR;Wire\n")
    records = read_records(tmp_path / "x.csv")
    tables = record_tables(records, notes_of(records))
    assert tables.events["outlet"].tolist() == ["SOHR; Wire"]
    assert tables.articles["outlet"].tolist() == ["SOHR", "Wire"]


def test_a_record_carries_no_figure_of_ours_for_how_sure_it_is(tables):
    assert tables.events[["trust", "confidence"]].isna().all(axis=None)


@pytest.mark.parametrize("suffix", sorted(WRITERS.keys() - {".html"}))
def test_records_are_written_in_every_format(tmp_path, tables, suffix):
    WRITERS[suffix](tables, tmp_path / f"y{suffix}")
    assert (tmp_path / f"y{suffix}").stat().st_size > 100


@pytest.mark.shared
def test_ucdps_dates_and_deaths_come_out_of_a_ucdp_file_as_they_went_in(shared, tmp_path):
    path = shared / "records" / "ucdp_ged_a.csv"
    records = read_records(path)
    WRITERS[".ucdp.csv"](record_tables(records, notes_of(records)), tmp_path / "x.ucdp.csv")
    given, back = pd.read_csv(path), pd.read_csv(tmp_path / "x.ucdp.csv")
    back = back.assign(id=back["relid"].str.removeprefix("ucdp:").astype(float)).set_index("id").loc[given["id"]]
    whole = (
        "best",
        "low",
        "high",
        "deaths_a",
        "deaths_b",
        "deaths_civilians",
        "deaths_unknown",
        "date_prec",
        "where_prec",
    )
    for name in whole:
        wanted = given[name].replace({7: 5} if name == "where_prec" else {})  # waters are a region to us
        assert back[name].tolist() == wanted.tolist(), name
    for name in ("date_start", "date_end"):
        assert back[name].tolist() == given[name].tolist(), name


@pytest.mark.shared
def test_viinas_rows_are_read_filtered_and_written(shared, tmp_path):
    records = read_records(shared / "records" / "viina_strikes_a.csv")
    some = records[records["outlet"].str.contains("liveuamap")].reset_index(drop=True)
    WRITERS[".geojson"](record_tables(records, notes_of(records)), tmp_path / "all.geojson")
    WRITERS[".geojson"](record_tables(some, notes_of(some)), tmp_path / "some.geojson")
    for name, asked in (("all", records), ("some", some)):
        assert len(json.loads((tmp_path / f"{name}.geojson").read_text())["features"]) == len(asked)
    assert 0 < len(some) < len(records) == 1810


def test_the_dead_of_a_record_are_told_as_a_range(tmp_path):
    (tmp_path / "x.csv").write_text(
        "id,date,place,lat,lon,killed\n"
        "1,2023-02-12,Kyiv,50.45,30.5,3\n2,2023-02-13,Lviv,49.8,24.0,0\n3,2023-02-14,Odesa,46.5,30.7,\n"
    )
    records = read_records(tmp_path / "x.csv")
    records.loc[0, ["killed_low", "killed_high"]] = [2, 5]
    told = [json.loads(harm) for harm in record_tables(records, notes_of(records)).events["harm"]]
    assert told == [[{"what": "killed", "low": 2, "best": 3, "high": 5, "wording": "", "whom": ""}], [], []]


def test_each_link_of_a_cell_is_a_report_of_whose_it_is(tmp_path):
    (tmp_path / "x.csv").write_text(
        "id,date,place,lat,lon,source,url\n"
        "1,2023-02-10,Kyiv,50.45,30.5,,https://a.org/1 https://b.org/2\n"
        "2,2023-02-11,Lviv,49.8,24.0,ntv; ria,https://ntv.ru/1 https://ria.ru/2 https://c.org/3\n"
        "3,2023-02-12,Odesa,46.5,30.7,x; y,https://a.org/3 https://b.org/4\n"
        "4,2023-02-13,Sumy,50.9,34.8,z,https://a.org/5\n"
    )
    records = read_records(tmp_path / "x.csv")
    tables = record_tables(records, notes_of(records))
    assert tables.events["n_reports"].tolist() == [2, 3, 2, 1]
    told = zip(tables.reports["event_id"], tables.reports["outlet"], tables.reports["url"], strict=True)
    assert list(told) == [
        ("table:1", "table", "https://a.org/1"),
        ("table:1", "table", "https://b.org/2"),
        ("table:2", "ntv", "https://ntv.ru/1"),
        ("table:2", "ria", "https://ria.ru/2"),
        ("table:2", "c.org", "https://c.org/3"),
        ("table:3", "x", "https://a.org/3"),
        ("table:3", "y", "https://b.org/4"),
        ("table:4", "z", "https://a.org/5"),
    ]
