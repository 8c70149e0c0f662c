"""Finds the districts that a page shades: those in which its events lie, with their outlines."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geomap.output.page_pack import Column, Numbers
from geomap.output.page_places import AREA, AREA_UNIT, MARK, Places, outline_columns
from geomap.shipped import credit_of, data_dir

DETAIL = 0.005  # degrees, 500 m: a shading is read at the zooms of a country, where this is less than a pixel
FILES = ("boundaries/ukraine.parquet", "boundaries/districts.parquet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Districts:
    """The districts of a page, and which of them each place is in."""

    columns: list[Column]
    names: list[str]
    credit: tuple[str, ...]  # of the outlines that are used


def districts_of(places: Places) -> Districts:
    """The district of each mark, and of each area that is one; 0 where no outline tells, or the area is a larger one.

    An event that is known only to a larger area is in none: nobody knows in which. Nor is a doubtful one.
    """
    table = _outlined()
    row = _rows(places, table)
    used, number = np.unique(row[row >= 0], return_inverse=True)
    of_place = np.zeros(len(row), np.int64)
    of_place[row >= 0] = number + 1
    found = table.iloc[used]
    shapes: Any = shapely.coverage_simplify(found.geometry.to_numpy(), DETAIL)
    inside = np.round(shapely.get_coordinates(shapely.point_on_surface(shapes)) / AREA_UNIT).astype(np.int64)
    files = [file for at, file in enumerate(FILES) if (found["file"] == at).any()]
    return Districts(
        columns=[
            Column(name="place_district", values=of_place),
            *outline_columns(shapes, "district"),
            Column(name="district_lon", values=inside[:, 0], delta=True),
            Column(name="district_lat", values=inside[:, 1], delta=True),
        ],
        names=found["name"].tolist(),
        credit=tuple(dict.fromkeys(credit_of(file) for file in files)),
    )


def _rows(places: Places, table: gpd.GeoDataFrame) -> Numbers:
    """For each place the row of its district in the table, -1 for none."""
    kind = places.value("place_kind")
    row = np.full(len(kind), -1, np.int64)
    marks = np.flatnonzero(kind == MARK)
    points = shapely.points(places.degrees("longitude")[marks], places.degrees("latitude")[marks])
    at, shape = table.sindex.query(points, predicate="intersects")
    row[marks[at[::-1]]] = shape[::-1]  # on an edge the first of them
    area = places.value("place_area")
    outlined = np.flatnonzero((kind == AREA) & (area > 0))
    ids = places.shapes["id"].astype(object).to_numpy()[area[outlined] - 1]
    row[outlined] = table.index.get_indexer(ids)
    return row


@lru_cache(maxsize=1)
def _outlined() -> gpd.GeoDataFrame:
    """All districts that have an outline, by id; Kyiv and Sevastopol have none and are their own."""
    tables = [gpd.read_parquet(data_dir() / file) for file in FILES]
    ukraine, others = (table.assign(file=at) for at, table in enumerate(tables))
    ukraine["admin2_id"] = ukraine["admin2_id"].where(ukraine["admin2_id"] != "", ukraine["admin1_id"])
    ukraine["name"] = ukraine["name"].where(ukraine["name"] != "", ukraine["admin1_name"])
    table = pd.concat([ukraine, others[others["admin2_id"] != ""]])[["admin2_id", "name", "file", "geometry"]]
    return table.drop_duplicates("admin2_id").set_index("admin2_id")
