"""A decision learns what separates the answers, and what it says of a fold it says without having seen it."""

import numpy as np
import pytest

from geomap.events.decisions import FEATURES
from geomap.training.event_decisions import BAGS, FOLDS, ROUNDS, Table, _learn

pytest.importorskip("lightgbm")
pytest.importorskip("sklearn")


def learned(name, answer):
    rows = np.random.default_rng(1).normal(size=(240, len(FEATURES[name]))).tolist()
    table = Table([], [], [])
    for number, row in enumerate(rows):
        table.add(tuple(row), answer(row, number % FOLDS), number % FOLDS)
    made, apart = {}, [{} for _ in range(FOLDS)]
    _learn(name, table, made, apart)
    return table, made[name], [one[name] for one in apart]


def share_right(decision, table, fold):
    rows = [row for row, own in zip(table.rows, table.folds, strict=True) if own == fold]
    answers = [answer for answer, own in zip(table.answers, table.folds, strict=True) if own == fold]
    return np.mean((decision(rows) > 0.5) == np.array(answers))


def test_a_decision_is_the_mean_of_its_bags_and_right_where_a_feature_tells():
    table, made, _ = learned("killed", lambda row, _: row[0] > 0)
    assert len(made.trees.feature) == BAGS * ROUNDS["killed"]
    assert min(share_right(made, table, fold) for fold in range(FOLDS)) > 0.9


def test_what_is_particular_to_a_fold_is_not_known_to_the_decision_made_without_it():
    table, made, apart = learned("killed", lambda row, fold: (row[0] > 0) != (fold == 0))
    assert share_right(apart[0], table, 0) < 0.2
    assert share_right(made, table, 1) > 0.7
