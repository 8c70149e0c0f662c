"""Brings together what an article says of one event: the sentences that tell it, each at its place."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import combinations

import numpy as np
import numpy.typing as npt

from geomap.events import echoes
from geomap.events.dates import Dated, Link
from geomap.events.document import Line, Option
from geomap.events.echoes import Echo, echo
from geomap.events.network import SUBS, Floats
from geomap.events.sites import PRECISIONS, Site, cosine, holds
from geomap.events.triggers import TYPE_OF
from geomap.geo import distance_km
from geomap.records import EventType, GeoPrecision

KEPT = 0.4  # probability of a site from which on it is believed ...
LEAST = 0.2  # ... or, where a sentence has none such, of its likeliest one
SAME = 0.5  # mean probability that two groups of sentences tell one event
_NEAR_KM = 10.0  # exact places farther apart are no readings of one another
_AREA_KM = 40.0  # the same where one of them is an area, whose point may lie anywhere in it
_EXACT = frozenset({GeoPrecision.SETTLEMENT, GeoPrecision.SITE})
_REACH = 60  # sites behind one that it is compared with, and later ones of its place; the headline with all
_FAR_KM, _FAR_DAYS = 500.0, 400
_SURE_DAY = 0.7  # of a date that hangs on "until" or lies ahead
TYPES = tuple(EventType)
_TYPE_OF_SUB = np.array([TYPES.index(TYPE_OF[sub]) for sub in SUBS])
FEATURES = (
    *("is_same_place", "distance_km", "precision", "other_precision", "is_inside", "like_sub", "like_type", "same_sub"),
    *("same_type", "gap", "with_title", "days", "days_apart", "day_sure", "other_day_sure", "tolls", "least_news"),
    *("most_news", "least_background", "most_background", "news_apart", "least_site", "most_site", "n_own"),
    *("least_told", "is_same_sentence", "n_sites", "other_n_sites"),
    *echoes.FEATURES,
)


@dataclass(frozen=True, slots=True, eq=False)
class Gist:
    """What a sentence is compared by, worked out once for all the others."""

    echo: Echo
    types: Floats  # as `by_type` gives them
    sizes: tuple[np.float32, np.float32]  # lengths of the vectors of sub-types and of types
    likeliest: tuple[int, int]  # the sub-type, the type
    day: tuple[Dated, float] | None  # as `likeliest_day` gives it
    killed: frozenset[int]  # the tolls that it counts


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A sentence that tells an event at a place."""

    site: Site
    probability: float  # that the place is right
    n_sites: int  # places at which the sentence tells events
    gist: Gist

    @property
    def line(self) -> Line:
        """The sentence."""
        return self.site.line


def believed(sites: Sequence[Site], probabilities: Sequence[float]) -> list[Told]:
    """The sites that are believed, sentence by sentence."""
    by_line: dict[int, list[tuple[float, Site]]] = {}
    for site, probability in zip(sites, probabilities, strict=True):
        by_line.setdefault(site.line.number, []).append((probability, site))
    found: list[Told] = []
    for number in sorted(by_line):
        ranked = sorted(by_line[number], key=lambda one: -one[0])
        kept = [one for one in ranked if one[0] >= KEPT] or [one for one in ranked[:1] if one[0] >= LEAST]
        kept = _without_carried(kept)
        if kept:
            shared = _gist(kept[0][1].line)
            found += [Told(site, probability, len(kept), shared) for probability, site in kept]
    return found


def _without_carried(kept: Sequence[tuple[float, Site]]) -> list[tuple[float, Site]]:
    """The sites of a sentence; where it names an exact one itself, none elsewhere that only other sentences name."""
    own = [site.option for _, site in kept if site.is_own and site.option.precision in _EXACT]
    return [
        (probability, site)
        for probability, site in kept
        if not own or site.is_own or any(_may_be_one(site.option, option) for option in own)
    ]


def pairs(told: Sequence[Told]) -> Iterator[tuple[int, int]]:
    """The pairs that may tell one event: of one place, near by, or one inside the other, and not far apart in the text.

    Places that a sentence lists ("Kharkiv and Chuhuiv were hit") have an event each, wherever else they are told.
    """
    listed = _listed(told)
    for one, other in _near(told):
        a, b = told[one].site.option, told[other].site.option
        if a is b:
            if told[one].line is not told[other].line:
                yield one, other
        elif frozenset((a.candidate.id, b.candidate.id)) not in listed and _may_be_one(a, b):
            yield one, other


def _near(told: Sequence[Told]) -> Iterator[tuple[int, int]]:
    """The pairs that are looked at: what is near in the text, and of one place the same number more, however far."""
    of_place: dict[str, list[int]] = {}
    for one, sentence in enumerate(told):
        of_place.setdefault(sentence.site.option.candidate.id, []).append(one)
    for one, sentence in enumerate(told):
        end = len(told) if sentence.line.is_title else min(len(told), one + 1 + _REACH)
        for other in range(one + 1, end):
            yield one, other
        there = of_place[sentence.site.option.candidate.id]
        at = bisect_left(there, end)
        for other in there[at : at + _REACH]:
            yield one, other


def _listed(told: Sequence[Told]) -> set[frozenset[str]]:
    """The pairs of exact places that one sentence names side by side."""
    by_line: dict[int, list[str]] = {}
    for one in told:
        if one.site.is_own and one.site.option.precision in _EXACT:
            by_line.setdefault(one.line.number, []).append(one.site.option.candidate.id)
    return {frozenset(pair) for places in by_line.values() for pair in combinations(places, 2)}


def _may_be_one(a: Option, b: Option) -> bool:
    near_km = _NEAR_KM if a.precision in _EXACT and b.precision in _EXACT else _AREA_KM
    return distance_km(a.candidate.at, b.candidate.at) <= near_km or holds(a, b) or holds(b, a)


def pair_features(one: Told, other: Told) -> tuple[float, ...]:
    """How two sentences at their places lie to each other, as in FEATURES."""
    return (
        *_of_places(one, other),
        *_of_kinds(one, other),
        *_of_days(one.gist, other.gist),
        *_rest(one, other),
        *echoes.common(one.gist.echo, other.gist.echo),
    )


def _of_places(one: Told, other: Told) -> tuple[float, ...]:
    a, b = one.site.option, other.site.option
    return (
        *(float(a is b), min(distance_km(a.candidate.at, b.candidate.at), _FAR_KM)),
        *(
            float(PRECISIONS.index(a.precision)),
            float(PRECISIONS.index(b.precision)),
            float(holds(a, b) or holds(b, a)),
        ),
    )


def _gist(line: Line) -> Gist:
    sub, types = line.signs.sub, by_type(line.signs.sub)
    return Gist(
        echo=echo(line),
        types=types,
        sizes=(np.linalg.norm(sub), np.linalg.norm(types)),
        likeliest=(int(sub.argmax()), int(types.argmax())),
        day=likeliest_day(line),
        killed=_tolls(line),
    )


def _of_kinds(one: Told, other: Told) -> tuple[float, ...]:
    a, b = one.gist, other.gist
    return (
        cosine(one.line.signs.sub, other.line.signs.sub, a.sizes[0] * b.sizes[0]),
        cosine(a.types, b.types, a.sizes[1] * b.sizes[1]),
        *(float(a.likeliest[0] == b.likeliest[0]), float(a.likeliest[1] == b.likeliest[1])),
        *(float(abs(one.line.number - other.line.number)), float(one.line.is_title or other.line.is_title)),
    )


def _of_days(one: Gist, other: Gist) -> tuple[float, ...]:
    a, b = one.day, other.day
    sure = (a[1] if a else -1.0, b[1] if b else -1.0)
    counted = float(bool(one.killed & other.killed)) if one.killed and other.killed else 2.0
    if a is None or b is None:
        return (2.0, -1.0, *sure, counted)
    first, second = a[0].when, b[0].when
    apart = max((second.first - first.last).days, (first.first - second.last).days, 0)
    return (float(apart == 0), float(min(apart, _FAR_DAYS)), *sure, counted)


def _rest(one: Told, other: Told) -> tuple[float, ...]:
    news = (float(one.line.signs.asserted[1]), float(other.line.signs.asserted[1]))
    background = (float(one.line.signs.asserted[2]), float(other.line.signs.asserted[2]))
    sure = (one.probability, other.probability)
    return (
        *(min(news), max(news), min(background), max(background), abs(news[0] - news[1]), min(sure), max(sure)),
        *(float(one.site.is_own + other.site.is_own), min(one.line.told, other.line.told)),
        *(float(one.line is other.line), float(one.n_sites), float(other.n_sites)),
    )


def by_type(sub: Floats) -> Floats:
    """The probability of each event type, in the order of EventType, from those of the sub-types."""
    found = np.zeros(len(TYPES), np.float32)
    np.add.at(found, _TYPE_OF_SUB, sub)
    return found


def likeliest_day(line: Line) -> tuple[Dated, float] | None:
    """The date of a sentence that is likeliest the day of what it tells."""
    fitting = [
        (dated, sure) for dated, sure in line.dates if dated.link not in {Link.AHEAD, Link.BOUND} or sure > _SURE_DAY
    ]
    return max(fitting, key=lambda one: one[1]) if fitting else None


def _tolls(line: Line) -> frozenset[int]:
    return frozenset(
        counted.tally.best
        for counted in line.said.harm
        if counted.tally.what == "killed" and counted.tally.best is not None
    )


def clusters(told: Sequence[Told], likely: Iterable[tuple[tuple[int, int], float]]) -> list[list[Told]]:
    """The sentences of each event: groups are joined while their mean probability to be one is SAME or more.

    Groups that are joined have a pair of more than SAME between them, so that sentences which no chain of such pairs
    connects are never one: each such part is looked at by itself, and all else is kept as bare numbers.

    Args:
        told: the sentences at their places.
        likely: of each pair that may be one event, the probability that it is; of any other pair it is nought.
    """
    ones, others, sure = array("l"), array("l"), array("d")
    for (one, other), likelihood in likely:
        ones.append(one)
        others.append(other)
        sure.append(likelihood)
    first, second, chances = np.asarray(ones), np.asarray(others), np.asarray(sure)
    part = _parts(len(told), zip(first[chances > SAME].tolist(), second[chances > SAME].tolist(), strict=True))
    within = np.flatnonzero(part[first] == part[second])
    within = within[np.argsort(part[first[within]], kind="stable")]
    starts = np.flatnonzero(np.diff(part[first[within]], prepend=-1))
    groups = {int(number): [int(number)] for number in np.flatnonzero(np.bincount(part, minlength=1)[part] == 1)}
    for own in np.split(within, starts[1:]):
        groups |= _joined(zip(first[own].tolist(), second[own].tolist(), chances[own].tolist(), strict=True))
    return [[told[number] for number in sorted(groups[key])] for key in sorted(groups)]


def _parts(number: int, joined: Iterable[tuple[int, int]]) -> npt.NDArray[np.int64]:
    """For each of so many things the least of those that a chain of joined pairs connects it with."""
    least = list(range(number))

    def end(one: int) -> int:
        while least[one] != one:
            least[one] = one = least[least[one]]
        return one

    for one, other in joined:
        low, high = sorted((end(one), end(other)))
        least[high] = low
    return np.array([end(one) for one in range(number)], dtype=np.int64)


def _joined(likely: Iterable[tuple[int, int, float]]) -> dict[int, list[int]]:
    """The groups that some sentences make, each by its least; of two that are no pair the probability is nought."""
    sums: dict[int, dict[int, float]] = {}
    for one, other, likelihood in likely:
        sums.setdefault(one, {})[other] = sums.setdefault(other, {})[one] = likelihood
    groups = {number: [number] for number in sums}
    nearest = [
        (-likelihood, one, other, 1)
        for one, row in sums.items()
        for other, likelihood in row.items()
        if one < other and likelihood > SAME
    ]
    heapify(nearest)
    while nearest:
        _, one, other, size = heappop(nearest)
        if one not in groups or other not in groups or len(groups[one]) * len(groups[other]) != size:
            continue  # one of them has grown since, or is gone
        groups[one] += groups.pop(other)
        for third, total in sums.pop(other).items():
            del sums[third][other]
            if third != one:
                sums[one][third] = sums[third][one] = sums[one].get(third, 0.0) + total
        for third, total in sorted(sums[one].items()):
            size = len(groups[one]) * len(groups[third])
            if total > SAME * size:
                heappush(nearest, (-total / size, min(one, third), max(one, third), size))
    return groups
