"""The gate of the recogniser: figures on sentences of our own, which only an explained commit may lower."""

import hashlib
import json

import pytest

from geomap.gazetteer import open_gazetteer
from geomap.mentions import shipped_recogniser
from geomap.training.mentions_gold import gold_path, score_gold

# SHA-256: a change of the gold is a change of what the floors mean.
GOLD_HASH = "f1bf71b1eba3057a16dc3d0932e45a234da52778047b9b9fadcab2583e92f9fd"
FLOORS = {
    "open": {"f1": 0.955, "exact_f1": 0.95, "role": 0.96, "carries": 0.97},
    "held": {"f1": 0.95, "exact_f1": 0.95, "role": 0.92, "carries": 0.94},
}


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
def test_no_word_that_is_no_name_becomes_a_place(figures, half):
    assert figures[half].false_places == 0
