"""Says in words why a candidate was believed, strongest reason first."""

import numpy as np

from geomap.geo import distance_km
from geomap.places.document import Group
from geomap.places.ranker import COLUMNS, Ranked
from geomap.places.words import Grain
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


def why(ranked: Ranked, at: int) -> tuple[str, ...]:
    """The reasons for the best candidate of group `at`; never empty."""
    group, row = ranked.document.groups[at], int(ranked.best[at])
    candidate = ranked.rows.candidates[row]
    facts = ranked.table[row]
    found = [
        *_from_words(group, candidate, facts),
        *_from_phrases(facts, candidate),
        *_from_article(ranked, row, facts),
        *_from_gazetteer(group, candidate),
    ]
    return tuple(found[:_MOST])


def _from_words(group: Group, candidate: Candidate, facts: np.ndarray[tuple[int], np.dtype[np.float64]]) -> list[str]:
    wording, found = group.wording, []
    if wording.grain is Grain.NEAR and facts[_AT["grain_agrees"]]:
        found.append(f'near: the text says "{wording.level_word}", so around {candidate.name}, not in it')
    elif facts[_AT["grain_agrees"]] and wording.level_word:
        found.append(f'the text says "{wording.level_word}"')
    elif facts[_AT["grain_agrees"]] and wording.grain is Grain.PART:
        found.append(f"the text speaks of a part of {candidate.name}")
    if facts[_AT["division_agrees"]]:
        found.append(f"the text names {candidate.admin1} right behind it")
    if facts[_AT["people_and_country"]] and candidate.known_as is KnownAs.PEOPLE:
        found.append(f"the name of a people: their country is {candidate.name}")
    return found


def _from_phrases(facts: np.ndarray[tuple[int], np.dtype[np.float64]], candidate: Candidate) -> list[str]:
    half = 0.5
    if max(facts[_AT["comma_inside"]], facts[_AT["within_inside"]]) > half:
        return ["the phrase around it names what contains it"]
    if max(facts[_AT["comma_holds"]], facts[_AT["within_holds"]]) > half:
        return ["the phrase around it names a place inside it"]
    if facts[_AT["beside_admin1"]] > half:
        return [f"named beside a place in {candidate.admin1}"]
    return []


def _from_article(ranked: Ranked, row: int, facts: np.ndarray[tuple[int], np.dtype[np.float64]]) -> list[str]:
    candidate, half, found = ranked.rows.candidates[row], 0.5, []
    near = _nearest_other(ranked, row)
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


def _nearest_other(ranked: Ranked, row: int) -> tuple[str, float] | None:
    """The nearest town that another name of the article was taken for, up to 150 km away."""
    rows, here = ranked.rows, ranked.rows.candidates[row]
    if not rows.is_town[row]:
        return None
    others = [
        rows.candidates[best]
        for group, best in enumerate(ranked.best)
        if best >= 0 and group != rows.group[row] and rows.is_town[best] and rows.candidates[best].id != here.id
    ]
    measured = sorted((distance_km(here.at, other.at), other.name) for other in others)
    furthest = 150.0  # km: the reach of one front or one metropolitan region
    return (measured[0][1], measured[0][0]) if measured and measured[0][0] <= furthest else None


def _from_gazetteer(group: Group, candidate: Candidate) -> list[str]:
    kind = _KINDS.get(candidate.feature_code) or _CLASSES.get(candidate.feature_class, "entry")
    found = []
    if group.bearers == 1:
        found.append(f'the only entry that answers to "{group.asked[0]}"')
    else:
        largest = max(other.population for other in group.candidates)
        many = f"{group.bearers} entries of that name"
        found.append(f"the most populous of {many}" if 0 < candidate.population == largest else f"one of {many}")
    if candidate.known_as is KnownAs.FORMER:
        since = f" until {candidate.renamed}" if candidate.renamed else ""
        found.append(f'"{candidate.spelling}" was its name{since}')
    elif candidate.known_as in {KnownAs.DISPLAY, KnownAs.PRIMARY}:
        found.append(f"the name of a {kind}")
    else:
        found.append(f'"{candidate.spelling}" is another name of this {kind}')
    return found
