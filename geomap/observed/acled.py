"""Reads ACLED's event tables, whose rows are their user's own and may not be passed on."""

import geopandas as gpd
import numpy as np
import pandas as pd

from geomap.observed.checks import Faults, coded, days, joined, links, positions, text, whole_numbers
from geomap.observed.draft import Source, finish
from geomap.observed.sheet import Sheet
from geomap.records import SUB_EVENT_TYPES, EventType, GeoPrecision, Grain

MARKS = frozenset({"event_id_cnty", "event_date", "event_type", "sub_event_type", "latitude", "longitude"})
SOURCE = Source(name="acled", licence="ACLED: the user's own copy; its terms forbid passing its rows on", private=True)

_WHERE = {"1": GeoPrecision.SETTLEMENT.value, "2": GeoPrecision.NEAR.value, "3": GeoPrecision.ADM1.value}
_WHEN = {"1": Grain.DAY.value, "2": Grain.WEEK.value, "3": Grain.MONTH.value}
_HALF_WEEK = pd.Timedelta(days=3)


def read_acled(sheet: Sheet) -> gpd.GeoDataFrame:
    """The events as `schema.OBSERVED` says, marked private.

    A date of precision 2 is the middle of a week, one of precision 3 the middle of a month; here they become that
    week and that month again.

    Raises:
        TableError: the sheet has faults.
    """
    faults = Faults(sheet)
    killed = whole_numbers(sheet, "fatalities", faults)
    actors = [text(sheet, name) for name in ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2")]
    cells = {
        "id": text(sheet, "event_id_cnty"),
        "event_type": coded(sheet, "event_type", {kind.value: kind.value for kind in EventType}, faults),
        "sub_event_type": coded(sheet, "sub_event_type", _sub_types(), faults).fillna(""),
        "type_given": text(sheet, "sub_event_type"),
        "place": text(sheet, "location"),
        "country": text(sheet, "country"),
        "admin1": text(sheet, "admin1"),
        "admin2": text(sheet, "admin2"),
        "geo_precision": coded(sheet, "geo_precision", _WHERE, faults),
        "killed_low": killed,
        "killed_best": killed,
        "killed_high": killed,
        "actors": joined(*actors),
        "notes": text(sheet, "notes"),
        "outlet": text(sheet, "source"),
        "url": links(text(sheet, "url")),
    }
    points = positions(sheet, "latitude", "longitude", faults)
    return finish(faults, SOURCE, cells=cells, span=_span(sheet, faults), points=points)


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
