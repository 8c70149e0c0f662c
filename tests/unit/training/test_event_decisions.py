"""Decisions that learn further keep what they knew and learn what they took wrongly; the others stay as they are."""

import numpy as np
import pytest

from geomap.events.decisions import FEATURES
from geomap.training.event_decisions import BAGS, FOLDS, FURTHER, MORE, ROUNDS, Table, _learn

pytest.importorskip("lightgbm")
pytest.importorskip("sklearn")


def table(name, answers, seed):
    rows = np.random.default_rng(seed).normal(size=(240, len(FEATURES[name])))
    found = Table([], [], [])
    for number, row in enumerate(rows.tolist()):
        found.add(tuple(row), answers(row), number % FOLDS)
    return found


def learned(name, lessons, begun):
    made, apart = {}, [{} for _ in range(FOLDS)]
    _learn(name, lessons, made, apart, begun)
    return made[name]


def share_right(decision, lessons):
    return np.mean((decision(lessons.rows) > 0.5) == np.array(lessons.answers))


def test_trees_are_added_for_what_was_taken_wrongly():
    begun = learned("killed", table("killed", lambda row: row[0] > 0, seed=1), {})
    turned = table("killed", lambda row: row[0] < 0, seed=2)
    further = learned("killed", turned, {"killed": begun})
    added = BAGS * int(MORE * ROUNDS["killed"])
    assert len(further.trees.feature) == len(begun.trees.feature) + added
    assert share_right(begun, turned) < 0.2
    assert share_right(further, turned) > 0.5


def test_decisions_that_gained_nothing_stay_as_they_are():
    begun = learned("same", table("same", lambda row: row[0] > 0, seed=1), {})
    assert "same" not in FURTHER
    assert learned("same", table("same", lambda row: row[0] < 0, seed=2), {"same": begun}) is begun
