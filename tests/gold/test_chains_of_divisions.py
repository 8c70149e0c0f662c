"""A village with its district, province and country behind it is the one there, whatever bears its name abroad."""

import random
from functools import cache

from placing import places_at

from geomap.gazetteer import open_gazetteer
from geomap.gazetteer.division_words import division_words
from geomap.gazetteer.divisions import bare
from geomap.gazetteer.dumps import unpacked
from geomap.gazetteer.villages import tables_of
from geomap.geo import distance_km
from geomap.names import fold

SEED = 20240217
LANDS = ("AF", "SY", "IQ", "YE", "SD", "NG", "ML", "BF", "ET", "CD", "MM", "PK", "CO", "PH")
EACH, DRAWN = 15, 1_500
RIGHT, ABROAD = 0.95, 0.02  # measured .995 and .005
NEAR_KM = 25.0
TEMPLATES = (
    "Two people were killed in {village} village, {district} district, {province} {word}, {land}, on Friday.",
    "Shells hit {village}, {district} district, {province} {word}, {land}, on Friday.",
    "Gunmen attacked {village} village in {district} district, {province} {word}, officials in {land} said.",
)


@cache
def texts():
    """Sentences on villages of whose names settlements lie abroad: the text, where the name begins, the village."""
    chance, said = random.Random(SEED), division_words()  # noqa: S311 - no secret
    made = []
    for land in LANDS:
        names = [line.split("\t")[1] for line in unpacked(tables_of(land)[0]).decode().splitlines()]
        plain = [name for name in names if name.isalpha() and name.isascii() and len(name) > 4]
        drawn = chance.sample(plain, min(len(plain), DRAWN))
        here = open_gazetteer().villages(drawn, countries=frozenset({land}), in_prose=True)
        anywhere = open_gazetteer().candidates(drawn)
        own = 0
        for name in drawn:
            if own == EACH:
                break
            found, bearers = here[name], anywhere[name]
            if not any(one.feature_class == "P" and one.country != land for one in bearers):
                continue
            if any(one.country == land for one in bearers) or len(found) != 1:
                continue
            (one,) = found
            if not (one.admin1 and one.admin2 and fold(one.admin2).replace(" ", "").isalpha()):
                continue
            told = {
                "village": name,
                "district": bare(one.admin2),
                "province": bare(one.admin1),
                "word": said.called.get(land, "province"),
                "land": open_gazetteer().country_name(land),
            }
            template = TEMPLATES[own % len(TEMPLATES)]
            made.append((template.format(**told), len(template.partition("{village}")[0]), one))
            own += 1
    return made


@cache
def read():
    return places_at([(text, start) for text, start, _ in texts()])


def test_a_village_is_where_the_divisions_behind_it_say():
    right = [
        found is not None and distance_km(found.candidate.at, one.at) <= NEAR_KM
        for (_, _, one), found in zip(texts(), read(), strict=True)
    ]
    assert len(right) > 100
    assert sum(right) >= RIGHT * len(right), sum(right) / len(right)


def test_it_is_no_namesake_abroad():
    abroad = [
        (text, found.candidate.name, found.candidate.country)
        for (text, _, one), found in zip(texts(), read(), strict=True)
        if found is not None and found.candidate.country != one.country
    ]
    assert len(abroad) <= ABROAD * len(texts()), abroad
