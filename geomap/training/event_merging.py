"""Trains the score by which reports of one event are merged, on annotated pairs of events of different articles.

`data/annotations/same.jsonl` says of pairs, drawn from all that lie near in time and space, whether they are one
event, and how many pairs each stands for. The score learns from the events that the reader makes of these articles,
not from the annotated ones: a toll or a day that is misread is part of what it has to live with.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path

import numpy as np

from geomap.events.assemble import assembled
from geomap.events.network import EventNetwork
from geomap.events.reader import DOUBTED, Assessed
from geomap.geo import LonLat, distance_km
from geomap.linking.likeness import FEATURES, FORMAT, MODEL, features, may_be_one
from geomap.linking.traits import Traits, traits
from geomap.records import Article, Event
from geomap.training.annotations import annotations_dir, read_lines
from geomap.training.event_labels import Gold, golds_of_event
from geomap.training.event_texts import Geoparsed

FILE = Path(__file__).parents[1] / "linking" / MODEL
STRENGTH = 0.1  # inverse of what holds the weights small
PAIRS_DAYS = 3  # days between the pairs that were drawn from
PAIRS_KM = {"site": 15, "settlement": 15, "near": 30, "adm2": 60, "adm1": 130, "region": 200, "country": 350}
_SLACK_KM, _LONGEST_DAYS, _ABROAD_KM = 15, 40, 30
_DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Read:
    """An event as the reader makes it, and those annotated ones that it stands for."""

    event: Event
    golds: Sequence[Gold]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two events of different articles, and whether they are one."""

    one: Traits
    other: Traits
    is_same: bool


def as_read(
    articles: Iterable[Geoparsed],
    assessed: Mapping[Article, Sequence[Assessed]],
    network_of: Callable[[Geoparsed], EventNetwork],
) -> list[Read]:
    """The events that are drawn of some articles, as decisions and networks make them that were trained without them.

    Args:
        articles: the annotated articles.
        assessed: the events of each as assessed.
        network_of: the network that was trained without an article.
    """
    found: list[Read] = []
    for one in articles:
        events = assessed[one.article]
        if events:
            read = events[0].draft.document
            made = assembled(read, events, one.outcomes, network_of(one), doubted=DOUBTED)
            found += [Read(event=event, golds=golds_of_event(event, one.golds)) for event in made if not event.doubtful]
    return found


def annotated_pairs(folder: Path | None = None) -> dict[frozenset[str], bool]:
    """Whether two annotated events, by their ids, are one."""
    rows = read_lines((folder or annotations_dir()) / "same.jsonl")
    return {frozenset((row["one"], row["other"])): row["same"] for row in rows}


def pairs(read: Sequence[Read], known: Mapping[frozenset[str], bool]) -> Iterator[Pair]:
    """The pairs that nothing bars from being one, and of which it is known whether they are."""
    placed = [(one, traits(one.event)) for one in read if one.event.where.place and one.golds]
    for (one, a), (other, b) in combinations(placed, 2):
        if one.event.reports[0].article_id == other.event.reports[0].article_id or not may_be_one(a, b):
            continue
        said = [known.get(frozenset((x["id"], y["id"]))) for x, y in product(one.golds, other.golds)]
        if any(answer is not None for answer in said):
            yield Pair(one=a, other=b, is_same=any(said))
        elif not any(_was_drawn_from(x, y) for x, y in product(one.golds, other.golds)):
            yield Pair(one=a, other=b, is_same=False)


def _was_drawn_from(one: Gold, other: Gold) -> bool:
    """Whether two annotated events lie near enough to be among the pairs that some were drawn from."""
    days = [tuple(dt.date.fromisoformat(gold[key]).toordinal() for key in ("first", "last")) for gold in (one, other)]
    (first, last), (begin, end) = days
    if max(begin - last, first - end) > PAIRS_DAYS or max(last - first, end - begin) > _LONGEST_DAYS:
        return False
    apart = distance_km(LonLat(lon=one["lon"], lat=one["lat"]), LonLat(lon=other["lon"], lat=other["lat"]))
    if one["country"] != other["country"] and apart > _ABROAD_KM:
        return False
    return apart <= max(PAIRS_KM[one["precision"]], PAIRS_KM[other["precision"]]) + _SLACK_KM


def train(found: Sequence[Pair]) -> str:
    """The file of the trained score; equal pairs give an equal file."""
    from sklearn.linear_model import LogisticRegression

    rows = np.array([features(pair.one, pair.other) for pair in found])
    answers = np.array([pair.is_same for pair in found])
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + _DIGITS**-_DIGITS
    spread[rows.std(axis=0) == 0] = 1.0
    fitted = LogisticRegression(C=STRENGTH, max_iter=1000).fit((rows - middle) / spread, answers)
    weights = fitted.coef_[0] / spread
    base = float(fitted.intercept_[0] - weights @ middle)
    stored = {
        "format": FORMAT,
        "features": list(FEATURES),
        "weights": [round(float(weight), _DIGITS) for weight in weights],
        "base": round(base, _DIGITS),
    }
    return json.dumps(stored, indent=1) + "\n"
