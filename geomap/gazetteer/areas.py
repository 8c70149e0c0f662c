"""The outlines of areas: countries, their divisions, regions made of these, seas, lakes and rivers."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import geopandas as gpd
import shapely

from geomap import schema
from geomap.gazetteer.cache import layers_dir
from geomap.gazetteer.districts import SOURCE as DISTRICTS_SOURCE
from geomap.gazetteer.districts import district, district_at, district_table
from geomap.gazetteer.layer import SUFFIX, OwnPlace, read_layer
from geomap.geo import LonLat
from geomap.ids import OWN
from geomap.records import Candidate
from geomap.shipped import data_dir

WORLD_SOURCE = "Natural Earth"
UKRAINE_SOURCE = "OpenStreetMap contributors (ODbL)"

_COUNTRY, _ADMIN1, _ADMIN2, _REGION = "PCLI", "ADM1", "ADM2", "RGN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """Where a position lies; "" where no outline tells."""

    country: str  # ISO 3166-1 alpha-2
    admin1: str  # GeoNames code "UA.26"
    admin1_id: str  # "geonames:687699"
    admin2: str  # GeoNames code "UA.26.2302"
    admin2_id: str


NOWHERE = Division(country="", admin1="", admin1_id="", admin2="", admin2_id="")


def outlines(areas: Iterable[Candidate | str]) -> gpd.GeoDataFrame:
    """The areas with their outlines, one row each as `schema.AREAS` says, sorted by id, each id once.

    Args:
        areas: candidates, or ids ("geonames:687699", "geomap:donbas"). A candidate's own name, code and country stand
            in its row; an id alone gets what the outline's source calls it.

    Returns:
        Polygons in WGS 84 with exterior rings counter-clockwise; the geometry is None where no outline is known.
    """
    asked = {area if isinstance(area, str) else area.id: area for area in areas}
    rows = [_row(key, asked[key]) for key in sorted(asked)]
    return schema.geoframe(rows, schema.AREAS)


def containing(at: LonLat) -> Division:
    """The country and divisions a position lies in, by the outlines we have; see docs/decisions/0072 for how well."""
    point = shapely.Point(at.lon, at.lat)
    return _ukraine().division(point) or _in_district(_world().division(point) or NOWHERE, point)


@lru_cache(maxsize=256)
def names_of(country: str, level: int) -> Mapping[str, tuple[str, ...]]:
    """What the outlines' sources call a country's divisions of the first or second level, by id."""
    ukraine, districts = _ukraine().table.assign(country="UA"), district_table()
    tables = (
        [
            (ukraine, ["admin1_name"]),
            (_world().table, ["admin1_name", "name"]),
            (districts[districts.admin2 == ""], ["name"]),
        ]
        if level == 1
        else [(ukraine, ["name"]), (districts, ["name"])]
    )
    found: dict[str, set[str]] = {}
    for table, columns in tables:
        rows = table.loc[table["country"] == country, [f"admin{level}_id", *columns]]
        for key, *names in rows.itertuples(index=False):
            found.setdefault(key, set()).update(filter(None, names))
    return {key: tuple(sorted(names)) for key, names in found.items() if key}


def _in_district(found: Division, point: shapely.Point) -> Division:
    """The same with the district that an outline tells, unless it is of another country's."""
    inner = district_at(point)
    if inner is None or found.country not in {"", inner.country} or (found.admin1 and found.admin1 != inner.admin1):
        return found
    if not inner.admin2:
        return replace(found, country=inner.country, admin1=inner.admin1, admin1_id=inner.id)
    return replace(found, country=inner.country, admin1=inner.admin1, admin2=inner.admin2, admin2_id=inner.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layer:
    """A file of outlines, with what each stands for and a tree to find those at a position."""

    table: gpd.GeoDataFrame
    divisions: Sequence[Division]
    tree: shapely.STRtree
    source: str

    def division(self, point: shapely.Point) -> Division | None:
        """The first division in the file's order that holds the point: on a border there are two."""
        hits = self.tree.query(point, predicate="intersects")
        return self.divisions[hits.min()] if len(hits) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outline:
    """What the files know about one id."""

    name: str
    feature_code: str
    country: str
    source: str
    geometry: shapely.Geometry


def _row(key: str, area: Candidate | str) -> schema.Row:
    known = _outline(key)
    candidate = None if isinstance(area, str) else area
    return {
        "id": key,
        "name": candidate.name if candidate else known.name if known else key,
        "feature_code": candidate.feature_code if candidate else known.feature_code if known else "",
        "country": candidate.country if candidate else known.country if known else "",
        "source": known.source if known else "",
        "geometry": known.geometry if known else None,
    }


def _outline(key: str) -> _Outline | None:
    """The nearest source first: what is small is read before what is large."""
    if key.startswith(OWN):
        return _own_area(key)
    if key in _regions():
        return _made_region(key)
    return _part_of_ukraine(key) or _drawn_region(key) or _part_of_the_world(key) or _part_of_a_country(key)


def _part_of_ukraine(key: str) -> _Outline | None:
    layer = _ukraine()
    for column, code in (("admin2_id", _ADMIN2), ("admin1_id", _ADMIN1)):
        if len(rows := layer.table[layer.table[column] == key]):
            name = rows.name.iloc[0] if code == _ADMIN2 else rows.admin1_name.iloc[0]
            return _Outline(name=name, feature_code=code, country="UA", source=layer.source, geometry=_whole(rows))
    return None


def _part_of_the_world(key: str) -> _Outline | None:
    layer = _world()
    for column, code in (("admin1_id", _ADMIN1), ("country_id", _COUNTRY)):
        if len(rows := layer.table[layer.table[column] == key]):
            first = rows.iloc[0]
            name = first.admin1_name if code == _ADMIN1 else first.country_name
            return _Outline(
                name=name, feature_code=code, country=first.country, source=layer.source, geometry=_whole(rows)
            )
    return None


def _part_of_a_country(key: str) -> _Outline | None:
    found = district(key)
    if found is None:
        return None
    code = _ADMIN2 if found.admin2 else _ADMIN1
    return _Outline(
        name=found.name, feature_code=code, country=found.country, source=DISTRICTS_SOURCE, geometry=found.geometry
    )


def _drawn_region(key: str) -> _Outline | None:
    table = _seas_and_rivers()
    if key not in table.index:
        return None
    row = table.loc[key]
    return _Outline(
        name=row["name"], feature_code=row.feature_code, country="", source=WORLD_SOURCE, geometry=row.geometry
    )


def _own_area(key: str) -> _Outline | None:
    """An area that the reader added; a layer that is gone has none."""
    layer = key.removeprefix(OWN).partition("/")[0]
    file = layers_dir() / f"{layer}{SUFFIX}"
    if not file.is_file():
        return None
    one = _own_areas(file, file.stat().st_mtime_ns).get(key)
    if one is None or one.outline is None:
        return None
    return _Outline(
        name=one.names[0],
        feature_code=one.kind[2:],
        country=one.country,
        source=f"{OWN}{layer}",
        geometry=shapely.geometry.shape(one.outline),
    )


@lru_cache(maxsize=16)
def _own_areas(file: Path, _changed: int) -> Mapping[str, OwnPlace]:
    return {one.id: one for one in read_layer(file)}


def _made_region(key: str) -> _Outline:
    name, parts = _regions()[key]
    ukrainian = all(part.startswith("UA.") for part in parts)
    layer = _ukraine() if ukrainian else _world()
    table = layer.table
    rows = table[table.admin1.isin(parts)] if ukrainian else table[table.admin1.isin(parts) | table.country.isin(parts)]
    countries = {part[:2] for part in parts}
    country = countries.pop() if len(countries) == 1 else ""
    return _Outline(name=name, feature_code=_REGION, country=country, source=layer.source, geometry=_whole(rows))


def _whole(rows: gpd.GeoDataFrame) -> shapely.Geometry:
    """One shape of neighbours that share their edges point by point."""
    return shapely.orient_polygons(shapely.normalize(shapely.coverage_union_all(rows.geometry.to_numpy())))


def _folder() -> Path:
    return data_dir() / "boundaries"


@lru_cache(maxsize=1)
def _ukraine() -> _Layer:
    table = gpd.read_parquet(_folder() / "ukraine.parquet")
    cells = zip(table.admin1, table.admin1_id, table.admin2, table.admin2_id, strict=True)
    divisions = [
        Division(country="UA", admin1=admin1, admin1_id=admin1_id, admin2=admin2, admin2_id=admin2_id)
        for admin1, admin1_id, admin2, admin2_id in cells
    ]
    return _Layer(table=table, divisions=divisions, tree=_tree(table), source=UKRAINE_SOURCE)


@lru_cache(maxsize=1)
def _world() -> _Layer:
    table = gpd.read_parquet(_folder() / "divisions.parquet")
    divisions = [
        Division(country=country, admin1=admin1, admin1_id=admin1_id, admin2="", admin2_id="")
        for country, admin1, admin1_id in zip(table.country, table.admin1, table.admin1_id, strict=True)
    ]
    return _Layer(table=table, divisions=divisions, tree=_tree(table), source=WORLD_SOURCE)


def _tree(table: gpd.GeoDataFrame) -> shapely.STRtree:
    shapes = table.geometry.to_numpy()
    shapely.prepare(shapes)
    return shapely.STRtree(shapes)


@lru_cache(maxsize=1)
def _seas_and_rivers() -> gpd.GeoDataFrame:
    return gpd.read_parquet(_folder() / "regions.parquet").set_index("id")


@lru_cache(maxsize=1)
def _regions() -> Mapping[str, tuple[str, list[str]]]:
    """Id -> name, and the divisions or countries that make up the region."""
    with (_folder() / "regions.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader((line for line in file if not line.startswith("#")), delimiter="\t")
        return {key: (name, parts.split()) for key, name, parts, *_ in rows}
