"""Finds the districts that a page shades: those in which its events lie, with their outlines."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray

from geomap.output.page_pack import Column, Numbers
from geomap.output.page_places import AREA, AREA_UNIT, MARK, Places, outline_columns
from geomap.output.place_words import in_other_languages
from geomap.shipped import credit_of, data_dir

DETAIL = 0.005  # degrees, 500 m: a shading is read at the zooms of a country, where this is less than a pixel
FILES = ("boundaries/ukraine.parquet", "boundaries/districts.parquet")
BOX = ["west", "south", "east", "north"]
AT_ONCE = 256  # outlines that stand in memory while all are looked through


@dataclass(frozen=True, slots=True, kw_only=True)
class Districts:
    """The districts of a page, and which of them each place is in."""

    columns: list[Column]
    strings: dict[str, list[str]]  # what they are called, also in other languages
    credit: tuple[str, ...]  # of the outlines that are used

    @property
    def names(self) -> list[str]:
        """What they are called in English."""
        return self.strings["district_name"]


def districts_of(places: Places) -> Districts:
    """The district of each mark, and of each area that is one; 0 where no outline tells, or the area is a larger one.

    An event that is known only to a larger area is in none: nobody knows in which. Nor is a doubtful one.
    """
    table = _outlined()
    row, (near, outlines) = _rows(places, table)
    used, number = np.unique(row[row >= 0], return_inverse=True)
    of_place = np.zeros(len(row), np.int64)
    of_place[row >= 0] = number + 1
    found = table.iloc[used]
    shapes: Any = shapely.coverage_simplify(_shapes_of(used, near, outlines, table), DETAIL)
    _read.cache_clear()  # 14 MB that a page of a million events has better use for
    inside = np.round(shapely.get_coordinates(shapely.point_on_surface(shapes)) / AREA_UNIT).astype(np.int64)
    files = [file for at, file in enumerate(FILES) if (found["file"] == at).any()]
    return Districts(
        columns=[
            Column(name="place_district", values=of_place),
            *outline_columns(shapes, "district"),
            Column(name="district_lon", values=inside[:, 0], delta=True),
            Column(name="district_lat", values=inside[:, 1], delta=True),
        ],
        strings=_called(found["name"].tolist(), inside * AREA_UNIT),
        credit=tuple(dict.fromkeys(credit_of(file) for file in files)),
    )


def _called(names: list[str], at: NDArray[np.floating]) -> dict[str, list[str]]:
    others = in_other_languages(names, *at.T)
    return {"district_name": names} | {f"district_name_{language}": words for language, words in others.items()}


def _rows(places: Places, table: pd.DataFrame) -> tuple[Numbers, tuple[Numbers, NDArray[np.object_]]]:
    """For each place the row of its district in the table, -1 for none; the rows looked at, and their outlines."""
    kind = places.value("place_kind")
    row = np.full(len(kind), -1, np.int64)
    marks = np.flatnonzero(kind == MARK)
    points = shapely.points(places.degrees("longitude")[marks], places.degrees("latitude")[marks])
    boxes = shapely.STRtree(shapely.box(*table[BOX].to_numpy().T))
    near = np.unique(boxes.query(points)[1])
    outlines = _shapes(table.iloc[near])
    at, shape = shapely.STRtree(outlines).query(points, predicate="intersects")
    row[marks[at[::-1]]] = near[shape[::-1]]  # on an edge the first of them
    area = places.value("place_area")
    outlined = np.flatnonzero((kind == AREA) & (area > 0))
    ids = places.shapes["id"].astype(object).to_numpy()[area[outlined] - 1]
    row[outlined] = table.index.get_indexer(ids)
    return row, (near, outlines)


def _shapes_of(used: Numbers, near: Numbers, outlines: NDArray[np.object_], table: pd.DataFrame) -> NDArray[np.object_]:
    """The outlines of the rows that are used: nearly all have been read, and reading costs more than all else here."""
    shapes = np.full(len(used), None, object)
    is_read = np.isin(used, near)
    shapes[is_read] = outlines[np.searchsorted(near, used[is_read])]
    if not is_read.all():
        shapes[~is_read] = _shapes(table.iloc[used[~is_read]])
    return shapes


def _shapes(chosen: pd.DataFrame) -> NDArray[np.object_]:
    """The outlines of some districts: all would take 80 MB, where their bytes take 14; a page needs some hundred."""
    shapes = np.full(len(chosen), None, object)
    for at, file in enumerate(FILES):
        own = np.flatnonzero(chosen["file"] == at)
        rows = pa.array(chosen["row"].to_numpy()[own])
        shapes[own] = shapely.from_wkb(_read(file)["geometry"].take(rows).to_numpy(zero_copy_only=False))
    return shapes


@lru_cache(maxsize=1)
def _outlined() -> pd.DataFrame:
    """All districts that have an outline, by id: file, row, box; Kyiv and Sevastopol have none and are their own."""
    ukraine, others = (_listed(at) for at in range(len(FILES)))
    ukraine["admin2_id"] = ukraine["admin2_id"].where(ukraine["admin2_id"] != "", ukraine["admin1_id"])
    ukraine["name"] = ukraine["name"].where(ukraine["name"] != "", ukraine["admin1_name"])
    table = pd.concat([ukraine, others[others["admin2_id"] != ""]])[["admin2_id", "name", "file", "row", *BOX]]
    return table.drop_duplicates("admin2_id").set_index("admin2_id")


def _listed(at: int) -> pd.DataFrame:
    """The rows of a file, and the box around each outline."""
    table = _read(FILES[at])
    rows: pd.DataFrame = table.drop_columns("geometry").to_pandas().assign(file=at, row=np.arange(len(table)))
    pieces = table["geometry"].combine_chunks().to_numpy(zero_copy_only=False)
    boxes = [
        shapely.bounds(shapely.from_wkb(pieces[start : start + AT_ONCE])) for start in range(0, len(pieces), AT_ONCE)
    ]
    rows[BOX] = np.concatenate(boxes)
    return rows


@lru_cache(maxsize=len(FILES))
def _read(file: str) -> pa.Table:
    """A file of outlines: to unpack it takes longer than all that is done with it."""
    with pq.ParquetFile(data_dir() / file) as parquet:
        return parquet.read(use_threads=False)
