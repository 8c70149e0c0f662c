"""The events as files carry them: one flat table, its times spelled for every tool, its areas with their outlines."""

import calendar
import datetime as dt
from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geomap.records import GeoPrecision, Grain, Status
from geomap.schema import CRS, Tables, true_dates

AREA_PRECISIONS = frozenset({GeoPrecision.ADM2.value, GeoPrecision.ADM1.value, GeoPrecision.REGION.value})
BORDERS = "Borders are the internationally recognised ones."
MACHINE = "Machine-coded from news reports; not exhaustive. The absence of an event says nothing about safety."
NOT_EXHAUSTIVE = "Not exhaustive. The absence of an event says nothing about safety."
PRIVATE = "Private: this file holds rows that their licence forbids to pass on."
_LAST_SECOND = pd.Timedelta(hours=23, minutes=59, seconds=59).as_unit("s")  # nanoseconds begin in 1677
_WHOLE_UNITS = {Grain.MONTH.value: 7, Grain.YEAR.value: 4}  # characters of an ISO date that name the unit


def flat_events(tables: Tables, *, outlines: bool = True) -> gpd.GeoDataFrame:
    """The events with the columns of `schema.EVENTS`, after `id`, `start` and `end`, and positions as numbers.

    `start` and `end` are UTC date-times of the first and the last second, `date_edtf` is the date with its
    uncertainty in EDTF, `longitude` and `latitude` are the point of the event. The geometry of an event that lies
    somewhere in an area is that area's outline, when `outlines` and the outline is known; else the point, or None.
    """
    events = tables.events
    points = events.geometry
    flat = pd.DataFrame(events.drop(columns=events.geometry.name))
    flat.insert(1, "start", _utc(flat["date_start"]))
    flat.insert(2, "end", _utc(flat["date_end"]) + _LAST_SECOND)
    flat = true_dates(flat)
    flat.insert(3, "date_edtf", pd.Series(_edtf_column(flat), dtype="string"))
    has_point = points.geom_type == "Point"
    flat["longitude"] = points.where(has_point, None).x.round(7).astype("Float64")
    flat["latitude"] = points.where(has_point, None).y.round(7).astype("Float64")
    for name in ("place_longitude", "place_latitude"):
        flat[name] = flat[name].round(7)
    shapes = _with_outlines(events, tables.areas) if outlines else list(points)
    return gpd.GeoDataFrame(flat, geometry=gpd.GeoSeries(shapes, index=flat.index, crs=CRS), crs=CRS)


def credits_of(tables: Tables) -> list[str]:
    """The lines that every file carries: what made it, how far to trust it, whose data is in it."""
    of_records = record_credits(tables.records)
    warning = [line for line in of_records if line == PRIVATE]  # nobody shall have to search for it
    is_machines = tables.events["status"].ne(Status.RECORDED.value).any() or tables.events.empty
    trust = MACHINE if is_machines else NOT_EXHAUSTIVE
    own = [f"geomap {tables.notes.version}", trust, BORDERS, *tables.notes.licences]
    return list(dict.fromkeys([*warning, *own, *of_records]))


def record_credits(records: pd.DataFrame | None) -> list[str]:
    """Whose records are in it, and first of all whether any of them may not be passed on."""
    if records is None or records.empty:
        return []
    lines = sorted(line for line in records["licence"].dropna().unique() if line)
    return [PRIVATE, *lines] if records["private"].any() else lines


def edtf(first: dt.date | None, last: dt.date | None, grain: str | None) -> str | None:
    """An interval of days in the Extended Date/Time Format (ISO 8601-2): 2023-02-10, 2022-03, 2022-03-07/2022-03-13."""
    if first is None or last is None:
        return None
    if first == last:
        return first.isoformat()
    size = _WHOLE_UNITS.get(grain or "", 10)
    is_unit = size < 10 and first.isoformat()[:size] == last.isoformat()[:size] and _fills(first, last, size)  # noqa: PLR2004
    return first.isoformat()[:size] if is_unit else f"{first.isoformat()}/{last.isoformat()}"


def _fills(first: dt.date, last: dt.date, size: int) -> bool:
    """Whether the days are a whole month (`size` 7) or year (`size` 4)."""
    is_year = size < 7  # noqa: PLR2004 - "2023-02"
    begins = first.day == 1 and (not is_year or first.month == 1)
    ends = last.day == calendar.monthrange(last.year, last.month)[1] and (not is_year or last.month == 12)  # noqa: PLR2004
    return begins and ends


def _utc(days: "pd.Series[Any]") -> "pd.Series[Any]":
    return pd.to_datetime(days.astype("datetime64[ms]")).dt.tz_localize("UTC")


def _edtf_column(flat: pd.DataFrame) -> list[str | None]:
    columns = (
        flat[name].astype(object).where(flat[name].notna(), None) for name in ("date_start", "date_end", "date_grain")
    )
    return [edtf(*cells) for cells in zip(*columns, strict=True)]


def _with_outlines(events: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> Sequence[BaseGeometry | None]:
    known = areas.geometry.notna() & ~areas.geometry.is_empty
    outlines = dict(zip(areas["id"][known], areas.geometry[known], strict=True))
    rows = zip(events["geo_precision"], events["place_id"], events.geometry, strict=True)
    return [outlines.get(place, point) if grain in AREA_PRECISIONS else point for grain, place, point in rows]


def thinned(shape: BaseGeometry, *, degrees: float) -> BaseGeometry:
    """The outline with fewer corners: none moves further than `degrees`."""
    simple: BaseGeometry = shapely.simplify(shape, degrees, preserve_topology=True)
    return simple if not simple.is_empty else shape
