"""Joins the events of articles to the records of others: many to many, each pair with a score and its reasons."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geomap.geo import distances_km
from geomap.linking.best import Best
from geomap.linking.common_words import Words
from geomap.linking.pairs import SLACK_KM, Extent, near_pairs
from geomap.records import EventType

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

AT_LEAST = 0.45  # below it two rows have little more in common than day and region
MOST = 20  # records of one event, and events of one record, at most
_WEIGHTS = {"time": 0.25, "place": 0.25, "words": 0.3, "harm": 0.1, "type": 0.1}  # words tell two deeds of a day apart
_SAME_AREA = 0.5  # worth of one and the same large area
_SAME_COUNTRY, _ANYWHERE = 0.2, 0.1  # worth of the place where one side has no position
_HALF_REACH_KM = 50.0  # two rows whose reaches add up to this are placed half as well as two points
_DAY_APART = 0.35
_VIOLENT = frozenset({EventType.BATTLES, EventType.EXPLOSIONS, EventType.VIOLENCE_AGAINST_CIVILIANS})
_CROWDS = frozenset({EventType.PROTESTS, EventType.RIOTS})
_TYPE_UNKNOWN, _TYPE_KIN, _TYPE_OTHER = 0.5, 0.6, 0.1
_SHOWN_WORDS = 4
_LEAST_WORDS = 0.15  # of two rows that only a day and a country bring together


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Side:
    """The rows of one table, column by column; all columns have one length."""

    ids: Sequence[str]
    extent: Extent
    kinds: Sequence[str]  # ACLED's event types, "" when not known
    place_ids: Sequence[str]  # "geonames:703448", "" when not known
    texts: Sequence[str]  # the words of the row: headline, quote or notes, places, actors
    killed_low: Floats  # NaN when not told
    killed_high: Floats


def side(columns: Mapping[str, Any]) -> Side:
    """A side from its columns by name: those of `Side` and of `Extent` together."""
    extent = {field.name: columns[field.name] for field in fields(Extent)}
    own = {field.name: columns[field.name] for field in fields(Side) if field.name != "extent"}
    return Side(extent=Extent(**extent), **own)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An event and a record that may be the same event."""

    event: int  # row of the events
    record: int  # row of the records
    score: float  # 0..1
    days_apart: int  # 0 when the intervals overlap
    distance_km: float | None  # None when one of the two has no position
    why: tuple[str, ...]


def match(events: Side, records: Side, *, at_least: float = AT_LEAST) -> tuple[Match, ...]:
    """The pairs that score `at_least`, ordered by event, falling score and record id.

    A pair is thought of when the intervals lie within a day of one another, and the distance within both reaches
    and a slack of 5 km; or one of the two has no position, and they share the country or it has none. The score is a
    weighted mean of five parts in 0..1: how much the intervals overlap, how near and how exact the places are, which
    words they share (weighted by how rare they are among the records), whether the numbers of dead agree, the types.
    Kept is what is among the `MOST` best of its event as well as of its record.
    """
    numeric, words = _Numeric(events, records), Words(events.texts, records.texts)
    best = Best(event_ids=events.ids, record_ids=records.ids, most=MOST)
    for block in numeric.blocks(least=at_least - _WEIGHTS["words"]):
        likeness = words.likeness(block.event, block.record)
        score = np.round(_weighed(block) + _WEIGHTS["words"] * likeness, 4)
        good = (score >= at_least) & ((likeness >= _LEAST_WORDS) | block.sure_of_place)
        best.take(block.event[good], block.record[good], score[good])
    event, record, score = best.chosen()
    return tuple(_finished(numeric.block(event, record), score, words))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Block:
    """Pairs with the parts of their scores that need no words."""

    event: Ints
    record: Ints
    days_apart: Ints
    distance_km: Floats  # NaN without a position
    same_place: Flags
    parts: Mapping[str, Floats]

    @property
    def sure_of_place(self) -> Flags:
        """Which pairs are known to lie near one another, and not only in one country."""
        known: Flags = self.same_place | ~np.isnan(self.distance_km)
        return known

    def rows(self, chosen: Ints) -> "_Block":
        """The chosen pairs."""
        return _Block(
            event=self.event[chosen],
            record=self.record[chosen],
            days_apart=self.days_apart[chosen],
            distance_km=self.distance_km[chosen],
            same_place=self.same_place[chosen],
            parts={name: part[chosen] for name, part in self.parts.items()},
        )


def _weighed(block: _Block) -> Floats:
    """What the parts add up to, without the words."""
    return np.asarray(sum(_WEIGHTS[name] * part for name, part in block.parts.items()), dtype=np.float64)


class _Numeric:
    """Scores pairs by everything but their words."""

    def __init__(self, events: Side, records: Side) -> None:
        self._a, self._b = events, records
        self._place_a, self._place_b = _codes(events.place_ids, records.place_ids)
        kinds = ["", *(kind.value for kind in EventType)]
        number = {kind: row for row, kind in enumerate(kinds)}
        self._kinship = np.array([[_kinship(one, other) for other in kinds] for one in kinds])
        self._kind_a, self._kind_b = (
            np.array([number.get(kind, 0) for kind in one.kinds], dtype=np.int64) for one in (events, records)
        )

    def blocks(self, *, least: float) -> Iterator[_Block]:
        """The pairs near one another that score `least` and lie within reach."""
        for event, record in near_pairs(self._a.extent, self._b.extent):
            if event.size:
                block = self.block(event, record)
                good = np.flatnonzero((block.parts["place"] > 0) & (_weighed(block) >= least))
                if good.size:
                    yield block.rows(good)

    def block(self, event: Ints, record: Ints) -> _Block:
        """The pairs, measured."""
        a, b = self._a.extent, self._b.extent
        distance = _distances(a.lon[event], a.lat[event], b.lon[record], b.lat[record])
        first, last = np.maximum(a.first[event], b.first[record]), np.minimum(a.last[event], b.last[record])
        either = np.maximum(a.last[event], b.last[record]) - np.minimum(a.first[event], b.first[record]) + 1
        shared = last - first + 1
        same = (self._place_a[event] == self._place_b[record]) & (self._place_a[event] >= 0)
        known = (a.country[event] >= 0) & (a.country[event] == b.country[record])
        parts = {
            "time": np.where(shared > 0, 0.5 + 0.5 * shared / either, _DAY_APART),
            "place": _nearness(distance, a.reach_km[event] + b.reach_km[record], same=same, known=known),
            "harm": self._harm(event, record),
            "type": self._kinship[self._kind_a[event], self._kind_b[record]],
        }
        apart = np.maximum(1 - shared, 0)
        return _Block(event=event, record=record, days_apart=apart, distance_km=distance, same_place=same, parts=parts)

    def _harm(self, event: Ints, record: Ints) -> Floats:
        """1 where the ranges of dead overlap, 0 where they do not, one half where a side tells none."""
        low = np.maximum(self._a.killed_low[event], self._b.killed_low[record])
        high = np.minimum(self._a.killed_high[event], self._b.killed_high[record])
        return np.where(np.isnan(low) | np.isnan(high), 0.5, (low <= high).astype(np.float64))


def _codes(left: Sequence[str], right: Sequence[str]) -> tuple[Ints, Ints]:
    """Equal numbers for equal ids, -1 for none."""
    codes: dict[str, int] = {}
    numbers = [[codes.setdefault(one, len(codes)) if one else -1 for one in ids] for ids in (left, right)]
    return np.array(numbers[0], dtype=np.int64), np.array(numbers[1], dtype=np.int64)


def _nearness(distance: Floats, reach: Floats, *, same: Flags, known: Flags) -> Floats:
    """1 at one and the same place, less with the distance and with the reaches, 0 beyond them.

    Without a distance a `known` country they share counts a little, and nothing known about the place less.
    """
    far = reach + SLACK_KM
    near = 0.4 + 0.3 * (1 - distance / far) + 0.3 / (1 + reach / _HALF_REACH_KM)
    placed = np.where(distance <= far, near, 0.0)
    unplaced = np.where(known, _SAME_COUNTRY, _ANYWHERE)
    found = np.where(np.isnan(distance), unplaced, placed)
    return np.where(same, np.where(reach <= _HALF_REACH_KM, 1.0, np.maximum(found, _SAME_AREA)), found)


def _kinship(one: str, other: str) -> float:
    if not one or not other:
        return _TYPE_UNKNOWN
    if one == other:
        return 1.0
    kin = any({one, other} <= family for family in (_VIOLENT, _CROWDS))
    return _TYPE_KIN if kin else _TYPE_OTHER


def _distances(lon_a: Floats, lat_a: Floats, lon_b: Floats, lat_b: Floats) -> Floats:
    """Kilometres; most rows of one town have one position, for which there is nothing to work out."""
    apart = np.flatnonzero((lon_a != lon_b) | (lat_a != lat_b))
    found = np.zeros(lon_a.size)
    if apart.size:
        found[apart] = distances_km(lon_a[apart], lat_a[apart], lon_b[apart], lat_b[apart])
    return found


def _finished(block: _Block, score: Floats, words: Words) -> Iterator[Match]:
    rows = zip(block.event.tolist(), block.record.tolist(), score.tolist(), strict=True)
    for row, (event, record, scored) in enumerate(rows):
        distance = float(block.distance_km[row])
        yield Match(
            event=event,
            record=record,
            score=scored,
            days_apart=int(block.days_apart[row]),
            distance_km=None if math.isnan(distance) else round(distance, 1),
            why=tuple(_reasons(block, row, words.rarest(event, record, _SHOWN_WORDS))),
        )


def _reasons(block: _Block, row: int, common: Sequence[str]) -> Iterator[str]:
    distance = float(block.distance_km[row])
    overlap = "the same day" if block.parts["time"][row] == 1.0 else "the dates overlap"
    yield "a day apart" if block.days_apart[row] else overlap
    if block.same_place[row]:
        yield "the same place"
    elif math.isnan(distance):
        yield (
            "the same country; one has no position" if block.parts["place"][row] > _ANYWHERE else "one has no position"
        )
    else:
        yield f"{distance:.0f} km apart, within what both may be off"
    if block.parts["type"][row] == 1.0:
        yield "the same type"
    if block.parts["harm"][row] == 1.0:
        yield "the numbers of dead agree"
    elif block.parts["harm"][row] == 0.0:
        yield "but the numbers of dead differ"
    if common:
        yield f"shared words: {', '.join(common)}"
