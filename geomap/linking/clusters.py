"""Groups reports of one event: two groups become one when every report of the one is like every one of the other."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from geomap.linking.candidates import candidates
from geomap.linking.likeness import STRIKES, lies_within, like, one_place, tolls_agree
from geomap.linking.traits import Traits
from geomap.records import EventType

_WITNESSES = 12  # reports of a group that stand for all of it where only words decide
_SIDES = ("people", "trade", "thing", "folk")


def clusters(all_traits: Sequence[Traits]) -> list[list[int]]:
    """The groups, each in rising order of its reports.

    Reports that cannot be told apart are one from the outset. The others are joined in the order of their likeness.
    What a group is compared by is kept as its bounds (`_Group`), so that two groups are compared in the same time
    however many reports they hold.
    """
    groups = _folded(all_traits)
    of = {group.members[0]: group for group in groups}
    seen: set[int] = set()
    while True:
        scored = [
            (-score, one, other)
            for one, other in candidates(all_traits, sorted(of), seen)
            if (score := like(all_traits[one], all_traits[other])) is not None
        ]
        before = len(of)
        _join(sorted(scored), of)
        if len(of) == before or not scored:
            return sorted(sorted(group.members) for group in of.values())


def _folded(all_traits: Sequence[Traits]) -> "list[_Group]":
    """One group for each set of reports that are equal in all that is compared, and like themselves."""
    equal: dict[object, list[int]] = defaultdict(list)
    for number, one in enumerate(all_traits):
        equal[one.same()].append(number)
    made = []
    for members in equal.values():
        one = all_traits[members[0]]
        parts = [members] if like(one, one) is not None else [[number] for number in members]
        made += [_Group.of(one, part) for part in parts]
    return made


def _join(scored: "list[tuple[float, int, int]]", of: "dict[int, _Group]") -> None:
    """Join the groups of each pair, the likest first; `of` keeps each group under its first report."""
    head = {number: number for number in of}

    def first(number: int) -> int:
        while head[number] != number:
            head[number] = head[head[number]]
            number = head[number]
        return number

    for _, one, other in scored:
        left, right = sorted((first(one), first(other)))
        if left != right and of[left].fits(of[right]):
            of[left].take(of.pop(right))
            head[right] = left


@dataclass(slots=True, kw_only=True)
class _Group:
    """Reports that are one event, and the bounds that another report has to keep to."""

    members: list[int]
    subs: dict[EventType, set[str]]
    sides: dict[str, str]
    span: tuple[int, int] | None  # the one interval of all reports, None when they differ
    wide: bool
    earliest: int  # the latest of the first days
    last: int  # the earliest of the last days
    tolls: dict[int, tuple[int, int]] = field(default_factory=dict)  # day of publication: least and most dead
    places: dict[object, Traits] = field(default_factory=dict)
    by_words: bool  # whether words decide: a vague place, a month
    witnesses: list[Traits]

    @classmethod
    def of(cls, one: Traits, members: Sequence[int]) -> "_Group":
        """A group of reports that are all equal to `one`."""
        return cls(
            members=list(members),
            subs={one.kind: {one.sub} - {""}},
            sides={name: side for name in _SIDES if (side := getattr(one, name))},
            span=(one.first, one.last),
            wide=one.wide,
            earliest=one.earliest,
            last=one.last,
            tolls={} if one.killed is None else {one.published: (one.killed, one.killed)},
            places={(one.anchor, one.precision, one.at): one},
            by_words=one.wide or not one.exact,
            witnesses=[one],
        )

    def fits(self, other: "_Group") -> bool:
        """Whether every report here is like every report there."""
        return (
            self._subs_fit(other)
            and all(other.sides.get(name, side) == side for name, side in self.sides.items())
            and self._days_fit(other)
            and self._tolls_fit(other)
            and self._places_fit(other)
            and (not self._needs_words(other) or self._words_fit(other))
        )

    def take(self, other: "_Group") -> None:
        """Take the reports of another group in."""
        self.members += other.members
        for kind, subs in other.subs.items():
            self.subs.setdefault(kind, set()).update(subs)
        self.sides |= other.sides
        self.span = self.span if self.span == other.span else None
        self.wide |= other.wide
        self.earliest, self.last = max(self.earliest, other.earliest), min(self.last, other.last)
        for day, (low, high) in other.tolls.items():
            mine = self.tolls.get(day, (low, high))
            self.tolls[day] = min(low, mine[0]), max(high, mine[1])
        for key, place in other.places.items():
            if len(self.places) < _WITNESSES:
                self.places.setdefault(key, place)
        self.by_words |= other.by_words
        self.witnesses = (self.witnesses + other.witnesses)[:_WITNESSES]

    def _subs_fit(self, other: "_Group") -> bool:
        for kind, subs in self.subs.items():
            both = subs | other.subs.get(kind, set())
            if len(both) > 1 and not both <= STRIKES:
                return False
        return True

    def _days_fit(self, other: "_Group") -> bool:
        if self.span is not None and self.span == other.span:
            return True
        return not (self.wide or other.wide) and max(self.earliest, other.earliest) <= min(self.last, other.last)

    def _tolls_fit(self, other: "_Group") -> bool:
        """Whether no toll falls too far: each day's least is held against the most of that day and the days before."""
        return all(
            tolls_agree(low, day, most, before)
            for mine, theirs in ((self.tolls, other.tolls), (other.tolls, self.tolls))
            for day, (low, _) in mine.items()
            for before, (_, most) in theirs.items()
            if before <= day and most > low
        )

    def _places_fit(self, other: "_Group") -> bool:
        return all(
            one_place(one, two) or lies_within(one, two)
            for one in self.places.values()
            for two in other.places.values()
        )

    def _needs_words(self, other: "_Group") -> bool:
        return self.by_words or other.by_words or len(self.subs.keys() | other.subs.keys()) > 1

    def _words_fit(self, other: "_Group") -> bool:
        return all(like(one, two) is not None for one in self.witnesses for two in other.witnesses)
