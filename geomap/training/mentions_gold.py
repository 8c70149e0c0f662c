"""Scores a recogniser on the gold sentences of our own that stand in tests/gold."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geomap.gazetteer import GazetteerStore
from geomap.mentions import CrfRecogniser
from geomap.records import CARRIES_EVENTS, Article, Mention, Role, Span
from geomap.shipped import data_dir

PUBLISHED = dt.date(2024, 1, 1)  # the recogniser does not read the date


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldFigures:
    """What a recogniser makes of the gold sentences; shares between 0 and 1."""

    names: int  # in the gold
    f1: float  # of spans that overlap
    exact_f1: float  # of spans that are equal
    role: float  # share of found names with the right role
    carries: float  # share of found names rightly said to carry an event or not
    false_places: int  # names found where none is, and said to carry an event


def gold_path() -> Path:
    """The gold sentences, in a checkout."""
    return data_dir().parent / "tests" / "gold" / "mentions.jsonl"


def score_gold(recogniser: CrfRecogniser, gazetteer: GazetteerStore, *, held: bool) -> GoldFigures:
    """The figures over the half that is held back from training and tuning, or over the open half."""
    rows = [json.loads(line) for line in gold_path().read_text(encoding="utf-8").splitlines()]
    return _figures([(row, _read(recogniser, gazetteer, row["text"])) for row in rows if row["held"] == held])


def _read(recogniser: CrfRecogniser, gazetteer: GazetteerStore, text: str) -> Sequence[Mention]:
    article = Article(id="gold", title="", text=text, published=PUBLISHED)
    return recogniser.recognise(article, gazetteer.facts(recogniser.asks(article)))


def _figures(read: Iterable[tuple[Mapping[str, Any], Sequence[Mention]]]) -> GoldFigures:
    names = found = exact = role = carries = surplus = false_places = 0
    for row, mentions in read:
        golds = {Span(start=one["start"], end=one["end"]): Role(one["role"]) for one in row["mentions"]}
        names += len(golds)
        for mention in mentions:
            span = next((span for span in golds if span.overlaps(mention.span)), None)
            if span is None:
                surplus += 1
                false_places += mention.role in CARRIES_EVENTS
                continue
            right = golds.pop(span)
            found += 1
            exact += span == mention.span
            role += right == mention.role
            carries += (right in CARRIES_EVENTS) == (mention.role in CARRIES_EVENTS)
    both = names + found + surplus
    return GoldFigures(
        names=names,
        f1=2 * found / both,
        exact_f1=2 * exact / both,
        role=role / found,
        carries=carries / found,
        false_places=false_places,
    )
