"""GeoPackage, FlatGeobuf and KML, read back through GDAL and as plain SQLite and XML."""

import sqlite3
from contextlib import closing
from xml.etree import ElementTree as ET

import pyogrio
import pytest

from geomap.errors import OutputError
from geomap.output.geopackage import write_geopackage
from geomap.output.vector import write_flatgeobuf, write_kml

KML = "{http://www.opengis.net/kml/2.2}"


@pytest.fixture
def package(tmp_path, tables):
    write_geopackage(tables, tmp_path / "x.gpkg")
    return tmp_path / "x.gpkg"


def parsed(text):
    return ET.fromstring(text)  # noqa: S314 - a file of our own


def ask(package, question):
    with closing(sqlite3.connect(package)) as db:
        return db.execute(question).fetchall()


def test_the_geopackage_has_every_layer(package):
    layers = {name for name, _ in pyogrio.list_layers(package)}
    assert {"events", "areas", "mentions", "reports", "articles", "rejects", "runs"} <= layers


def test_days_are_true_dates_and_uncertain_ones_have_a_text_column_of_their_own(package):
    kinds = {name: kind for _, name, kind, *_ in ask(package, "PRAGMA table_info(events)")}
    assert (kinds["date_start"], kinds["date_end"], kinds["published"]) == ("DATE", "DATE", "DATE")
    assert (kinds["start"], kinds["end"], kinds["date_edtf"]) == ("DATETIME", "DATETIME", "TEXT")
    rows = ask(package, "SELECT date_start, start, end, date_edtf FROM events WHERE id = 'month'")
    assert rows == [("2022-03-01", "2022-03-01T00:00:00.000Z", "2022-03-31T23:59:59.000Z", "2022-03")]


def test_the_geopackage_is_valid_for_its_readers(package):
    assert ask(package, "PRAGMA integrity_check") == [("ok",)]
    assert ask(package, "SELECT DISTINCT srs_id FROM gpkg_geometry_columns") == [(4326,)]
    assert {row[0] for row in ask(package, "SELECT last_change FROM gpkg_contents")} == {"1970-01-01T00:00:00.000Z"}


def test_events_mentions_and_areas_keep_their_geometry_and_their_nothing(package):
    events = pyogrio.read_dataframe(package, layer="events")
    assert events.geometry.geom_type.fillna("none").tolist() == ["Point", "Point", "none", "none"]
    areas = pyogrio.read_dataframe(package, layer="areas")
    assert areas.geometry.geom_type.tolist() == ["MultiPolygon"]
    mentions = pyogrio.read_dataframe(package, layer="mentions")
    assert mentions.geometry.isna().tolist() == [False, False, True]
    assert (mentions.geometry.x[0], mentions.geometry.y[0]) == (36.2527, 49.9808)


def test_hostile_text_comes_back_as_it_was(package, tables):
    assert pyogrio.read_dataframe(package, layer="events")["title"][0] == tables.events["title"][0]


def test_the_run_is_described_inside(package):
    ((lines, version),) = ask(package, "SELECT credits, version FROM runs")
    assert "GeoNames, CC BY 4.0" in lines
    assert version == "0.1.0"


def test_qgis_finds_a_default_style_with_the_time_set_for_events_and_areas(package):
    rows = ask(package, "SELECT f_table_name, f_geometry_column, useAsDefault, styleQML FROM layer_styles ORDER BY id")
    geometry = dict(ask(package, "SELECT table_name, column_name FROM gpkg_geometry_columns"))
    assert [(layer, column, default) for layer, column, default, _ in rows] == [
        ("events", geometry["events"], 1),
        ("areas", geometry["areas"], 1),
    ]
    columns = {name for _, name, *_ in ask(package, "PRAGMA table_info(events)")}
    temporal = parsed(rows[0][3].split("\n", 1)[1]).find("temporal")
    assert temporal.attrib["enabled"] == "1"
    assert temporal.attrib["mode"] == "2"
    assert {temporal.attrib["startField"], temporal.attrib["endField"]} <= columns


def test_flatgeobuf_keeps_every_event(tmp_path, tables):
    write_flatgeobuf(tables, tmp_path / "x.fgb")
    back = pyogrio.read_dataframe(tmp_path / "x.fgb")
    assert back["id"].tolist() == tables.events["id"].tolist()
    assert back.geometry.geom_type.fillna("none").tolist() == ["Point", "Polygon", "none", "none"]


def test_flatgeobuf_has_a_spatial_index_when_every_event_has_a_position(tmp_path, tables):
    placed = tables.events[tables.events.geometry.notna()]
    write_flatgeobuf(
        type(tables)(**{**{name: getattr(tables, name) for name in tables.__slots__}, "events": placed}),
        tmp_path / "x.fgb",
    )
    info = pyogrio.read_info(tmp_path / "x.fgb")
    assert info["features"] == 2
    assert info["capabilities"]["fast_spatial_filter"]


def test_kml_has_a_time_span_and_a_name_for_every_event(tmp_path, tables):
    write_kml(tables, tmp_path / "x.kml")
    marks = list(parsed((tmp_path / "x.kml").read_bytes()).iter(f"{KML}Placemark"))
    assert len(marks) == len(tables.events)
    spans = [(mark.find(f".//{KML}begin").text, mark.find(f".//{KML}end").text) for mark in marks]
    assert spans[1] == ("2022-03-01T00:00:00Z", "2022-03-31T23:59:59Z")
    assert marks[0].find(f"{KML}name").text == "Shelling/artillery/missile attack, Kharkiv"
    assert marks[3].find(f"{KML}name").text.startswith("Violence against civilians, ")
    assert marks[1].find(f".//{KML}Polygon") is not None
    assert len(pyogrio.read_dataframe(tmp_path / "x.kml")) == len(tables.events)


def test_no_text_of_an_article_reaches_a_kml_viewer_as_html(tmp_path, tables):
    write_kml(tables, tmp_path / "x.kml")
    for element in parsed((tmp_path / "x.kml").read_bytes()).iter():
        assert "<" not in (element.text or "")


def test_a_gdal_without_kml_says_how_to_get_one(tmp_path, tables, monkeypatch):
    monkeypatch.setattr("pyogrio.list_drivers", lambda **_: {})
    with pytest.raises(OutputError, match="pip install"):
        write_kml(tables, tmp_path / "x.kml")
