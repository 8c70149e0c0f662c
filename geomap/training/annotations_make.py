"""Turns what readers wrote about the lent news into annotations without its words.

`python -m geomap.training.annotations_make --first a*.jsonl --second b*.jsonl` writes `data/annotations`. A reader's
line is one event: {"a": article id, "core", "place", "place_words": [words], "country", "lon", "lat", "precision",
"alt", "first", "last", "sub_type", "also": [sub-types], "killed", "injured", "initiator", "target", "anchors":
[words]}, in the senses of GUIDE.md; or {"a": article id, "none": true} for an article without an event. All faults
are named at once, and then nothing is written. With `--keep` what stands there of other articles stays; `--as` says
what the articles of outlets that are not held are for: `train`, `further` or `choice`.
"""

import argparse
import datetime as dt
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from geomap.errors import CoordinateError, GeomapError
from geomap.geo import LonLat
from geomap.records import Article, Field, GeoPrecision
from geomap.training.annotations import annotations_dir, lent_articles, news_dir, read_lines
from geomap.training.annotations_shape import TYPE_OF, AnnotationError, Split, digest, split_of

LONGEST_NAME = 60  # characters: a name, never a sentence
CORES = ("news", "background", "aggregate")
PRECISIONS = frozenset(precision.value for precision in GeoPrecision) - {GeoPrecision.NONE.value}
At = tuple[str, int, int]  # field, start, end in code points
Coding = Mapping[str, Sequence[Mapping[str, Any]]]  # a reader's events by article, in his order; () for none


def make(codings: Sequence[Coding], *, news: Path, learn_as: Split = Split.TRAIN) -> dict[Split, list[dict[str, Any]]]:
    """The rows of `data/annotations` by split, sorted by set and id.

    Args:
        codings: the first reading, then the second; what the second lacks was read once.
        news: the folder of the lent news.
        learn_as: the split of the articles whose outlets are not held.

    Raises:
        AnnotationError: lines that do not fit their articles, all of them.
    """
    wanted = {article_id for coding in codings for article_id in coding}
    found = _texts(wanted, news=news)
    faults = [f"{article_id}: no such article in {news}" for article_id in sorted(wanted - found.keys())]
    rows: dict[Split, list[dict[str, Any]]] = {learn_as: [], Split.HELD: []}
    for article_id, (source_set, article) in sorted(found.items(), key=lambda item: (item[1][0], item[0])):
        lines = [coding[article_id] for coding in codings if article_id in coding]
        faults += [fault for events in lines for event in events for fault in _faults(event, article)]
        if not faults:
            split = split_of(source_set, article.outlet)
            split = learn_as if split is Split.TRAIN else split
            rows[split].append(_row(article, source_set, split, lines))
    if faults:
        raise AnnotationError("\n".join(faults))
    return rows


def read_coding(paths: Iterable[Path]) -> Coding:
    """A reader's lines of several files by article."""
    coding: dict[str, list[Mapping[str, Any]]] = {}
    for path in paths:
        for row in read_lines(path):
            coding.setdefault(row["a"], []).extend([] if row.get("none") else [row])
    return coding


def _texts(wanted: set[str], *, news: Path) -> dict[str, tuple[str, Article]]:
    found: dict[str, tuple[str, Article]] = {}
    for file in sorted((news / "unlabelled").glob("*.jsonl.gz")):
        name = file.name.removesuffix(".jsonl.gz")
        articles = lent_articles([name], news=news)
        found |= {article_id: (name, articles[article_id]) for article_id in articles.keys() & wanted}
    return found


def _faults(event: Mapping[str, Any], article: Article) -> Iterator[str]:
    """What is wrong with a reader's line, in words."""
    if event["core"] not in CORES or event["precision"] not in PRECISIONS:
        yield f"{article.id}: no such core or precision: {event['core']}, {event['precision']}"
    if unknown := [sub for sub in (event["sub_type"], *event["also"]) if sub not in TYPE_OF]:
        yield f"{article.id}: no such sub-type: {', '.join(unknown)}"
    if not event["anchors"]:
        yield f"{article.id}: no anchors at {event['place']}"
    for words in (*event["anchors"], *event["place_words"]):
        if words not in article.title and words not in article.text:
            yield f"{article.id}: not in the article: {words!r}"
    yield from (f"{article.id}: {trouble}" for trouble in _faulty_numbers(event))


def _faulty_numbers(event: Mapping[str, Any]) -> Iterator[str]:
    if dt.date.fromisoformat(event["first"]) > dt.date.fromisoformat(event["last"]):
        yield f"{event['first']} comes after {event['last']}"
    for harm in (event["killed"], event["injured"]):
        if harm is not None and not (len(harm) == 2 and 0 <= harm[0] <= harm[1]):  # noqa: PLR2004 - low and high
            yield f"no range: {harm}"
    try:
        for lon, lat, _ in ((event["lon"], event["lat"], event["precision"]), *event["alt"]):
            LonLat.checked(lon=lon, lat=lat)
    except CoordinateError as error:
        yield str(error)


def _row(
    article: Article, source_set: str, split: Split, codings: Iterable[Iterable[Mapping[str, Any]]]
) -> dict[str, Any]:
    return {
        "id": article.id,
        "set": source_set,
        "outlet": article.outlet or "",
        "published": article.published.isoformat(),
        "sha256": digest(article.title, article.text),
        "split": split.value,
        "codings": [[_event(event, article) for event in events] for events in codings],
    }


def _event(event: Mapping[str, Any], article: Article) -> dict[str, Any]:
    """The event with places in the text instead of words; what is empty or not said is left out."""
    anchors = [_first(words, article) for words in event["anchors"]]
    whole = {
        **{key: event[key] for key in ("core", "country", "lon", "lat", "precision", "alt", "first", "last")},
        "type": TYPE_OF[event["sub_type"]],
        "sub_type": event["sub_type"],
        "also": event["also"],
        "killed": event["killed"],
        "injured": event["injured"],
        **{key: cut_to_name(event[key] or "") for key in ("place", "initiator", "target")},
        "anchors": anchors,
        "place_words": [_nearest(words, article, anchors) for words in event["place_words"]],
    }
    return {key: value for key, value in whole.items() if value not in (None, "", [])}


def cut_to_name(words: str) -> str:
    """The words up to the last comma or space that leaves a name, where they are longer than one."""
    if len(words) <= LONGEST_NAME:
        return words
    head = words[: LONGEST_NAME + 1]
    return (head.rpartition(",")[0] or head.rpartition(" ")[0] or head[:LONGEST_NAME]).strip()


def _first(words: str, article: Article) -> At:
    """Where the words stand first, the title before the text: readers chose words that one sentence has."""
    if (start := article.title.find(words)) >= 0:
        return (Field.TITLE.value, start, start + len(words))
    start = article.text.index(words)
    return (Field.TEXT.value, start, start + len(words))


def _nearest(words: str, article: Article, anchors: Sequence[At]) -> At:
    """Where a place's words stand nearest to an anchor, as whole words if they do anywhere: names are said often."""
    found = [
        (field.value, match.start(), match.end(), _is_whole(match))
        for field, whole in ((Field.TITLE, article.title), (Field.TEXT, article.text))
        for match in re.finditer(re.escape(words), whole)
    ]
    field, start, end, _ = min(found, key=lambda at: (not at[3], _gap(at[:3], anchors), at[0], at[1]))
    return (field, start, end)


def _is_whole(match: re.Match[str]) -> bool:
    around = match.string[max(match.start() - 1, 0) : match.start()] + match.string[match.end() : match.end() + 1]
    return not any(letter.isalnum() for letter in around)


def _gap(at: At, anchors: Iterable[At]) -> int:
    """Code points between a place and the nearest anchor of its field, 0 inside one; a field without one is far."""
    gaps = (max(start - at[2], at[1] - end, 0) for field, start, end in anchors if field == at[0])
    return min(gaps, default=sys.maxsize)


def joined(rows: Mapping[Split, Sequence[dict[str, Any]]], folder: Path) -> dict[Split, list[dict[str, Any]]]:
    """The rows with those that stand in a folder of annotations, of articles that are not among them."""
    fresh = {row["id"] for articles in rows.values() for row in articles}
    return {
        split: sorted(
            [*articles, *(row for row in _standing(folder / f"{split}.jsonl") if row["id"] not in fresh)],
            key=lambda row: (row["set"], row["id"]),
        )
        for split, articles in rows.items()
    }


def _standing(file: Path) -> list[dict[str, Any]]:
    return read_lines(file) if file.exists() else []


def write(rows: Mapping[Split, Sequence[Mapping[str, Any]]], folder: Path) -> None:
    """Write a file of JSON lines a split, one article a line."""
    folder.mkdir(parents=True, exist_ok=True)
    for split, articles in rows.items():
        lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in articles)
        (folder / f"{split}.jsonl").write_text("".join(lines), encoding="utf-8")


def main() -> int:
    """Write `data/annotations` anew from the readers' lines."""
    parser = argparse.ArgumentParser(description="Turns readers' lines into annotations without the articles' words.")
    parser.add_argument("--first", type=Path, nargs="+", required=True, help="JSON lines of the first reading")
    parser.add_argument("--second", type=Path, nargs="*", default=[], help="JSON lines of the second reading")
    parser.add_argument("--keep", action="store_true", help="keep the annotations of all other articles")
    parser.add_argument("--as", dest="learn_as", type=Split, default=Split.TRAIN, help="train, further or choice")
    asked = parser.parse_args()
    try:
        codings = [read_coding(asked.first), read_coding(asked.second)]
        rows = make(codings, news=news_dir(), learn_as=asked.learn_as)
        rows = joined(rows, annotations_dir()) if asked.keep else rows
    except (GeomapError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    write(rows, annotations_dir())
    print(", ".join(f"{split}: {len(articles)} articles" for split, articles in rows.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
