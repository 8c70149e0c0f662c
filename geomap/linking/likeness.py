"""Judges whether two reports tell of one event, with its reasons; in doubt it says no."""

import datetime as dt
from dataclasses import dataclass

from geomap.geo import distance_km
from geomap.linking.traits import Traits, traits
from geomap.records import Event, EventType, GeoPrecision

_SAME_SPOT_KM = 5.0  # two points no farther apart are one place when each lies in the other's reach
_ALIKE_WORDS = 0.3  # share of common words that makes two vague reports one; chosen on tests/gold/merge_pairs.jsonl
_SOME_WORDS = 0.12
_SAME_WORDS = 0.6  # "in January" says so little that the rest must be nearly the same report
_FIGURES_APART = 2  # figures that differ by more than this and by half are figures of two events
STRIKES = frozenset({"Air/drone strike", "Shelling/artillery/missile attack"})  # one night often brings both
_KIN = (
    frozenset({EventType.BATTLES, EventType.EXPLOSIONS, EventType.VIOLENCE_AGAINST_CIVILIANS}),
    frozenset({EventType.PROTESTS, EventType.RIOTS}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How sure we are that two events are one, and why."""

    score: float  # the more reasons, the higher; only its order counts
    reasons: tuple[str, ...]


def alike(one: Event, other: Event) -> Likeness | None:
    """The likeness of two unmerged events, or None when they are, or may be, two. It does not depend on the order."""
    a, b = traits(one), traits(other)
    score = like(a, b)
    return None if score is None else Likeness(score=score, reasons=reasons(a, b, one, other))


def like(a: Traits, b: Traits) -> float | None:
    """The score alone: how much speaks for one event, None when something speaks against it."""
    if not may_be_one(a, b) or not days_meet(a, b):
        return None
    within = lies_within(a, b)
    if not within and not one_place(a, b):
        return None
    shared, figures = shared_words(a, b), not a.figures.isdisjoint(b.figures)
    if not _told_alike(a, b, shared=shared, figures=figures, within=within):
        return None
    return round(2.0 * (a.exact and b.exact) + figures + shared, 6)


def may_be_one(a: Traits, b: Traits) -> bool:
    """Whether neither type nor figures, nor those who did it and suffered it, nor a person's word speaks against it."""
    return (
        not (a.rejected or b.rejected)
        and kinds_agree(a, b)
        and not _differ(a.people, b.people)
        and not _differ(a.trade, b.trade)
        and not _differ(a.thing, b.thing)
        and not _differ(a.folk, b.folk)
        and tolls_agree(a.killed, a.published, b.killed, b.published)
    )


def kinds_agree(a: Traits, b: Traits) -> bool:
    """Whether one event may be told as both: of one type and sub-type, or of two that newsrooms confuse."""
    if a.kind is b.kind:
        return a.sub == b.sub or not a.sub or not b.sub or {a.sub, b.sub} <= STRIKES
    return any(a.kind in family and b.kind in family for family in _KIN)


def tolls_agree(one: int | None, one_day: int, other: int | None, other_day: int) -> bool:
    """Whether the dead they count may be the same ones: a toll rises between reports, but it does not halve in one."""
    if one is None or other is None:
        return True
    if one > other:
        one, one_day, other, other_day = other, other_day, one, one_day
    return other_day > one_day or other - one <= _FIGURES_APART or other <= 1.5 * one


def days_meet(a: Traits, b: Traits) -> bool:
    """Whether the two dates may be one day or one stretch of days."""
    if (a.first, a.last) == (b.first, b.last):
        return True
    return not (a.wide or b.wide) and max(a.earliest, b.earliest) <= min(a.last, b.last)


def one_place(a: Traits, b: Traits) -> bool:
    """Whether the two locations may be one."""
    if a.anchor == b.anchor:
        return True
    if a.at is None or b.at is None or not (a.exact and b.exact) or a.anchor[0] == "?" or b.anchor[0] == "?":
        return False
    apart = distance_km(a.at, b.at)
    return apart <= min(a.reach_km, b.reach_km) or (
        apart <= _SAME_SPOT_KM and GeoPrecision.SITE in {a.precision, b.precision}
    )


def lies_within(a: Traits, b: Traits) -> bool:
    """Whether one is told of a place and the other of the division around it."""
    return (a.exact and b.area in a.inside) or (b.exact and a.area in b.inside)


def shared_words(a: Traits, b: Traits) -> float:
    """The share of their words that both have."""
    common = len(a.words & b.words)
    return common / (len(a.words) + len(b.words) - common) if common else 0.0


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one != other


def _told_alike(a: Traits, b: Traits, *, shared: float, figures: bool, within: bool) -> bool:
    """Whether place, day and type are narrow enough, or else the words are nearly the same."""
    if a.wide or b.wide:
        return shared >= _SAME_WORDS
    sure = figures and shared >= _SOME_WORDS
    if within or a.kind is not b.kind:
        return sure  # "shells hit the oblast" and "shells hit its town" may be two, whatever words they share
    return (a.exact and b.exact) or sure or (shared >= _ALIKE_WORDS and a.sub == b.sub)


def reasons(a: Traits, b: Traits, one: Event, other: Event) -> tuple[str, ...]:
    """Why two events that are alike are taken for one."""
    shared, figures = shared_words(a, b), sorted(a.figures & b.figures)
    said = [_place(a, b, one, other), _days(a, b)]
    said += [f"told as {a.kind.value} and as {b.kind.value}"] if a.kind is not b.kind else []
    said += [f"both say {', '.join(f'{count} {what}' for what, count in figures)}"] if figures else []
    said += [f"{shared:.0%} of their words are the same"] if shared >= _SOME_WORDS else []
    return tuple(said)


def _days(a: Traits, b: Traits) -> str:
    first, last = dt.date.fromordinal(a.first), dt.date.fromordinal(a.last)
    if (a.first, a.last) == (b.first, b.last):
        return f"same day {first}" if first == last else f"same days {first} to {last}"
    return f"their days meet on {dt.date.fromordinal(min(a.last, b.last))}"


def _place(a: Traits, b: Traits, one: Event, other: Event) -> str:
    if one.where.place is None or other.where.place is None:
        return f"same unplaced name {one.where.wording}"
    name, its = one.where.place.candidate.name, other.where.place.candidate.name
    if a.anchor == b.anchor:
        return f"{'same place' if a.precision == b.precision else 'at or near'} {name} ({a.anchor})"
    if one_place(a, b) and a.at and b.at:
        return f"{name} and {its} lie {distance_km(a.at, b.at):.1f} km apart, within reach of each other"
    return f"{name} lies in {its}" if a.exact else f"{its} lies in {name}"
