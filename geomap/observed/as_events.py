"""Turns records into the tables of a run, so that every writer and the page can show them like events."""

from typing import Any

import geopandas as gpd
import pandas as pd

from geomap import schema
from geomap.records import Basis, RunNotes, Status
from geomap.schema import CRS, Tables

_LONGEST_TITLE = 120  # characters of a record's own words that stand for a headline
_SAME = (
    *("id", "event_type", "sub_event_type", "date_start", "date_end", "date_grain", "date_prec", "place", "place_id"),
    *("place_wording", "country", "admin1", "admin2", "geo_precision", "reach_km", "why", "killed_low", "killed_best"),
    *("killed_high", "actors", "url"),
)


def record_tables(records: gpd.GeoDataFrame, notes: RunNotes) -> Tables:
    """The tables of a run that read nothing but these records; each outlet stands for one article.

    An event keeps the record's id; its quote is the record's own words, its day is stated, its confidence full, its
    status `confirmed`: whoever coded the record stands behind it.
    """
    events = _events(records)
    return Tables(
        events=events,
        reports=_reports(events),
        articles=_outlets(events),
        mentions=schema.frame([], schema.MENTIONS),
        areas=schema.geoframe([], schema.AREAS),
        rejects=schema.frame([], schema.REJECTS),
        notes=notes,
        records=records,
    )


def _events(records: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    outlet = records["outlet"].fillna(records["source"])
    words = records["notes"].fillna(records["headline"]).fillna("")
    made: dict[str, Any] = {
        **{name: records[name] for name in _SAME},
        "event_type": records["event_type"].where(records["event_type"].fillna("") != "", records["type_given"]),
        "quote": words,
        "title": records["headline"].fillna(words.str.slice(0, _LONGEST_TITLE)),
        "outlet": outlet,
        "published": records["date_end"],
        "article_id": records["source"] + ":" + outlet,
    }
    fixed: dict[str, Any] = {
        "date_basis": Basis.STATED.value,
        "date_wording": "",
        "date_carried": False,
        "harm": "[]",
        "quantities": "[]",
        "n_reports": 1,
        "status": Status.CONFIRMED.value,
        "confidence": 1.0,
        "trust": 1.0,
    }
    index = records.index
    columns = {name: _column(made.get(name, fixed.get(name)), kind, index) for name, kind in schema.EVENTS.items()}
    events = gpd.GeoDataFrame(pd.DataFrame(columns), geometry=records.geometry, crs=CRS)
    return events.sort_values(["date_start", "place", "id"], kind="stable", ignore_index=True)


def _reports(events: gpd.GeoDataFrame) -> pd.DataFrame:
    made: dict[str, Any] = {
        "event_id": events["id"],
        **{name: events[name] for name in ("article_id", "title", "url", "outlet", "published", "quote")},
        "field": "text",
        **dict.fromkeys(("quote_start", "place_start", "place_end", "cue_start", "cue_end"), 0),
        "quote_end": events["quote"].str.len(),
    }
    columns = {name: _column(made.get(name), kind, events.index) for name, kind in schema.REPORTS.items()}
    return pd.DataFrame(columns)


def _outlets(events: gpd.GeoDataFrame) -> pd.DataFrame:
    """One row an outlet, in the order of their names."""
    groups = events.groupby("article_id", sort=True)
    last, count = groups["published"].max(), groups.size()
    outlets = groups["outlet"].first()
    made: dict[str, Any] = {
        "id": pd.Series(last.index, index=last.index),
        "title": "Records by " + outlets,
        "published": last,
        "outlet": outlets,
        "language": "",
        "n_mentions": 0,
        "n_events": count,
    }
    columns = {name: _column(made.get(name), kind, last.index) for name, kind in schema.ARTICLES.items()}
    return pd.DataFrame(columns).reset_index(drop=True)


def _column(values: Any, kind: str, index: pd.Index) -> "pd.Series[Any]":  # noqa: ANN401 - a column, a value or nothing
    if isinstance(values, pd.Series):
        cast: pd.Series[Any] = values.astype(pd.api.types.pandas_dtype(kind))
        return cast
    return pd.Series(pd.NA if values is None else values, index=index, dtype=kind)
