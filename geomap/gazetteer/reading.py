"""Reads readers' tables of places (CSV, XLSX, GeoJSON, GeoPackage): good rows become places, the others are told."""

import csv
import io
import json
import re
import tomllib
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from itertools import repeat
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geomap.bounds import BOUNDS
from geomap.countries import country_code
from geomap.errors import Fault, InputError, TableError
from geomap.gazetteer.areas import containing
from geomap.gazetteer.dumps import CLASSES
from geomap.gazetteer.layer import OwnPlace
from geomap.gazetteer.reach import feature_km
from geomap.geo import LonLat, distance_km
from geomap.ids import OWN, stable_id
from geomap.intake.computed import check_layers
from geomap.intake.encoding import SAMPLE, find_encoding
from geomap.intake.json_rows import parsed, whole_characters
from geomap.intake.naming import find_names, plain
from geomap.intake.spots import is_on_globe, read_degrees, read_spot
from geomap.intake.workbook import SUFFIXES, sheets_of
from geomap.names import fold
from geomap.opening import read_whole

_SEPARATORS = ",;\t|"
_CODE = re.compile(r"[A-Z]\.[A-Z0-9]{2,5}")
_NO_KEY = re.compile(r"[^\w.-]+")
_AREAS = frozenset({"Polygon", "MultiPolygon"})
_VECTOR = frozenset({".gpkg", ".fgb", ".shp"})
_JSON = frozenset({".geojson", ".json"})
_LONGEST_NAME = 200  # letters


@dataclass(slots=True, kw_only=True)
class PlaceTable:
    """What a table holds: the places of its good rows, and what is wrong with the others."""

    places: list[OwnPlace] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    number: int  # the line of a text, the row of a sheet, or the number of a feature
    cells: Mapping[str, str]  # by the names of `places.toml`
    shape: BaseGeometry | None = None
    trouble: str = ""  # why it is no row


class _BadCellError(Exception):
    def __init__(self, column: str | None, trouble: str) -> None:
        super().__init__(trouble)
        self.column = column


def read_places(path: Path, layer: str, *, wins: bool = False) -> PlaceTable:
    """Read a table of places.

    Args:
        path: the file, told apart by its suffix.
        layer: the name that the layer will have.
        wins: whether all of its places overrule others of their names; else the column `wins` says so.

    Raises:
        TableError: no column says what the places are called or where they lie, or no row is good.
        InputError: the file cannot be read.
    """
    table = PlaceTable()
    taken: set[str] = set()
    for row in _rows(path):
        try:
            one = _place(row, layer, wins=wins, taken=taken)
        except _BadCellError as bad:
            table.faults.append(Fault(file=path.name, line=row.number, field=bad.column, trouble=str(bad)))
        else:
            taken.add(one.id)
            table.places.append(one)
    if not table.places:
        nothing = Fault(file=path.name, line=None, field=None, trouble="no row is a place")
        raise TableError([*table.faults, nothing], way_out="docs/how-to/gazetteer.md shows such a table")
    return table


def _rows(path: Path) -> Iterator[_Row]:
    suffix = path.suffix.lower()
    if suffix in _JSON:
        yield from _features(path)
    elif suffix in _VECTOR:
        yield from _vector(path)
    elif suffix in SUFFIXES:
        for _, rows in sheets_of(path):
            yield from _below(path, rows[0], enumerate(rows[1:], start=2))
            return  # a workbook's other sheets are mostly notes
    else:
        yield from _text(path)


def _text(path: Path) -> Iterator[_Row]:
    """Every line is a row: a quote that does not close costs its own line, and no other."""
    data = read_whole(path)
    encoding = find_encoding(data[:SAMPLE])
    if encoding is None:
        raise InputError(path, "is no text: not UTF-8, and no other encoding fits")
    lines = [line for line in enumerate(io.StringIO(data.decode(encoding.name, "replace")), 1) if line[1].strip()]
    if not lines:
        raise InputError(path, "the file is empty")
    csv.field_size_limit(BOUNDS.line_bytes)  # an outline takes as many letters as it needs
    (_, first), *rest = lines
    separator = max(_SEPARATORS, key=first.count)
    yield from _below(path, _split(first, separator) or [], ((at, _split(line, separator)) for at, line in rest))


def _split(line: str, separator: str) -> list[str] | None:
    try:
        return next(csv.reader([line.rstrip("\r\n")], delimiter=separator, strict=True), [])
    except csv.Error:
        return None


def _below(path: Path, head: Sequence[str], rows: Iterator[tuple[int, list[str] | None]]) -> Iterator[_Row]:
    columns = _columns(path, head)
    for number, cells in rows:
        if cells is None:
            yield _Row(number=number, cells={}, trouble="a quotation mark does not close")
        elif len(cells) > len(head):
            yield _Row(number=number, cells={}, trouble=f"{len(cells)} cells under {len(head)} columns")
        elif any(cells):
            row = dict(zip(head, cells, strict=False))
            yield _Row(number=number, cells={key: row.get(column, "").strip() for key, column in columns.items()})


def _columns(path: Path, head: Sequence[str], *, shaped: bool = False) -> Mapping[str, str]:
    columns = find_names(head, _words()[0])
    if "name" not in columns or not (shaped or "position" in columns or {"lat", "lon"} <= columns.keys()):
        trouble = f"needs the columns name, latitude and longitude (or position); it has {', '.join(head) or 'none'}"
        raise TableError([Fault(file=path.name, line=1, field=None, trouble=trouble)])
    return columns


def _features(path: Path) -> Iterator[_Row]:
    try:
        found = parsed(read_whole(path))
        features = found["features"]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(path, "is no GeoJSON with features") from error
    told = [one.get("properties") or {} if isinstance(one, dict) else {} for one in features]
    columns = _columns(path, list(dict.fromkeys(key for cells in told for key in cells)), shaped=True)
    for number, (feature, cells) in enumerate(zip(features, told, strict=True), start=1):
        row = {key: _words_of(cells.get(column)) for key, column in columns.items()}
        shape = None
        try:
            if isinstance(feature, dict) and feature.get("geometry"):
                shape = shapely.force_2d(shapely.from_geojson(json.dumps(feature["geometry"])))
        except (shapely.errors.GEOSException, TypeError, ValueError):
            yield _Row(number=number, cells=row, trouble="its geometry is none")
            continue
        yield _Row(number=number, cells=row, shape=shape)


def _vector(path: Path) -> Iterator[_Row]:
    import geopandas as gpd
    from pyogrio.errors import DataLayerError, DataSourceError

    check_layers(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # of GDAL, about what it then refuses
            frame = gpd.read_file(path)
    except (DataSourceError, DataLayerError, ValueError) as error:
        raise InputError(path, str(error)) from error
    told, shapes = frame, repeat(None, len(frame))
    if isinstance(frame, gpd.GeoDataFrame):  # else its places lie in columns
        if frame.crs is None:
            raise InputError(path, "does not say its coordinate system; write it with one, such as EPSG:4326")
        told, shapes = frame.drop(columns=frame.geometry.name), frame.geometry.to_crs(4326)
    columns = _columns(path, list(told.columns), shaped=told is not frame)
    for number, (cells, shape) in enumerate(zip(told.to_dict("records"), shapes, strict=True), start=1):
        row = {key: _words_of(cells.get(column)) for key, column in columns.items()}
        yield _Row(number=number, cells=row, shape=shape and shapely.force_2d(shape))


def _words_of(cell: object) -> str:
    return whole_characters(_said_in(cell))


def _said_in(cell: object) -> str:
    if isinstance(cell, list | tuple):
        return "|".join(map(str, cell))
    if cell is None or cell != cell:  # noqa: PLR0124 - NaN
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _place(row: _Row, layer: str, *, wins: bool, taken: Collection[str]) -> OwnPlace:
    if row.trouble:
        raise _BadCellError(None, row.trouble)
    cells = row.cells
    names = [cells["name"], *re.split(r"[|;]", cells.get("others", ""))]
    names = list({fold(name): name.strip() for name in reversed(names) if fold(name)}.values())[::-1]
    if not any(map(str.isalnum, fold(cells["name"]))):
        raise _BadCellError("name", "is empty")
    if any(len(name) > _LONGEST_NAME for name in names):
        raise _BadCellError("name", f"longer than {_LONGEST_NAME} letters")
    shape = row.shape if row.shape is not None else _written(cells)
    at, reach_km = _middle(shape)
    kind = _kind(cells.get("kind", ""), is_area=shape.geom_type in _AREAS)
    population = _figure(cells, "population", 1e8)
    reach = _figure(cells, "reach", 5000.0)
    inside = containing(at)
    country = country_code(cells["country"]) if cells.get("country") else inside.country
    if cells.get("country") and not country:
        raise _BadCellError("country", f"{cells['country'][:40]!r} is no country; two or three letters, or its name")
    is_there = country == inside.country
    key = cells.get("id") or stable_id(fold(cells["name"]), f"{at.lon:.5f}", f"{at.lat:.5f}")[:8]
    own_id = f"{OWN}{layer}/{_NO_KEY.sub('-', key)[:60]}"
    if own_id in taken:
        raise _BadCellError("id", f"{key[:40]!r} stands in a row above too")
    return OwnPlace(
        id=own_id,
        names=tuple(names),
        short=_without_kind(names[0]),
        kind=kind,
        lon=round(at.lon, 5),
        lat=round(at.lat, 5),
        country=country,
        admin1=inside.admin1 if is_there else "",
        admin2=inside.admin2 if is_there else "",
        population=int(population),
        reach_km=round(reach or reach_km or feature_km(kind[0], kind[2:], int(population)), 2),
        wins=wins or plain(cells.get("wins", "")) in _words()[2],
        outline=shapely.geometry.mapping(shapely.orient_polygons(shape)) if shape.geom_type in _AREAS else None,
    )


def _written(cells: Mapping[str, str]) -> BaseGeometry:
    if cells.get("lat") or cells.get("lon"):
        lat, lon = read_degrees(cells.get("lat", "")), read_degrees(cells.get("lon", ""))
        if lat is None or lon is None:
            column = "lat" if lat is None else "lon"
            raise _BadCellError(column, f"{cells.get(column, '')[:40]!r} is no figure in degrees")
        return shapely.Point(lon, lat)
    if not cells.get("position"):
        raise _BadCellError("position", "is empty")
    spot = read_spot(cells["position"])
    if spot is None:
        raise _BadCellError("position", f"{cells['position'][:40]!r} is no position")
    return spot.shape


def _middle(shape: BaseGeometry) -> tuple[LonLat, float]:
    """A point inside the shape, and half of how far it extends; 0 for a point."""
    if shape.is_empty or shape.geom_type not in {*_AREAS, "Point"}:
        raise _BadCellError("position", "neither a point nor the outline of an area")
    west, south, east, north = shape.bounds
    if not (is_on_globe(west, south) and is_on_globe(east, north)):
        raise _BadCellError("position", f"{west:g}, {south:g} is not on the globe: longitude, latitude in degrees")
    if shape.geom_type == "Point":
        if (west, south) == (0.0, 0.0):
            raise _BadCellError("position", "0, 0 stands for an empty cell")
        return LonLat(lon=west, lat=south), 0.0
    if not shape.is_valid:
        raise _BadCellError("position", f"the outline is broken: {shapely.is_valid_reason(shape)}")
    inner = shape.representative_point()
    return LonLat(lon=inner.x, lat=inner.y), distance_km(LonLat(lon=west, lat=south), LonLat(lon=east, lat=north)) / 2


def _kind(written: str, *, is_area: bool) -> str:
    kinds = _words()[1]
    if not written:
        return kinds["area" if is_area else "settlement"]
    if _CODE.fullmatch(written) and written[0] in CLASSES:
        return written
    kind = kinds.get(" ".join(written.casefold().replace("_", " ").split()))
    if kind is None:
        raise _BadCellError("kind", f"{written[:40]!r} is none of {', '.join(kinds)}, or a code of GeoNames like P.PPL")
    return kind


def _without_kind(name: str) -> str:
    """The name without the word for its kind: texts are read for "Kalma" where they say "Kalma camp"."""
    low = name.casefold()
    ends = (name[: -len(kind)].strip() for kind in _words()[1] if low.endswith(f" {kind}"))
    return min(ends, key=len, default="")


def _figure(cells: Mapping[str, str], column: str, most: float) -> float:
    written = cells.get(column, "")
    try:
        value = float(written.replace(",", "").replace(" ", "") or 0)
    except ValueError:
        value = -1.0
    if not 0 <= value <= most:
        raise _BadCellError(column, f"{written[:40]!r} is no figure from 0 to {most:,.0f}")
    return value


@lru_cache(maxsize=1)
def _words() -> tuple[Mapping[str, Sequence[str]], Mapping[str, str], frozenset[str]]:
    """The names of the columns, the kinds, and the words for yes."""
    text = (resources.files("geomap.gazetteer") / "places.toml").read_text(encoding="utf-8")
    told: dict[str, Any] = tomllib.loads(text)
    columns = {key: list(map(plain, names)) for key, names in told["columns"].items()}
    return columns, told["kinds"], frozenset(map(plain, told["yes"]["words"]))
