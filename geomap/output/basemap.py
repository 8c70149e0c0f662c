"""The light vector basemap of a page: the world's land, waters, borders and labels around the events, in one block.

    block = basemap_block((22.1, 44.3, 40.3, 52.4))   # bytes; the page holds them as base64

Format of the block
===================

`deflate-raw` (RFC 1951, `DecompressionStream("deflate-raw")`) of three things one after another:

1. `uint32`, little endian: the length of the head in bytes.
2. the head, JSON in UTF-8:

        {"q": 0.0005,                                degrees per unit
         "layers": [["land", 0, 123], ...],          name, offset from the end of the head, length in bytes
         "boxes": [[w, s, e, n], ...],               where the map is drawn in detail (two across the antimeridian)
         "languages": ["en", "uk", "ru"],            order of the names below
         "labels": {"countries": [[lon, lat, zoom, ["Ukraine", "Україна", "Украина"]], ...],
                    "admin1":    [...the same...],
                    "cities":    [...the same, and as a fifth field 2 for a capital, 1 for the seat of a division,
                                  0 for any other...]}}

   Labels stand in the order in which they should win a place on the map; `zoom` is the Web Mercator zoom (256-pixel
   tiles) from which a label should be tried.
3. the layers, each a stream of varints (LEB128: seven bits a byte, lowest first, highest bit set while more follow):

        number of parts
        for each part:  number of points, then for each point the zigzag varints of the steps in lon and lat

   A step goes from the point before, the first one of a layer from 0,0; the position runs on from part to part:
   it is NOT set back. Zigzag: 0, -1, 1, -2 ... are 0, 1, 2, 3 ...; degrees = sum of steps * q.

Layers, in the order in which they are drawn:

| layer      | what                                                                         | draw as                  |
|------------|------------------------------------------------------------------------------|--------------------------|
| `land`     | rings, closed (first point = last), holes too                                | fill, rule `evenodd`     |
| `coast`    | lines where land meets sea inside `boxes`; none in a map of the whole world  | stroke                   |
| `lakes`    | rings, closed                                                                | fill as water, `evenodd` |
| `rivers`   | lines                                                                        | stroke as water          |
| `admin1`   | lines between first-level divisions of one country                           | thin, dashed             |
| `disputed` | lines whose course or standing the United Nations leave open                 | as a border, but dashed  |
| `borders`  | lines between countries                                                      | stroke                   |

A layer may be empty (one zero byte). Fill and stroke `land` in the land's colour, so that no seam shows where the
detailed part meets the coarse one. Coordinates lie within -180..180 and -90..90; a page that wraps the world draws the
whole again at +-360 degrees.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geomap.output import basemap_codec
from geomap.output.basemap_codec import Coordinates
from geomap.shipped import data_dir

Bounds = tuple[float, float, float, float]  # west, south, east, north in degrees; west > east across the antimeridian

LAYERS = ("land", "coast", "lakes", "rivers", "admin1", "disputed", "borders")
LANGUAGES = ("en", "uk", "ru")
WORLD: Bounds = (-180.0, -90.0, 180.0, 90.0)

BORDERS_SENTENCE: Mapping[str, str] = {
    "en": "Borders as internationally recognised (UN): Crimea is part of Ukraine. "
    "Lines show no claim of ours, and not who controls a place.",
    "uk": "Кордони — міжнародно визнані (ООН): Крим є частиною України. "
    "Лінії не виражають наших поглядів і не показують, хто контролює місцевість.",
    "ru": "Границы — международно признанные (ООН): Крым является частью Украины. "
    "Линии не выражают наших взглядов и не показывают, кто контролирует местность.",
}
"""What the page says about its borders, by language of the interface (DESIGN.md, rule 11)."""

_PAD = 0.35  # of the events' extent, on each side: what a wide window shows beyond them at first sight
_LEAST = (6.0, 4.0)  # degrees of longitude and latitude drawn in detail around a single place
_NEAR_WIDEST, _MIDDLE_WIDEST = 45.0, 130.0  # degrees of longitude, see docs/decisions/0071
_MILLI = 1000  # the labels' positions are kept in thousandths of a degree
_MOST_CITIES = 1200  # in the detailed part: about 20 KB of page
_MOST_DIVISIONS = 500
_FAR_ZOOM = 4  # up to which cities beyond the detailed part have labels

Shapes = NDArray[np.object_]


def basemap_block(bounds: Bounds | None) -> bytes:
    """The basemap of a page whose events lie in `bounds` (None: no events, the whole world), in the format above."""
    boxes = detailed_boxes(bounds)
    width = sum(east - west for west, _, east, _ in boxes)
    if width >= _MIDDLE_WIDEST:
        return _block("middle", [WORLD])
    return _block("near" if width <= _NEAR_WIDEST else "middle", boxes)


def detailed_boxes(bounds: Bounds | None) -> list[Bounds]:
    """The part of the world drawn in detail: the events' bounds and a margin, cut in two at the antimeridian."""
    if bounds is None:
        return [WORLD]
    west, south, east, north = bounds
    if west > east:
        east += 360.0
    width, height = east - west, north - south
    side, above = (max(size * _PAD, (least - size) / 2) for size, least in zip((width, height), _LEAST, strict=True))
    west, east = west - side, east + side
    south, north = max(-90.0, south - above), min(90.0, north + above)
    if east - west >= WORLD[2] - WORLD[0]:
        return [(WORLD[0], south, WORLD[2], north)]
    if west < WORLD[0]:
        return [(WORLD[0], south, east, north), (west + 360.0, south, WORLD[2], north)]
    if east > WORLD[2]:
        return [(WORLD[0], south, east - 360.0, north), (west, south, WORLD[2], north)]
    return [(west, south, east, north)]


def _block(level: str, boxes: Sequence[Bounds]) -> bytes:
    q, fine = _level(level)
    layers = {name: _within(fine[name], boxes) for name in fine}
    if list(boxes) == [WORLD]:
        layers["coast"] = layers["coast"][:0]  # at that scale the edge of the fill says it, at half the bytes
    else:
        _, coarse = _level("far")
        for name in coarse.keys() - {"coast"}:
            layers[name] = np.concatenate([layers[name], _beyond(coarse[name], boxes)])
    head = {"boxes": [list(box) for box in boxes], "languages": list(LANGUAGES), "labels": _labels(boxes)}
    return basemap_codec.pack({name: _paths(layers[name]) for name in LAYERS if name in layers}, q=q, head=head)


@lru_cache(maxsize=3)
def _level(name: str) -> tuple[float, dict[str, Shapes]]:
    head, layers = basemap_codec.unpack((data_dir() / "basemap" / f"{name}.bin").read_bytes())
    closed = ("land", "lakes")
    shapes = {layer: (_polygons if layer in closed else _lines)(parts) for layer, parts in layers.items()}
    return head["q"], {**shapes, "coast": _coast(shapes["land"])}


def _lines(parts: Sequence[Coordinates]) -> Shapes:
    counts = [len(part) for part in parts]
    return _array(shapely.linestrings(np.concatenate(parts), indices=np.repeat(np.arange(len(parts)), counts)))


def _polygons(parts: Sequence[Coordinates]) -> Shapes:
    """Polygons of rings of which the counter-clockwise ones are exteriors and the clockwise ones their holes."""
    counts = [len(part) for part in parts]
    rings = shapely.linearrings(np.concatenate(parts), indices=np.repeat(np.arange(len(parts)), counts))
    polygon_of = np.cumsum(shapely.is_ccw(rings)) - 1
    return _array(shapely.polygons(_array(rings), indices=polygon_of))


def _array(shapes: Any) -> Shapes:  # noqa: ANN401 - shapely's stubs say less than its arrays hold
    return np.asarray(shapes, dtype=object)


def _coast(land: Shapes) -> Shapes:
    """The edges of land without the stretch along the antimeridian."""
    return _array(shapely.clip_by_rect(shapely.boundary(land), -179.999, -89.8, 179.999, 90.0))


def _within(shapes: Shapes, boxes: Sequence[Bounds]) -> Shapes:
    return np.concatenate([_clip(shapes, box) for box in boxes])


def _clip(shapes: Shapes, box: Bounds) -> Shapes:
    west, south, east, north = shapely.bounds(shapes).T
    touching = (west < box[2]) & (east > box[0]) & (south < box[3]) & (north > box[1])
    return _array(shapely.clip_by_rect(shapes[touching], *box))


def _beyond(shapes: Shapes, boxes: Sequence[Bounds]) -> Shapes:
    detailed = shapely.union_all([shapely.box(*box) for box in boxes])
    touched = shapely.intersects(shapes, detailed)
    return np.concatenate([shapes[~touched], _array(shapely.difference(shapes[touched], detailed))])


def _paths(shapes: Shapes) -> list[Coordinates]:
    """Rings of polygons, points of lines, in the order of the shapes."""
    parts = shapely.get_parts(shapely.get_parts(shapes))
    rings = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    pieces = zip(parts, rings, strict=True)
    paths = (path for part, is_polygon in pieces for path in (shapely.get_rings(part) if is_polygon else [part]))
    return [points for path in paths if len(points := shapely.get_coordinates(path)) > 1]


@lru_cache(maxsize=1)
def _all_labels() -> pd.DataFrame:
    files = ("labels.parquet", "labels_ukraine.parquet")  # two, since their licences differ
    table = pd.concat(pd.read_parquet(data_dir() / "basemap" / file) for file in files)
    table = table.sort_values("rank", ignore_index=True)
    english = table[LANGUAGES[0]]
    names = {language: table[language].where(table[language] != "", english) for language in LANGUAGES}
    return table.assign(lon=table.lon / _MILLI, lat=table.lat / _MILLI, **names)


def _labels(boxes: Sequence[Bounds]) -> dict[str, list[Any]]:
    """All countries, the divisions and cities of the detailed part, and the great cities beyond."""
    known = _all_labels()
    inside = _holds(boxes, known)
    countries, divisions, cities = (known.kind == kind for kind in ("countries", "admin1", "cities"))
    deepest = np.where(inside, _deepest_zoom(known.zoom[cities & inside]), _FAR_ZOOM)
    return {
        "countries": _label_rows(known[countries]),
        "admin1": _label_rows(known[divisions & inside].sort_values("zoom", kind="stable")[:_MOST_DIVISIONS]),
        "cities": _label_rows(known[cities & (known.zoom <= deepest)], "grade"),
    }


def _holds(boxes: Sequence[Bounds], labels: pd.DataFrame) -> pd.Series:
    inside = pd.Series(data=False, index=labels.index)
    for west, south, east, north in boxes:
        inside |= labels.lon.between(west, east) & labels.lat.between(south, north)
    return inside


def _deepest_zoom(zooms: pd.Series) -> int:
    """The last zoom whose labels still fit into the page's allowance."""
    counts = zooms.value_counts().sort_index().cumsum()
    return int(counts.index[counts <= _MOST_CITIES].max()) if len(counts) else 0


def _label_rows(labels: pd.DataFrame, *more: str) -> list[Any]:
    names = zip(*(labels[language] for language in LANGUAGES), strict=True)
    places = zip(*(labels[column].tolist() for column in ("lon", "lat", "zoom")), strict=True)
    extra = zip(*(labels[column].tolist() for column in more), strict=True) if more else repeat(())
    return [[*place, list(name), *rest] for place, name, rest in zip(places, names, extra, strict=False)]
