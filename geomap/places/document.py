"""An article's mentions and their candidates as arrays: one group a name, one row a candidate."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from geomap.places.phrases import Link, Tie, links
from geomap.places.wording import Wording, read_wording
from geomap.places.words import DIRECTIONS, Grain
from geomap.records import Article, Candidate, Field, KnownAs, Mention

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
COUNTRIES = frozenset({"PCLI", "PCLD", "PCLS", "PCLF", "PCL", "PCLIX", "TERR"})
_UNCOUNTED = {"PPLC": 5.0, "PPLA": 4.5, "PPLA2": 4.0, "PPLA3": 3.5, "PPLA4": 3.0}  # seats whose people nobody counted
SMALL = frozenset({"village", "hamlet", "settlement"})  # words after which a small place is meant
CITY, TIMES = 20_000, 100  # inhabitants of a city; how many times those of the village of its name
MOST_CANDIDATES = 40  # rows kept for one name: the right one is nearly always among the first dozen by population


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Mentions that share a spelling and what is said about it; they are taken as one place."""

    wording: Wording
    members: tuple[int, ...]  # positions in the article's mentions
    candidates: tuple[Candidate, ...]
    asked: tuple[str, ...]  # the name each candidate answered to
    sizes: tuple[float, ...]  # the prominence of each candidate
    bearers: int  # how many answered before the list was cut
    told: bool  # whether the text names what contains it: "Lebanon, Pa.", "Homs in Syria"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The groups of an article, and what joins them."""

    article: Article
    mentions: tuple[Mention, ...]
    groups: tuple[Group, ...]
    links: tuple[Link, ...]  # between groups, by position in `groups`


def field_text(article: Article, mention: Mention) -> str:
    """The text that the mention's span points into."""
    return article.title if mention.field is Field.TITLE else article.text


def wordings(article: Article, mentions: Sequence[Mention]) -> tuple[Wording, ...]:
    """What the article's words say about each mention."""
    return tuple(read_wording(field_text(article, m), m.span.start, m.span.end) for m in mentions)


def open_document(
    article: Article,
    mentions: Sequence[Mention],
    choices: Mapping[str, tuple[Candidate, ...]],
    *,
    said: Sequence[Wording] | None = None,
) -> Document:
    """Gather the mentions into groups with their candidates; `said` are their wordings, where already read."""
    read = wordings(article, mentions) if said is None else said
    alike: dict[tuple[object, ...], list[int]] = {}
    for at, w in enumerate(read):
        alike.setdefault((w.core, w.grain, w.level_word, w.division, w.whole), []).append(at)
    shared = [tuple(members) for members in alike.values()]
    joined = links(article, mentions, {at: index for index, members in enumerate(shared) for at in members})
    told = {link.inner for link in joined if link.tie is not Tie.BESIDE}
    groups = (_group(read[members[0]], members, choices, told=at in told) for at, members in enumerate(shared))
    return Document(article=article, mentions=tuple(mentions), groups=tuple(groups), links=joined)


def _group(
    wording: Wording, members: tuple[int, ...], choices: Mapping[str, tuple[Candidate, ...]], *, told: bool
) -> Group:
    """One group; `told` says that a phrase names what contains it."""
    found = _answers(wording, choices)
    bearers = len(found)
    if not told and not wording.division and wording.level_word not in SMALL:
        found = _without_hamlets(found)
    sized = [(-prominence(candidate), candidate.id, candidate, name) for candidate, name in found.values()]
    ranked = sorted(sized, key=itemgetter(0, 1))[:MOST_CANDIDATES]
    return Group(
        wording=wording,
        members=members,
        candidates=tuple(candidate for _, _, candidate, _ in ranked),
        asked=tuple(name for _, _, _, name in ranked),
        sizes=tuple(-size for size, _, _, _ in ranked),
        bearers=bearers,
        told=told or bool(wording.division),
    )


def _without_hamlets(found: dict[str, tuple[Candidate, str]]) -> dict[str, tuple[Candidate, str]]:
    """Leave out villages beside a city of their country and name that no writer could fail to tell them from.

    Full dumps hold villages of every size, the cities of the world those above 500 only: a ranker that learned from
    the latter would trust mere nearness too much.
    """
    if len(found) == 1:
        return found
    cities: dict[str, int] = {}
    for one, _ in found.values():
        if one.feature_class == "P" and one.known_as is not KnownAs.FORMER:
            cities[one.country] = max(cities.get(one.country, 0), one.population)
    return {key: pair for key, pair in found.items() if not _is_dwarfed(pair[0], cities.get(pair[0].country, 0))}


def _is_dwarfed(village: Candidate, city: int) -> bool:
    return village.feature_class == "P" and city >= max(CITY, TIMES * max(village.population, TIMES))


def _answers(wording: Wording, choices: Mapping[str, tuple[Candidate, ...]]) -> dict[str, tuple[Candidate, str]]:
    """The entries that can be meant, by id, each with the name it answered to."""
    found: dict[str, tuple[Candidate, str]] = {}
    if wording.core in DIRECTIONS and not wording.whole:
        return found  # "Western", "North": divisions of many countries are called so, and texts mean none of them
    for name in (*wording.whole, wording.core, *wording.variants):
        for candidate in choices.get(name, ()):
            if _can_be_core(wording, name, candidate):
                _keep_better(found, candidate, name)
    for name in () if found else wording.parts:
        for candidate in choices.get(name, ()):
            if not _drops_direction(wording, name) or is_wide(candidate):
                _keep_better(found, candidate, name)
    return found


def _can_be_core(wording: Wording, name: str, candidate: Candidate) -> bool:
    """An acronym is no word, a water no town: "EU" is not Eu, "Rice Lake" not Rice, the "Indian Ocean" not India."""
    if wording.acronym and not candidate.spelling.isupper() and candidate.known_as is not KnownAs.CODE:
        return False
    water = wording.in_name and wording.grain is Grain.WATER and name == wording.core
    return not water or candidate.feature_class == "H"


def _drops_direction(wording: Wording, name: str) -> bool:
    first, _, rest = wording.core.partition(" ")
    return first in DIRECTIONS and rest == name


def is_wide(candidate: Candidate) -> bool:
    """Whether the entry is a country or a region, of which one can speak of a northern part."""
    return candidate.feature_code in COUNTRIES or candidate.feature_class == "L"


def _keep_better(found: dict[str, tuple[Candidate, str]], candidate: Candidate, name: str) -> None:
    """Names are asked best first, so the first answer of an entry stays, unless a later one knows it better."""
    held = found.get(candidate.id)
    if held is None or (KNOWN_ORDER[candidate.known_as] < KNOWN_ORDER[held[0].known_as] and name == held[1]):
        found[candidate.id] = (candidate, name)


KNOWN_ORDER = {kind: order for order, kind in enumerate(KnownAs)}


def prominence(candidate: Candidate) -> float:
    """How much there is to an entry, on the scale of log10 of inhabitants.

    Seas, regions and divisions whose inhabitants nobody counted go by their extent: one of 100 km like a town of
    30,000, one of 1,000 km like a country of three million.
    """
    if candidate.population or candidate.feature_class not in {"A", "L", "H"}:
        return math.log10(candidate.population + 1.0) or _UNCOUNTED.get(candidate.feature_code, 0.0)
    return max(0.0, 2.0 * math.log10(max(candidate.reach_km, 1.0)) + 0.5)
