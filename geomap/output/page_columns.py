"""Reads a table's columns as Arrow text, or as numbers that stand for the distinct words in them."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Cells: TypeAlias = pa.Array | pa.ChunkedArray  # large_string, or a dictionary of words
Codes = NDArray[np.int32]


def text_of(column: pd.Series) -> Cells:
    """A column as Arrow text, missing values empty; not copied when it is that already."""
    return pc.fill_null(_written_out(words_of(column)), "")


def words_of(column: pd.Series) -> Cells:
    """The same, but missing values stay missing, and a column that is kept as numbers for distinct words stays so.

    One without any value takes a byte a row.
    """
    cells = pa.Array.from_pandas(column)
    if pa.types.is_dictionary(cells.type):
        return cells
    if len(cells) and cells.null_count == len(cells):
        return pa.DictionaryArray.from_arrays(pa.nulls(len(cells), pa.int8()), pa.array([], pa.large_string()))
    if pa.types.is_floating(cells.type):
        cells = pc.round(cells, 6)  # as every file has them
    return cells.cast(pa.large_string())


def constant(word: str, rows: int) -> pa.DictionaryArray:
    """A column that says the same in every row, at a byte a row."""
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, np.int8)), pa.array([word], pa.large_string()))


def coded(cells: Cells, *, missing: str = "") -> tuple[Codes, list[str]]:
    """For each row the number of its word, and the distinct words in order."""
    codes, words = numbered(cells)
    there = np.bincount(codes + 1, minlength=len(words) + 1) > 0  # a missing word has the number -1
    told = [*words.cast(pa.large_string()).to_pylist(), missing]
    seen = sorted({missing if told[k] is None else told[k] for k in np.flatnonzero(there) - 1})
    rank = {word: number for number, word in enumerate(seen)}
    ranks = np.array([rank.get(missing if word is None else word, 0) for word in told], np.int32)
    return ranks[codes], seen


def numbered(cells: Cells) -> tuple[Codes, pa.Array]:
    """For each row the number of its word (-1 when it is missing), and the words."""
    if not pa.types.is_dictionary(cells.type):
        cells = cells.dictionary_encode()
    if isinstance(cells, pa.ChunkedArray):
        none = pa.array([], cells.type.value_type).dictionary_encode()  # PyArrow 20 cannot combine no pieces
        cells = cells.unify_dictionaries().combine_chunks() if cells.num_chunks else none
    return np.asarray(pc.fill_null(cells.indices, -1)).astype(np.int32, copy=False), cells.dictionary


def taken(cells: Cells, rows: NDArray[np.int64]) -> pa.Array:
    """Some rows as plain text; never copies the column, which Arrow does with one in several pieces."""
    pieces = cells.chunks if isinstance(cells, pa.ChunkedArray) else [cells]
    if len(pieces) == 1:
        return _written_out(pieces[0].take(pa.array(rows)))
    ends = np.cumsum([0, *map(len, pieces)])
    found, places = [pa.array([], pa.large_string())], []
    for piece, start, end in zip(pieces, ends, ends[1:], strict=False):
        inside = np.flatnonzero((rows >= start) & (rows < end))
        found.append(_written_out(piece.take(pa.array(rows[inside] - start))))
        places.append(inside)
    back = np.argsort(np.concatenate(places, dtype=np.int64)) if places else np.empty(0, np.int64)
    return pa.concat_arrays(found).take(pa.array(back))


def stacked(columns: Sequence[Cells]) -> Cells:
    """Columns one below the other, as they are."""
    filled = [column for column in columns if len(column)] or list(columns[:1])
    if len(filled) == 1:
        return filled[0]
    texts = [_written_out(column) for column in filled]
    return pa.chunked_array([piece for text in texts for piece in _pieces(text)], pa.large_string())


def said_by_all(cells: Cells) -> str | None:
    """What stands in every row, or None when rows differ."""
    if len(cells) == 0:
        return ""
    said = str(cells[0].as_py() or "")
    return said if all(_says(piece, said) for piece in _pieces(cells)) else None


def _says(piece: pa.Array, word: str) -> bool:
    if pa.types.is_dictionary(piece.type):
        codes, words = numbered(piece)
        return bool(np.append(_equals(words, word), not word)[codes].all())  # the last: a missing word
    return bool(_equals(piece, word).all())


def _equals(words: pa.Array, word: str) -> NDArray[np.bool_]:
    return np.asarray(pc.fill_null(pc.equal(words, pa.scalar(word, words.type)), not word))


def _pieces(cells: Cells) -> list[pa.Array]:
    return list(cells.chunks) if isinstance(cells, pa.ChunkedArray) else [cells]


def _written_out(cells: Cells) -> Cells:
    return cells if cells.type == pa.large_string() else cells.cast(pa.large_string())
