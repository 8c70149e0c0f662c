"""Reads a dated plain text file: one article."""

import re
from collections.abc import Iterator
from pathlib import Path

from geomap.articles import files
from geomap.articles.fields import Manner, find_columns, to_article
from geomap.records import Article, Reject

_DATED = re.compile(r"\s*date[ \t]+(?P<date>\d[^\s]*)(?=\s|\Z)", re.IGNORECASE)
_HEADER_LINE = re.compile(r"(?P<key>[^\W\d][\w .-]{0,30}?)[ \t]*:(?=[ \t]|$)[ \t]*(?P<value>.*)")
_LINE_END = re.compile(r"\r\n|\n|\r")


def read_text(path: Path, manner: Manner | None = None) -> Iterator[Article | Reject]:
    """Yield the article of a text file.

    The file begins `date YYYY-MM-DD`, text following; or with a block of `key: value` lines (title, date, url,
    outlet, language, id), a blank line, and the text. `Article.text` is what follows, to the end of the file,
    without the white space in front. The id is the header's, else the name of the file without its suffix.
    """
    text = files.whole_text(path)
    if isinstance(text, Reject):
        yield text
        return
    yield from _article(text, path=path, manner=manner or Manner())


def _article(text: str, *, path: Path, manner: Manner) -> Iterator[Article | Reject]:
    subject = f"{path.as_posix()}:1"
    stem = path.name.split(".")[0] or path.name
    if dated := _DATED.match(text):
        values: dict[str, object] = {"published": dated["date"], "text": text[dated.end() :].lstrip()}
    else:
        header, body = _header(text)
        found = find_columns(header, manner.columns)
        values = {field: header[key] for field, key in found.items() if field != "text"}
        values["text"] = body.lstrip()
        if not header and body.strip() and manner.dated:
            way_out = (
                "begin the file with `date YYYY-MM-DD`, or with a block such as `date: YYYY-MM-DD` and a blank line"
            )
            yield files.refused(subject, "no date", way_out)
            return
    yield from to_article(values, subject=subject, manner=manner, fallback_id=stem)


def _header(text: str) -> tuple[dict[str, str], str]:
    """The `key: value` lines in front, and the rest; no lines when the block is not one."""
    header: dict[str, str] = {}
    position = len(text) - len(text.lstrip())
    while position < len(text):
        end = _LINE_END.search(text, position)
        line = text[position : end.start() if end else len(text)]
        position = end.end() if end else len(text)
        if not line.strip():
            return header, text[position:]
        parts = _HEADER_LINE.fullmatch(line.strip())
        if not parts:
            return {}, text
        header.setdefault(parts["key"], parts["value"])
    return header, ""
