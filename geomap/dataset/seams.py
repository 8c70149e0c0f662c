"""Finds what the turn of a month may have parted: events so near to it that reports in the next month may tell them."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from geomap.dataset.records import bucket_in
from geomap.linking import split
from geomap.records import Event, Grain

NEAR_DAYS = 4  # from the turn of a month; reports of one event share a day, so that a chain of them is hardly longer
_LONGEST = dt.timedelta(days=31)  # so far the days of a stretch are compared one by one
_WIDE = frozenset({Grain.MONTH, Grain.YEAR})  # they meet only their equals, which are in one bucket
_ONE = dt.timedelta(days=1)


def turns(event: Event, elsewhere: frozenset[str]) -> tuple[str, ...]:
    """The turns of months, sorted, at which a merged event may have reports in buckets that lie elsewhere.

    A turn is named by the bucket of the month that begins.

    Args:
        event: what one bucket, or several together, made of its reports.
        elsewhere: the buckets that were merged without it.
    """
    return tuple(sorted({turn for part in split(event) for turn in _turns(part, elsewhere)}))


def _turns(part: Event, elsewhere: frozenset[str]) -> Iterator[str]:
    if part.when.grain in _WIDE:
        return
    near = dt.timedelta(days=NEAR_DAYS)
    day = _later(part.when.first, -near).replace(day=1)
    end = _later(min(part.when.last, _later(part.when.first, _LONGEST)), near)
    while day <= end:
        month_before = bucket_in(part, _later(day, -_ONE))
        if day > _later(part.when.first, -near) and elsewhere & {month_before, bucket_in(part, day)}:
            yield bucket_in(part, day)
        if day >= dt.date.max.replace(day=1):
            return
        day = (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1)


def _later(day: dt.date, by: dt.timedelta) -> dt.date:
    """That much later or earlier, as far as the calendar goes."""
    number = min(max(day.toordinal() + by.days, dt.date.min.toordinal()), dt.date.max.toordinal())
    return dt.date.fromordinal(number)


def neighbours(bucket: str, known: Iterable[str]) -> frozenset[str]:
    """The buckets of the months before and after, of the same country, among those that are known."""
    country, _, month = bucket.partition("-")
    year, number = map(int, month.split("-"))
    around = (divmod(year * 12 + number - 1 + step, 12) for step in (-1, 1))
    return frozenset(f"{country}-{y:04d}-{m + 1:02d}" for y, m in around) & frozenset(known)


def joined(seams: Mapping[str, int]) -> Iterator[tuple[tuple[str, ...], int]]:
    """The seams that have to be merged together, with the number of their events: those that share a turn.

    Args:
        seams: the turns of some events, one string with spaces between them, to the number of these events.
    """
    head: dict[str, str] = {}

    def first(turn: str) -> str:
        while head.setdefault(turn, turn) != turn:
            head[turn] = turn = head[head[turn]]
        return turn

    for seam in seams:
        some: Sequence[str] = seam.split(" ")
        for turn in some[1:]:
            one, other = sorted((first(some[0]), first(turn)))
            head[other] = one
    together: dict[str, list[str]] = {}
    for seam in sorted(seams):
        together.setdefault(first(seam.split(" ", 1)[0]), []).append(seam)
    for members in together.values():
        yield tuple(members), sum(seams[seam] for seam in members)
