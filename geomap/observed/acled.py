"""Reads ACLED's event tables, whose rows are their user's own and may not be passed on."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from geomap.observed.checks import Faults, coded, counts, joined, links, text
from geomap.observed.dated import days
from geomap.observed.draft import ReadTable, Source, finish
from geomap.observed.lands import compared
from geomap.observed.placed import positions
from geomap.observed.sheet import Sheet
from geomap.observed.table import read_table
from geomap.records import SUB_EVENT_TYPES, EventType, GeoPrecision, Grain
from geomap.schema import ACLED_COLUMNS

MARKS = frozenset({"event_id_cnty", "event_date", "event_type", "sub_event_type", "latitude", "longitude"})
SOURCE = Source(name="acled", licence="ACLED: the user's own copy; its terms forbid passing its rows on", private=True)

COLUMNS = ACLED_COLUMNS
FIELDS: Mapping[str, str] = {
    "id": "event_id_cnty",
    "date": "event_date",
    "place": "location",
    "lat": "latitude",
    "lon": "longitude",
    "country": "country",
    "admin1": "admin1",
    "admin2": "admin2",
    "type": "event_type",
    "sub_type": "sub_event_type",
    "killed": "fatalities",
    "actors": "actor1",
    "notes": "notes",
    "outlet": "source",
    "url": "url",
}
WEEKLY = frozenset({"week", "admin1", "event_type", "sub_event_type", "events", "fatalities", "centroid_latitude"})
WEEKLY_FIELDS: Mapping[str, str] = {
    "date": "week",
    "place": "admin1",
    "lat": "centroid_latitude",
    "lon": "centroid_longitude",
    "admin1": "admin1",
    "country": "country",
    "type": "event_type",
    "sub_type": "sub_event_type",
    "killed": "fatalities",
    "id": "id",
}
"""Counts by week and first-level division, which ACLED hands out to everybody."""

_WHERE = {"1": GeoPrecision.SETTLEMENT.value, "2": GeoPrecision.NEAR.value, "3": GeoPrecision.ADM1.value}
_WHEN = {"1": Grain.DAY.value, "2": Grain.WEEK.value, "3": Grain.MONTH.value}
_HALF_WEEK = pd.Timedelta(days=3).as_unit("s")


def read_acled(sheet: Sheet, faults: Faults, *, source: Source = SOURCE) -> ReadTable:
    """The events as `schema.OBSERVED` says, marked private.

    A date of precision 2 is the middle of a week, one of precision 3 the middle of a month; here they become that
    week and that month again.

    Raises:
        TableError: nothing says how its dates are written.
    """
    killed = counts(sheet, "fatalities", faults)
    actors = [text(sheet, name) for name in ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2")]
    cells: dict[str, Any] = {
        "id": text(sheet, "event_id_cnty"),
        "event_type": coded(sheet, "event_type", {kind.value: kind.value for kind in EventType}, faults),
        "sub_event_type": coded(sheet, "sub_event_type", _sub_types(), faults).fillna(""),
        "type_given": text(sheet, "sub_event_type"),
        "place": text(sheet, "location"),
        "country": text(sheet, "country"),
        "admin1": text(sheet, "admin1"),
        "admin2": text(sheet, "admin2"),
        "geo_precision": coded(sheet, "geo_precision", _WHERE, faults),
        "killed_low": killed["low"],
        "killed_best": killed["best"],
        "killed_high": killed["high"],
        "actors": joined(*actors),
        "notes": text(sheet, "notes"),
        "outlet": text(sheet, "source"),
        **links(text(sheet, "url")),
    }
    points = positions(sheet, "latitude", "longitude", faults, named=cells["place"].notna())
    points, cells["why"] = compared(points, cells, faults, "latitude")
    return finish(faults, source, cells=cells, span=_span(sheet, faults), points=points)


def read_part(sheet: Sheet, faults: Faults) -> ReadTable:
    """A table that holds only some of ACLED's columns; it is private all the same."""
    there = {field: column for field, column in FIELDS.items() if column in sheet.frame}
    return read_table(sheet, faults, there, source=SOURCE)


def read_weekly(sheet: Sheet, faults: Faults) -> ReadTable:
    """Counts by week and division: each row is an area and the seven days from the one it names."""
    names = [str(number) for number in range(1, len(sheet.frame) + 1)]
    there = {field: column for field, column in WEEKLY_FIELDS.items() if column in sheet.frame and field != "id"}
    frame = sheet.frame.assign(
        geo_precision=GeoPrecision.ADM1.value,
        notes=text(sheet, "events").fillna("?") + " events counted in a week",
        row_id=pd.array(names, dtype="string"),
    )
    counted = replace(sheet, frame=frame)
    read = read_table(counted, faults, {**there, "precision": "geo_precision", "id": "row_id"}, source=SOURCE)
    records = read.records
    first = records["date_start"].astype("datetime64[s]")
    last = (first + pd.Timedelta(days=6).as_unit("s")).astype("timestamp[s][pyarrow]").astype(records["date_end"].dtype)
    weeks = records.assign(date_end=last, date_grain=Grain.WEEK.value, date_prec=3)
    remark = "counts by week and division, not single events: each row is drawn as an area"
    return replace(
        read,
        records=weeks.astype({"date_grain": "string", "date_prec": "Int64"}),
        remarks=(*read.remarks, remark),
    )


def _sub_types() -> dict[str, str]:
    return {name: name for names in SUB_EVENT_TYPES.values() for name in names}


def _span(sheet: Sheet, faults: Faults) -> pd.DataFrame:
    span = days(sheet, "event_date", faults)
    grain = coded(sheet, "time_precision", _WHEN, faults).fillna(Grain.DAY.value)
    middle = span["first"]
    month = middle.dt.to_period("M")
    is_week, is_month = grain == Grain.WEEK.value, grain == Grain.MONTH.value
    first = np.select([is_week, is_month], [middle - _HALF_WEEK, month.dt.start_time], middle)
    last = np.select([is_week, is_month], [middle + _HALF_WEEK, month.dt.end_time.dt.normalize()], middle)
    return pd.DataFrame({"first": pd.Series(first), "last": pd.Series(last), "grain": grain})
