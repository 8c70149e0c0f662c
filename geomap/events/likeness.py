"""Judges whether two reports tell of one deed, with its reasons; in doubt it says no."""

import datetime as dt
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from geomap.events import words
from geomap.geo import distance_km
from geomap.records import Basis, Event, EventType, GeoPrecision, Grain, Status, Tally, When, Where

_CELL_DEGREES = 0.5  # wider than any two settlements that count as one place
_SAME_SPOT_KM = 5.0  # two points no farther apart are one place when each lies in the other's reach
_ALIKE_WORDS = 0.3  # share of common words that makes two vague reports one; chosen on tests/gold/merge_pairs.jsonl
_SOME_WORDS = 0.12
_SAME_WORDS = 0.6  # "in January" says so little that the rest must be nearly the same report
_FIGURES_APART = 2  # figures that differ by more than this and by half are figures of two events
_WORD = re.compile(r"[^\W\d_]{4,}")
_EMPTY_WORDS = frozenset(words.table("likeness_en")["empty"])
_TABLE = words.table("likeness_en")
_BROAD = frozenset(_TABLE["broad"].split())
_SAME_SORT: Mapping[str, str] = {word: row.split()[0] for row in _TABLE["same_sort"] for word in row.split()}
_THINGS = frozenset(_TABLE["things"].split())
_PEOPLES = frozenset(_TABLE["peoples"].split())
_POINTS = frozenset({GeoPrecision.SITE, GeoPrecision.SETTLEMENT, GeoPrecision.NEAR})
_STRIKES = frozenset({"Air/drone strike", "Shelling/artillery/missile attack"})  # one night often brings both


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How sure we are that two events are one, and why."""

    score: float  # the more reasons, the higher; only its order counts
    reasons: tuple[str, ...]


def alike(one: Event, other: Event) -> Likeness | None:
    """The likeness of two unmerged events, or None when they are, or may be, two. It does not depend on the order."""
    if not _may_be_one(one, other):
        return None
    days, place = _days(one.when, other.when), _place(one.where, other.where)
    if days is None or place is None:
        return None
    shared, figures = _shared_words(one, other), _same_figures(one, other)
    exact = one.where.precision in _POINTS and other.where.precision in _POINTS
    if not _told_alike(one, other, shared=shared, sure=exact or bool(figures and shared >= _SOME_WORDS)):
        return None
    reasons = [place, days]
    reasons += [f"both say {figures}"] if figures else []
    reasons += [f"{shared:.0%} of their words are the same"] if shared >= _SOME_WORDS else []
    return Likeness(score=round(2.0 * exact + bool(figures) + shared, 6), reasons=tuple(reasons))


def _may_be_one(one: Event, other: Event) -> bool:
    """Whether neither kind nor figures nor a person's word speaks against it."""
    return (
        one.event_type is other.event_type
        and Status.REJECTED not in {one.status, other.status}
        and _subs_agree(one.sub_event_type, other.sub_event_type)
        and _figures_agree(one, other)
        and _sides_agree(one, other)
    )


def _sides_agree(one: Event, other: Event) -> bool:
    """Whether those who did it, and what it was done to, may be the same."""
    if one.event_type is not EventType.BATTLES and _may_differ(_people(one.initiator), _people(other.initiator)):
        return False
    if one.event_type is EventType.PROTESTS and _may_differ(_kind(one.initiator), _kind(other.initiator)):
        return False
    mine, theirs = _kind(one.target), _kind(other.target)
    same_sort = (mine in _THINGS) == (theirs in _THINGS)
    return not (same_sort and _may_differ(mine, theirs))


def _may_differ(one: str, other: str) -> bool:
    return bool(one and other) and one != other


def _people(said: str | None) -> str:
    """The people or state that is named first: "russ" for Russian forces and Russia; "" when none is."""
    word = (said or "").split(" ", 1)[0].lower()
    return word[:4] if word in _PEOPLES else ""


def _kind(said: str | None) -> str:
    """What sort of people or thing is named: "school" for a village school; "" when it is said too broadly."""
    word = (said or "").rsplit(" ", 1)[-1].lower()
    word = _SAME_SORT.get(word, word)
    return "" if word in _BROAD else word.removesuffix("s")


def _told_alike(one: Event, other: Event, *, shared: float, sure: bool) -> bool:
    """Whether place and day are narrow enough, or else the words are nearly the same."""
    if _too_wide(one.when, other.when):
        return shared >= _SAME_WORDS
    return sure or (shared >= _ALIKE_WORDS and one.sub_event_type == other.sub_event_type)


def near_cells(where: Where) -> Iterator[object]:
    """The blocks to compare an event in: its place, its name if unplaced, its cell of the globe and those around."""
    if where.place is None:
        yield where.wording.casefold()
        return
    yield where.place.candidate.id
    if where.at is None:
        return
    column, row = math.floor(where.at.lon / _CELL_DEGREES), math.floor(where.at.lat / _CELL_DEGREES)
    columns = round(360 / _CELL_DEGREES)
    for east in (-1, 0, 1):
        for north in (-1, 0, 1):
            yield (column + east) % columns, row + north


def _subs_agree(one: str, other: str) -> bool:
    return one == other or not one or not other or {one, other} <= _STRIKES


def _days(one: When, other: When) -> str | None:
    """Why two dates may be one, or None."""
    if (one.first, one.last) == (other.first, other.last):
        return f"same day {one.first}" if one.first == one.last else f"same days {one.first} to {one.last}"
    if _too_wide(one, other):
        return None
    first, last = max(_earliest(one), _earliest(other)), min(one.last, other.last)
    return f"their days meet on {last}" if first <= last else None


def _too_wide(one: When, other: When) -> bool:
    return not {one.grain, other.grain}.isdisjoint({Grain.MONTH, Grain.YEAR})


def _earliest(when: When) -> dt.date:
    """An article that names no day tells of its own or the day before."""
    return when.first - dt.timedelta(days=1) if when.basis is Basis.PUBLISHED else when.first


def _place(one: Where, other: Where) -> str | None:
    """Why two locations may be one, or None."""
    if one.place is None or other.place is None:
        same = one.place is other.place and one.wording.casefold() == other.wording.casefold()
        return f"same unplaced name {one.wording}" if same else None
    a, b = one.place.candidate, other.place.candidate
    if a.id == b.id:
        return f"same place {a.name} ({a.id})" if one.precision == other.precision else f"at or near {a.name} ({a.id})"
    if one.at is None or other.at is None or not ({one.precision, other.precision} <= _POINTS):
        return None
    apart = distance_km(one.at, other.at)
    within = apart <= min(one.reach_km or 0.0, other.reach_km or 0.0) or (
        apart <= _SAME_SPOT_KM and GeoPrecision.SITE in {one.precision, other.precision}
    )
    return f"{a.name} and {b.name} lie {apart:.1f} km apart, within reach of each other" if within else None


def _killed(event: Event) -> Tally | None:
    return next((tally for tally in event.harm if tally.what == "killed" and tally.best is not None), None)


def _figures_agree(one: Event, other: Event) -> bool:
    """Whether the dead they count may be the same ones: a toll rises between reports, but it does not halve in one."""
    a, b = _killed(one), _killed(other)
    if a is None or b is None or a.best is None or b.best is None:
        return True
    low, high = sorted((a.best, b.best))
    later = one if b.best < a.best else other  # the one with the higher figure
    earlier = other if later is one else one
    rises = later.reports[0].published > earlier.reports[0].published
    return rises or high - low <= _FIGURES_APART or high <= 1.5 * low


def _same_figures(one: Event, other: Event) -> str:
    """A figure above one that both give."""
    mine = {(tally.what, tally.best) for tally in (*one.harm, *one.quantities) if tally.best and tally.best > 1}
    theirs = {(tally.what, tally.best) for tally in (*other.harm, *other.quantities) if tally.best and tally.best > 1}
    return ", ".join(f"{count} {what}" for what, count in sorted(mine & theirs))


@lru_cache(maxsize=65536)
def _words(quote: str) -> frozenset[str]:
    return frozenset(_WORD.findall(quote.lower())) - _EMPTY_WORDS


def _shared_words(one: Event, other: Event) -> float:
    a, b = _words(one.reports[0].quote), _words(other.reports[0].quote)
    return len(a & b) / len(a | b) if a | b else 0.0
