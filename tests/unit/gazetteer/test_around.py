"""A division is taken for the one that a record names only where both its outline and its name agree."""

import pytest

from geomap.gazetteer.around import division_called
from geomap.geo import LonLat

NEAR_HOMS = LonLat(lon=38.0, lat=34.5)


@pytest.mark.parametrize(
    ("name", "at", "level", "found"),
    [
        ("Homs Governorate", NEAR_HOMS, 1, "geonames:169575"),
        ("Hims", NEAR_HOMS, 1, "geonames:169575"),  # another spelling
        ("Aleppo Governorate", NEAR_HOMS, 1, ""),  # the word of the kind alone is no agreement
        ("Governorate", NEAR_HOMS, 1, ""),
        ("Manbij district", LonLat(lon=37.95, lat=36.53), 2, "geonames:167355"),
        ("Douma District", LonLat(lon=37.95, lat=36.53), 2, ""),
        ("Kharkiv Oblast", LonLat(lon=36.6, lat=49.6), 1, "geonames:706482"),
        ("Kyiv Oblast", LonLat(lon=36.6, lat=49.6), 1, ""),
        ("Nowhere", LonLat(lon=-30.0, lat=0.0), 1, ""),
    ],
)
def test_the_division_around_a_position_is_taken_by_its_name(name, at, level, found):
    assert division_called(name, at, level=level) == found
