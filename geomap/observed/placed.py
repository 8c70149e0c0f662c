"""Reads the positions of a table: two columns, one cell, or the shapes of the file itself."""

import re
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry.base import BaseGeometry

from geomap.intake.naming import plain
from geomap.intake.spots import Spot, is_on_globe, open_pair, read_degrees, read_spot
from geomap.observed.checks import Faults, shown, text
from geomap.observed.sheet import Sheet
from geomap.schema import CRS

_KM_OF_DEGREE = 111.2
_NULL_ISLAND = (0.0, 0.0, 0.0, 0.0)


def positions(  # noqa: PLR0913 - columns by name
    sheet: Sheet, lat: str, lon: str, faults: Faults, *, cell: str = "", named: "pd.Series[bool] | None" = None
) -> gpd.GeoSeries:
    """Points, or shapes of areas, of each row; missing where it has none.

    Two columns go first, then a cell that holds both, then the file's own shapes. 0, 0 is no position. A position that
    cannot be read, half of one, or one off the globe costs the row, unless `named` says that a place is named, by which
    it can be placed; then it costs the position.
    """
    rows = len(sheet.frame)
    shapes: list[BaseGeometry | None] = [None] * rows
    if lat in sheet.frame and lon in sheet.frame:
        shapes = _from_two(sheet, lat, lon, faults, named)
    elif lat in sheet.frame and not cell:
        cell = lat
    if cell and cell in sheet.frame:
        shapes = _from_cell(sheet, cell, faults, shapes, named)
    if sheet.geometry is not None:
        shapes = _from_file(sheet, faults, shapes, named)
    return gpd.GeoSeries(shapes, index=sheet.frame.index, crs=CRS)


def spread_km(shapes: gpd.GeoSeries) -> "pd.Series[Any]":
    """How far a shape reaches from its middle, in km; 0 for a point, missing where there is none."""
    bounds = shapes.bounds
    tall = (bounds["maxy"] - bounds["miny"]) * _KM_OF_DEGREE
    wide = (bounds["maxx"] - bounds["minx"]) * _KM_OF_DEGREE * np.cos(np.radians((bounds["maxy"] + bounds["miny"]) / 2))
    spread: pd.Series[Any] = (np.hypot(tall, wide) / 2).astype("Float64")
    return spread


def middles(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    """A point of each shape, inside it."""
    inside = shapes.where((shapes.geom_type == "Point") | shapes.isna(), shapes.representative_point())
    return gpd.GeoSeries(inside.array, index=shapes.index, crs=CRS)


def _wrong(faults: Faults, wrong: Any, named: Any, column: str, reason: str, detail: Any) -> None:  # noqa: ANN401, PLR0913, PLR0917 - masks
    mask = np.asarray(wrong, dtype=bool)
    has_place = np.zeros(len(mask), dtype=bool) if named is None else np.asarray(named, dtype=bool)
    faults.drop_where(mask & has_place, column, reason, detail)
    faults.lose_where(mask & ~has_place, column, reason, detail)


def _from_two(sheet: Sheet, lat: str, lon: str, faults: Faults, named: Any) -> list[BaseGeometry | None]:  # noqa: ANN401
    given = _without_codes({column: text(sheet, column) for column in (lat, lon)}, faults)
    values = {column: _on_its_side(sheet, column, _degrees(cells), faults) for column, cells in given.items()}
    spots = _both_in_one(given[lat], given[lon], values)
    unread = {column: given[column].notna() & values[column].isna() & ~spots for column in (lat, lon)}
    for column, bad in unread.items():
        told = given[column]
        _wrong(faults, bad, named, column, "position not understood", lambda row, told=told: shown(told.iloc[row]))
    half = (values[lat].isna() != values[lon].isna()) & ~unread[lat] & ~unread[lon]
    _wrong(
        faults,
        half,
        named,
        lat,
        "half a position",
        f"only one of {_name(faults, lat)} and {_name(faults, lon)} is given",
    )
    nowhere = (values[lat] == 0) & (values[lon] == 0)
    faults.drop_where(
        nowhere, lat, "position 0, 0", "lies in the sea off Africa, where tables put what they cannot place"
    )
    off = (values[lat].abs() > 90) | (values[lon].abs() > 180)  # noqa: PLR2004 - degrees
    _wrong(
        faults,
        off,
        named,
        lat,
        "position off the globe",
        lambda row: f"{values[lat].iloc[row]}, {values[lon].iloc[row]}",
    )
    usable = (values[lat].notna() & values[lon].notna() & ~nowhere & ~off).to_numpy()
    points = np.array(gpd.points_from_xy(values[lon].fillna(0), values[lat].fillna(0)), dtype=object)
    points[~usable] = None
    return list(points)


def _on_its_side(sheet: Sheet, column: str, degrees: "pd.Series[Any]", faults: Faults) -> "pd.Series[Any]":
    """Degrees with the sign that a column of N and S, or of E and W, gives them, where the table has one."""
    sides = _SIDES[column.startswith("lon")]
    frame = sheet.frame if sheet.whole is None else sheet.whole
    for name in frame.columns:
        given = frame[name].str.strip().str.upper()
        if name not in faults.called.values() and set(given.dropna().unique()) <= sides and given.notna().any():
            faults.remarks.append(f"the side of {_name(faults, column)} taken from {name}")
            return degrees.mask((given.isin(["S", "W"])).fillna(value=False).astype(bool), -degrees.abs())
    return degrees


_SIDES = (frozenset("NS"), frozenset("EW"))


def _without_codes(given: "dict[str, pd.Series[Any]]", faults: Faults) -> "dict[str, pd.Series[Any]]":
    """The two columns without rows that hold one figure for "unknown" in both: -99, 999."""
    lat, lon = (cells.fillna("") for cells in given.values())
    unknown = lat.str.fullmatch(_UNKNOWN).astype(bool) & (lat == lon).astype(bool)
    if not unknown.any():
        return given
    faults.remarks.append(
        f"{' and '.join(_name(faults, one) for one in given)}: {lat[unknown].iloc[0]} in {int(unknown.sum())} rows, "
        "taken for unknown"
    )
    return {name: cells.mask(unknown) for name, cells in given.items()}


_UNKNOWN = r"-?99+(?:\.0+)?"


def _name(faults: Faults, column: str) -> str:
    return faults.called.get(column, column)


def _degrees(given: "pd.Series[Any]") -> "pd.Series[Any]":
    """Degrees of a column; what is no plain number is read cell by cell."""
    numbers = pd.to_numeric(given, errors="coerce").astype("float64")
    odd = given.notna() & numbers.isna()
    if odd.any():
        read = {one: read_degrees(str(one)) for one in given[odd].unique()}
        numbers = numbers.fillna(given[odd].map(read).astype("float64"))
    return numbers


def _both_in_one(
    lat: "pd.Series[Any]", lon: "pd.Series[Any]", values: dict[str, "pd.Series[Any]"]
) -> "pd.Series[bool]":
    """Fill in what stands as "48.46, 35.04" in one of the two columns while the other is blank or says the same."""
    lat_values, lon_values = values.values()
    done = pd.Series(data=False, index=lat.index)
    for cells, others in ((lat, lon), (lon, lat)):
        is_open = cells.notna() & (lat_values.isna() | lon_values.isna()) & (others.isna() | (others == cells))
        spots = cells[is_open.fillna(value=False)].map(lambda one: read_spot(str(one))).dropna()
        pairs = spots[[not spot.is_area for spot in spots]]
        lat_values.update(pairs.map(lambda spot: spot.lat).astype("float64"))
        lon_values.update(pairs.map(lambda spot: spot.lon).astype("float64"))
        done |= done.index.isin(pairs.index)
    return done


_NORTH_FIRST = re.compile(r"lat(?:itude)?(?:and)?(?:lon|lng|long|longitude)")
_EAST_FIRST = re.compile(r"(?:lon|lng|long|longitude)(?:and)?(?:lat|latitude)")  # the plain name of a column


def _read_east_first(written: str) -> Spot | None:
    """The position of a cell under such a name: a bare pair is as GeoJSON has it, the longitude first."""
    return read_spot(f"[{written.strip()}]") or read_spot(written)


def _shows_east_first(given: "pd.Series[Any]", cell: str, faults: Faults) -> bool:
    """Whether the pairs of a column show that the longitude comes first; where they show nothing, their rows are noted.

    A figure that can be no latitude shows it for all of them.
    """
    pairs = {row: pair for row, one in enumerate(given) if isinstance(one, str) and (pair := open_pair(one))}
    first, second = (any(abs(pair[side]) > 90 for pair in pairs.values()) for side in (0, 1))  # noqa: PLR2004 - degrees
    if first and not second:
        called = faults.called.get(cell, cell)
        faults.remarks.append(f"{called}: the longitude first, as a figure that can be no latitude shows")
        return True
    if pairs and not second:
        faults.open_pairs[cell] = list(pairs)
    return False


def _from_cell(
    sheet: Sheet,
    cell: str,
    faults: Faults,
    shapes: list[BaseGeometry | None],
    named: Any,  # noqa: ANN401 - a mask
) -> list[BaseGeometry | None]:
    given = text(sheet, cell)
    name = faults.order_of_pairs or plain(faults.called.get(cell, cell))
    is_east_first = bool(_EAST_FIRST.match(name))
    if not is_east_first and not _NORTH_FIRST.match(name):
        is_east_first = _shows_east_first(given, cell, faults)
    read_one = _read_east_first if is_east_first else read_spot
    read: dict[str, Spot | None] = {str(one): read_one(str(one)) for one in given.dropna().unique()}
    found = [None if pd.isna(one) else read[str(one)] for one in given]
    missing = np.array([shape is None for shape in shapes], dtype=bool)
    unread = given.notna().to_numpy() & np.array([spot is None for spot in found], dtype=bool) & missing
    _wrong(faults, unread, named, cell, "position not understood", lambda row: shown(given.iloc[row]))
    made = [shape or (spot.shape if spot else None) for shape, spot in zip(shapes, found, strict=True)]
    return _on_globe(made, cell, faults, named)


def _on_globe(
    shapes: list[BaseGeometry | None],
    column: str,
    faults: Faults,
    named: Any,  # noqa: ANN401 - a mask
) -> list[BaseGeometry | None]:
    off = np.array([shape is not None and not _fits(shape) for shape in shapes], dtype=bool)
    _wrong(faults, off, named, column, "position off the globe", lambda row: shown(str(shapes[row])))
    nowhere = np.array([shape is not None and shape.bounds == _NULL_ISLAND for shape in shapes], dtype=bool)
    faults.drop_where(
        nowhere, column, "position 0, 0", "lies in the sea off Africa, where tables put what they cannot place"
    )
    return [None if wrong else shape for shape, wrong in zip(shapes, off | nowhere, strict=True)]


def _fits(shape: BaseGeometry) -> bool:
    west, south, east, north = shape.bounds
    return is_on_globe(west, south) and is_on_globe(east, north)


def _from_file(
    sheet: Sheet,
    faults: Faults,
    shapes: list[BaseGeometry | None],
    named: Any,  # noqa: ANN401 - a mask
) -> list[BaseGeometry | None]:
    own = [
        None if shape is None or shape.is_empty else shape
        for shape in (sheet.geometry if sheet.geometry is not None else ())
    ]
    found = [shape or other for shape, other in zip(shapes, own, strict=True)]
    bare = [row for row, shape in enumerate(found, start=1) if not shape]
    if bare:
        faults.remarks.append(
            f"without a geometry: {len(bare):,} of {len(found):,} records, the first is number {bare[0]:,}"
        )
    return _on_globe(found, "geometry", faults, named)
