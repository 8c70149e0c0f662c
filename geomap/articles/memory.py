"""Takes articles as a program holds them: paths, a DataFrame, records, dicts, one text."""

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import IOBase
from itertools import chain, count, repeat
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import pandas as pd

from geomap.articles import READERS, manner_of, read_articles
from geomap.articles.fields import Manner, check_columns, find_columns, to_article
from geomap.errors import Fault, SettingsError, TableError
from geomap.intake.laid_out import STANDARD_INPUT
from geomap.intake.options import ReadOptions
from geomap.records import Article, Reject, Stage

WAYS = "a path, several paths, a DataFrame, articles, dicts with text and date, or one text with date='2023-02-12'"


class ArrowTable(Protocol):
    """A table by Arrow's C interface: of pyarrow, polars, DuckDB and others."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """A capsule with the stream."""
        ...


One: TypeAlias = str | Path | Article | Mapping[str, Any]
Articles: TypeAlias = One | pd.DataFrame | ArrowTable | Iterable[One]
"""What articles may be given as."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """How articles from memory are read."""

    date: dt.date | str | None  # of those that say none
    columns: Mapping[str, str]  # field to the caller's name for it
    manner: Manner


def articles_from(
    source: Articles,
    *,
    date: dt.date | str | None = None,
    columns: Mapping[str, str] | None = None,
    dated: bool = True,
    options: ReadOptions | None = None,
) -> Iterator[Article | Reject]:
    """Read articles one at a time from whatever they are given as.

    A string is a path where there is a file or folder of that name. With `date` it is the text of an article, and
    without `dated` it is one as well unless it looks like a path. A generator is read as the articles are asked for.

    Args:
        source: the articles.
        date: when the articles that say no date were published; needed for a text alone when `dated`.
        columns: field of the article to the column or key that holds it, where the usual names are not used.
        dated: whether an article without a date is refused.
        options: how files are read; `columns` goes before it.

    Raises:
        TableError: a path does not exist, or a table has no column for the text.
        SettingsError: articles cannot be read from such a thing.
    """
    wish = _Wish(date=date, columns=check_columns(columns), manner=manner_of(options or ReadOptions(), dated=dated))
    if isinstance(source, str) and (date is not None or (not dated and _is_text(source))):
        return _records([{"text": source}], repeat("the text"), wish)
    if isinstance(source, Article | Mapping):
        return _records([source], repeat("the article"), wish)
    if isinstance(source, pd.Series):
        raise SettingsError("a Series is one column of a table: give the DataFrame with its text and its date")
    if isinstance(source, pd.DataFrame) or hasattr(source, "__arrow_c_stream__"):
        return _rows(source, wish)
    items = iter([source] if isinstance(source, str | Path) else _several(source))
    first = next(items, None)
    if isinstance(first, str | Path):
        return read_articles(
            [_as_path(item) for item in chain([first], items)], columns=columns, dated=dated, options=options
        )
    rest = [] if first is None else chain([first], items)
    return _records(rest, (f"article {number}" for number in count(1)), wish)


def _several(source: object) -> Iterable[Any]:
    if isinstance(source, Iterable) and not isinstance(source, bytes | bytearray | IOBase):
        return source
    raise SettingsError(f"articles cannot be read from {type(source).__name__}; give {WAYS}")


def _is_text(words: str) -> bool:
    """Whether a string is meant as text: no path of that name is there, and it does not look like one."""
    if not words.strip() or _exists(words):
        return False
    looks_like_a_path = "/" in words or "\\" in words or Path(words).suffix.lower() in {*READERS, ".gz", ".zip"}
    return any(letter.isspace() for letter in words.strip()) or not looks_like_a_path


def _exists(words: str) -> bool:
    try:
        return Path(words).exists()
    except (OSError, ValueError):  # too long for a name, or with a character that no name has
        return False


def _as_path(item: object) -> Path:
    if not isinstance(item, str | Path):
        raise SettingsError(f"a path and {type(item).__name__} do not go together; give {WAYS}")
    words = str(item)
    if words == STANDARD_INPUT or (words.strip() and _exists(words)) or any(mark in words for mark in "*?["):
        return Path(item)
    shown = words if len(words) <= 60 else f"{words[:57]}..."  # noqa: PLR2004 - as much as a line shows
    raise TableError(
        [Fault(file=repr(shown), line=None, field=None, trouble="no such file or folder")],
        way_out="A string is read as the text of an article when it comes with its day: date='2023-02-12'",
    )


def _rows(table: Any, wish: _Wish) -> Iterator[Article | Reject]:  # noqa: ANN401 - a DataFrame or an Arrow table
    if not isinstance(table, pd.DataFrame):
        import pyarrow as pa

        table = pa.table(table).to_pandas()
    found = find_columns([str(name) for name in table.columns], wish.columns)
    is_dated = "published" in found or wish.date is not None or not wish.manner.dated
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
    records = (dict(zip(found.values(), row, strict=True)) for row in wanted.itertuples(index=False, name=None))
    return _records(records, (f"DataFrame row {label}" for label in table.index), wish)


def _records(items: Iterable[Any], subjects: Iterable[str], wish: _Wish) -> Iterator[Article | Reject]:
    for item, subject in zip(items, subjects, strict=False):
        if isinstance(item, Article):
            if wish.manner.ids.take(item.id):
                yield item
            else:
                twice = f"an article with the id {item.id!r} was read before"
                yield Reject(stage=Stage.READ, subject=subject, reason="duplicate id", detail=twice)
        elif isinstance(item, Mapping):
            found = find_columns([str(key) for key in item], wish.columns)
            values = {field: _plain(item[key]) for field, key in found.items()}
            if wish.date is not None and values.get("published") is None:
                values["published"] = wish.date
            yield from to_article(values, subject=subject, manner=wish.manner)
        else:
            raise SettingsError(f"{subject}: articles cannot be read from {type(item).__name__}; give {WAYS}")


def _plain(value: Any) -> Any:  # noqa: ANN401 - a cell
    """A cell as plain Python: nothing for what pandas calls missing, no number types of NumPy."""
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    return value.item() if hasattr(value, "item") and not isinstance(value, str | dt.date) else value
