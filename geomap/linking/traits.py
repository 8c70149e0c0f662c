"""What of an event is looked at when it is compared with others, worked out once."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from geomap.geo import LonLat
from geomap.linking.vocabulary import Vocabulary
from geomap.records import Basis, Event, EventType, GeoPrecision, Grain, Status, When, Where

POINTS = frozenset({GeoPrecision.SITE, GeoPrecision.SETTLEMENT, GeoPrecision.NEAR})
_WORD = re.compile(r"[^\W\d_]{4,}")
_LONGEST_WORDS = 200  # of a quote; a longer one is no sentence
_WIDE = frozenset({Grain.MONTH, Grain.YEAR})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Traits:
    """An unmerged event, ready to be compared. Days are ordinals."""

    article: str  # the id of the article that tells it
    kind: EventType
    sub: str
    rejected: bool
    first: int
    last: int
    earliest: int  # an article that names no day tells of its own or the day before
    wide: bool  # a month or a year
    dated: bool  # by the article's words, and not by its own date alone
    anchor: str  # the id of the place, or the name of an unplaced event
    precision: GeoPrecision
    exact: bool
    at: LonLat | None
    reach_km: float
    inside: frozenset[str]  # codes of the divisions that the place lies in
    area: str  # the code of the division that it is, "" when it is none
    people: str  # whose forces did it, "" when that cannot part two events
    trade: str  # who marched
    thing: str  # what was hit
    folk: str  # who was hit
    killed: int | None
    published: int
    figures: frozenset[tuple[str, int]]  # counts above one, by what is counted
    words: frozenset[str]
    title: frozenset[str]  # words of the headline

    def same(self) -> tuple[Any, ...]:
        """All that is compared: two events of which it is equal cannot be told apart."""
        return (
            *(self.kind, self.sub, self.rejected, self.first, self.last, self.earliest, self.wide, self.anchor),
            self.dated,
            *(self.precision, self.at, self.reach_km, self.people, self.trade, self.thing, self.folk),
            *(self.killed, self.published, self.figures, self.words, self.title),
        )


def traits(event: Event, words: Vocabulary) -> Traits:
    """The traits of an unmerged event, by the words of the languages that it may be told in."""
    thing, folk = words.target(event.target)
    place = event.where.place
    report = event.reports[0]
    return Traits(
        article=report.article_id,
        kind=event.event_type,
        sub=event.sub_event_type,
        rejected=event.status is Status.REJECTED,
        first=event.when.first.toordinal(),
        last=event.when.last.toordinal(),
        earliest=_earliest(event.when),
        wide=event.when.grain in _WIDE,
        dated=event.when.basis is not Basis.PUBLISHED,
        anchor=place.candidate.id if place else f"?{event.where.wording.casefold()}",
        precision=event.where.precision,
        exact=event.where.precision in POINTS,
        at=event.where.at,
        reach_km=event.where.reach_km or 0.0,
        inside=frozenset(code for code in (place.candidate.admin1_code, place.candidate.admin2_code) if code)
        if place
        else frozenset(),
        area=_area(event.where),
        people=words.people(event.initiator) if event.event_type is not EventType.BATTLES else "",
        trade=words.kind(event.initiator) if event.event_type is EventType.PROTESTS else "",
        thing=thing,
        folk=folk,
        killed=next((tally.best for tally in event.harm if tally.what == "killed" and tally.best is not None), None),
        published=report.published.toordinal(),
        figures=frozenset(
            (tally.what, tally.best) for tally in (*event.harm, *event.quantities) if tally.best and tally.best > 1
        ),
        words=_telling(report.quote, words),
        title=_telling(report.title, words),
    )


def _earliest(when: When) -> int:
    first = when.first.toordinal()
    return max(first - 1, dt.date.min.toordinal()) if when.basis is Basis.PUBLISHED else first


def _area(where: Where) -> str:
    if where.place is None:
        return ""
    codes = {GeoPrecision.ADM1: where.place.candidate.admin1_code, GeoPrecision.ADM2: where.place.candidate.admin2_code}
    return codes.get(where.precision, "")


def _telling(quote: str, words: Vocabulary) -> frozenset[str]:
    found = _WORD.findall(quote.lower())[:_LONGEST_WORDS]
    return frozenset(found) - words.empty
