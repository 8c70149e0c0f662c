"""The day of an event is the day at its place, however and in whichever zone its moment is written."""

import json

import pytest

from geomap.days.instants import instant
from geomap.observed import read_tables


def days(tmp_path, rows, *, name="t.csv", head="date,lat,lon"):
    (tmp_path / name).write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    (table,) = read_tables(tmp_path / name)
    return [str(one)[:10] for one in table.records["date_start"]], table


BAKHMUT, LIMA = "48.5956,38.0003", "-12.05,-77.04"


@pytest.mark.parametrize(
    "moment",
    [
        "2023-02-10T22:30:00Z",
        "2023-02-10 22:30:00+00:00",
        "2023-02-10 22:30 UTC",
        "20230210T223000Z",
        "2023-02-11T00:30:00+02:00",
        "2023-02-10T17:30:00-05:00",
        "10 Feb 2023 22:30:00 GMT",
        "1676068200",
        "1676068200000",
    ],
)
def test_one_moment_is_one_day_in_bakhmut_and_another_in_lima(tmp_path, moment):
    found, table = days(tmp_path, [f"{moment},{BAKHMUT}", f"{moment},{LIMA}"])
    assert found == ["2023-02-11", "2023-02-10"]
    assert any("another day at their place" in remark for remark in table.remarks)


def test_a_day_without_a_time_or_a_zone_is_the_day_that_is_written(tmp_path):
    rows = [f"2023-02-10,{BAKHMUT}", f"2023-02-10 22:30,{BAKHMUT}", f"10.02.2023 23:59,{BAKHMUT}"]
    assert days(tmp_path, rows)[0] == ["2023-02-10"] * 3


def test_a_column_of_midnights_is_a_column_of_plain_days(tmp_path):
    rows = [f"2023-02-{day}T00:00:00Z,{LIMA}" for day in (10, 11)]
    assert days(tmp_path, rows)[0] == ["2023-02-10", "2023-02-11"]
    assert days(tmp_path, [*rows, f"2023-02-12T02:00:00Z,{LIMA}"])[0] == ["2023-02-09", "2023-02-10", "2023-02-11"]


def test_a_row_placed_by_its_country_goes_by_its_country_s_clocks_where_these_agree(tmp_path):
    head = "date,country,place"
    rows = ["2023-02-10T22:30:00Z,Ukraine,Bakhmut", "2023-02-10T14:30:00Z,Russia,Kursk", "2023-02-10T22:30:00Z,,Kursk"]
    assert days(tmp_path, rows, head=head)[0] == ["2023-02-11", "2023-02-10", "2023-02-10"]


def test_the_last_day_is_the_day_at_the_place_as_well(tmp_path):
    rows = [f"2023-02-10T10:00:00Z,2023-02-10T23:00:00Z,{BAKHMUT}"]
    _, table = days(tmp_path, rows, head="started_at,finished_at,lat,lon")
    assert str(table.records["date_end"][0])[:10] == "2023-02-11"


def test_the_days_of_geojson_and_of_geoparquet_are_those_at_the_place_in_winter_and_in_summer(tmp_path):
    import geopandas as gpd
    import pandas as pd

    moments = ["2023-02-11T00:30:00+02:00", "2023-07-10T21:30:00+00:00"]
    features = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [38.0, 48.6]}, "properties": {"date": one}}
        for one in moments
    ]
    path = tmp_path / "t.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    points = gpd.points_from_xy([38.0, 38.0], [48.6, 48.6], crs=4326)
    frame = gpd.GeoDataFrame({"date": pd.to_datetime(moments, utc=True)}, geometry=points)
    frame.to_file(tmp_path / "t.gpkg", driver="GPKG")
    frame.to_parquet(tmp_path / "t.parquet")
    for name in ("t.geojson", "t.parquet"):
        (table,) = read_tables(tmp_path / name)
        assert [str(one)[:10] for one in table.records["date_start"]] == ["2023-02-11", "2023-07-11"], name
    (table,) = read_tables(tmp_path / "t.gpkg")  # which says UTC of every time, whatever clock it was
    assert [str(one)[:10] for one in table.records["date_start"]] == ["2023-02-10", "2023-07-10"]
    assert any("taken as local" in remark for remark in table.remarks)


@pytest.mark.parametrize(
    "written", ["2023-02-10", "10:30", "2023-02-10 22:30", "999999999999999999999", "", "2023-02-30T10:00Z"]
)
def test_what_names_no_moment_has_none(written):
    assert instant(written) is None
