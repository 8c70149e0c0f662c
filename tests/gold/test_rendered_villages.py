"""Villages whose vowels are written otherwise than the gazetteer writes them: texts made from it by a script."""

import random
import re
from functools import cache

from placing import places_at

from geomap.gazetteer import open_gazetteer
from geomap.gazetteer.dumps import unpacked
from geomap.gazetteer.villages import tables_of
from geomap.geo import LonLat, distance_km
from geomap.names import fold

SEED = 20240216
LANDS = ("SY", "IQ", "YE", "LY", "SD")
EACH = 50  # sentences of a country
RIGHT, WRONG = 0.69, 0.06  # measured .732 and .040; before villages were looked up by their consonants 0 and 0
NEAR_KM, AROUND_KM = 10.0, 40.0
TEMPLATES = (
    "Shells hit {village}, a village near {town} in {land}, on Friday.",
    "Two people were killed in the village of {village} near {town}, officials in {land} said.",
    "Fighting went on around {village}, not far from {town}, in {land}.",
)
# How the same letters are written by another hand; each is tried where it stands, in this order.
HANDS = (("ay", "ei"), ("aw", "au"), ("i", "e"), ("u", "o"), ("a", "e"), ("q", "k"), ("ah$", "a"), ("y", "i"))
_PLAIN = re.compile(r"[A-Z][a-z]{4,}(?: [A-Z][a-z]{3,})?")


def otherwise(name, chance):
    """The name by another hand: two of the habits, in a random order, where they change it."""
    written = name
    for pattern, other in chance.sample(HANDS, len(HANDS)):
        changed = re.sub(pattern, other, written[1:], count=1)
        if changed != written[1:]:
            written = written[0] + changed
            if sum(map(str.__ne__, written, name)) + abs(len(written) - len(name)) > 1:
                break
    return written


@cache
def towns(land):
    keys, _, _ = open_gazetteer().settlements()
    return [
        one
        for one in open_gazetteer().by_keys(keys.tolist())
        if one.country == land and one.population >= 20_000 and fold(one.name).isascii()
    ]


@cache
def villages(land):
    """Villages of a country in plain letters that lie around a town: name, position, town."""
    found = []
    for line in unpacked(tables_of(land)[0]).decode().splitlines():
        _, name, _, _, lat, lon, *_ = line.split("\t")
        plain, at = fold(name).title(), LonLat(lon=float(lon), lat=float(lat))
        near = min(towns(land), key=lambda town, at=at: distance_km(town.at, at), default=None)
        if near and _PLAIN.fullmatch(plain) and distance_km(near.at, at) <= AROUND_KM:
            found.append((plain, at, near))
    return found


@cache
def texts():
    chance = random.Random(SEED)  # noqa: S311 - no secret
    made = []
    for land in LANDS:
        own = 0
        while own < EACH:
            plain, at, town = chance.choice(villages(land))
            written = otherwise(plain, chance)
            known = open_gazetteer().candidates([written])[written]
            here = open_gazetteer().villages([written], countries=frozenset({land}), in_prose=False)[written]
            if written == plain or known or here:
                continue
            template = TEMPLATES[own % len(TEMPLATES)]
            told = {"village": written, "town": town.name, "land": open_gazetteer().country_name(land)}
            made.append((template.format(**told), template.partition("{village}")[0], at))
            own += 1
    return made


@cache
def read():
    found = places_at([(text, len(before)) for text, before, _ in texts()])
    return [
        (place.candidate, distance_km(place.candidate.at, at)) if place else None
        for (_, _, at), place in zip(texts(), found, strict=True)
    ]


def test_a_village_in_another_rendering_is_found():
    right = sum(found is not None and found[1] <= NEAR_KM for found in read())
    assert right >= RIGHT * len(texts()), right / len(texts())


def test_a_rendering_is_hardly_ever_taken_for_another_village():
    wrong = [(text, found) for (text, _, _), found in zip(texts(), read(), strict=True) if found and found[1] > NEAR_KM]
    assert len(wrong) <= WRONG * len(texts()), (len(wrong) / len(texts()), [(t, f[0].name, f[1]) for t, f in wrong])
