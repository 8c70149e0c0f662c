"""Gathers the places of events: one row a mark, an outline or a line of a list."""

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geomap.geo import LonLat, bounds
from geomap.output.page_pack import Column, Numbers
from geomap.records import GeoPrecision

MARK, AREA, LISTED, UNPLACED = range(4)  # how the page shows a place
UNIT = 1e-5  # degrees, about a metre
AREA_UNIT = 1e-4  # degrees, about 10 m
AREA_DETAIL = 0.004  # degrees, a third of a pixel at the zoom where an oblast fills the window
REACH_UNIT_KM = 0.1
AREAS = (GeoPrecision.ADM2, GeoPrecision.ADM1, GeoPrecision.REGION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The places of a page."""

    of_event: Numbers  # for each event the row of its place
    columns: list[Column]
    strings: dict[str, list[str]]
    bounds: tuple[float, float, float, float] | None  # west, south, east, north of what is drawn; degrees


def gather(events: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> Places:
    """One place for all events that share position, name, precision and way of showing."""
    outlined = areas[areas.geometry.notna() & ~areas.geometry.is_empty].drop_duplicates("id").sort_values("id")
    area_of = _area_rows(events, outlined)
    kind, lon, lat = _shown(events, area_of, outlined)
    precision, precisions = pd.factorize(events["geo_precision"].fillna("none"), sort=True)
    names, spellings = pd.factorize(events["place"].fillna(""), sort=True)
    lon_unit, lat_unit = _units(lon), _units(lat)
    key = (lat_unit + 90 * 10**5) * (400 * 10**5) + lon_unit + 180 * 10**5
    first, of_event = _rows(key, names, precision * 8 + kind)
    sample = events.iloc[first]
    used, area_row = np.unique(area_of[first][kind[first] == AREA], return_inverse=True)
    place_area = np.zeros(len(first), np.int64)
    place_area[kind[first] == AREA] = area_row + (1 if len(used) and used[0] >= 0 else 0)
    shapes = outlined.iloc[used[used >= 0]]
    coded, known = _around(sample)
    return Places(
        of_event=of_event,
        columns=[
            Column(name="place_lat", values=lat_unit[first], delta=True),
            Column(name="place_lon", values=lon_unit[first], delta=True),
            Column(name="place_reach", values=_reach(sample)),
            Column(name="place_kind", values=kind[first]),
            Column(name="place_precision", values=precision[first]),
            Column(name="place_area", values=place_area),
            *coded,
            *_outlines(shapes),
        ],
        strings={
            "precisions": [str(value) for value in precisions],
            "place_name": [str(spellings[row]) for row in names[first]],
            "place_id": _unless_empty(sample["place_id"].fillna("").tolist()),
            **known,
            "area_name": shapes["name"].fillna("").tolist(),
        },
        bounds=_bounds(lon[first][kind[first] <= AREA], lat[first][kind[first] <= AREA], shapes),
    )


def _unless_empty(values: list[str]) -> list[str]:
    return values if any(values) else []


def _around(sample: pd.DataFrame) -> tuple[list[Column], dict[str, list[str]]]:
    """Country and divisions of each place as numbers, and the names that the numbers stand for."""
    columns, strings = [], {}
    for name in ("country", "admin1", "admin2"):
        codes, known = pd.factorize(sample[name].fillna(""), sort=True)
        columns.append(Column(name=f"place_{name}", values=codes))
        strings[name] = [str(value) for value in known]
    return columns, strings


def _bounds(
    lon: NDArray[np.float64], lat: NDArray[np.float64], shapes: gpd.GeoDataFrame
) -> tuple[float, float, float, float] | None:
    """The box around all marks and outlines; west is greater than east where it crosses the antimeridian."""
    west, south, east, north = shapes.geometry.bounds.to_numpy().T
    corners = zip(np.concatenate([lon, west, east]), np.concatenate([lat, south, north]), strict=True)
    return bounds(LonLat(lon=float(x), lat=float(y)) for x, y in dict.fromkeys(corners))


def _area_rows(events: gpd.GeoDataFrame, outlined: gpd.GeoDataFrame) -> Numbers:
    """For each event that is known only to an area, the row of its outline; -1 for all others."""
    rows = pd.Index(outlined["id"].astype(object)).get_indexer(events["place_id"].astype(object))
    return np.where(events["geo_precision"].isin(AREAS), rows, -1)


def _shown(
    events: gpd.GeoDataFrame, area_of: Numbers, outlined: gpd.GeoDataFrame
) -> tuple[Numbers, NDArray[np.float64], NDArray[np.float64]]:
    """How each event is shown, and where. An area is never a mark; without outline it is a circle of its reach."""
    points = _points(events.geometry.values)
    lon, lat = shapely.get_x(points), shapely.get_y(points)
    inside = shapely.point_on_surface(outlined.geometry.values)
    has_area = area_of >= 0
    lon[has_area] = shapely.get_x(inside)[area_of[has_area]]
    lat[has_area] = shapely.get_y(inside)[area_of[has_area]]
    located = np.isfinite(lon) & np.isfinite(lat)
    precision = events["geo_precision"].fillna("none")
    reach = events["reach_km"].fillna(0).to_numpy(float) > 0
    kind = np.full(len(events), MARK)
    in_area = precision.isin(AREAS).to_numpy()
    kind[in_area] = np.where(has_area[in_area] | (reach[in_area] & located[in_area]), AREA, LISTED)
    kind[(precision == GeoPrecision.COUNTRY).to_numpy()] = LISTED
    kind[(precision == GeoPrecision.NONE).to_numpy() | ((kind == MARK) & ~located)] = UNPLACED
    drawn = kind <= AREA
    return kind, np.where(drawn, lon, 0.0), np.where(drawn, lat, 0.0)


def _points(shapes: Any) -> Any:  # noqa: ANN401 - shapely's stubs say less than its arrays hold
    """The shapes themselves when they are points, else their middles; missing ones stay missing."""
    are_points = np.isin(shapely.get_type_id(shapes), (shapely.GeometryType.POINT, shapely.GeometryType.MISSING)).all()
    return shapes if are_points else shapely.centroid(shapes)


def _units(degrees: NDArray[np.float64]) -> Numbers:
    return np.round(degrees / UNIT).astype(np.int64)


def _rows(*keys: Numbers) -> tuple[Numbers, Numbers]:
    """The first event of each distinct combination, in the keys' order, and each event's combination."""
    combined = np.zeros(len(keys[0]), np.int64)
    for key in keys:
        codes = np.unique(key, return_inverse=True)[1]
        combined = np.unique(combined * (int(codes.max(initial=0)) + 1) + codes, return_inverse=True)[1]
    first = np.full(int(combined.max(initial=-1)) + 1, len(combined))
    np.minimum.at(first, combined, np.arange(len(combined)))
    return first, combined


def _reach(sample: pd.DataFrame) -> Numbers:
    """In hundreds of metres; 0 where it is not known."""
    reach = np.asarray(sample["reach_km"].fillna(0), float)
    return np.clip(np.round(reach / REACH_UNIT_KM), 0, 65535).astype(np.int64)


def _outlines(shapes: gpd.GeoDataFrame) -> list[Column]:
    """The rings of each area as differences: how many rings an area, how many points a ring, the points."""
    polygons = shapely.make_valid(shapely.simplify(shapes.geometry.values, AREA_DETAIL))
    rings_of: list[int] = []
    rings: list[Any] = []
    for polygon in polygons:
        found = shapely.get_rings(shapely.get_parts(polygon))
        rings_of.append(len(found))
        rings += list(found)
    points = shapely.get_coordinates(rings)
    units = np.round(points / AREA_UNIT).astype(np.int64)
    return [
        Column(name="area_rings", values=np.array(rings_of, np.int64)),
        Column(name="ring_points", values=np.array([shapely.get_num_coordinates(ring) for ring in rings], np.int64)),
        Column(name="ring_lon", values=units[:, 0], delta=True),
        Column(name="ring_lat", values=units[:, 1], delta=True),
    ]
