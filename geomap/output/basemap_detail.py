"""Roads, railways, built-up areas and waters around the events, from a PMTiles file of vector tiles of the user's own.

The file is a Protomaps extract or any other of the schemas below; GDAL reads it. What lies around the events is packed
in the form that `geomap.output.basemap` describes, with the layers `built`, `waters`, `streams`, `streets`, `roads`,
`highways` and `railways`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import shapely
from numpy.typing import ArrayLike, NDArray
from pyogrio.errors import DataSourceError

from geomap.errors import InputError, SettingsError
from geomap.intake.signature import check_signature
from geomap.output import basemap_codec
from geomap.output.basemap_cut import paths
from geomap.output.basemap_tiles import Bounds

GRID = 1e-5  # degrees: a metre
DEEPEST = 13  # zoom of the tiles that are read at most: a street's course to a few metres
CELL = 0.1  # degrees: a cell and its neighbours are drawn around an event, as villages are named (docs/decisions/0159)
MOST_POINTS = 250_000  # of all lines: half a megabyte of page
LAYERS = ("built", "waters", "streams", "streets", "roads", "highways", "railways")
CLOSED = frozenset(("built", "waters"))
MOST_CELLS = 600  # that are read: forty towns with all around them
OTHER = "*"

KINDS: Mapping[
    str, Mapping[str, str]
] = {  # layer of the file, kind of a feature: our layer. Protomaps and OpenMapTiles
    "roads": {
        **dict.fromkeys(("highway", "motorway", "trunk"), "highways"),
        **dict.fromkeys(("major_road", "medium_road", "primary", "secondary", "tertiary"), "roads"),
        **dict.fromkeys(("minor_road", "other", "minor", "residential"), "streets"),
        "rail": "railways",
    },
    "transportation": {
        **dict.fromkeys(("motorway", "trunk"), "highways"),
        **dict.fromkeys(("primary", "secondary", "tertiary"), "roads"),
        "minor": "streets",
        "rail": "railways",
    },
    "landuse": dict.fromkeys(("residential", "urban_area", "industrial", "commercial", "retail", "railway"), "built"),
    "water": {OTHER: "waters"},
    "waterway": {OTHER: "streams"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """What a file gives for the area of the events."""

    block: bytes  # packed
    credit: str  # plain text: whom the file names


def read_detail(path: Path, around: ArrayLike) -> Detail:
    """What of a file lies around the events, fullest places first, until the page has as much as it can carry.

    Args:
        path: a PMTiles file of vector tiles.
        around: the events' longitudes and latitudes, shape (n, 2), each as often as it has events.

    Raises:
        SettingsError: the file cannot be read, holds pictures, or none of the layers that are known.
    """
    known, credit = _known(path)
    found: dict[str, list[NDArray[np.object_]]] = {name: [] for name in LAYERS}
    boxes, points = list[Bounds](), 0
    for box in _covered(path, cells(around))[:MOST_CELLS]:
        pieces = dict(_inside(path, known, box))
        count = sum(int(shapely.get_num_coordinates(shapes).sum()) for shapes in pieces.values())
        if boxes and points + count > MOST_POINTS:
            break
        points += count
        boxes.append(box)
        for name, shapes in pieces.items():
            found[name].append(shapes)
    layers = {name: _whole(name, shapes) for name, shapes in found.items()}
    head = {"boxes": [list(box) for box in boxes], "languages": [], "labels": {}}
    return Detail(block=basemap_codec.pack(layers, q=GRID, head=head), credit=credit)


def check_detail(path: Path) -> None:
    """Look whether a file can be used, before the work.

    Raises:
        SettingsError: the file cannot be read, holds pictures, or none of the layers that are known.
    """
    _known(path)


def cells(around: ArrayLike) -> list[Bounds]:
    """Cells of a tenth of a degree with events in them or beside them, those with most events first."""
    at = np.floor(np.asarray(around, float).reshape(-1, 2) / CELL).astype(np.int64)
    own, counts = np.unique(at, axis=0, return_counts=True)
    order = dict.fromkeys(
        (int(column) + x, int(row) + y)
        for column, row in own[np.argsort(-counts, kind="stable")]
        for x, y in sorted(
            ((x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)), key=lambda step: abs(step[0]) + abs(step[1])
        )
    )
    return [(x * CELL, y * CELL, (x + 1) * CELL, (y + 1) * CELL) for x, y in order]


def _known(path: Path) -> tuple[list[str], str]:
    """The layers of the file that we know, and whom it names."""
    wanted = f"a basemap is a PMTiles file with one of the layers {', '.join(KINDS)}"
    try:
        check_signature(path, ".pmtiles")
        layers = [str(name) for name, _ in pyogrio.list_layers(path)]
        said = pyogrio.read_info(path, layer=layers[0]) if layers else {}
    except (InputError, DataSourceError) as error:
        trouble = error.strerror if isinstance(error, InputError) else error
        raise SettingsError(f"{path}: {wanted}; {trouble}") from error
    known = [name for name in layers if name in KINDS]
    if said.get("driver") != "PMTiles" or not known:
        raise SettingsError(f"{path}: {wanted}; it has {', '.join(layers)}")
    credit = re.sub(r"<[^>]*>", "", str((said.get("dataset_metadata") or {}).get("attribution", ""))).strip()
    return known, credit or "© OpenStreetMap contributors"


def _inside(path: Path, layers: Sequence[str], box: Bounds) -> Iterator[tuple[str, NDArray[np.object_]]]:
    """Our layers with what of the file lies in a box, in degrees."""
    window = gpd.GeoSeries([shapely.box(*box)], crs="OGC:CRS84").to_crs(3857).total_bounds
    found: dict[str, list[NDArray[np.object_]]] = {}
    for layer in layers:
        table = pyogrio.read_dataframe(path, layer=layer, bbox=tuple(window), zoom_level=_zoom(path))
        table = table[table.geometry.notna()].to_crs("OGC:CRS84")
        kinds = KINDS[layer]
        column = next((name for name in ("kind", "class", "pmap:kind") if name in table), None)
        said = np.full(len(table), OTHER, object) if column is None else table[column].astype(object).to_numpy()
        names = np.array([kinds.get(kind, kinds.get(OTHER, "")) for kind in said], object)
        shapes = shapely.clip_by_rect(table.geometry.to_numpy(), *box)
        for name in sorted(set(names) - {""}):
            one = shapes[names == name]
            is_area = shapely.get_dimensions(one) == 2  # noqa: PLR2004 - areas have two
            kept = one[(is_area if name in CLOSED else ~is_area) & ~shapely.is_empty(one)]
            found.setdefault(name, []).append(kept)
    for name, pieces in found.items():
        yield name, shapely.simplify(np.concatenate(pieces), GRID)


def _whole(name: str, pieces: Sequence[NDArray[np.object_]]) -> list[basemap_codec.Coordinates]:
    """A layer in few parts: lines that tiles and cells have cut are joined again."""
    if not pieces:
        return []
    shapes = np.concatenate(pieces)
    return paths(shapes if name in CLOSED else np.array([shapely.line_merge(shapely.union_all(shapes))], object))


def _covered(path: Path, boxes: Sequence[Bounds]) -> list[Bounds]:
    """Those of the boxes that the file says it reaches."""
    said = (pyogrio.read_info(path)["dataset_metadata"] or {}).get("bounds")
    if not said:
        return list(boxes)
    west, south, east, north = (float(end) for end in str(said).split(","))
    return [box for box in boxes if box[0] < east and box[2] > west and box[1] < north and box[3] > south]


def _zoom(path: Path) -> int:
    said = pyogrio.read_info(path)["dataset_metadata"] or {}
    return min(DEEPEST, int(said.get("maxzoom", DEEPEST)))
