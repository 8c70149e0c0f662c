"""Takes events as people hold them: the tables of a run, or a table of events alone."""

import geopandas as gpd

from geomap.records import RunNotes
from geomap.schema import AREAS, ARTICLES, MENTIONS, REJECTS, REPORTS, Tables, frame, geoframe


def as_tables(events: Tables | gpd.GeoDataFrame) -> Tables:
    """The tables themselves, or an events table with empty neighbours."""
    if isinstance(events, Tables):
        return events
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
