"""The entries that a name can mean as an article words it, worked out once for all articles that word it so."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from geomap.places.facts import Floats, Ints, codes_of, facts_of
from geomap.places.inside import Bare, Holder, may_be_country
from geomap.places.seat_of_division import Pairs, capitals_of, pairs_of
from geomap.places.wording import Wording
from geomap.places.words import BARE, DIVISIONS, PlaceKind
from geomap.records import COUNTRY_CODES, Candidate, KnownAs

_UNCOUNTED = {"PPLC": 5.0, "PPLA": 4.5, "PPLA2": 4.0, "PPLA3": 3.5, "PPLA4": 3.0}  # seats whose people nobody counted
ALSO_TIMES = 20  # how many times larger the city of just that name is than a town that is also called so
SITE_TOWN = 50_000  # inhabitants of a town after which a site is called
CITY, TIMES = 20_000, 100  # inhabitants of a city; how many times those of the village of its name
MOST_CANDIDATES = 40  # rows kept for one name: the right one is nearly always among the first dozen by population
_CLASSES = {PlaceKind.WATER: "H", PlaceKind.TOWN: "P"}  # feature classes of what bears such a word in its name
_DISTRICT_DOTS = 2  # in a code such as "UA.26.2306"
_CALLED = frozenset({KnownAs.DISPLAY, KnownAs.PRIMARY})
REMEMBERED = 10_000  # names kept with what is known of their candidates: some 20 MB
KNOWN_ORDER = {kind: order for order, kind in enumerate(KnownAs)}

Choices = Mapping[str, tuple[Candidate, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateSet:
    """A name's candidates, the most prominent first, with all that no article changes; a row for each."""

    candidates: tuple[Candidate, ...]
    asked: tuple[str, ...]  # the name each candidate answered to
    bearers: int  # how many answered before the list was cut
    facts: Floats  # (rows, columns of FACTS and SPOT)
    codes: Ints  # (rows, columns of CODED)
    seats_of_divisions: Pairs  # which row stands behind which, by what the words ask for: a division behind its town
    capitals: Pairs  # a state of the name of its country's capital: it stands behind, unless the article speaks of it


def candidate_set(  # noqa: PLR0913 - what the text says of a name
    wording: Wording,
    choices: Choices,
    *,
    told: bool,
    holder: Holder | None = None,
    country: Bare = Bare.NO,
    only: frozenset[str] | None = None,
) -> CandidateSet:
    """What a name answers with.

    Args:
        wording: how the name is put.
        choices: what the gazetteer knows.
        told: whether the text names what contains it, with no other words between.
        holder: the country or division that it is said to lie in, where that is one.
        country: whether it is the bare name of a country, so that no village called so is meant.
        only: the ids of those that lie as far from another place as is said; None where nothing is said.
    """
    answers = tuple(map(choices.get, wording.names))
    key = wording, told, country, (holder.codes, holder.firm) if holder else None, only
    known = _MEMORY.get(key)
    if known and all(one is other for one, other in zip(known[0], answers, strict=True)):  # of the same gazetteer
        return known[1]
    if len(_MEMORY) >= REMEMBERED:
        _MEMORY.clear()
    found = _called_so(_overruled(_found(wording, choices)), wording)
    if holder:
        found = _held(found, holder, wording)
    elif country is not Bare.NO:
        local = country is Bare.LOCAL
        found = {key: pair for key, pair in found.items() if may_be_country(pair[0], local=local)} or found
    if only is not None:
        found = {key: pair for key, pair in found.items() if key in only}
    bearers = len(found)
    if not told and only is None and not wording.division and not wording.small:
        found = _without_hamlets(found)
    fresh = candidate_set_of(wording, list(found.values()), bearers=bearers)
    _MEMORY[key] = answers, fresh
    return fresh


_Key = tuple[Wording, bool, Bare, tuple[frozenset[str], bool] | None, frozenset[str] | None]
_MEMORY: dict[_Key, tuple[tuple[tuple[Candidate, ...] | None, ...], CandidateSet]] = {}


def candidate_set_of(wording: Wording, found: Sequence[tuple[Candidate, str]], *, bearers: int) -> CandidateSet:
    """The candidates in order with their facts; each comes with the name it answered to."""
    sized = [(-prominence(candidate), candidate.id, candidate, name) for candidate, name in found]
    ranked = sorted(sized, key=itemgetter(0, 1))[:MOST_CANDIDATES]
    candidates = tuple(candidate for _, _, candidate, _ in ranked)
    asked = tuple(name for _, _, _, name in ranked)
    pairs: Pairs = ()
    if wording.kind in BARE or wording.kind in DIVISIONS:
        pairs = pairs_of(candidates, wording.kind)
    return CandidateSet(
        candidates=candidates,
        asked=asked,
        bearers=bearers,
        facts=facts_of(wording, candidates, asked, sizes=[-size for size, _, _, _ in ranked], bearers=bearers),
        codes=codes_of(candidates),
        seats_of_divisions=pairs,
        capitals=capitals_of(candidates) if wording.kind in BARE else (),
    )


def _found(wording: Wording, choices: Choices) -> dict[str, tuple[Candidate, str]]:
    """The entries that can be meant, by id, each with the name it answered to."""
    found: dict[str, tuple[Candidate, str]] = {}
    if wording.is_direction and not wording.whole:
        return found  # "Western", "North": divisions of many countries are called so, and texts mean none of them
    for name in (*wording.whole, wording.core, *wording.variants):
        for candidate in choices.get(name, ()):
            if _can_be_core(wording, name, candidate):
                _keep_better(found, candidate, name)
    for name in () if found else wording.parts:
        for candidate in choices.get(name, ()):
            if _can_be_part(wording, name, candidate):
                _keep_better(found, candidate, name)
    return found


def _can_be_part(wording: Wording, name: str, candidate: Candidate) -> bool:
    """Whether the entry is of the kind that has such parts: northern ones a country, a stadium a town."""
    if name in wording.town_of:
        return _is_town(candidate)
    return wording.part_of != name or is_wide(candidate)


def _overruled(found: dict[str, tuple[Candidate, str]]) -> dict[str, tuple[Candidate, str]]:
    """The places that the reader put above all others of their names, where there are such; else all."""
    return {key: pair for key, pair in found.items() if pair[0].overrules} or found


def _called_so(found: dict[str, tuple[Candidate, str]], wording: Wording) -> dict[str, tuple[Candidate, str]]:
    """Without first-level divisions that are called otherwise where another is called as said.

    "The state of Punjab" lies in India: Pakistan has provinces.
    """
    said = f"{wording.core} {wording.level_word}"
    if wording.kind is not PlaceKind.FIRST:
        return found
    fitting = {key for key, (one, name) in found.items() if name == said and one.feature_code == "ADM1"}
    if not fitting:
        return found
    return {key: pair for key, pair in found.items() if key in fitting or pair[0].feature_code != "ADM1"}


def _held(
    found: dict[str, tuple[Candidate, str]], holder: Holder, wording: Wording
) -> dict[str, tuple[Candidate, str]]:
    """The entries that lie where the text says; when none does, all of them, or none if it says so firmly."""
    inside = {key: pair for key, pair in found.items() if holder.holds(pair[0])}
    inside = {key: pair for key, pair in inside.items() if pair[0].admin2_code in holder.codes} or inside
    if all(code.count(".") == _DISTRICT_DOTS for code in holder.codes):  # so near, the village called so now is meant
        inside = {key: pair for key, pair in inside.items() if pair[0].known_as in _CALLED} or inside
    return _towns_first(inside) if holder.firm and wording.kind in BARE else inside or ({} if holder.firm else found)


def _towns_first(inside: dict[str, tuple[Candidate, str]]) -> dict[str, tuple[Candidate, str]]:
    """Without the districts that have fewer inhabitants than a town: "Burlington, Canada" is no district."""
    town = max(
        (one.population for one, _ in inside.values() if one.feature_class == "P" and one.known_as in _CALLED),
        default=0,
    )
    return {
        key: pair
        for key, pair in inside.items()
        if pair[0].population >= town or not pair[0].feature_code.startswith("ADM") or pair[0].feature_code == "ADM1"
    }


def _can_be_core(wording: Wording, name: str, candidate: Candidate) -> bool:
    """Whether the entry is of the kind that the name itself says.

    "EU" is not the town of Eu, "Rice Lake" not Rice, the "Indian Ocean" not India, "Kansas City" not Kansas.
    """
    if wording.acronym and not candidate.spelling.isupper() and candidate.known_as is not KnownAs.CODE:
        return False
    wanted = _CLASSES.get(wording.kind) if wording.in_name and name == wording.core else None
    return wanted is None or candidate.feature_class == wanted


def _is_town(candidate: Candidate) -> bool:
    """Whether the entry is a town that so many know that a site is called after it."""
    known = candidate.known_as in _CALLED or candidate.known_as is KnownAs.ALTERNATE
    return known and candidate.feature_class == "P" and candidate.population >= SITE_TOWN


def is_wide(candidate: Candidate) -> bool:
    """Whether the entry is a country, a region or an island, of which one can speak of a northern part."""
    return candidate.feature_code in COUNTRY_CODES or candidate.feature_class == "L" or candidate.feature_code == "ISL"


def _keep_better(found: dict[str, tuple[Candidate, str]], candidate: Candidate, name: str) -> None:
    """Names are asked best first, so the first answer of an entry stays, unless a later one knows it better."""
    held = found.get(candidate.id)
    if held is None or (KNOWN_ORDER[candidate.known_as] < KNOWN_ORDER[held[0].known_as] and name == held[1]):
        found[candidate.id] = (candidate, name)


def _without_hamlets(found: dict[str, tuple[Candidate, str]]) -> dict[str, tuple[Candidate, str]]:
    """Leave out villages beside a city of their country and name that no writer could fail to tell them from.

    Full dumps hold villages of every size, the cities of the world those above 500 only: a ranker that learned from
    the latter would trust mere nearness too much.
    """
    if len(found) == 1:
        return found
    cities: dict[str, int] = {}
    proper: dict[str, int] = {}  # those whose very name it is
    named = {one.country for one, _ in found.values() if one.known_as in _CALLED}  # where some place is called so
    for one, _ in found.values():
        if one.feature_class == "P" and one.known_as is not KnownAs.FORMER:
            cities[one.country] = max(cities.get(one.country, 0), one.population)
            if (
                one.known_as is KnownAs.DISPLAY or one.country not in named
            ):  # "Nikolaev": a rendering of larger and smaller
                proper[one.country] = max(proper.get(one.country, 0), one.population)
    return {
        key: pair
        for key, pair in found.items()
        if not _is_dwarfed(pair[0], cities.get(pair[0].country, 0))
        and not _only_also_called(pair[0], proper.get(pair[0].country, 0))
    }


def _only_also_called(one: Candidate, city: int) -> bool:
    """Whether a settlement is called so beside its own name alone, and so is a far larger city, or that is its name."""
    also = one.known_as not in {KnownAs.DISPLAY, KnownAs.PRIMARY, KnownAs.CODE}
    return also and one.feature_class == "P" and city >= CITY and one.population * ALSO_TIMES <= city


def _is_dwarfed(village: Candidate, city: int) -> bool:
    return village.feature_class == "P" and city >= max(CITY, TIMES * max(village.population, TIMES))


def prominence(candidate: Candidate) -> float:
    """How much there is to an entry, on the scale of log10 of inhabitants.

    Seas, islands, regions and divisions whose inhabitants nobody counted go by their extent: one of 100 km like a town
    of 30,000, one of 1,000 km like a country of three million.
    """
    if candidate.population or candidate.feature_class not in {"A", "L", "H", "T"}:
        return math.log10(candidate.population + 1.0) or _UNCOUNTED.get(candidate.feature_code, 0.0)
    return max(0.0, 2.0 * math.log10(max(candidate.reach_km, 1.0)) + 0.5)
