"""Towns and what is named after them, among the candidates of one name."""

from collections.abc import Sequence

from geomap.places.facts import fits_kind
from geomap.places.words import DIVISIONS, PlaceKind
from geomap.records import COUNTRY_CODES, Candidate

_SITES = frozenset({"S", "R", "T", "U", "V"})  # a port, station, park or peak of the town's name
_BY_PROVINCE = frozenset({"CA", "US"})  # where the bare name may mean either, and readers tell: Quebec, New York
_SEATS = ("PPLC", "PPLA", "PPLA2", "PPLA3", "PPLG", "PPL", "PPLA4", "PPLL", "PPLX")
_LEAST_SHARE = 0.02  # of the division's inhabitants, that make a town more than a namesake village in it

Pairs = tuple[tuple[int, int], ...]
"""Positions among candidates: the second stands before the first."""


def pairs_of(candidates: Sequence[Candidate], kind: PlaceKind) -> Pairs:
    """Divisions, stations and ports behind the town whose bare name they share; the town behind where one is named."""
    if kind not in DIVISIONS:
        return tuple(_pairs(candidates))
    return tuple((town, area) for area, town in _pairs(candidates) if fits_kind(kind, candidates[area]))


def _pairs(candidates: Sequence[Candidate]) -> Sequence[tuple[int, int]]:
    towns = [at for at, one in enumerate(candidates) if one.feature_class == "P"]
    found = []
    for at, other in enumerate(candidates):
        if not (_is_division(other) or other.feature_class in _SITES):
            continue
        own = [town for town in towns if _is_seat(candidates[town], other)]
        if own:
            best = min(own, key=lambda town: (_rank(candidates[town]), -candidates[town].population, town))
            found.append((at, best))
    return found


def capitals_of(candidates: Sequence[Candidate]) -> Pairs:
    """Each state or province behind the country's capital that bears its name but lies elsewhere: Washington."""
    capitals = [at for at, one in enumerate(candidates) if one.feature_code == "PPLC"]
    states = [at for at, one in enumerate(candidates) if one.feature_code == "ADM1"]
    return tuple(
        (state, seat)
        for state in states
        for seat in capitals
        if candidates[state].country == candidates[seat].country in _BY_PROVINCE
    )


def _is_division(one: Candidate) -> bool:
    return one.feature_class == "A" and one.feature_code not in COUNTRY_CODES and one.country not in _BY_PROVINCE


def _rank(town: Candidate) -> int:
    return _SEATS.index(town.feature_code) if town.feature_code in _SEATS else len(_SEATS)


def _is_seat(town: Candidate, area: Candidate) -> bool:
    if town.country != area.country or area.feature_class in _SITES:
        return town.country == area.country and town.admin1_code == area.admin1_code
    if area.feature_code == "ADM1":
        return town.admin1_code == area.admin1_code and (
            _rank(town) <= 1 or town.population > _LEAST_SHARE * max(area.population, 1_000_000)
        )
    if not area.admin2_code:
        return town.admin1_code == area.admin1_code
    return town.admin2_code == area.admin2_code or (not town.admin2_code and town.admin1_code == area.admin1_code)
