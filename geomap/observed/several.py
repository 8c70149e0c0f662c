"""Lays several tables of records side by side: no two records share an id, and one that stands in two is one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import geopandas as gpd
import pandas as pd

from geomap.observed.draft import ReadTable
from geomap.records import Reject, Stage

_OF_A_FILE = "row "  # begins the ids of a table that has none: such an id says nothing outside its file


def apart(tables: Sequence[ReadTable]) -> list[ReadTable]:
    """The tables with ids that no other has.

    A record that has the id of an earlier table's and is equal to it in every column is a repeated row; two downloads
    of one dataset overlap so. One that differs, or whose table has no ids, is kept under an id of its own.
    """
    seen: dict[str, tuple[Any, ...]] = {}
    return [_beside(table, seen) for table in tables] if len(tables) > 1 else list(tables)


def _beside(table: ReadTable, seen: dict[str, tuple[Any, ...]]) -> ReadTable:
    rows = _comparable(table.records)
    ids = [str(one) for one in table.records["id"]]
    taken = seen.keys() | set(ids)
    called: dict[str, str] = {}
    repeated, rejects = [], list(table.rejects)
    for at, one in enumerate(ids):
        if one not in seen:
            continue
        if rows[at] == seen[one]:
            repeated.append(at)
            detail = f"{one!r} is equal to a record of an earlier table"
            rejects.append(_reject(table, one, "repeated row", detail))
            continue
        called[one] = new = next(
            name for number in range(2, len(taken) + 3) if (name := f"{one}-{number}") not in taken
        )
        taken.add(new)
        if not one.partition(":")[2].startswith(_OF_A_FILE):
            detail = f"{one!r} stands in an earlier table with other values; kept as {new}"
            rejects.append(_reject(table, one, "repeated id", detail, record=one))
    seen |= {called.get(one, one): row for one, row in zip(ids, rows, strict=True) if one in called or one not in seen}
    records = table.records.assign(id=pd.array([called.get(one, one) for one in ids], dtype=table.records["id"].dtype))
    told = [
        replace(one, article_id=called[one.article_id]) if one.article_id and one.article_id in called else one
        for one in rejects
    ]
    kept = records.drop(index=records.index[repeated]).reset_index(drop=True)
    return replace(table, records=kept, rejects=tuple(told))


def _reject(table: ReadTable, one: str, reason: str, detail: str, *, record: str | None = None) -> Reject:
    subject = f"{table.name}, record {one}"
    return Reject(stage=Stage.READ, subject=subject, reason=reason, detail=detail, article_id=record)


def _comparable(records: gpd.GeoDataFrame) -> list[tuple[Any, ...]]:
    """What each record says, the names of its columns aside."""
    cells = pd.DataFrame(records.drop(columns="geometry")).astype("string").fillna("")
    return list(zip(*(cells[name] for name in cells.columns), records.geometry.to_wkb().fillna(b""), strict=True))
