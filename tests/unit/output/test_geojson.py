"""GeoJSON as RFC 7946 and JSON-FG have it, read back by another door."""

import json

import geopandas as gpd
import pyogrio
import pytest
from shapely.geometry import MultiPolygon, Point, Polygon, shape

from geomap.output.geojson import bbox, geometry, write_geojson


@pytest.fixture
def written(tmp_path, tables):
    write_geojson(tables, tmp_path / "x.geojson")
    return json.loads((tmp_path / "x.geojson").read_text(encoding="utf-8"))


def by_id(collection):
    return {feature["id"]: feature for feature in collection["features"]}


def test_every_event_is_a_feature_with_its_own_id_in_the_order_of_the_table(written, tables):
    assert [feature["id"] for feature in written["features"]] == tables.events["id"].tolist()
    assert [feature["properties"]["id"] for feature in written["features"]] == tables.events["id"].tolist()


def test_longitude_comes_first_and_there_is_no_crs_member(written):
    assert by_id(written)["day"]["geometry"] == {"type": "Point", "coordinates": [36.2527, 49.9808]}
    assert "crs" not in written


def test_an_event_in_an_area_has_the_outline_of_the_area_counter_clockwise(written):
    outline = shape(by_id(written)["month"]["geometry"])
    assert outline.geom_type == "Polygon"
    assert outline.exterior.is_ccw
    assert outline.equals(Polygon([(34, 46), (37, 46), (37, 48), (34, 48)]))


def test_an_event_of_a_country_or_of_no_place_has_a_null_geometry(written):
    assert by_id(written)["country"]["geometry"] is None
    assert by_id(written)["unplaced"]["geometry"] is None


def test_the_box_holds_everything_west_south_east_north(written):
    assert written["bbox"] == [34.0, 46.0, 37.0, 49.9808]


def test_a_day_and_a_month_are_told_in_every_way_that_tools_read(written):
    day, month = by_id(written)["day"], by_id(written)["month"]
    assert day["time"] == {"date": "2023-02-10"}
    assert month["time"] == {"interval": ["2022-03-01", "2022-03-31"]}
    wanted = {
        "start": "2022-03-01T00:00:00Z",
        "end": "2022-03-31T23:59:59Z",
        "date_start": "2022-03-01",
        "date_end": "2022-03-31",
        "date_prec": 4,
        "date_edtf": "2022-03",
    }
    assert {name: month["properties"][name] for name in wanted} == wanted


def test_properties_are_flat(written):
    for feature in written["features"]:
        assert not any(isinstance(value, dict | list) for value in feature["properties"].values())


def test_the_credits_and_the_notes_of_the_run_travel_along(written):
    assert "GeoNames, CC BY 4.0" in written["credits"]
    assert any("recognised" in line for line in written["credits"])
    assert written["notes"]["rejects"] == {"no date": 1}
    assert written["title"] == "Title & <b>"


def test_each_report_is_anchored_in_its_article(written):
    (anchor,) = by_id(written)["day"]["annotations"]
    assert anchor["body"] == "https://sws.geonames.org/706483/"
    assert anchor["target"]["source"] == "https://example.org/1"
    quote, position = anchor["target"]["selector"]
    text = "Three people died as missiles hit Kharkiv on Friday."
    assert quote["prefix"] + quote["exact"] + quote["suffix"] == text
    assert text[position["start"] : position["end"]] == quote["exact"] == "Kharkiv"
    (anchor,) = by_id(written)["month"]["annotations"]
    assert anchor["target"]["source"] == "urn:geomap:article:a2"


def test_a_place_named_in_another_sentence_is_anchored_by_the_whole_quote(tmp_path, tables):
    tables.reports.loc[0, ["quote_start", "quote_end"]] = 1000, 1052
    write_geojson(tables, tmp_path / "x.geojson")
    (anchor,) = by_id(json.loads((tmp_path / "x.geojson").read_text()))["day"]["annotations"]
    quote, position = anchor["target"]["selector"]
    assert (quote["exact"], position["start"], position["end"]) == (tables.reports["quote"][0], 1000, 1052)


def test_gdal_reads_the_file(tmp_path, tables):
    write_geojson(tables, tmp_path / "x.geojson")
    read = pyogrio.read_dataframe(tmp_path / "x.geojson")
    assert read["id"].tolist() == tables.events["id"].tolist()
    assert read["title"][0] == tables.events["title"][0]
    assert read.geometry.isna().tolist() == [False, False, True, True]
    assert read.crs.to_epsg() == 4326 or read.crs == "OGC:CRS84"


def test_positions_have_seven_decimals_at_most():
    assert geometry(Point(1.123456789, 2.0)) == {"type": "Point", "coordinates": [1.1234568, 2.0]}


def test_every_part_of_an_area_and_its_holes_turn_the_right_way():
    holed = Polygon([(0, 0), (0, 9), (9, 9), (9, 0)], [[(2, 2), (4, 2), (4, 4), (2, 4)]])
    made = shape(geometry(MultiPolygon([holed, Polygon([(20, 0), (20, 9), (29, 9)])])))
    assert all(part.exterior.is_ccw for part in made.geoms)
    assert not any(ring.is_ccw for part in made.geoms for ring in part.interiors)


def test_a_box_across_the_antimeridian_has_its_west_in_the_east():
    assert bbox([Point(179, 1), Point(-179, 2), None, Point()]) == [179.0, 1.0, -179.0, 2.0]
    assert bbox([None]) is None
    assert bbox(gpd.GeoSeries([Polygon([(0, 0), (1, 0), (1, 1)]), Point(5, 5)])) == [0.0, 0.0, 5.0, 5.0]
