"""What the annotations say of the choices that the reader of events makes: the labels its decisions learn from."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import ModuleType
from typing import Any

from geomap.events.coreference import Told
from geomap.events.draft import Draft
from geomap.events.reader import Assessed
from geomap.events.where import precision_of
from geomap.records import Candidate, GeoPrecision, When
from geomap.training.corpora import lent_tool

Gold = Mapping[str, Any]  # an event as ../shared/news/GUIDE.md tells
_MISFIT_PLACE = {"right": 0.0, "coarse": 1.0, "none": 1.0, "wrong": 3.0, "far": 4.0}
_MISFIT_DAY = {"right": 0.0, "near": 0.3, "wide": 1.0, "wrong": 2.5}


@cache
def scorer() -> ModuleType:
    """The lent scorer, whose idea of a right place and day the decisions learn."""
    return lent_tool("score_events")


def anchored(field: str, start: int, end: int, golds: Iterable[Gold]) -> list[Gold]:
    """The events that a sentence tells: those with an anchor in it."""
    return [
        gold
        for gold in golds
        if any(
            anchor["field"] == field and anchor["start"] < end and anchor["start"] + len(anchor["quote"]) > start
            for anchor in gold["anchors"]
        )
    ]


def told_at(line: Any, candidate: Candidate, golds: Sequence[Gold], fits: frozenset[str]) -> list[Gold]:  # noqa: ANN401
    """The events that a sentence tells at a place; `fits` says how far the place must be right."""
    span = line.said.span
    told = anchored(line.said.field.value, span.start, span.end, golds)
    return [gold for gold in told if fits_place(candidate, gold, fits)]


def fits_place(candidate: Candidate, gold: Gold, fits: frozenset[str]) -> bool:
    """Whether a place is that of an event; `fits` says how far it must be right."""
    row = {
        "geo_precision": precision_of(candidate).value,
        "longitude": candidate.at.lon,
        "latitude": candidate.at.lat,
        "country": candidate.country,
    }
    return scorer().place(row, gold)[0] in fits


RIGHT = frozenset({"right"})
GOOD = frozenset({"right", "coarse"})


def is_same(one: Told, other: Told, golds: Sequence[Gold]) -> bool | None:
    """Whether two sentences at their places tell one event; None where one of them tells none there."""
    first, second = (
        {gold["id"] for gold in told_at(told.line, told.site.option.candidate, golds, GOOD)} for told in (one, other)
    )
    return bool(first & second) if first and second else None


def golds_of(draft: Draft, golds: Sequence[Gold]) -> list[Gold]:
    """The events that a draft stands for."""
    found = {
        gold["id"]: gold for told in draft.told for gold in told_at(told.line, told.site.option.candidate, golds, GOOD)
    }
    return [found[key] for key in sorted(found)]


def is_day(when: When, golds: Sequence[Gold]) -> bool:
    """Whether a date is the day of one of the events, or a day beside it."""
    row = {"date_start": when.first.isoformat(), "date_end": when.last.isoformat()}
    return any(scorer().day(row, gold) in {"right", "near"} for gold in golds)


def is_toll(kind: str, best: int, golds: Sequence[Gold]) -> bool:
    """Whether a figure is the toll of one of the events."""
    return any(gold[kind] and gold[kind][0] <= best <= gold[kind][1] for gold in golds)


def is_side(side: str, name: str, golds: Sequence[Gold]) -> bool:
    """Whether a name is that of who did one of the events, or of whom it struck."""
    return any(gold[side] and scorer().who(name) & scorer().who(gold[side]) for gold in golds)


def is_right(found: Assessed, golds: Sequence[Gold]) -> bool:
    """Whether an event is right in place, day and type, as the scorer pairs it by its lead."""
    span = found.draft.lead.line.said.span
    told = anchored(found.draft.lead.line.said.field.value, span.start, span.end, golds)
    fits = [scorer().compare(_row(found), gold) for gold in told or golds]
    best = min(fits, key=_misfit, default=None)
    return bool(best and best.where == "right" and best.when in {"right", "near"} and best.typed)


def _misfit(fit: Any) -> float:  # noqa: ANN401
    return _MISFIT_PLACE[fit.where] + (not fit.typed) + _MISFIT_DAY[fit.when] + 0.2 * (not fit.subbed)


def _row(found: Assessed) -> dict[str, object]:
    draft, when = found.draft, found.day.when
    at = draft.where.at if draft.where.precision is not GeoPrecision.COUNTRY else None
    return {
        "geo_precision": draft.where.precision.value,
        "longitude": at.lon if at else None,
        "latitude": at.lat if at else None,
        "country": draft.option.candidate.country,
        "date_start": when.first.isoformat(),
        "date_end": when.last.isoformat(),
        "event_type": draft.event_type.value,
        "sub_event_type": draft.sub_event_type,
        **dict.fromkeys(("killed_low", "killed_high", "injured_low", "injured_high")),
    }
