"""Says by how many days the day of a moment differs at the place where it happened."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import geopandas as gpd
import numpy as np
import pandas as pd

from geomap.days.instants import instant

_DIGITS = 2  # of degrees: zones do not end within a kilometre

Zones = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the rows of a table lie, as far as that says which clock they go by."""

    points: gpd.GeoSeries
    countries: Sequence[str]  # ISO 3166-1 alpha-2, "" where a row names none
    zones_of: Callable[[str], Zones]  # all zones of a country

    def zones(self, row: int) -> Zones:
        """The zones that a row may lie in; none when it says no place."""
        at = self.points.iloc[row]
        if at is not None and at.geom_type == "Point":
            return _zone_at(round(at.x, _DIGITS), round(at.y, _DIGITS))
        return self.zones_of(self.countries[row]) if self.countries[row] else ()


def shifts(given: "pd.Series[str]", places: Places) -> "pd.Series[int]":
    """By how many days the day at its place differs from the one that each date is written in.

    Only dates that name a moment with its zone, or a Unix time, are moved. Where all moments of a column are midnights
    they are plain days, as programs write them. A row that may lie in several zones is moved when they agree.
    """
    read = {one: moment for one in given.dropna().unique() if (moment := instant(str(one)))}
    moved = np.zeros(len(given), dtype=np.int64)
    if read and any(moment.time() != dt.time.min for moment in read.values()):
        rows = np.flatnonzero(given.isin(list(read)).to_numpy())
        moved[rows] = [_moved(read[str(given.iloc[row])], places.zones(int(row))) for row in rows]
    return pd.Series(moved, index=given.index)


def _moved(moment: dt.datetime, zones: Zones) -> int:
    days = {_local(moment, zone).date() for zone in zones}
    return (days.pop() - moment.date()).days if len(days) == 1 else 0


def _local(moment: dt.datetime, zone: str) -> dt.datetime:
    """The moment by the clock of a zone; as it is written on a system that does not know the zone."""
    try:
        return moment.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, OverflowError, ValueError):  # the latter two at the ends of the calendar
        return moment


@lru_cache(maxsize=65_536)
def _zone_at(lon: float, lat: float) -> Zones:
    from tzfpy import get_tz

    found = get_tz(lon, lat)
    return (found,) if found else ()


def zones_at(points: Iterable[tuple[float, float]]) -> Zones:
    """The zones of some positions (longitude, latitude), each once."""
    return tuple(dict.fromkeys(zone for lon, lat in points for zone in _zone_at(round(lon, 2), round(lat, 2))))
