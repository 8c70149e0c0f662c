"""The gate of the recogniser: figures on sentences of our own, which only an explained commit may lower."""

import hashlib
import json

import pytest

from geomap.gazetteer import open_gazetteer
from geomap.mentions import shipped_recogniser
from geomap.training.mentions_gold import gold_path, score_gold

# SHA-256: a change of the gold is a change of what the floors mean.
GOLD_HASH = "21e2c9ed1e154e7faf8a4cd0ea8ee662842f19c8b5c32bf6f7682673294fa673"
FLOORS = {
    "open": {"f1": 0.97, "exact_f1": 0.965, "role": 0.985, "carries": 0.985},
    "held": {"f1": 0.955, "exact_f1": 0.955, "role": 0.975, "carries": 0.975},
}
MOST_FALSE_PLACES = 0  # in some 80 texts in each half


@pytest.fixture(scope="module")
def figures():
    with open_gazetteer() as gazetteer:
        recogniser = shipped_recogniser()
        yield {half: score_gold(recogniser, gazetteer, held=half == "held") for half in FLOORS}


def test_the_gold_sentences_are_the_ones_the_floors_were_pinned_for():
    assert hashlib.sha256(gold_path().read_bytes()).hexdigest() == GOLD_HASH


def test_every_annotation_of_the_gold_is_its_own_text():
    for row in map(json.loads, gold_path().read_text(encoding="utf-8").splitlines()):
        assert all(row["text"][one["start"] : one["end"]] == one["text"] for one in row["mentions"]), row["id"]


@pytest.mark.parametrize("half", FLOORS)
def test_the_shipped_recogniser_stays_above_its_floors(figures, half):
    reached = {name: getattr(figures[half], name) for name in FLOORS[half]}
    assert not {name: value for name, value in reached.items() if value < FLOORS[half][name]}


@pytest.mark.parametrize("half", FLOORS)
def test_hardly_a_word_that_is_no_name_becomes_a_place(figures, half):
    assert figures[half].false_places <= MOST_FALSE_PLACES
