"""The packed form of basemap layers: varints of quantised coordinates, deflated."""

import json
import zlib
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geomap.output.deflating import deflated

Coordinates = NDArray[np.float64]  # shape (n, 2), longitude first, degrees
Parts = Sequence[Coordinates]
Whole = tuple[Coordinates, list[int]]  # the points of all parts, and how many each part has
Head = dict[str, Any]  # a JSON object

_PAYLOAD, _MORE = 0x7F, 0x80  # of a varint's byte: seven bits of the number, and whether another byte follows
_LONGEST = 5  # bytes: 35 bits hold any longitude to a tenth of a millidegree many times over


def pack(layers: Mapping[str, Parts], *, q: float, head: Mapping[str, Any], effort: int = 7) -> bytes:
    """Write layers and a head in the form that `geomap.output.basemap` describes.

    Args:
        layers: name -> parts; a part is a ring (its last point left out or not, as the caller likes) or a line.
        q: degrees per unit; coordinates are rounded to it, and points that fall together become one.
        head: what else the head says; must not hold `q` or `layers`.
        effort: of libdeflate, 1 to 12.
    """
    blobs = {name: _layer_bytes(parts, q) for name, parts in layers.items()}
    offsets = np.cumsum([0, *map(len, blobs.values())]).tolist()
    index = [[name, offset, len(blob)] for (name, blob), offset in zip(blobs.items(), offsets, strict=False)]
    text = json.dumps({"q": q, "layers": index, **head}, ensure_ascii=False, separators=(",", ":")).encode()
    raw = len(text).to_bytes(4, "little") + text + b"".join(blobs.values())
    return deflated(raw, effort)


def unpack(block: bytes) -> tuple[Head, dict[str, list[Coordinates]]]:
    """The head and the layers of a packed block."""
    head, layers = unpack_whole(block)
    return head, {name: cut(points, counts) for name, (points, counts) in layers.items()}


def unpack_whole(block: bytes) -> tuple[Head, dict[str, Whole]]:
    """The head of a packed block, and the points of each layer one after the other with how many each part has."""
    raw = zlib.decompress(block, -15)
    start = 4 + int.from_bytes(raw[:4], "little")
    head: Head = json.loads(raw[4:start])
    layers = {
        name: _layer(raw[start + offset : start + offset + length], head["q"])
        for name, offset, length in head["layers"]
    }
    return head, layers


def cut(points: Coordinates, counts: Sequence[int] | NDArray[np.int64]) -> list[Coordinates]:
    """The points one after the other, as parts of so many each."""
    ends = np.cumsum([0, *counts]).tolist()
    return [points[start:end] for start, end in pairwise(ends)]


def _layer_bytes(parts: Parts, q: float) -> bytes:
    if not parts:
        return _varints(np.zeros(1, np.uint64))
    part_of = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    units = np.rint(np.concatenate(parts) / q).astype(np.int64)
    kept = np.ones(len(units), bool)
    kept[1:] = (np.diff(units, axis=0) != 0).any(axis=1) | (np.diff(part_of) != 0)  # not the point before once more
    kept &= (np.bincount(part_of[kept], minlength=len(parts)) > 1)[part_of]
    counts = np.bincount(part_of[kept]).astype(np.uint64)
    counts = counts[counts > 0]
    deltas = np.diff(units[kept], axis=0, prepend=0)
    zigzag = ((deltas << 1) ^ (deltas >> 63)).astype(np.uint64).ravel()
    starts = np.cumsum(2 * counts).astype(np.int64) - 2 * counts.astype(np.int64)
    return _varints(np.insert(np.insert(zigzag, starts, counts), 0, np.uint64(len(counts))))


def _varints(numbers: NDArray[np.uint64]) -> bytes:
    """Seven bits a byte, lowest first; the highest bit says that more follow (LEB128)."""
    longest = max(1, -(-int(numbers.max(initial=0)).bit_length() // 7))
    groups = numbers[:, None] >> (np.arange(longest, dtype=np.uint64) * np.uint64(7))
    used = (groups > 0) | (np.arange(longest) == 0)
    more = np.pad(used[:, 1:], ((0, 0), (0, 1)))
    return bytes(((groups & np.uint64(_PAYLOAD)) | (more * np.uint64(_MORE)))[used].astype(np.uint8).tobytes())


def _layer(blob: bytes, q: float) -> Whole:
    numbers = _numbers(blob)
    counts, starts, at = [], [0], 1
    for _ in range(int(numbers[0])):
        count = int(numbers[at])
        counts.append(count)
        starts.append(at)
        at += 1 + 2 * count
    steps = np.ones(len(numbers), bool)
    steps[starts] = False
    zigzag = numbers[steps]
    deltas = (zigzag >> 1) ^ -(zigzag & 1)
    return np.cumsum(deltas.reshape(-1, 2), axis=0) * q, counts


def _numbers(blob: bytes) -> NDArray[np.int64]:
    octets = np.frombuffer(blob, np.uint8)
    ends = np.flatnonzero(octets < _MORE)
    starts = np.append(0, ends[:-1] + 1)
    numbers: NDArray[np.int64] = (octets[starts] & _PAYLOAD).astype(np.int64)
    longer = np.flatnonzero(ends > starts)
    for place in range(1, _LONGEST):
        numbers[longer] |= (octets[starts[longer] + place] & _PAYLOAD).astype(np.int64) << (7 * place)
        longer = longer[ends[longer] > starts[longer] + place]
    return numbers
