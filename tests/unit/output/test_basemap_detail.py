"""Roads and streets of a PMTiles file, cut around the events."""

import geopandas as gpd
import numpy as np
import pyogrio
import pytest
from page_sample import sample_tables
from shapely import LineString, box

from geomap.errors import SettingsError
from geomap.output import basemap_codec
from geomap.output.basemap_detail import CELL, cells, check_detail, read_detail
from geomap.output.page import write_page
from geomap.settings import PageOptions

KHARKIV = (36.2527, 49.9808)
WAYS = [
    ("highway", [(36.0, 49.9), (36.5, 50.1)]),
    ("minor_road", [(36.2, 49.95), (36.22, 49.99)]),
    ("rail", [(36.1, 50.05), (36.4, 49.9)]),
    ("major_road", [(30.0, 50.0), (30.1, 50.0)]),  # far from the events
    ("path", [(36.25, 49.95), (36.26, 49.99)]),  # of a kind that is not drawn
]


@pytest.fixture(scope="module")
def tiles(tmp_path_factory):
    target = tmp_path_factory.mktemp("tiles") / "city.pmtiles"
    ways = gpd.GeoDataFrame(
        {"kind": [kind for kind, _ in WAYS]}, geometry=[LineString(at) for _, at in WAYS], crs="OGC:CRS84"
    )
    pyogrio.write_dataframe(ways, target, driver="PMTiles", layer="roads", MINZOOM=8, MAXZOOM=12)
    return target


def test_what_lies_around_the_events_is_kept_by_kind_and_nothing_else(tiles):
    detail = read_detail(tiles, [KHARKIV])
    head, layers = basemap_codec.unpack(detail.block)
    assert {name for name, parts in layers.items() if parts} == {"highways", "streets", "railways"}
    points = np.concatenate([part for parts in layers.values() for part in parts])
    west, south, east, north = np.array(head["boxes"]).T
    assert len(west) == 9
    assert west.min() == pytest.approx(36.1)
    assert (
        (points >= (west.min() - 1e-4, south.min() - 1e-4)) & (points <= (east.max() + 1e-4, north.max() + 1e-4))
    ).all()
    ends = np.concatenate(layers["streets"])
    assert np.abs(ends - (36.2, 49.95)).max(axis=1).min() < 2e-4  # a tile at zoom 12 knows a few metres
    assert len(layers["streets"]) <= 3


def test_places_with_most_events_come_first_and_each_cell_once():
    found = cells([(30.05, 50.05), KHARKIV, KHARKIV])
    assert len(found) == len(set(found)) == 18
    assert found[0] == pytest.approx((36.2, 49.9, 36.2 + CELL, 50.0))


def test_the_page_names_whom_the_file_names_and_holds_its_roads(tiles, tmp_path):
    write_page(sample_tables(), tmp_path / "x.html", options=PageOptions(basemap=tiles))
    page = (tmp_path / "x.html").read_text("utf-8")
    assert "Roads and streets: © OpenStreetMap contributors." in page
    assert '-detail">' in page
    write_page(sample_tables(), tmp_path / "y.html")
    assert '-detail">' not in (tmp_path / "y.html").read_text("utf-8")


@pytest.mark.parametrize("content", [b"no tiles", None])
def test_a_file_that_is_none_is_refused_by_name(tmp_path, content):
    path = tmp_path / "city.pmtiles"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsError, match=r"city\.pmtiles"):
        check_detail(path)


def test_a_file_of_other_layers_or_of_another_kind_is_refused(tmp_path):
    other = gpd.GeoDataFrame({"kind": ["x"]}, geometry=[box(0, 0, 1, 1)], crs="OGC:CRS84")
    pyogrio.write_dataframe(other, tmp_path / "a.pmtiles", driver="PMTiles", layer="pictures", MINZOOM=5, MAXZOOM=6)
    pyogrio.write_dataframe(other, tmp_path / "roads.gpkg", layer="roads")
    for name in ("a.pmtiles", "roads.gpkg"):
        with pytest.raises(SettingsError, match="PMTiles file with one of the layers"):
            check_detail(tmp_path / name)
