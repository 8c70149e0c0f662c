"""Reads JSON, and finds the rows in a document, whatever it wraps them in."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_USUAL = (
    *("articles", "events", "features", "records", "data", "results", "result", "venues", "items", "messages"),
    *("rows", "docs", "hits", "incidents", "reports", "posts", "value", "stories"),
)
_BETWEEN = re.compile(r"[,\s]*")
_DEEPEST = 4  # wrappers around the rows
_BOXED = ("$date", "$oid", "$numberInt", "$numberLong", "$numberDouble", "$numberDecimal")  # MongoDB's extended JSON

_DIGITS = 4_000  # of a whole number; Python itself refuses the whole document from 4,300 on

Row = Mapping[str, Any]


def parsed(text: str | bytes) -> Any:  # noqa: ANN401 - a JSON value
    """What a JSON document holds; a whole number without end is the text of its digits, as in a table.

    Raises:
        ValueError: no JSON, or nested too deep.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        raise
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
    except ValueError:
        return json.loads(text, parse_int=_whole)


def parsed_line(line: str) -> Any:  # noqa: ANN401 - a JSON value
    """What a line of JSON lines holds; a comma behind it, as in a list that was cut into lines, changes nothing.

    Raises:
        ValueError: no JSON, or nested too deep.
    """
    return parsed(line.rstrip().removesuffix(",") if line.lstrip().startswith("{") else line)


def _whole(digits: str) -> int | str:
    return digits if len(digits) > _DIGITS else int(digits)


def rows_in(document: object) -> tuple[list[Any], str]:
    """The list of rows in a document and the key it stood under, "" for none; an object without rows is one row."""
    document = _by_rows(document)
    if isinstance(document, list):
        return document, ""
    if not isinstance(document, Mapping):
        return [document], ""
    if _is_keyed(document):
        return list(document.values()), ""
    for depth in range(1, _DEEPEST + 1):
        if found := _under(document, depth):
            return found
    return [document], ""


def _by_rows(document: object) -> object:
    """The rows of a table that was written column by column, or as a header and lists of cells; else the document."""
    if isinstance(document, Mapping):
        columns, data = document.get("columns"), document.get("data")
        if isinstance(columns, list) and isinstance(data, list):
            document = [columns, *data]
        elif document and all(
            isinstance(one, Mapping) and set(one) <= _numbered(len(one)) for one in document.values()
        ):
            width = max(len(column) for column in document.values())
            return [{name: column.get(str(row)) for name, column in document.items()} for row in range(width)]
    if not isinstance(document, list) or len(document) < 2:  # noqa: PLR2004 - a header and a row
        return document
    header, *rows = document
    if not isinstance(header, list) or not all(isinstance(name, str) for name in header):
        return document
    if not all(isinstance(row, list) and len(row) == len(header) for row in rows):
        return document
    return [dict(zip(header, row, strict=True)) for row in rows]


def _numbered(length: int) -> set[str]:
    return {str(row) for row in range(length)}


def _is_keyed(document: Row) -> bool:
    """Whether the rows stand under their ids: objects and nothing else, with two keys or more in common."""
    values = list(document.values())
    if len(values) < 2 or not all(isinstance(one, Mapping) for one in values):  # noqa: PLR2004
        return False
    return len(set.intersection(*(set(one) for one in values))) >= 2  # noqa: PLR2004


def several_in(text: str) -> list[Any]:
    """The JSON values that follow one another in a text, laid out over lines; none where it is not that."""
    decoder = json.JSONDecoder(parse_int=_whole)
    found: list[Any] = []
    at = _past_signs(text, 0)
    try:
        while at < len(text):
            value, at = decoder.raw_decode(text, at)
            found.append(value)
            at = _past_signs(text, at)
    except (ValueError, RecursionError):
        return []
    return found


def _past_signs(text: str, at: int) -> int:
    """Where the next value begins: behind spaces and commas."""
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _under(document: Row, depth: int, path: str = "") -> tuple[list[Any], str] | None:
    """A list of objects `depth` keys down: under a usual key, else the longest."""
    if depth > 1:
        deeper = ((key, value) for key, value in document.items() if isinstance(value, Mapping))
        found = (_under(value, depth - 1, f"{path}{key}.") for key, value in deeper)
        return next((one for one in found if one), None)
    lists = {key: value for key, value in document.items() if _is_rows(value)}
    usual = next((key for name in _USUAL for key in lists if key.casefold() == name), None)
    if usual is None and _is_article_like(document):
        return None
    key = usual if usual is not None else max(lists, key=lambda one: len(lists[one]), default=None)
    return None if key is None else (lists[key], f"{path}{key}")


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _is_article_like(document: Row) -> bool:
    """Whether an object has so many plain values that it is a row itself, with lists of its own."""
    return sum(isinstance(value, str | int | float) for value in document.values()) >= 3  # noqa: PLR2004


def plain_value(value: Any) -> Any:  # noqa: ANN401 - a JSON value
    """The value without the boxes of MongoDB; a date in a box of its own too."""
    if isinstance(value, Mapping) and len(value) == 1:
        ((key, inner),) = value.items()
        if key in _BOXED or (key == "value" and not isinstance(inner, Mapping | list)):  # BigQuery's dates and figures
            return plain_value(inner)
    return value


def flat(row: Row, *, deepest: int = 3) -> dict[str, Any]:
    """The row with the objects in it opened: {"location": {"lat": 1}} gives "location.lat"."""
    return dict(_flat(row, "", deepest))


def _flat(row: Row, path: str, deepest: int) -> Iterator[tuple[str, Any]]:
    for key, value in row.items():
        inner = plain_value(value)
        if isinstance(inner, Mapping) and inner and deepest:
            yield from _flat(inner, f"{path}{key}.", deepest - 1)
        else:
            yield whole_characters(f"{path}{key}"), inner


def whole_characters(text: str) -> str:
    """The text with U+FFFD for each half of a character, which JSON can hold and no file can."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def texts_of(values: Sequence[Any]) -> list[str]:
    """What a list says in words: its strings, and of objects the name, path, url or value."""
    found = []
    for value in values:
        said = next((value[key] for key in _SAYING if value.get(key)), "") if isinstance(value, Mapping) else value
        if isinstance(said, str | int | float) and str(said):
            found.append(str(said))
    return found


_SAYING = ("path", "url", "value", "name", "title", "id")
