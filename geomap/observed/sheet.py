"""Opens a table of any of the known formats as columns of text."""

import csv
import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO, cast

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pacsv
import pyogrio

from geomap.errors import Fault, TableError
from geomap.schema import CRS

_BLOCK = 16 * 1024 * 1024  # bytes parsed at a time; a row may not be longer
_WGS84 = 4326  # EPSG; GeoPandas keeps longitude first, whatever the definition says
_LISTS = ("events", "features", "records", "data", "results")  # keys under which a JSON object keeps its rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table as it was found: every cell a string or missing, in the file's order."""

    path: Path
    frame: pd.DataFrame  # columns of dtype "string", index 0..n-1
    geometry: gpd.GeoSeries | None = None  # WGS 84, where the format carries one

    @property
    def name(self) -> str:
        """The file as faults name it."""
        return self.path.as_posix()

    def lines(self, rows: Sequence[int]) -> list[int]:
        """The 1-based lines on which rows begin; for a file that is no text table the 1-based row."""
        if _kind(self.path) not in {".csv", ".tsv", ".txt", ".tab"}:
            return [row + 1 for row in rows]
        starts = _row_starts(self.path)
        return [starts[row] if row < len(starts) else row + 2 for row in rows]


def open_sheet(path: Path) -> Sheet:
    """Read a file whole: CSV, TSV, JSON, JSON lines, GeoJSON, GeoPackage, FlatGeobuf or Parquet; text also as `.gz`.

    Raises:
        TableError: the file cannot be read, or its rows have more or fewer cells than its header.
    """
    kind = _kind(path)
    opener = _OPENERS.get(kind)
    if opener is None:
        known = ", ".join(_OPENERS)
        raise TableError([_fault(path, f"unknown format {kind or 'without a suffix'}; known are {known}")])
    if not path.is_file():
        raise TableError([_fault(path, "no such file")])
    try:
        return opener(path)
    except UnicodeDecodeError as error:
        raise TableError([_fault(path, f"not UTF-8 at byte {error.start}; convert it: iconv -t UTF-8")]) from error
    except (OSError, ValueError, KeyError, pa.ArrowException, pyogrio.errors.DataSourceError) as error:
        if isinstance(error, TableError):
            raise
        raise TableError([_fault(path, f"cannot be read: {error}")]) from error


def _kind(path: Path) -> str:
    inner = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return inner.suffix.lower()


def _fault(path: Path, trouble: str, line: int | None = None) -> Fault:
    return Fault(file=path.as_posix(), line=line, field=None, trouble=trouble)


def _open_text(path: Path) -> Sheet:
    separator, names = _header(path)
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise TableError([_fault(path, f"two columns are called {', '.join(twice)}", 1)])
    bad: list[pacsv.InvalidRow] = []

    def note(row: pacsv.InvalidRow) -> str:
        bad.append(row)
        return "skip"

    table = pacsv.read_csv(
        str(path),
        read_options=pacsv.ReadOptions(use_threads=False, block_size=_BLOCK),  # one thread, so that rows have numbers
        parse_options=pacsv.ParseOptions(delimiter=separator, newlines_in_values=True, invalid_row_handler=note),
        convert_options=pacsv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
            null_values=[""],
        ),
    )
    if bad:
        trouble = "{0.actual_columns} cells under {0.expected_columns} columns"
        faults = [_fault(path, trouble.format(row), row.number) for row in bad]
        raise TableError(faults, way_out="Are texts that hold the separator quoted?")
    cells = {name.strip(): pd.array(table[name], dtype="string") for name in table.column_names}
    return Sheet(path=path, frame=pd.DataFrame(cells, copy=False))


def _header(path: Path) -> tuple[str, list[str]]:
    """The separator that makes most columns of the first line, and their names."""
    with _text_of(path) as text:
        line = text.readline()
    split = {mark: next(csv.reader([line], delimiter=mark), []) for mark in "\t,;|"}
    separator = max(split, key=lambda mark: len(split[mark]))
    return separator, split[separator]


def _text_of(path: Path) -> TextIO:
    """The file as text with its line ends."""
    if path.suffix.lower() == ".gz":
        return cast("TextIO", gzip.open(path, "rt", encoding="utf-8-sig", newline=""))
    return path.open(encoding="utf-8-sig", newline="")


def _row_starts(path: Path) -> list[int]:
    """The line on which each row after the header begins."""
    separator, _ = _header(path)
    with _text_of(path) as text:
        reader = csv.reader(text, delimiter=separator)
        starts, begins = [], 1
        for row in reader:
            if row:
                starts.append(begins)
            begins = reader.line_num + 1
    return starts[1:]


def _open_json(path: Path) -> Sheet:
    with _text_of(path) as file:
        text = file.read()
    if _kind(path) in {".jsonl", ".ndjson"}:
        rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    else:
        found = json.loads(text)
        if isinstance(found, dict):
            if found.get("type") == "FeatureCollection":
                return _open_vector(path)
            found = next((found[key] for key in _LISTS if isinstance(found.get(key), list)), [found])
        rows = found
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise TableError([_fault(path, "a JSON file of records is a list of objects")])
    names = dict.fromkeys(name for row in rows for name in row)
    return Sheet(
        path=path,
        frame=pd.DataFrame({name: pd.array([_cell(row.get(name)) for row in rows], dtype="string") for name in names}),
    )


def _cell(value: Any) -> str | None:  # noqa: ANN401 - a JSON value
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, list):
        return "; ".join(str(item) for item in value) or None
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _open_vector(path: Path) -> Sheet:
    return _from_geo(path, pyogrio.read_dataframe(path))


def _open_parquet(path: Path) -> Sheet:
    import pyarrow.parquet as pq

    is_geo = b"geo" in (pq.read_schema(path).metadata or {})
    return _from_geo(path, gpd.read_parquet(path) if is_geo else pd.read_parquet(path))


def _from_geo(path: Path, frame: pd.DataFrame) -> Sheet:
    geometry = None
    if isinstance(frame, gpd.GeoDataFrame):
        shapes = frame.geometry
        is_wgs84 = shapes.crs is None or shapes.crs.to_epsg() == _WGS84
        placed = shapes.set_crs(CRS, allow_override=True) if is_wgs84 else shapes.to_crs(CRS)
        geometry = placed.reset_index(drop=True)
        frame = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    texts = {str(name): pd.array(_as_text(column), dtype="string") for name, column in frame.items()}
    return Sheet(path=path, frame=pd.DataFrame(texts), geometry=geometry)


def _as_text(column: "pd.Series[Any]") -> Any:  # noqa: ANN401 - whatever pandas takes
    if column.dtype == object:
        return [
            _cell(value.tolist() if isinstance(value, np.ndarray) else value) if value is not None else None
            for value in column
        ]
    return column.astype("string")


_OPENERS = {
    ".csv": _open_text,
    ".tsv": _open_text,
    ".tab": _open_text,
    ".txt": _open_text,
    ".json": _open_json,
    ".jsonl": _open_json,
    ".ndjson": _open_json,
    ".geojson": _open_vector,
    ".gpkg": _open_vector,
    ".fgb": _open_vector,
    ".parquet": _open_parquet,
}
