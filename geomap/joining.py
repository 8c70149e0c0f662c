"""The shell of the join: lays others' records, read and placed, beside the events of articles."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geomap import schema
from geomap.gazetteer import expected_fingerprint, open_gazetteer
from geomap.linking.match import match as pair_up
from geomap.linking.match import side
from geomap.observed import credits_of, read_records
from geomap.observed.as_events import record_tables
from geomap.observed.geocode import place_records
from geomap.observed.join import Joined, joined, match_table, side_columns
from geomap.output.matches import write_matches
from geomap.output.page_records import NAMES
from geomap.pipeline import Progress
from geomap.records import RunNotes
from geomap.result import unwanted
from geomap.schema import Tables, in_degrees
from geomap.settings import Settings
from geomap.shipped import VERSION, credit_lines

__all__ = ["Joined", "join", "map_records", "observed", "with_records", "write_matches"]


def observed(
    files: Sequence[str | Path],
    *,
    columns: Mapping[str, str] | None = None,
    focus: Collection[str] = (),
    progress: Progress | None = None,
) -> gpd.GeoDataFrame:
    """Read event records of others, as `schema.OBSERVED` says.

    ACLED, UCDP GED, VIINA, POLECAT and TimeMap are recognised by their columns. A record with a position keeps it; one
    without is placed by its names from the gazetteer, and says so.

    Args:
        files: tables of records: CSV, TSV, JSON, GeoJSON, GeoPackage, FlatGeobuf, Parquet.
        columns: field to column, where the usual names are not used.
        focus: countries (ISO 3166-1 alpha-2) of the records that name none.
        progress: called as the work goes on.

    Raises:
        TableError: a file cannot be read or has faults; all of them are listed.
    """
    read = [read_records(Path(file), columns=columns) for file in files]
    records = read[0] if len(read) == 1 else gpd.GeoDataFrame(pd.concat(read, ignore_index=True), crs=schema.CRS)
    if records.geometry.notna().all():
        return records  # nothing to ask the gazetteer, which might have to be built first
    return place_records(records, open_gazetteer(progress=progress), focus=focus)


def map_records(records: gpd.GeoDataFrame, settings: Settings | None = None) -> Tables:
    """The tables of a map that shows nothing but these records."""
    settings, records = settings or Settings(), in_degrees(records, "the table of records")
    wanted = _sieved(records, settings)
    counts = {
        "records": len(records),
        "  left out by a filter": len(records) - len(wanted),
        "  with a position": int(wanted.geometry.notna().sum()),
        "  listed": int(wanted.geometry.isna().sum()),
    }
    notes = RunNotes(
        title=_title(wanted) if settings.title == Settings().title else settings.title,
        version=VERSION,
        settings_hash=settings.hash,
        gazetteer_hash=expected_fingerprint(),
        licences=(*credit_lines(), *credits_of(wanted)),
        counts=tuple(counts.items()),
        rejects=(),
    )
    return record_tables(wanted, notes)


def _title(records: gpd.GeoDataFrame) -> str:
    """A title that says whose records these are, for a map that was given none."""
    return f"Event records: {', '.join(sorted(NAMES.get(source, source) for source in records['source'].unique()))}"


def with_records(tables: Tables, records: gpd.GeoDataFrame, settings: Settings) -> Tables:
    """The result of a run with others' records and their matches beside its events."""
    records = in_degrees(records, "the table of records")
    wanted = _sieved(records, settings)
    matches = _matches(tables.events, wanted)
    supported = int(wanted["id"].isin(matches["record_id"]).sum())
    counts = {
        "records of others": len(records),
        "  supported by an article": supported,
        "  without an article": len(wanted) - supported,
        "  kept out by a filter": len(records) - len(wanted),
    }
    notes = replace(
        tables.notes,
        licences=(*tables.notes.licences, *credits_of(wanted)),
        counts=(*tables.notes.counts, *counts.items()),
    )
    return replace(tables, records=wanted, matches=matches, notes=notes)


def join(events: gpd.GeoDataFrame, records: gpd.GeoDataFrame) -> Joined:
    """Which event may be which record, many to many: three lists, matched, records alone, events alone.

    Args:
        events: as `schema.EVENTS`.
        records: as `schema.OBSERVED`.

    Raises:
        CoordinateError: a table without a CRS has positions that are no degrees.
    """
    events, records = in_degrees(events, "the table of events"), in_degrees(records, "the table of records")
    return joined(events, records, _matches(events, records))


def _matches(events: gpd.GeoDataFrame, records: gpd.GeoDataFrame) -> pd.DataFrame:
    pairs = pair_up(side(side_columns(events)), side(side_columns(records)))
    return match_table(events, records, pairs)


def _sieved(records: gpd.GeoDataFrame, settings: Settings) -> gpd.GeoDataFrame:
    """The records that the settings' filters want."""
    return records[unwanted(records, settings).isna()].reset_index(drop=True)
