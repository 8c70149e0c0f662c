"""What GDAL would take for an address of other files or of a server is opened under no name."""

import os
import sqlite3
import threading
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer

import geopandas as gpd
import pytest
from shapely import Point

from geomap import joining
from geomap.errors import GeomapError, InputError, SettingsError
from geomap.gazetteer.reading import read_places
from geomap.intake.signature import check_signature
from geomap.output.basemap_detail import check_detail

LAYER = """<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{source}</SrcDataSource>
<GeometryType>wkbPoint</GeometryType><LayerSRS>WGS84</LayerSRS>
<GeometryField encoding="PointFromColumns" x="lon" y="lat"/></OGRVRTLayer></OGRVRTDataSource>"""
KINDS = ("gpkg", "fgb", "shp", "kml", "gpx")


@pytest.fixture
def server():
    """An address of this machine, and what was asked of it."""
    asked = []

    class Noting(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def do_HEAD(self):
            self.do_GET()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Noting) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}", asked
        serving.shutdown()


@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_virtual_layer_reads_no_other_file_and_asks_no_server(tmp_path, server, kind):
    address, asked = server
    (tmp_path / "secret.csv").write_text("date,name,lat,lon,notes\n2023-02-12,Camp,50,30,token\n")
    for source in (tmp_path / "secret.csv", f"/vsicurl/{address}/secret.csv"):
        path = tmp_path / f"x.{kind}"
        path.write_text(LAYER.format(source=source))
        with pytest.raises(GeomapError, match=f"is no {kind.upper()}, whatever its name says"):
            joining.observed([path])
        if kind in {"gpkg", "fgb", "shp"}:
            with pytest.raises(InputError, match=f"is no {kind.upper()}"):
                read_places(path, "x")
    path.rename(tmp_path / "x.pmtiles")
    with pytest.raises(SettingsError, match="is no PMTILES"):
        check_detail(tmp_path / "x.pmtiles")
    assert not asked


@pytest.mark.parametrize(
    "content",
    [
        "<kml><!-- " + LAYER + " --></kml>",
        "<kml/>" + LAYER,
        '<WFS_Capabilities xmlns="http://www.opengis.net/wfs"/>',
        '<FeatureCollection xmlns="http://www.opengis.net/gml" schemaLocation="x http://127.0.0.1/x.xsd"/>',
        '{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline ! read secret.csv"}',
        "",
        "<<<",
        "<?xml version='1.0' encoding='klingon'?><kml/>",
    ],
)
def test_marks_are_of_kml_or_gpx_to_their_outermost_element(tmp_path, content):
    path = tmp_path / "x.kml"
    path.write_text(content)
    with pytest.raises(InputError, match="is no KML"):
        check_signature(path, ".kml")


@pytest.mark.parametrize(
    "content",
    [
        '<?xml version="1.0"?>\n<!-- made by hand -->\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>',
        "<kml:kml xmlns:kml='http://www.opengis.net/kml/2.2'/>",
        "\ufeff<kml/>",
        "<kml>" + "<Placemark/>" * 10_000,
        "<kml><broken",
    ],
)
def test_kml_as_it_is_written_passes(tmp_path, content):
    path = tmp_path / "x.kml"
    path.write_text(content, encoding="utf-8")
    check_signature(path, ".kml")
    path.write_text(content.replace("\ufeff", ""), encoding="utf-16")
    check_signature(path, ".kml")


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_basemap_that_is_a_pipe_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "x.pmtiles")
    with pytest.raises(SettingsError, match="is a pipe, not a file"):
        check_detail(tmp_path / "x.pmtiles")


def test_a_table_without_shapes_in_a_geopackage_is_a_table_of_places(tmp_path):
    gpd.GeoDataFrame({"name": ["Camp"], "kind": ["camp"]}, geometry=[Point(24, 12)], crs=4326).to_file(
        tmp_path / "p.gpkg", layer="first"
    )
    with closing(sqlite3.connect(tmp_path / "p.gpkg")) as db:
        db.executescript("""
            DELETE FROM gpkg_contents; DELETE FROM gpkg_geometry_columns;
            CREATE TABLE camps (fid INTEGER PRIMARY KEY, name TEXT, lat REAL, lon REAL);
            INSERT INTO camps VALUES (1, 'Kalma', 12.0, 24.9);
            INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('camps', 'attributes', 'camps');
        """)
    (place,) = read_places(tmp_path / "p.gpkg", "camps").places
    assert (place.names[0], place.lat, place.lon) == ("Kalma", 12.0, 24.9)


def test_what_gdal_remarks_on_a_damaged_file_stays_with_it(tmp_path, recwarn):
    (tmp_path / "p.gpkg").write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 40)
    with pytest.raises(InputError, match=r"p\.gpkg"):
        read_places(tmp_path / "p.gpkg", "p")
    assert not recwarn.list
