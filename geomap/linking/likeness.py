"""Judges whether two reports tell of one event: a trained score, with its reasons; in doubt it says no."""

import datetime as dt
import json
import math
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from geomap.errors import ModelError
from geomap.geo import distance_km
from geomap.linking.traits import Traits, traits
from geomap.records import Event, EventType, GeoPrecision

MODEL = "likeness.json"
FORMAT = 1
MERGED = 0.65  # probability from which on two reports are one event: on annotated pairs left out 19 in 20 above it are
MOST_DAYS_APART = 3  # between the days of two reports of one event: coders and newsrooms differ, and so do our readings
_SAME_SPOT_KM = 5.0  # two points no farther apart are one place when each lies in the other's reach
_SOME_WORDS = 0.12  # share of common words that is worth a reason
_FIGURES_APART = 2  # figures that differ by more than this and by half are figures of two events
_STRIKES = frozenset({"Air/drone strike", "Shelling/artillery/missile attack"})  # one night often brings both
_FAMILIES = (
    frozenset({EventType.BATTLES, EventType.EXPLOSIONS, EventType.VIOLENCE_AGAINST_CIVILIANS}),
    frozenset({EventType.PROTESTS, EventType.RIOTS}),
)
_MOST_FIGURES, _MOST_APART = 3, 20
FEATURES = (
    *("same_days", "days_apart", "days_wide", "day_of_article", "same_place", "distance", "within", "vague"),
    *("same_type", "same_sub_type", "strikes", "same_toll", "near_toll", "no_toll", "figures", "people_differ"),
    *("same_people", "trade_differs", "thing_differs", "same_thing", "folk_differ", "same_folk", "words"),
    *("words_of_shorter", "published_apart", "great_toll"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How sure we are that two events are one, and why."""

    score: float  # the probability that they are one
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scorer:
    """A logistic score of what two reports have in common, as in FEATURES."""

    weights: tuple[float, ...]
    base: float

    def __call__(self, row: tuple[float, ...]) -> float:
        """The probability that both are one event."""
        odds = self.base + sum(weight * value for weight, value in zip(self.weights, row, strict=True))
        return 1.0 / (1.0 + math.exp(-odds))


@lru_cache(maxsize=1)
def scorer() -> Scorer:
    """The score that ships with geomap.

    Raises:
        ModelError: its file is missing, damaged or of another version.
    """
    try:
        stored = json.loads((resources.files("geomap.linking") / MODEL).read_text(encoding="utf-8"))
        if stored["format"] != FORMAT or tuple(stored["features"]) != FEATURES:
            raise ModelError(f"{MODEL} is of another version: reinstall geomap")
        return Scorer(tuple(map(float, stored["weights"])), float(stored["base"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{MODEL} cannot be read: {error}; reinstall geomap") from error


def alike(one: Event, other: Event) -> Likeness | None:
    """The likeness of two unmerged events, or None when they are, or may be, two. It does not depend on the order."""
    a, b = traits(one), traits(other)
    score = like(a, b)
    return None if score is None else Likeness(score=score, reasons=reasons(a, b, one, other))


def like(a: Traits, b: Traits) -> float | None:
    """The probability that both are one event, None when it is too small or something bars it."""
    if not may_be_one(a, b):
        return None
    score = round(scorer()(features(a, b)), 6)
    return score if score >= MERGED else None


def may_be_one(a: Traits, b: Traits) -> bool:
    """Whether nothing bars it: a person's word, types no newsroom confuses, days or places apart, tolls of two."""
    return (
        not (a.rejected or b.rejected)
        and kinds_agree(a, b)
        and days_apart(a, b) <= MOST_DAYS_APART
        and tolls_agree(a.killed, a.published, b.killed, b.published)
        and (near(a, b) or lies_within(a, b))
    )


def features(a: Traits, b: Traits) -> tuple[float, ...]:
    """What two reports have in common, as in FEATURES; it does not depend on their order."""
    counted = a.killed is not None and b.killed is not None
    same_toll = counted and a.killed == b.killed
    common = len(a.words & b.words)
    return (
        float((a.first, a.last) == (b.first, b.last)),
        float(days_apart(a, b)),
        math.log1p((a.last - a.first) + (b.last - b.first)),
        float(a.earliest < a.first) + float(b.earliest < b.first),
        float(a.anchor == b.anchor),
        math.log1p(distance_km(a.at, b.at)) if a.at and b.at else 0.0,
        float(lies_within(a, b)),
        float(not a.exact) + float(not b.exact),
        float(a.kind is b.kind),
        float(a.sub == b.sub),
        float({a.sub, b.sub} <= _STRIKES),
        float(same_toll),
        float(counted and not same_toll),
        float(not counted),
        float(min(len(a.figures & b.figures), _MOST_FIGURES)),
        *_of_sides(a, b),
        common / (len(a.words) + len(b.words) - common) if common else 0.0,
        common / (min(len(a.words), len(b.words)) or 1),
        min(abs(a.published - b.published), _MOST_APART) / _MOST_APART,
        math.log1p(a.killed or 0) if same_toll else 0.0,
    )


def _of_sides(a: Traits, b: Traits) -> tuple[float, ...]:
    return (
        float(_differ(a.people, b.people)),
        float(bool(a.people) and a.people == b.people),
        float(_differ(a.trade, b.trade)),
        float(_differ(a.thing, b.thing)),
        float(bool(a.thing) and a.thing == b.thing),
        float(_differ(a.folk, b.folk)),
        float(bool(a.folk) and a.folk == b.folk),
    )


def kinds_agree(a: Traits, b: Traits) -> bool:
    """Whether one event may be told as both: of one type, or of two that newsrooms confuse."""
    return a.kind is b.kind or any(a.kind in family and b.kind in family for family in _FAMILIES)


def tolls_agree(one: int | None, one_day: int, other: int | None, other_day: int) -> bool:
    """Whether the dead they count may be the same ones: a toll rises between reports, but it does not halve in one."""
    if one is None or other is None:
        return True
    if one > other:
        one, one_day, other, other_day = other, other_day, one, one_day
    return other_day > one_day or other - one <= _FIGURES_APART or other <= 1.5 * one


def days_apart(a: Traits, b: Traits) -> int:
    """Days between the two stretches, 0 where they may be one day; a month or a year meets only itself."""
    if (a.first, a.last) == (b.first, b.last):
        return 0
    if a.wide or b.wide:
        return MOST_DAYS_APART + 1
    return max(a.earliest - b.last, b.earliest - a.last, 0)


def near(a: Traits, b: Traits) -> bool:
    """Whether the two locations may be one."""
    if a.anchor == b.anchor:
        return True
    if a.at is None or b.at is None or not (a.exact and b.exact) or a.anchor[0] == "?" or b.anchor[0] == "?":
        return False
    apart = distance_km(a.at, b.at)
    return apart <= max(a.reach_km, b.reach_km) or (
        apart <= _SAME_SPOT_KM and GeoPrecision.SITE in {a.precision, b.precision}
    )


def lies_within(a: Traits, b: Traits) -> bool:
    """Whether one is told of a place and the other of the division around it."""
    return (a.exact and b.area in a.inside) or (b.exact and a.area in b.inside)


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one != other


def reasons(a: Traits, b: Traits, one: Event, other: Event) -> tuple[str, ...]:
    """Why two events that are alike are taken for one."""
    common, figures = len(a.words & b.words), sorted(a.figures & b.figures)
    shared = common / (len(a.words) + len(b.words) - common) if common else 0.0
    said = [_place(a, b, one, other), _days(a, b)]
    said += [f"told as {a.kind.value} and as {b.kind.value}"] if a.kind is not b.kind else []
    said += [f"both say {', '.join(f'{count} {what}' for what, count in figures)}"] if figures else []
    said += [f"{shared:.0%} of their words are the same"] if shared >= _SOME_WORDS else []
    return (*said, f"one event with a probability of {scorer()(features(a, b)):.2f}")


def _days(a: Traits, b: Traits) -> str:
    first, last = dt.date.fromordinal(a.first), dt.date.fromordinal(a.last)
    if (a.first, a.last) == (b.first, b.last):
        return f"same day {first}" if first == last else f"same days {first} to {last}"
    if apart := days_apart(a, b):
        return f"{apart} day{'s' * (apart > 1)} apart"
    return f"their days meet on {dt.date.fromordinal(min(a.last, b.last))}"


def _place(a: Traits, b: Traits, one: Event, other: Event) -> str:
    if one.where.place is None or other.where.place is None:
        return f"same unplaced name {one.where.wording}"
    name, its = one.where.place.candidate.name, other.where.place.candidate.name
    if a.anchor == b.anchor:
        return f"{'same place' if a.precision == b.precision else 'at or near'} {name} ({a.anchor})"
    if near(a, b) and a.at and b.at:
        return f"{name} and {its} lie {distance_km(a.at, b.at):.1f} km apart, within reach of each other"
    return f"{name} lies in {its}" if a.exact else f"{its} lies in {name}"
