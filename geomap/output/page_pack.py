"""Packs columns of numbers and columns of text into the small blocks that the page reads.

The core block is one deflate-raw stream. It holds the columns one after the other, each as byte planes (all lowest
bytes first), rising columns as differences, then the short strings. Text that is read one event at a time stands in
independent blocks of `ROWS` rows, so that the page inflates only what somebody looks at. A block is the fields one
after the other, joined by U+001E, each field its rows joined by U+001F.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geomap.output.deflating import deflated
from geomap.output.page_columns import Cells, said_by_all, taken

ROWS = (
    1024  # rows of text in a block: about 50 KB deflated, 4 ms to inflate on an old laptop; 512 take 2 % more of page
)
BLOCKS = 32  # blocks in a script beside the page: about 2 MB, so that few files are needed
EFFORT = 7  # of libdeflate: 1.5 % smaller than zlib's 6 in a third of its time; more saves 0.5 % for half as much again
FIELD, ROW = "\x1e", "\x1f"
DIGITS = np.array([code for code in range(0x21, 0x7F) if chr(code) not in "\"&'-<>\\`|"], np.uint8)  # 85 of them

Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of whole numbers."""

    name: str
    values: Numbers
    delta: bool = False  # kept as differences: for columns that rise, or whose neighbours are near


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Columns of text of equal length that are read a row at a time."""

    name: str
    fields: Mapping[str, Cells]
    order: Numbers  # the rows in the order in which the page counts them


def narrow(values: Numbers) -> Numbers:
    """The same numbers (none negative) in the fewest bytes each: 1, 2 or 4."""
    top = int(values.max(initial=0))
    width = np.uint8 if top < 1 << 8 else np.uint16 if top < 1 << 16 else np.uint32
    return values.astype(width)


def pack(columns: Sequence[Column], strings: Mapping[str, Sequence[str]]) -> tuple[dict[str, Any], bytes]:
    """What the head says about the core block, and the block: deflate-raw, undecoded."""
    raw = bytearray()
    said = {"cols": [_add(column, raw) for column in columns], "strings": []}
    for name, rows in strings.items():
        text = _listed(rows).encode()
        said["strings"].append({"name": name, "bytes": len(text)})
        raw += text
    return said, deflate(raw)


def _add(column: Column, raw: bytearray) -> dict[str, Any]:
    """Put the column's byte planes at the end of `raw`; what the head says about them."""
    values, size = column.values, len(column.values)
    if size > 1 and not column.delta and (values == values[0]).all():
        return {"name": column.name, "n": size, "same": int(values[0])}
    kept = np.diff(values.astype("<i4"), prepend=np.int32(0)) if column.delta else narrow(values)
    width = kept.dtype.itemsize
    for plane in np.ascontiguousarray(kept).view(np.uint8).reshape(-1, width).T:
        raw += plane.tobytes()
    return {"name": column.name, "n": size, "width": width, "delta": column.delta}


def _listed(rows: Sequence[str]) -> str:
    """The rows as one text; they are cleaned when one holds a sign that separates."""
    text = ROW.join(rows)
    hostile = text.count(ROW) >= max(1, len(rows)) or FIELD in text or "\0" in text
    return ROW.join(clean(row) for row in rows) if hostile else text


def clean(text: str) -> str:
    """Text without the two characters that separate fields and rows, and without NUL."""
    return text.translate({0: " ", 0x1E: " ", 0x1F: " "})


def deflate(raw: bytes | bytearray) -> bytes:
    """A deflate stream without header, as `DecompressionStream('deflate-raw')` reads it."""
    return deflated(raw, EFFORT)


def ascii_text(raw: bytes) -> str:
    """Bytes as text that may stand in a script element: five digits to base 85 for four bytes, in one line.

    Six per cent shorter than base64. As in Ascii85 a last group of n bytes has n + 1 digits; the digits are ours, since
    those of RFC 1924 hold `<` and `&`.
    """
    padded = raw + b"\0" * (-len(raw) % 4)
    words = np.frombuffer(padded, ">u4").astype(np.int64)
    digits = np.empty((len(words), 5), np.uint8)
    for place in range(4, -1, -1):
        words, digit = np.divmod(words, len(DIGITS))
        digits[:, place] = DIGITS[digit]
    return digits.tobytes()[: len(words) * 5 - (len(padded) - len(raw))].decode("ascii")


def json_text(value: object) -> str:
    """JSON that may stand inside a script element: no `<`, `>`, `&` and no line separators."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def said_of(text: Text) -> dict[str, Any]:
    """What the head says about blocks of text; a field that says the same in every row stands here, not there."""
    same = {name: value for name, rows in text.fields.items() if (value := _same(rows))}
    fields = list(_varied(text))
    return {"name": text.name, "n": len(text.order), "per": ROWS, "blocks": BLOCKS, "fields": fields, "same": same}


def chunks(text: Text) -> Iterator[list[str]]:
    """The blocks as ASCII, up to `BLOCKS` at a time."""
    fields = list(_varied(text).values())
    step = ROWS * BLOCKS
    for start in range(0, len(text.order) if fields else 0, step):
        rows = text.order[start : start + step]
        columns = [_joined(taken(field, rows)) for field in fields]
        yield [ascii_text(deflate(FIELD.join(parts).encode())) for parts in zip(*columns, strict=True)]


def _varied(text: Text) -> dict[str, Cells]:
    return {name: rows for name, rows in text.fields.items() if _same(rows) is None}


def _same(rows: Cells) -> str | None:
    """What stands in every row, or None when rows differ."""
    said = said_by_all(rows)
    return None if said is None else clean(said)


def _joined(rows: pa.Array) -> list[str]:
    """The rows of each block as one string, without a Python object per row."""
    cells = pc.fill_null(pc.replace_substring_regex(rows, "[\\x00\\x1e\\x1f]", " "), "").cast(pa.large_string())
    ends = np.append(np.arange(0, len(rows), ROWS), len(rows))
    lists = pa.ListArray.from_arrays(pa.array(ends, pa.int32()), cells)
    return list(pc.binary_join(lists, pa.scalar(ROW, pa.large_string())).to_pylist())
