"""Readers of others' event records."""

from collections.abc import Callable, Mapping
from pathlib import Path

import geopandas as gpd

from geomap.observed import acled, polecat, timemap, ucdp, viina
from geomap.observed.sheet import Sheet, open_sheet
from geomap.observed.table import read_table

__all__ = ["RECOGNISED", "credits_of", "read_records"]

RECOGNISED: Mapping[str, tuple[frozenset[str], Callable[[Sheet], gpd.GeoDataFrame]]] = {
    "acled": (acled.MARKS, acled.read_acled),
    "ucdp": (ucdp.MARKS, ucdp.read_ucdp),
    "viina": (viina.MARKS, viina.read_viina),
    "polecat": (polecat.MARKS, polecat.read_polecat),
    "timemap": (timemap.MARKS, timemap.read_timemap),
}
"""Source to the columns it is recognised by, and its reader."""


def read_records(path: Path, *, columns: Mapping[str, str] | None = None) -> gpd.GeoDataFrame:
    """Read a table of event records whole, as `schema.OBSERVED` says, in the file's order.

    ACLED, UCDP GED, VIINA, POLECAT and TimeMap are recognised by their columns; any other table is read by the usual
    column names, or by `columns` (field to column), which also goes before recognition. CSV, TSV, JSON, JSON lines,
    GeoJSON, GeoPackage, FlatGeobuf and Parquet are opened. A record without a position has no geometry.

    Raises:
        TableError: the file cannot be read or has faults; all of them are listed.
        SettingsError: `columns` names an unknown field.
    """
    sheet = open_sheet(path)
    if columns:
        return read_table(sheet, columns)
    there = frozenset(sheet.frame.columns)
    reader = next((read for marks, read in RECOGNISED.values() if marks <= there), None)
    return reader(sheet) if reader else read_table(sheet)


def credits_of(records: gpd.GeoDataFrame) -> tuple[str, ...]:
    """The credit lines of the records, each once, sorted; a private source says so itself."""
    return tuple(sorted(line for line in records["licence"].dropna().unique() if line))
