"""Says of each placed mention that carries no event why it carries none."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from geomap.events.document import Document, Line
from geomap.events.history import is_history
from geomap.events.sites import holds
from geomap.records import CARRIES_EVENTS, Article, Event, Place, Reject, Role, Stage

if TYPE_CHECKING:
    from geomap.events.reader import Assessed

NO_EVENT = "no event in its sentence"
NO_EVENT_BY_WORDING = "no event by its wording"
AN_ACTOR = "named as an actor"
A_PEOPLE = "a people, not a place"
OTHER_NAME = "part of another name"
BESIDE = "an area named beside the place of the event"
TOLD_ELSEWHERE = "its event is shown at another mention"
STRETCH = "an end of the stretch between two places"
TOTAL = "a total of several events"
ELSEWHERE = "not where the event of its sentence happened"
HISTORY = "history"
TOO_DOUBTFUL = "too doubtful to be told"
_ROLE_REASON: Mapping[Role, str] = {Role.ACTOR: AN_ACTOR, Role.PEOPLE: A_PEOPLE, Role.OTHER: OTHER_NAME}
_TELLS = 0.5  # probability from which on a sentence is said to tell an event


def rejects(
    read: Document, outcomes: Sequence[Place | Reject], found: Sequence["Assessed"], events: Sequence[Event]
) -> list[Reject]:
    """A Reject for each placed mention that carries none of the events, in the order of the mentions."""
    carrying = {(event.where.mention.field, event.where.mention.span) for event in events}
    shown = {event.where.place.candidate.id for event in events if event.where.place}
    return [
        _reject(read, outcome, found, shown)
        for outcome in outcomes
        if isinstance(outcome, Place) and (outcome.mention.field, outcome.mention.span) not in carrying
    ]


def unread(article: Article, outcomes: Sequence[Place | Reject]) -> Iterator[Reject]:
    """A Reject for each placed mention of an article in a language without a pack."""
    for outcome in outcomes:
        if isinstance(outcome, Place):
            reason = f"language not read ({article.language})"
            mention = outcome.mention
            yield Reject(
                stage=Stage.CODE, subject=mention.surface, reason=reason, article_id=article.id, mention=mention
            )


def _reject(read: Document, place: Place, found: Sequence["Assessed"], shown: set[str]) -> Reject:
    mention = place.mention
    number = read.line_of.get((mention.field, mention.span.start))
    line = read.lines[number] if number is not None else None
    reason = _reason(read, line, place, found, shown) if line else NO_EVENT
    return Reject(
        stage=Stage.CODE,
        subject=mention.surface,
        reason=reason,
        detail=line.said.sentence.text if line and reason != NO_EVENT else "",
        article_id=read.article.id,
        mention=mention,
    )


def _reason(read: Document, line: Line, place: Place, found: Sequence["Assessed"], shown: set[str]) -> str:
    mention, own = place.mention, place.candidate.id
    here = [one.draft for one in found if line.number in one.draft.lines]
    if any(draft.option.candidate.id == own for draft in here):
        return TOLD_ELSEWHERE if own in shown else _why_not_shown(read, found, own)
    if mention.role not in CARRIES_EVENTS:
        return _ROLE_REASON[mention.role]
    if any(one.far_end is place for one in line.named):
        return STRETCH
    option = read.options.get(own)
    if option is not None and any(holds(option, draft.option) for draft in here):
        return BESIDE
    return ELSEWHERE if here else why_none(line)


def _why_not_shown(read: Document, found: Sequence["Assessed"], own: str) -> str:
    """Why an event at a place was read and is not among those told."""
    days = [one.day.when for one in found if one.draft.option.candidate.id == own]
    return HISTORY if all(is_history(day, read.article.published) for day in days) else TOO_DOUBTFUL


def why_none(line: Line, least: float = _TELLS) -> str:
    """Why a sentence tells no event of its own: what its wording bars, or that there is none."""
    if line.told >= least:
        return TOTAL if line.signs.asserted.argmax() == len(line.signs.asserted) - 1 else ELSEWHERE
    if line.said.triggers:
        barriers = [trigger.barrier for trigger in line.said.triggers]
        return next((barrier for barrier in barriers if barrier), "") if all(barriers) else NO_EVENT_BY_WORDING
    return NO_EVENT
