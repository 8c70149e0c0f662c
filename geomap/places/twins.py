"""Towns and what is named after them: the bare name means the town, unless the text asks for the division."""

from collections.abc import Sequence

import numpy as np

from geomap.places.alone import fits_grain
from geomap.places.document import COUNTRIES, Document, Floats, Group, Ints
from geomap.places.prior import softmax_by_group
from geomap.places.rows import Rows
from geomap.places.words import BARE, Grain
from geomap.records import Candidate

_DIVISIONS = frozenset({Grain.FIRST, Grain.SECOND})
_SITES = frozenset({"S", "R", "T", "U", "V"})  # a port, station, park or peak of the town's name
_BY_PROVINCE = frozenset({"CA", "US"})  # where the bare name may mean either, and readers tell: Quebec, New York
_SEATS = ("PPLC", "PPLA", "PPLA2", "PPLA3", "PPLG", "PPL", "PPLA4", "PPLL", "PPLX")
_LEAST_SHARE = 0.02  # of the division's inhabitants, that make a town more than a namesake village in it


def twins(document: Document) -> tuple[tuple[int, int], ...]:
    """Pairs of rows, the second of which the words prefer: a division and its town, or the other way round."""
    pairs: list[tuple[int, int]] = []
    start = 0
    for group in document.groups:
        grain = group.wording.grain
        if grain in BARE:
            pairs += ((start + other, start + town) for other, town in _pairs(group))
            pairs += (
                (start + state, start + seat)
                for state, seat in _capitals(group)
                if not _is_told_of(document, group, state)
            )
        elif grain in _DIVISIONS:
            pairs += ((start + town, start + area) for area, town in _pairs(group) if _answers(group, area))
        start += len(group.candidates)
    return tuple(pairs)


def _answers(group: Group, at: int) -> bool:
    """Whether the division is of the level that the text names."""
    return fits_grain(group.wording.grain, group.candidates[at])


def _pairs(group: Group) -> Sequence[tuple[int, int]]:
    """For each division, station or port: the town whose bare name it shares."""
    towns = [at for at, one in enumerate(group.candidates) if one.feature_class == "P"]
    found = []
    for at, other in enumerate(group.candidates):
        if not (_is_division(other) or other.feature_class in _SITES):
            continue
        own = [town for town in towns if _is_seat(group.candidates[town], other)]
        if own:
            best = min(own, key=lambda town: (_rank(group.candidates[town]), -group.candidates[town].population, town))
            found.append((at, best))
    return found


def _capitals(group: Group) -> Sequence[tuple[int, int]]:
    """For each state or province, the country's capital where that bears its name but lies elsewhere: Washington."""
    capitals = [at for at, one in enumerate(group.candidates) if one.feature_code == "PPLC"]
    states = [at for at, one in enumerate(group.candidates) if one.feature_code == "ADM1"]
    return [
        (state, seat)
        for state in states
        for seat in capitals
        if group.candidates[state].country == group.candidates[seat].country in _BY_PROVINCE
    ]


def _is_told_of(document: Document, group: Group, state: int) -> bool:
    """Whether the article speaks of the state: by its full name, or by a place there that everybody knows."""
    code = group.candidates[state].admin1_code
    return group.told or any(
        (other.wording.core != group.wording.core and other.candidates and other.candidates[0].admin1_code == code)
        or (other.wording.core == group.wording.core and other.wording.grain is Grain.FIRST)
        for other in document.groups
    )


def _is_division(one: Candidate) -> bool:
    return one.feature_class == "A" and one.feature_code not in COUNTRIES and one.country not in _BY_PROVINCE


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


def settle(scores: Floats, rows: Rows, pairs: Sequence[tuple[int, int]]) -> Floats:
    """Turn scores into belief, shape (rows,): of twins the one that the words prefer is believed at least as much."""
    if pairs:
        scores = scores.copy()
        for less, more in pairs:
            if scores[less] >= scores[more]:
                scores[less], scores[more] = scores[more], scores[less]
    return softmax_by_group(scores, rows.group, rows.groups)


def mass_around(rows: Rows, belief: Floats, at: Ints) -> Floats:
    """How much the groups of the rows `at` believe in them or in a place within 100 miles, shape (len(at),)."""
    same = rows.group[at][:, None] == rows.group[None, :]
    near = rows.xyz[at] @ rows.xyz.T >= np.cos(161.0 / 6371.0088)
    mass: Floats = (same & near) @ belief
    return mass
