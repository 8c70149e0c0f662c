"""The tables that leave the program: columns, dtypes and CRS of each, in one constant each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa

from geomap.errors import CoordinateError
from geomap.geo_table import GeoTable
from geomap.records import GeoPrecision, Grain, RunNotes

CRS = "EPSG:4326"  # WGS 84, longitude first: GeoPandas keeps it so, whatever EPSG says (docs/decisions/0285)

TEXT, DAY, WHOLE, REAL, FLAG = "string", "datetime64[s]", "Int64", "Float64", "bool"  # a day is its midnight, naive

EVENTS: Mapping[str, str] = {
    "id": TEXT,
    "event_type": TEXT,  # ACLED's event types
    "sub_event_type": TEXT,  # ACLED's sub-event types, "" where the text leaves it open
    "date_start": DAY,
    "date_end": DAY,  # included
    "date_grain": TEXT,  # day, span, week, month, year
    "date_prec": WHOLE,  # the same as UCDP's 1..5
    "date_basis": TEXT,  # stated, weekday, relative, published
    "date_wording": TEXT,
    "date_carried": FLAG,
    "place": TEXT,  # display name of the place, or the article's wording when it could not be resolved
    "place_id": TEXT,
    "place_wording": TEXT,  # as the article says it
    "country": TEXT,  # ISO 3166-1 alpha-2
    "admin1": TEXT,
    "admin2": TEXT,
    "feature_code": TEXT,  # GeoNames
    "geo_precision": TEXT,  # records.GeoPrecision
    "place_longitude": REAL,  # the gazetteer's own point of a country, division or region: an event somewhere in it ...
    "place_latitude": REAL,  # ... is not there; missing for towns and sites, whose point is the event's
    "reach_km": REAL,
    "trust": REAL,  # 0..1, that the place is right
    "why": TEXT,  # reasons for the place, joined by "; "
    "repaired_from": TEXT,
    "repair": TEXT,  # the receipt in words
    "runners_up": TEXT,  # "Name, Admin1, CC" joined by "; "
    "killed_low": WHOLE,
    "killed_best": WHOLE,
    "killed_high": WHOLE,
    "injured_low": WHOLE,
    "injured_best": WHOLE,
    "injured_high": WHOLE,
    "harm": TEXT,  # JSON list of tallies: what, low, best, high, wording, whom
    "quantities": TEXT,  # JSON list of tallies: things counted, not people
    "actors": TEXT,  # joined by "; ", as named in the text
    "initiator": TEXT,  # who did it, as said; missing when nothing is said
    "target": TEXT,  # to whom or to what, as said
    "target_kind": TEXT,  # civilians, combatants or empty when not said
    "weapon": TEXT,  # with what, as said; missing when nothing is said
    "claimant": TEXT,  # of the first report
    "quote": TEXT,  # of the first report
    "title": TEXT,
    "url": TEXT,
    "archive": TEXT,  # address of an archived copy of the article, where one is known
    "outlet": TEXT,
    "published": DAY,
    "article_id": TEXT,  # of the first report
    "n_reports": WHOLE,
    "n_independent": WHOLE,  # articles among them with a text of their own: reprints and versions count as one
    "status": TEXT,
    "confidence": REAL,  # 0..1, that place, day and type are right
    "doubtful": FLAG,  # too unsure to be drawn: no geometry, geo_precision none
    "possible_precision": TEXT,  # of a doubtful event: how exactly it would be placed ...
    "possible_longitude": REAL,  # ... and where
    "possible_latitude": REAL,
    "parent_id": TEXT,
}
"""One row an event, with geometry: a point, or None for a country and for an unplaced event."""

REPORTS: Mapping[str, str] = {
    "event_id": TEXT,
    "article_id": TEXT,
    "title": TEXT,
    "url": TEXT,
    "archive": TEXT,
    "outlet": TEXT,
    "published": DAY,
    "field": TEXT,  # text or title: what the spans point into
    "quote": TEXT,
    "quote_start": WHOLE,  # code points in the article's field, half-open, as all spans here
    "quote_end": WHOLE,
    "place_start": WHOLE,
    "place_end": WHOLE,
    "cue_start": WHOLE,
    "cue_end": WHOLE,
    "claimant": TEXT,
    "place": TEXT,  # what this report alone says of place, day and harm: an event of several is read from all of them
    "geo_precision": TEXT,
    "date_start": DAY,
    "date_end": DAY,
    "date_grain": TEXT,
    "harm": TEXT,  # as in events
    "reprint_of": TEXT,  # article of an earlier report of the event whose text this one's repeats; missing for others
}
"""One row a report of an event."""

ARTICLES: Mapping[str, str] = {
    "id": TEXT,
    "title": TEXT,
    "published": DAY,
    "url": TEXT,
    "archive": TEXT,
    "outlet": TEXT,
    "language": TEXT,
    "n_mentions": WHOLE,
    "n_events": WHOLE,
}
"""One row an article that was read, also those without an event."""

MENTIONS: Mapping[str, str] = {
    "article_id": TEXT,
    "field": TEXT,
    "start": WHOLE,
    "end": WHOLE,
    "text": TEXT,
    "role": TEXT,
    "score": REAL,
    "place_id": TEXT,
    "place": TEXT,
    "country": TEXT,
    "admin1": TEXT,
    "admin2": TEXT,
    "feature_code": TEXT,
    "lon": REAL,
    "lat": REAL,
    "reach_km": REAL,
    "trust": REAL,
    "why": TEXT,
    "repaired_from": TEXT,
    "runners_up": TEXT,
    "carries_event": FLAG,
    "reject": TEXT,  # why it is not on the map; missing for one that carries an event
}
"""One row a mention: where it stands, what it was taken for, what became of it."""

AREAS: Mapping[str, str] = {"id": TEXT, "name": TEXT, "feature_code": TEXT, "country": TEXT, "source": TEXT}
"""One row an area that an event lies in, with its polygon (or None when no outline is known)."""

REJECTS: Mapping[str, str] = {
    "stage": TEXT,
    "subject": TEXT,
    "reason": TEXT,
    "detail": TEXT,
    "article_id": TEXT,
}
"""One row a thing that was left out, and why."""

OBSERVED: Mapping[str, str] = {
    "id": TEXT,  # "ucdp:300380": the source and its own id
    "source": TEXT,  # acled, ucdp, viina, polecat, timemap or table
    "event_type": TEXT,  # ACLED's event types, "" where the record's own type fits none
    "sub_event_type": TEXT,  # ACLED's, "" where the record does not tell
    "type_given": TEXT,  # the record's own words for its type
    "date_start": DAY,
    "date_end": DAY,  # included
    "date_grain": TEXT,
    "date_prec": WHOLE,  # as UCDP's 1..5
    "place": TEXT,
    "place_id": TEXT,  # "geonames:703448", where the record gives one or the gazetteer placed it
    "place_wording": TEXT,  # the record's longer description of the place
    "country": TEXT,  # as the record has it: a name or a code
    "admin1": TEXT,
    "admin2": TEXT,
    "geo_precision": TEXT,  # records.GeoPrecision
    "reach_km": REAL,
    "geocoded": FLAG,  # whether the position is the gazetteer's, for a record that had none
    "why": TEXT,  # reasons for a geocoded position
    "killed_low": WHOLE,
    "killed_best": WHOLE,
    "killed_high": WHOLE,
    "killed_a": WHOLE,  # of the first side
    "killed_b": WHOLE,
    "killed_civilians": WHOLE,
    "killed_unknown": WHOLE,
    "actors": TEXT,  # joined by "; "
    "headline": TEXT,
    "notes": TEXT,
    "outlet": TEXT,  # whose reports it rests on, joined by "; "
    "url": TEXT,  # http(s) only; the first where the record gives several
    "more_urls": TEXT,  # the others, parted by spaces, which no address holds
    "private": FLAG,  # its licence forbids passing the row on (ACLED)
    "licence": TEXT,
}
"""One row a record of others' event tables, with geometry: a point, or None where no position is known."""

MATCHES: Mapping[str, str] = {
    "event_id": TEXT,
    "record_id": TEXT,
    "score": REAL,  # 0..1
    "rank": WHOLE,  # of the record among the event's matches, 1 is the best
    "days_apart": WHOLE,  # 0 when the intervals overlap
    "distance_km": REAL,  # missing when one side has no position
    "why": TEXT,  # reasons joined by "; "
}
"""One row a pair of an event from articles and a record that may be the same event; many to many."""

DATE_PREC: Mapping[Grain, int] = {grain: number for number, grain in enumerate(Grain, start=1)}  # UCDP
WHERE_PREC: Mapping[GeoPrecision, int | None] = {  # UCDP
    GeoPrecision.SITE: 1,
    GeoPrecision.SETTLEMENT: 1,
    GeoPrecision.NEAR: 2,
    GeoPrecision.ADM2: 3,
    GeoPrecision.ADM1: 4,
    GeoPrecision.REGION: 5,
    GeoPrecision.COUNTRY: 6,
    GeoPrecision.NONE: None,
}
ACLED_GEO_PRECISION: Mapping[GeoPrecision, int | None] = {
    GeoPrecision.SITE: 1,
    GeoPrecision.SETTLEMENT: 1,
    GeoPrecision.NEAR: 2,
    GeoPrecision.ADM2: 2,
    GeoPrecision.ADM1: 3,
    GeoPrecision.REGION: 3,
    GeoPrecision.COUNTRY: None,
    GeoPrecision.NONE: None,
}
ACLED_TIME_PRECISION: Mapping[Grain, int] = {
    Grain.DAY: 1,
    Grain.SPAN: 1,
    Grain.WEEK: 2,
    Grain.MONTH: 3,
    Grain.YEAR: 3,
}

ACLED_COLUMNS: tuple[str, ...] = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"),
    *("iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
)
"""ACLED's own columns, in its order; read and written."""

UCDP_COLUMNS: tuple[str, ...] = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id"),
    *("conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id"),
    *("side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article"),
    *("source_office", "source_date", "source_headline", "source_original", "where_prec", "where_coordinates"),
    *("where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country"),
    *("country_id", "region", "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b"),
    *("deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob"),
)
"""The columns of UCDP GED, in its order; read and written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The whole result of a run, as every writer gets it; each table sorted, each as its constant above says."""

    events: gpd.GeoDataFrame  # a row an event, as EVENTS; points in WGS 84
    reports: pd.DataFrame  # a row a sentence that tells an event, as REPORTS
    articles: pd.DataFrame  # a row an article that was read, as ARTICLES
    mentions: pd.DataFrame  # a row a name, with the place it means, as MENTIONS
    areas: gpd.GeoDataFrame  # outlines of the divisions that events lie in, as AREAS; WGS 84
    rejects: pd.DataFrame  # a row each thing that was left out, with the reason, as REJECTS
    notes: RunNotes  # how the result came about: version, credits, the closing table
    records: gpd.GeoDataFrame | None = None  # others' event records that were given with the articles, as OBSERVED
    matches: pd.DataFrame | None = None  # which of them may be which event, as MATCHES
    texts: pd.DataFrame | None = None  # id and text of the articles, where `with_text` asked for them

    def __post_init__(self) -> None:
        """Bring tables of another CRS into ours, so that no writer takes metres for degrees."""
        for name in ("events", "areas", "records"):
            table = getattr(self, name)
            if table is not None:
                object.__setattr__(self, name, in_degrees(table, f"the table of {name}"))  # frozen for others


def in_degrees(table: gpd.GeoDataFrame, what: str) -> gpd.GeoDataFrame:
    """The table in WGS 84, longitude first; the table itself when it is.

    A table without a CRS is taken for WGS 84 when all its positions could be.

    Raises:
        CoordinateError: a table without a CRS has positions that are no degrees.
    """
    if table.crs is not None:
        if table.crs == CRS:
            return table
        is_wgs84 = table.crs.equals(
            CRS, ignore_axis_order=True
        )  # GeoPandas keeps longitude first, whatever it is called
        return table.set_crs(CRS, allow_override=True) if is_wgs84 else table.to_crs(CRS)
    west, south, east, north = table.total_bounds
    if table.geometry.notna().any() and not (west >= -180 and east <= 180 and south >= -90 and north <= 90):  # noqa: PLR2004
        raise CoordinateError(f"{what} has no CRS, and its positions are no degrees; say what they are: .set_crs(...)")
    return table.set_crs(CRS)


def true_dates(table: pd.DataFrame) -> pd.DataFrame:
    """The table with its days as dates instead of midnights, as files carry them; date-times with a zone stay."""
    days = [name for name, dtype in table.dtypes.items() if isinstance(dtype, np.dtype) and dtype.kind == "M"]
    dated = table.copy(deep=False)
    for name in days:
        dated[name] = table[name].astype(_MIDNIGHTS).astype(_DATES)
    return dated


_MIDNIGHTS, _DATES = (pd.ArrowDtype(pa.timestamp("s")), pd.ArrowDtype(pa.date32()))

Row = dict[str, Any]


def frame(rows: Sequence[Row], columns: Mapping[str, str]) -> pd.DataFrame:
    """A DataFrame with exactly these columns and dtypes, also when there are no rows."""
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=dtype) for name, dtype in columns.items()})


def geoframe(rows: Sequence[Row], columns: Mapping[str, str]) -> gpd.GeoDataFrame:
    """The same with a geometry column in WGS 84; each row has a `geometry` (a shapely geometry or None)."""
    geometry = gpd.GeoSeries([row["geometry"] for row in rows], crs=CRS)
    return GeoTable(frame(rows, columns), geometry=geometry, crs=CRS)


__all__ = [
    "ACLED_COLUMNS",
    "ACLED_GEO_PRECISION",
    "ACLED_TIME_PRECISION",
    "AREAS",
    "ARTICLES",
    "CRS",
    "DATE_PREC",
    "EVENTS",
    "MATCHES",
    "MENTIONS",
    "OBSERVED",
    "REJECTS",
    "REPORTS",
    "UCDP_COLUMNS",
    "WHERE_PREC",
    "Row",
    "Tables",
    "frame",
    "geoframe",
    "in_degrees",
    "true_dates",
]
