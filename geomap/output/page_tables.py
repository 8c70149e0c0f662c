"""Takes events as people hold them: the tables of a run, or a table of events alone."""

from contextlib import suppress
from typing import Any, Protocol, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd

from geomap.errors import Fault, SettingsError, TableError
from geomap.records import RunNotes
from geomap.schema import AREAS, ARTICLES, DAY, MENTIONS, REJECTS, REPORTS, Tables, frame, geoframe, in_degrees

UNSAID = {  # what a table of events means by leaving a column out
    "geo_precision": "settlement",
    "date_grain": "day",
    "date_basis": "stated",
    "status": "machine",
}
NEEDED = (
    *("place_id", "country", "admin1", "admin2", "sub_event_type", "actors", "harm"),
    *("article_id", "title", "url", "outlet", "quote", "claimant", *UNSAID),
)


class ArrowTable(Protocol):
    """A table by Arrow's C interface, geometry in a GeoArrow column: of pyarrow, polars, DuckDB and others."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """A capsule with the stream."""
        ...


Events: TypeAlias = Tables | gpd.GeoDataFrame | ArrowTable


def as_tables(events: Events) -> Tables:
    """The tables themselves, or an events table with empty neighbours.

    A table alone needs `event_type`, `date_start`, `place` and point geometry; other columns of
    `geomap.schema.EVENTS` may be missing.

    Raises:
        TableError: the table lacks a column that it needs, or a day of it is none.
        SettingsError: it is no table with a geometry.
        CoordinateError: a table without a CRS has positions that are no degrees.
    """
    if isinstance(events, Tables):
        return events
    events = _completed(in_degrees(_checked(_with_geometry(events)), "the table of events"))
    notes = RunNotes(title="", version="", settings_hash="", gazetteer_hash="", licences=(), counts=(), rejects=())
    return Tables(
        events=events,
        reports=frame([], REPORTS),
        articles=frame([], ARTICLES),
        mentions=frame([], MENTIONS),
        areas=geoframe([], AREAS),
        rejects=frame([], REJECTS),
        notes=notes,
    )


def _with_geometry(events: object) -> gpd.GeoDataFrame:
    if hasattr(events, "__arrow_c_stream__") and not isinstance(events, pd.DataFrame):
        with suppress(ValueError):  # no geometry
            return gpd.GeoDataFrame.from_arrow(events)
    elif isinstance(events, gpd.GeoDataFrame) and events.active_geometry_name is not None:
        return events
    raise SettingsError(
        f"events are what geomap.map_events gave, or a GeoDataFrame of them, not {type(events).__name__}"
        f"{' without a geometry' if hasattr(events, '__arrow_c_stream__') else ''}"
    )


def _checked(events: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The events with their days as days, when nothing is missing that cannot be guessed."""
    faults = [f"no column {name}" for name in ("event_type", "date_start", "place") if name not in events]
    days = {}
    for name in ("date_start", "date_end", "published"):
        if name in events and pd.api.types.is_string_dtype(events[name]):
            try:
                days[name] = pd.to_datetime(events[name], format="ISO8601").astype(DAY)
            except (ValueError, TypeError) as error:
                faults.append(f"{name}: {error}")
    if faults:
        raise TableError(
            [Fault(file="the table of events", line=None, field=None, trouble=trouble) for trouble in faults],
            way_out=f"Columns found: {', '.join(map(str, events.columns))}. A table of another kind is drawn by "
            "folium.GeoJson(...); a table of records becomes events by geomap.join(result, table)",
        )
    return events.assign(**days) if days else events


def _completed(events: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The events with the columns that the page cannot do without, at a byte a row."""
    rows = len(events)
    added: dict[str, Any] = {
        name: pd.Categorical.from_codes(np.zeros(rows, np.int8), pd.Index([UNSAID.get(name, "")]))
        for name in NEEDED
        if name not in events
    }
    if "id" not in events:
        added["id"] = [f"row {number}" for number in range(1, rows + 1)]
    if "date_end" not in events:
        added["date_end"] = events["date_start"]
    if "published" not in events:
        added["published"] = events["date_start"]
    for name in ("reach_km", *(f"{what}_{end}" for what in ("killed", "injured") for end in ("low", "best", "high"))):
        if name not in events:
            added[name] = np.full(rows, np.nan, np.float32)
    if "date_carried" not in events:
        added["date_carried"] = np.zeros(rows, bool)
    return events.assign(**added)
