"""The light vector basemap of a page: the world's land, waters, borders and labels around the events, in one block.

    block = basemap_block((22.1, 44.3, 40.3, 52.4))   # bytes; the page holds them as text
    block = basemap_block(bounds, around=[(36.2, 50.0), ...])   # the same, detailed where most events are

Format of the block
===================

`deflate-raw` (RFC 1951, `DecompressionStream("deflate-raw")`) of three things one after another:

1. `uint32`, little endian: the length of the head in bytes.
2. the head, JSON in UTF-8:

        {"q": 0.0005,                                degrees per unit
         "layers": [["land", 0, 123], ...],          name, offset from the end of the head, length in bytes
         "boxes": [[w, s, e, n], ...],               where the map is drawn in detail
         "languages": ["en", "uk", "ru"],            order of the names below
         "labels": {"countries": [[lon, lat, zoom, ["Ukraine", "Україна", "Украина"]], ...],
                    "admin1":    [...the same...],
                    "cities":    [...the same, and as a fifth field 2 for a capital, 1 for the seat of a division,
                                  0 for any other...]}}

   Labels stand in the order in which they should win a place on the map; `zoom` is the Web Mercator zoom (256-pixel
   tiles) from which a label should be tried.
3. the layers, each a stream of varints (LEB128: seven bits a byte, lowest first, highest bit set while more follow):

        number of parts
        for each part:  number of points, then for each point the zigzag varints of the steps in lon and lat

   A step goes from the point before, the first one of a layer from 0,0; the position runs on from part to part:
   it is NOT set back. Zigzag: 0, -1, 1, -2 ... are 0, 1, 2, 3 ...; degrees = sum of steps * q.

Layers, in the order in which they are drawn:

| layer      | what                                                                         | draw as                  |
|------------|------------------------------------------------------------------------------|--------------------------|
| `land`     | rings, closed (first point = last), holes too                                | fill, rule `evenodd`     |
| `coast`    | lines where land meets sea in and around `boxes`, not in the coarse world    | stroke                   |
| `lakes`    | rings, closed                                                                | fill as water, `evenodd` |
| `rivers`   | lines                                                                        | stroke as water          |
| `admin1`   | lines between first-level divisions of one country                           | thin, dashed             |
| `disputed` | lines whose course or standing the United Nations leave open                 | as a border, but dashed  |
| `borders`  | lines between countries                                                      | stroke                   |

A layer may be empty (one zero byte). Fill and stroke `land` in the land's colour, so that no seam shows where the
detailed part meets the coarse one. Coordinates lie within -180..180 and -90..90; a page that wraps the world draws the
whole again at +-360 degrees.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geomap.output import basemap_codec
from geomap.output.basemap_cut import Layers, beyond, level, near, paths, within
from geomap.output.basemap_labels import LANGUAGES, labels
from geomap.output.basemap_tiles import Bounds

LAYERS = ("land", "coast", "lakes", "rivers", "admin1", "disputed", "borders")
WORLD: Bounds = (-180.0, -90.0, 180.0, 90.0)

BORDERS_SENTENCE: Mapping[str, str] = {
    "en": "Borders as internationally recognised (UN): Crimea is part of Ukraine. "
    "Lines are no claim of ours and do not show who controls a place.",
    "uk": "Кордони — міжнародно визнані (ООН): Крим є частиною України. "
    "Лінії не виражають наших поглядів і не показують, хто контролює місцевість.",
    "ru": "Границы — международно признанные (ООН): Крым является частью Украины. "
    "Линии не выражают наших взглядов и не показывают, кто контролирует местность.",
}
"""What the page says about its borders, by language of the interface (DESIGN.md, rule 11)."""

AROUND_CRIMEA: Bounds = (22.0, 44.0, 40.5, 52.5)  # maps of events in here say to whom Crimea belongs

PAD, WIDEST_PAD = 0.35, 6.0  # of the events' extent, and degrees: what a window shows beyond them at first sight
LEAST = (6.0, 4.0)  # degrees of longitude and latitude drawn in detail around a single place
WIDEST_WHOLE = 45.0  # degrees: wider frames are detailed only where events are, see docs/decisions/0071
WIDEST_BLIND = 52.0  # the same for a caller who does not say where they are: up to 480 KB of page
WORLDWIDE = 130.0  # degrees: above it the frame is the world
WINDOWS = ((1560, 860), (1080, 720), (390, 640))  # pixels of the map on a desk, on a laptop, on a phone
MARGIN = 72  # pixels: what the page keeps free around the events when it opens
DEEPEST = 9  # zoom: the page opens no deeper
TALLEST = 40.0  # degrees of longitude at the equator, as high as what is drawn in detail for the first window
MOST_SEEN = 260.0  # square degrees of a first window in full detail; of a larger one only the frame, the rest in less
AROUND = 0.3  # of the first window, on each side: drawn in less detail
CELL = 2  # degrees: a cell and its eight neighbours are drawn in detail around an event
MOST_CELLS = 110  # 440 square degrees, as many as the region of Ukraine

Cell = tuple[int, int]  # column and row of a cell of CELL degrees, counted from 0, 0


def basemap_block(bounds: Bounds | None, *, around: ArrayLike = (), opens: Bounds | None = None) -> bytes:
    """The basemap of a page whose events lie in `bounds`, in the format above.

    Args:
        bounds: of the events, west > east across the antimeridian; None: no events, the whole world is shown.
        around: the events' longitudes and latitudes, shape (n, 2), each as often as it has events. Where the bounds are
            wide, the map is detailed only around the most of them; without them it stays as coarse as they are wide.
        opens: where the page opens, when not on all of the bounds.
    """
    frame = detailed_boxes(bounds)
    width = sum(east - west for west, _, east, _ in frame)
    crowded = crowded_boxes(around)
    if bounds is not None and width <= (WIDEST_WHOLE if crowded else WIDEST_BLIND):
        seen = _seen_at_first(opens or bounds, frame)
        if len(seen) == 1 and _square_degrees(seen) <= MOST_SEEN:
            return _block(seen, [_ring(seen)], around)
        return _block(frame, seen if len(seen) == 1 else frame, around)
    return _block(crowded, [WORLD] if width >= WORLDWIDE else frame, around)


def borders_sentence(bounds: Bounds | None) -> dict[str, str]:
    """The sentence by language; a map that shows nothing of Ukraine has no reason to speak of Crimea."""
    west, south, east, north = AROUND_CRIMEA
    near = any(w < east and e > west and s < north and n > south for w, s, e, n in detailed_boxes(bounds))
    if bounds is not None and near:
        return dict(BORDERS_SENTENCE)
    return {language: re.sub(r": [^.]*\.", ".", text, count=1) for language, text in BORDERS_SENTENCE.items()}


def detailed_boxes(bounds: Bounds | None) -> list[Bounds]:
    """The frame of the map: the events' bounds and a margin, cut in two at the antimeridian."""
    if bounds is None:
        return [WORLD]
    west, south, east, north = bounds
    if west > east:
        east += 360.0
    width, height = east - west, north - south
    side, above = (_margin(size, least) for size, least in zip((width, height), LEAST, strict=True))
    west, east = west - side, east + side
    south, north = max(-90.0, south - above), min(90.0, north + above)
    if east - west >= WORLD[2] - WORLD[0]:
        return [(WORLD[0], south, WORLD[2], north)]
    if west < WORLD[0]:
        return [(WORLD[0], south, east, north), (west + 360.0, south, WORLD[2], north)]
    if east > WORLD[2]:
        return [(WORLD[0], south, east - 360.0, north), (west, south, WORLD[2], north)]
    return [(west, south, east, north)]


def crowded_boxes(around: ArrayLike) -> list[Bounds]:
    """The boxes around the places with most events, as many as the page can carry in full detail."""
    positions = np.asarray(around, float).reshape(-1, 2)
    columns, rows = int(180 / CELL), int(90 / CELL)
    high = 2 * rows + 1  # the pole itself has a row of its own
    at = np.floor(positions / CELL).astype(np.int64) + np.array([columns, rows])
    counts = np.bincount(at[:, 0] * high + at[:, 1])
    found = np.flatnonzero(counts)
    fullest_first = found[np.argsort(-counts[found], kind="stable")].tolist()
    cells: set[Cell] = set()
    for number in fullest_first:
        column, row = number // high - columns, number % high - rows
        block = {
            ((column + x + columns) % (2 * columns) - columns, max(-rows, min(rows - 1, row + y)))
            for x, y in product((-1, 0, 1), repeat=2)
        }
        if len(cells | block) <= MOST_CELLS:
            cells |= block
    return _merged(cells)


def _seen_at_first(bounds: Bounds, frame: list[Bounds]) -> list[Bounds]:
    """The frame, and what windows of usual sizes show of the map around it when they open."""
    west, south, east, north = bounds
    if len(frame) > 1 or west > east:
        return frame
    ends = _mercator(np.array([south, north]))
    middle = ((west + east) / 2, ends.mean())
    scale = [
        min((wide - MARGIN) / max(east - west, 1e-9), (high - MARGIN) / max(ends[1] - ends[0], 1e-9))
        for wide, high in WINDOWS
    ]
    pixels = [256 / 360 * 2.0 ** min(DEEPEST, math.floor(math.log2(max(one, 1e-9) * 360 / 256))) for one in scale]
    halves = np.max([(wide / 2 / a, high / 2 / a) for (wide, high), a in zip(WINDOWS, pixels, strict=True)], axis=0)
    halves = np.minimum(halves, (WIDEST_WHOLE / 2, TALLEST / 2))
    low, high = _latitude(middle[1] - halves[1]), _latitude(middle[1] + halves[1])
    box = frame[0]
    return [
        (
            max(WORLD[0], min(box[0], middle[0] - halves[0])),
            min(box[1], low),
            min(WORLD[2], max(box[2], middle[0] + halves[0])),
            max(box[3], high),
        )
    ]


def _square_degrees(boxes: Sequence[Bounds]) -> float:
    return sum((east - west) * (north - south) for west, south, east, north in boxes)


def _ring(seen: Sequence[Bounds]) -> Bounds:
    """The box and as much again around it: where a reader who zooms out finds rivers and lines in less detail."""
    west, south, east, north = seen[0]
    side, above = (east - west) * AROUND, (north - south) * AROUND
    return max(-180.0, west - side), max(-85.0, south - above), min(180.0, east + side), min(85.0, north + above)


def _mercator(lat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Degrees of longitude at the equator that are as long on the map as the way from there to a latitude."""
    return np.degrees(np.arcsinh(np.tan(np.radians(np.clip(lat, -85.0, 85.0)))))


def _latitude(up: float) -> float:
    return math.degrees(math.atan(math.sinh(math.radians(up))))


def _merged(cells: Iterable[Cell]) -> list[Bounds]:
    """Few boxes that cover the cells exactly: runs along a row, stacked while their ends are the same."""
    runs: list[tuple[int, int, int, int]] = []  # first column, first row, column after, row after
    for column, row in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        if runs and runs[-1][2:] == (column, row + 1):
            runs[-1] = (runs[-1][0], row, column + 1, row + 1)
        else:
            runs.append((column, row, column + 1, row + 1))
    stacks: list[tuple[int, int, int, int]] = []
    for run in sorted(runs, key=lambda run: (run[0], run[2], run[1])):
        last = stacks[-1] if stacks else None
        if last and (last[0], last[2], last[3]) == (run[0], run[2], run[1]):
            stacks[-1] = (*last[:3], run[3])
        else:
            stacks.append(run)
    return [(west * CELL, south * CELL, east * CELL, north * CELL) for west, south, east, north in stacks]


def _margin(size: float, least: float) -> float:
    return max(min(size * PAD, WIDEST_PAD), (least - size) / 2)


def _block(fine: Sequence[Bounds], frame: Sequence[Bounds], around: ArrayLike) -> bytes:
    """Full detail in `fine`, less of it in the rest of `frame`, the coarse world beyond."""
    pieces: list[Layers] = []
    if fine:
        q, detail = near(fine)
        pieces.append(within(detail, fine))
    else:
        q = level("middle")[0]
    if frame != fine:
        framed = within(level("middle")[1], frame)
        pieces.append(beyond(framed, fine) if fine else framed)
    if frame == [WORLD]:
        del pieces[-1]["coast"]  # at that scale the edge of the fill says it, for half the bytes
        if fine:
            del pieces[-1]["admin1"]
    else:
        far = beyond(level("far")[1], frame)
        del far["coast"]
        pieces.append(far)
    head = {
        "boxes": [list(box) for box in fine or frame],
        "languages": list(LANGUAGES),
        "labels": labels(fine, frame, around),
    }
    return basemap_codec.pack({name: _joined(pieces, name) for name in LAYERS}, q=q, head=head)


def _joined(pieces: Sequence[Layers], name: str) -> list[basemap_codec.Coordinates]:
    found = [layers[name] for layers in pieces if name in layers]
    return paths(np.concatenate(found)) if found else []
