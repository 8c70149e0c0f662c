"""Short texts cut from annotated articles, so that the reader of events also learns from a few sentences alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from geomap.records import Article, Field, Place, Reject, Span
from geomap.sentences import sentence_spans

LONGEST = 3  # sentences
TOLD, UNTOLD = 3, 1  # excerpts of an article that tell an event, and that tell none
UNTITLED = 0.6  # share that stands without the headline


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A few sentences as an article of their own, with the outcomes and the events that lie in them."""

    article: Article
    outcomes: tuple[Place | Reject, ...]
    golds: tuple[Mapping[str, Any], ...]


def excerpts(
    article: Article, outcomes: Sequence[Place | Reject], golds: Sequence[Mapping[str, Any]]
) -> Iterator[Excerpt]:
    """Some excerpts of an article, the same each time."""
    random = Random(article.id)  # noqa: S311 - no secret
    spans = sentence_spans(article.text, article.language)
    told = [at for at, (start, end) in enumerate(spans) if any(_inside(gold, start, end) for gold in golds)]
    untold = [at for at in range(len(spans)) if at not in set(told)]
    for first in (*random.sample(told, min(TOLD, len(told))), *random.sample(untold, min(UNTOLD, len(untold)))):
        last = min(len(spans) - 1, first + random.randrange(LONGEST))
        titled = random.random() >= UNTITLED
        yield _cut(article, outcomes, golds, (spans[first][0], spans[last][1]), titled=titled)


def _cut(
    article: Article,
    outcomes: Sequence[Place | Reject],
    golds: Sequence[Mapping[str, Any]],
    span: tuple[int, int],
    *,
    titled: bool,
) -> Excerpt:
    start, end = span
    shorter = replace(
        article,
        id=f"{article.id} {start}-{end}",
        title=article.title if titled else "",
        text=article.text[start:end],
    )
    kept = [moved for outcome in outcomes if (moved := _moved(outcome, start, end, titled=titled)) is not None]
    own = [cut for gold in golds if (cut := _gold(gold, start, end, titled=titled))["anchors"]]
    return Excerpt(shorter, tuple(kept), tuple(own))


def _moved(outcome: Place | Reject, start: int, end: int, *, titled: bool) -> Place | Reject | None:
    mention = outcome.mention
    if mention is None:
        return None
    if mention.field is Field.TITLE:
        return outcome if titled else None
    if not start <= mention.span.start < mention.span.end <= end:
        return None
    span = Span(start=mention.span.start - start, end=mention.span.end - start)
    return replace(outcome, mention=replace(mention, span=span))


def _gold(gold: Mapping[str, Any], start: int, end: int, *, titled: bool) -> dict[str, Any]:
    kept = [
        {**anchor, "start": anchor["start"] - start}
        for anchor in gold["anchors"]
        if anchor["field"] == "text" and start <= anchor["start"] and anchor["start"] + len(anchor["quote"]) <= end
    ]
    titles = [anchor for anchor in gold["anchors"] if anchor["field"] == "title" and titled]
    return {**gold, "anchors": [*titles, *kept]}


def _inside(gold: Mapping[str, Any], start: int, end: int) -> bool:
    return any(anchor["field"] == "text" and start <= anchor["start"] < end for anchor in gold["anchors"])
