"""Positions and what is computed from them."""

import math

import pytest

from geomap.errors import CoordinateError
from geomap.geo import LonLat, bounds, destination, distance_km

KYIV = LonLat(lon=30.5238, lat=50.45466)
KHARKIV = LonLat(lon=36.25475, lat=49.98177)


@pytest.mark.parametrize(
    ("lon", "lat"), [(181, 0), (-181, 0), (0, 91), (0, -91), (math.nan, 0), (0, math.nan), (math.inf, 0)]
)
def test_a_position_off_the_globe_is_refused(lon, lat):
    with pytest.raises(CoordinateError, match="no such position"):
        LonLat.checked(lon=lon, lat=lat)


def test_a_swapped_pair_is_refused_with_a_hint():
    with pytest.raises(CoordinateError, match="swapped"):
        LonLat.checked(lon=48.6, lat=138.0)


@pytest.mark.parametrize(("lon", "lat"), [(180, 90), (-180, -90), (0, 0)])
def test_the_edges_of_the_globe_are_positions(lon, lat):
    assert LonLat.checked(lon=lon, lat=lat) == LonLat(lon=float(lon), lat=float(lat))


def test_kyiv_and_kharkiv_are_412_km_apart():
    assert distance_km(KYIV, KHARKIV) == pytest.approx(412, abs=1)


def test_a_degree_of_longitude_on_the_equator_is_111_km():
    assert distance_km(LonLat(lon=0, lat=0), LonLat(lon=1, lat=0)) == pytest.approx(111.32, abs=0.01)


def test_going_north_keeps_the_longitude_and_going_there_is_as_far_as_asked():
    north = destination(KYIV, bearing_deg=0, distance_km=12)
    assert north.lon == pytest.approx(KYIV.lon)
    assert north.lat > KYIV.lat
    assert distance_km(KYIV, north) == pytest.approx(12)


def test_going_west_from_the_antimeridian_stays_on_the_globe():
    there = destination(LonLat(lon=-179.9, lat=0), bearing_deg=270, distance_km=100)
    assert 178 < there.lon <= 180


def test_bounds_of_no_points_are_none():
    assert bounds([]) is None


def test_bounds_of_one_point_are_that_point():
    assert bounds([KYIV]) == (KYIV.lon, KYIV.lat, KYIV.lon, KYIV.lat)


def test_bounds_hold_every_point():
    assert bounds([KYIV, KHARKIV]) == (KYIV.lon, KHARKIV.lat, KHARKIV.lon, KYIV.lat)


def test_bounds_across_the_antimeridian_take_the_short_way():
    fiji, samoa = LonLat(lon=178, lat=-18), LonLat(lon=-172, lat=-14)
    assert bounds([fiji, samoa]) == (178, -18, -172, -14)
