"""Reads JSON: lines with an article each, a list of articles, or a document that wraps such a list."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from geomap.articles import files
from geomap.articles.fields import Manner, all_columns, to_article, values_of
from geomap.articles.telegram import is_telegram, read_telegram
from geomap.bounds import bounds
from geomap.intake.json_rows import flat, parsed, parsed_line, rows_in, several_in, texts_of
from geomap.opening import read_whole
from geomap.records import Article, Reject

_OBJECT = 'a line must be a JSON object such as {"text": ...}'


def read_jsonl(path: Path, manner: Manner | None = None) -> Iterator[Article | Reject]:
    """Yield an article, or the Reject, of each line that is not blank; a file that is one JSON document is read too."""
    manner = (manner or Manner()).of(path.as_posix())
    if _is_one_document(path):
        yield from read_json(path, manner)
        return

    def all_dates() -> Iterator[object]:
        for _, row in _lines(path):
            if isinstance(row, Mapping):
                yield values_of(row, all_columns(row, manner.columns)).get("published")

    dated = manner.with_dates(all_dates)
    try:
        for number, row in _lines(path):
            subject = f"{path.as_posix()}:{number}"
            if isinstance(row, Mapping):
                yield from _article(row, subject=subject, manner=dated)
            else:
                yield files.refused(subject, *row)
    except files.UNREADABLE as error:
        yield files.unreadable(path, error)


def _is_one_document(path: Path) -> bool:
    """Whether the file is a list, or objects that are laid out over several lines each: a document, not lines."""
    try:
        with files.open_bytes(path) as file:
            first = next((line for _, line in files.lines(file) if line is None or line.strip()), None)
    except files.UNREADABLE:
        return False
    text = files.decode(first.strip()) if first else ""
    if not isinstance(text, str):
        return False
    if text.startswith("[{") and '"' in text:
        return True
    if text.strip() not in {"{", "[", "[{"}:
        return False
    try:
        whole = files.decode(read_whole(path))
    except files.UNREADABLE:
        return False
    return isinstance(whole, str) and bool(several_in(whole))


def _lines(path: Path) -> Iterator[tuple[int, Mapping[str, Any] | tuple[str, str]]]:
    """Each line that is not blank: its object, opened, or the reason and the detail of the refusal."""
    with files.open_bytes(path) as file:
        for number, line in files.lines(file):
            if line is None:
                yield number, ("too long", f"more than {bounds().line_bytes:,} bytes in one line (bounds.line_bytes)")
                continue
            text = files.decode_utf8(line)
            if not isinstance(text, str):
                yield number, text
            elif text.strip():
                yield number, _object(text)


def _object(text: str) -> Mapping[str, Any] | tuple[str, str]:
    try:
        row = parsed_line(text)
    except ValueError as error:
        return "broken line", f"no JSON: {error}"
    return flat(row) if isinstance(row, dict) else ("broken line", _OBJECT)


def read_json(path: Path, manner: Manner | None = None) -> Iterator[Article | Reject]:
    """Yield the articles of a JSON document: a list, an answer of NewsAPI or ReliefWeb, news-please, Telegram."""
    manner = (manner or Manner()).of(path.as_posix())
    subject = path.as_posix()
    try:
        text = files.decode(read_whole(path))
    except files.UNREADABLE as error:
        yield files.unreadable(path, error)
        return
    if not isinstance(text, str):
        yield files.refused(f"{subject}:1", *text)
        return
    try:
        document = parsed(text)
    except ValueError as error:
        if several := several_in(text):
            yield from _all(several, subject=subject, manner=manner)
        elif "\n" in text.strip() and isinstance(_object(text.strip().splitlines()[0]), Mapping):
            yield from read_jsonl(path, manner)
        else:
            yield files.refused(f"{subject}:1", "broken file", f"no JSON: {error}")
        return
    if is_telegram(document):
        yield from read_telegram(document, subject=subject, manner=manner)
        return
    yield from _all(document, subject=subject, manner=manner)


def _all(document: object, *, subject: str, manner: Manner) -> Iterator[Article | Reject]:
    rows, key = rows_in(document)
    opened = [flat(row) if isinstance(row, Mapping) else None for row in rows]

    def all_dates() -> Iterator[object]:
        for row in opened:
            if row is not None:
                yield values_of(row, all_columns(row, manner.columns)).get("published")

    dated = manner.with_dates(all_dates)
    under = f"{key}." if key else ""
    for number, row in enumerate(opened, start=1):
        where = f"{subject}, {under}{number}" if len(rows) > 1 or key else f"{subject}:1"
        if row is None:
            yield files.refused(where, "broken entry", "an entry must be a JSON object")
        else:
            yield from _article(row, subject=where, manner=dated)


def _article(row: Mapping[str, Any], *, subject: str, manner: Manner) -> Iterator[Article | Reject]:
    values = values_of(row, all_columns(row, manner.columns))
    if isinstance(parts := values.get("text"), list) and all(isinstance(part, str) for part in parts):
        values["text"] = "\n\n".join(parts)  # the paragraphs of a page, as scrapers keep them
    if isinstance(sources := values.get("outlet"), list):
        values["outlet"] = "; ".join(texts_of(sources)) or None
    if isinstance(languages := values.get("language"), list):
        values["language"] = next(iter(texts_of(languages)), None)
    if values.get("text") is None and values.get("title") and not any(name in row for name in ("text", "body")):
        values = {**values, "text": values["title"], "title": None}
    yield from to_article(values, subject=subject, manner=manner)
