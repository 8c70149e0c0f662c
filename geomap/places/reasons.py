"""Says in words why a candidate was believed, strongest reason first."""

from collections.abc import Sequence

import numpy as np

from geomap.geo import distance_km
from geomap.places.document import Group
from geomap.places.ranker import COLUMNS, Ranked
from geomap.places.relations import EARTH_KM
from geomap.places.words import PlaceKind
from geomap.records import Candidate, KnownAs

_AT = {name: column for column, name in enumerate(COLUMNS)}
_KINDS = {
    "PPLC": "capital",
    "ADM1": "first-level division",
    "ADM2": "second-level division",
    "ADM3": "third-level division",
}
_CLASSES = {"P": "settlement", "A": "territory", "H": "water", "L": "region", "T": "landform", "S": "site"}
_MOST = 5  # reasons given
_SURROUNDINGS_KM = 150.0  # the reach of one front or one metropolitan region
_FLATTENED = 1.006  # by how much a geodesic may differ from the arc of a sphere


Facts = Sequence[float]
"""One row's features, in the order of COLUMNS."""


def why(ranked: Ranked, at: int, near: tuple[str, float] | None) -> tuple[str, ...]:
    """The reasons for the best candidate of group `at`; never empty. `near` comes from `neighbours`."""
    group, row = ranked.document.groups[at], int(ranked.best[at])
    candidate = ranked.rows.candidates[row]
    facts: list[float] = ranked.table[row].tolist()
    found = [
        *_from_words(group, candidate, facts),
        *_from_phrases(facts, candidate, group.stated.words if group.stated else ""),
        *_from_article(candidate, facts, near),
        *_from_gazetteer(group, candidate),
    ]
    return tuple(found[:_MOST])


def _from_words(group: Group, candidate: Candidate, facts: Facts) -> list[str]:
    wording, found = group.wording, []
    if wording.kind is PlaceKind.NEAR and facts[_AT["grain_agrees"]]:
        found.append(f'near: the text says "{wording.level_word}", so around {candidate.name}, not in it')
    elif facts[_AT["grain_agrees"]] and wording.level_word:
        found.append(f'the text says "{wording.level_word}"')
    elif facts[_AT["grain_agrees"]] and wording.kind is PlaceKind.PART:
        found.append(f"the text speaks of a part of {candidate.name}")
    if facts[_AT["division_agrees"]]:
        found.append(f"the text names {candidate.admin1} right behind it")
    if facts[_AT["people_and_country"]] and candidate.known_as is KnownAs.PEOPLE:
        found.append(f"the name of a people: their country is {candidate.name}")
    return found


def _from_phrases(facts: Facts, candidate: Candidate, stated: str) -> list[str]:
    half = 0.5
    if stated:
        return [f"the text puts it {stated}"]
    if max(facts[_AT["comma_inside"]], facts[_AT["within_inside"]]) > half:
        return ["the phrase around it names what contains it"]
    if max(facts[_AT["comma_holds"]], facts[_AT["within_holds"]]) > half:
        return ["the phrase around it names a place inside it"]
    if facts[_AT["beside_admin1"]] > half:
        return [f"named beside a place in {candidate.admin1}"]
    return []


def _from_article(candidate: Candidate, facts: Facts, near: tuple[str, float] | None) -> list[str]:
    half, found = 0.5, []
    if near:
        found.append(f"near {near[0]} ({near[1]:.0f} km), also in the article")
    if facts[_AT["admin1_named"]] > half:
        found.append(f"the article names {candidate.admin1}")
    if facts[_AT["country_named"]] > half and not facts[_AT["is_country"]]:
        found.append(f"the article names its country ({candidate.country})")
    elif facts[_AT["country_share"]] > half and facts[_AT["others"]] > 1:
        found.append(f"most places of the article are in {candidate.country}")
    if facts[_AT["focus"]]:
        found.append(f"{candidate.country} is in focus")
    return found


def neighbours(ranked: Ranked) -> tuple[tuple[str, float] | None, ...]:
    """For each group whose best is a town: the nearest town of the other groups with its km, up to 150 km away."""
    rows, at_home = ranked.rows, np.cos(_SURROUNDINGS_KM * _FLATTENED / EARTH_KM)
    found: list[tuple[str, float] | None] = [None] * rows.groups
    towns = ranked.best[ranked.best >= 0]
    towns = towns[rows.is_town[towns] > 0]
    cosines = np.clip(rows.xyz[towns] @ rows.xyz[towns].T, -1.0, 1.0)
    cosines[rows.place[towns][:, None] == rows.place[towns]] = -1.0
    nearest = cosines.max(axis=1, initial=-1.0)
    about = np.flatnonzero(nearest >= at_home)
    within = np.cos(np.minimum(np.arccos(nearest[about]) * _FLATTENED + 1.0 / EARTH_KM, np.pi))
    for at, least in zip(about.tolist(), within.tolist(), strict=True):
        here = rows.candidates[towns[at]]
        others = [rows.candidates[towns[other]] for other in np.flatnonzero(cosines[at] >= least).tolist()]
        away, name = min((distance_km(here.at, other.at), other.name) for other in others)
        if away <= _SURROUNDINGS_KM:
            found[int(rows.group[towns[at]])] = (name, away)
    return tuple(found)


def _from_gazetteer(group: Group, candidate: Candidate) -> list[str]:
    kind = _KINDS.get(candidate.feature_code) or _CLASSES.get(candidate.feature_class, "entry")
    found = []
    if group.candidate_set.bearers == 1:
        found.append(f'the only entry that answers to "{group.candidate_set.asked[0]}"')
    else:
        largest = max(other.population for other in group.candidates)
        many = f"{group.candidate_set.bearers} entries of that name"
        found.append(f"the most populous of {many}" if 0 < candidate.population == largest else f"one of {many}")
    if candidate.known_as is KnownAs.FORMER:
        since = f" until {candidate.renamed}" if candidate.renamed else ""
        found.append(f'"{candidate.spelling}" was its name{since}')
    elif candidate.known_as in {KnownAs.DISPLAY, KnownAs.PRIMARY}:
        found.append(f"the name of a {kind}")
    else:
        found.append(f'"{candidate.spelling}" is another name of this {kind}')
    return found
