"""Finishes the table of records: every column of the schema, its dtype, an id for each row."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from geomap.observed.checks import Faults
from geomap.observed.sheet import Sheet
from geomap.records import GeoPrecision
from geomap.schema import CRS, DATE_PREC, OBSERVED

# How far from its point a record may lie. UCDP defines `near` as within 25 km. A raion of Ukraine has the area of a
# circle of 38 km, an oblast of one of 89 km; a settlement of 10 km across is a middling town.
REACH_KM: Mapping[str, float] = {
    GeoPrecision.SITE.value: 1.0,
    GeoPrecision.SETTLEMENT.value: 5.0,
    GeoPrecision.NEAR.value: 25.0,
    GeoPrecision.ADM2.value: 40.0,
    GeoPrecision.ADM1.value: 90.0,
    GeoPrecision.REGION.value: 250.0,
    GeoPrecision.COUNTRY.value: 500.0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who made a table."""

    name: str  # "ucdp"
    licence: str  # the credit line, "" when not known
    private: bool = False  # whether the rows may not be passed on


def finish(
    faults: Faults, source: Source, *, cells: Mapping[str, Any], span: pd.DataFrame, points: gpd.GeoSeries
) -> gpd.GeoDataFrame:
    """The table as `schema.OBSERVED` says, in the file's order.

    Args:
        faults: what was found wrong with the sheet so far; raised here, with duplicate ids.
        source: who made it.
        cells: columns of the schema by name; those not given are missing.
        span: `first`, `last`, `grain` of the dates.
        points: the positions.

    Raises:
        TableError: the sheet has faults.
    """
    made: dict[str, Any] = dict(cells)
    sheet = faults.sheet
    made["id"] = f"{source.name}:" + _ids(made.get("id"), sheet, faults)
    faults.close()
    made |= {"date_start": span["first"], "date_end": span["last"], "date_grain": span["grain"]}
    made["date_prec"] = span["grain"].map({grain.value: number for grain, number in DATE_PREC.items()})
    made["geo_precision"] = _precision(made.get("geo_precision"), points)
    made["reach_km"] = made["geo_precision"].map(REACH_KM)
    made |= {"source": source.name, "licence": source.licence, "private": source.private, "geocoded": False}
    frame = pd.DataFrame({name: _column(made.get(name), dtype, sheet.frame.index) for name, dtype in OBSERVED.items()})
    return gpd.GeoDataFrame(frame, geometry=points, crs=CRS)


def _ids(given: Any, sheet: Sheet, faults: Faults) -> "pd.Series[str]":  # noqa: ANN401 - a column or nothing
    rows = pd.Series(np.arange(1, len(sheet.frame) + 1), index=sheet.frame.index).astype("string")
    if given is None or given.isna().all():
        return "row " + rows
    ids = given.str.replace(r"^(\d+)\.0$", r"\1", regex=True)
    faults.add_where(ids.isna(), "id", "no id, though other rows have one")
    twice = ids.notna() & ids.duplicated(keep="first")
    faults.add_where(twice, "id", lambda row: f"the id {ids[row]!r} stands in an earlier row as well")
    return pd.Series(ids.fillna(""), dtype="string")


def _precision(given: Any, points: gpd.GeoSeries) -> "pd.Series[str]":  # noqa: ANN401 - a column or nothing
    """The precision as given, else a settlement; none where there is no position."""
    default = pd.Series(GeoPrecision.SETTLEMENT.value, index=points.index, dtype="string")
    known = default if given is None else given.fillna(GeoPrecision.SETTLEMENT.value)
    nowhere = points.isna().to_numpy() & (known != GeoPrecision.COUNTRY.value).to_numpy(dtype=bool)
    return pd.Series(known.mask(nowhere, GeoPrecision.NONE.value), dtype="string")


def _column(values: Any, dtype: str, index: pd.Index) -> "pd.Series[Any]":  # noqa: ANN401 - a column, a value or nothing
    if not isinstance(values, pd.Series):
        return pd.Series(pd.NA if values is None else values, index=index, dtype=dtype)
    if "date32" in dtype:
        values = values.astype("datetime64[s]").astype("timestamp[s][pyarrow]")
    cast: pd.Series[Any] = values.astype(pd.api.types.pandas_dtype(dtype))
    return cast
