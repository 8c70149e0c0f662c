"""Where the text says that a place lies from another: "Serhiivka, 50km south of Odesa"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geomap.geo import LonLat, destination, distance_km
from geomap.languages import LanguagePack, Numbers
from geomap.places.wording import Wording
from geomap.records import COUNTRY_CODES, Article, Candidate, Field, Mention, Role

_FURTHEST = 90  # code points of the words that state it
_LEAST_KM, _SHARE = 10.0, 0.5  # by how much a round figure and an eighth of the compass may be off
_LOST_KM, _LOST_TIMES = 20.0, 2.0  # no bearer within so much of what is stated: the place meant is none of them
_NEXT = 1.5  # how many times farther off than the nearest another may be
_PASSED = 3  # mentions before the other place, of which one may be the place that is measured
_MOST = 60  # bearers that are looked at

Choices = Mapping[str, tuple[Candidate, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """A distance from one mention to another, by their positions."""

    inner: int
    outer: int
    words: str
    far_km: float
    bearing: float | None  # degrees

    def around(self, start: Candidate) -> tuple[LonLat, float]:
        """Where it leads to, and within how many km; without a direction anywhere around."""
        if self.bearing is None:
            return start.at, self.far_km + max(_LEAST_KM, _SHARE * self.far_km)
        at = destination(start.at, bearing_deg=self.bearing, distance_km=self.far_km)
        return at, max(_LEAST_KM, _SHARE * self.far_km)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a distance leaves of the bearers of a name."""

    words: str  # "50km south of Odesa"
    fitting: frozenset[str]  # ids of bearers; empty where all lie somewhere else
    spots: tuple[tuple[LonLat, float], ...]  # where it may be, and within how many km
    offset: Offset

    def fits(self, one: Candidate) -> bool:
        """Whether an entry lies where the text says."""
        return any(distance_km(spot, one.at) <= far + one.reach_km for spot, far in self.spots)


def stated(
    article: Article,
    mentions: Sequence[Mention],
    said: Sequence[Wording],
    choices: Choices,
    pack: LanguagePack | None,
) -> dict[int, Stated]:
    """For some mentions, by their position, where the text says that they lie."""
    found: dict[int, Stated] = {}
    for offset in _offsets(article, mentions, pack) if pack else ():
        inner, outer = _bearers(said[offset.inner], choices), _towns(_bearers(said[offset.outer], choices))
        if not outer or said[offset.inner].core == said[offset.outer].core:
            continue
        words = f"{offset.words}{mentions[offset.outer].surface}"
        for starts in (outer[:1], outer):  # the place that all know, and only then its namesakes
            fitting, used = _fitting(inner, starts, offset)
            if fitting:
                break
        spots = tuple(offset.around(one) for one in (used or outer))
        found[offset.inner] = Stated(words=words, fitting=fitting, spots=spots, offset=offset)
        if fitting and outer[0] not in used:
            at = tuple((one.at, 1.0) for one in used)
            found[offset.outer] = Stated(
                words=words, fitting=frozenset(one.id for one in used), spots=at, offset=offset
            )
    return found


def _fitting(
    inner: Sequence[Candidate], outer: Sequence[Candidate], offset: Offset
) -> tuple[frozenset[str], Sequence[Candidate]]:
    """The bearers that lie as far from one of the other's as is said, or not much farther, and those they lie from."""
    for meets in (_meets, _is_about):
        pairs = [(one, start) for start in outer for one in inner if one.id != start.id and meets(one, start, offset)]
        if pairs:
            off = [distance_km(offset.around(start)[0], one.at) for one, start in pairs]
            limit = max(offset.around(pairs[0][1])[1], _NEXT * min(off))
            pairs = [pair for pair, km in zip(pairs, off, strict=True) if km <= limit + pair[0].reach_km]
            return frozenset(one.id for one, _ in pairs), list(dict.fromkeys(start for _, start in pairs))
        if len(outer) > 1:
            break  # of namesakes that few know only exact ones
    return frozenset(), ()


def _meets(one: Candidate, start: Candidate, offset: Offset) -> bool:
    spot, far = offset.around(start)
    return distance_km(spot, one.at) <= far + one.reach_km


def _is_about(one: Candidate, start: Candidate, offset: Offset) -> bool:
    """Whether an entry is so near that the text may have its distance wrong."""
    limit = _LOST_TIMES * offset.far_km + _LOST_KM
    return distance_km(one.at, start.at) <= limit + one.reach_km + start.reach_km


def _bearers(wording: Wording, choices: Choices) -> list[Candidate]:
    """The places that a name can mean, the most populous first."""
    found = {
        one.id: one for name in wording.names for one in choices.get(name, ()) if one.feature_code not in COUNTRY_CODES
    }
    return sorted(found.values(), key=lambda one: (-one.population, one.id))[:_MOST]


def _towns(bearers: Sequence[Candidate]) -> Sequence[Candidate]:
    """Those of them that are towns, where any is: distances are counted from towns."""
    return [one for one in bearers if one.feature_class == "P"] or bearers


def _offsets(article: Article, mentions: Sequence[Mention], pack: LanguagePack) -> list[Offset]:
    said, found = pack.locations, []
    for at, outer in enumerate(mentions):
        if outer.role is Role.PEOPLE:
            continue
        text = article.title if outer.field is Field.TITLE else article.text
        low = max(0, outer.span.start - _FURTHEST)
        before = re.sub(r"\s", " ", text[low : outer.span.start]).lower()
        match = said.patterns.offset.search(before) if any(unit in before for unit in said.units_km) else None
        far_km = _far_km(match, pack) if match else None
        if match is None or far_km is None:
            continue
        inner = _inner(text, mentions, at, low + match.start(), pack)
        if inner is not None:
            way = match["direction"]
            bearing = None if way is None else said.bearings[way.replace("-", "").replace(" ", "")]
            found.append(Offset(inner=inner, outer=at, words=match[0], far_km=far_km, bearing=bearing))
    return found


def _inner(text: str, mentions: Sequence[Mention], outer: int, begins: int, pack: LanguagePack) -> int | None:
    """The mention whose place it is: the one before the words, or the one behind the other place."""
    patterns, own = pack.locations.patterns, mentions[outer]
    for at in range(outer - 1, max(outer - _PASSED, 0) - 1, -1):  # "X, in the state of Y, 20 km north of Z"
        before = mentions[at]
        if before.field is not own.field:
            break
        if before.role is Role.PEOPLE or before.span.end > begins:  # "north of the Borno state capital Maiduguri"
            continue
        if patterns.aside.fullmatch(re.sub(r"\s", " ", text[before.span.end : begins]).lower()):
            return at
    if outer + 1 < len(mentions) and mentions[outer + 1].field is own.field:
        behind = mentions[outer + 1]
        lead = re.sub(r"\s", " ", text[own.span.end : behind.span.start]).lower()
        if behind.role is not Role.PEOPLE and patterns.behind.fullmatch(lead):
            return outer + 1
    return None


def _far_km(match: re.Match[str], pack: LanguagePack) -> float | None:
    number = _number(match["number"], pack.numbers)
    if number is None:
        return None
    return number * next(km for unit, km in pack.locations.units_km.items() if match["unit"].startswith(unit))


def _number(word: str, numbers: Numbers) -> float | None:
    if word[0].isdecimal():
        return float(word.replace(",", "."))
    return numbers.values.get(word) or numbers.scales.get(word)
