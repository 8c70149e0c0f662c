import dataclasses

import numpy as np
import pytest

from geomap.gazetteer import open_gazetteer
from geomap.places.ranker import MODEL, TRUST_COLUMNS, from_arrays, to_bytes
from geomap.training import places, places_scores
from geomap.training.corpora import corpus_path
from geomap.training.places_data import Target, examples, read_texts

here = pytest.mark.skipif(not corpus_path("gwn-a").is_file(), reason="the lent corpora are not beside the project")


def test_numpy_gives_what_lightgbm_gives() -> None:
    import lightgbm

    draw = np.random.default_rng(7)
    table = draw.normal(size=(300, 4))
    right = (table[:, 0] + table[:, 1] * table[:, 2] > 0).astype(float)
    settings = {"objective": "binary", "num_leaves": 7, "verbose": -1, "num_threads": 1}
    booster = lightgbm.train(settings, lightgbm.Dataset(table, right), 12)
    assert np.allclose(places.exported(booster)(table), booster.predict(table, raw_score=True), atol=1e-5)


def test_corpora_count_the_same_whatever_their_length() -> None:
    weights = places._even([np.zeros(10), np.zeros(90)])  # noqa: SLF001
    assert weights[:10].sum() == pytest.approx(weights[10:].sum())
    assert weights.mean() == pytest.approx(1.0)


def test_calibration_error_is_the_gap_between_said_and_found() -> None:
    trust, right = np.array([0.95, 0.95, 0.55, 0.55]), np.array([1.0, 1.0, 1.0, 0.0])
    found = places_scores.trusted(trust, right)
    assert found.error == pytest.approx(0.05)
    assert (found.sure_share, found.sure_right) == (0.5, 1.0)


def test_a_country_is_the_place_meant_though_the_corpus_puts_it_elsewhere(world) -> None:
    ukraine, kharkiv = world.of[690791], world.of[706483]
    target = Target(at=kharkiv.at, id="")
    assert places_scores.is_same(ukraine, target, 400.0)
    assert not places_scores.is_same(ukraine, target, 700.0)  # beyond its reach
    assert not places_scores.is_same(kharkiv, target, 170.0)  # a town is where it is
    assert places_scores.is_same(kharkiv, Target(at=ukraine.at, id=kharkiv.id), 400.0)
    assert not places_scores.is_same(ukraine, Target(at=kharkiv.at, id="geonames:1"), 400.0)
    own = dataclasses.replace(ukraine, id="geomap:donbas")
    assert places_scores.is_same(own, Target(at=kharkiv.at, id="geonames:1"), 400.0)


@here
@pytest.mark.shared
def test_a_ranker_learns_from_two_corpora_and_is_measured_on_a_third(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(places, "RANK_TREES", 6)
    monkeypatch.setattr(places, "TRUST_TREES", 6)
    with open_gazetteer() as gazetteer:
        texts = {name: tuple(read_texts(name))[:12] for name in ("geovirus", "lgl", "gwn-a")}
        laid = {name: examples(texts[name], gazetteer, vary_focus=True) for name in ("geovirus", "lgl")}
        ranker = places.fit(laid)
        again = places.fit(laid)
        figures = places_scores.measure("gwn-a", texts["gwn-a"], ranker, gazetteer)
    assert to_bytes(ranker) == to_bytes(again)
    assert all(0.0 <= one.error <= 1.0 for one in (figures.near, figures.meant, figures.at_it))
    assert figures.scores["acc161"] > 0.5
    assert len(places_scores.cells(figures)) == len(places_scores.COLUMNS) - 1
    (tmp_path / MODEL).write_bytes(to_bytes(ranker))
    with np.load(tmp_path / MODEL, allow_pickle=False) as held:
        read = from_arrays(held)
    assert read.trust.feature.max() < len(TRUST_COLUMNS)


def test_calibration_counts_what_was_right_among_choices_of_like_trust() -> None:
    raw = np.repeat(np.linspace(0.0, 1.0, 101), 40)
    right = (np.arange(len(raw)) % 10 < 10 * raw**2).astype(float)
    knots, shares = places._curve(raw, right, np.ones(len(raw)))  # noqa: SLF001
    assert (np.diff(knots) > 0).all()
    assert np.abs(shares - knots**2).max() < 0.12


def test_choices_of_unlike_trust_never_come_out_alike() -> None:
    raw = np.repeat([0.2, 0.4, 0.5, 0.6, 0.8], 100)
    right = np.arange(len(raw)) % 100 < np.repeat([20, 55, 50, 45, 90], 100)  # a regression by blocks pools the middle
    knots, shares = places._curve(raw, right.astype(float), np.ones(len(raw)))  # noqa: SLF001
    inside = (shares > places.LEAST) & (shares < places.MOST)
    assert (np.diff(shares[inside]) > 0.0005).all()
    assert np.interp(0.6, knots, shares) > np.interp(0.4, knots, shares) + 0.05
