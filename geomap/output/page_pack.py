"""Packs columns of numbers and columns of text into the small blocks that the page reads.

The core block is one deflate-raw stream. It holds the columns one after the other, each as byte planes (all lowest
bytes first), rising columns as differences, then the short strings. Text that is read one event at a time stands in
independent blocks of `ROWS` rows, so that the page inflates only what somebody looks at. A block is the fields one
after the other, joined by U+001E, each field its rows joined by U+001F.
"""

import base64
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

ROWS = 512  # rows of text in a block: about 25 KB deflated, 2 ms to inflate on an old laptop
BLOCKS = 64  # blocks in a script element: about 2 MB, so that no element is large and few are needed
FIELD, ROW = "\x1e", "\x1f"

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
    fields: Mapping[str, pa.Array]
    order: Numbers  # the rows in the order in which the page counts them


def narrow(values: Numbers) -> Numbers:
    """The same numbers (none negative) in the fewest bytes each: 1, 2 or 4."""
    top = int(values.max(initial=0))
    width = np.uint8 if top < 1 << 8 else np.uint16 if top < 1 << 16 else np.uint32
    return values.astype(width)


def pack(columns: Sequence[Column], strings: Mapping[str, Sequence[str]]) -> tuple[dict[str, Any], bytes]:
    """What the head says about the core block, and the block: deflate-raw, undecoded."""
    parts: list[bytes] = []
    said: list[dict[str, Any]] = []
    for column in columns:
        entry, raw = _packed(column)
        said.append(entry)
        parts.append(raw)
    texts = [(name, ROW.join(clean(row) for row in rows).encode()) for name, rows in strings.items()]
    head = {"cols": said, "strings": [{"name": name, "bytes": len(raw)} for name, raw in texts]}
    return head, deflate(b"".join([*parts, *(raw for _, raw in texts)]))


def _packed(column: Column) -> tuple[dict[str, Any], bytes]:
    values, size = column.values, len(column.values)
    if size > 1 and not column.delta and (values == values[0]).all():
        return {"name": column.name, "n": size, "same": int(values[0])}, b""
    kept = np.diff(values.astype(np.int64), prepend=0).astype("<i4") if column.delta else narrow(values)
    entry = {"name": column.name, "n": size, "width": kept.dtype.itemsize, "delta": column.delta}
    return entry, np.ascontiguousarray(kept).view(np.uint8).reshape(-1, kept.dtype.itemsize).T.tobytes()


def clean(text: str) -> str:
    """Text without the two characters that separate fields and rows, and without NUL."""
    return text.translate({0: " ", 0x1E: " ", 0x1F: " "})


def deflate(raw: bytes) -> bytes:
    """A deflate stream without header, as `DecompressionStream('deflate-raw')` reads it."""
    squeeze = zlib.compressobj(6, zlib.DEFLATED, -15, 9)
    return squeeze.compress(raw) + squeeze.flush()


def base64_text(raw: bytes) -> str:
    """Base64 in one line."""
    return base64.b64encode(raw).decode("ascii")


def json_text(value: object) -> str:
    """JSON that may stand inside a script element: no `<`, `>`, `&` and no line separators."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def said_of(text: Text) -> dict[str, Any]:
    """What the head says about blocks of text; a field that is empty in every row is left out."""
    return {"name": text.name, "n": len(text.order), "per": ROWS, "blocks": BLOCKS, "fields": list(_filled(text))}


def chunks(text: Text) -> Iterator[str]:
    """The script elements' contents: base64 blocks, one a line."""
    fields = list(_filled(text).values())
    step = ROWS * BLOCKS
    with ThreadPoolExecutor(2) as threads:  # zlib works without the interpreter's lock
        for start in range(0, len(text.order) if fields else 0, step):
            rows = pa.array(text.order[start : start + step])
            columns = [_joined(field.take(rows)) for field in fields]
            blocks = [FIELD.join(parts).encode() for parts in zip(*columns, strict=True)]
            yield "\n".join(base64_text(block) for block in threads.map(deflate, blocks))


def _filled(text: Text) -> dict[str, pa.Array]:
    return {name: rows for name, rows in text.fields.items() if pc.max(pc.utf8_length(rows)).as_py()}


def _joined(rows: pa.Array) -> list[str]:
    """The rows of each block as one string, without a Python object per row."""
    cells = pc.fill_null(pc.replace_substring_regex(rows, "[\\x00\\x1e\\x1f]", " "), "").cast(pa.large_string())
    ends = np.append(np.arange(0, len(rows), ROWS), len(rows))
    lists = pa.ListArray.from_arrays(pa.array(ends, pa.int32()), cells)
    return list(pc.binary_join(lists, pa.scalar(ROW, pa.large_string())).to_pylist())
