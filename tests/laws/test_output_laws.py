"""What holds for every event that is written."""

import datetime as dt
import json

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Point, Polygon, box
from shapely.geometry import shape

from geomap.output.acled_ucdp import priogrid_gid
from geomap.output.flat import edtf
from geomap.output.geojson import bbox, geometry
from geomap.output.tables import defused
from geomap.output.vector import _inert

pytestmark = pytest.mark.fuzz_page

UNHURRIED = settings(deadline=None)  # files are written, and other work may keep the machine busy
LONS, LATS = st.floats(-180, 180), st.floats(-90, 90)
POINTS = st.builds(Point, LONS, LATS)
DAYS = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2100, 1, 1))


@UNHURRIED
@given(POINTS)
def test_a_point_comes_back_to_a_centimetre(point):
    made = geometry(point)["coordinates"]
    assert abs(made[0] - point.x) <= 5e-8
    assert abs(made[1] - point.y) <= 5e-8
    json.dumps(made, allow_nan=False)


@UNHURRIED
@given(st.lists(POINTS, min_size=1, max_size=8))
def test_the_box_holds_every_point(points):
    west, south, east, north = bbox(points)
    for point in points:
        assert south - 1e-7 <= point.y <= north + 1e-7
        inside = west - 1e-7 <= point.x <= east + 1e-7
        across = west > east and (point.x >= west - 1e-7 or point.x <= east + 1e-7)
        assert inside or across


@UNHURRIED
@given(st.lists(st.tuples(st.floats(-170, 160), st.floats(-80, 70), st.floats(1, 9)), min_size=1, max_size=4))
def test_exterior_rings_turn_left_and_holes_turn_right(squares):
    parts = [
        Polygon(
            box(lon, lat, lon + size, lat + size).exterior,
            [box(lon + size / 4, lat + size / 4, lon + size / 2, lat + size / 2).exterior],
        )
        for lon, lat, size in squares
    ]
    made = shape(geometry(MultiPolygon(parts)))
    for part in getattr(made, "geoms", [made]):
        assert part.exterior.is_ccw
        assert not any(ring.is_ccw for ring in part.interiors)


@UNHURRIED
@given(DAYS, st.integers(0, 400), st.sampled_from(["day", "span", "week", "month", "year"]))
@example(dt.date.min, 1, "month")
@example(dt.date.max - dt.timedelta(days=1), 1, "year")
def test_a_date_in_edtf_means_exactly_its_days(first, length, grain):
    last = first + dt.timedelta(days=length)
    assert _days_of(edtf(first, last, grain)) == (first, last)


def _days_of(written):
    if "/" in written:
        first, _, last = written.partition("/")
        return dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    if len(written) == 4:
        return dt.date(int(written), 1, 1), dt.date(int(written), 12, 31)
    if len(written) == 7:
        first = dt.date.fromisoformat(written + "-01")
        return first, (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return dt.date.fromisoformat(written), dt.date.fromisoformat(written)


@UNHURRIED
@given(st.text())
def test_no_text_of_a_csv_begins_a_formula(text):
    (cell,) = defused(pd.DataFrame({"a": pd.Series([text], dtype="string")}))["a"]
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell.endswith(text)


@UNHURRIED
@given(st.text())
def test_no_text_of_a_kml_file_opens_a_tag(text):
    assert "<" not in _inert(text)
    assert ">" not in _inert(text)


@UNHURRIED
@given(LONS, LATS)
def test_a_prio_grid_cell_holds_its_point(lon, lat):
    gid = priogrid_gid(lon=lon, lat=lat) - 1
    row, column = divmod(gid, 720)
    assert -90 + row * 0.5 - 1e-9 <= lat <= -90 + (row + 1) * 0.5
    assert -180 + column * 0.5 - 1e-9 <= lon <= -180 + (column + 1) * 0.5
