"""Reads event annotations of real news, together with the texts that lie beside the project."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from geomap.articles import read_articles
from geomap.records import Article, EventType, Field, Reject, Span, Stage
from geomap.shipped import data_dir
from geomap.training.annotations_shape import (
    OF_OUR_OWN,
    TYPE_OF,
    Anchor,
    AnnotatedArticle,
    AnnotationError,
    Annotations,
    GoldEvent,
    Split,
    digest,
)
from geomap.training.corpora import shared_dir

SHORT_TEXTS = "short.jsonl"
ABSENT = "text absent"
CHANGED = "text is not the one that was annotated"
_STRAIGHT = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")


def annotations_dir() -> Path:
    """Where the annotations lie: in a checkout alone, not in an installed wheel."""
    return data_dir() / "annotations"


def news_dir() -> Path:
    """Where the lent news lies."""
    return shared_dir() / "news"


def read_annotations(*, folder: Path | None = None, news: Path | None = None) -> Annotations:
    """The project's own annotations with their texts, in the order of the files.

    Args:
        folder: the annotations; by default those of the checkout.
        news: the lent news; by default `../shared/news` beside the checkout. What it lacks is skipped.

    Raises:
        FileNotFoundError: there are no annotations, as in an installed wheel.
        AnnotationError: a span leaves its text although the hash is right.
    """
    folder, news = folder or annotations_dir(), news or news_dir()
    files = (folder / f"{split}.jsonl" for split in OF_OUR_OWN)
    rows = [row for file in files if file.exists() for row in read_lines(file)]
    texts = lent_articles({row["set"] for row in rows}, news=news)
    outcomes = [_annotated(row, texts.get(row["id"])) for row in rows]
    return Annotations(
        articles=tuple(outcome for outcome in outcomes if isinstance(outcome, AnnotatedArticle)),
        skipped=tuple(outcome for outcome in outcomes if isinstance(outcome, Reject)),
    )


def read_short_texts(*, folder: Path | None = None) -> Annotations:
    """Short texts of our own with what they tell, in the order of the file; their words stand beside the spans.

    Raises:
        FileNotFoundError: there are no annotations, as in an installed wheel.
        AnnotationError: a span leaves its text.
    """
    rows = read_lines((folder or annotations_dir()) / SHORT_TEXTS)
    return Annotations(articles=tuple(_restored_row({**row, "set": "own"}, _short_text(row)) for row in rows))


def _short_text(row: Mapping[str, Any]) -> Article:
    published = dt.date.fromisoformat(row["published"])
    return Article(id=row["id"], title=row["title"], text=row["text"], published=published)


def read_gold(*, news: Path | None = None) -> Annotations:
    """The lent gold with its articles, those without an event included.

    Raises:
        FileNotFoundError: the lent news is not beside the project.
        AnnotationError: an anchor does not stand where the gold says, or its article is missing.
    """
    news = news or news_dir()
    rows = read_lines(news / "gold.jsonl")
    texts = _by_id([news / "articles"])
    events: dict[str, list[GoldEvent]] = {}
    for row in rows:
        if row["article"] not in texts:
            raise AnnotationError(f"{news / 'gold.jsonl'}: {row['id']}: no text of its article in {news / 'articles'}")
        anchors = [_standing(texts[row["article"]], anchor) for anchor in row["anchors"]]
        events.setdefault(row["article"], []).append(_completed({**row, "anchors": anchors}))
    return Annotations(
        articles=tuple(
            AnnotatedArticle(
                article=article, source_set="gold", split=Split.GOLD, codings=(tuple(events.get(article.id, ())),)
            )
            for article in texts.values()
        )
    )


def lent_articles(sets: Iterable[str], *, news: Path) -> dict[str, Article]:
    """The articles of the lent sets by id, read as geomap reads them; a set that is not there has none."""
    files = (news / "unlabelled" / f"{name}.jsonl.gz" for name in sorted(sets))
    return _by_id([file for file in files if file.is_file()])


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines.

    Raises:
        AnnotationError: a line is no JSON.
    """
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        try:
            rows += [json.loads(line)] if line.strip() else []
        except ValueError as error:
            raise AnnotationError(f"{path}:{number}: no JSON: {error}") from error
    return rows


def _by_id(paths: Sequence[Path]) -> dict[str, Article]:
    found = read_articles(paths) if paths else ()
    return {article.id: article for article in found if isinstance(article, Article)}


def _annotated(row: Mapping[str, Any], article: Article | None) -> AnnotatedArticle | Reject:
    if article is None or digest(article.title, article.text) != row["sha256"]:
        return Reject(stage=Stage.READ, subject=row["id"], reason=CHANGED if article else ABSENT, article_id=row["id"])
    return _restored_row(row, article)


def _restored_row(row: Mapping[str, Any], article: Article) -> AnnotatedArticle:
    codings = (
        tuple(_restored(event, article, name=f"{prefix}{number}") for number, event in enumerate(coding, start=1))
        for prefix, coding in zip(("", "b"), row["codings"], strict=False)
    )
    return AnnotatedArticle(article=article, source_set=row["set"], split=Split(row["split"]), codings=tuple(codings))


def _restored(event: Mapping[str, Any], article: Article, *, name: str) -> GoldEvent:
    """The event with the words that its spans cover."""
    anchors, place_words = (
        [_anchor(article, *span) for span in event.get(key, ())] for key in ("anchors", "place_words")
    )
    return _completed(
        {
            **event,
            "also": [(TYPE_OF[sub], sub) for sub in event.get("also", ())],
            "id": f"{article.id}-{name}",
            "article": article.id,
            "anchors": anchors,
            "place_words": place_words,
        }
    )


def _anchor(article: Article, field: str, start: int, end: int) -> Anchor:
    whole = article.title if Field(field) is Field.TITLE else article.text
    if not 0 <= start < end <= len(whole):
        raise AnnotationError(f"{article.id}: the {field} has no code points {start} to {end}")
    return Anchor(field=field, start=start, quote=Span(start=start, end=end).of(whole))


def _completed(row: Mapping[str, Any]) -> GoldEvent:
    """The row with every key of an event, pairs as tuples."""
    first = row["anchors"][0]
    return GoldEvent(
        id=row["id"],
        article=row["article"],
        core=row["core"],
        quote_start=first["start"],
        quote=first["quote"],
        anchors=row["anchors"],
        place=row.get("place", ""),
        place_words=row.get("place_words", []),
        country=row.get("country", ""),
        lon=row["lon"],
        lat=row["lat"],
        precision=row["precision"],
        alt=[(lon, lat, precision) for lon, lat, precision in row.get("alt", ())],
        first=dt.date.fromisoformat(row["first"]).isoformat(),
        last=dt.date.fromisoformat(row["last"]).isoformat(),
        type=EventType(row["type"]).value,
        sub_type=row["sub_type"],
        also=[(kind, sub) for kind, sub in row.get("also", ())],
        killed=_pair(row.get("killed")),
        injured=_pair(row.get("injured")),
        initiator=row.get("initiator", ""),
        target=row.get("target", ""),
    )


def _pair(numbers: Sequence[int] | None) -> tuple[int, int] | None:
    return None if numbers is None else (numbers[0], numbers[1])


def _standing(article: Article, anchor: Anchor) -> Anchor:
    """The anchor in the article's own characters: the gold prints some quotation marks where they are straight."""
    found = _anchor(article, anchor["field"], anchor["start"], anchor["start"] + len(anchor["quote"]))
    if found["quote"].translate(_STRAIGHT) != anchor["quote"].translate(_STRAIGHT):
        raise AnnotationError(f"{article.id}: {anchor['quote']!r} does not stand at {anchor['start']}")
    return found
