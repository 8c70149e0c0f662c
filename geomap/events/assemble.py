"""Makes the records of events from what was read of an article."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events import where
from geomap.events.casualties import Counted
from geomap.events.coreference import TYPES, by_type, likeliest_day
from geomap.events.document import Document, Line
from geomap.events.evidence import evidence
from geomap.events.history import is_history, is_year_over
from geomap.events.network import SUBS
from geomap.events.tolls import KINDS
from geomap.events.trigger_words import trigger
from geomap.events.weapons import in_sentence, weapon
from geomap.ids import stable_id
from geomap.records import (
    CARRIES_EVENTS,
    SUB_EVENT_TYPES,
    Article,
    Basis,
    Event,
    EventType,
    Grain,
    Mention,
    Place,
    Reject,
    Report,
    Span,
    Tally,
    When,
)

if TYPE_CHECKING:
    from geomap.events.reader import Assessed

UNPLACED = 0.6  # probability from which on an event is told at a name that nobody knows
_UNPLACED_SURE = 0.5  # that a name nobody knows is a place at all
_NAMED_THERE = 0.3  # probability from which on a name is a place that a figure may belong to
LEAST_TOLD = 0.2  # probability below which an event is not told, not even as doubtful


def assembled(
    read: Document,
    found: Sequence["Assessed"],
    outcomes: Sequence[Place | Reject],
    *,
    doubted: float,
) -> list[Event]:
    """The events of an article, in reading order.

    Args:
        read: the article.
        found: its events as assessed.
        outcomes: one for each of its mentions.
        doubted: probability below which an event is doubtful.
    """
    told = [_event(one, doubted) for one in found if _is_told(one)]
    told += _unplaced(read, outcomes)
    ordered = sorted(told, key=_as_told)
    first: dict[str, Event] = {}  # one name in one sentence tells one event of a type
    for event in ordered:
        first.setdefault(event.id, event)
    return _with_parents([*first.values()])


def _as_told(event: Event) -> tuple[str, Span, dt.date, str]:
    """Where it stands in the order of the article, the earlier day first."""
    return event.where.mention.field.value, event.reports[0].span, event.when.first, event.id


def _is_told(one: "Assessed") -> bool:
    """Whether an event is told at all: history is not, nor what is too doubtful."""
    return one.probability >= LEAST_TOLD and not is_history(one.day.when, one.draft.document.article.published)


def _event(one: "Assessed", doubted: float) -> Event:
    draft, lead = one.draft, one.draft.lead.line
    mention = draft.named.mention
    words = trigger(lead, draft.sub_event_type)
    sides = {side: actor.name for side, (actor, _) in one.sides.items()}
    target = sides.get("target")
    means = weapon(draft)
    told_by = (draft.document.article.id, mention.field, mention.span.start, draft.event_type, lead.said.start)
    return Event(
        id=stable_id(*told_by, *([one.day.when.first] if one.day.is_one_of_several else [])),
        event_type=draft.event_type,
        sub_event_type=draft.sub_event_type,
        when=one.day.when,
        where=draft.where,
        harm=(*(one.tolls[kind].tally for kind in KINDS if kind in one.tolls), *_other_harm(one)),
        quantities=tuple(counted.tally for counted in lead.said.quantities if _is_own(one, counted)),
        actors=lead.said.actors,
        initiator=sides.get("initiator"),
        target=target,
        target_kind=lead.said.pack.participants.kinds.of(target or ""),
        weapon=means.name if means else None,
        reports=(_report(draft.document.article, lead, mention, words),),
        confidence=round(one.probability, 3),
        doubtful=one.probability < doubted
        or is_year_over(one.day.when, draft.document.article.published)
        or where.is_vast(draft.where),
        evidence=tuple(evidence(one)),
    )


def _other_harm(one: "Assessed") -> Iterator[Tally]:
    """The missing, captured and displaced that the lead counts."""
    for counted in one.draft.lead.line.said.harm:
        if counted.tally.what not in KINDS and _is_own(one, counted):
            yield counted.tally


def _is_own(one: "Assessed", counted: Counted) -> bool:
    """Whether a figure of the lead stands nearest to the event's own place, of those that the lead names."""
    line, middle = one.draft.lead.line, one.draft.lead.line.said.start + (counted.start + counted.end) // 2
    named = [name for name in line.named if name.told >= _NAMED_THERE]
    nearest = min(named, key=lambda name: abs(name.mention.span.start - middle), default=None)
    return nearest is None or nearest.place.candidate.id == one.draft.option.candidate.id


def _report(article: Article, line: Line, mention: Mention, words: Span) -> Report:
    """The article's word for an event: the sentence that names its place, where the place is named in it."""
    return Report(
        article_id=article.id,
        url=article.url,
        archive=article.archive,
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        field=line.said.field,
        quote=line.said.quote,
        span=line.said.span,
        place_span=mention.span,
        cue_span=words,
        claimant=line.said.claimant,
    )


def _unplaced(read: Document, outcomes: Sequence[Place | Reject]) -> Iterator[Event]:
    """Events at names that could not be resolved, where the sentence offers no other place."""
    for outcome in outcomes:
        mention = outcome.mention
        if isinstance(outcome, Place) or mention is None or mention.role not in CARRIES_EVENTS:
            continue
        number = read.line_of.get((mention.field, mention.span.start))
        line = read.lines[number] if number is not None else None
        if line is None or line.named or line.told < UNPLACED:
            continue
        if line.at_unresolved.get(mention.span.start, 0.0) >= UNPLACED:
            yield _at_unknown(read.article, line, mention)


def _at_unknown(article: Article, line: Line, mention: Mention) -> Event:
    kind, sub = kind_of(line)
    day = likeliest_day(line)
    published = When(first=article.published, last=article.published, grain=Grain.DAY, basis=Basis.PUBLISHED)
    words = trigger(line, sub)
    sides = line.said.sides((words.start - line.said.start, words.end - line.said.start))
    return Event(
        id=stable_id(article.id, mention.field, mention.span.start, kind, line.said.start),
        event_type=kind,
        sub_event_type=sub,
        when=day[0].when if day else published,
        where=where.unplaced(mention),
        harm=tuple(counted.tally for counted in line.said.harm),
        actors=line.said.actors,
        initiator=sides.initiator,
        target=sides.target,
        target_kind=sides.target_kind,
        weapon=in_sentence(line, sub),
        reports=(_report(article, line, mention, words),),
        confidence=round(line.told * _UNPLACED_SURE, 3),
    )


def kind_of(line: Line) -> tuple[EventType, str]:
    """The likeliest type of what a sentence tells, and its likeliest sub-type."""
    kind = TYPES[int(by_type(line.signs.sub).argmax())]
    return kind, max(SUB_EVENT_TYPES[kind], key=lambda sub: float(line.signs.sub[SUBS.index(sub)]))


def _with_parents(events: Sequence[Event]) -> list[Event]:
    """One event told with several places: its records share a parent id."""
    keys = [(event.reports[0].field, event.reports[0].span, event.event_type) for event in events]
    together = Counter(keys)
    return [
        replace(event, parent_id=stable_id("told together", event.reports[0].article_id, *map(str, key)))
        if together[key] > 1
        else event
        for event, key in zip(events, keys, strict=True)
    ]
