"""Judges whether two reports tell of one event: what cannot be is refused, of the rest a trained score decides."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from geomap.geo import distance_km
from geomap.languages import Languages
from geomap.linking.traits import Traits, traits
from geomap.linking.vocabulary import vocabulary
from geomap.model_files import model_arrays, read_model
from geomap.records import Event, EventType, GeoPrecision
from geomap.trees import Trees

ONE = 0.6  # probability from which on two reports are one event
MODEL = "likeness.npz"
STRIKES = frozenset({"Air/drone strike", "Shelling/artillery/missile attack"})  # one night often brings both
FEATURES = (
    "same_place", "within", "km", "both_exact", "both_vague",
    "same_days", "days_shared", "both_dated", "wide",
    "same_kind", "same_sub",
    "same_sides", "same_people", "other_people",
    "same_toll", "toll_ratio", "toll_fell", "same_figures",
    "words", "words_shared", "title", "published_apart",
)  # fmt: skip
# How each may move the score: more of it speaks for one event (1), against it (-1), or as the judged pairs say (0).
DIRECTIONS = (
    *(1, 0, -1, 0, 0),
    *(1, 1, 0, -1),
    *(1, 1),
    *(1, 1, -1),
    *(1, -1, -1, 1),
    *(1, 1, 1, -1),
)
_SAME_SPOT_KM = 5.0  # two points no farther apart are one place when each lies in the other's reach
_NEAR_KM = 25.0  # farther apart two points are not compared
_AT_ONCE = 8_192  # pairs: their rows of features would take more than the reports
_FIGURES_APART = 2  # figures that differ by more than this and by half are figures of two events
_SOME_WORDS = 0.12
_SAME_WORDS = 0.6  # "in January" says so little that the rest must be nearly the same report
_KIN = (
    frozenset({EventType.BATTLES, EventType.EXPLOSIONS, EventType.VIOLENCE_AGAINST_CIVILIANS}),
    frozenset({EventType.PROTESTS, EventType.RIOTS}),
)
_PARTING = ("trade", "thing", "folk")  # who marched, what and who was hit: other ones are another event's
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How sure we are that two events are one, and why."""

    score: float  # 0..1, the probability that they are one
    reasons: tuple[str, ...]


def alike(one: Event, other: Event, languages: Languages | None = None) -> Likeness | None:
    """The likeness of two unmerged events, or None when they are taken for two. It does not depend on the order.

    `languages` are the packs whose words part two events; those of geomap when None.
    """
    words = vocabulary(languages)
    a, b = traits(one, words), traits(other, words)
    score = like(a, b)
    return None if score is None else Likeness(score=score, reasons=reasons(a, b, one, other))


def like(a: Traits, b: Traits) -> float | None:
    """The probability alone, None where it is too small or something cannot be."""
    (score,) = likes([(a, b)])
    return score if score >= ONE else None


def likes(pairs: Sequence[tuple[Traits, Traits]]) -> list[float]:
    """The probability that each pair is one event; 0 where something cannot be."""
    found = [0.0] * len(pairs)
    asked = [number for number, (a, b) in enumerate(pairs) if may_be_one(a, b)]
    for low in range(0, len(asked), _AT_ONCE):
        some = asked[low : low + _AT_ONCE]
        rows = np.array([features(*pairs[number]) for number in some])
        for number, odds in zip(some, _model()(rows).tolist(), strict=True):
            found[number] = round(1.0 / (1.0 + math.exp(-odds)), 6)
    return found


def may_be_one(a: Traits, b: Traits) -> bool:
    """Whether nothing forbids it: a person's word, other kinds, targets, sides, places or days, a falling toll."""
    return (
        not (a.rejected or b.rejected)
        and (a.article != b.article or a is b)  # its reader took them for two
        and kinds_meet(a, b)
        and not any(_differ(getattr(a, name), getattr(b, name)) for name in _PARTING)
        and days_meet(a, b)
        and not _differ(a.people, b.people)
        and places_meet(a, b)
        and tolls_agree(a.killed, a.published, b.killed, b.published)
        and words_meet(a, b)
    )


def words_meet(a: Traits, b: Traits) -> bool:
    """Whether what is said vaguely, of an area or a month, is said in some of the same words."""
    if a.wide or b.wide:
        return shared_words(a, b) >= _SAME_WORDS
    vague = not (a.exact and b.exact) and a.figures.isdisjoint(b.figures)
    return not vague or shared_words(a, b) >= _SOME_WORDS


def kinds_meet(a: Traits, b: Traits) -> bool:
    """Whether one event may be told as both: of one type and sub-type, or of two that newsrooms confuse."""
    if a.kind is b.kind:
        return not _differ(a.sub, b.sub) or {a.sub, b.sub} <= STRIKES
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
    return not (a.wide or b.wide) and not _days_apart(a, b)


def places_meet(a: Traits, b: Traits) -> bool:
    """Whether the two locations may be one."""
    if a.anchor == b.anchor or lies_within(a, b):
        return True
    return _both_points(a, b) and _km(a, b) <= _NEAR_KM


def one_place(a: Traits, b: Traits) -> bool:
    """Whether the two locations are one by all that is known of them."""
    if a.anchor == b.anchor:
        return True
    if not _both_points(a, b):
        return False
    apart = _km(a, b)
    return apart <= min(a.reach_km, b.reach_km) or (
        apart <= _SAME_SPOT_KM and GeoPrecision.SITE in {a.precision, b.precision}
    )


def lies_within(a: Traits, b: Traits) -> bool:
    """Whether one is told of a place and the other of the division around it."""
    return (a.exact and b.area in a.inside) or (b.exact and a.area in b.inside)


def shared_words(a: Traits, b: Traits) -> float:
    """The share of their words that both have."""
    return _shared(a.words, b.words)


def features(a: Traits, b: Traits) -> tuple[float, ...]:
    """What the score looks at, in the order of FEATURES; the same whichever comes first."""
    tolls = a.killed is not None and b.killed is not None
    early, late = sorted((a, b), key=lambda one: one.published)
    return (
        *(one_place(a, b), lies_within(a, b), _km(a, b) if _both_points(a, b) else 0.0),
        *(a.exact and b.exact, not (a.exact or b.exact)),
        *((a.first, a.last) == (b.first, b.last), _days_shared(a, b)),
        *(a.dated and b.dated, a.wide or b.wide),
        *(a.kind is b.kind, a.sub == b.sub),
        *(_same_sides(a, b), bool(a.people) and a.people == b.people, _differ(a.people, b.people)),
        *(tolls and a.killed == b.killed, abs(math.log1p(a.killed or 0) - math.log1p(b.killed or 0)) if tolls else 0.0),
        *(tolls and (late.killed or 0) < (early.killed or 0), not a.figures.isdisjoint(b.figures)),
        *(shared_words(a, b), len(a.words & b.words), _shared(a.title, b.title)),
        late.published - early.published,
    )


def _both_points(a: Traits, b: Traits) -> bool:
    return a.at is not None and b.at is not None and a.exact and b.exact and "?" not in {a.anchor[0], b.anchor[0]}


def _km(a: Traits, b: Traits) -> float:
    return distance_km(a.at, b.at) if a.at and b.at else math.inf


def _days_apart(a: Traits, b: Traits) -> int:
    return max(0, max(a.earliest, b.earliest) - min(a.last, b.last))


def _days_shared(a: Traits, b: Traits) -> float:
    both = max(0, min(a.last, b.last) - max(a.first, b.first) + 1)
    return both / (a.last - a.first + b.last - b.first + 2 - both)


def _same_sides(a: Traits, b: Traits) -> int:
    return sum(bool(getattr(a, name)) and getattr(a, name) == getattr(b, name) for name in _PARTING)


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one != other


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    common = len(one & other)
    return common / (len(one) + len(other) - common) if common else 0.0


@lru_cache(maxsize=1)
def _model() -> Trees:
    with model_arrays(read_model("geomap.linking", MODEL), MODEL) as stored:
        return Trees.from_arrays(stored, "likeness")


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
    if _both_points(a, b):
        near = ", within reach of each other" if one_place(a, b) else ""
        return f"{name} and {its} lie {_km(a, b):.1f} km apart{near}"
    return f"{name} lies in {its}" if a.exact else f"{its} lies in {name}"
