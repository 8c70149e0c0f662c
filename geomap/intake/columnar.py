"""Parquet files within the bounds: a column that repeats one long text is small on the disk and not in the memory."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.bounds import Bounds
from geomap.bounds import bounds as current
from geomap.errors import InputError
from geomap.opening import check_regular

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

_ROWS = 1024  # of one batch
_FREE = 16 << 20  # bytes that pages may hold before their ratio is looked at


def batches_of(path: Path, *, columns: Sequence[str] | None = None) -> Iterator["pa.RecordBatch"]:
    """The rows of a Parquet file, some at a time; texts that repeat stay folded, as dictionaries.

    Raises:
        InputError: the file is beyond the bounds.
        pyarrow.ArrowException: it is no Parquet, or damaged.
    """
    bounds = current()
    with _opened(path, bounds) as file:
        for batch in file.iter_batches(batch_size=_ROWS, columns=columns):
            _check_cells(path, batch, bounds)
            yield batch


def check_whole(path: Path) -> None:
    """Let a Parquet file pass that is read as a whole afterwards.

    Raises:
        InputError: its rows would take more than `bounds.whole_bytes` in memory.
    """
    most, came = current().whole_bytes, 0
    for batch in batches_of(path):
        came += sum(_laid_out(column) for column in batch.columns)
        if came > most:
            raise InputError(path, f"its rows take more than {most:,} bytes in memory (bounds.whole_bytes)")


def _opened(path: Path, bounds: Bounds) -> "pq.ParquetFile":
    import pyarrow.parquet as pq

    check_regular(path, bounds=bounds)
    schema = pq.read_schema(path)
    if len(schema.names) > bounds.columns:
        raise InputError(path, f"more than {bounds.columns:,} columns (bounds.columns)")
    texts = [field.name for field in schema if _is_text(field.type)]
    file = pq.ParquetFile(path, read_dictionary=texts)
    groups = (file.metadata.row_group(at) for at in range(file.metadata.num_row_groups))
    unpacked = sum(group.total_byte_size for group in groups)
    if unpacked > max(_FREE, path.stat().st_size * bounds.ratio):
        file.close()
        raise InputError(path, f"more than {bounds.ratio} bytes come out of each packed one (bounds.ratio)")
    return file


def _is_text(kind: "pa.DataType") -> bool:
    import pyarrow.types as kinds

    return bool(kinds.is_string(kind) or kinds.is_binary(kind) or kinds.is_large_string(kind))


def _check_cells(path: Path, batch: "pa.RecordBatch", bounds: Bounds) -> None:
    import pyarrow.compute as pc

    for column in batch.columns:
        if not hasattr(column, "dictionary"):
            continue
        longest = pc.max(pc.binary_length(column.dictionary)).as_py() or 0
        if longest > bounds.line_bytes:
            raise InputError(path, f"a cell holds more than {bounds.line_bytes:,} bytes (bounds.line_bytes)")


def _laid_out(column: Any) -> int:  # noqa: ANN401 - any array of Arrow
    """The bytes of a column when every row has its own text."""
    import pyarrow.compute as pc

    if not hasattr(column, "dictionary"):
        return int(column.nbytes)
    lengths = pc.binary_length(column.dictionary).take(column.indices)
    return int(pc.sum(lengths).as_py() or 0) + 8 * len(column)
