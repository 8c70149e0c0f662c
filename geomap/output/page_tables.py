"""Takes events as people hold them: the tables of a run, or a table of events alone."""

from typing import Any, Protocol, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd

from geomap.records import RunNotes
from geomap.schema import AREAS, ARTICLES, MENTIONS, REJECTS, REPORTS, Tables, frame, geoframe, in_degrees

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

    A table alone needs `id`, `event_type`, `date_start`, `place` and point geometry; other columns of
    `geomap.schema.EVENTS` may be missing.
    """
    if isinstance(events, Tables):
        return events
    given = events if isinstance(events, gpd.GeoDataFrame) else gpd.GeoDataFrame.from_arrow(events)
    events = _completed(in_degrees(given, "the table of events"))
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


def _completed(events: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The events with the columns that the page cannot do without, at a byte a row."""
    rows = len(events)
    added: dict[str, Any] = {
        name: pd.Categorical.from_codes(np.zeros(rows, np.int8), pd.Index([UNSAID.get(name, "")]))
        for name in NEEDED
        if name not in events
    }
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
