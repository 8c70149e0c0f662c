"""On which day an event happened: the dates that its article offers, as numbers for a model."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geomap.events.dates import Dated, Link
from geomap.events.document import Line
from geomap.events.draft import Draft
from geomap.events.modality import clause_start
from geomap.events.surroundings import openers
from geomap.events.triggers import Trigger
from geomap.events.turns import by_turns, named_at
from geomap.records import Basis, Grain, When

BACK, AHEAD = 5, 2  # sentences before and behind those of the event in which a date may still be its own
_LINKS, _BASES, _GRAINS = tuple(Link), tuple(Basis), tuple(Grain)
_FAR = 400.0  # code points between a date and a name, and more
_NO_NAME = 500.0
_NO_TRIGGER = 99.0  # words
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])[:.h][0-5]\d\b(?!\.\d)")
FEATURES = (
    *("day", "is_own", "gap", "site", "told", "news", "background", "link", "basis", "grain", "n_days", "days_ago"),
    *("days_since_first", "is_title", "name_apart", "n_dates", "n_agreeing", "line", "event_news", "event_background"),
    *("n_lines", "position", "to_trigger", "is_same_clause", "n_openers"),
)


@dataclass(frozen=True, slots=True, eq=False)
class DayOption:
    """A date at which an event may have happened."""

    when: When
    line: int | None  # the sentence that says it; None for the article's own date
    features: tuple[float, ...]  # as in FEATURES
    days: tuple[dt.date, ...] = ()  # told one by one, where the interval holds others as well
    is_one_of_several: bool = False  # that are told one by one

    @property
    def apart(self) -> "list[DayOption]":
        """A date for each of the days that are told one by one, else this one."""
        ones = [replace(self.when, first=day, last=day, grain=Grain.DAY) for day in self.days]
        return [replace(self, when=one, days=(), is_one_of_several=True) for one in ones] or [self]


def days(draft: Draft) -> list[DayOption]:
    """The dates in the event's own sentences, those near by, and the article's own."""
    own = [(dated.when.first, dated.when.last) for number in draft.lines for dated, _ in draft.line(number).dates]
    found = [
        DayOption(
            _carried(dated.when, is_own=number in draft.lines),
            number,
            _features(draft, number, dated, sure, own),
            dated.days if number in draft.lines else (),
        )
        for number in _near(draft)
        for dated, sure in draft.line(number).dates
        if not _is_of_another(draft.line(number), dated)
    ]
    return [*found, _published(draft)]


def by_place(
    drafts: Sequence[Draft], offered: Sequence[Sequence[DayOption]], chosen: Sequence[DayOption | None]
) -> list[DayOption | None]:
    """The day of each event, where a sentence tells of several places and of several days by turns.

    Args:
        drafts: the events.
        offered: the dates of each.
        chosen: what is taken for the day of each.
    """
    groups: dict[int, list[int]] = {}
    for at, (draft, day) in enumerate(zip(drafts, chosen, strict=True)):
        if day and day.line is not None and named_at(draft, day.line) is not None:
            groups.setdefault(day.line, []).append(at)
    found = list(chosen)
    for line, group in groups.items():
        names = {at: named_at(drafts[at], line) or 0 for at in group}
        said = {dated.start: dated.when for dated, _ in drafts[group[0]].line(line).dates}
        own = by_turns(names.values(), said)
        for at in group if own else ():
            same = (one for one in offered[at] if one.line == line and one.when == said[own[names[at]]])
            found[at] = next(same, chosen[at])
    return found


def _is_of_another(line: Line, dated: Dated) -> bool:
    """Whether a date stands behind the trigger in a clause that tells of another time: "hit since X began in May"."""
    near = _nearest_trigger(line, dated)
    if near is None or dated.start < near.end or dated.link is not Link.AT:
        return False
    return openers(line.said.pack, line.said.sentence.lower[near.end : dated.start], "other_time") > 0


def _near(draft: Draft) -> Iterator[int]:
    """The event's own sentences, then those around them; of a live page those of the same entries."""
    yield from draft.lines
    first, last = min(draft.lines), max(draft.lines)
    before = range(first, max(0, first - BACK) - 1, -1)
    behind = range(last + 1, min(len(draft.document.lines), last + AHEAD + 1))
    low = next((number for number in before if _opens_entry(draft.line(number))), before[-1])
    high = next((number for number in behind if _opens_entry(draft.line(number))), last + 1 + len(behind))
    yield from (number for number in range(low, high) if number not in draft.lines)


def _opens_entry(line: Line) -> bool:
    """Whether a sentence begins with the time of day, as entries of live pages do."""
    return _CLOCK.match(line.said.sentence.text) is not None


def _carried(when: When, *, is_own: bool) -> When:
    if is_own:
        return when
    return When(
        first=when.first, last=when.last, grain=when.grain, basis=when.basis, wording=when.wording, carried=True
    )


def _features(
    draft: Draft, number: int, dated: Dated, sure: float, own: Sequence[tuple[dt.date, dt.date]]
) -> tuple[float, ...]:
    line, when, published = draft.line(number), dated.when, draft.document.article.published
    gap = min((number - other for other in draft.lines), key=lambda step: (abs(step), step))
    start = line.said.start + dated.start
    names = [
        float(abs(start - one.mention.span.start))
        for told in draft.told
        if told.line is line
        for one in told.site.option.named
        if one.line == number
    ]
    agreeing = sum(first <= when.last and when.first <= last for first, last in own)
    return (
        *(sure, float(number in draft.lines), float(gap), draft.lines.get(number, 0.0), line.told),
        *(float(line.signs.asserted[1]), float(line.signs.asserted[2]), float(_LINKS.index(dated.link))),
        *(float(_BASES.index(when.basis)), float(_GRAINS.index(when.grain)), float((when.last - when.first).days)),
        *(float((published - when.last).days), float((published - when.first).days), float(line.is_title)),
        *(min(names, default=_NO_NAME), float(len(line.dates)), float(agreeing), float(number)),
        *(float(draft.asserted[1]), float(draft.asserted[2]), float(len(draft.lines))),
        dated.start / max(1, len(line.said.sentence.text)),
        *_to_trigger(line, dated),
    )


def _to_trigger(line: Line, dated: Dated) -> tuple[float, float, float]:
    """Words to the nearest trigger, whether both stand in one clause, and the clauses that open in between."""
    sentence, near = line.said.sentence, _nearest_trigger(line, dated)
    if near is None:
        return _NO_TRIGGER, 0.0, 0.0
    low, high = (near.end, dated.start) if dated.start >= near.end else (dated.end, near.start)
    between = sentence.lower[low : max(low, high)]
    words = float(between.count(" ") * (1 if dated.start >= near.end else -1))
    same = clause_start(sentence, dated.start, line.said.pack) == clause_start(sentence, near.start, line.said.pack)
    return words, float(same), float(openers(line.said.pack, between, "openers"))


def _nearest_trigger(line: Line, dated: Dated) -> Trigger | None:
    return min(
        (one for one in line.said.triggers if one.barrier is None),
        key=lambda one: min(abs(one.start - dated.end), abs(dated.start - one.end)),
        default=None,
    )


def _published(draft: Draft) -> DayOption:
    day, lead = draft.document.article.published, draft.lead.line
    when = When(first=day, last=day, grain=Grain.DAY, basis=Basis.PUBLISHED)
    features = (
        *(-1.0, 0.0, 0.0, draft.lead.probability, lead.told),
        *(float(lead.signs.asserted[1]), float(lead.signs.asserted[2]), -1.0),
        *(float(_BASES.index(Basis.PUBLISHED)), 0.0, 0.0, 0.0, 0.0, float(lead.is_title)),
        *(_NO_NAME, float(len(lead.dates)), 0.0, float(lead.number)),
        *(float(draft.asserted[1]), float(draft.asserted[2]), float(len(draft.lines)), -1.0),
        *(_NO_TRIGGER, 0.0, 0.0),
    )
    return DayOption(when, None, features)
