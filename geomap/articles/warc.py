"""Reads web archives (WARC): an article for each saved page that holds one."""

from collections.abc import Iterator
from pathlib import Path

from geomap.articles import files
from geomap.articles.fields import Manner
from geomap.articles.html import page_article
from geomap.records import Article, Reject

NEEDS = "warc"


def read_warc(path: Path, manner: Manner | None = None) -> Iterator[Article | Reject]:
    """Yield the article, or the Reject, of each page of an archive; needs the extra `geomap-news[warc]`."""
    manner = (manner or Manner()).of(path.as_posix())
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        way_out = f"python -m pip install 'geomap-news[{NEEDS}]'"
        yield files.refused(path.as_posix(), f"needs geomap-news[{NEEDS}]", way_out)
        return
    others = 0
    try:
        with files.open_bytes(path) as file:
            for number, record in enumerate(ArchiveIterator(file), start=1):
                if record.rec_type not in {"response", "resource"} or not _is_page(record):
                    others += 1
                    continue
                subject = f"{path.as_posix()}, record {number}"
                data = files.one_article(record.content_stream(), subject)
                url = record.rec_headers.get_header("WARC-Target-URI")
                if isinstance(data, Reject):
                    yield data
                else:
                    yield from page_article(data, subject=subject, manner=manner, url=url)
    except (ArchiveLoadFailed, *files.UNREADABLE) as error:
        yield files.refused(path.as_posix(), "cannot be read", str(error))
    if others:
        yield files.told(path.as_posix(), "records without a page passed over", f"{others}: requests, pictures, styles")


def _is_page(record: object) -> bool:
    headers = getattr(record, "http_headers", None)
    kind = (headers.get_header("Content-Type") if headers else None) or ""
    status = (headers.get_statuscode() if headers else None) or "200"
    return "html" in kind and status.startswith("2")
