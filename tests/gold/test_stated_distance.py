"""A stated distance says which of several places of one name is meant: sentences made from the gazetteer."""

import datetime as dt
import math
import random
from collections import defaultdict
from functools import cache

import pytest

from geomap.batches import OpenStages, geoparse_batch
from geomap.gazetteer import open_gazetteer
from geomap.geo import distance_km
from geomap.places.outcome import FAR
from geomap.records import Article, Place
from geomap.settings import Settings
from geomap.stages import Stages

SEED = 20240215
SENTENCES, RIGHT = 200, 0.95  # measured .980; without the distance .825
WINDS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
TEMPLATES = (
    "Shells hit {inner}, {km}km {wind} of {outer}, on Friday.",
    "Two people were killed in the village of {inner}, about {km} kilometres {wind} of {outer}.",
    "Some {km} km {wind} of {outer}, in {inner}, two people were killed on Friday.",
)


@cache
def settlements():
    keys, _, _ = open_gazetteer().settlements()
    return [one for one in open_gazetteer().by_keys(keys.tolist()) if one.feature_code != "PPLX"]


def wind(start, end):
    north = end.at.lat - start.at.lat
    east = (end.at.lon - start.at.lon) * math.cos(math.radians(start.at.lat))
    return WINDS[round(math.degrees(math.atan2(east, north)) / 45) % 8]


@cache
def texts():
    """Sentences with a place that has namesakes 100 km and more off, and how far it lies from a city of Ukraine."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    land = [one for one in settlements() if one.country == "UA"]
    cities = [one for one in land if one.population >= 100_000]
    by_name = defaultdict(list)
    for one in land:
        by_name[one.name].append(one)
    shared = [own for name, own in sorted(by_name.items()) if len(own) > 1 and " " not in name]
    made = []
    while len(made) < SENTENCES:
        own = chance.choice(shared)
        place, city = chance.choice(own), chance.choice(cities)
        km = distance_km(place.at, city.at)
        apart = all(distance_km(place.at, other.at) > 100 for other in own if other is not place)
        if apart and 15 <= km <= 80:
            template = TEMPLATES[len(made) % len(TEMPLATES)]
            told = {"inner": place.name, "km": round(km / 5) * 5, "wind": wind(city, place), "outer": city.name}
            made.append((template.format(**told), template.partition("{inner}")[0].format(**told), place))
    return made


@cache
def stages():
    return OpenStages(Settings(), Stages())()


def read(texts):
    articles = [
        Article(id=str(at), title="", text=text, published=dt.date(2024, 5, 14)) for at, text in enumerate(texts)
    ]
    return [parsed.outcomes for parsed in geoparse_batch(stages(), articles)]


def test_the_bearer_that_lies_as_far_as_is_said_is_meant():
    wrong = []
    for (text, before, place), outcomes in zip(texts(), read([text for text, _, _ in texts()]), strict=True):
        found = [one for one in outcomes if isinstance(one, Place) and one.mention.span.start == len(before)]
        if not found or distance_km(found[0].candidate.at, place.at) > 25:
            wrong.append((text, [one.candidate.name for one in found]))
    assert len(wrong) <= (1 - RIGHT) * SENTENCES, wrong


@pytest.mark.parametrize(
    ("text", "name", "land"),
    [
        ("A crash happened in Midland, 20 miles east of Odessa, on Friday.", "Odessa", "US"),
        ("Shells hit Serhiivka, 50km south of Odesa, on Friday.", "Odesa", "UA"),
    ],
)
def test_the_place_that_a_distance_begins_at_is_weighed_with_it(text, name, land):
    (outcomes,) = read([text])
    assert {one.mention.surface: one.candidate.country for one in outcomes}[name] == land


def test_a_name_that_nothing_bears_there_stands_for_the_spot_as_near_as_it_is_told():
    (outcomes,) = read(["Militants attacked Serhiivka, 40 km north of Maiduguri in Nigeria, on Friday."])
    place = outcomes[0]
    assert (place.candidate.country, place.candidate.feature_code) == ("NG", "GEO")
    assert place.candidate.name == "40 km north of Maiduguri"
    assert place.candidate.reach_km == pytest.approx(20.0)
    assert place.candidate.at.lat == pytest.approx(12.2, abs=0.1)


def test_where_the_other_place_is_doubtful_it_is_a_reject_that_says_so():
    (outcomes,) = read(["Militants attacked Serhiivka, 40 km north of Baga, on Friday."])
    assert outcomes[0].reason == FAR
    assert "where nothing is called so" in outcomes[0].detail


@pytest.mark.parametrize(
    ("told", "km", "town"),
    [
        ("Militants attacked Qorvazi, a village 40 km (25 miles) north of Maiduguri, on Friday.", 40, "Maiduguri"),
        ("Militants attacked Qorvazi, around 25 miles (some 40km) north of Maiduguri, on Friday.", 40, "Maiduguri"),
        ("Militants attacked Qorvazi, 40 kilometres, or 25 miles, north of Maiduguri on Friday.", 40, "Maiduguri"),
        ("Militants attacked Qorvazi, in Borno state, some 40 km north of Maiduguri.", 40, "Maiduguri"),
        ("Militants attacked Qorvazi, 40 km north of the state capital, Maiduguri.", 40, "Maiduguri"),
        ("Militants attacked Qorvazi, 40 km north of the Borno state capital Maiduguri.", 40, "Maiduguri"),
    ],
)
def test_distances_are_read_as_agencies_write_them(told, km, town):
    (outcomes,) = read([told])
    by_name = {one.mention.surface: one for one in outcomes if isinstance(one, Place)}
    spot, start = by_name["Qorvazi"].candidate, by_name[town].candidate
    assert distance_km(start.at, spot.at) == pytest.approx(km, rel=0.02)
    assert spot.at.lat > start.at.lat
