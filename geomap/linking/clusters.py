"""Groups reports of one event: two groups become one when, taken all together, the one is like the other."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from geomap.linking.candidates import candidates
from geomap.linking.likeness import ONE, likes, may_be_one, tolls_agree
from geomap.linking.traits import Traits

_WITNESSES = 4  # reports of a group that stand for all of it: the first ones


def clusters(all_traits: Sequence[Traits]) -> list[list[int]]:
    """The groups, each in rising order of its reports.

    Reports that cannot be told apart are one from the outset. The others are joined in the order of their likeness.
    What a group is compared by is kept as its bounds and a few witnesses (`_Group`), so that two groups are compared
    in the same time however many reports they hold.
    """
    groups = _folded(all_traits)
    of = {group.members[0]: group for group in groups}
    seen: set[int] = set()
    while True:
        pairs = list(candidates(all_traits, sorted(of), seen))
        scores = likes([(all_traits[one], all_traits[other]) for one, other in pairs])
        likely = [(-score, one, other) for score, (one, other) in zip(scores, pairs, strict=True) if score >= ONE]
        before = len(of)
        _join(sorted(likely), of)
        if len(of) == before or not likely:
            return sorted(sorted(group.members) for group in of.values())


def _folded(all_traits: Sequence[Traits]) -> "list[_Group]":
    """One group for each set of reports that are equal in all that is compared, and like themselves."""
    equal: dict[object, list[int]] = defaultdict(list)
    for number, one in enumerate(all_traits):
        equal[one.same()].append(number)
    heads = [all_traits[members[0]] for members in equal.values()]
    made = []
    for members, one, score in zip(equal.values(), heads, likes([(one, one) for one in heads]), strict=True):
        parts = [members] if score >= ONE else [[number] for number in members]
        made += [_Group.of(one, part) for part in parts]
    return made


def _join(likely: "list[tuple[float, int, int]]", of: "dict[int, _Group]") -> None:
    """Join the groups of each pair, the likest first; `of` keeps each group under its first report."""
    head = {number: number for number in of}

    def first(number: int) -> int:
        while head[number] != number:
            head[number] = head[head[number]]
            number = head[number]
        return number

    for _, one, other in likely:
        left, right = sorted((first(one), first(other)))
        if left != right and of[left].fits(of[right]):
            of[left].take(of.pop(right))
            head[right] = left


@dataclass(slots=True, kw_only=True)
class _Group:
    """Reports that are one event, and what another report is compared with."""

    members: list[int]
    tolls: dict[int, tuple[int, int]] = field(default_factory=dict)  # day of publication: least and most dead
    witnesses: list[Traits]

    @classmethod
    def of(cls, one: Traits, members: Sequence[int]) -> "_Group":
        """A group of reports that are all equal to `one`."""
        tolls = {} if one.killed is None else {one.published: (one.killed, one.killed)}
        return cls(members=list(members), tolls=tolls, witnesses=[one])

    def fits(self, other: "_Group") -> bool:
        """Whether nothing forbids any report here to be one there, and they are likely one on the whole."""
        if not self._tolls_fit(other):
            return False
        pairs = [(one, two) for one in self.witnesses for two in other.witnesses]
        if not all(may_be_one(one, two) for one, two in pairs):
            return False
        return sum(likes(pairs)) >= ONE * len(pairs)

    def take(self, other: "_Group") -> None:
        """Take the reports of another group in."""
        self.members += other.members
        for day, (low, high) in other.tolls.items():
            mine = self.tolls.get(day, (low, high))
            self.tolls[day] = min(low, mine[0]), max(high, mine[1])
        self.witnesses = (self.witnesses + other.witnesses)[:_WITNESSES]

    def _tolls_fit(self, other: "_Group") -> bool:
        """Whether no toll falls too far: each day's least is held against the most of that day and the days before."""
        return all(
            tolls_agree(low, day, most, before)
            for mine, theirs in ((self.tolls, other.tolls), (other.tolls, self.tolls))
            for day, (low, _) in mine.items()
            for before, (_, most) in theirs.items()
            if before <= day and most > low
        )
