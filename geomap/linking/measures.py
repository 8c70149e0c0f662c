"""Measures how near two rows are in days, place, type and numbers of dead: everything but their words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geomap.geo import distances_km
from geomap.linking.pairs import SLACK_KM, Extent
from geomap.linking.spots import distinct
from geomap.records import EventType

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

WEIGHTS = {"time": 0.25, "place": 0.25, "words": 0.3, "harm": 0.1, "type": 0.1}  # words tell two deeds of a day apart
_SAME_AREA = 0.5  # worth of one and the same large area
_SAME_COUNTRY, ANYWHERE = 0.2, 0.1  # worth of the place where one side has no position
_HALF_REACH_KM = 50.0  # two rows whose reaches add up to this are placed half as well as two points
_DAY_APART = 0.35
NOT_TOLD = 0.5  # worth of the numbers of dead where one side tells none
_VIOLENT = frozenset({EventType.BATTLES, EventType.EXPLOSIONS, EventType.VIOLENCE_AGAINST_CIVILIANS})
_CROWDS = frozenset({EventType.PROTESTS, EventType.RIOTS})
_TYPE_UNKNOWN, _TYPE_KIN, _TYPE_OTHER = 0.5, 0.6, 0.1


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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Block:
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

    def rows(self, chosen: Ints) -> "Block":
        """The chosen pairs."""
        return Block(
            event=self.event[chosen],
            record=self.record[chosen],
            days_apart=self.days_apart[chosen],
            distance_km=self.distance_km[chosen],
            same_place=self.same_place[chosen],
            parts={name: part[chosen] for name, part in self.parts.items()},
        )


def weighed(block: Block) -> Floats:
    """What the parts add up to, without the words."""
    return np.asarray(sum(WEIGHTS[name] * part for name, part in block.parts.items()), dtype=np.float64)


class Measures:
    """Scores pairs by everything but their words."""

    def __init__(self, events: Side, records: Side) -> None:
        self._a, self._b = self._sides = events, records
        self._place_a, self._place_b = _codes(events.place_ids, records.place_ids)
        kinds = ["", *(kind.value for kind in EventType)]
        number = {kind: row for row, kind in enumerate(kinds)}
        self._kinship = np.array([[_kinship(one, other) for other in kinds] for one in kinds])
        self._kinds = self._kind_a, self._kind_b = tuple(
            np.array([number.get(kind, 0) for kind in one.kinds], dtype=np.int64) for one in (events, records)
        )
        self.where = tuple(
            np.column_stack([*(getattr(side.extent, field.name) for field in fields(Extent)), places])
            for side, places in zip(self._sides, (self._place_a, self._place_b), strict=True)
        )
        told = [
            distinct(np.column_stack([kinds, side.killed_low, side.killed_high]))
            for side, kinds in zip(self._sides, self._kinds, strict=True)
        ]
        self._heads, self.manners = zip(*told, strict=True)  # of each manner a row, of each row its manner

    def table(self, asks: int, manners: Ints, asking: Ints) -> Floats:
        """What types and numbers of dead of rows that ask and manners of the other side are worth; rows x manners."""
        heads = self._heads[1 - asks][manners]
        own, other = self._sides[asks], self._sides[1 - asks]
        kinds, their_kinds = self._kinds[asks], self._kinds[1 - asks]
        harm = _agreement(
            np.maximum.outer(own.killed_low[asking], other.killed_low[heads]),
            np.minimum.outer(own.killed_high[asking], other.killed_high[heads]),
        )
        kin = self._kinship[kinds[asking]][:, their_kinds[heads]]
        return np.asarray(WEIGHTS["harm"] * harm + WEIGHTS["type"] * kin, dtype=np.float64)

    def block(self, event: Ints, record: Ints) -> Block:
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
        return Block(event=event, record=record, days_apart=apart, distance_km=distance, same_place=same, parts=parts)

    def _harm(self, event: Ints, record: Ints) -> Floats:
        return _agreement(
            np.maximum(self._a.killed_low[event], self._b.killed_low[record]),
            np.minimum(self._a.killed_high[event], self._b.killed_high[record]),
        )


def _agreement(low: Floats, high: Floats) -> Floats:
    """1 where the ranges of dead overlap, 0 where they do not, NOT_TOLD where a side tells none."""
    return np.where(np.isnan(low) | np.isnan(high), NOT_TOLD, (low <= high).astype(np.float64))


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
    unplaced = np.where(known, _SAME_COUNTRY, ANYWHERE)
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
