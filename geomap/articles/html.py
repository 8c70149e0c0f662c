"""Reads a saved web page: one article, found among menus and advertisements by trafilatura."""

from collections.abc import Iterator
from pathlib import Path

from geomap.articles import files
from geomap.articles.fields import Manner, to_article
from geomap.records import Article, Reject

_FIELDS = {"title": "title", "published": "date", "url": "url", "outlet": "sitename", "language": "language"}


def read_html(path: Path, manner: Manner | None = None) -> Iterator[Article | Reject]:
    """Yield the article of a saved page. Its text is what trafilatura takes for the article, its date the page's own.

    Needs the extra `geomap-news[html]`.
    """
    try:
        with files.open_bytes(path) as file:
            data = file.read(files.LONGEST + 1)
    except files.UNREADABLE as error:
        yield files.unreadable(path, error)
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
    if len(data) > files.LONGEST:
        yield files.refused(subject, "too long", f"more than {files.LONGEST} bytes in one article")
        return
    page = files.decode(data)
    if not isinstance(page, str):
        yield files.refused(subject, *page)
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
