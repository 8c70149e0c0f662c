"""The gazetteer as a geopy geocoder."""

import geopandas
import pytest
from geopy.geocoders.base import Geocoder
from geopy.point import Point

from geomap.errors import CoordinateError
from geomap.gazetteer import geocoder as module
from geomap.gazetteer.geocoder import GazetteerGeocoder


@pytest.fixture
def geocoder(tiny):
    return GazetteerGeocoder(store=tiny)


def test_it_is_a_geocoder_of_geopys(geocoder):
    assert isinstance(geocoder, Geocoder)


def test_a_city_stands_before_its_oblast(geocoder):
    assert geocoder.geocode("Kharkiv").raw["id"] == "geonames:706483"


def test_the_oblast_is_found_by_its_own_name(geocoder):
    assert geocoder.geocode("Kharkiv Oblast").raw["id"] == "geonames:706482"


def test_a_former_name_of_a_bigger_town_does_not_win(geocoder):
    assert geocoder.geocode("Pokrovsk").address == "Pokrovsk, Donetsk Oblast, Ukraine"


@pytest.mark.parametrize(
    ("query", "id_"),
    [
        ("Paris", "geonames:2988507"),
        ("Paris, Texas", "geonames:4717560"),
        ("Paris, TX", "geonames:4717560"),
        ("Paris, TX, USA", "geonames:4717560"),
        ("Paris, United States", "geonames:4717560"),
        ("Paris, FR", "geonames:2988507"),
        ("Andriivka, Kharkiv Oblast", "geonames:713428"),
        ("Andriivka, Zaporizhzhia Oblast, Ukraine", "geonames:713470"),
        ("Kharkiv, Kharkiv Raion", "geonames:706483"),
        ("  Kharkiv ,Ukraine,", "geonames:706483"),
    ],
)
def test_what_stands_after_a_comma_says_where(geocoder, query, id_):
    assert geocoder.geocode(query).raw["id"] == id_


@pytest.mark.parametrize("query", ["Xanadu", "Paris, Ukraine", "", ",", "Kharkiv, Xanadu"])
def test_an_unknown_place_is_none_and_never_a_point_at_zero_zero(geocoder, query):
    assert geocoder.geocode(query) is None
    assert geocoder.geocode(query, exactly_one=False) is None


def test_a_location_gives_latitude_then_longitude_as_geopy_does(geocoder):
    location = geocoder.geocode("Kharkiv, Ukraine")
    assert (location.latitude, location.longitude) == (49.98177, 36.25475)
    assert location.address == "Kharkiv, Kharkiv Raion, Kharkiv Oblast, Ukraine"
    assert location.raw["known_as"] == "display"
    assert location.raw["at"] == {"lon": 36.25475, "lat": 49.98177}


def test_a_list_holds_every_bearer_or_as_many_as_asked(geocoder):
    assert len(geocoder.geocode("Paris", exactly_one=False)) == 2
    assert len(geocoder.geocode("Paris", exactly_one=False, limit=1)) == 1


@pytest.mark.parametrize("query", [(49.9, 36.3), "49.9, 36.3", Point(49.9, 36.3)])
def test_reverse_gives_the_nearest_settlement(geocoder, query):
    assert geocoder.reverse(query).raw["id"] == "geonames:706483"


def test_reverse_gives_several_in_order_of_distance(geocoder):
    near = geocoder.reverse((48.5, 37.8), exactly_one=False, limit=2)
    assert [location.raw["id"] for location in near] == ["geonames:713174", "geonames:704422"]


def test_reverse_at_sea_is_none(geocoder):
    assert geocoder.reverse((0, -30)) is None
    assert geocoder.reverse((0, -30), within_km=20_000) is not None


def test_reverse_refuses_a_position_that_is_none(geocoder):
    with pytest.raises(CoordinateError):
        geocoder.reverse((95.0, 36.3))


def test_geopandas_takes_it_as_a_provider(tiny, monkeypatch):
    monkeypatch.setattr(module, "ensure", lambda: tiny.path)
    found = geopandas.tools.geocode(["Kharkiv, Ukraine", "Xanadu"], provider=GazetteerGeocoder)
    assert (found.geometry[0].x, found.geometry[0].y) == (36.25475, 49.98177)
    assert found.geometry[1].is_empty
    back = geopandas.tools.reverse_geocode(found.geometry[:1], provider=GazetteerGeocoder)
    assert back.address[0] == "Kharkiv, Kharkiv Raion, Kharkiv Oblast, Ukraine"
