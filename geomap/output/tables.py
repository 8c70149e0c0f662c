"""Writes the events as plain tables: CSV with a description of its columns, and GeoParquet."""

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from geomap.output.acled_ucdp import acled_frame, ucdp_frame
from geomap.output.cells import iso, rows_of
from geomap.output.flat import credits_of, flat_events
from geomap.output.whole import latest, whole
from geomap.schema import Tables, true_dates

DESCRIPTION = "datapackage.json"
FOR_PEOPLE, FOR_PROGRAMS = "utf-8-sig", "utf-8"  # with and without a byte order mark
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")  # what spreadsheets take for the beginning of a formula
_KINDS = {"i": "integer", "f": "number", "b": "boolean", "M": "datetime"}


def write_csv(tables: Tables, target: Path) -> None:
    """Write the events as CSV (UTF-8 with a byte order mark, commas), described in `datapackage.json` beside it.

    Raises:
        OutputError: the file cannot be written.
    """
    events = pd.DataFrame(flat_events(tables, outlines=False).drop(columns="geometry"))
    _write(events, target, tables=tables, title="Events")


def write_acled(tables: Tables, target: Path) -> None:
    """Write the events as CSV in ACLED's columns; what ACLED's columns cannot hold is counted in `datapackage.json`.

    Raises:
        OutputError: the file cannot be written.
    """
    _write(acled_frame(tables), target, tables=tables, title="Events in the columns of ACLED", encoding=FOR_PROGRAMS)


def write_ucdp(tables: Tables, target: Path) -> None:
    """Write the events as CSV in the columns of UCDP GED; what these cannot hold is counted in `datapackage.json`.

    Raises:
        OutputError: the file cannot be written.
    """
    _write(ucdp_frame(tables), target, tables=tables, title="Events in the columns of UCDP GED", encoding=FOR_PROGRAMS)


def write_parquet(tables: Tables, target: Path) -> None:
    """Write the events as GeoParquet 1.1, with the notes of the run under the key `geomap`.

    Raises:
        OutputError: the file cannot be written.
    """
    packed = io.BytesIO()
    flat_events(tables).to_parquet(packed, index=False, schema_version="1.1.0", write_covering_bbox=True)
    table = pq.read_table(packed)
    named = {name: dict(getattr(tables.notes, name)) for name in ("counts", "stages")}
    notes = {"title": tables.notes.title, "credits": credits_of(tables), **named}
    described = table.replace_schema_metadata({**(table.schema.metadata or {}), b"geomap": json.dumps(notes).encode()})
    with whole(target) as path:
        pq.write_table(described, path)


def defused(frame: pd.DataFrame) -> pd.DataFrame:
    """The same with an apostrophe before each text that a spreadsheet would run as a formula."""
    safe = frame.copy()
    for name in frame.columns:
        if frame[name].dtype == object or isinstance(frame[name].dtype, pd.StringDtype):
            cells = [
                f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell for cell in frame[name]
            ]
            safe[name] = pd.Series(cells, dtype=frame[name].dtype, index=frame.index)
    return safe


def write_frame(
    frame: pd.DataFrame, target: Path, *, says: str, sources: Sequence[str], encoding: str = FOR_PEOPLE
) -> None:
    """Write any table as CSV, texts defused, and enter it with its credit lines in `datapackage.json`.

    Args:
        frame: the table.
        target: the file.
        says: what it holds, in words.
        sources: credit lines.
        encoding: UTF-8 begins with a byte order mark unless said otherwise: without one Excel takes it for something
            else, and Cyrillic becomes rubbish.

    Raises:
        OutputError: the file cannot be written.
    """
    frame = true_dates(frame)
    days = {name: [iso(row[name]) for row in rows_of(frame[[name]])] for name in frame.columns if _is_time(frame, name)}
    with whole(target) as path:
        defused(frame).assign(**days).to_csv(path, index=False, lineterminator="\n", encoding=encoding)
    _describe(frame, target, says=says, sources=sources)


def _write(frame: pd.DataFrame, target: Path, *, tables: Tables, title: str, encoding: str = FOR_PEOPLE) -> None:
    left_out = len(tables.events) - len(frame)
    says = f"{title}. {left_out} events that these columns cannot hold are left out." if left_out else f"{title}."
    write_frame(frame, target, says=says, sources=credits_of(tables), encoding=encoding)


def _is_time(frame: pd.DataFrame, name: str) -> bool:
    return frame[name].dtype.kind == "M" or "date32" in str(frame[name].dtype)


def _describe(frame: pd.DataFrame, target: Path, *, says: str, sources: Sequence[str]) -> None:
    """Enter the file in the folder's data package, or in one of its own where the folder's is another's."""
    shared = target.with_name(DESCRIPTION)
    others = _resources(shared)
    if others is None:
        shared, others = target.with_name(f"{target.stem}.{DESCRIPTION}"), []
    fields = [{"name": name, "type": _kind(frame, name)} for name in frame.columns]
    resource = {
        "name": "".join(letter if letter.isalnum() else "-" for letter in target.stem.lower()),
        "path": target.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": says,
        "sources": [{"title": line} for line in sources],
        "schema": {"fields": fields, "missingValues": [""]},
    }
    resources = sorted(
        [*(other for other in others if other["path"] != target.name), resource], key=lambda one: one["path"]
    )
    package = {"name": "geomap", "created_by": "geomap", "resources": resources}
    with whole(shared) as path:
        path.write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _resources(package: Path) -> list[dict[str, Any]] | None:
    """What the folder's data package lists: nothing when there is none, None when it is not geomap's."""
    there = latest(package)
    if not there.exists():
        return []
    try:
        found = json.loads(there.read_text(encoding="utf-8"))
        return list(found["resources"]) if found["created_by"] == "geomap" else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _kind(frame: pd.DataFrame, name: str) -> str:
    if "date32" in str(frame[name].dtype):
        return "date"
    if frame[name].dtype == object:
        kinds = {type(cell) for cell in frame[name] if cell is not None}
        return "integer" if kinds == {int} else "number" if kinds and kinds <= {int, float} else "string"
    return _KINDS.get(frame[name].dtype.kind, "string")
