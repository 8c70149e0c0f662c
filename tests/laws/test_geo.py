"""Laws of positions: they hold everywhere on the globe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.geo import LonLat, bounds, destination, distance_km

pytestmark = pytest.mark.fuzz_cells

POSITIONS = st.builds(
    LonLat,
    lon=st.floats(-180, 180, allow_nan=False).map(lambda lon: round(lon, 5)),
    lat=st.floats(-89, 89, allow_nan=False).map(lambda lat: round(lat, 5)),
)
HALF_ROUND_KM = 20_004.0  # from pole to pole along a meridian


@given(POSITIONS, POSITIONS)
def test_the_way_back_is_as_long_as_the_way_there(one: LonLat, other: LonLat) -> None:
    assert abs(distance_km(one, other) - distance_km(other, one)) < 1e-6
    assert 0 <= distance_km(one, other) <= HALF_ROUND_KM


@given(POSITIONS, st.floats(0, 360), st.floats(0, 5000))
def test_a_destination_is_as_far_as_asked_and_on_the_globe(start: LonLat, bearing: float, away: float) -> None:
    end = destination(start, bearing_deg=bearing, distance_km=away)
    assert LonLat.checked(lon=end.lon, lat=end.lat) == end
    assert abs(distance_km(start, end) - away) < 0.001


@given(st.lists(POSITIONS, min_size=1, max_size=6))
def test_bounds_hold_every_point_and_no_order_matters(points: list[LonLat]) -> None:
    box = bounds(points)
    assert box is not None
    assert box == bounds(points[::-1])
    west, south, east, north = box
    for point in points:
        assert south <= point.lat <= north
        inside = west <= point.lon <= east if west <= east else point.lon >= west or point.lon <= east
        assert inside
