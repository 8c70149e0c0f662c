"""CSV and GeoParquet, read back by other doors."""

import csv
import datetime as dt
import json

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest

from geomap.output.acled_ucdp import priogrid_gid
from geomap.output.flat import edtf
from geomap.output.tables import write_acled, write_csv, write_parquet, write_ucdp
from geomap.schema import ACLED_COLUMNS, EVENTS, UCDP_COLUMNS


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_csv_holds_every_column_of_the_table_and_the_position(tmp_path, tables):
    write_csv(tables, tmp_path / "x.csv")
    rows = read(tmp_path / "x.csv")
    assert EVENTS.keys() <= rows[0].keys()
    assert (rows[0]["longitude"], rows[0]["latitude"]) == ("36.2527", "49.9808")
    assert (rows[1]["date_start"], rows[1]["end"]) == ("2022-03-01", "2022-03-31T23:59:59Z")
    assert (rows[2]["longitude"], rows[3]["killed_best"]) == ("", "")
    assert [row["place_latitude"] for row in rows[:3]] == ["", "47.25", "49.0"]  # of areas alone: an oblast, a country
    assert rows[0]["killed_best"] == "3"


def test_a_text_that_a_spreadsheet_would_run_is_defused(tmp_path, tables):
    write_csv(tables, tmp_path / "x.csv")
    assert read(tmp_path / "x.csv")[0]["title"].startswith("'=HYPERLINK")


def test_gdal_reads_the_csv(tmp_path, tables):
    write_csv(tables, tmp_path / "x.csv")
    assert pyogrio.read_dataframe(tmp_path / "x.csv")["id"].tolist() == tables.events["id"].tolist()


def test_a_data_package_describes_every_csv_of_the_folder_once(tmp_path, tables):
    write_csv(tables, tmp_path / "b.csv")
    write_acled(tables, tmp_path / "a.acled.csv")
    write_csv(tables, tmp_path / "b.csv")
    package = json.loads((tmp_path / "datapackage.json").read_text())
    assert [resource["path"] for resource in package["resources"]] == ["a.acled.csv", "b.csv"]
    fields = {field["name"]: field["type"] for field in package["resources"][1]["schema"]["fields"]}
    assert list(fields) == list(read(tmp_path / "b.csv")[0])
    wanted = {"date_start": "date", "start": "datetime", "killed_best": "integer", "trust": "number", "title": "string"}
    assert {name: fields[name] for name in wanted} == wanted
    assert fields["date_carried"] == "boolean"
    assert "2 events" in package["resources"][0]["description"]


@pytest.mark.parametrize("foreign", ['{"resources": []}', "no json", "[]"])
def test_a_data_package_of_somebody_else_is_not_touched(tmp_path, tables, foreign):
    (tmp_path / "datapackage.json").write_text(foreign)
    write_csv(tables, tmp_path / "x.csv")
    assert (tmp_path / "datapackage.json").read_text() == foreign
    assert json.loads((tmp_path / "x.datapackage.json").read_text())["resources"][0]["path"] == "x.csv"


def test_the_acled_columns_are_acleds_with_valid_codes(tmp_path, tables):
    write_acled(tables, tmp_path / "x.acled.csv")
    rows = read(tmp_path / "x.acled.csv")
    assert tuple(rows[0]) == ACLED_COLUMNS
    assert [row["event_id_cnty"] for row in rows] == ["day", "month"]
    assert {row["geo_precision"] for row in rows} <= {"1", "2", "3"}
    assert {row["time_precision"] for row in rows} <= {"1", "2", "3"}
    day, month = rows
    assert (day["event_date"], day["time_precision"], day["geo_precision"]) == ("2023-02-10", "1", "1")
    assert (month["event_date"], month["time_precision"], month["geo_precision"]) == ("2022-03-16", "3", "3")
    assert (day["iso"], day["country"], day["fatalities"], month["fatalities"]) == ("804", "Ukraine", "3", "0")
    assert (day["actor1"], day["actor2"], day["assoc_actor_1"]) == ("Army A", "Group B", "Group C")
    assert (day["civilian_targeting"], month["civilian_targeting"]) == ("Civilians targeted", "")
    assert (day["disorder_type"], day["year"], day["timestamp"]) == ("Political violence", "2023", "")


def test_the_ucdp_columns_are_ucdps_with_valid_codes(tmp_path, tables):
    write_ucdp(tables, tmp_path / "x.ucdp.csv")
    rows = read(tmp_path / "x.ucdp.csv")
    assert tuple(rows[0]) == UCDP_COLUMNS
    assert [row["relid"] for row in rows] == ["day", "month", "country"]
    assert [row["where_prec"] for row in rows] == ["1", "4", "6"]
    assert [row["date_prec"] for row in rows] == ["1", "4", "1"]
    day, month, country = rows
    assert (day["low"], day["best"], day["high"], day["deaths_civilians"]) == ("3", "3", "3", "3")
    assert (month["best"], country["best"]) == ("", "")
    assert (country["latitude"], country["geom_wkt"]) == (
        "49.0",
        "POINT (32.0 49.0)",
    )  # as UCDP has it; where_prec says
    assert (month["date_start"], month["date_end"]) == ("2022-03-01", "2022-03-31")
    assert day["source_article"].startswith('"Wire,2023-02-12,=HYPERLINK')
    assert day["geom_wkt"] == "POINT (36.2527 49.9808)"
    assert (day["number_of_sources"], day["source_office"]) == ("1", "Wire")


def test_prio_grid_cells_are_numbered_as_ucdp_does():
    assert priogrid_gid(lon=36.558974, lat=35.763369) == 181154
    assert priogrid_gid(lon=69.33333, lat=33.666667) == 178339
    assert (priogrid_gid(lon=-180, lat=-90), priogrid_gid(lon=180, lat=90)) == (1, 259200)


@pytest.mark.shared
def test_prio_grid_agrees_with_every_row_of_ucdp(shared):
    rows = pd.read_csv(shared / "records" / "ucdp_ged_a.csv")
    ours = [priogrid_gid(lon=lon, lat=lat) for lon, lat in zip(rows["longitude"], rows["latitude"], strict=True)]
    assert (rows["priogrid_gid"] == ours).mean() > 0.99  # a few of UCDP's own lie on the edge of a cell


def test_geoparquet_gives_the_table_back(tmp_path, tables):
    write_parquet(tables, tmp_path / "x.parquet")
    back = gpd.read_parquet(tmp_path / "x.parquet")
    assert back["id"].tolist() == tables.events["id"].tolist()
    assert back.crs == tables.events.crs
    assert back.geometry.geom_type[1] == "Polygon"
    meta = pq.read_schema(tmp_path / "x.parquet").metadata
    assert json.loads(meta[b"geo"])["version"] == "1.1.0"
    assert "GeoNames, CC BY 4.0" in json.loads(meta[b"geomap"])["credits"]
    assert back["date_start"][1] == dt.date(2022, 3, 1) or str(back["date_start"][1])[:10] == "2022-03-01"


@pytest.mark.parametrize(
    ("first", "last", "grain", "written"),
    [
        ("2023-02-10", "2023-02-10", "day", "2023-02-10"),
        ("2022-03-01", "2022-03-31", "month", "2022-03"),
        ("2022-03-01", "2022-03-12", "month", "2022-03-01/2022-03-12"),
        ("2022-01-01", "2022-12-31", "year", "2022"),
        ("2021-12-20", "2022-01-10", "month", "2021-12-20/2022-01-10"),
        ("2022-03-07", "2022-03-13", "week", "2022-03-07/2022-03-13"),
    ],
)
def test_a_date_is_as_uncertain_in_edtf_as_it_is(first, last, grain, written):
    assert edtf(dt.date.fromisoformat(first), dt.date.fromisoformat(last), grain) == written


def test_no_date_is_none_in_edtf():
    assert edtf(None, None, None) is None
