"""Towns and the divisions named after them: the bare name means the town unless the text asks for the division."""

from collections.abc import Sequence

import numpy as np

from geomap.places.document import COUNTRIES, Document, Floats, Group
from geomap.places.features import Rows
from geomap.places.prior import softmax_by_group
from geomap.places.words import Grain
from geomap.records import Candidate

_BARE = frozenset({Grain.OPEN, Grain.TOWN, Grain.NEAR})
_BY_PROVINCE = frozenset({"CA", "US"})  # where the bare name may mean either, and readers tell: Quebec, New York
_SEATS = ("PPLC", "PPLA", "PPLA2", "PPLA3", "PPLG", "PPL", "PPLA4", "PPLL", "PPLX")
_LEAST_SHARE = 0.02  # of the division's inhabitants, that make a town more than a namesake village in it


def twins(document: Document) -> tuple[tuple[int, int], ...]:
    """Pairs of rows: a division, and the town whose bare name it shares."""
    pairs: list[tuple[int, int]] = []
    start = 0
    for group in document.groups:
        if group.wording.grain in _BARE:
            pairs += ((start + area, start + town) for area, town in _pairs(group))
        start += len(group.candidates)
    return tuple(pairs)


def _pairs(group: Group) -> Sequence[tuple[int, int]]:
    towns = [at for at, one in enumerate(group.candidates) if one.feature_class == "P"]
    found = []
    for at, area in enumerate(group.candidates):
        if not _is_division(area):
            continue
        own = [town for town in towns if _is_seat(group.candidates[town], area)]
        if own:
            best = min(own, key=lambda town: (_rank(group.candidates[town]), -group.candidates[town].population, town))
            found.append((at, best))
    return found


def _is_division(one: Candidate) -> bool:
    return one.feature_class == "A" and one.feature_code not in COUNTRIES and one.country not in _BY_PROVINCE


def _rank(town: Candidate) -> int:
    return _SEATS.index(town.feature_code) if town.feature_code in _SEATS else len(_SEATS)


def _is_seat(town: Candidate, area: Candidate) -> bool:
    if town.country != area.country:
        return False
    if area.feature_code == "ADM1":
        return town.admin1_code == area.admin1_code and (
            _rank(town) <= 1 or town.population > _LEAST_SHARE * max(area.population, 1_000_000)
        )
    if not area.admin2_code:
        return town.admin1_code == area.admin1_code
    return town.admin2_code == area.admin2_code or (not town.admin2_code and town.admin1_code == area.admin1_code)


def settle(scores: Floats, rows: Rows, pairs: Sequence[tuple[int, int]]) -> Floats:
    """Turn scores into belief, shape (rows,): a town is believed at least as much as the division named after it."""
    if pairs:
        scores = scores.copy()
        for area, town in pairs:
            if scores[area] >= scores[town]:
                scores[area], scores[town] = scores[town], scores[area]
    return softmax_by_group(scores, rows.group, rows.groups)


def mass_around(rows: Rows, belief: Floats) -> Floats:
    """How much the group believes in the place or one within 100 miles of it, shape (rows,)."""
    same = rows.group[:, None] == rows.group[None, :]
    near = rows.xyz @ rows.xyz.T >= np.cos(161.0 / 6371.0088)
    mass: Floats = (same & near) @ belief
    return mass
