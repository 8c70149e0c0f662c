"""Chooses the labels of a basemap: all countries, what has room in the detailed part, great cities beyond."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import ArrayLike, NDArray

from geomap.output.basemap_tiles import Bounds
from geomap.shipped import data_dir

LANGUAGES = ("en", "uk", "ru")
KINDS = ("countries", "admin1", "cities")

MILLI = 1000  # positions are kept in thousandths of a degree
MOST_CITIES = 1200  # where the map is most detailed: about 20 KB of page
MOST_AROUND = 500  # in the part around it
MOST_DIVISIONS = 500
MOST_VILLAGES = 1000  # around events: about 25 KB
CELL = 0.1  # degrees: the cells of events and those beside them have villages
_ROW = 10_000  # cells around the world, and some
FAR_ZOOM = 4  # up to which cities beyond have labels

Numbers = NDArray[np.int64]


def labels(fine: Sequence[Bounds], frame: Sequence[Bounds], events: ArrayLike = ()) -> dict[str, list[Any]]:
    """The labels as the head of the block holds them.

    Args:
        fine: where the map is most detailed; may be empty.
        frame: the part around it; its cities and divisions are fewer.
        events: their longitudes and latitudes: villages and quarters around them have labels from zoom 10 on.
    """
    known = all_labels()
    countries, divisions, cities = (known.are[kind] for kind in KINDS)
    in_fine, in_frame = _holds(fine, known), _holds(frame, known)
    deepest = np.full(len(known.zoom), FAR_ZOOM)
    deepest[in_frame] = _deepest_zoom(known.zoom[cities & in_frame], most=MOST_AROUND if fine else MOST_CITIES)
    deepest[in_fine] = _deepest_zoom(known.zoom[cities & in_fine], most=MOST_CITIES)
    near = np.flatnonzero(divisions & (in_frame | in_fine))
    best = near[np.lexsort((known.zoom[near], ~in_fine[near]))[:MOST_DIVISIONS]]
    small = villages()
    around = _around(small, events)
    return {
        "countries": _rows(known, np.flatnonzero(countries)),
        "admin1": _rows(known, np.sort(best)),
        "cities": _rows(known, np.flatnonzero(cities & (known.zoom <= deepest)), "grade")
        + _rows(small, around, "grade"),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """All labels, those that should win a place first."""

    table: pa.Table  # the columns of the files
    lowered: pa.ChunkedArray  # the English names in small letters
    are: dict[str, NDArray[np.bool_]]  # by kind, for each label whether it is one
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    zoom: Numbers


def _around(small: Labels, events: ArrayLike) -> Numbers:
    """The villages in the cells of events and those beside them, as many as the page can carry."""
    positions = np.asarray(events, float).reshape(-1, 2)
    positions = positions[np.isfinite(positions).all(axis=1)]
    cells = np.unique(_cells(*positions.T))
    beside = [cells + x + y * _ROW for x in (-1, 0, 1) for y in (-1, 0, 1)]
    at = _cells(small.lon, small.lat)
    found = np.flatnonzero(np.isin(at, np.concatenate(beside)))
    closest = np.lexsort((found, small.zoom[found], ~np.isin(at[found], cells)))
    return np.sort(found[closest[:MOST_VILLAGES]])


def _cells(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> Numbers:
    cells: Numbers = np.floor(lon / CELL).astype(np.int64) + np.floor(lat / CELL).astype(np.int64) * _ROW
    return cells


@lru_cache(maxsize=1)
def all_labels() -> Labels:
    """Every label that ships but villages, those that should win a place first."""
    return _read("labels.parquet", "labels_ukraine.parquet")  # two, since their licences differ


@lru_cache(maxsize=1)
def villages() -> Labels:
    """Villages and quarters of Ukraine."""
    return _read("labels_near.parquet")


def _read(*files: str) -> Labels:
    parts = (pq.ParquetFile(data_dir() / "basemap" / file).read(use_threads=False) for file in files)
    table = pa.concat_tables(parts).combine_chunks()
    table = table.take(pa.array(np.argsort(table["rank"].to_numpy())))
    lon, lat, zoom = (table[name].to_numpy() for name in ("lon", "lat", "zoom"))
    are = {kind: pc.equal(table["kind"], kind).to_numpy() for kind in KINDS}
    lowered = pc.utf8_lower(table["en"])
    return Labels(table=table, lowered=lowered, are=are, lon=lon / MILLI, lat=lat / MILLI, zoom=zoom)


def _holds(boxes: Sequence[Bounds], labels: Labels) -> NDArray[np.bool_]:
    inside = np.zeros(len(labels.zoom), bool)
    for west, south, east, north in boxes:
        inside |= (labels.lon >= west) & (labels.lon <= east) & (labels.lat >= south) & (labels.lat <= north)
    return inside


def _deepest_zoom(zooms: Numbers, *, most: int) -> int:
    """The last zoom whose labels still fit into the page's allowance."""
    found, counts = np.unique(zooms, return_counts=True)
    return int(found[np.cumsum(counts) <= most].max(initial=0)) or FAR_ZOOM


def _rows(labels: Labels, chosen: Numbers, *more: str) -> list[Any]:
    taken = labels.table.take(pa.array(chosen))
    english, *others = (taken[language].to_pylist() for language in LANGUAGES)
    names = ([first, *(name or first for name in rest)] for first, *rest in zip(english, *others, strict=True))
    places = zip(*(values[chosen].tolist() for values in (labels.lon, labels.lat, labels.zoom)), strict=True)
    extra = zip(*(taken[column].to_pylist() for column in more), strict=True) if more else repeat(())
    return [[*place, name, *rest] for place, name, rest in zip(places, names, extra, strict=False)]
