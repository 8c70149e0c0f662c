"""Compares positions with the countries that their rows name, and finds columns that were swapped or lost a sign."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow.parquet as pq
import shapely

from geomap.countries import country_code
from geomap.names import fold
from geomap.observed.checks import Faults
from geomap.observed.wording import named
from geomap.observed.zones import Zones, zones_at
from geomap.schema import CRS
from geomap.shipped import data_dir

_FAR_DEGREES = 3.0  # beyond the box around a country: islands and waters apart, no slip of a border
_FEWEST = 2  # rows that have to agree before columns are put right
_SHORTEST = 4  # letters of a country's name at the end of a place: shorter ones are codes of states as well

Box = tuple[float, float, float, float]
Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A way in which whole columns of positions go wrong."""

    done: str  # what happened to them, in words
    undone: Callable[[Values, Values], tuple[Values, Values]]  # longitudes and latitudes as they were meant


_SLIPS = (
    Slip(done="latitude and longitude were swapped", undone=lambda x, y: (y, x)),
    Slip(done="the longitudes had lost their sign", undone=lambda x, y: (-x, y)),
    Slip(done="the latitudes had lost their sign", undone=lambda x, y: (x, -y)),
    Slip(done="both degrees had lost their sign", undone=lambda x, y: (-x, -y)),
    Slip(done="latitude and longitude were swapped, and a sign was lost", undone=lambda x, y: (-y, x)),
)


@lru_cache(maxsize=1)
def _divisions() -> pd.DataFrame:
    table = pq.read_table(
        data_dir() / "boundaries" / "divisions.parquet", columns=["country", "admin1_name", "geometry"]
    )
    return pd.DataFrame(table.to_pandas())


@lru_cache(maxsize=1)
def _boxes() -> Mapping[str, Box]:
    """West, south, east, north of each country by its code."""
    table = _divisions()
    bounds = shapely.bounds(shapely.from_wkb(table["geometry"].to_numpy()))
    frame = pd.DataFrame(bounds, columns=["w", "s", "e", "n"]).assign(country=table["country"])
    found = frame.groupby("country").agg({"w": "min", "s": "min", "e": "max", "n": "max"})
    return {str(code): (row.w, row.s, row.e, row.n) for code, row in found.iterrows()}


@lru_cache(maxsize=256)
def zones_of(code: str) -> Zones:
    """The time zones of a country, by a point in each of its divisions."""
    table = _divisions()
    shapes = shapely.from_wkb(table.loc[table["country"] == code, "geometry"].to_numpy())
    inside = shapely.point_on_surface(shapes)
    return zones_at(zip(shapely.get_x(inside), shapely.get_y(inside), strict=True))


@lru_cache(maxsize=1)
def _of_provinces() -> Mapping[str, str]:
    """Folded name of a province, with its noun and without, to the code of the only country that has one so called."""
    found: dict[str, set[str]] = {}
    for code, name in set(_divisions()[["country", "admin1_name"]].dropna().itertuples(index=False, name=None)):
        for word in {fold(name), fold(named(name).bare)}:
            found.setdefault(word, set()).add(code)
    return {word: codes.pop() for word, codes in found.items() if len(codes) == 1}


def compared(
    points: gpd.GeoSeries, cells: Mapping[str, "pd.Series[str]"], faults: Faults, column: str
) -> tuple[gpd.GeoSeries, "pd.Series[str]"]:
    """The points, put right where all of them lie in their rows' countries only so; single strangers are told.

    Args:
        points: the positions.
        cells: `country`, `place` and `admin1` of each row; the first that says a country counts.
        faults: takes what is told.
        column: of the latitudes.

    Returns:
        The points, and a receipt for each that was put right.
    """
    codes = lands_said(cells)
    receipts = pd.Series(pd.NA, index=points.index, dtype="string")
    known = _boxes() if any(codes) else {}
    boxes = [known.get(code) for code in codes]
    is_point = ((points.geom_type == "Point") & points.notna()).to_numpy()
    rows = [row for row, box in enumerate(boxes) if box and is_point[row]]
    if not rows:
        return points, receipts
    x, y = points.x.to_numpy(), points.y.to_numpy()
    limits = np.array([boxes[row] for row in rows])
    right = _within(x[rows], y[rows], limits)
    if right.all():
        return points, receipts
    fits = {slip: _within(*slip.undone(x[rows], y[rows]), limits) for slip in _SLIPS}
    slip = next((one for one in _SLIPS if fits[one].all()), None)
    if slip and len(rows) >= _FEWEST and not right.any():
        faults.remarks.append(
            f"{slip.done}, and are put right: all {len(rows)} positions lie in the countries that their rows name "
            "only so"
        )
        turned = gpd.GeoSeries(gpd.points_from_xy(*slip.undone(x, y)), index=points.index, crs=CRS)
        return points.where(~is_point, turned), receipts.mask(is_point, f"{slip.done} in the file")
    hints = {
        row: f"; would lie there if {one.done}"
        for one in reversed(_SLIPS)
        for row, fitting in zip(rows, fits[one], strict=True)
        if fitting
    }
    strange = np.zeros(len(points), dtype=bool)
    strange[[row for row, is_right in zip(rows, right, strict=True) if not is_right]] = True

    def said(row: int) -> str:
        return f"{y[row]:.4f}, {x[row]:.4f} lies far outside {codes[row]}{hints.get(row, '')}; kept as it is"

    faults.drop_where(strange, column, "far outside its country", said)
    return points, receipts


def pairs_settled(
    points: gpd.GeoSeries, cells: Mapping[str, "pd.Series[str]"], faults: Faults
) -> tuple[gpd.GeoSeries, "pd.Series[str]"]:
    """The points, turned where cells that do not say which degree is which lie in their countries only so.

    The countries that the rows name decide, else those of the focus. Where neither does, the latitude is taken to come
    first, as on maps, and that is told once.
    """
    receipts = pd.Series(pd.NA, index=points.index, dtype="string")
    is_point = ((points.geom_type == "Point") & points.notna()).to_numpy()
    for column, noted in faults.open_pairs.items():
        rows = [row for row in noted if is_point[row]]
        if not rows:
            continue
        x, y = points.x.to_numpy()[rows], points.y.to_numpy()[rows]
        as_read, turned = _evidence(
            x, y, [code for row, code in enumerate(lands_said(cells)) if row in set(rows)], faults
        )
        called = faults.called.get(column, column)
        if turned and not as_read:
            done = "the longitude first, as the countries of the records show"
            faults.remarks.append(f"{called}: {done}")
            points.iloc[rows] = gpd.points_from_xy(y, x)
            receipts.iloc[rows] = f"{called}: {done}"
        elif not as_read:
            detail = (
                f"{len(rows)} cells do not say which degree is which; where the longitude stands first, say "
                f"--columns lonlat={called}, and where not, --columns latlon={called}"
            )
            faults.drop_where(np.arange(len(points)) == rows[0], column, "latitude taken to be first", detail)
    return points, receipts


def _evidence(x: Values, y: Values, codes: Sequence[str], faults: Faults) -> tuple[int, int]:
    """How many positions lie in the countries said only as they were read, and only turned; else in the focus."""
    known = _boxes()
    own = [[known[code]] if code in known else [] for code in codes]
    in_focus = [known[code] for code in faults.focus if code in known]
    for boxes in (own, [in_focus] * len(codes)):
        as_read = turned = 0
        for east, north, some in zip(x, y, boxes, strict=True):
            fits, fits_turned = (any(_is_in(*one, box) for box in some) for one in ((east, north), (north, east)))
            as_read += fits and not fits_turned
            turned += fits_turned and not fits
        if as_read or turned:
            return as_read, turned
    return 0, 0


def _is_in(x: float, y: float, box: Box) -> bool:
    return bool(_within(np.array([x]), np.array([y]), np.array([box]))[0])


def lands_said(cells: Mapping[str, "pd.Series[str]"]) -> list[str]:
    """The code of the country that each row says: by its own cell, the end of its place, or its province."""
    readings = (("country", country_code), ("place", _at_end), ("admin1", _by_province))
    columns = []
    for name, read in readings:
        known = {one: read(str(one)) for one in cells[name].dropna().unique()}
        columns.append([known.get(one, "") if isinstance(one, str) else "" for one in cells[name]])
    return [next(filter(None, said), "") for said in zip(*columns, strict=True)]


def _at_end(place: str) -> str:
    _, comma, last = place.rpartition(",")
    return country_code(last.strip()) if comma and len(last.strip()) >= _SHORTEST else ""


def _by_province(admin1: str) -> str:
    return _of_provinces().get(fold(admin1)) or _of_provinces().get(fold(named(admin1).bare), "")


def _within(x: Values, y: Values, limits: Values) -> npt.NDArray[np.bool_]:
    west, south, east, north = limits.T
    in_x = (x >= west - _FAR_DEGREES) & (x <= east + _FAR_DEGREES)
    found: npt.NDArray[np.bool_] = in_x & (y >= south - _FAR_DEGREES) & (y <= north + _FAR_DEGREES)
    return found
