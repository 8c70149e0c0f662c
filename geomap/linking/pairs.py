"""Finds the pairs of two sides that lie near one another in time and space, without comparing all with all."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

TOLERANCE_DAYS = 1  # reports and records differ by a day across midnight and time zones
SLACK_KM = 5.0  # two gazetteers put one town at points a few kilometres apart
_BAND = 0.5  # degrees of latitude: 56 km, a little more than two places "near" a town may be apart
_KM_A_DEGREE, _HALF_TURN = 111.2, 180.0
_SMALL_KM = 30.0  # towns and their surroundings; larger reaches are searched apart, since they need more bands
_LONGEST_DAYS = 1100  # three years; an interval that is longer says too little to be joined by its days
_ROWS = 200_000  # looked up, or paired, at a time: some 50 MB


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Extent:
    """Where and when the rows of one side lie; all arrays have one length."""

    first: Ints  # days since 1970-01-01
    last: Ints  # included
    lon: Floats  # degrees, NaN without a position
    lat: Floats
    reach_km: Floats
    country: Ints  # equal numbers are equal countries, -1 when not known

    def rows(self, chosen: Ints) -> "Extent":
        """Some of the rows."""
        return Extent(**{field.name: getattr(self, field.name)[chosen] for field in fields(self)})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Keys:
    """Rows in the order of a number, for looking up ranges of it."""

    rows: Ints
    numbers: Floats


def near_pairs(left: Extent, right: Extent) -> Iterator[tuple[Ints, Ints]]:
    """Rows of left and right, in arrays of pairs, whose intervals lie within a day and whose reaches may touch.

    A row without a position is paired with the rows of its own country, one without a country with all of its days.
    Each pair comes once. The bounds are
    generous: the caller measures distances exactly.
    """
    wide = Extent(
        first=left.first - TOLERANCE_DAYS,
        last=left.last + TOLERANCE_DAYS,
        lon=left.lon,
        lat=left.lat,
        reach_km=left.reach_km,
        country=left.country,
    )
    yield from _looked_up(wide, right, skip_first=False)  # the right one begins within the left one
    for row_right, row_left in _looked_up(right, wide, skip_first=True):  # the left one begins later, within the right
        yield row_left, row_right


def _looked_up(asking: Extent, kept: Extent, *, skip_first: bool) -> Iterator[tuple[Ints, Ints]]:
    """Pairs in which the kept row begins on a day of the asking row (not its first one when `skip_first`)."""
    asking_placed, kept_placed = ~np.isnan(asking.lon), ~np.isnan(kept.lon)
    for kept_some in _by_reach(kept, kept_placed):
        keys = _space_keys(kept, kept_some)
        farthest = float(kept.reach_km[kept_some].max())
        for asking_some in _by_reach(asking, asking_placed):
            for rows, days in _days_of(asking, asking_some, skip_first=skip_first):
                yield from _near_in_space(asking, rows, days, keys, farthest_km=farthest)
    for asking_mask, kept_mask, by_country in _unplaced(asking, kept):
        keys = _country_keys(kept, np.flatnonzero(kept_mask), by_country=by_country)
        for rows, days in _days_of(asking, np.flatnonzero(asking_mask), skip_first=skip_first):
            number = _country_number(days, asking.country[rows] * by_country)
            yield from _expanded(rows, keys, number, number)


def _unplaced(asking: Extent, kept: Extent) -> Iterator[tuple[Flags, Flags, bool]]:
    """Which rows of both sides to pair where one has no position, and whether only within a country."""
    placed_a, placed_b = ~np.isnan(asking.lon), ~np.isnan(kept.lon)
    known_a, known_b = asking.country >= 0, kept.country >= 0
    yield ~placed_a & known_a, known_b, True
    yield placed_a & known_a, ~placed_b & known_b, True
    yield ~placed_a & ~known_a, np.ones_like(placed_b), False
    yield placed_a | known_a, ~placed_b & ~known_b, False


def _by_reach(side: Extent, mask: Flags) -> Iterator[Ints]:
    for chosen in (mask & (side.reach_km <= _SMALL_KM), mask & (side.reach_km > _SMALL_KM)):
        rows = np.flatnonzero(chosen)
        if rows.size:  # neighbours in time and space follow one another, so that what is looked up for one is at hand
            yield rows[
                np.argsort(_space_number(side.first[rows], _band(side.lat[rows]), side.lon[rows]), kind="stable")
            ]


def _days_of(side: Extent, rows: Ints, *, skip_first: bool) -> Iterator[tuple[Ints, Ints]]:
    """The rows, each repeated for every day of its interval, with those days; a part of the rows at a time."""
    begin = side.first[rows] + skip_first
    lengths = np.clip(side.last[rows] - begin + 1, 0, _LONGEST_DAYS)
    for part in in_parts(lengths):
        repeated = np.repeat(rows[part], lengths[part])
        if repeated.size:
            yield repeated, counted_up(begin[part], lengths[part])


def counted_up(begin: Ints, lengths: Ints) -> Ints:
    """begin[0], begin[0] + 1, ... for lengths[0] numbers, then the same from begin[1]."""
    offsets = np.repeat(np.cumsum(lengths) - lengths, lengths)
    counted: Ints = np.repeat(begin, lengths) + np.arange(int(lengths.sum())) - offsets
    return counted


def _space_keys(side: Extent, rows: Ints) -> _Keys:
    numbers = _space_number(side.first[rows], _band(side.lat[rows]), side.lon[rows])
    order = np.argsort(numbers, kind="stable")
    return _Keys(rows=rows[order], numbers=numbers[order])


def _band(lat: Floats) -> Ints:
    banded: Ints = np.floor((lat + 90.0) / _BAND).astype(np.int64)
    return banded


def _space_number(day: Ints, band: Ints, lon: Floats) -> Floats:
    """One number for day, band of latitude and longitude: a stretch of longitude is a stretch of numbers."""
    number = (day * 400.0 + band) * 1000.0 + np.clip(lon, -_HALF_TURN, _HALF_TURN) + _HALF_TURN
    return np.asarray(number, dtype=np.float64)


def _near_in_space(
    asking: Extent, rows: Ints, days: Ints, keys: _Keys, *, farthest_km: float
) -> Iterator[tuple[Ints, Ints]]:
    reach = asking.reach_km[rows] + farthest_km + SLACK_KM
    lat, lon = asking.lat[rows], asking.lon[rows]
    half = reach / _KM_A_DEGREE
    width = np.minimum(half / np.maximum(np.cos(np.radians(np.minimum(np.abs(lat) + half, 89.0))), 0.02), _HALF_TURN)
    band = _band(lat)
    steps = int(np.ceil(half.max() / _BAND))
    for step in range(-steps, steps + 1):
        for turn in (0.0, 360.0, -360.0):  # a stretch across the antimeridian goes on at the other side
            west, east = lon - width + turn, lon + width + turn
            some = (np.abs(step) - 1 <= half / _BAND) & (east >= -_HALF_TURN) & (west <= _HALF_TURN)
            if some.any():
                low = _space_number(days[some], band[some] + step, west[some])
                high = _space_number(days[some], band[some] + step, east[some])
                yield from _expanded(rows[some], keys, low, high)


def _country_keys(side: Extent, rows: Ints, *, by_country: bool) -> _Keys:
    numbers = _country_number(side.first[rows], side.country[rows] * by_country)
    order = np.argsort(numbers, kind="stable")
    return _Keys(rows=rows[order], numbers=numbers[order])


def _country_number(day: Ints, country: Ints) -> Floats:
    return np.asarray(day * 100_000.0 + country, dtype=np.float64)


def _expanded(rows: Ints, keys: _Keys, low: Floats, high: Floats) -> Iterator[tuple[Ints, Ints]]:
    """Each row with every key between its `low` and its `high`, both included; a part of the pairs at a time."""
    begin = np.searchsorted(keys.numbers, low, side="left")
    lengths = np.searchsorted(keys.numbers, high, side="right") - begin
    for part in in_parts(lengths):
        yield np.repeat(rows[part], lengths[part]), keys.rows[counted_up(begin[part], lengths[part])]


def in_parts(lengths: Ints) -> Iterator[slice]:
    """Stretches of the rows that make some `_ROWS` pairs each; a row is never divided."""
    ends = np.cumsum(lengths)
    start = 0
    while start < lengths.size:
        before = ends[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, before + _ROWS, side="right")))
        yield slice(start, stop)
        start = stop
