"""Compares positions with the countries that their rows name, and finds columns that were swapped."""

from collections.abc import Mapping
from functools import lru_cache

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow.parquet as pq
import shapely

from geomap.countries import country_code
from geomap.observed.checks import Faults
from geomap.schema import CRS
from geomap.shipped import data_dir

_FAR_DEGREES = 3.0  # beyond the box around a country: islands and waters apart, no slip of a border
_FEWEST = 2  # rows that have to agree before columns are swapped back

Box = tuple[float, float, float, float]


@lru_cache(maxsize=1)
def _boxes() -> Mapping[str, Box]:
    """West, south, east, north of each country by its code."""
    table = pq.read_table(data_dir() / "boundaries" / "divisions.parquet", columns=["country", "geometry"]).to_pandas()
    bounds = shapely.bounds(shapely.from_wkb(table["geometry"].to_numpy()))
    frame = pd.DataFrame(bounds, columns=["w", "s", "e", "n"]).assign(country=table["country"])
    found = frame.groupby("country").agg({"w": "min", "s": "min", "e": "max", "n": "max"})
    return {str(code): (row.w, row.s, row.e, row.n) for code, row in found.iterrows()}


def compared(points: gpd.GeoSeries, countries: "pd.Series[str]", faults: Faults, column: str) -> gpd.GeoSeries:
    """The points, swapped back where all of them lie in their rows' countries only so; single strangers are told."""
    codes = {name: country_code(str(name)) for name in countries.dropna().unique()}
    known = _boxes() if any(codes.values()) else {}
    boxes = [known.get(codes.get(name, "")) if isinstance(name, str) else None for name in countries]
    is_point = ((points.geom_type == "Point") & points.notna()).to_numpy()
    rows = [row for row, box in enumerate(boxes) if box and is_point[row]]
    if not rows:
        return points
    x, y = points.x.to_numpy(), points.y.to_numpy()
    limits = np.array([boxes[row] for row in rows])
    right, swapped = _within(x[rows], y[rows], limits), _within(y[rows], x[rows], limits)
    if len(rows) >= _FEWEST and swapped.all() and not right.any():
        faults.remarks.append(
            f"latitude and longitude were swapped: all {len(rows)} positions lie in the countries that their rows name "
            "only the other way round"
        )
        turned = gpd.GeoSeries(gpd.points_from_xy(y, x), index=points.index, crs=CRS)
        return points.where(~is_point, turned)
    strange = np.zeros(len(points), dtype=bool)
    strange[[row for row, is_right in zip(rows, right, strict=True) if not is_right]] = True
    would_fit = {row for row, fits in zip(rows, swapped, strict=True) if fits}

    def said(row: int) -> str:
        hint = "; swapped, it would lie there" if row in would_fit else ""
        return f"{y[row]:.4f}, {x[row]:.4f} lies far outside {countries.iloc[row]}{hint}; kept as it is"

    faults.drop_where(strange, column, "far outside its country", said)
    return points


Values = npt.NDArray[np.float64]


def _within(x: Values, y: Values, limits: Values) -> npt.NDArray[np.bool_]:
    west, south, east, north = limits.T
    in_x = (x >= west - _FAR_DEGREES) & (x <= east + _FAR_DEGREES)
    found: npt.NDArray[np.bool_] = in_x & (y >= south - _FAR_DEGREES) & (y <= north + _FAR_DEGREES)
    return found
