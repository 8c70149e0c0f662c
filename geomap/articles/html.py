"""Reads a saved web page: one article, found among menus and advertisements by trafilatura."""

import email
import email.policy
import re
from collections.abc import Iterator
from pathlib import Path

from geomap.articles import files
from geomap.articles.fields import Manner, to_article
from geomap.articles.telegram import document_of, read_telegram
from geomap.articles.text import day_in_name
from geomap.bounds import bounds
from geomap.intake.markup import most_attributes
from geomap.records import Article, Reject

_FIELDS = {"title": "title", "published": "date", "url": "url", "outlet": "sitename", "language": "language"}
# What browsers and their extensions leave in a page that they save.
_SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://\S+)")


def read_html(path: Path, manner: Manner | None = None) -> Iterator[Article | Reject]:
    """Yield the article of a saved page. Its text is what trafilatura takes for the article, its date the page's own.

    Needs the extra `geomap-news[html]`.
    """
    data = _bytes_of(path)
    if isinstance(data, Reject):
        yield data
        return
    page = files.decode(data)
    if isinstance(page, str) and (chat := document_of(page)):
        yield from read_telegram(chat, subject=path.as_posix(), manner=(manner or Manner()).of(path.as_posix()))
        return
    saved_from = _SAVED_FROM.search(page) if isinstance(page, str) else None
    url = saved_from[1] if saved_from else None
    yield from _of_file(data, path, manner or Manner(), url=url)


def read_mhtml(path: Path, manner: Manner | None = None) -> Iterator[Article | Reject]:
    """Yield the article of a page that a browser saved with all its parts in one file (.mhtml, .mht).

    Needs the extra `geomap-news[html]`.
    """
    data = _bytes_of(path)
    if isinstance(data, Reject):
        yield data
        return
    whole = email.message_from_bytes(data, policy=email.policy.default)
    pages = (part for part in whole.walk() if part.get_content_type() in {"text/html", "application/xhtml+xml"})
    page = next(pages, None)
    if page is None:
        yield files.refused(f"{path.as_posix()}:1", "no text", "no page is in the file; save it as .html")
        return
    content = page.get_payload(decode=True)
    url = str(whole.get("Snapshot-Content-Location") or page.get("Content-Location") or "") or None
    yield from _of_file(content if isinstance(content, bytes) else b"", path, manner or Manner(), url=url)


def _bytes_of(path: Path) -> bytes | Reject:
    try:
        with files.open_bytes(path) as file:
            return files.one_article(file, f"{path.as_posix()}:1")
    except files.UNREADABLE as error:
        return files.unreadable(path, error)


def _of_file(data: bytes, path: Path, manner: Manner, *, url: str | None) -> Iterator[Article | Reject]:
    fallback_id = path.name.split(".")[0]
    yield from page_article(
        data,
        subject=f"{path.as_posix()}:1",
        manner=manner,
        url=url,
        fallback_id=fallback_id,
        day=day_in_name(path.name),
    )


def page_article(  # noqa: PLR0913 - by keyword
    data: bytes,
    *,
    subject: str,
    manner: Manner,
    url: str | None = None,
    fallback_id: str = "",
    day: str | None = None,
) -> Iterator[Article | Reject]:
    """The article of a page's bytes, in the encoding that the page declares or shows; `day` where the page has none."""
    try:
        import trafilatura
    except ImportError:
        yield files.refused(subject, "needs geomap-news[html]", "python -m pip install 'geomap-news[html]'")
        return
    page = files.decode(data)
    if not isinstance(page, str):
        yield files.refused(subject, *page)
        return
    if (most := bounds().attributes) < most_attributes(page, most):
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
    values["published"] = values["published"] or day
    yield from to_article(values, subject=subject, manner=manner, fallback_id=fallback_id)
