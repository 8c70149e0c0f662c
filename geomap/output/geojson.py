"""Writes the events as GeoJSON (RFC 7946), with the time member of JSON-FG."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, mapping
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from geomap.geo import LonLat, bounds
from geomap.output.anchors import annotation
from geomap.output.cells import iso, rows_of
from geomap.output.flat import credits_of, flat_events, thinned
from geomap.output.whole import whole
from geomap.schema import Tables

DIGITS = 7  # of a degree: a centimetre, the most that RFC 7946 sees a use for
_THIN_DEGREES = 0.01  # about a kilometre: an outline is repeated for every event in it, and no event is that exact
_THIN_DIGITS = 4


def write_geojson(tables: Tables, target: Path) -> None:
    """Write the events as a FeatureCollection, a feature a line, in the order of the table.

    Foreign members of the collection: `title`, `credits`, `notes` (the run). Of a feature: `time` (JSON-FG) and
    `annotations`, one for each report (W3C Web Annotation), and where others' records were joined `records`, the ids
    of those that may be the same event with their scores; the records themselves stay in files of their own. An event
    without a position has `geometry: null`.

    Raises:
        OutputError: the file cannot be written.
    """
    events = flat_events(tables)
    with whole(target) as path, path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_lines(events, tables))


def write_collection(table: gpd.GeoDataFrame, target: Path, *, members: Mapping[str, Any]) -> None:
    """Write any table as a FeatureCollection, a feature a row, its number as the id, with these foreign members.

    Raises:
        OutputError: the file cannot be written.
    """
    properties = rows_of(pd.DataFrame(table.drop(columns=table.geometry.name)))
    features = (
        _json({"type": "Feature", "id": row, "geometry": geometry(shape), "properties": _flat(cells)})
        for row, (shape, cells) in enumerate(zip(table.geometry, properties, strict=True), start=1)
    )
    box = bbox(table.geometry)
    head = {"type": "FeatureCollection", **({"bbox": box} if box else {}), **members}
    with whole(target) as path, path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_collection(head, features))


def _flat(cells: Mapping[str, Any]) -> dict[str, Any]:
    return {name: iso(value) for name, value in cells.items()}


def _collection(head: Mapping[str, Any], features: Iterable[str]) -> Iterator[str]:
    yield _json(head)[:-1] + ',"features":['
    glue = "\n"
    for feature in features:
        yield glue + feature
        glue = ",\n"
    yield "\n]}\n"


def _lines(events: gpd.GeoDataFrame, tables: Tables) -> Iterator[str]:
    head: dict[str, Any] = {"type": "FeatureCollection", "title": tables.notes.title}
    box = bbox(events.geometry)
    if box:
        head["bbox"] = box
    head |= {"credits": credits_of(tables), "notes": notes_of(tables)}
    features = _features(events, _reports_by_event(tables.reports), _records_by_event(tables.matches))
    yield from _collection(head, features)


def notes_of(tables: Tables) -> dict[str, Any]:
    """The notes of the run as a member of a file; the map page says the same."""
    notes = asdict(tables.notes)
    named = {name: dict(getattr(tables.notes, name)) for name in ("counts", "rejects", "stages")}
    return {**notes, **named}


def _reports_by_event(reports: pd.DataFrame) -> Mapping[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows_of(reports):
        found[row["event_id"]].append(row)
    return found


def _records_by_event(matches: pd.DataFrame | None) -> Mapping[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows_of(matches) if matches is not None else ():
        found[row["event_id"]].append({"id": row["record_id"], "score": row["score"]})
    return found


def _features(
    events: gpd.GeoDataFrame, reports: Mapping[str, list[dict[str, Any]]], records: Mapping[str, list[dict[str, Any]]]
) -> Iterator[str]:
    drawn: dict[int, str] = {}  # by identity: events in one area share its outline
    properties = rows_of(pd.DataFrame(events.drop(columns="geometry")))
    for shape, cells in zip(events.geometry, properties, strict=True):
        key = id(shape)
        where = drawn.get(key) or _json(geometry(shape))
        if not isinstance(shape, Point):
            drawn[key] = where
        feature = {"type": "Feature", "id": cells["id"], "time": _time(cells)}
        told = [annotation(row, place_id=cells["place_id"]) for row in reports.get(cells["id"], [])]
        joined = {"records": records[cells["id"]]} if cells["id"] in records else {}
        rest = _json({"properties": _flat(cells), "annotations": told, **joined})
        yield f'{_json(feature)[:-1]},"geometry":{where},{rest[1:]}'


def _time(cells: Mapping[str, Any]) -> dict[str, Any] | None:
    first, last = cells["date_start"], cells["date_end"]
    if first is None or last is None:
        return None
    return {"date": first.isoformat()} if first == last else {"interval": [first.isoformat(), last.isoformat()]}


def geometry(shape: BaseGeometry | None) -> dict[str, Any] | None:
    """A shape as a GeoJSON geometry: exterior rings counter-clockwise, few decimals; None for nowhere."""
    if shape is None or shape.is_empty:
        return None
    if isinstance(shape, Polygon | MultiPolygon):
        thin = thinned(shape, degrees=_THIN_DEGREES)
        parts = [orient(part) for part in getattr(thin, "geoms", [thin])]
        shape = parts[0] if len(parts) == 1 else MultiPolygon(parts)
    digits = DIGITS if isinstance(shape, Point | LineString) else _THIN_DIGITS
    made = mapping(shape)
    return {"type": made["type"], "coordinates": _rounded(made["coordinates"], digits)}


def _rounded(coordinates: Any, digits: int) -> Any:  # noqa: ANN401 - nested to the depth of the geometry
    if isinstance(coordinates, float | int):
        return round(float(coordinates), digits)
    return [_rounded(part, digits) for part in coordinates]


def bbox(shapes: Iterable[BaseGeometry | None]) -> list[float] | None:
    """West, south, east, north around the shapes; west is greater than east across the antimeridian."""
    seen = [shape for shape in shapes if shape is not None and not shape.is_empty]
    points = {(shape.x, shape.y) for shape in seen if isinstance(shape, Point)}
    areas = {id(shape): shape for shape in seen if not isinstance(shape, Point)}
    if areas:
        box: tuple[float, ...] | None = tuple(shapely.total_bounds([*areas.values(), *map(Point, points)]))
    else:
        box = bounds(LonLat(lon=lon, lat=lat) for lon, lat in points)
    return [round(float(edge), DIGITS) for edge in box] if box else None


def _json(value: Any) -> str:  # noqa: ANN401 - a JSON value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
