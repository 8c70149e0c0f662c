"""The gate between reading and the stages: no article passes whose size or day a stage could choke on."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from geomap.bounds import Bounds
from geomap.bounds import bounds as current
from geomap.records import Article, Reject, Stage

_NO_DAY = dt.date.min  # of an article whose day is not known and not needed


def within_bounds(items: Iterable[Article | Reject], bounds: Bounds | None = None) -> Iterator[Article | Reject]:
    """Pass articles and Rejects on; an article beyond a bound becomes a Reject, a title that is too long is cut.

    A Reject for a title that was cut carries the `article_id` of the article that follows it.
    """
    bounds = bounds or current()
    for item in items:
        if isinstance(item, Reject):
            yield item
        elif trouble := _trouble(item, bounds):
            yield Reject(stage=Stage.READ, subject=f"article {item.id}", reason=trouble[0], detail=trouble[1])
        elif len(item.title) > bounds.title_chars:
            detail = f"the title has {len(item.title):,} characters; the first {bounds.title_chars:,} are kept"
            subject = f"article {item.id}"
            yield Reject(stage=Stage.READ, subject=subject, reason="title cut", detail=detail, article_id=item.id)
            yield replace(item, title=item.title[: bounds.title_chars])
        else:
            yield item


def _trouble(article: Article, bounds: Bounds) -> tuple[str, str] | None:
    if len(article.text) > bounds.article_chars:
        return "too long", f"{len(article.text):,} characters; at most {bounds.article_chars:,} are read"
    year = article.published.year
    if article.published != _NO_DAY and not bounds.first_year <= year <= bounds.last_year:
        return (
            "date out of bounds",
            f"{article.published}: years from {bounds.first_year} to {bounds.last_year} are read",
        )
    return None
