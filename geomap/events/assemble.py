"""Puts deed, place, day, harm and speaker together into events; every mention is accounted for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from geomap.events import where
from geomap.events.deeds import Deed
from geomap.events.harm import Counted
from geomap.events.placing import NO_EVENT, Verdict, deed_there, judge, mention_of, place_before
from geomap.events.reading import Told, read
from geomap.events.timing import HISTORY, is_history, when_of
from geomap.ids import stable_id
from geomap.records import (
    CARRIES_EVENTS,
    Article,
    Event,
    EventType,
    Field,
    Mention,
    Place,
    Reject,
    Report,
    Span,
    Stage,
    Tally,
    When,
    Where,
)

_POINTED_TRUST = 0.8  # that "the building" is the one in the town named before
_UNPLACED_TRUST = 0.5  # that a name nobody knows is a place at all


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCoder:
    """The shipped event coder: see `geomap.stages.EventCoder`."""

    @property
    def id(self) -> str:
        """Its name among stages; the version of geomap says the rest."""
        return "geomap:default"

    def code(self, article: Article, outcomes: Sequence[Place | Reject]) -> list[Event | Reject]:
        """The article's events in the order of its mentions, and a Reject for each placed mention without one.

        A mention that could not be resolved becomes an unplaced event where its sentence tells of a deed there.
        """
        sentences = read(article)
        groups = _by_sentence(sentences, outcomes)
        busy = {(told.field, told.index) for told, members in groups if any(map(_carries, members))}
        made: list[Event | Reject] = []
        for told, members in groups:
            body = sentences[Field.TEXT] if told.field is Field.TITLE else ()
            story = sentences[told.field]
            follows = (told.field, told.index + 1) not in busy and told.index + 1 < len(story)
            made += _code_sentence(article, told, members, _Context(story=story, body=body, follows=follows))
        return made


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What stands around a sentence."""

    story: Sequence[Told]  # all sentences of its field
    body: Sequence[Told]  # for a headline, those of the text
    follows: bool  # whether a sentence without a place of its own comes next


def _carries(outcome: Place | Reject) -> bool:
    return mention_of(outcome).role in CARRIES_EVENTS


def _by_sentence(
    sentences: Mapping[Field, Sequence[Told]], outcomes: Sequence[Place | Reject]
) -> list[tuple[Told, list[Place | Reject]]]:
    """The outcomes grouped by the sentence their mention begins in, in reading order."""
    groups: dict[tuple[Field, int], list[Place | Reject]] = {}
    for outcome in outcomes:
        mention = mention_of(outcome)
        groups.setdefault((mention.field, _sentence_at(sentences[mention.field], mention)), []).append(outcome)
    return [(sentences[field][index], members) for (field, index), members in groups.items()]


def _sentence_at(told: Sequence[Told], mention: Mention) -> int:
    low, high = 0, len(told) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if told[middle].start <= mention.span.start:
            low = middle
        else:
            high = middle - 1
    return low


def _code_sentence(
    article: Article, told: Told, outcomes: Sequence[Place | Reject], around: _Context
) -> list[Event | Reject]:
    verdicts = judge(told, outcomes)
    days = {number: when_of(deed, told, around.story, around.body) for number, _, deed in _told(verdicts)}
    for number, when in days.items():
        if is_history(when, article.published):
            verdicts[number] = Verdict(deed=None, reason=HISTORY)
    events = [
        _event(article, told, deed, days[number], _at(told, number, verdict, outcomes))
        for number, verdict, deed in _told(verdicts)
    ]
    coded = iter(_with_parents(article, told, _with_harm(told, events)))
    before = place_before(told, outcomes, verdicts) if around.follows else None
    made: list[Event | Reject] = []
    for number, (outcome, verdict) in enumerate(zip(outcomes, verdicts, strict=True)):
        if verdict.deed is not None:
            made.append(next(coded))
        elif number == before and (event := _told_next(article, told, outcome, around)):
            made.append(event)
        elif isinstance(outcome, Place):
            made.append(_reject(article, told, outcome.mention, verdict.reason))
    return made


def _told(verdicts: Sequence[Verdict]) -> Iterator[tuple[int, Verdict, Deed]]:
    for number, verdict in enumerate(verdicts):
        if verdict.deed is not None:
            yield number, verdict, verdict.deed


def _told_next(article: Article, told: Told, outcome: Place | Reject, around: _Context) -> Event | None:
    """The event of the next sentence, where that one only points back to the place of this one."""
    following = around.story[told.index + 1]
    deed = deed_there(following)
    when = when_of(deed, following, around.story, around.body) if deed else None
    if deed is None or when is None or is_history(when, article.published):
        return None
    located, trust = _at(told, 0, Verdict(deed=deed, reason=""), [outcome])
    return _with_harm(following, [_event(article, following, deed, when, (located, trust * _POINTED_TRUST))])[0]


def _reject(article: Article, told: Told, mention: Mention, reason: str) -> Reject:
    return Reject(
        stage=Stage.CODE,
        subject=mention.surface,
        reason=reason,
        detail=told.sentence.text if reason != NO_EVENT else "",
        article_id=article.id,
        mention=mention,
    )


def _event(article: Article, told: Told, deed: Deed, when: When, at: tuple[Where, float]) -> Event:
    """An event without its harm; `at` is where it lies, and how far that name is trusted."""
    where_, trust = at
    mention, sides = where_.mention, told.sides(deed)
    return Event(
        id=stable_id(article.id, mention.field, told.sentence.text, mention.span.start, deed.event_type),
        event_type=deed.event_type,
        sub_event_type=deed.sub or _sharper_sub(told, deed),
        when=when,
        where=where_,
        actors=told.actors,
        initiator=sides.initiator,
        target=sides.target,
        target_kind=sides.target_kind,
        reports=(_report(article, told, mention, deed),),
        confidence=round(deed.probability * trust, 3),
    )


def _sharper_sub(told: Told, deed: Deed) -> str:
    """Vague "explosions" take their sub-type from the missile strikes of the same sentence."""
    same = [
        other for other in told.deeds if other.event_type is deed.event_type and other.sub and other.barrier is None
    ]
    return min(same, key=lambda other: abs(other.start - deed.start)).sub if same else ""


def _at(told: Told, number: int, verdict: Verdict, outcomes: Sequence[Place | Reject]) -> tuple[Where, float]:
    """Where the event at the outcome of that number lies, and how far its name is trusted."""
    outcome, text = outcomes[number], told.sentence.text
    if isinstance(outcome, Reject):
        return where.unplaced(mention_of(outcome)), _UNPLACED_TRUST
    start, end = outcome.mention.span.start - told.start, outcome.mention.span.end - told.start
    partner = outcomes[verdict.partner] if verdict.partner is not None else None
    if isinstance(partner, Place):
        wording = text[text.lower().rfind("between", 0, start) : partner.mention.span.end - told.start]
        return where.between(outcome, partner, wording), min(outcome.trust, partner.trust)
    located = where.locate(outcome, text[:start], text[end:])
    if verdict.begins is not None:
        located = replace(located, wording=text[verdict.begins - told.start : end])
    elif verdict.unknown is not None:
        located = replace(located, wording=verdict.unknown)
    return located, outcome.trust


def _report(article: Article, told: Told, mention: Mention, deed: Deed) -> Report:
    start = told.start
    return Report(
        article_id=article.id,
        url=article.url,
        archive=article.archive,
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        field=mention.field,
        quote=told.sentence.text,
        span=Span(start=start, end=start + len(told.sentence.text)),
        place_span=mention.span,
        cue_span=Span(start=start + deed.start, end=start + deed.end),
        claimant=told.claimant,
    )


def _with_harm(told: Told, events: Sequence[Event]) -> list[Event]:
    """Each tally goes to the one event it stands nearest to, so that no harm is counted twice."""
    if not events:
        return []
    harm: list[list[Tally]] = [[] for _ in events]
    things: list[list[Tally]] = [[] for _ in events]
    for counted in told.harm:
        harm[_nearest(told, counted, events)].append(counted.tally)
    for counted in told.quantities:
        things[_nearest(told, counted, events)].append(counted.tally)
    return [
        replace(event, harm=tuple(harm[number]), quantities=tuple(things[number]))
        for number, event in enumerate(events)
    ]


def _nearest(told: Told, counted: Counted, events: Sequence[Event]) -> int:
    middle = told.start + (counted.start + counted.end) // 2

    def cost(number: int) -> tuple[int, int, int]:
        report = events[number].reports[0]
        return (
            min(abs(report.cue_span.start - middle), abs(report.cue_span.end - middle)),
            abs(report.place_span.start - middle),
            number,
        )

    return min(range(len(events)), key=cost)


def _with_parents(article: Article, told: Told, events: Sequence[Event]) -> list[Event]:
    """One event told with several places: its records share a parent id."""
    by_type: dict[EventType, int] = {}
    for event in events:
        by_type[event.event_type] = by_type.get(event.event_type, 0) + 1
    return [
        replace(
            event, parent_id=stable_id("told together", article.id, told.field, told.sentence.text, event.event_type)
        )
        if by_type[event.event_type] > 1
        else event
        for event in events
    ]
