"""A run with others' records says so in every file, and the three lists of the join are written as one."""

import csv
import json
from dataclasses import replace

import pyogrio
import pytest

from geomap.errors import SettingsError
from geomap.linking import match, side
from geomap.observed import read_records
from geomap.observed.join import joined, match_table, side_columns
from geomap.output import WRITERS
from geomap.output.flat import PRIVATE, credits_of
from geomap.output.matches import EVENT_ALONE, MATCHED, RECORD_ALONE, write_matches

COLUMNS = (
    "event_id_cnty,event_date,event_type,sub_event_type,time_precision,geo_precision,"
    "latitude,longitude,country,location,notes"
)
ROWS = (
    "XYZ1,2023-02-10,Explosions/Remote violence,Air/drone strike,1,1,49.98,36.25,Ukraine,Kharkiv,=Missiles hit",
    "XYZ2,2020-01-01,Battles,Armed clash,1,1,50.0,30.0,Ukraine,Kyiv,Elsewhere",
)


@pytest.fixture
def with_records(tmp_path, tables):
    """The run, with two invented rows in ACLED's shape."""
    path = tmp_path / "records.csv"
    path.write_text("\n".join([COLUMNS, *ROWS]))
    records = read_records(path)
    path.unlink()
    pairs = match(side(side_columns(tables.events)), side(side_columns(records)))
    return replace(tables, records=records, matches=match_table(tables.events, records, pairs))


@pytest.fixture
def lists(with_records):
    return joined(with_records.events, with_records.records, with_records.matches)


@pytest.mark.parametrize("suffix", sorted(WRITERS.keys() - {".html"}))
def test_a_file_of_a_run_with_acleds_rows_says_that_it_is_private(tmp_path, with_records, suffix):
    WRITERS[suffix](with_records, tmp_path / f"x{suffix}")
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert PRIVATE.encode() in written


def test_the_warning_comes_first_and_no_credit_twice(with_records):
    (acled,) = with_records.records["licence"].unique()
    told = replace(with_records, notes=replace(with_records.notes, licences=("GeoNames", acled)))
    lines = credits_of(told)
    assert lines[0] == PRIVATE
    assert lines.count(acled) == 1


def test_geojson_names_the_records_that_may_be_the_event(tmp_path, with_records):
    WRITERS[".geojson"](with_records, tmp_path / "x.geojson")
    features = {one["id"]: one for one in json.loads((tmp_path / "x.geojson").read_text())["features"]}
    assert [one["id"] for one in features["day"]["records"]] == ["acled:XYZ1"]
    assert "records" not in features["month"]


def test_the_geopackage_has_records_and_matches_of_their_own(tmp_path, with_records):
    WRITERS[".gpkg"](with_records, tmp_path / "x.gpkg")
    assert pyogrio.read_dataframe(tmp_path / "x.gpkg", layer="records")["id"].tolist() == ["acled:XYZ1", "acled:XYZ2"]
    assert pyogrio.read_dataframe(tmp_path / "x.gpkg", layer="matches")["record_id"].tolist() == ["acled:XYZ1"]


@pytest.mark.parametrize("suffix", [".csv", ".geojson", ".gpkg"])
def test_every_event_and_record_is_in_one_of_the_three_lists(tmp_path, lists, suffix):
    write_matches(lists, tmp_path / f"m{suffix}")
    if suffix == ".csv":
        with (tmp_path / "m.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert rows[0]["record_notes"] == "'=Missiles hit"
    else:
        layer = "matches" if suffix == ".gpkg" else None
        rows = pyogrio.read_dataframe(tmp_path / f"m{suffix}", layer=layer).to_dict("records")
    assert [row["list"] for row in rows] == [MATCHED, RECORD_ALONE, EVENT_ALONE, EVENT_ALONE, EVENT_ALONE]
    assert [(row["event_id"], row["record_id"]) for row in rows[:1]] == [("day", "acled:XYZ1")]
    assert rows[1]["record_id"] == "acled:XYZ2"
    assert rows[2]["event_id"] == "month"
    assert str(rows[0]["event_date_start"])[:10] == str(rows[0]["record_date_start"])[:10] == "2023-02-10"
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert PRIVATE.encode() in written


def test_matches_are_written_the_same_way_twice(tmp_path, lists):
    for name in ("a.gpkg", "b.gpkg"):
        write_matches(lists, tmp_path / name)
    assert (tmp_path / "a.gpkg").read_bytes() == (tmp_path / "b.gpkg").read_bytes()


def test_an_unknown_suffix_for_matches_is_refused(tmp_path, lists):
    with pytest.raises(SettingsError, match=r"\.csv, \.geojson, \.gpkg"):
        write_matches(lists, tmp_path / "m.docx")


def test_records_without_a_licence_to_fear_are_not_called_private(tmp_path, with_records, tables):
    records = with_records.records.assign(private=False)
    WRITERS[".geojson"](replace(tables, records=records), tmp_path / "x.geojson")
    assert PRIVATE not in (tmp_path / "x.geojson").read_text()
