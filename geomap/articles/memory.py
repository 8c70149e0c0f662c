"""Takes articles as a program holds them: paths, a DataFrame, records, dicts, one text."""

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from io import IOBase
from itertools import chain, count, repeat
from pathlib import Path
from typing import Any, Protocol, TypeAlias
from urllib.parse import urlsplit

import numpy as np
import pandas as pd

from geomap.articles import READERS, manner_of, read_articles
from geomap.articles.fields import Manner, find_columns, to_article
from geomap.days import DayError
from geomap.errors import Fault, SettingsError, TableError
from geomap.intake.laid_out import STANDARD_INPUT
from geomap.intake.options import ReadOptions
from geomap.records import Article, Reject, Stage

WAYS = "a path, several paths, a DataFrame, articles, dicts with text and date, or texts with date='2023-02-12'"


class ArrowTable(Protocol):
    """A table by Arrow's C interface: of pyarrow, polars, DuckDB and others."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """A capsule with the stream."""
        ...


One: TypeAlias = str | Path | Article | Mapping[str, Any]
Articles: TypeAlias = One | pd.DataFrame | pd.Series | ArrowTable | Iterable[One]
"""What articles may be given as."""


def articles_from(
    source: Articles,
    *,
    date: dt.date | str | None = None,
    columns: Mapping[str, str] | None = None,
    dated: bool = True,
    options: ReadOptions | None = None,
) -> Iterator[Article | Reject]:
    """Read articles one at a time from whatever they are given as.

    A string is a path where there is a file or folder of that name, or where it looks like one. Any other is the text
    of an article, where it comes with `date` or needs none. A generator is read as the articles are asked for.

    Args:
        source: the articles.
        date: when the articles that say no date were published; needed for texts alone when `dated`.
        columns: field of the article to the column or key that holds it, where the usual names are not used.
        dated: whether an article without a date is refused.
        options: how files are read; `columns` goes before it.

    Raises:
        TableError: a path does not exist, or a table has no column for the text.
        SettingsError: articles cannot be read from such a thing, or `date` is no day.
    """
    manner = manner_of(options or ReadOptions(), columns=columns, dated=dated)
    day = None if date is None else _day(date, manner)
    manner = replace(manner, date=day)
    if isinstance(source, Article | Mapping):
        return _records([source], repeat("the article"), manner)
    if isinstance(source, pd.Series):
        source = source.to_frame("text")
    if isinstance(source, pd.DataFrame) or hasattr(source, "__arrow_c_stream__"):
        return _rows(source, manner)
    items = iter([source] if isinstance(source, str | Path) else _several(source))
    first = next(items, None)
    if isinstance(first, Path) or (isinstance(first, str) and not _is_text(first, manner)):
        paths = [_as_path(item, manner) for item in chain([first], items)]
        return read_articles(paths, columns=columns, dated=dated, date=day, options=options)
    rest = [] if first is None else chain([first], items)
    return _records(rest, (f"article {number}" for number in count(1)), manner)


def _day(date: object, manner: Manner) -> dt.date:
    """The day that the caller gives for all articles."""
    try:
        return manner.day(_plain(date))
    except DayError as error:
        raise SettingsError(f"date: {error.reason}: {error.detail.replace(_FLAG, '')}") from error


_FLAG = "say --dates dmy or mdy, or "  # of the command line


def _several(source: object) -> Iterable[Any]:
    if isinstance(source, Iterable) and not isinstance(source, bytes | bytearray | IOBase):
        return source
    raise SettingsError(f"articles cannot be read from {type(source).__name__}; give {WAYS}")


_APART = "paths and texts do not go together; give one after the other"


def _is_text(words: str, manner: Manner) -> bool:
    """Whether a string is meant as text: no path of that name is there, and it does not look like one."""
    if manner.wants_day or not words.strip() or _exists(words):
        return False
    looks_like_a_path = "/" in words or "\\" in words or Path(words).suffix.lower() in {*READERS, ".gz", ".zip"}
    return any(letter.isspace() for letter in words.strip()) or not looks_like_a_path


def _exists(words: str) -> bool:
    try:
        return Path(words).exists()
    except (OSError, ValueError):  # too long for a name, or with a character that no name has
        return False


def _as_path(item: object, manner: Manner) -> Path:
    if not isinstance(item, str | Path):
        raise SettingsError(f"a path and {type(item).__name__} do not go together; give {WAYS}")
    words = str(item)
    if words == STANDARD_INPUT or (words.strip() and _exists(words)) or any(mark in words for mark in "*?["):
        return Path(item)
    shown = words if len(words) <= 60 else f"{words[:57]}..."  # noqa: PLR2004 - as much as a line shows
    way_out = ""
    if urlsplit(words).scheme in {"http", "https"}:
        way_out = "Nothing is fetched: save the page and give the file, or its words with their day"
    elif manner.wants_day:
        way_out = "A string is read as the text of an article when it comes with its day: date='2023-02-12'"
    elif _is_text(words, manner):
        way_out = f"{_APART[0].upper()}{_APART[1:]}"
    raise TableError(
        [Fault(file=repr(shown), line=None, field=None, trouble="no such file or folder")], way_out=way_out
    )


def _rows(table: Any, manner: Manner) -> Iterator[Article | Reject]:  # noqa: ANN401 - a DataFrame or an Arrow table
    if not isinstance(table, pd.DataFrame):
        import pyarrow as pa

        table = pa.table(table).to_pandas()
    table = table.loc[:, ~table.columns.duplicated()]  # of columns with one name the first counts
    found = find_columns([str(name) for name in table.columns], manner.columns)
    is_dated = "published" in found or not manner.wants_day
    lacking = {} if "text" in found else {"text": "the text of the articles"}
    lacking |= {} if is_dated else {"published": "the day of each"}
    if lacking:
        named = ", ".join(f"{field!r}: 'NAME'" for field in lacking)
        for_all = "" if is_dated else "; or one day for all: date='2023-02-12'"
        raise TableError(
            [
                Fault(file="the DataFrame", line=None, field=None, trouble=f"no column for {what}")
                for what in lacking.values()
            ],
            way_out=f"Columns found: {', '.join(map(str, table.columns))}. Name it: columns={{{named}}}{for_all}",
        )
    names = {str(name): name for name in table.columns}
    wanted = pd.DataFrame(table[[names[name] for name in found.values()]])
    if "published" in found:  # one column, one way to write its days
        manner = manner.with_dates(wanted[names[found["published"]]].tolist)
    records = (dict(zip(found.values(), row, strict=True)) for row in wanted.itertuples(index=False, name=None))
    return _records(records, (f"DataFrame row {label}" for label in table.index), manner)


def _records(items: Iterable[Any], subjects: Iterable[str], manner: Manner) -> Iterator[Article | Reject]:
    for item, subject in zip(items, subjects, strict=False):
        if isinstance(item, Article):
            if manner.ids.take(item.id):
                yield item
            else:
                twice = f"an article with the id {item.id!r} was read before"
                yield Reject(stage=Stage.READ, subject=subject, reason="duplicate id", detail=twice)
        elif isinstance(item, Mapping):
            found = find_columns([str(key) for key in item], manner.columns)
            values = {field: _plain(item[key]) for field, key in found.items()}
            yield from to_article(values, subject=subject, manner=manner)
        elif isinstance(item, str) and not manner.wants_day and (_is_text(item, manner) or not item.strip()):
            yield from to_article({"text": item}, subject=subject, manner=manner)
        elif isinstance(item, str | Path):
            raise SettingsError(f"{subject}: {_APART}")
        else:
            raise SettingsError(f"{subject}: articles cannot be read from {type(item).__name__}; give {WAYS}")


def _plain(value: Any) -> Any:  # noqa: ANN401 - a cell
    """A cell as plain Python: nothing for what pandas calls missing, no number types of NumPy."""
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, np.datetime64):
        return None if np.isnat(value) else pd.Timestamp(value)
    return value.item() if hasattr(value, "item") and not isinstance(value, str | dt.date) else value
