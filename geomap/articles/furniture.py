"""Passes over the lines that a page puts around its article: links to other stories, credits, what asks to sign up."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from geomap.languages import Languages
from geomap.records import Article, Reject, Stage

LONGEST = 240  # characters of such a line; a paragraph that begins "Read more" is longer
_LINE = re.compile(r"[^\n\r]+")


def without_furniture(items: Iterable[Article | Reject], languages: Languages) -> Iterator[Article | Reject]:
    """Pass articles on with such lines blanked, letter for letter, so that offsets stay true.

    A Reject with the article's id tells how many. A text of nothing else stays as it is: it may be a headline alone.

    Args:
        items: articles, and what could not be read.
        languages: the packs that know such lines; an article in another language passes whole.
    """
    for item in items:
        if isinstance(item, Reject) or item.language not in languages:
            yield item
        else:
            yield from _looked_at(item, languages[item.language].language.beside)


def _looked_at(article: Article, beside: re.Pattern[str]) -> Iterator[Article | Reject]:
    lines = [line for line in _LINE.finditer(article.text) if line[0].strip()]
    found = [line for line in lines if len(line[0]) <= LONGEST and beside.fullmatch(line[0].strip().lower())]
    if not found or len(found) == len(lines):
        yield article
        return
    shown = found[0][0].strip()
    detail = f"{len(found)} of {len(lines)} lines were passed over, the first {shown[:60]!r}"
    yield Reject(
        stage=Stage.READ, subject=article.id, reason="lines around the article", detail=detail, article_id=article.id
    )
    text = article.text
    for line in found:
        text = f"{text[: line.start()]}{' ' * len(line[0])}{text[line.end() :]}"
    yield replace(article, text=text)
