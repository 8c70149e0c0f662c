"""Chooses what a map shows at first: where nearly all events are, when the few others would make it half as large."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FEW = 0.1  # of the events on the map: so many at most are left outside
GAIN = 2.0  # the map has to become so many times as large for that
WORTH = 1 / 6  # of the window: what lies beyond a narrower empty stretch belongs to the rest
COST = 1.5  # the window may become so many times as large to show some of the few after all
LEAST = 12.0  # degrees: no window is made narrower than this, so a map of one country always shows all of it
EAST = 180.0

Degrees = NDArray[np.float64]
Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]
Bounds = tuple[float, float, float, float]  # west, south, east, north in degrees; west > east across the antimeridian


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plane:
    """The places on a Mercator map; rows are across and up, in degrees of longitude at the equator."""

    low: Degrees  # shape (2, n)
    high: Degrees
    events: Counts

    def sides(self, kept: Flags) -> Degrees:
        """Width and height of the window around some."""
        sides: Degrees = self.high[:, kept].max(axis=1) - self.low[:, kept].min(axis=1)
        return sides

    def size(self, kept: Flags) -> float:
        """The longer side, on which the scale of the map depends."""
        return max(float(self.sides(kept).max()), LEAST)


def opening(boxes: Degrees, events: Counts, bounds: Bounds) -> Bounds | None:
    """The window to open on, or None where it would be everything.

    Args:
        boxes: west, south, east and north of each place that is drawn, shape (n, 4), degrees.
        events: how many happened at each.
        bounds: of all places.
    """
    left = (boxes[:, 0] - bounds[0]) % 360.0
    low = np.stack([left, _mercator(boxes[:, 1])])
    high = np.stack([left + (boxes[:, 2] - boxes[:, 0]) % 360.0, _mercator(boxes[:, 3])])
    whole, plane = np.ones(len(boxes), bool), _Plane(low=low, high=high, events=events)
    if plane.size(whole) < GAIN * LEAST or not any(map(_has_stretch, low, high)):
        return None
    kept = _core(plane, whole)
    if GAIN * plane.size(kept) > plane.size(whole):
        return None
    west, east = (bounds[0] + float(end) for end in (low[0, kept].min(), high[0, kept].max()))
    return _longitude(west), float(boxes[kept, 1].min()), _longitude(east), float(boxes[kept, 3].max())


def _core(plane: _Plane, whole: Flags) -> Flags:
    """What remains when those beyond the widest stretches are left out, but those that cost little scale."""
    kept, left_out = whole, []
    while (nearer := _nearer(plane, kept)) is not None:
        left_out.append(kept & ~nearer)
        kept = nearer
    for some in reversed(left_out):
        if plane.size(kept | some) <= min(COST * plane.size(kept), plane.size(whole) / GAIN):
            kept = kept | some
    return kept


def _nearer(plane: _Plane, kept: Flags) -> Flags | None:
    """The places kept but those beyond the widest stretch that leaves few events outside; None where there is none."""
    few = int(FEW * plane.events.sum()) - int(plane.events[~kept].sum())
    rows = np.flatnonzero(kept)
    widest, chosen = WORTH * plane.size(kept), None
    for low, high in zip(plane.low[:, rows], plane.high[:, rows], strict=True):
        for ends in ((low, high), (-high, -low)):  # what lies beyond to the east or north, to the west or south
            stretch, below = _split(*ends, plane.events[rows], few)
            if stretch > widest:
                widest, chosen = stretch, rows[below]
    if chosen is None:
        return None
    nearer = np.zeros(len(kept), bool)
    nearer[chosen] = True
    return nearer


def _split(low: Degrees, high: Degrees, events: Counts, few: int) -> tuple[float, NDArray[np.int64]]:
    """The widest stretch along a line with few events above it, and which places lie below; 0 where there is none."""
    order = np.argsort(low, kind="stable")
    stretch = low[order[1:]] - np.maximum.accumulate(high[order])[:-1]
    above = events.sum() - np.cumsum(events[order])[:-1]
    stretch[above > few] = 0.0
    at = int(np.argmax(stretch)) if len(stretch) else 0
    return float(stretch.max(initial=0.0)), order[: at + 1]


def _has_stretch(low: Degrees, high: Degrees) -> bool:
    """Whether an empty stretch may be wide enough; told from whole degrees, since to sort a million takes a while."""
    first, last = (np.floor(ends - low.min()).astype(np.int64) for ends in (low, high))
    size = int(last.max()) + 2
    cover = np.cumsum(np.bincount(first, minlength=size) - np.bincount(last + 1, minlength=size))
    return bool(np.diff(np.flatnonzero(cover), prepend=0).max() >= WORTH * LEAST)


def _mercator(lat: Degrees) -> Degrees:
    """Degrees of longitude at the equator that are as long on the map as the way from there to a latitude."""
    return np.degrees(np.arcsinh(np.tan(np.radians(np.clip(lat, -85.0, 85.0)))))


def _longitude(degrees: float) -> float:
    return degrees if degrees <= EAST else degrees - 360.0
