"""Reads a saved RSS or Atom feed: one article an entry."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from geomap.articles import files
from geomap.articles.fields import Manner, to_article
from geomap.records import Article, Reject

_BLOCKS = frozenset({"p", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "tr", "table"})
_UNSEEN = frozenset({"script", "style"})


def read_feed(path: Path, manner: Manner | None = None) -> Iterator[Article | Reject]:
    """Yield an article, or the Reject, of each entry; its text is the content, else the summary, without markup.

    Needs the extra `geomap-news[feed]`.
    """
    manner = manner or Manner()
    subject = path.as_posix()
    try:
        import feedparser
    except ImportError:
        yield files.refused(subject, "needs geomap-news[feed]", "python -m pip install 'geomap-news[feed]'")
        return
    source = files.whole_text(path)
    if isinstance(source, Reject):
        yield source
        return
    feed = feedparser.parse(source.encode("utf-8"), response_headers={"content-type": "application/xml; charset=utf-8"})
    if not feed.entries:
        yield files.refused(f"{subject}:1", "no feed", "no entries of RSS or Atom were found in the file")
    for number, entry in enumerate(feed.entries, start=1):
        values = _values(entry, outlet=feed.feed.get("title"), language=feed.feed.get("language"))
        yield from to_article(values, subject=f"{subject}, entry {number}", manner=manner)


def _values(entry: Any, *, outlet: object, language: object) -> dict[str, object]:  # noqa: ANN401 - feedparser's dict
    content = entry.get("content") or [{}]
    return {
        "id": entry.get("id"),
        "title": plain(entry.get("title", "")),
        "text": plain(content[0].get("value") or entry.get("summary", "")),
        "published": entry.get("published") or entry.get("updated"),
        "url": entry.get("link"),
        "outlet": outlet,
        "language": language,
    }


def plain(markup: str) -> str:
    """The text of a piece of HTML; blocks become lines."""
    reader = _Text()
    reader.feed(markup)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Text(HTMLParser):
    """Collects the text between tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if self._unseen <= 0:
            self.parts.append(data.replace("\n", " "))
