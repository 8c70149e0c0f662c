"""Keeps a level of the basemap in blocks by where they lie, so that a map reads only what is around its events.

    raw = write(layers, q=0.0005)
    q, layers = read(raw, [(22.0, 44.0, 41.0, 53.0)])   # every part that touches the box, and some of its neighbours

Nothing is cut: a polygon with its holes, or a line, stands in one block, with the others whose middle lies in the same
cell of `CELL` degrees; what is larger than a cell has a block of its own. The form is

1. `uint32`, little endian: the length of the index in bytes.
2. the index, JSON: `{"q": 0.0005, "blocks": [[west, south, east, north, length], ...]}`; degrees, bytes.
3. the blocks one after another, each as `geomap.output.basemap_codec.pack` writes it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from geomap.output import basemap_codec
from geomap.output.basemap_codec import Coordinates, Parts, Whole

CELL = 10  # degrees: some 400 blocks of the whole world, 20 of them for Ukraine; smaller ones deflate worse
MOST_EFFORT = 12  # of deflating: written once, read often
CLOSED = ("land", "lakes")  # layers of rings: an exterior runs counter-clockwise, and its holes follow it

Bounds = tuple[float, float, float, float]  # west, south, east, north in degrees
Boxes = NDArray[np.float64]  # shape (n, 4), as bounds
_Groups = dict[tuple[int, ...], dict[str, list[Coordinates]]]


def write(layers: Mapping[str, Parts], *, q: float) -> bytes:
    """Layers in blocks; `q` is degrees per unit, and parts are as `basemap_codec.pack` takes them."""
    groups = _grouped(layers)
    packed, said = [], []
    for _, group in sorted(groups.items()):
        block = basemap_codec.pack(group, q=q, head={}, effort=MOST_EFFORT)
        points = np.concatenate([part for parts in group.values() for part in parts])
        bounds = np.concatenate([points.min(axis=0) - q, points.max(axis=0) + q]).round(4)  # parts are rounded to q
        said.append([*bounds.tolist(), len(block)])
        packed.append(block)
    index = json.dumps({"q": q, "blocks": said}, separators=(",", ":")).encode()
    return len(index).to_bytes(4, "little") + index + b"".join(packed)


def read(raw: bytes, boxes: Sequence[Bounds]) -> tuple[float, dict[str, Whole]]:
    """Degrees per unit, and the layers of the blocks that touch one of the boxes, where they hold a part."""
    start = 4 + int.from_bytes(raw[:4], "little")
    index = json.loads(raw[4:start])
    table = np.array(index["blocks"], float).reshape(-1, 5)
    ends = start + np.cumsum(table[:, 4]).astype(int)
    found: dict[str, list[Whole]] = {}
    for number in np.flatnonzero(_touch(table[:, :4], boxes)).tolist():
        block = raw[ends[number] - int(table[number, 4]) : ends[number]]
        for name, whole in basemap_codec.unpack_whole(block)[1].items():
            found.setdefault(name, []).append(whole)
    return index["q"], {name: _together(wholes) for name, wholes in found.items()}


def _together(wholes: Sequence[Whole]) -> Whole:
    return np.concatenate([points for points, _ in wholes]), [count for _, counts in wholes for count in counts]


def _touch(bounds: Boxes, boxes: Sequence[Bounds]) -> NDArray[np.bool_]:
    touch = np.zeros(len(bounds), bool)
    for west, south, east, north in boxes:
        touch |= (bounds[:, 0] <= east) & (bounds[:, 2] >= west) & (bounds[:, 1] <= north) & (bounds[:, 3] >= south)
    return touch


def _grouped(layers: Mapping[str, Parts]) -> _Groups:
    """The parts of each layer by cell; those of a polygon that is larger than a cell alone."""
    groups: _Groups = {}
    number = 0
    for name, parts in layers.items():
        for shape in _shapes(parts, closed=name in CLOSED):
            low, high = shape[0].min(axis=0), shape[0].max(axis=0)  # holes lie within their exterior
            number += 1
            column, row = ((low + high) / 2 // CELL).astype(int).tolist()
            key = (column, row) if (high - low).max() <= CELL else (column, row, number)
            groups.setdefault(key, {}).setdefault(name, []).extend(shape)
    return groups


def _shapes(parts: Parts, *, closed: bool) -> Iterator[list[Coordinates]]:
    """Each line, or each exterior with its holes."""
    shape: list[Coordinates] = []
    for part in parts:
        if shape and (not closed or shapely.is_ccw(shapely.linearrings(part))):
            yield shape
            shape = []
        shape.append(part)
    if shape:
        yield shape
