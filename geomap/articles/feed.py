"""Reads a saved RSS or Atom feed: one article an entry."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geomap.articles import files
from geomap.articles.fields import Manner, to_article
from geomap.articles.settling import hint_of
from geomap.intake.markup import plain
from geomap.records import Article, Reject


def read_feed(path: Path, manner: Manner | None = None) -> Iterator[Article | Reject]:
    """Yield an article, or the Reject, of each entry; its text is the content, else the summary, without markup.

    Needs the extra `geomap-news[feed]`.
    """
    manner = (manner or Manner()).of(path.as_posix())
    subject = path.as_posix()
    try:
        import feedparser  # noqa: F401 - whether it is there
    except ImportError:
        yield files.refused(subject, "needs geomap-news[feed]", "python -m pip install 'geomap-news[feed]'")
        return
    source = files.whole_text(path)
    if isinstance(source, Reject):
        yield source
        return
    feed = _parsed(source)
    if feed is None:
        yield files.refused(f"{subject}:1", "no feed", "no RSS or Atom: it is damaged")
        return
    if not feed.entries:
        yield files.refused(f"{subject}:1", "no feed", "no entries of RSS or Atom were found in the file")
    language = feed.feed.get("language")
    told = [_values(entry, outlet=feed.feed.get("title"), language=language) for entry in feed.entries]
    dated = manner.with_dates(
        lambda: [values["published"] for values in told], hint=hint_of(language) if isinstance(language, str) else None
    )
    others = 0
    for number, (entry, values) in enumerate(zip(feed.entries, told, strict=True), start=1):
        if entry.get("wp_post_type") in _NO_POSTS or entry.get("wp_status") in _UNPUBLISHED:
            others += 1
        else:
            yield from to_article(values, subject=f"{subject}, entry {number}", manner=dated)
    if others:
        yield files.told(subject, "entries without an article passed over", f"{others}: attachments, menus, drafts")


def _parsed(source: str) -> Any:  # noqa: ANN401 - feedparser's dict
    """The feed, or None where the library fails of its damage, as it does of a tag with a number for a name."""
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        return feedparser.parse(source.encode("utf-8"), response_headers=headers)
    except (TypeError, ValueError, AttributeError, KeyError, IndexError, AssertionError):
        return None


_NO_POSTS = frozenset({"attachment", "nav_menu_item", "wp_global_styles", "custom_css"})  # of a WordPress export

_UNPUBLISHED = frozenset({"draft", "auto-draft", "pending", "private", "future", "trash"})


def _values(entry: Any, *, outlet: object, language: object) -> dict[str, object]:  # noqa: ANN401 - feedparser's dict
    content = entry.get("content") or [{}]
    own = (entry.get("source") or {}).get("title")  # of an aggregated feed
    title = plain(entry.get("title") or "")
    return {
        "id": entry.get("id"),
        "title": title.removesuffix(f" - {own}") if own else title,
        "text": plain(content[0].get("value") or entry.get("summary") or ""),
        "published": entry.get("published") or entry.get("wp_post_date") or entry.get("updated"),
        "url": entry.get("link"),
        "outlet": own or outlet,
        "language": language,
    }
