"""What else speaks for a date: the event's other dates, and those of the events around it, as numbers for a model.

Each date was judged alone by then. Here it is seen whether another is as likely, whether it is named again, and whether
other events of the article, those told in the same sentences and those of the same type, have it too.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from geomap.events.days import DayOption
from geomap.events.draft import Draft
from geomap.records import Basis, Grain

FEATURES = (
    *(
        "sure",
        "share",
        "again",
        "n_again",
        "rival",
        "n_apart",
        "article",
        "sentences",
        "type",
        "n_events",
        "n_agreeing",
    ),
    *("is_own", "basis", "grain", "days_ago", "n_days", "event_news", "event_background", "n_lines"),
)
_BASES, _GRAINS = tuple(Basis), tuple(Grain)
_NONE = -1.0  # where nobody can be asked
MOST = 50  # dates of an event that are judged again: one told all over a long article is offered each of its dates
Interval = tuple[date, date]
Judged = Sequence[tuple[float, DayOption]]  # the dates that an event may have, each with its probability


class DayContext:
    """The dates of an article's events, each judged alone."""

    def __init__(self, drafts: Sequence[Draft], judged: Iterable[Judged]) -> None:
        """Gather what each event says for each date.

        Args:
            drafts: the events.
            judged: the dates of each, of which the likeliest are kept.
        """
        self._drafts = drafts
        self._judged = [_likeliest_of(own) for own in judged]
        self._shares = [_shares(own) for own in self._judged]
        self._likeliest = Counter(map(_likeliest, self._shares))
        self._votes = _Votes()
        for draft, shares in zip(drafts, self._shares, strict=True):
            self._votes.add(_groups(draft), shares)

    def dates(self, number: int) -> list[DayOption]:
        """The dates of an event, by its number, with what speaks for each around it as its features."""
        return [
            replace(option, features=self._features(number, at)) for at, (_, option) in enumerate(self._judged[number])
        ]

    def _features(self, number: int, at: int) -> tuple[float, ...]:
        draft, judged, shares = self._drafts[number], self._judged[number], self._shares[number]
        sure, option = judged[at]
        when, interval = option.when, _interval(option)
        again = [other for place, (other, one) in enumerate(judged) if _interval(one) == interval and place != at]
        rivals = [other for other, one in judged if _interval(one) != interval]
        whole, *lines, kind = _groups(draft)
        return (
            *(sure, shares[interval], max(again, default=_NONE), float(len(again)), max(rivals, default=_NONE)),
            float(len(shares)),
            *(self._votes.of_others(some, interval, shares[interval]) for some in ([whole], lines, [kind])),
            *(float(len(self._drafts)), float(self._likeliest[interval] - (interval == _likeliest(shares)))),
            *(float(option.line in draft.lines), float(_BASES.index(when.basis)), float(_GRAINS.index(when.grain))),
            *(float((draft.document.article.published - when.last).days), float((when.last - when.first).days)),
            *(float(draft.asserted[1]), float(draft.asserted[2]), float(len(draft.lines))),
        )


class _Votes:
    """What the events of each group give to each interval."""

    def __init__(self) -> None:
        self._voters: Counter[Hashable] = Counter()
        self._given: defaultdict[tuple[Hashable, Interval], float] = defaultdict(float)

    def add(self, groups: Iterable[Hashable], shares: Mapping[Interval, float]) -> None:
        for group in groups:
            self._voters[group] += 1
            for interval, share in shares.items():
                self._given[group, interval] += share

    def of_others(self, groups: Iterable[Hashable], interval: Interval, own: float) -> float:
        """The mean of what the others of some groups give, of which the asking event gives so much to each."""
        voters = given = 0.0
        for group in groups:
            voters += self._voters[group] - 1
            given += self._given[group, interval] - own
        return given / voters if voters else _NONE


def _likeliest_of(judged: Judged) -> Judged:
    """The likeliest dates of an event in the order that they are offered in."""
    if len(judged) <= MOST:
        return judged
    kept = sorted(sorted(range(len(judged)), key=lambda at: -judged[at][0])[:MOST])
    return [judged[at] for at in kept]


def _shares(judged: Judged) -> dict[Interval, float]:
    """What each interval has of the probability of all."""
    most: dict[Interval, float] = {}
    for sure, option in judged:
        interval = _interval(option)
        most[interval] = max(most.get(interval, 0.0), sure)
    total = sum(most.values()) or 1.0
    return {interval: sure / total for interval, sure in most.items()}


def _likeliest(shares: Mapping[Interval, float]) -> Interval:
    return max(shares, key=shares.__getitem__)


def _groups(draft: Draft) -> list[Hashable]:
    """The groups of events that one belongs to: the article's, those of each of its sentences, those of its type."""
    return ["article", *draft.lines, draft.event_type]


def _interval(option: DayOption) -> Interval:
    return option.when.first, option.when.last
