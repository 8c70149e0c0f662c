"""Cuts the shipped levels of the basemap: what lies inside some boxes, and what lies beyond them."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geomap.output import basemap_codec, basemap_tiles
from geomap.output.basemap_codec import Coordinates, Whole
from geomap.output.basemap_tiles import CLOSED, Bounds
from geomap.shipped import data_dir

Shapes = NDArray[np.object_]
Layers = dict[str, Shapes]

UKRAINE: Bounds = (22.0, 44.2, 40.3, 52.5)
EDGE_LON, EDGE_LAT = 179.999, -89.8  # where the map ends there is no coast


@lru_cache(maxsize=2)
def level(name: str) -> tuple[float, Layers]:
    """The grid (degrees per unit) and the layers of "middle" or "far", of the whole world."""
    head, layers = basemap_codec.unpack_whole(_file(name))
    return head["q"], _shapes(layers)


def near(boxes: Sequence[Bounds]) -> tuple[float, Layers]:
    """The grid of the level with most detail, and its layers in and around the boxes.

    In and around Ukraine lines are those of the outlines that areas are drawn with, so that the two never part.
    """
    q, layers = near_as_shipped(boxes)
    return q, _with_ukraine(layers) if touches_ukraine(boxes) else layers


def near_as_shipped(boxes: Sequence[Bounds]) -> tuple[float, Layers]:
    """The same with the lines of Natural Earth everywhere."""
    q, layers = basemap_tiles.read(_file("near"), boxes)
    return q, _shapes(layers)


def touches_ukraine(boxes: Sequence[Bounds]) -> bool:
    """Whether lines of Ukraine, which are OpenStreetMap's, are drawn in one of the boxes."""
    west, south, east, north = UKRAINE
    return any(box[0] < east and box[2] > west and box[1] < north and box[3] > south for box in boxes)


def _with_ukraine(layers: Layers) -> Layers:
    lines = _ukraine()
    changed = dict(layers)
    for name, area in (("borders", "cover"), ("admin1", "inside")):
        kept = layers.get(name, _array([]))
        hit = shapely.intersects(lines[area][0], kept)
        partly = kept[hit & ~shapely.covers(lines[area][0], kept)]
        changed[name] = np.concatenate([kept[~hit], shapely.difference(partly, lines[area][0]), lines[name]])
    return changed


@lru_cache(maxsize=1)
def _ukraine() -> Layers:
    """Its border and the lines of its oblasts, and the areas in which they stand for Natural Earth's."""
    _, layers = basemap_codec.unpack_whole(_file("ukraine"))
    areas = {name: shapely.union_all(_rings_as_area(*layers[name])) for name in ("cover", "inside")}
    for area in areas.values():
        shapely.prepare(area)
    return {
        **{name: _lines(*layers[name]) for name in ("borders", "admin1")},
        **{name: _array([area]) for name, area in areas.items()},
    }


def _rings_as_area(points: Coordinates, counts: Sequence[int]) -> Shapes:
    """The area that rings enclose, holes and all, by the even-odd rule."""
    rings = _array([shapely.Polygon(part) for part in basemap_codec.cut(points, counts) if len(part) > 3])  # noqa: PLR2004 - a ring has four points
    area = shapely.Polygon()
    for ring in sorted(rings, key=shapely.area, reverse=True):
        area = shapely.symmetric_difference(area, shapely.make_valid(ring))
    return _array([area])


def within(layers: Layers, boxes: Sequence[Bounds]) -> Layers:
    """What of the layers lies inside the boxes."""
    return {name: np.concatenate([_clip(shapes, box) for box in boxes]) for name, shapes in layers.items()}


def beyond(layers: Layers, boxes: Sequence[Bounds]) -> Layers:
    """What of the layers lies outside the boxes."""
    area = shapely.union_all([shapely.box(*box) for box in boxes])
    shapely.prepare(area)
    return {name: _outside(shapes, area) for name, shapes in layers.items()}


def paths(shapes: Shapes) -> list[Coordinates]:
    """Rings of polygons, points of lines, in the order of the shapes."""
    parts = shapely.get_parts(shapely.get_parts(shapes))
    is_polygon = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    rings, of_polygon = shapely.get_rings(parts[is_polygon], return_index=True)
    found = np.concatenate([rings, parts[~is_polygon]])
    order = np.argsort(np.append(np.flatnonzero(is_polygon)[of_polygon], np.flatnonzero(~is_polygon)), kind="stable")
    points, path_of = shapely.get_coordinates(found[order], return_index=True)
    counts = np.bincount(path_of, minlength=len(found)).astype(np.int64)
    return [path for path in basemap_codec.cut(points, counts) if len(path) > 1]


def _file(name: str) -> bytes:
    return (data_dir() / "basemap" / f"{name}.bin").read_bytes()


def _shapes(layers: Mapping[str, Whole]) -> Layers:
    shapes = {name: (_polygons if name in CLOSED else _lines)(*whole) for name, whole in layers.items()}
    return {**shapes, "coast": _coast(shapes["land"])} if "land" in shapes else shapes


def _lines(points: Coordinates, counts: Sequence[int]) -> Shapes:
    return _array(shapely.linestrings(points, indices=np.repeat(np.arange(len(counts)), counts)))


def _polygons(points: Coordinates, counts: Sequence[int]) -> Shapes:
    """Polygons of rings of which the counter-clockwise ones are exteriors and the clockwise ones their holes."""
    rings = shapely.linearrings(points, indices=np.repeat(np.arange(len(counts)), counts))
    polygon_of = np.cumsum(shapely.is_ccw(rings)) - 1
    return _array(shapely.polygons(_array(rings), indices=polygon_of))


def _array(shapes: Any) -> Shapes:  # noqa: ANN401 - shapely's stubs say less than its arrays hold
    return np.asarray(shapes, dtype=object)


def _coast(land: Shapes) -> Shapes:
    """The edges of land without the stretch along the antimeridian."""
    return _array(shapely.clip_by_rect(shapely.boundary(land), -EDGE_LON, EDGE_LAT, EDGE_LON, 90.0))


def _clip(shapes: Shapes, box: Bounds) -> Shapes:
    west, south, east, north = shapely.bounds(shapes).T
    touching = (west < box[2]) & (east > box[0]) & (south < box[3]) & (north > box[1])
    return _array(shapely.clip_by_rect(shapes[touching], *box))


def _outside(shapes: Shapes, area: shapely.Geometry) -> Shapes:
    touched = shapely.intersects(area, shapes)
    return np.concatenate([shapes[~touched], _array(shapely.difference(shapes[touched], area))])
