"""The outlines of districts outside Ukraine, and of the first-level divisions that the map of the world lacks."""

from dataclasses import dataclass
from functools import lru_cache

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geomap.shipped import data_dir

SOURCE = "Who's On First, Mesoshapes, Quattroshapes"
FILE = "districts.parquet"


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """A division of the second level, or of the first where `admin2` is ""."""

    id: str  # "geonames:9179628"
    name: str
    country: str  # ISO 3166-1 alpha-2
    admin1: str  # GeoNames code "SY.09"
    admin2: str  # "SY.09.174184"
    geometry: shapely.Geometry


def district(key: str) -> District | None:
    """The district or division of an id; None where there is no outline of it."""
    table = district_table()
    rows = table.loc[table["id"] == key]
    return _district(rows, 0) if len(rows) else None


def district_at(point: shapely.Point) -> District | None:
    """The smallest division that holds a position, of those there are outlines of."""
    table, tree = district_table(), _tree()
    hits = sorted(tree.query(point, predicate="intersects"), key=lambda at: (table.admin2.iloc[at] == "", at))
    return _district(table, int(hits[0])) if hits else None


def admin2_of(country: str, lons: npt.NDArray[np.float64], lats: npt.NDArray[np.float64]) -> npt.NDArray[np.str_]:
    """The code of the district of a country that each position lies in, "" where there is no outline around it."""
    found = np.full(len(lons), "", dtype="U24")
    table = gpd.read_parquet(
        data_dir() / "boundaries" / FILE, filters=[("country", "==", country), ("admin2", "!=", "")]
    )
    if not len(table):
        return found
    shapes = table.geometry.to_numpy()
    shapely.prepare(shapes)
    at, shape = shapely.STRtree(shapes).query(shapely.points(lons, lats), predicate="intersects")
    found[at[::-1]] = table.admin2.to_numpy(str)[shape[::-1]]  # on an edge the first of them
    return found


def _district(table: gpd.GeoDataFrame, at: int) -> District:
    row = table.iloc[at]
    return District(
        id=row["id"],
        name=row["name"],
        country=row.country,
        admin1=row.admin1,
        admin2=row.admin2,
        geometry=row.geometry,
    )


@lru_cache(maxsize=1)
def district_table() -> gpd.GeoDataFrame:
    """All of them, each with its id."""
    table = gpd.read_parquet(data_dir() / "boundaries" / FILE)
    return table.assign(id=table.admin2_id.where(table.admin2 != "", table.admin1_id))


@lru_cache(maxsize=1)
def _tree() -> shapely.STRtree:
    shapes = district_table().geometry.to_numpy()
    shapely.prepare(shapes)
    return shapely.STRtree(shapes)
