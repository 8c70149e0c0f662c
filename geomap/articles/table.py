"""Reads tables of articles: CSV and TSV, one article a row."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from geomap.articles import files
from geomap.articles.fields import Manner, find_columns, to_article
from geomap.records import Article, Reject

_ESCAPED = re.compile("[\udc80-\udcff]")  # how a byte that is not UTF-8 looks after `surrogateescape`


def read_table(path: Path, manner: Manner | None = None) -> Iterator[Article | Reject]:
    """Yield an article, or the Reject, of each row; `manner.columns` maps field to column name.

    The first row names the columns. The separator is a tab in `.tsv`, else whichever of , ; tab | makes the first row
    name most fields.
    """
    csv.field_size_limit(files.LONGEST)
    try:
        with files.open_bytes(path) as file, files.as_text(file) as text:
            yield from _articles(text, path=path, manner=manner or Manner())
    except files.UNREADABLE as error:
        yield files.unreadable(path, error)


def _articles(text: TextIO, *, path: Path, manner: Manner) -> Iterator[Article | Reject]:
    first = text.readline(files.LONGEST)
    subject = f"{path.as_posix()}:1"
    if first.startswith(("\udcff\udcfe", "\udcfe\udcff")):
        yield files.refused(subject, "not UTF-8", "it is UTF-16; convert it: iconv -f UTF-16 -t UTF-8")
        return
    separators = "\t" if files.kind_of(path) == ".tsv" else ",;\t|"
    header, found = max((_header(first, sep, manner.columns) for sep in separators), key=lambda pair: len(pair[1]))
    needed = ("text", "published") if manner.dated else ("text",)
    if missing := [field for field in needed if field not in found]:
        known = ", ".join(header)[:200] or "none"
        detail = f"columns found: {known}; name it with --columns {missing[0]}=NAME"
        yield files.refused(subject, f"no column for {missing[0]}", detail)
        return
    separator = next(sep for sep in separators if _header(first, sep, manner.columns)[1] == found)
    where = {field: header.index(name) for field, name in found.items()}
    for number, row in _rows(text, separator):
        yield from _article(row, where, width=len(header), subject=f"{path.as_posix()}:{number}", manner=manner)


def _header(line: str, separator: str, columns: Mapping[str, str]) -> tuple[list[str], dict[str, str]]:
    names = [name.strip() for name in next(csv.reader([line], delimiter=separator), [])]
    return names, find_columns(names, columns)


def _rows(text: TextIO, separator: str) -> Iterator[tuple[int, list[str] | str]]:
    """Each row with the number of the line it begins on; the trouble in words for one that is no CSV."""
    reader = csv.reader(text, delimiter=separator, strict=True)
    while True:
        begins = reader.line_num + 2  # the header was line 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield begins, str(error)
            continue
        if row is None:
            return
        if row:
            yield begins, row


def _article(
    row: Sequence[str] | str, where: Mapping[str, int], *, width: int, subject: str, manner: Manner
) -> Iterator[Article | Reject]:
    if isinstance(row, str):
        yield files.refused(subject, "broken line", f"no CSV: {row}; are quotes inside a text doubled?")
        return
    if len(row) > width:
        detail = f"{len(row)} cells under {width} columns; is a text with separators unquoted?"
        yield files.refused(subject, "broken line", detail)
        return
    values = {field: row[at] for field, at in where.items() if at < len(row)}
    for value in values.values():
        if bad := _ESCAPED.search(value):
            yield files.refused(subject, "not UTF-8", files.not_utf8(ord(bad[0]) - 0xDC00, bad.start()))
            return
    yield from to_article(values, subject=subject, manner=manner)
