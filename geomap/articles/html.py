"""Reads a saved web page: one article, found among menus and advertisements by trafilatura."""

import re
from collections.abc import Iterator
from pathlib import Path

from geomap.articles import files
from geomap.articles.fields import Manner, to_article
from geomap.articles.telegram import document_of, read_telegram
from geomap.bounds import bounds
from geomap.records import Article, Reject

_ELEMENT = re.compile(r"<[A-Za-z][^<>]*")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_FIELDS = {"title": "title", "published": "date", "url": "url", "outlet": "sitename", "language": "language"}


def read_html(path: Path, manner: Manner | None = None) -> Iterator[Article | Reject]:
    """Yield the article of a saved page. Its text is what trafilatura takes for the article, its date the page's own.

    Needs the extra `geomap-news[html]`.
    """
    try:
        with files.open_bytes(path) as file:
            data = files.one_article(file, f"{path.as_posix()}:1")
    except files.UNREADABLE as error:
        yield files.unreadable(path, error)
        return
    if isinstance(data, Reject):
        yield data
        return
    page = files.decode(data)
    if isinstance(page, str) and (chat := document_of(page)):
        yield from read_telegram(chat, subject=path.as_posix(), manner=(manner or Manner()).of(path.as_posix()))
        return
    fallback_id = path.name.split(".")[0]
    yield from page_article(data, subject=f"{path.as_posix()}:1", manner=manner or Manner(), fallback_id=fallback_id)


def page_article(
    data: bytes, *, subject: str, manner: Manner, url: str | None = None, fallback_id: str = ""
) -> Iterator[Article | Reject]:
    """The article of a page's bytes, in the encoding that the page declares or shows."""
    try:
        import trafilatura
    except ImportError:
        yield files.refused(subject, "needs geomap-news[html]", "python -m pip install 'geomap-news[html]'")
        return
    page = files.decode(data)
    if not isinstance(page, str):
        yield files.refused(subject, *page)
        return
    if (most := bounds().attributes) < _most_attributes(page, most):
        detail = f"an element with more than {most:,} attributes; save its text as .txt (bounds.attributes)"
        yield files.refused(subject, "beyond the bounds", detail)
        return
    certain = {"original_date": True, "extensive_search": False}  # no date guessed from the text or the footer
    found = trafilatura.bare_extraction(
        page, with_metadata=True, include_comments=False, date_extraction_params=certain
    )
    if found is None:
        yield files.refused(subject, "no text", "no article was found in the page; save its text as .txt")
        return
    values: dict[str, object] = {field: getattr(found, name, None) or None for field, name in _FIELDS.items()}
    values["text"] = getattr(found, "text", None) or ""
    values["url"] = values["url"] or url
    yield from to_article(values, subject=subject, manner=manner, fallback_id=fallback_id)


def _most_attributes(page: str, enough: int) -> int:
    """Of the element that has most, in time that grows with the page: libxml2 compares each with all others."""
    long = (found[0] for found in _ELEMENT.finditer(page) if len(found[0]) > 2 * enough)
    return max((len(re.split(r"[\s/]+", _QUOTED.sub(" ", one))) for one in long), default=0)
