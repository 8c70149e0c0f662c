"""Finishes the table of records: every column of the schema, its dtype, an id for each row, and what was left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from geomap.bounds import bounds
from geomap.geo_table import GeoTable
from geomap.observed.checks import Faults
from geomap.observed.placed import middles, spread_km
from geomap.observed.sheet import Sheet, fault
from geomap.records import GeoPrecision, Reject
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
_SHAPES = (  # of a shape that reaches so far, the smallest unit that is at least so large
    (5.0, GeoPrecision.SETTLEMENT.value),
    (60.0, GeoPrecision.ADM2.value),
    (200.0, GeoPrecision.ADM1.value),
)
_KEPT = (GeoPrecision.COUNTRY.value, GeoPrecision.ADM1.value, GeoPrecision.ADM2.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who made a table."""

    name: str  # "ucdp"
    licence: str  # the credit line, "" when not known
    private: bool = False  # whether the rows may not be passed on


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTable:
    """What a table of records came to: its rows are the records and the lost rows, no more and no fewer."""

    name: str  # of the file
    source: Source
    records: gpd.GeoDataFrame  # as `schema.OBSERVED`
    rejects: tuple[Reject, ...]  # without `article_id` a lost row; with it, a record's id, a value that was left out
    remarks: tuple[str, ...]  # what was done to read it, in words
    encoding: str = ""
    taken: Mapping[str, str] = field(default_factory=dict)  # field to column
    unused: tuple[str, ...] = ()  # columns

    @property
    def n_lost(self) -> int:
        """How many rows were left out."""
        return len({reject.subject for reject in self.rejects if reject.article_id is None})

    @property
    def n_rows(self) -> int:
        """How many rows the table has, blank ones aside."""
        return len(self.records) + self.n_lost


def finish(
    faults: Faults, source: Source, *, cells: Mapping[str, Any], span: pd.DataFrame, points: gpd.GeoSeries
) -> ReadTable:
    """The records as `schema.OBSERVED` says, in the file's order, and what was left out.

    Args:
        faults: what was found wrong with the sheet so far; repeated rows are added.
        source: who made it.
        cells: columns of the schema by name; those not given are missing.
        span: `first`, `last`, `grain` of the dates.
        points: the positions; the shape of an area stands for a point in it.
    """
    made: dict[str, Any] = dict(cells)
    if isinstance(place := made.get("place"), pd.Series):
        made["place"] = place.str.replace(r"\s{2,}", " ", regex=True)  # two blanks in a name are a slip
    sheet = faults.sheet
    for column in ("event_type", "type_given"):
        _check_types(made.get(column), sheet)
    _lose_repeated(sheet, faults)
    made["id"] = f"{source.name}:" + _ids(made.get("id"), sheet, faults)
    made |= {"date_start": span["first"], "date_end": span["last"], "date_grain": span["grain"]}
    made["date_prec"] = span["grain"].map({grain.value: number for grain, number in DATE_PREC.items()})
    spread = spread_km(points)
    made["geo_precision"] = _precision(made.get("geo_precision"), points, spread)
    reach = made["geo_precision"].map(REACH_KM)
    made["reach_km"] = reach.where(~(spread > 0).fillna(value=False), spread.round(1))
    made |= {"source": source.name, "licence": source.licence, "private": source.private, "geocoded": False}
    kept = faults.kept()
    index = sheet.frame.index
    frame = pd.DataFrame({name: _column(made.get(name), dtype, index, kept) for name, dtype in OBSERVED.items()})
    shapes = middles(points)[kept].reset_index(drop=True)
    return ReadTable(
        name=sheet.name,
        source=source,
        records=GeoTable(frame, geometry=shapes, crs=CRS),
        rejects=tuple(faults.rejects(pd.Series(made["id"], index=index))),
        remarks=(*sheet.remarks, *faults.remarks),
        encoding=sheet.encoding,
    )


def _check_types(given: Any, sheet: Sheet) -> None:  # noqa: ANN401 - a column, one value or nothing
    """Refuse a column of types that holds something else: ids, sentences, dates."""
    most = bounds().types
    if isinstance(given, pd.Series) and (n_types := given.nunique()) > most:
        detail = f"{n_types:,} types of event; at most {most:,} are read (bounds.types)"
        raise fault(sheet.name, detail, way_out="Name the column of types, or none: --columns type=NAME")


def _lose_repeated(sheet: Sheet, faults: Faults) -> None:
    """A row that stands in the table twice, in every cell and in its shape, is one record."""
    cells = sheet.frame if sheet.whole is None else sheet.whole
    if cells.empty or cells.columns.empty:
        return
    whole = cells if sheet.geometry is None else cells.assign(geometry=sheet.geometry.to_wkb())
    faults.lose_where(whole.duplicated(keep="first") & faults.kept(), "", "repeated row", "the same as an earlier row")


def _ids(given: Any, sheet: Sheet, faults: Faults) -> "pd.Series[str]":  # noqa: ANN401 - a column or nothing
    rows = pd.Series(np.arange(1, len(sheet.frame) + 1), index=sheet.frame.index).astype("string")
    if given is None or given.isna().all():
        return "row " + rows
    ids = given.str.replace(r"^(\d+)\.0$", r"\1", regex=True).astype("string").fillna("row " + rows)
    kept = faults.kept()
    place = ids[kept].groupby(ids[kept]).cumcount().reindex(ids.index, fill_value=0) + 1
    faults.drop_where(
        (place > 1) & kept,
        "id",
        "repeated id",
        lambda row: (
            f"{ids.iloc[row]!r} stands in an earlier row with other values; kept as {ids.iloc[row]}-{place.iloc[row]}"
        ),
    )
    return pd.Series(ids.where(place == 1, ids + "-" + place.astype("string")), dtype="string")


def _precision(given: Any, points: gpd.GeoSeries, spread: "pd.Series[Any]") -> "pd.Series[str]":  # noqa: ANN401
    """The precision as given, else by the size of the shape; none where there is no position.

    A row that is said to be a country or a division stays one: it can be placed by its name.
    """
    by_size = pd.Series(GeoPrecision.REGION.value, index=points.index, dtype="string")
    for most, precision in reversed(_SHAPES):
        by_size = by_size.mask((spread <= most).fillna(value=False), precision)
    by_size = by_size.mask(spread.isna(), GeoPrecision.SETTLEMENT.value)
    known = by_size if given is None else given.fillna(by_size)
    nowhere = points.isna().to_numpy() & ~known.isin(_KEPT).to_numpy(dtype=bool)
    return pd.Series(known.mask(nowhere, GeoPrecision.NONE.value), dtype="string")


def _column(
    values: Any,  # noqa: ANN401 - a column, a value or nothing
    dtype: str,
    index: pd.Index,
    kept: "np.ndarray[tuple[int], np.dtype[np.bool_]]",
) -> "pd.Series[Any]":
    if not isinstance(values, pd.Series):
        return pd.Series(pd.NA if values is None else values, index=index, dtype=dtype)[kept].reset_index(drop=True)
    wanted = values[kept].reset_index(drop=True)
    if "date32" in dtype:
        wanted = wanted.astype("datetime64[s]").astype("timestamp[s][pyarrow]")
    cast: pd.Series[Any] = wanted.astype(pd.api.types.pandas_dtype(dtype))
    return cast
