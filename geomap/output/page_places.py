"""Gathers the places of events: one row a mark, an outline or a line of a list."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.compute as pc
import shapely
from numpy.typing import NDArray

from geomap.output.page_columns import Cells, coded, said_by_all, taken, words_of
from geomap.output.page_opening import Bounds, opening
from geomap.output.page_pack import Column, Numbers
from geomap.output.place_words import in_other_languages
from geomap.records import GeoPrecision

MARK, AREA, LISTED, UNPLACED = range(4)  # how the page shows a place
GHOST = 4  # is added where the events are doubtful: drawn only when the reader asks for it, and never as sure
UNIT = 1e-5  # degrees, about a metre: positions nearer than this are one place
UNITS = (UNIT, 1e-6, 1e-7)  # degrees in which positions are kept; the last is as fine as any file is
AREA_UNIT = 1e-4  # degrees, about 10 m
AREA_DETAIL = 0.001  # degrees, 100 m: outlines that come from one source with the lines of the basemap stay on them
REACH_UNIT_KM = 0.1
AREAS = (GeoPrecision.ADM2, GeoPrecision.ADM1, GeoPrecision.REGION)

Degrees = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The places of a page."""

    of_event: Numbers  # for each event the row of its place
    columns: list[Column]
    strings: dict[str, list[str]]
    bounds: Bounds | None  # of what is drawn
    opening: Bounds | None  # where the map opens, when not on all of it
    unit: float  # degrees in place_lat and place_lon: as fine as the positions need it
    shapes: gpd.GeoDataFrame  # the outlines that are used, in the order in which place_area counts them

    def value(self, name: str) -> Numbers:
        """A column's numbers, one a place."""
        return next(column.values for column in self.columns if column.name == name)  # noqa: PD011 - no pandas here

    def degrees(self, name: str) -> Degrees:
        """Longitudes or latitudes as the page reads them."""
        return self.value("place_lon" if name == "longitude" else "place_lat") * self.unit

    def reach_km(self) -> Degrees:
        """Kilometres around each place as the page reads them, 0 where not known."""
        return self.value("place_reach") * REACH_UNIT_KM

    def is_point(self) -> Flags:
        """Whether an export says where the page draws the place: not for areas with an outline, nor off the map."""
        kind = self.value("place_kind")
        point: Flags = (kind == MARK) | ((kind == AREA) & (self.value("place_area") == 0))
        return point

    def words(self) -> dict[str, tuple[Numbers, list[str]]]:
        """For each column of words the number of each place's word, and the words."""
        told = {name: (self.value(f"place_{name}"), self.strings[name]) for name in ("country", "admin1", "admin2")}
        told["place"] = (self.value("place_name"), self.strings["names"])
        told["geo_precision"] = (self.value("place_precision"), self.strings["precisions"])
        ids = self.strings["place_id"]
        told["place_id"] = (np.arange(len(ids)), ids) if ids else (np.zeros(len(told["place"][0]), np.int64), [""])
        return told


def gather(events: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> Places:
    """One place for all events that share position, name, precision and way of showing."""
    outlined = areas[areas.geometry.notna() & ~areas.geometry.is_empty].drop_duplicates("id").sort_values("id")
    precision, precisions = coded(words_of(events["geo_precision"]), missing=GeoPrecision.NONE.value)
    doubtful = _doubtful(events)
    finest, grades = _possible(events, doubtful, precision, precisions)
    names, spellings = coded(words_of(events["place"]))
    area_of = _area_rows(events["place_id"], _one_of(AREAS, finest, grades), outlined)
    lon, lat = _positions(events, doubtful, area_of, outlined)
    reach = events["reach_km"].to_numpy(dtype=float, na_value=0.0)
    kind = _shown(finest, grades, has_area=area_of >= 0, located=np.isfinite(lon + lat), reaches=reach > 0)
    lon, lat = (np.where(kind <= AREA, degrees, 0.0) for degrees in (lon, lat))
    kind[doubtful] += GHOST
    first, of_event = _rows(_spots(lon, lat), names, precision * (2 * GHOST) + kind)
    lon, lat, kind, precision, reach = lon[first], lat[first], kind[first], precision[first], reach[first]
    area, shapes = _used_areas(area_of[first], kind % GHOST == AREA, outlined)
    number, used = pd.factorize(names[first])  # names are numbered as they come, so that the numbers rise
    around, known = _around(events, first)
    spelt = [spellings[name] for name in used]
    at = np.unique(number, return_index=True)[1]  # the first place of each name
    known |= {f"names_{language}": words for language, words in in_other_languages(spelt, lon[at], lat[at]).items()}
    for division in ("admin1", "admin2"):
        known |= _divisions_called(around, division, known[division], lon, lat)
    unit = _unit(lon, lat)
    bounds, opens = _window(lon, lat, np.where(kind <= AREA, area, -1), shapes, np.bincount(of_event))
    return Places(
        of_event=of_event,
        columns=[
            Column(name="place_lat", values=_units(lat, unit), delta=True),
            Column(name="place_lon", values=_units(lon, unit), delta=True),
            Column(name="place_reach", values=np.clip(np.round(reach / REACH_UNIT_KM), 0, 65535).astype(np.uint16)),
            Column(name="place_kind", values=kind),
            Column(name="place_precision", values=precision),
            Column(name="place_area", values=area),
            Column(name="place_name", values=number.astype(np.int32), delta=True),
            *around,
            *outline_columns(shapely.make_valid(shapely.simplify(shapes.geometry.values, AREA_DETAIL)), "area"),
        ],
        strings={
            "precisions": precisions,
            "names": spelt,
            "place_id": _unless_empty(words_of(events["place_id"]), first),
            **known,
            "area_name": shapes["name"].fillna("").tolist(),
        },
        bounds=bounds,
        opening=opens,
        unit=unit,
        shapes=shapes,
    )


def _used_areas(area_of: Numbers, in_area: Flags, outlined: gpd.GeoDataFrame) -> tuple[Numbers, gpd.GeoDataFrame]:
    """For each place the number of its outline, counted from 1 (0 is none), and the outlines that are used."""
    used, row = np.unique(area_of[in_area], return_inverse=True)
    numbers = np.zeros(len(area_of), np.int32)
    numbers[in_area] = row + (1 if len(used) and used[0] >= 0 else 0)
    return numbers, outlined.iloc[used[used >= 0]]


def _unless_empty(words: Cells, rows: Numbers) -> list[str]:
    if said_by_all(words) == "":
        return []
    found: list[str] = pc.fill_null(taken(words, rows), "").to_pylist()
    return found


def _around(events: pd.DataFrame, first: Numbers) -> tuple[list[Column], dict[str, list[str]]]:
    """Country and divisions of each place as numbers, and the names that the numbers stand for."""
    columns, strings = [], {}
    for name in ("country", "admin1", "admin2"):
        codes, strings[name] = coded(taken(words_of(events[name]), first))
        columns.append(Column(name=f"place_{name}", values=codes))
    return columns, strings


def _divisions_called(
    around: list[Column], division: str, names: list[str], lon: Degrees, lat: Degrees
) -> dict[str, list[str]]:
    """What divisions are called in other languages, each by the first place in it that is drawn."""
    codes = next(column.values for column in around if column.name == f"place_{division}")  # noqa: PD011 - no pandas here
    drawn = np.flatnonzero((lon != 0) | (lat != 0))
    there, first = np.unique(codes[drawn], return_index=True)
    x, y = np.full(len(names), np.inf), np.zeros(len(names))
    x[there], y[there] = lon[drawn[first]], lat[drawn[first]]
    return {f"{division}_{language}": words for language, words in in_other_languages(names, x, y).items()}


def _window(
    lon: Degrees, lat: Degrees, area: Numbers, shapes: gpd.GeoDataFrame, events: Numbers
) -> tuple[Bounds | None, Bounds | None]:
    """The box around all marks and outlines, and where the map opens; `area` is -1 for places that are not drawn."""
    drawn = np.flatnonzero(area >= 0)
    if not len(drawn):
        return None, None
    boxes = np.stack([lon, lat, lon, lat], axis=1)[drawn]
    outlined = area[drawn] > 0
    boxes[outlined] = shapes.geometry.bounds.to_numpy()[area[drawn[outlined]] - 1]
    bounds = box_around(boxes[:, [0, 2]].ravel(), boxes[:, [1, 3]].ravel())
    return bounds, opening(boxes, events[drawn], bounds)


def box_around(lon: Degrees, lat: Degrees) -> Bounds:
    """The smallest box around positions; west is greater than east where it crosses the antimeridian."""
    lons = np.unique(lon)
    at = int(np.argmax(np.diff(np.append(lons, lons[0] + 360.0))))  # the widest stretch without a mark is left outside
    return float(lons[(at + 1) % len(lons)]), float(lat.min()), float(lons[at]), float(lat.max())


def _area_rows(ids: "pd.Series[str]", in_area: Flags, outlined: gpd.GeoDataFrame) -> Numbers:
    """For each event that is known only to an area, the row of its outline; -1 for all others."""
    rows = np.full(len(ids), -1, np.int32)
    if in_area.any():
        rows[in_area] = pd.Index(outlined["id"].astype(object)).get_indexer(pd.Index(ids[in_area].astype(object)))
    return rows


def _doubtful(events: pd.DataFrame) -> Flags:
    if "doubtful" not in events:
        return np.zeros(len(events), bool)
    return np.asarray(events["doubtful"].to_numpy(bool, na_value=False))


def _possible(
    events: pd.DataFrame, doubtful: Flags, precision: Numbers, precisions: list[str]
) -> tuple[Numbers, list[str]]:
    """How exactly each event is placed, a doubtful one as exactly as it would be."""
    if not doubtful.any() or "possible_precision" not in events:
        return precision, precisions
    possible, grades = coded(words_of(events["possible_precision"]), missing=GeoPrecision.NONE.value)
    return np.where(doubtful, possible + len(precisions), precision), [*precisions, *grades]


def _positions(
    events: gpd.GeoDataFrame, doubtful: Flags, area_of: Numbers, outlined: gpd.GeoDataFrame
) -> tuple[Degrees, Degrees]:
    """Longitude and latitude of each event, inside its outline where it has one; NaN where nothing is known."""
    shapes: Any = events.geometry.array
    are_points = np.isin(shapely.get_type_id(shapes), (shapely.GeometryType.POINT, shapely.GeometryType.MISSING)).all()
    points = shapes if are_points else shapely.centroid(shapes)
    lon, lat = shapely.get_x(points), shapely.get_y(points)
    if doubtful.any() and "possible_longitude" in events:
        lon[doubtful] = events["possible_longitude"].to_numpy(float, na_value=np.nan)[doubtful]
        lat[doubtful] = events["possible_latitude"].to_numpy(float, na_value=np.nan)[doubtful]
    has_area = area_of >= 0
    if has_area.any():
        inside = shapely.point_on_surface(outlined.geometry.values)
        lon[has_area] = shapely.get_x(inside)[area_of[has_area]]
        lat[has_area] = shapely.get_y(inside)[area_of[has_area]]
    return lon, lat


def _one_of(names: Collection[str], codes: Numbers, words: Sequence[str]) -> Flags:
    chosen = np.array([word in names for word in words], bool)
    return chosen[codes] if len(words) else np.zeros(len(codes), bool)


def _shown(
    precision: Numbers, precisions: Sequence[str], *, has_area: Flags, located: Flags, reaches: Flags
) -> NDArray[np.int8]:
    """How each event is shown. An area is never a mark; without outline it is a circle of its reach."""
    kind = np.full(len(precision), MARK, np.int8)
    in_area = _one_of(AREAS, precision, precisions)
    kind[in_area] = np.where(has_area[in_area] | (reaches[in_area] & located[in_area]), AREA, LISTED)
    kind[_one_of((GeoPrecision.COUNTRY,), precision, precisions)] = LISTED
    kind[_one_of((GeoPrecision.NONE,), precision, precisions) | ((kind == MARK) & ~located)] = UNPLACED
    return kind


def _units(degrees: Degrees, unit: float = UNIT) -> Numbers:
    return np.round(degrees / unit).astype(np.int32)


def _unit(lon: Degrees, lat: Degrees) -> float:
    """The coarsest unit in which no position loses a digit of those that files carry."""
    for unit in UNITS[:-1]:
        if all((np.abs(np.round(degrees / unit) * unit - degrees) < UNITS[-1] / 2).all() for degrees in (lon, lat)):
            return unit
    return UNITS[-1]


def _spots(lon: Degrees, lat: Degrees) -> Numbers:
    """One number for each position, rising from south to north, then from west to east."""
    return (_units(lat) + np.int64(90 * 10**5)) * (400 * 10**5) + _units(lon) + 180 * 10**5


def _rows(*keys: Numbers) -> tuple[Numbers, Numbers]:
    """The first event of each distinct combination, in the keys' order, and each event's combination."""
    combined, distinct = pd.factorize(keys[0], sort=True)
    for key in keys[1:]:
        width = int(key.max(initial=0)) + 1
        combined, distinct = pd.factorize(combined * width + key, sort=True)
    first = np.empty(len(distinct), np.int64)
    first[combined[::-1]] = np.arange(len(combined))[::-1]
    return first, combined.astype(np.int32)


def outline_columns(polygons: Iterable[shapely.Geometry], name: str) -> list[Column]:
    """The rings of each area as differences: how many rings an area, how many points a ring, the points."""
    rings_of: list[int] = []
    rings: list[Any] = []
    for polygon in polygons:
        found = shapely.get_rings(shapely.get_parts(polygon))
        rings_of.append(len(found))
        rings += list(found)
    points = shapely.get_coordinates(rings)
    units = np.round(points / AREA_UNIT).astype(np.int64)
    return [
        Column(name=f"{name}_rings", values=np.array(rings_of, np.int64)),
        Column(
            name=f"{name}_ring_points", values=np.array([shapely.get_num_coordinates(ring) for ring in rings], np.int64)
        ),
        Column(name=f"{name}_ring_lon", values=units[:, 0], delta=True),
        Column(name=f"{name}_ring_lat", values=units[:, 1], delta=True),
    ]
