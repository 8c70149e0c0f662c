"""Puts events and records side by side: their columns for the join, and the three lists that come of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import geopandas as gpd
import numpy as np
import pandas as pd

from geomap import schema
from geomap.countries import countries, country_code
from geomap.geo_table import GeoTable
from geomap.schema import MATCHES

_TEXTS = ("title", "headline", "quote", "notes", "place", "place_wording", "admin1", "admin2", "actors", "type_given")
_NO_REACH_KM = 500.0  # of a row without one: a country


class Pair(Protocol):
    """What the join says of two rows; `linking.match.Match` is one."""

    @property
    def event(self) -> int: ...  # noqa: D102
    @property
    def record(self) -> int: ...  # noqa: D102
    @property
    def score(self) -> float: ...  # noqa: D102
    @property
    def days_apart(self) -> int: ...  # noqa: D102
    @property
    def distance_km(self) -> float | None: ...  # noqa: D102
    @property
    def why(self) -> tuple[str, ...]: ...  # noqa: D102


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The three lists of a join."""

    matched: gpd.GeoDataFrame  # as `schema.MATCHES`, with the columns of the record as `record_...`, at the event
    records_alone: gpd.GeoDataFrame  # records without an article, as `schema.OBSERVED`
    events_alone: gpd.GeoDataFrame  # events of articles without a record, as `schema.EVENTS`


def side_columns(rows: gpd.GeoDataFrame) -> dict[str, Any]:
    """The columns that the join compares, of a table as `schema.EVENTS` or `schema.OBSERVED`.

    Days are numbers since 1970-01-01, positions and reaches numpy arrays with NaN for nowhere, countries numbers
    with -1 for none, and the words of a row one text.
    """
    points = rows.geometry.where(rows.geometry.geom_type == "Point", None)
    codes = {code: number for number, code in enumerate(sorted(countries()))}
    named = rows["country"].fillna("").unique()
    numbers = {name: codes.get(country_code(str(name)) if name else "", -1) for name in named}
    return {
        "ids": rows["id"].tolist(),
        "first": _days(rows["date_start"]),
        "last": _days(rows["date_end"]),
        "lon": points.x.to_numpy(dtype=np.float64),
        "lat": points.y.to_numpy(dtype=np.float64),
        "reach_km": rows["reach_km"].fillna(_NO_REACH_KM).to_numpy(dtype=np.float64),
        "country": rows["country"].fillna("").map(numbers).to_numpy(dtype=np.int64),
        "kinds": rows["event_type"].fillna("").tolist(),
        "place_ids": rows["place_id"].fillna("").tolist(),
        "texts": _texts(rows),
        "killed_low": _bound(rows, ("killed_low", "killed_best", "killed_high")),
        "killed_high": _bound(rows, ("killed_high", "killed_best", "killed_low")),
    }


def match_table(events: gpd.GeoDataFrame, records: gpd.GeoDataFrame, pairs: Sequence[Pair]) -> pd.DataFrame:
    """The pairs as `schema.MATCHES` says, in their order; `rank` counts the records of an event from the best."""
    event_ids, record_ids = events["id"].tolist(), records["id"].tolist()
    rank: Counter[int] = Counter()
    rows = []
    for pair in pairs:
        rank[pair.event] += 1
        cells = (event_ids[pair.event], record_ids[pair.record], pair.score, rank[pair.event], pair.days_apart)
        rows.append(dict(zip(MATCHES, (*cells, pair.distance_km, "; ".join(pair.why)), strict=True)))
    return schema.frame(rows, MATCHES)


def joined(events: gpd.GeoDataFrame, records: gpd.GeoDataFrame, matches: pd.DataFrame) -> Joined:
    """The three lists, from the table of matches."""
    with_event = matches.merge(pd.DataFrame(events).add_prefix("event_"), on="event_id", how="left")
    both = with_event.merge(pd.DataFrame(records).add_prefix("record_"), on="record_id", how="left")
    at = gpd.GeoSeries(both["event_geometry"], crs=schema.CRS)
    plain = both.drop(columns=["event_geometry", "record_geometry"])
    return Joined(
        matched=GeoTable(plain, geometry=at, crs=schema.CRS),
        records_alone=records[~records["id"].isin(matches["record_id"])].reset_index(drop=True),
        events_alone=events[~events["id"].isin(matches["event_id"])].reset_index(drop=True),
    )


def _days(column: "pd.Series[Any]") -> Any:  # noqa: ANN401 - a numpy array
    return column.astype("datetime64[s]").to_numpy().astype("datetime64[D]").astype(np.int64)


def _texts(rows: gpd.GeoDataFrame) -> list[str]:
    there = [rows[name].fillna("").tolist() for name in _TEXTS if name in rows]
    return [" ".join(part for part in parts if part) for parts in zip(*there, strict=True)]


def _bound(rows: gpd.GeoDataFrame, names: Sequence[str]) -> Any:  # noqa: ANN401 - a numpy array
    """The first of the columns that is known in each row, NaN where none is."""
    found = rows[names[0]].astype("Float64")
    for name in names[1:]:
        found = found.fillna(rows[name].astype("Float64"))
    return found.to_numpy(dtype=np.float64, na_value=np.nan)


def count_by_source(records: gpd.GeoDataFrame) -> Mapping[str, int]:
    """How many records each source has, sorted by name."""
    return {str(name): int(count) for name, count in sorted(records["source"].value_counts().items())}
