"""Reads tables of articles, one article a row: CSV and TSV, workbooks, Parquet."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from geomap.articles import files
from geomap.articles.fields import SYNONYMS, Manner, all_columns, to_article, values_of
from geomap.bounds import bounds
from geomap.errors import InputError
from geomap.intake.columnar import batches_of
from geomap.intake.delimited import rows_of
from geomap.intake.encoding import ESCAPED, SAMPLE, Encoding, as_text, find_encoding, no_text
from geomap.intake.layout import Layout, header_at, layout_of_rows, layout_of_text, looks_like_data
from geomap.intake.naming import find_names, plain
from geomap.intake.workbook import sheets_of
from geomap.records import Article, Reject

_HEAD_LINES = 60
_WEIGHTS = {"text": 3.0, "published": 2.0}
_RECORDS = frozenset(
    {"lat", "latitude", "lon", "lng", "longitude", "fatalities", "eventidcnty", "geoprecision", "whereprec"}
)


def read_table(path: Path, manner: Manner | None = None) -> Iterator[Article | Reject]:
    """Yield an article, or the Reject, of each row; `manner.columns` maps field to column name.

    The header is the line that names most fields, and the separator the one that makes it do so.
    """
    csv.field_size_limit(bounds().line_bytes)
    manner = (manner or Manner()).of(path.as_posix())
    try:
        table = _looked_at(path, manner)
        yield from [table] if isinstance(table, Reject) else _articles(table, manner)
    except files.UNREADABLE as error:
        yield files.unreadable(path, error)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """How a text table is to be read."""

    path: Path
    encoding: Encoding
    layout: Layout

    @property
    def subject(self) -> str:
        """What messages call it."""
        return self.path.as_posix()

    @property
    def header_line(self) -> int:
        """1-based."""
        return self.layout.above + 1

    def rows(self) -> Iterator[tuple[int, list[str] | str]]:
        """Each row with the number of the line it begins on; the trouble in words for one that is no CSV."""
        with files.open_bytes(self.path) as file, as_text(file, self.encoding.name) as text:
            skipped = self.layout.above + 1 + self.layout.tagged
            for _ in islice(text, skipped):
                pass
            width = len(self.layout.names)
            for begins, row in rows_of(text, self.layout.separator, skipped=skipped, width=width):
                if isinstance(row, str) or any(cell.strip() for cell in row):
                    yield begins, row


def _looked_at(path: Path, manner: Manner) -> "_Text | Reject":
    with files.open_bytes(path) as file:
        sample = file.read(SAMPLE)
    encoding = find_encoding(sample) if sample else Encoding(name="utf-8")
    if encoding is None:
        return files.refused(f"{path.as_posix()}:1", "no text", no_text(sample))
    with files.open_bytes(path) as file, as_text(file, encoding.name) as text:
        head = "".join(islice(text, _HEAD_LINES))[:SAMPLE]
    separators = "\t" if files.kind_of(path) in {".tsv", ".tab"} else ",;\t|"
    layout = layout_of_text(head, score=lambda names: _score(names, manner.columns), separators=separators)
    return _Text(path=path, encoding=encoding, layout=layout)


def _score(names: Sequence[str], columns: Mapping[str, str]) -> float:
    found = all_columns([name for name in names if name.strip()], columns)
    return sum(_WEIGHTS.get(field, 1.0) for field in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    """A sheet of a workbook, or a Parquet file."""

    subject: str
    layout: Layout
    cells: Sequence[Sequence[str]]
    encoding: Encoding = Encoding(name="utf-8")  # noqa: RUF009 - frozen

    @property
    def header_line(self) -> int:
        """1-based."""
        return self.layout.above + 1

    def rows(self) -> Iterator[tuple[int, list[str] | str]]:
        """Each row with its number in the sheet."""
        begins = self.layout.above + 1 + self.layout.tagged
        for number, row in enumerate(self.cells[begins:], start=begins + 1):
            if any(cell.strip() for cell in row):
                yield number, list(row)


def read_book(path: Path, manner: Manner | None = None) -> Iterator[Article | Reject]:
    """Yield the articles of every sheet of a workbook whose header names a text, one a row."""
    manner = (manner or Manner()).of(path.as_posix())
    refusals: list[Reject] = []
    found = False
    try:
        for title, rows in sheets_of(path):
            layout = layout_of_rows(rows, header_at(rows, lambda names: _score(names, manner.columns)))
            book = _Book(subject=f"{path.as_posix()}, sheet {title}", layout=layout, cells=rows)
            where = _where(book, manner)
            if isinstance(where, Reject):
                refusals.append(where)
                continue
            found = True
            yield from _articles(book, manner)
    except InputError as error:
        yield files.unreadable(path, error)
        return
    if not found:
        yield from refusals or [files.refused(path.as_posix(), "no text", "the workbook is empty")]


def read_parquet(path: Path, manner: Manner | None = None) -> Iterator[Article | Reject]:
    """Yield an article, or the Reject, of each row of a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    manner = (manner or Manner()).of(path.as_posix())
    try:
        files.open_bytes(path).close()
        names = list(pq.read_schema(path).names)
        found = all_columns(names, manner.columns)
        dates = found.get("published", [])[:1]

        def all_dates() -> Iterator[object]:
            for batch in batches_of(path, columns=dates) if dates else ():
                yield from map(_cell, batch.column(0))

        dated = manner.with_dates(all_dates)
        number = 0
        for batch in batches_of(path):
            for at in range(batch.num_rows):
                number += 1
                row = {name: _cell(column[at]) for name, column in zip(names, batch.columns, strict=True)}
                values = values_of(row, found)
                yield from to_article(values, subject=f"{path.as_posix()}, row {number}", manner=dated)
    except (pa.ArrowException, *files.UNREADABLE) as error:
        yield files.unreadable(path, error)


def _cell(scalar: Any) -> object:  # noqa: ANN401 - of Arrow
    """The value of a cell; a moment beyond the calendar or broken letters are words that no reader understands."""
    try:
        return scalar.as_py()
    except (OverflowError, ValueError):
        return f"{getattr(scalar, 'value', '')} {scalar.type}".strip()


def _articles(table: "_Text | _Book", manner: Manner) -> Iterator[Article | Reject]:
    where = _where(table, manner)
    if isinstance(where, Reject):
        yield where
        return
    yield from _told(table)
    if where.get("text") == where.get("title"):
        yield files.told(table.subject, "headlines alone", "no column holds texts: the headlines are read as texts")
        where.pop("title")
    width = len(table.layout.names)

    def all_dates() -> Iterator[str]:
        for _, row in table.rows():
            if not isinstance(row, str):
                yield from (row[at] for at in where.get("published", [])[:1] if at < len(row))

    dated = manner.with_dates(all_dates)
    for number, row in table.rows():
        yield from _article(row, where, width=width, subject=f"{table.subject}:{number}", manner=dated)


def _told(table: "_Text | _Book") -> Iterator[Reject]:
    if table.encoding.why:
        yield files.told(table.subject, "encoding found", f"read as {table.encoding.why}")
    for remark in table.layout.remarks:
        yield files.told(table.subject, "lines passed over", remark)


def _where(table: "_Text | _Book", manner: Manner) -> dict[str, list[int]] | Reject:
    """Field to the places of the columns that may hold it, or why there is no article in the table."""
    names = table.layout.names
    if len(names) > bounds().columns:
        detail = f"{len(names):,}; at most {bounds().columns:,} are read (bounds.columns)"
        return files.refused(f"{table.subject}:{table.header_line}", "too many columns", detail)
    found = all_columns(names, manner.columns)
    if "text" not in found and "text" not in manner.columns and "title" in found and not _holds_records(names):
        found["text"] = found["title"]
    needed = ("text", "published") if manner.wants_day else ("text",)
    missing = next((field for field in needed if field not in found), None)
    if missing is None:
        return {field: [names.index(name) for name in hits] for field, hits in found.items()}
    subject = f"{table.subject}:{table.header_line}"
    if not found and looks_like_data(names):
        detail = f"it looks like data ({', '.join(names)[:120]}); put a row above it: date,title,text"
        return files.refused(subject, "the first row names no columns", detail)
    if _holds_records(names):
        detail = "it looks like a table of event records: give it with --records"
        return files.refused(subject, f"no column for {missing}", detail)
    known = ", ".join(names)[:200] or "none"
    return files.refused(
        subject, f"no column for {missing}", f"columns found: {known}; name it: --columns {missing}=NAME"
    )


def _holds_records(names: Sequence[str]) -> bool:
    return bool({plain(name) for name in names} & _RECORDS) and "text" not in find_names(names, _TEXTS)


_TEXTS = {"text": [word for word in SYNONYMS["text"] if word not in {"description", "summary", "story"}]}


def _article(
    row: Sequence[str] | str, where: Mapping[str, Sequence[int]], *, width: int, subject: str, manner: Manner
) -> Iterator[Article | Reject]:
    if isinstance(row, str):
        yield files.refused(subject, "broken line", row)
        return
    if any(cell.strip() for cell in row[width:]):
        detail = f"{len(row)} cells under {width} columns; is a text with separators unquoted?"
        yield files.refused(subject, "broken line", detail)
        return
    cells = {str(at): row[at] for hits in where.values() for at in hits if at < len(row)}
    for value in cells.values():
        if bad := ESCAPED.search(value):
            yield files.refused(subject, "not UTF-8", files.not_utf8(ord(bad[0]) - 0xDC00, bad.start()))
            return
    values = values_of(cells, {field: [str(at) for at in hits] for field, hits in where.items()})
    yield from to_article(values, subject=subject, manner=manner)
