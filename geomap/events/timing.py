"""Decides which day a deed belongs to: the date in its own clause, one carried from before, or the article's own."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from geomap.events import words
from geomap.events.dates import Dated, Link
from geomap.events.deeds import Deed
from geomap.events.modality import clause_start
from geomap.events.reading import Told
from geomap.records import Basis, EventType, Field, Grain, When

_CARRY_BACK = 3  # sentences without a deed after which a story is over ...
_STORY = 8  # ... and how far its day reaches in all
HISTORY = "history"
_HISTORY_DAYS = 1096  # three years: what inquiries still find out is news, what is older is background
_YEAR_DAYS = 364
_LOOK_AHEAD = 2  # sentences in which a deed told "on Thursday" may get its own day
_SAME_STORY_DAYS = 7
_FAR = 60  # words between a deed and its date
_SPOKEN = 8  # words that "officials said on Friday" lies farther off than "struck on Friday"
# Between a deed and a date behind it these words open a clause that has a time of its own.
_PATTERNS = words.patterns("around_en", "timing")
_OTHER_CLAUSE = _PATTERNS["other_clause"]
_SUPERLATIVE = _PATTERNS["superlative"]
_SAID_ON = _PATTERNS["said_on"]


def when_of(deed: Deed, told: Told, story: Sequence[Told], body: Sequence[Told] = ()) -> When:
    """The day or days of a deed.

    Args:
        deed: a deed of `told`.
        told: its sentence.
        story: all sentences of its field, in order.
        body: for a headline, the sentences of the text, from which it takes its day.
    """
    anchor = _carried(told, story) if told.counts_from_a_day else None
    dates = told.dates_from(anchor.last if anchor else None)
    own = _own(deed, told, dates)
    if own is not None and _is_spoken(deed, told, dates, own):
        return _told_after(deed, told, story, own) or own
    if own is not None:
        return own
    anchor = _of_body(deed.event_type, body) if told.field is Field.TITLE else _carried(told, story)
    if anchor is not None:
        return replace(anchor, carried=True)
    return When(first=told.published, last=told.published, grain=Grain.DAY, basis=Basis.PUBLISHED)


def is_history(when: When, published: dt.date) -> bool:
    """Whether a deed is background: told of a day more than three years back, or of a whole year that is over."""
    whole_year = (when.last - when.first).days >= _YEAR_DAYS and when.last < published
    return whole_year or (published - when.last).days > _HISTORY_DAYS


def _own(deed: Deed, told: Told, dates: Sequence[Dated]) -> When | None:
    ranked = [
        (cost, dated.when.last - dated.when.first, dated.start, dated.when)
        for dated in dates
        if (cost := _cost(deed, told, dated)) is not None
    ]
    return min(ranked, key=lambda row: row[:3])[3] if ranked else None


def _is_spoken(deed: Deed, told: Told, dates: Sequence[Dated], own: When) -> bool:
    """Whether all that dates the deed is the day on which someone told of it."""
    dated = next(date for date in dates if date.when is own)
    return dated.start >= deed.end and bool(_SAID_ON.search(told.sentence.lower[deed.end : dated.start]))


def _told_after(deed: Deed, told: Told, story: Sequence[Told], said: When) -> When | None:
    """The day that one of the next sentences gives to the same deed: "The mine had exploded on Wednesday"."""
    for later in story[told.index + 1 : told.index + 1 + _LOOK_AHEAD]:
        for other in later.deeds:
            own = _own(other, later, later.dates) if other.barrier is None else None
            if own is None or other.event_type is not deed.event_type or _is_spoken(other, later, later.dates, own):
                continue
            if own.last <= said.last and (said.last - own.first).days < _SAME_STORY_DAYS:
                return replace(own, carried=True)
    return None


def _cost(deed: Deed, told: Told, dated: Dated) -> int | None:
    """How far a date is from a deed, in words; None when it belongs to something else."""
    lower = told.sentence.lower
    if dated.link is Link.AHEAD or dated.link is Link.BOUND:
        return None
    behind = dated.start >= deed.end
    between = lower[deed.end : dated.start] if behind else lower[dated.end : deed.start]
    governing = lower[clause_start(told.sentence, dated.start) : dated.start]
    if behind and _OTHER_CLAUSE.search(between):
        return None
    if not behind and deed.start > dated.start and _OTHER_CLAUSE.search(governing):
        return None
    cost = between.count(" ")
    if dated.link is Link.SINCE:
        if "," in between or not behind or _SUPERLATIVE.search(between):
            return None
        cost += _SPOKEN
    if _SAID_ON.search(lower[: dated.start]) and _SAID_ON.search(between if behind else governing):
        cost += _SPOKEN
    return cost if cost <= _FAR else None


def _carried(told: Told, story: Sequence[Told]) -> When | None:
    """The day of the last dated deed before, as long as hardly a sentence between tells of none."""
    quiet = 0
    for before in reversed(story[max(0, told.index - _STORY) : told.index]):
        live = [deed for deed in before.deeds if deed.barrier is None]
        for deed in live:
            if own := _own(deed, before, before.dates):
                return own
        quiet += not live
        if quiet >= _CARRY_BACK:
            return None
    return None


def _of_body(event_type: EventType, body: Sequence[Told]) -> When | None:
    """The day of the first dated deed of that type in the text: what the headline is about."""
    for told in body[: 2 * _CARRY_BACK]:
        for deed in told.deeds:
            if deed.barrier is None and deed.event_type is event_type and (own := _own(deed, told, told.dates)):
                return own
    return None
