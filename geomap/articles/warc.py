"""Reads web archives (WARC): an article for each saved page that holds one."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from geomap.articles import files
from geomap.articles.fields import Manner
from geomap.articles.html import page_article
from geomap.errors import InputError
from geomap.records import Article, Reject

NEEDS = "warc"


def read_warc(path: Path, manner: Manner | None = None) -> Iterator[Article | Reject]:
    """Yield the article, or the Reject, of each page of an archive; needs the extra `geomap-news[warc]`."""
    manner = (manner or Manner()).of(path.as_posix())
    others = 0
    try:
        with files.open_bytes(path) as file:
            for page in _pages(file, path):
                if page is None:
                    others += 1
                elif isinstance(page.data, Reject):
                    yield page.data
                else:
                    yield from page_article(page.data, subject=page.subject, manner=manner, url=page.url)
    except ImportError:
        way_out = f"python -m pip install 'geomap-news[{NEEDS}]'"
        yield files.refused(path.as_posix(), f"needs geomap-news[{NEEDS}]", way_out)
        return
    except files.UNREADABLE as error:
        yield files.unreadable(path, error)
    if others:
        yield files.told(path.as_posix(), "records without a page passed over", f"{others}: requests, pictures, styles")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A saved page."""

    subject: str
    url: str | None
    data: bytes | Reject


def _pages(file: IO[bytes], path: Path) -> Iterator[_Page | None]:
    """Each record of an archive: its page, or None where it holds none.

    Raises:
        ImportError: the extra is not installed.
        InputError: the archive is damaged.
    """
    from warcio.archiveiterator import ArchiveIterator

    try:
        for number, record in enumerate(ArchiveIterator(file), start=1):
            if record.rec_type not in {"response", "resource"} or not _is_page(record):
                yield None
                continue
            subject = f"{path.as_posix()}, record {number}"
            data = files.one_article(record.content_stream(), subject)
            yield _Page(subject=subject, url=record.rec_headers.get_header("WARC-Target-URI"), data=data)
    except InputError:
        raise
    except Exception as error:  # whatever a damaged archive does to its library
        raise InputError(path, f"damaged: {type(error).__name__}: {error}") from error


def _is_page(record: object) -> bool:
    headers = getattr(record, "http_headers", None)
    kind = (headers.get_header("Content-Type") if headers else None) or ""
    status = (headers.get_statuscode() if headers else None) or "200"
    return "html" in kind and status.startswith("2")
