"""Where what a sentence tells may have happened: each place that the article offers, as numbers for a model."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from geomap.events.document import Document, Line, Named, Option
from geomap.events.network import Floats
from geomap.events.surroundings import surroundings
from geomap.geo import distance_km
from geomap.records import Candidate, GeoPrecision, Role

PRECISIONS = tuple(GeoPrecision)
ROLES = tuple(Role)
LEAST_TOLD = 0.15  # probability from which on a sentence is asked where its event was ...
LEAST_SITE = 0.25  # ... or a name in it, that something happened there
NEAR, FAR = 2, 6  # sentences over which a place is carried: a doubtful one, a likely one
DOUBTFUL = 0.1
LIKELY = 0.5  # a sentence between that tells another event
CLOSER = 0.03  # of probability, that a mention one sentence nearer is worth
_TELLING = 34  # sentences beyond the nearest mention from which on none is worth more: one over CLOSER
_PASSED = 400  # sentences between a place and what is told of it that are looked at
_NO_AREAS = frozenset({GeoPrecision.SITE, GeoPrecision.SETTLEMENT, GeoPrecision.NEAR})
_NEVER = 50  # sentences since a place was named that was not named before
FEATURES = (
    *(
        "told",
        "news",
        "background",
        "total",
        "sub",
        "is_title",
        "length",
        "unresolved",
        "n_own",
        "told_before",
        "barred",
    ),
    *(
        "position",
        "preposition",
        "next_word",
        "to_trigger",
        "marks",
        "name_before",
        "name_behind",
        "is_own",
        "site_news",
        "site_other",
        "site",
        "trust",
        "role",
        "score",
        "is_repaired",
    ),
    *("gap", "distance", "since_named", "told_there", "like_there", "from_title", "between", "told_between"),
    *("precision", "best", "sum", "share", "n_named", "in_title", "rank", "order", "n_exact"),
    *("inside_own", "holds_own", "holds_any", "same_country", "other_site"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """A place at which the event of a sentence may have happened."""

    line: Line
    option: Option
    named: Named  # the mention that speaks for it: in the sentence itself, or the nearest likely one
    is_own: bool  # whether the sentence itself names it
    features: tuple[float, ...]  # as in FEATURES


def sites(document: Document) -> Iterator[Site]:
    """All places worth asking about, sentence by sentence; a long article offers too many to hold at once."""
    places = _Places(document)
    for line in document.lines:
        strongest = max((one.told for one in line.named), default=0.0)
        if line.told < LEAST_TOLD and strongest < LEAST_SITE:
            continue
        of_line = _of_line(document, line)
        for option in places.offered(line):
            yield _site(places, line, of_line, option)


class _Places:
    """The places of an article, with what does not depend on the sentence that asks for them; complete at once."""

    def __init__(self, document: Document) -> None:
        options = document.options.values()
        self.document = document
        self._ordered = [document.options[key] for key in sorted(document.options)]
        self._titled = {id(one): document.lines[one.lines[0]].is_title for one in options}
        ranks = {id(one): rank for rank, one in enumerate(sorted(options, key=lambda one: -one.total))}
        top = max((one.best for one in options), default=0.0)
        exact = sum(PRECISIONS.index(one.precision) <= PRECISIONS.index(GeoPrecision.NEAR) for one in options)
        self.features = {
            id(one): (
                *(float(PRECISIONS.index(one.precision)), one.best, one.total, one.best / (top + 1e-6)),
                *(float(len(one.named)), float(self._titled[id(one)]), float(ranks[id(one)])),
                *(float(one.order), float(exact)),
            )
            for one in options
        }
        self._sizes = [np.linalg.norm(line.signs.sub) for line in document.lines]
        self._near: dict[int, set[int]] = {}  # by number of the sentence, places by their order
        self._at_line: dict[int, set[int]] = {}  # the same of those that it names
        for at, one in enumerate(self._ordered):
            for line in {
                line for named in one.lines for line in range(named - _carried(one), named + _carried(one) + 1)
            }:
                self._near.setdefault(line, set()).add(at)
            for line in one.lines:
                self._at_line.setdefault(line, set()).add(at)
        self._everywhere = {
            at for at, one in enumerate(self._ordered) if self._titled[id(one)] and one.best >= LEAST_SITE
        }
        self._best_within: dict[int, float] = {}
        self._around: dict[int, tuple[float, ...]] = {}

    def offered(self, line: Line) -> list[Option]:
        """The places that the sentence names, and those that stand near enough to be meant."""
        before = set() if line.named else self._named_before(line)
        return [self._ordered[at] for at in sorted(self._near.get(line.number, set()) | self._everywhere | before)]

    def _named_before(self, line: Line) -> set[int]:
        """The places of the nearest sentence before that names one: "the mayor of Sumy ... a market in the city"."""
        for number in range(line.number - 1, max(-1, line.number - NEAR - 1), -1):
            if number in self._at_line:
                return self._at_line[number]
        return set()

    def best_within(self, option: Option) -> float:
        """The probability of an event at the likeliest of the places that lie in one."""
        if id(option) not in self._best_within:
            others = () if option.precision in _NO_AREAS else self._ordered
            within = (one.best for one in others if one is not option and holds(option, one))
            self._best_within[id(option)] = max(within, default=0.0)
        return self._best_within[id(option)]

    def alike(self, one: Line, other: Line) -> float:
        """How alike two sentences are in the sub-types that they speak of: 0..1."""
        size = self._sizes[one.number] * self._sizes[other.number]
        return cosine(one.signs.sub, other.signs.sub, size)

    def around(self, named: Named) -> tuple[float, ...]:
        """How a name stands in its sentence."""
        if id(named) not in self._around:
            self._around[id(named)] = _of_surroundings(self.document, named)
        return self._around[id(named)]


def _carried(option: Option) -> int:
    """Over how many sentences a place is meant that they do not name."""
    return 0 if option.best < DOUBTFUL else FAR if option.best >= LEAST_SITE else NEAR


def inside(area: Candidate, area_precision: GeoPrecision, exact: Candidate, exact_precision: GeoPrecision) -> bool:
    """Whether a more exact place lies in an area, by the codes of the gazetteer."""
    if PRECISIONS.index(exact_precision) >= PRECISIONS.index(area_precision) or area.id == exact.id:
        return False
    if area_precision is GeoPrecision.COUNTRY:
        return area.country == exact.country
    if area_precision is GeoPrecision.ADM1 and area.admin1_code:
        return area.admin1_code == exact.admin1_code
    if area_precision is GeoPrecision.ADM2 and area.admin2_code:
        return area.admin2_code == exact.admin2_code
    return area_precision is GeoPrecision.REGION and distance_km(area.at, exact.at) <= area.reach_km


def holds(area: Option, exact: Option) -> bool:
    """Whether one place of the article lies in another."""
    return inside(area.candidate, area.precision, exact.candidate, exact.precision)


def cosine(one: Floats, other: Floats, size: np.floating) -> float:
    """The cosine of two vectors that hold no negative number, 0..1; `size` is the product of their lengths."""
    return float(one @ other / (1e-6 + size))


def _site(places: _Places, line: Line, of_line: tuple[float, ...], option: Option) -> Site:
    own = option.near(line.number, 0)
    near = own or option.near(line.number, option.gap(line.number) + _TELLING)
    named = max(near, key=lambda one: one.told - CLOSER * abs(line.number - one.line))
    features = (
        *of_line,
        *places.around(named),
        *_of_mention(named, is_own=bool(own)),
        *_of_way(places, line, option, named),
        *places.features[id(option)],
        *_of_neighbours(places, line, option, is_own=bool(own)),
    )
    return Site(line, option, named, bool(own), features)


def _of_line(document: Document, line: Line) -> tuple[float, ...]:
    before = document.lines[line.number - 1].told if line.number else 0.0
    asserted = line.signs.asserted
    return (
        *(line.told, float(asserted[1]), float(asserted[2]), float(asserted[3]), float(line.signs.sub.max())),
        *(float(line.is_title), float(len(line.said.sentence.words)), line.unresolved),
        *(
            float(len({one.place.candidate.id for one in line.named})),
            before,
            barred(line),
            line.number / len(document.lines),
        ),
    )


def barred(line: Line) -> float:
    """What rules say of a sentence: 0 no trigger, 1 one that nothing bars, 2 all are plans, denials, history ..."""
    if not line.said.triggers:
        return 0.0
    return 1.0 if any(trigger.barrier is None for trigger in line.said.triggers) else 2.0


def _of_surroundings(document: Document, named: Named) -> tuple[float, ...]:
    around = surroundings(document.lines[named.line], named)
    return (
        *(float(around.preposition), float(around.next_word), float(around.to_trigger), float(around.marks)),
        *(float(around.before), float(around.behind)),
    )


def _of_mention(named: Named, *, is_own: bool) -> tuple[float, ...]:
    place, mention = named.place, named.mention
    return (
        *(float(is_own), float(named.site[1]), float(named.site[2]), named.told, place.trust),
        *(float(ROLES.index(mention.role)), mention.score, float(place.repair is not None)),
    )


def _of_way(places: _Places, line: Line, option: Option, named: Named) -> tuple[float, ...]:
    """How the sentence lies to the one in which the place is named."""
    lines = places.document.lines
    there = lines[named.line]
    gap = line.number - named.line
    begun = bisect_right(option.lines, line.number)  # the sentences up to this one that name it
    passed = lines[max(named.line + 1, line.number - _PASSED) : line.number] if gap > 0 else ()
    others = [one.told for other in passed for one in other.named if one.place.candidate.id != option.candidate.id]
    return (
        *(float(gap), float(abs(gap)), float(line.number - option.lines[begun - 1] if begun else _NEVER), there.told),
        *(places.alike(line, there), float(there.is_title), max(others, default=0.0)),
        float(sum(other.told > LIKELY for other in passed)),
    )


def _of_neighbours(places: _Places, line: Line, option: Option, *, is_own: bool) -> tuple[float, ...]:
    """How the place lies to the others of the sentence and of the article."""
    others = [one for one in line.named if one.place.candidate.id != option.candidate.id]
    beside = [places.document.options[one.place.candidate.id] for one in others]
    held = [one.told for one, other in zip(others, beside, strict=True) if holds(option, other)]
    strongest = sorted((one.told for one in line.named), reverse=True)
    rivals = strongest[1:] if is_own else strongest
    return (
        float(any(holds(other, option) for other in beside)),
        *(max(held, default=0.0), places.best_within(option)),
        float(any(other.candidate.country == option.candidate.country for other in beside)),
        rivals[0] if rivals else 0.0,
    )
