"""Readers that turn files into articles."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol, TypeVar

from geomap.articles import files
from geomap.articles.feed import read_feed
from geomap.articles.fields import UNDATED, Manner, check_columns
from geomap.articles.html import read_html, read_mhtml
from geomap.articles.jsonl import read_json, read_jsonl
from geomap.articles.office import read_document, read_mail, read_mailbox
from geomap.articles.table import read_book, read_parquet, read_table
from geomap.articles.text import read_text
from geomap.articles.warc import read_warc
from geomap.bounds import lazily_within
from geomap.errors import FAULT, Fault, TableError, fault_in_words
from geomap.intake.laid_out import STANDARD_INPUT, Piece, laid_out
from geomap.intake.options import ARTICLE_FIELDS, RECORD_FIELDS, ReadOptions
from geomap.intake.workbook import SUFFIXES as BOOKS
from geomap.records import Article, Reject
from geomap.walking import HIDDEN, PassedOver, matching, walk

__all__ = ["READERS", "UNDATED", "FileReader", "Manner", "is_article_file", "manner_of", "read_articles"]


class FileReader(Protocol):
    """Reads one file of articles in a manner: the user's names of the columns, the ids read before."""

    def __call__(self, path: Path, manner: Manner | None = None) -> Iterator[Article | Reject]:
        """Yield what the file holds in its order; a bad article is a Reject naming file and line."""
        ...


READERS: Mapping[str, FileReader] = {
    **dict.fromkeys((".txt", ".md", ".markdown"), read_text),
    **dict.fromkeys((".jsonl", ".ndjson"), read_jsonl),
    ".json": read_json,
    **dict.fromkeys((".csv", ".tsv", ".tab"), read_table),
    **dict.fromkeys(sorted(BOOKS), read_book),
    ".parquet": read_parquet,
    **dict.fromkeys((".html", ".htm", ".xhtml"), read_html),
    **dict.fromkeys((".mhtml", ".mht"), read_mhtml),
    **dict.fromkeys((".rss", ".atom", ".rdf", ".xml"), read_feed),
    **dict.fromkeys((".docx", ".odt", ".rtf", ".pdf"), read_document),
    ".eml": read_mail,
    ".mbox": read_mailbox,
    ".warc": read_warc,
}
"""By suffix in lower case; each may be gzipped (`.jsonl.gz`), and many may lie in a `.zip` or a `.wacz`."""
_ARCHIVES = frozenset({".zip", ".wacz"})
_SETTINGS = "geomap.toml"  # in a folder of articles: settings of the run, no article
_STANDARD_INPUT = Path(STANDARD_INPUT)


def read_articles(
    inputs: Sequence[Path],
    *,
    columns: Mapping[str, str] | None = None,
    dated: bool = True,
    date: dt.date | None = None,
    options: ReadOptions | None = None,
) -> Iterator[Article | Reject]:
    """Read files and folders one article at a time; of all that is read only the ids are kept, 8 bytes each.

    A folder is read whole, with the folders in it, by name. Hidden files are passed over; links to folders, pipes and
    folders that cannot be opened are Rejects; a file given twice is read once. A Reject without `article_id` stands for
    an article that was lost, one with it for a part of an article that follows.

    Args:
        inputs: files and folders.
        columns: field of the article to the column (or key) that holds it, where the usual names are not used.
        dated: whether an article without a date is refused; otherwise it is published on `UNDATED`.
        date: when the articles that say no date were published.
        options: the same and more, for all files or for single ones; `columns` goes before it.

    Raises:
        TableError: an input does not exist, or with `options.strict` an article in it cannot be read.
        SettingsError: `columns` names no field of an article.
    """
    found = [path for given in inputs for path in matching(given)]
    if missing := [path for path in found if path != _STANDARD_INPUT and not path.exists()]:
        faults = [Fault(file=path.as_posix(), line=None, field=None, trouble="no such file") for path in missing]
        raise TableError(faults)
    chosen = options or ReadOptions()

    def all_items() -> Iterator[Article | Reject]:
        manner = manner_of(chosen, columns=columns, dated=dated, date=date)
        return lazily_within(chosen.bounds, _all(_paths(found), manner, chosen))

    items = all_items()
    if not chosen.strict:
        return items
    if _STANDARD_INPUT in found:  # it can be read once
        return iter(_without_faults(list(items)))
    _without_faults(all_items())
    return items


_MOST_SHOWN = 100  # faults that an error lists; the rest is counted
Items = TypeVar("Items", bound=Iterable[Article | Reject])


def _without_faults(items: Items) -> Items:
    """The items, when no article among them was lost.

    Raises:
        TableError: one was; all are listed.
    """
    lost = [item for item in items if isinstance(item, Reject) and item.article_id is None]
    if not lost:
        return items
    faults = []
    for reject in lost[:_MOST_SHOWN]:
        file, _, line = reject.subject.rpartition(":")
        said = f"{reject.reason}: {reject.detail}" if reject.detail else reject.reason
        is_line = bool(file) and line.isdigit()
        faults.append(
            Fault(
                file=file if is_line else reject.subject, line=int(line) if is_line else None, field=None, trouble=said
            )
        )
    rest = len(lost) - len(faults)
    raise TableError(faults, way_out=f"{rest} more articles have faults" if rest else "")


def manner_of(
    options: ReadOptions,
    *,
    columns: Mapping[str, str] | None = None,
    dated: bool = True,
    date: dt.date | None = None,
) -> Manner:
    """The manner that options ask for; `date` is that of the articles that say none.

    Raises:
        SettingsError: they name no field of an article.
    """
    naming = options.columns
    return Manner(
        columns=check_columns({**_of_articles(naming.everywhere), **(columns or {})}),
        of_file={end: check_columns(_of_articles(table)) for end, table in naming.of_file.items()},
        rules=options.dates,
        dated=dated,
        date=date,
    )


def _of_articles(columns: Mapping[str, str]) -> dict[str, str]:
    """The naming without what only records have."""
    return {
        field: column for field, column in columns.items() if field not in RECORD_FIELDS - ARTICLE_FIELDS - {"date"}
    }


def _paths(inputs: Sequence[Path]) -> Iterator[Path | PassedOver]:
    seen: set[Path] = set()
    for path in inputs:
        for found in walk(path) if path.is_dir() else (path,):
            if isinstance(found, PassedOver) or found == _STANDARD_INPUT:
                yield found
            elif found.name != _SETTINGS and (resolved := found.resolve()) not in seen:
                seen.add(resolved)
                yield found


def _all(paths: Iterable[Path | PassedOver], manner: Manner, options: ReadOptions) -> Iterator[Article | Reject]:
    for path in paths:
        if isinstance(path, PassedOver):
            if path.reason != HIDDEN:  # what everybody hides on purpose: .git, .DS_Store
                yield files.refused(path.path.as_posix(), "passed over", path.reason)
        elif path == _STANDARD_INPUT or path.suffix.lower() in _ARCHIVES:
            yield from _unpacked(path, manner, options.kind)
        else:
            yield from _file(path, manner)


def _unpacked(path: Path, manner: Manner, kind: str) -> Iterator[Article | Reject]:
    """What the files in an archive, or on standard input, hold; messages call them by their names there."""
    try:
        with laid_out(path, kind=kind) as pieces:
            if path.suffix.lower() == ".wacz":  # beside its pages it holds an index of them
                pieces = [piece for piece in pieces if files.kind_of(piece.path) == ".warc"]  # noqa: PLW2901
            for piece in pieces:
                if piece.trouble:
                    yield files.refused(piece.name, "cannot be read", piece.trouble)
                    continue
                for item in _file(piece.path, manner):
                    yield _renamed(item, piece) if isinstance(item, Reject) else item
    except OSError as error:
        yield files.unreadable(path, error)


def _renamed(reject: Reject, piece: Piece) -> Reject:
    return replace(reject, subject=reject.subject.replace(piece.path.as_posix(), piece.name))


def is_article_file(path: Path) -> bool:
    """Whether its name is that of a file that articles are read from."""
    return files.kind_of(path) in READERS or path.suffix.lower() in _ARCHIVES


def _file(path: Path, manner: Manner) -> Iterator[Article | Reject]:
    if reader := READERS.get(files.kind_of(path)):
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
