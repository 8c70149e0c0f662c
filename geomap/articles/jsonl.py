"""Reads JSON lines: one article a line."""

import json
from collections.abc import Iterator
from pathlib import Path

from geomap.articles import files
from geomap.articles.fields import Manner, find_columns, to_article
from geomap.records import Article, Reject


def read_jsonl(path: Path, manner: Manner | None = None) -> Iterator[Article | Reject]:
    """Yield an article, or the Reject, of each line that is not blank; `manner.columns` maps field to key."""
    manner = manner or Manner()
    try:
        with files.open_bytes(path) as file:
            for number, line in files.lines(file):
                yield from _article(line, subject=f"{path.as_posix()}:{number}", manner=manner)
    except files.UNREADABLE as error:
        yield files.unreadable(path, error)


def _article(line: bytes | None, *, subject: str, manner: Manner) -> Iterator[Article | Reject]:
    if line is None:
        yield files.refused(subject, "too long", f"more than {files.LONGEST} bytes in one line")
        return
    text = files.decode(line)
    if not isinstance(text, str):
        yield files.refused(subject, *text)
        return
    if not text.strip():
        return
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield files.refused(subject, "broken line", f"no JSON: {error}")
        return
    if not isinstance(row, dict):
        yield files.refused(subject, "broken line", 'a line must be a JSON object such as {"text": ...}')
        return
    values = {field: row[key] for field, key in find_columns(row, manner.columns).items()}
    yield from to_article(values, subject=subject, manner=manner)
