"""Readers that turn files into articles."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from geomap.articles import files
from geomap.articles.feed import read_feed
from geomap.articles.fields import UNDATED, Manner, check_columns
from geomap.articles.html import read_html
from geomap.articles.jsonl import read_jsonl
from geomap.articles.table import read_table
from geomap.articles.text import read_text
from geomap.errors import FAULT, Fault, TableError, fault_in_words
from geomap.records import Article, Reject
from geomap.walking import HIDDEN, PassedOver, walk

__all__ = ["READERS", "UNDATED", "FileReader", "Manner", "read_articles"]


class FileReader(Protocol):
    """Reads one file of articles in a manner: the user's names of the columns, the ids read before."""

    def __call__(self, path: Path, manner: Manner | None = None) -> Iterator[Article | Reject]:
        """Yield what the file holds in its order; a bad article is a Reject naming file and line."""
        ...


READERS: Mapping[str, FileReader] = {
    ".txt": read_text,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_table,
    ".tsv": read_table,
    ".html": read_html,
    ".htm": read_html,
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_feed,
}
"""By suffix in lower case; each may be gzipped (`.jsonl.gz`)."""


def read_articles(
    inputs: Sequence[Path], *, columns: Mapping[str, str] | None = None, dated: bool = True
) -> Iterator[Article | Reject]:
    """Read files and folders one article at a time; of all that is read only the ids are kept, 8 bytes each.

    A folder is read whole, with the folders in it, by name. Hidden files are passed over; links to folders, pipes and
    folders that cannot be opened are Rejects; a file given twice is read once. A Reject without `article_id` stands for
    an article that was lost, one with it for a part of an article that follows.

    Args:
        inputs: files and folders.
        columns: field of the article to the column (or key) that holds it, where the usual names are not used.
        dated: whether an article without a date is refused; otherwise it is published on `UNDATED`.

    Raises:
        TableError: an input does not exist.
        SettingsError: `columns` names no field of an article.
    """
    if missing := [path for path in inputs if not path.exists()]:
        faults = [Fault(file=path.as_posix(), line=None, field=None, trouble="no such file") for path in missing]
        raise TableError(faults)
    return _all(_paths(inputs), Manner(columns=check_columns(columns), dated=dated))


def _paths(inputs: Sequence[Path]) -> Iterator[Path | PassedOver]:
    seen: set[Path] = set()
    for path in inputs:
        for found in walk(path) if path.is_dir() else (path,):
            if isinstance(found, PassedOver):
                yield found
            elif (resolved := found.resolve()) not in seen:
                seen.add(resolved)
                yield found


def _all(paths: Iterable[Path | PassedOver], manner: Manner) -> Iterator[Article | Reject]:
    for path in paths:
        if isinstance(path, PassedOver):
            if path.reason != HIDDEN:  # what everybody hides on purpose: .git, .DS_Store
                yield files.refused(path.path.as_posix(), "passed over", path.reason)
        elif reader := READERS.get(files.kind_of(path)):
            yield from _guarded(reader, path, manner)
        else:
            known = ", ".join(READERS)
            yield files.refused(path.as_posix(), "unknown format", f"articles are read from {known}, each also as .gz")


def _guarded(reader: FileReader, path: Path, manner: Manner) -> Iterator[Article | Reject]:
    """What the reader yields; a fault in it costs the rest of this file, and is told, never the run."""
    try:
        yield from reader(path, manner)
    except Exception as error:  # noqa: BLE001 - a fault of ours or of a library: one file's, not everybody's
        yield files.refused(path.as_posix(), FAULT, fault_in_words(error))
