"""Opens the formats that carry shapes: GeoJSON, GeoPackage, FlatGeobuf, Shapefile, GeoParquet, KML and GPX."""

import json
import re
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from geomap.days import DayError, read_days
from geomap.intake.columnar import check_whole
from geomap.intake.computed import check_layers
from geomap.intake.json_rows import flat, parsed
from geomap.intake.layout import Score
from geomap.intake.naming import find_names
from geomap.intake.signature import check_signature
from geomap.observed.names import SYNONYMS
from geomap.observed.open_json import as_cell
from geomap.observed.sheet import Sheet, fault
from geomap.opening import open_bounded, read_whole
from geomap.schema import CRS

_WGS84 = 4326  # EPSG; GeoPandas keeps longitude first, whatever the definition says
_MULTIPOINT = 4  # shapely.GeometryType
_OWN_LAYERS = ("events", "records")  # of a GeoPackage that geomap wrote


def open_geojson(path: Path, name: str, _score: Score) -> list[Sheet]:
    """Read GeoJSON as the JSON that it is: GDAL would move dates with a time zone to another day.

    Raises:
        TableError: no GeoJSON.
    """
    try:
        found = parsed(read_whole(path).decode("utf-8-sig"))
    except ValueError as error:
        raise fault(name, f"cannot be read: no JSON: {error}") from error
    features = found.get("features") if isinstance(found, dict) else None
    if isinstance(found, dict) and found.get("type") == "Feature":
        features = [found]
    if not isinstance(features, list) or (features and not any(isinstance(one, dict) for one in features)):
        raise fault(name, "no GeoJSON: it has no list of features")
    bad = [at for at, one in enumerate(features, start=1) if not isinstance(one, dict)]
    told = (f"features that are none: {len(bad)}, the first is number {bad[0]}; they are left out",) if bad else ()
    features = [one for one in features if isinstance(one, dict)]
    rows = [_row(feature) for feature in features]
    names = dict.fromkeys(column for row in rows for column in row)
    frame = pd.DataFrame({one: pd.array([as_cell(row.get(one)) for row in rows], dtype="string") for one in names})
    shapes = [_shape(feature) for feature in features]
    geometry = _in_degrees(gpd.GeoSeries(shapes, crs=_crs(found, name)))
    return [Sheet(path=path, name=name, frame=frame, geometry=geometry, remarks=(*told, *_unread(features, shapes)))]


def _unread(features: list[dict[str, Any]], shapes: list[Any]) -> tuple[str, ...]:
    """How many geometries are none, where there are such."""
    rows = zip(features, shapes, strict=True)
    lost = [row for row, (feature, shape) in enumerate(rows, start=1) if shape is None and feature.get("geometry")]
    if not lost:
        return ()
    return (f"geometries that cannot be read: {len(lost)}, the first in feature {lost[0]}; these records have none",)


def _row(feature: dict[str, Any]) -> dict[str, Any]:
    own = feature.get("properties")
    row = flat(own) if isinstance(own, dict) else {}
    if "id" in feature and "id" not in row:
        row["id"] = feature["id"]
    return row


def _shape(feature: dict[str, Any]) -> Any:  # noqa: ANN401 - a shape or nothing
    given = feature.get("geometry")
    if not given:
        return None
    try:
        return shapely.force_2d(shapely.from_geojson(json.dumps(given)))
    except (shapely.errors.GEOSException, TypeError, ValueError):
        return None


def _crs(found: dict[str, Any], name: str) -> str:
    """The old `crs` member, which GeoJSON of 2008 had, or degrees."""
    given = found.get("crs")
    named = given.get("properties", {}).get("name") if isinstance(given, dict) else None
    if not named:
        return CRS
    from pyproj import CRS as AnyCRS  # noqa: N811 - a class in capitals
    from pyproj.exceptions import CRSError

    try:
        AnyCRS.from_user_input(named)
    except CRSError as error:
        raise fault(name, f"unknown coordinate system {named!r}") from error
    return str(named)


def open_layers(path: Path, name: str, score: Score) -> list[Sheet]:
    """Read the layer that holds records: geomap's own, else the one whose columns are known best; others are told.

    Raises:
        TableError: no layer holds a date.
    """
    check_layers(path)
    layers = [str(layer) for layer, _ in pyogrio.list_layers(path)]
    chosen = next((layer for layer in _OWN_LAYERS if layer in layers and "runs" in layers), None)
    if chosen is None:
        scored = [(score(list(pyogrio.read_info(path, layer=layer)["fields"])), -at) for at, layer in enumerate(layers)]
        chosen = layers[-max(scored)[1]] if scored else None
    frame = _read_layer(path, chosen)
    others = [layer for layer in layers if layer != chosen]
    told = (f"layer {chosen!r} read; passed over: {', '.join(others)}",) if others else ()
    sheet = _from_geo(path, name, frame, remarks=told)
    is_package = path.suffix.casefold() == ".gpkg" and "runs" not in layers  # one of ours keeps its days as days
    return [_with_local_times(sheet) if is_package else sheet]


_UTC_TIME = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?:Z|\+00:00)")


def _with_local_times(sheet: Sheet) -> Sheet:
    """The sheet without the Z of its times: a GeoPackage writes one behind any, also behind those of a local clock."""
    stamped = [
        name for name, column in sheet.frame.items() if column.str.fullmatch(_UTC_TIME).fillna(value=False).any()
    ]
    if not stamped:
        return sheet
    local = {str(name): sheet.frame[name].str.replace(_UTC_TIME, r"\1", regex=True) for name in stamped}
    told = f"times of {', '.join(map(str, stamped))} taken as local: a GeoPackage writes Z behind any"
    return replace(sheet, frame=sheet.frame.assign(**local), remarks=(*sheet.remarks, told))


def open_marks(path: Path, name: str, _score: Score) -> list[Sheet]:
    """Read the placemarks of a KML file or the waypoints of a GPX file; KML may keep its day in the name or the text.

    Raises:
        TableError: it cannot be read.
    """
    check_signature(path, path.suffix.casefold())
    sheets = []
    for layer, _ in pyogrio.list_layers(path):
        if str(layer) in {"tracks", "routes", "track_points", "route_points"}:
            continue
        frame = _read_layer(path, str(layer))
        if len(frame):
            sheets.append(frame.assign(folder=str(layer)))
    if not sheets:
        raise fault(name, "holds no placemarks")
    together = pd.concat([sheet.dropna(axis="columns", how="all") for sheet in sheets], ignore_index=True)
    marks = _from_geo(path, name, gpd.GeoDataFrame(together, geometry="geometry", crs=CRS))
    made_by = "geoconfirmed" if "geoconfirmed" in _beginning(path).casefold() else ""
    frame = marks.frame.drop(columns=[one for one in marks.frame.columns if one in _LOOKS])
    dated = _with_days(frame)
    return [replace(marks, frame=dated.assign(maker=made_by) if made_by else dated)]


_LOOKS = frozenset({"altitudeMode", "tessellate", "extrude", "visibility", "drawOrder", "icon", "snippet"})
_SPOKEN = ("timestamp", "begin", "time", "Name", "name", "description", "desc", "cmt", "Description")


def _beginning(path: Path) -> str:
    with open_bounded(path) as file:
        return file.read(4096).decode("utf-8", "replace")


def _with_days(frame: pd.DataFrame) -> pd.DataFrame:
    """The marks with a day for each: its time, else a name that is a date, else the first date in its words."""
    there = [column for column in _SPOKEN if column in frame]
    own = [str(column) for column in frame if column not in {*_SPOKEN, "end"}]
    if find_names(own, {"date": SYNONYMS["date"]}):
        return frame
    days = [
        next((day for cell in row if (day := _day_in(cell))), None)
        for row in zip(*(frame[c] for c in there), strict=True)
    ]
    ends = frame["end"] if "end" in frame else pd.array([pd.NA] * len(frame), dtype="string")
    dropped = frame.drop(columns=[one for one in ("timestamp", "begin", "end", "time") if one in frame])
    words = next((one for one in ("description", "desc", "Description") if one in frame), None)
    links = dropped if words is None or "url" in dropped else dropped.assign(url=dropped[words])
    return links.assign(date=pd.array(days, dtype="string"), date_end=ends)


_LIKE_DAYS = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{1,2} [^\W\d]{3,10}\.?,? \d{4}"
    r"|[^\W\d]{3,10}\.? \d{1,2}, \d{4}"
)


def _day_in(cell: object) -> str | None:
    """The cell when it is a date, else the first date in it."""
    if not isinstance(cell, str) or not cell.strip():
        return None
    for found in (cell.strip(), *_LIKE_DAYS.findall(cell)):
        try:
            read_days(found)
        except DayError as error:
            if error.reason != "ambiguous date":
                continue
        return str(found)
    return None


def _read_layer(path: Path, layer: str | None) -> pd.DataFrame:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # GDAL's remarks on fields that it does not know are none of the user's
        frame: pd.DataFrame = pyogrio.read_dataframe(path, layer=layer, datetime_as_string=True)
        return frame


def open_parquet(path: Path, name: str, _score: Score) -> list[Sheet]:
    """Read Parquet, and GeoParquet with its shapes."""
    import pyarrow.parquet as pq

    check_whole(path)
    is_geo = b"geo" in (pq.read_schema(path).metadata or {})
    return [_from_geo(path, name, gpd.read_parquet(path) if is_geo else pd.read_parquet(path))]


def _from_geo(path: Path, name: str, frame: pd.DataFrame, *, remarks: tuple[str, ...] = ()) -> Sheet:
    geometry = None
    if isinstance(frame, gpd.GeoDataFrame):
        geometry = _in_degrees(frame.geometry)
        frame = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    texts = {str(one): pd.array(_as_text(column), dtype="string") for one, column in frame.items()}
    return Sheet(path=path, name=name, frame=pd.DataFrame(texts), geometry=geometry, remarks=remarks)


def _in_degrees(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    is_wgs84 = shapes.crs is None or shapes.crs.to_epsg() == _WGS84 or str(shapes.crs) == CRS
    placed = shapes.set_crs(CRS, allow_override=True) if is_wgs84 else shapes.to_crs(CRS)
    flat_shapes = placed.force_2d()
    shapes = flat_shapes.to_numpy()
    alone = (shapely.get_type_id(shapes) == _MULTIPOINT) & (shapely.get_num_geometries(shapes) == 1)
    single = flat_shapes.where(~alone, gpd.GeoSeries(shapely.get_geometry(shapes, 0), index=flat_shapes.index))
    return gpd.GeoSeries(single, crs=CRS).reset_index(drop=True)


def _as_text(column: "pd.Series[Any]") -> Any:  # noqa: ANN401 - whatever pandas takes
    if column.dtype == object:
        return [
            as_cell(value.tolist() if isinstance(value, np.ndarray) else value) if value is not None else None
            for value in column
        ]
    return column.astype("string")


__all__ = ["open_geojson", "open_layers", "open_marks", "open_parquet"]
