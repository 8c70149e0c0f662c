"""The tables that leave the program: columns, dtypes and CRS of each, in one constant each."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely import Point

from geomap.records import (
    Article,
    Event,
    GeoPrecision,
    Grain,
    Mention,
    Place,
    Reject,
    Report,
    RunNotes,
    Tally,
)

CRS = "OGC:CRS84"  # WGS 84, longitude first

TEXT, DAY, WHOLE, REAL, FLAG = "string", "date32[day][pyarrow]", "Int64", "Float64", "bool"

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
    "claimant": TEXT,  # of the first report
    "quote": TEXT,  # of the first report
    "title": TEXT,
    "url": TEXT,
    "outlet": TEXT,
    "published": DAY,
    "article_id": TEXT,  # of the first report
    "n_reports": WHOLE,
    "status": TEXT,
    "confidence": REAL,
    "parent_id": TEXT,
}
"""One row an event, with geometry: a point, or None for a country and for an unplaced event."""

REPORTS: Mapping[str, str] = {
    "event_id": TEXT,
    "article_id": TEXT,
    "title": TEXT,
    "url": TEXT,
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
}
"""One row a report of an event."""

ARTICLES: Mapping[str, str] = {
    "id": TEXT,
    "title": TEXT,
    "published": DAY,
    "url": TEXT,
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
    "url": TEXT,  # http(s) only
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

    events: gpd.GeoDataFrame
    reports: pd.DataFrame
    articles: pd.DataFrame
    mentions: pd.DataFrame
    areas: gpd.GeoDataFrame
    rejects: pd.DataFrame
    notes: RunNotes
    records: gpd.GeoDataFrame | None = None  # others' event records that were given with the articles, as OBSERVED
    matches: pd.DataFrame | None = None  # which of them may be which event, as MATCHES


Row = dict[str, Any]


def frame(rows: Sequence[Row], columns: Mapping[str, str]) -> pd.DataFrame:
    """A DataFrame with exactly these columns and dtypes, also when there are no rows."""
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=dtype) for name, dtype in columns.items()})


def geoframe(rows: Sequence[Row], columns: Mapping[str, str]) -> gpd.GeoDataFrame:
    """The same with a geometry column in WGS 84; each row has a `geometry` (a shapely geometry or None)."""
    geometry = gpd.GeoSeries([row["geometry"] for row in rows], crs=CRS)
    return gpd.GeoDataFrame(frame(rows, columns), geometry=geometry, crs=CRS)


def event_row(event: Event) -> Row:
    """An event as a row of EVENTS, with `geometry`."""
    first = event.reports[0]
    return {
        "id": event.id,
        "event_type": event.event_type.value,
        "sub_event_type": event.sub_event_type,
        **_when_cells(event),
        **_where_cells(event),
        **_harm_cells(event.harm),
        "quantities": _tallies_json(event.quantities),
        "actors": "; ".join(event.actors),
        "claimant": first.claimant,
        "quote": first.quote,
        "title": first.title,
        "url": first.url,
        "outlet": first.outlet,
        "published": first.published,
        "article_id": first.article_id,
        "n_reports": len(event.reports),
        "status": event.status.value,
        "confidence": event.confidence,
        "parent_id": event.parent_id,
    }


def _when_cells(event: Event) -> Row:
    when = event.when
    return {
        "date_start": when.first,
        "date_end": when.last,
        "date_grain": when.grain.value,
        "date_prec": DATE_PREC[when.grain],
        "date_basis": when.basis.value,
        "date_wording": when.wording,
        "date_carried": when.carried,
    }


def _where_cells(event: Event) -> Row:
    where, place = event.where, event.where.place
    return {
        **_place_cells(place),
        "place": place.candidate.name if place else where.wording,
        "place_wording": where.wording,
        "geo_precision": where.precision.value,
        "reach_km": where.reach_km,
        "repair": repair_receipt(place) if place else None,
        "geometry": Point(where.at.lon, where.at.lat) if where.at else None,
    }


def _place_cells(place: Place | None) -> Row:
    """The cells that events and mentions share."""
    if place is None:
        empty = (
            "place_id",
            "place",
            "country",
            "admin1",
            "admin2",
            "feature_code",
            "trust",
            "why",
            "repaired_from",
        )
        return dict.fromkeys((*empty, "runners_up", "reach_km"))
    found = place.candidate
    return {
        "place_id": found.id,
        "place": found.name,
        "country": found.country,
        "admin1": found.admin1,
        "admin2": found.admin2,
        "feature_code": found.feature_code,
        "reach_km": found.reach_km,
        "trust": place.trust,
        "why": "; ".join(place.why),
        "repaired_from": place.repaired_from,
        "runners_up": "; ".join(
            ", ".join(part for part in (other.name, other.admin1, other.country) if part) for other in place.runners_up
        ),
    }


def repair_receipt(place: Place) -> str | None:
    """The receipt of a repair in words, or None: "Kharviv -> Kharkiv (typo, distance 1, runner-up ...)"."""
    repair = place.repair
    if repair is None:
        return None
    runner_up = f", runner-up {repair.runner_up}" if repair.runner_up else ""
    return f"{repair.read} -> {repair.taken_as} (repaired: {repair.kind}, distance {repair.distance}{runner_up})"


def _harm_cells(harm: Sequence[Tally]) -> Row:
    cells: Row = {"harm": _tallies_json(harm)}
    for what in ("killed", "injured"):
        tally = next((tally for tally in harm if tally.what == what), None)
        for bound in ("low", "best", "high"):
            cells[f"{what}_{bound}"] = getattr(tally, bound) if tally else None
    return cells


def _tallies_json(tallies: Iterable[Tally]) -> str:
    return json.dumps([asdict(tally) for tally in tallies], ensure_ascii=False)


def report_rows(event: Event) -> list[Row]:
    """The reports of an event as rows of REPORTS."""
    return [_report_row(event.id, report) for report in event.reports]


def _report_row(event_id: str, report: Report) -> Row:
    return {
        "event_id": event_id,
        "article_id": report.article_id,
        "title": report.title,
        "url": report.url,
        "outlet": report.outlet,
        "published": report.published,
        "field": report.field.value,
        "quote": report.quote,
        "quote_start": report.span.start,
        "quote_end": report.span.end,
        "place_start": report.place_span.start,
        "place_end": report.place_span.end,
        "cue_start": report.cue_span.start,
        "cue_end": report.cue_span.end,
        "claimant": report.claimant,
    }


def article_row(article: Article, *, n_mentions: int, n_events: int) -> Row:
    """An article as a row of ARTICLES; its text stays behind."""
    return {
        "id": article.id,
        "title": article.title,
        "published": article.published,
        "url": article.url,
        "outlet": article.outlet,
        "language": article.language,
        "n_mentions": n_mentions,
        "n_events": n_events,
    }


def mention_row(mention: Mention, place: Place | None, *, carries_event: bool, reject: str | None) -> Row:
    """A mention and what became of it as a row of MENTIONS."""
    at = place.candidate.at if place else None
    return {
        "article_id": mention.article_id,
        "field": mention.field.value,
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.surface,
        "role": mention.role.value,
        "score": mention.score,
        **_place_cells(place),
        "lon": at.lon if at else None,
        "lat": at.lat if at else None,
        "carries_event": carries_event,
        "reject": reject,
    }


def reject_row(reject: Reject) -> Row:
    """A reject as a row of REJECTS."""
    return {
        "stage": reject.stage.value,
        "subject": reject.subject,
        "reason": reject.reason,
        "detail": reject.detail,
        "article_id": reject.article_id,
    }


def day(value: dt.date) -> str:
    """A day as every file writes it: 2023-02-10."""
    return value.isoformat()


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
    "article_row",
    "event_row",
    "frame",
    "geoframe",
    "mention_row",
    "reject_row",
    "repair_receipt",
    "report_rows",
]
