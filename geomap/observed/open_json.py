"""Opens JSON and JSON lines of records, whatever wraps their rows, as columns of text."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from geomap.intake.encoding import SAMPLE, find_encoding, no_text
from geomap.intake.json_rows import flat, parsed, parsed_line, rows_in, several_in, texts_of, whole_characters
from geomap.intake.layout import Score
from geomap.observed.sheet import Loss, Sheet, each_row, fault
from geomap.opening import read_whole

LISTS = "; "  # between the entries of a list in one cell


def open_json(path: Path, name: str, score: Score) -> list[Sheet]:
    """Read a JSON document: a list of objects, or objects around one; GeoJSON and JSON lines too.

    Raises:
        TableError: no JSON, or no objects in it.
    """
    text = _text(path, name)
    try:
        found = parsed(text)
    except ValueError as error:
        if len(text.splitlines()) > 1 and _is_json(text.splitlines()[0]):
            return open_json_lines(path, name, score)
        if several := several_in(text):
            return _sheet_of(several, path, name)
        raise fault(name, f"cannot be read: no JSON: {error}") from error
    if isinstance(found, dict) and found.get("type") in {"FeatureCollection", "Feature"}:
        from geomap.observed.open_vector import open_geojson

        return open_geojson(path, name, score)
    return _sheet_of(found, path, name)


def _sheet_of(found: object, path: Path, name: str) -> list[Sheet]:
    rows, key = rows_in(found)
    rows = _in_degrees(found, rows)
    if not all(isinstance(row, Mapping) for row in rows):
        raise fault(name, "a JSON file of records is a list of objects")
    remarks = (f"rows under {key!r}",) if key else ()
    return [Sheet(path=path, name=name, frame=_frame(rows), lines=each_row, remarks=remarks)]


def _in_degrees(found: object, rows: list[Any]) -> list[Any]:
    """The rows of a feature service with their points in degrees; it says by a number which system they are in."""
    system = found.get("spatialReference") if isinstance(found, Mapping) else None
    number = (system.get("latestWkid") or system.get("wkid")) if isinstance(system, Mapping) else None
    at = {row: one for row, given in enumerate(rows) if (one := _point_of(given))}
    if not isinstance(number, int) or number == _WGS84 or not at:
        return rows
    from pyproj import Transformer
    from pyproj.exceptions import ProjError

    try:
        change = Transformer.from_crs(_WEB_MERCATOR.get(number, number), _WGS84, always_xy=True)
        points = [change.transform(float(one["x"]), float(one["y"])) for one in at.values()]
    except (ProjError, TypeError, ValueError):
        return rows
    placed = list(rows)
    for row, (lon, lat) in zip(at, points, strict=True):
        placed[row] = {**rows[row], "geometry": {"x": round(lon, 7), "y": round(lat, 7)}}
    return placed


def _point_of(row: object) -> Mapping[str, Any] | None:
    """The point of a feature, where it has one."""
    geometry = row.get("geometry") if isinstance(row, Mapping) else None
    return geometry if isinstance(geometry, Mapping) and {"x", "y"} <= geometry.keys() else None


_WGS84 = 4326  # EPSG
_WEB_MERCATOR = {102100: 3857, 102113: 3857, 900913: 3857}  # its names from before it was in EPSG's list


def open_json_lines(path: Path, name: str, score: Score) -> list[Sheet]:
    """Read JSON lines; a broken line is lost, the others are kept."""
    rows: list[Mapping[str, Any]] = []
    starts: list[int] = []
    lost: list[Loss] = []
    text = _text(path, name)
    if text.partition("\n")[0].strip() in {"{", "[", "[{"} and several_in(text):  # laid out over lines
        return open_json(path, name, score)
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = parsed_line(line)
        except ValueError as error:
            lost.append(Loss(line=number, reason="broken line", detail=f"no JSON: {error}"))
            continue
        if isinstance(row, Mapping):
            rows.append(row)
            starts.append(number)
        elif isinstance(row, list) and all(isinstance(one, Mapping) for one in row):
            rows.extend(row)
            starts.extend([number] * len(row))
        else:
            lost.append(
                Loss(line=number, reason="broken line", detail='a line must be a JSON object such as {"date": ...}')
            )
    return [
        Sheet(
            path=path,
            name=name,
            frame=_frame(rows),
            lines=lambda wanted: [starts[row] for row in wanted],
            lost=tuple(lost),
        )
    ]


def _is_json(line: str) -> bool:
    try:
        parsed(line)
    except ValueError:
        return False
    return True


def _text(path: Path, name: str) -> str:
    data = read_whole(path)
    encoding = find_encoding(data[:SAMPLE])
    try:
        if encoding:
            return data.decode(encoding.name)
    except UnicodeDecodeError:
        pass
    raise fault(name, no_text(data[:SAMPLE]))


def _frame(rows: list[Mapping[str, Any]]) -> pd.DataFrame:
    opened = [flat(row) for row in rows]
    names = dict.fromkeys(name for row in opened for name in row)
    return pd.DataFrame({name: pd.array([as_cell(row.get(name)) for row in opened], dtype="string") for name in names})


def as_cell(value: Any) -> str | None:  # noqa: ANN401 - a JSON value
    """A JSON value as a cell of text."""
    said = _as_cell(value)
    return said and whole_characters(said)


def _as_cell(value: Any) -> str | None:  # noqa: ANN401
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, list):
        return _of_list(value)
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False) if value else None
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004 - whole numbers are exact
        return str(int(value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _of_list(value: list[Any]) -> str | None:
    if len(value) in {2, 3} and all(isinstance(one, float | int) for one in value):
        return f"[{value[0]}, {value[1]}]"  # a position, longitude first as in GeoJSON
    return LISTS.join(texts_of(value)) or None


__all__ = ["as_cell", "open_json", "open_json_lines"]
