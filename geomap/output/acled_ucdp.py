"""Puts events into the columns of ACLED and of UCDP GED."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from geomap.countries import countries, country_code
from geomap.output.cells import rows_of
from geomap.output.flat import flat_events
from geomap.records import EventType, GeoPrecision, Grain, Status
from geomap.schema import (
    ACLED_COLUMNS,
    ACLED_GEO_PRECISION,
    ACLED_TIME_PRECISION,
    DATE_PREC,
    UCDP_COLUMNS,
    WHERE_PREC,
    Tables,
)

Row = dict[str, Any]

_POLITICAL, _DEMONSTRATIONS = "Political violence", "Demonstrations"
_DISORDER: Mapping[str, str] = {  # ACLED's codebook: by event type, with sub-event types that differ
    EventType.BATTLES.value: _POLITICAL,
    EventType.EXPLOSIONS.value: _POLITICAL,
    EventType.VIOLENCE_AGAINST_CIVILIANS.value: _POLITICAL,
    EventType.PROTESTS.value: _DEMONSTRATIONS,
    EventType.RIOTS.value: _DEMONSTRATIONS,
    EventType.STRATEGIC.value: "Strategic developments",
    "Excessive force against protesters": f"{_POLITICAL}; {_DEMONSTRATIONS}",
    "Mob violence": _POLITICAL,
}
_SPLIT: Mapping[str, str] = {
    "killed_a": "deaths_a",
    "killed_b": "deaths_b",
    "killed_civilians": "deaths_civilians",
    "killed_unknown": "deaths_unknown",
}
_ONE_SIDED = 3  # UCDP's type_of_violence; whether a fight is state-based (1) or not (2) the text does not tell
_GRID_STEP, _GRID_COLUMNS = 0.5, 720  # PRIO-GRID: cells of half a degree, numbered from the south-west
_MIDPOINT = frozenset({Grain.WEEK.value, Grain.MONTH.value, Grain.YEAR.value})


def acled_frame(tables: Tables) -> pd.DataFrame:
    """The events in ACLED's columns; one that ACLED cannot hold (a country, no place) is left out.

    As ACLED's codebook has it, the date of a week or a month is its mid-point, told by `time_precision`. What the
    text does not tell (kinds of actor, region, source scale) is empty; so is `timestamp`, since equal runs give equal
    bytes.
    """
    rows = [_acled_row(row) for row in rows_of(_table(tables)) if _is_placed(row)]
    return _framed(rows, ACLED_COLUMNS)


def ucdp_frame(tables: Tables) -> pd.DataFrame:
    """The events in the columns of UCDP GED; an unplaced one is left out.

    One in a country has the country's own point, as in UCDP's tables: `where_prec` 6 says that it is none of the event.

    `relid` is geomap's id. Deaths are those told, empty where none are; a record keeps the split it came with.
    The ids and names of conflicts, dyads and sides are UCDP's own work and stay empty.
    """
    reports: dict[str, list[Row]] = defaultdict(list)
    for row in rows_of(tables.reports):
        reports[row["event_id"]].append(row)
    known = {row["id"]: row for row in rows_of(tables.records[["id", *_SPLIT]])} if tables.records is not None else {}
    kept = (row for row in rows_of(_table(tables)) if _where_prec(row) is not None)
    rows = [
        {**_ucdp_row(number, row, reports[row["id"]]), **_split(known.get(row["id"], {}))}
        for number, row in enumerate(kept, start=1)
    ]
    return _framed(rows, UCDP_COLUMNS)


def _split(record: Mapping[str, Any]) -> Row:
    """Whose deaths they were, as a record of UCDP's own says; nothing for an event of an article."""
    told = {theirs: record.get(ours) for ours, theirs in _SPLIT.items()}
    return told if any(value is not None for value in told.values()) else {}


def _framed(rows: Sequence[Row], columns: Sequence[str]) -> pd.DataFrame:
    """A table of Python values, so that a whole number beside a gap stays a whole number."""
    return pd.DataFrame({name: pd.Series([row.get(name) for row in rows], dtype=object) for name in columns})


def _table(tables: Tables) -> pd.DataFrame:
    return pd.DataFrame(flat_events(tables, outlines=False).drop(columns="geometry"))


def _is_placed(row: Row) -> bool:
    return row["latitude"] is not None and ACLED_GEO_PRECISION[GeoPrecision(row["geo_precision"])] is not None


def _where_prec(row: Row) -> int | None:
    return WHERE_PREC[GeoPrecision(row["geo_precision"])]


def _acled_row(row: Row) -> Row:
    day = _one_day(row["date_start"], row["date_end"], row["date_grain"])
    actors = _actors(row)
    country = countries().get(country_code(row["country"] or ""))
    return {
        "event_id_cnty": row["id"],
        "event_date": day.isoformat(),
        "year": day.year,
        "time_precision": ACLED_TIME_PRECISION[Grain(row["date_grain"])],
        "disorder_type": _DISORDER.get(row["sub_event_type"] or "", _DISORDER.get(row["event_type"] or "", "")),
        "event_type": row["event_type"],
        "sub_event_type": row["sub_event_type"],
        "actor1": actors[0],
        "actor2": actors[1],
        "assoc_actor_1": "; ".join(actors[2:]),
        "civilian_targeting": "Civilians targeted" if _hits_civilians(row) else "",
        "iso": country.iso_number if country else None,
        "country": country.name if country else row["country"],
        "admin1": row["admin1"],
        "admin2": row["admin2"],
        "location": row["place"],
        "latitude": round(row["latitude"], 4),
        "longitude": round(row["longitude"], 4),
        "geo_precision": ACLED_GEO_PRECISION[GeoPrecision(row["geo_precision"])],
        "source": row["outlet"],
        "notes": row["quote"],
        "fatalities": _fatalities(row),
        "tags": f"coded by geomap, status {row['status']}"
        if row["status"] != Status.RECORDED
        else "a record of others",
    }


def _one_day(first: dt.date, last: dt.date, grain: str) -> dt.date:
    return first + (last - first) // 2 if grain in _MIDPOINT else first


def _actors(row: Row) -> Sequence[str]:
    """Who did it, to whom, and the others named; where the text says neither, those named in their order."""
    sides = [row.get("initiator") or "", row.get("target") or ""]
    named = [name for name in (row["actors"] or "").split("; ") if name]
    if any(sides):
        return [*sides, *(name for name in named if name not in sides)]
    return [*named, *[""] * (2 - len(named))]


def _tallies(row: Row) -> Iterator[Row]:
    yield from json.loads(row["harm"] or "[]")


def _hits_civilians(row: Row) -> bool:
    is_attack = row["event_type"] == EventType.VIOLENCE_AGAINST_CIVILIANS.value
    is_target = row.get("target_kind") == "civilians"
    return is_attack or is_target or any(tally["whom"] == "civilians" for tally in _tallies(row))


def _fatalities(row: Row) -> int | None:
    """The best figure, else the lowest; 0 when the text tells of no dead; None for dead without a number."""
    given: list[int | None] = [row["killed_best"], row["killed_low"]]
    known = next((number for number in given if number is not None), None)
    is_told = any(tally["what"] == "killed" for tally in _tallies(row))
    return known if known is not None or is_told else 0


def _ucdp_row(number: int, row: Row, reports: Sequence[Row]) -> Row:
    first, last = row["date_start"], row["date_end"]
    lon, lat = _point(row)
    actors, country = _actors(row), countries().get(country_code(row["country"] or ""))
    best = row["killed_best"] if row["killed_best"] is not None else row["killed_low"]
    is_civilian = _hits_civilians(row)
    is_one_sided = row["event_type"] == EventType.VIOLENCE_AGAINST_CIVILIANS.value
    return {
        "id": number,
        "relid": row["id"],
        "year": first.year,
        "code_status": "As recorded" if row["status"] == Status.RECORDED else "Machine-coded",
        "type_of_violence": _ONE_SIDED if is_one_sided else None,
        "side_a": actors[0],
        "side_b": actors[1],
        **_ucdp_sources(reports),
        "where_prec": _where_prec(row),
        "where_coordinates": row["place"],
        "where_description": row["place_wording"],
        "adm_1": row["admin1"],
        "adm_2": row["admin2"],
        "latitude": lat,
        "longitude": lon,
        "geom_wkt": f"POINT ({lon} {lat})" if lat is not None else None,
        "priogrid_gid": priogrid_gid(lon=lon, lat=lat) if lon is not None and lat is not None else None,
        "country": country.name if country else row["country"],
        "date_prec": DATE_PREC[Grain(row["date_grain"])],
        "date_start": first.isoformat(),
        "date_end": last.isoformat(),
        "deaths_civilians": best if is_civilian else None,
        "deaths_unknown": None if is_civilian else best,
        "best": best,
        "high": row["killed_high"] if row["killed_high"] is not None else best,
        "low": row["killed_low"] if row["killed_low"] is not None else best,
    }


def _point(row: Row) -> tuple[float | None, float | None]:
    """Longitude and latitude of the event; of its country where no more is known."""
    if row["longitude"] is None:
        return row["place_longitude"], row["place_latitude"]
    return row["longitude"], row["latitude"]


def _ucdp_sources(reports: Sequence[Row]) -> Row:
    def joined(name: str) -> str:
        return ";".join(str(report[name] or "") for report in reports)

    quoted = (f"{report['outlet'] or ''},{report['published']},{report['title']}" for report in reports)
    return {
        "number_of_sources": len(reports),
        "source_article": ";".join('"' + text.replace('"', "'") + '"' for text in quoted),
        "source_office": joined("outlet"),
        "source_date": joined("published"),
        "source_headline": joined("title"),
        "source_original": ";".join(dict.fromkeys(report["claimant"] for report in reports if report["claimant"])),
    }


def priogrid_gid(*, lon: float, lat: float) -> int:
    """The number of the PRIO-GRID cell that a position lies in (Tollefsen et al. 2012)."""
    row = min(int((lat + 90.0) // _GRID_STEP), 359)
    column = min(int((lon + 180.0) // _GRID_STEP), _GRID_COLUMNS - 1)
    return row * _GRID_COLUMNS + column + 1
