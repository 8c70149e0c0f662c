"""Tells a namesake abroad from the place that the gazetteer lacks: small, far off, and spoken for by nothing."""

import numpy as np

from geomap.ids import OWN
from geomap.places.ranker import COLUMNS, Ranked
from geomap.places.relations import EARTH_KM
from geomap.places.villages import KNOWN_ABROAD
from geomap.records import COUNTRY_CODES, Candidate, Field

FAR_KM = 500.0  # from every other place of the story
# A town of so many inhabitants, trusted so far, is believed all the same: Oświęcim in a story of today.
_TOWN, _SURE = 10_000, 0.65
_LENGTH = 2.0  # of a country, in radii of the circle of its size
_FIRM = 0.5  # trust from which another name's place belongs to the story
_SUPPORT = [COLUMNS.index(name) for name in ("country_share", "country_named", "domain_country", "focus")]


def far_from_story(ranked: Ranked, at: int) -> bool:
    """Whether the best candidate of group `at` is a small place, in a country that nothing else in the article is of.

    Only where the story has a place of its own: an article that names nothing else may be about anywhere. What stands
    in the headline is the story.
    """
    group, row = ranked.document.groups[at], int(ranked.best[at])
    best = ranked.rows.candidates[row]
    if best.id.startswith(OWN):  # whoever adds a place speaks of it
        return False
    if _is_where_told(ranked, at) or best.feature_class == "A" or best.feature_class in {"L", "H", "T"}:
        return False
    if best.population >= KNOWN_ABROAD or best.feature_code in {"PPLC", "PPLA"}:
        return False
    if (ranked.table[row, _SUPPORT] > 0).any() or (best.population >= _TOWN and ranked.trust[at] >= _SURE):
        return False
    if any(ranked.document.mentions[member].field is Field.TITLE for member in group.members):
        return False
    return _away_km(ranked, at) > FAR_KM


def _is_where_told(ranked: Ranked, at: int) -> bool:
    """Whether the text names what the place lies in, and it lies there as far as countries say."""
    group, best = ranked.document.groups[at], ranked.rows.candidates[int(ranked.best[at])]
    if group.holder and group.holder.holds(best):
        return True
    outer = [int(ranked.best[link.outer]) for link in ranked.document.links if link.inner == at]
    countries = {ranked.rows.candidates[row].country for row in outer if row >= 0}
    return group.told and (not countries or best.country in countries)


def _away_km(ranked: Ranked, at: int) -> float:
    """How far the best candidate of a group is from the nearest firm place of the others; 0 where there is none."""
    own = ranked.rows.of(at)
    others = [
        int(row)
        for group, row in enumerate(ranked.best)
        if row >= 0 and not own.start <= row < own.stop and ranked.trust[group] >= _FIRM and _is_local(ranked, int(row))
    ]
    if not others:
        return 0.0
    cosine = float((ranked.rows.xyz[others] @ ranked.rows.xyz[int(ranked.best[at])]).max())
    reach = max(_reach_km(ranked.rows.candidates[row]) for row in others)
    return float(np.arccos(min(1.0, cosine))) * EARTH_KM - reach


def _reach_km(one: Candidate) -> float:
    """How far a place reaches; a country is longer than the circle of its size: its borders are not far from it."""
    return _LENGTH * one.reach_km if one.feature_code in COUNTRY_CODES else one.reach_km


def _is_local(ranked: Ranked, row: int) -> bool:
    """Whether a place is one that a story can lie in: no continent and no sea."""
    one = ranked.rows.candidates[row]
    return bool(one.country) and (one.feature_class in {"A", "P"} or one.feature_code in COUNTRY_CODES)
