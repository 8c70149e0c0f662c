"""Names at which nothing happened, by the sentence's own words."""

import pytest
from making import article, candidate
from telling import TOWNS, code, outcomes

from geomap.events.told_elsewhere import told_elsewhere
from geomap.events.where import is_measured_from, is_stretch
from geomap.languages import shipped_languages
from geomap.records import Role

ENGLISH = shipped_languages()["en"]


class Said:
    """A sentence as far as `told_elsewhere` looks at it."""

    pack, start = ENGLISH, 0

    def __init__(self, text):
        self.sentence = type("Sentence", (), {"text": text})


def left_out(text, **roles):
    found = outcomes(article(text), roles=roles)
    return [place.candidate.name for place in told_elsewhere(Said(text), [(one.mention, one) for one in found])]


@pytest.mark.parametrize(
    "gap", [", 50km south of ", ", west of ", " near ", ", about 12 miles from ", ", just outside "]
)
def test_what_a_distance_or_a_direction_is_measured_from_is_not_the_place(gap):
    assert is_measured_from(gap, ENGLISH)
    assert left_out(f"Shells hit Tokmak{gap}Orikhiv on Friday.") == ["Orikhiv"]


@pytest.mark.parametrize("gap", [" and ", ", ", " and then a depot near ", ", and a bridge west of "])
def test_a_second_place_is_one(gap):
    assert left_out(f"Shells hit Tokmak{gap}Orikhiv on Friday.") == []


def test_a_desk_abroad_is_not_the_place_of_what_is_told_elsewhere():
    desk = {"Moscow": Role.DATELINE}
    assert left_out("MOSCOW: Moscow Shells killed ten people in Kherson.", **desk) == ["Moscow"]
    assert left_out("Moscow - Planes from Kherson dropped leaflets on the city.", **desk) == []
    assert left_out("Moscow - Ten people were killed in Belgorod.", **desk) == []  # of the dateline's own country


def test_the_district_of_a_city_is_the_place_and_not_the_city(monkeypatch):
    part = candidate("Donbas", id="x:1", lon=36.3, lat=50.0, feature_code="ADM3", feature_class="A", reach_km=6.0)
    monkeypatch.setitem(TOWNS, "Donbas", part)
    assert left_out("Shells hit Kharkiv's Donbas district.") == ["Kharkiv"]
    assert left_out("Shells hit the Donbas district of Kharkiv.") == ["Kharkiv"]
    assert left_out("Shells hit the Donbas district of Kyiv.") == []


def test_the_ends_of_a_road_are_a_stretch():
    assert is_stretch("a bus on the ", "-", " highway on friday", ENGLISH)
    assert not is_stretch("talks on the ", "-", " deal", ENGLISH)
    events, _ = code("Troops attacked a bus on the Tokmak-Orikhiv highway on Friday, killing eight people.")
    assert len(events) <= 1
