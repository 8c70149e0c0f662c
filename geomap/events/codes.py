"""The coding of every sentence of an article, for those who want it without the map."""

from geomap.events.assemble import kind_of
from geomap.events.coreference import likeliest_day
from geomap.events.document import Document, Line
from geomap.events.history import is_history, is_year_over
from geomap.events.left_out import HISTORY, NO_EVENT, why_none
from geomap.events.sites import barred
from geomap.events.trigger_words import trigger
from geomap.records import Basis, Grain, SentenceCode, When

TELLS = 0.5  # probability from which on a sentence is coded as an event ...
TELLS_BARRED = 0.8  # ... where rules take all that it names for plans, denials or history


def sentence_codes(read: Document) -> list[SentenceCode]:
    """The coding of each sentence of title and text, in their order."""
    return [_code(read, line) for line in read.lines]


def _code(read: Document, line: Line) -> SentenceCode:
    published = read.article.published
    day = likeliest_day(line)
    when = day[0].when if day else When(first=published, last=published, grain=Grain.DAY, basis=Basis.PUBLISHED)
    least = TELLS_BARRED if barred(line) > 1 else TELLS
    barrier = None if line.told >= least else why_none(line, least)
    if barrier is None and (is_history(when, published) or is_year_over(when, published)):
        barrier = HISTORY
    if barrier is not None:
        return _none(line, barrier)
    kind, sub = kind_of(line)
    words = trigger(line, sub)
    sides = line.said.sides((words.start - line.said.start, words.end - line.said.start))
    return SentenceCode(
        field=line.said.field,
        span=line.said.span,
        event_type=kind,
        sub_event_type=sub,
        probability=round(line.told, 3),
        barrier=None,
        cue=words,
        when=when,
        harm=tuple(counted.tally for counted in line.said.harm),
        quantities=tuple(counted.tally for counted in line.said.quantities),
        actors=line.said.actors,
        claimant=line.said.claimant,
        initiator=sides.initiator,
        target=sides.target,
        target_kind=sides.target_kind,
    )


def _none(line: Line, barrier: str) -> SentenceCode:
    return SentenceCode(
        field=line.said.field,
        span=line.said.span,
        event_type=None,
        sub_event_type="",
        probability=round(1.0 - line.told, 3),
        barrier=None if barrier == NO_EVENT else barrier,
        cue=None,
        when=None,
        harm=tuple(counted.tally for counted in line.said.harm),
        quantities=tuple(counted.tally for counted in line.said.quantities),
        actors=(),
        claimant=line.said.claimant,
    )
