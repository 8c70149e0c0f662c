"""The shell of the join: lays others' records, read and placed, beside the events of articles."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geomap import schema
from geomap.countries import country_code
from geomap.gazetteer import expected_fingerprint, open_gazetteer
from geomap.gazetteer.areas import outlines
from geomap.gazetteer.around import division_called
from geomap.gazetteer.districts import SOURCE as DISTRICTS_SOURCE
from geomap.geo import LonLat
from geomap.intake.naming import plain
from geomap.intake.options import ReadOptions
from geomap.linking import side
from geomap.linking.match import match as pair_up
from geomap.observed import ReadTable, credits_of, read_tables, together
from geomap.observed.as_events import record_tables
from geomap.observed.geocode import place_records, to_place
from geomap.observed.join import Joined, joined, match_table, side_columns
from geomap.observed.several import apart
from geomap.output.flat import AREA_PRECISIONS
from geomap.output.matches import write_matches
from geomap.output.page_records import NAMES
from geomap.pipeline import Progress
from geomap.records import GeoPrecision, Reject, RunNotes
from geomap.result import unwanted
from geomap.rows import reject_row
from geomap.schema import Tables, in_degrees
from geomap.settings import Settings
from geomap.shipped import VERSION, credit_lines
from geomap.walking import matching

__all__ = ["Joined", "Observed", "join", "map_records", "observed", "with_records", "write_matches"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """Event records of others: the records, and the tables that they came from with what was left out of them."""

    records: gpd.GeoDataFrame  # as `schema.OBSERVED`
    tables: tuple[ReadTable, ...] = ()

    @property
    def rejects(self) -> tuple[Reject, ...]:
        """Lost rows, and values that were left out of records that were kept."""
        return tuple(reject for table in self.tables for reject in table.rejects)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What was done to read the tables, in words, and which columns were taken for what they are not called."""
        return tuple(f"{table.name}: {remark}" for table in self.tables for remark in (*table.remarks, *_taken(table)))

    @property
    def counts(self) -> dict[str, int]:
        """The lines of the closing table: rows, and what became of them."""
        lost = sum(table.n_lost for table in self.tables)
        read = sum(table.n_rows for table in self.tables)
        return {"rows of records": read, "  read as records": read - lost, "  rows rejected": lost} if lost else {}


def _taken(table: ReadTable) -> tuple[str, ...]:
    called_else = {field: column for field, column in table.taken.items() if plain(field) not in plain(column)}
    words = ", ".join(f"{column!r} for {field}" for field, column in called_else.items())
    return (f"columns taken: {words}; others: --columns FIELD=NAME",) if words else ()


def observed(
    files: Sequence[str | Path],
    *,
    options: ReadOptions | None = None,
    focus: Collection[str] = (),
    progress: Progress | None = None,
) -> Observed:
    """Read event records of others, as `schema.OBSERVED` says.

    The datasets that geomap knows are recognised by their columns. A record with a position keeps it; one without is
    placed by its names from the gazetteer, and says so. A row that cannot be read is a Reject; the others are kept.

    Args:
        files: tables of records: CSV, JSON, GeoJSON, GeoPackage, Excel, Parquet and others, or patterns of these;
            `-` for standard input.
        options: the user's names of columns, the order of dates.
        focus: countries (ISO 3166-1 alpha-2) of the records that name none.
        progress: called as the work goes on.

    Raises:
        TableError: a file cannot be read, or no row of it can.
    """
    paths = [path for file in files for path in matching(Path(file))]
    chosen = replace(options or ReadOptions(), focus=frozenset(focus))
    tables = apart([table for path in paths for table in read_tables(path, chosen)])
    records = together([table.records for table in tables])
    if to_place(records).any():  # else nothing to ask the gazetteer, which might have to be built first
        records = place_records(records, open_gazetteer(progress=progress), focus=focus)
    return Observed(records=records, tables=tuple(tables))


def map_records(given: Observed | gpd.GeoDataFrame, settings: Settings | None = None) -> Tables:
    """The tables of a map that shows nothing but these records."""
    settings, found = settings or Settings(), _found(given)
    records = found.records
    wanted, areas = _outlined(_sieved(records, settings))
    counts = {
        **found.counts,
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
        licences=(*_credits(wanted, areas), *credits_of(wanted)),
        counts=tuple(counts.items()),
        rejects=(),
    )
    return _told(replace(record_tables(wanted, notes), areas=areas), found)


def _credits(records: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> tuple[str, ...]:
    """Whose data placed the records and names the places around them: villages are those of their countries alone."""
    countries = {country_code(name) for name in records["country"].dropna().unique()}
    return credit_lines(countries, districts=bool((areas["source"] == DISTRICTS_SOURCE).any()))


def _outlined(records: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """The records, those somewhere in a division with its id where they name none, and the outlines of these."""
    in_area = records["geo_precision"].isin(AREA_PRECISIONS) & (records.geometry.geom_type == "Point")
    lacking = records[in_area & records["place_id"].isna()]
    ids = records["place_id"].astype(object)
    known: dict[tuple[object, ...], str] = {}
    columns = ("geo_precision", "place", "admin1", "admin2")
    for label, at, precision, place, *divisions in zip(
        lacking.index, lacking.geometry, *(lacking[name] for name in columns), strict=True
    ):
        level = 2 if precision == GeoPrecision.ADM2.value else 1
        name = divisions[level - 1]
        # a stretch of a border or a road is in several divisions; a part of one bears its name
        if not isinstance(name, str) or (isinstance(place, str) and name.casefold() not in place.casefold()):
            continue
        asked = (name, level, at.x, at.y)
        if asked not in known:
            known[asked] = division_called(name, LonLat(lon=at.x, lat=at.y), level=level)
        ids[label] = known[asked] or None
    found = records.assign(place_id=ids.astype(records["place_id"].dtype))
    shown = outlines(found.loc[in_area, "place_id"].dropna().unique())
    return found, shown[shown.geometry.notna()].reset_index(drop=True)


def _found(given: Observed | gpd.GeoDataFrame) -> Observed:
    """What was read, or a caller's own table of records."""
    return given if isinstance(given, Observed) else Observed(records=in_degrees(given, "the table of records"))


def _told(tables: Tables, found: Observed) -> Tables:
    """The tables with what was left out of the records among their rejects."""
    if not found.rejects:
        return tables
    more = schema.frame([reject_row(reject) for reject in found.rejects], schema.REJECTS)
    reasons = Counter(dict(tables.notes.rejects)) + Counter(reject.reason for reject in found.rejects)
    ordered = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    return replace(
        tables,
        rejects=pd.concat([tables.rejects, more], ignore_index=True),
        notes=replace(tables.notes, rejects=tuple(ordered)),
    )


def _title(records: gpd.GeoDataFrame) -> str:
    """A title that says whose records these are, for a map that was given none."""
    return f"Event records: {', '.join(sorted(NAMES.get(source, source) for source in records['source'].unique()))}"


def with_records(tables: Tables, given: Observed | gpd.GeoDataFrame, settings: Settings) -> Tables:
    """The result of a run with others' records and their matches beside its events."""
    found = _found(given)
    records = found.records
    wanted = _sieved(records, settings)
    matches = _matches(tables.events, wanted)
    supported = int(wanted["id"].isin(matches["record_id"]).sum())
    counts = {
        **found.counts,
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
    records, more = _outlined(wanted)
    areas = pd.concat([tables.areas, more[~more["id"].isin(tables.areas["id"])]], ignore_index=True)
    return _told(replace(tables, records=records, areas=areas, matches=matches, notes=notes), found)


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
