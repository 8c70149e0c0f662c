import pytest
from making import candidate
from telling import TOWNS, code, reasons

from geomap.events import where
from geomap.geo import distance_km
from geomap.records import GeoPrecision


def place_of(text):
    events, _ = code(text)
    assert len(events) == 1, text
    return events[0].where


@pytest.mark.parametrize(
    ("text", "precision", "wording"),
    [
        ("Shells hit Kherson on Friday.", GeoPrecision.SETTLEMENT, "Kherson"),
        ("Troops clashed near Bakhmut on Friday.", GeoPrecision.NEAR, "near Bakhmut"),
        ("Troops clashed just outside Bakhmut on Friday.", GeoPrecision.NEAR, "just outside Bakhmut"),
        ("Troops clashed north of Bakhmut on Friday.", GeoPrecision.NEAR, "north of Bakhmut"),
        ("Troops clashed on the outskirts of Bakhmut.", GeoPrecision.SETTLEMENT, "outskirts of Bakhmut"),
        ("A village in Kharkiv Oblast was shelled.", GeoPrecision.ADM1, "Kharkiv Oblast"),
        ("A farm in Kupiansk Raion was shelled.", GeoPrecision.ADM2, "Kupiansk Raion"),
        ("Heavy fighting continued in Donbas on Friday.", GeoPrecision.REGION, "Donbas"),
        ("Rockets hit the Antonivka bridge on Friday.", GeoPrecision.SITE, "Antonivka bridge"),
    ],
)
def test_the_words_before_a_name_say_how_exact_it_is(text, precision, wording):
    found = place_of(text)
    assert found.precision is precision
    assert found.wording == wording


def test_a_country_has_no_point():
    found = place_of("Missiles struck targets across Ukraine on Friday.")
    assert found.precision is GeoPrecision.COUNTRY
    assert found.at is None


def test_an_offset_is_gone_to_the_right_side():
    found = place_of("A drone hit a depot 12 km north of Kupiansk on Friday.")
    town = TOWNS["Kupiansk"].at
    assert found.precision is GeoPrecision.NEAR
    assert distance_km(found.at, town) == pytest.approx(12, abs=0.1)
    assert found.at.lat > town.lat
    assert found.at.lon == pytest.approx(town.lon, abs=0.01)
    assert found.wording == "12 km north of Kupiansk"
    assert found.reach_km == pytest.approx(4.8)


def test_miles_and_words_are_distances_too():
    found = place_of("A mine exploded ten miles south-west of Kupiansk.")
    assert distance_km(found.at, TOWNS["Kupiansk"].at) == pytest.approx(16.09, abs=0.1)
    assert found.at.lon < TOWNS["Kupiansk"].at.lon


def test_a_distance_without_a_direction_is_a_circle():
    found = place_of("A mine exploded 20 km from Kupiansk.")
    assert found.at == TOWNS["Kupiansk"].at
    assert found.reach_km == 25.0


def test_an_unknown_number_is_no_distance():
    assert place_of("A mine exploded umpteen miles north of Kupiansk.").reach_km == pytest.approx(30.0)


def test_between_two_towns_is_half_way_and_one_event():
    events, rejects = code("Troops clashed between Tokmak and Orikhiv on Friday.")
    assert len(events) == 1
    found = events[0].where
    a, b = TOWNS["Tokmak"].at, TOWNS["Orikhiv"].at
    assert distance_km(found.at, a) == pytest.approx(distance_km(found.at, b), abs=0.1)
    assert found.reach_km >= distance_km(a, b) / 2
    assert found.wording == "between Tokmak and Orikhiv"
    assert reasons(rejects) == {"Orikhiv": "an end of the stretch between two places"}


def test_near_reaches_farther_than_the_town_itself():
    assert place_of("Troops clashed near Bakhmut.").reach_km > place_of("Shells hit Bakhmut.").reach_km


def test_a_building_named_behind_the_town_stays_in_the_wording():
    assert place_of("A drone hit the Kherson railway station on Friday.").wording == "Kherson railway station"


def test_a_small_wood_is_a_site_and_a_wide_region_a_region():
    wood = candidate("Kreminna wood", feature_class="V", feature_code="FRST", reach_km=3.0)
    assert where.precision_of(wood) is GeoPrecision.SITE
    assert where.precision_of(TOWNS["Donbas"]) is GeoPrecision.REGION


@pytest.mark.parametrize(
    ("reach_km", "feature_code", "vast"), [(2_500.0, "CONT", True), (1_100.0, "SEA", True), (380.0, "RGN", False)]
)
def test_no_pin_stands_for_a_continent_or_a_great_sea(monkeypatch, reach_km, feature_code, vast):
    area = candidate(
        "Donbas", id="x:1", lon=38.0, lat=20.0, feature_code=feature_code, feature_class="A", reach_km=reach_km
    )
    monkeypatch.setitem(TOWNS, "Donbas", area)
    (event,), _ = code("Rockets hit Donbas on Friday, killing three people.")
    assert where.is_vast(event.where) is vast
    assert event.doubtful or not vast
