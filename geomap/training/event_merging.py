"""Trains the score by which reports of two articles are taken for one event, on pairs that readers judged."""

import datetime as dt
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from geomap.batches import OpenStages, geoparse_batch
from geomap.events.assemble import assembled
from geomap.events.reader import DOUBTED, Assessed, EventReader
from geomap.linking.candidates import candidates
from geomap.linking.likeness import DIRECTIONS, FEATURES, ONE, features, may_be_one
from geomap.linking.traits import POINTS, Traits, traits
from geomap.linking.vocabulary import vocabulary
from geomap.records import Article, Event, GeoPrecision, Reject
from geomap.rows import event_row, report_rows
from geomap.settings import Settings
from geomap.stages import Stages
from geomap.training.annotations import annotations_dir
from geomap.training.boosted import exported
from geomap.training.event_decisions import Lesson
from geomap.training.event_labels import scorer
from geomap.training.event_texts import Geoparsed
from geomap.trees import Trees

FOLDS = 5
APART_KM = 50.0
OWN = 3.0  # weight of our own pairs, which were made to differ by one thing each
ROUNDS = 60
SETTINGS = {
    "objective": "binary", "learning_rate": 0.08, "num_leaves": 6, "min_child_samples": 8, "lambda_l2": 5.0,
    "monotone_constraints": list(DIRECTIONS), "seed": 0, "num_threads": 1, "verbose": -1, "deterministic": True,
    "force_row_wise": True,
}  # fmt: skip
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two events as read, of two articles, that stand for two annotated ones which somebody compared."""

    one: Traits
    other: Traits
    is_one: bool
    weight: float
    fold: int


def judged() -> list[Mapping[str, Any]]:
    """The pairs of annotated events that were compared."""
    path = annotations_dir() / "same.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def pairs(told: Mapping[str, Sequence[tuple[str, Event]]], golds: Mapping[str, Mapping[str, Any]]) -> Iterator[Pair]:
    """Events of two articles, as read, of which it is known whether they are one.

    That is what somebody said of the annotated events they stand for, or what these say themselves: days or places
    that lie apart are two. Of articles that nobody was asked about there are none: they would give pairs of two
    events alone.

    Args:
        told: the events that were read by article, each with the id of the annotated event that it stands for.
        golds: the annotated events by id.
    """
    read = [(gold, traits(event, vocabulary())) for events in told.values() for gold, event in events]
    said = {frozenset((row["one"], row["other"])): row for row in judged()}
    asked = {golds[gold]["article"] for pair in said for gold in pair if gold in golds}
    for at, other in candidates([one for _, one in read], range(len(read)), set()):
        (gold, one), (its, two) = read[at], read[other]
        row = said.get(frozenset((gold, its)))
        if not may_be_one(one, two):
            continue
        if row:
            yield Pair(one, two, row["same"], row["stands_for"] ** 0.5, _fold(min(gold, its)))
        elif {golds[gold]["article"], golds[its]["article"]} <= asked and are_apart(golds[gold], golds[its]):
            yield Pair(one, two, is_one=False, weight=1.0, fold=_fold(min(gold, its)))


def are_apart(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two annotated events are surely two: by days or by places."""
    first, last = (dt.date.fromisoformat(max(one["first"], other["first"])), min(one["last"], other["last"]))
    if first - dt.date.fromisoformat(last) > dt.timedelta(days=1):
        return True
    exact = {one["precision"], other["precision"]} <= set(POINTS)
    away = scorer().km((one["lon"], one["lat"]), (other["lon"], other["lat"]))
    return one["country"] != other["country"] or (exact and away > APART_KM)


def own_pairs(reader: EventReader, path: Path) -> Iterator[Pair]:
    """The open half of our own pairs of short reports, each read as an article."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for row in (row for row in rows if not row["held"]):
        one, other = (
            [traits(event, vocabulary()) for event in _read(reader, row[side], side)] for side in ("one", "other")
        )
        for a in one:
            for b in other:
                if may_be_one(a, b):
                    yield Pair(a, b, row["same"], OWN, _fold(row["id"]))


def _read(reader: EventReader, told: Mapping[str, str], name: str) -> list[Event]:
    article = Article(id=name, title="", text=told["text"], published=dt.date.fromisoformat(told["published"]))
    (parsed,) = geoparse_batch(OpenStages(Settings(), Stages(coder=reader))(), [article])
    return (
        []
        if isinstance(parsed, Reject)
        else [event for event in reader.code(article, parsed.outcomes) if isinstance(event, Event)]
    )


def _fold(name: str) -> int:
    return sum(map(ord, name)) % FOLDS


def told_by(
    told: Sequence[Lesson], assessed: Sequence[Sequence[Assessed]], articles: Sequence[Geoparsed]
) -> dict[str, list[tuple[str, Event]]]:
    """The events that were read by article, each with the annotated event that the scorer pairs it with.

    Args:
        told: lessons, each as a network read it that was trained without it.
        assessed: their events, by decisions that were trained without them.
        articles: the articles that the lessons are of; lessons of short texts that were cut from one are passed over.
    """
    known = {one.article.id: one for one in articles}
    found: dict[str, list[tuple[str, Event]]] = {}
    for lesson, own in zip(told, assessed, strict=False):
        article = known.get(lesson.document.article.id)
        if article is not None and article.article.text == lesson.document.article.text:
            events = assembled(lesson.document, own, article.outcomes, doubted=DOUBTED)
            found[article.article.id] = [(gold, event) for event in events if (gold := _paired(event, lesson.golds))]
    return found


def _paired(event: Event, golds: Sequence[Mapping[str, Any]]) -> str | None:
    row, (report,) = event_row(event), report_rows(event)
    at = event.where.at if event.where.precision is not GeoPrecision.COUNTRY else None
    row |= {"longitude": at and at.lon, "latitude": at and at.lat}  # of a doubtful event as well
    row |= {key: row[key].isoformat() for key in ("date_start", "date_end")}
    gold, fit, _, _ = scorer().pair(row, report, golds)
    return gold["id"] if gold and fit.where in {"right", "coarse"} else None


def train(given: Sequence[Pair]) -> tuple[bytes, dict[str, float]]:
    """The model, and what it reaches on pairs that it did not see."""
    rows = np.array([features(pair.one, pair.other) for pair in given], dtype=np.float64)
    answers = np.array([pair.is_one for pair in given])
    weights, folds = np.array([pair.weight for pair in given]), np.array([pair.fold for pair in given])
    odds = np.zeros(len(rows))
    for fold in range(FOLDS):
        apart = folds == fold
        odds[apart] = _fitted(rows[~apart], answers[~apart], weights[~apart])(rows[apart])
    said = 1.0 / (1.0 + np.exp(-odds)) >= ONE
    figures = {
        "pairs": float(len(rows)),
        "precision": float((answers & said).sum() / max(1, said.sum())),
        "recall": float((answers & said).sum() / answers.sum()),
    }
    return to_bytes(_fitted(rows, answers, weights)), figures


def to_bytes(trees: Trees) -> bytes:
    """The file; equal trees give equal bytes."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **trees.arrays("likeness"))  # type: ignore[arg-type]
    return buffer.getvalue()


def _fitted(rows: Floats, answers: npt.NDArray[np.bool_], weights: Floats) -> Trees:
    import lightgbm

    data = lightgbm.Dataset(rows, answers, weight=weights, feature_name=list(FEATURES))
    return exported(lightgbm.train(SETTINGS, data, ROUNDS))
