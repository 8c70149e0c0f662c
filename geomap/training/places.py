"""Trains the ranker of places."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from geomap.places.belief import settle, united
from geomap.places.context import context_features
from geomap.places.facts import Floats
from geomap.places.ranker import (
    COLUMNS,
    MODEL,
    OUTVOTED,
    TRUST_COLUMNS,
    Ranker,
    best_rows,
    scores_of,
    to_bytes,
    trust_table,
)
from geomap.training.boosted import exported
from geomap.training.corpora import NAMES
from geomap.training.places_data import Example, examples, read_texts
from geomap.trees import Trees

SEED = 20240213
RANK = {  # LambdaMART; the sizes are of a first guess, no corpus was used to tune them
    "objective": "lambdarank",
    "num_leaves": 15,
    "max_depth": 7,
    "learning_rate": 0.08,
    "min_data_in_leaf": 30,
    "lambda_l2": 5.0,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambdarank_truncation_level": 5,
    "label_gain": [0, 2, 3, 6, 8],
}
TRUST = {
    "objective": "cross_entropy",
    "num_leaves": 7,
    "max_depth": 4,
    "learning_rate": 0.06,
    "min_data_in_leaf": 40,
    "lambda_l2": 10.0,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
}
COMMON = {"verbose": -1, "num_threads": 1, "seed": SEED, "deterministic": True, "force_row_wise": True}
RANK_TREES, TRUST_TREES = 120, 80
KNOTS, LEAST, MOST = 101, 0.02, 0.99  # of the curve of calibration: nothing is surer than that
# What can only speak for a candidate, or only against it, whatever a small corpus seems to show.
RISING = (
    "prominence",
    "share",
    "is_country",
    "is_capital",
    "known_display",
    "grain_agrees",
    "division_agrees",
    "focus",
    "domain_country",
    "named_in_address",
    "country_share",
    "admin1_share",
    "country_named",
    "admin1_named",
    "near_5",
    "near_30",
    "near_150",
    "near_500",
    "comma_inside",
    "comma_holds",
    "within_inside",
    "within_holds",
    "told_elsewhere",
    "beside_country",
    "beside_admin1",
    "belief",
    "belief_gap",
)
SURER = (*RISING, "top", "gap", "around")
FALLING = (
    *(f"outvoted_{name}" for name in OUTVOTED),
    "rank",
    "grain_disagrees",
    "division_disagrees",
    "known_former",
    "nearest",
)


Corpora = Mapping[str, Sequence[Example]]


# ---------------------------------------------------------------- learning


def fit(corpora: Corpora) -> Ranker:
    """Train on all the corpora given; trust is judged on each by a ranker that saw the others only."""
    first = _rank_trees(corpora, {name: [one.start for one in corpus] for name, corpus in corpora.items()})
    unseen = {}
    for name in corpora:
        others = {other: corpus for other, corpus in corpora.items() if other != name} or corpora
        trees = _rank_trees(others, {other: [one.start for one in corpus] for other, corpus in others.items()})
        unseen[name] = [_believe(trees, one, one.start) for one in corpora[name]]
    second = _rank_trees(corpora, unseen)
    evidence = {name: _heard(corpora, unseen, name) for name in corpora}
    trust, calibration = _trust(evidence)
    return Ranker(first=first, second=second, trust=trust, calibration=calibration)


def _heard(corpora: Corpora, beliefs: Mapping[str, Sequence[Floats]], name: str) -> tuple[Floats, Floats]:
    """What trust is judged from on a corpus: by rankers that saw nothing of it, and by some that saw its other half.

    The ranker that ships has seen one corpus more than the former, which are right less often than it says then.
    """
    others = {other: corpus for other, corpus in corpora.items() if other != name}
    tables, rights = [], []
    halves = [slice(start, None, 2) for start in range(2)]
    for seen, judged in ((slice(0), slice(None)), (halves[0], halves[1]), (halves[1], halves[0])):
        known = {**others, name: corpora[name][seen]} if corpora[name][seen] else others or corpora
        trees = _rank_trees(
            known, {one: beliefs[one][seen if one == name and others else slice(None)] for one in known}
        )
        table, right = _evidence(trees, corpora[name][judged], beliefs[name][judged])
        tables.append(table)
        rights.append(right)
    return np.vstack(tables), np.concatenate(rights)


def _rank_trees(corpora: Corpora, beliefs: Mapping[str, Sequence[Floats]]) -> Trees:
    import lightgbm

    tables, grades, sizes, weights = [], [], [], []
    for name in sorted(corpora):
        own: list[float] = []
        for one, belief in zip(corpora[name], beliefs[name], strict=True):
            table = _table(one, belief)
            for judged in one.judged:
                if len(judged.at) > 1 and judged.grades.max() > judged.grades.min():
                    tables.append(table[judged.at])
                    grades.append(judged.grades)
                    sizes.append(len(judged.at))
                    own += [len(judged.right) ** 0.5] * len(judged.at)
        weights.append(np.array(own) * 1e4 / max(len(own), 1))  # each corpus counts the same, or local news would rule
    data = lightgbm.Dataset(
        np.vstack(tables),
        np.concatenate(grades),
        group=sizes,
        weight=np.concatenate(weights),
        feature_name=list(COLUMNS),
    )
    signs = [(name in RISING) - (name in FALLING) for name in COLUMNS]
    return exported(lightgbm.train({**RANK, **COMMON, "monotone_constraints": signs}, data, RANK_TREES))


def _table(one: Example, belief: Floats) -> Floats:
    return np.hstack([one.facts, context_features(one.rows, one.relations, belief)])


def _believe(trees: Trees, one: Example, belief: Floats) -> Floats:
    table = _table(one, belief)
    return settle(scores_of(trees, table, one.rows), one.rows, one.pairs)


def _evidence(trees: Trees, corpus: Sequence[Example], beliefs: Sequence[Floats]) -> tuple[Floats, Floats]:
    """For each mention with a target: what trust is judged from, and whether the choice was right."""
    tables, rights = [np.zeros((0, len(TRUST_COLUMNS)))], [np.zeros(0)]
    for one, before in zip(corpus, beliefs, strict=True):
        table = _table(one, before)
        belief = united(settle(scores_of(trees, table, one.rows), one.rows, one.pairs), one.pairs)
        best = best_rows(one.rows, belief)
        known = trust_table(one.rows, table, belief, best)
        for judged in one.judged:
            group = int(one.rows.group[judged.at[0]])
            place = int(np.flatnonzero(judged.at == best[group])[0])
            tables.append(np.repeat(known[[group]], len(judged.right), axis=0))
            rights.append(np.array([right[place] for right in judged.right], dtype=float))
    return np.vstack(tables), np.concatenate(rights)


def _trust(evidence: Mapping[str, tuple[Floats, Floats]]) -> tuple[Trees, Floats]:
    """Log-odds of being right, and the curve that turns them into shares; the curve is from unseen corpora."""
    raws, rights = [], []
    for name, (table, right) in sorted(evidence.items()):
        others = {other: pair for other, pair in evidence.items() if other != name} or evidence
        raws.append(_share(_trust_trees(others)(table)))
        rights.append(right)
    return _trust_trees(evidence), _curve(np.concatenate(raws), np.concatenate(rights), _even(rights))


def _curve(raw: Floats, right: Floats, weight: Floats) -> Floats:
    """The rising curve through the shares of right ones among choices of like raw trust; (2, knots).

    A beta calibration (Kull et al. 2017): log-odds of being right over log p and -log (1 - p). It rises everywhere, so
    that choices of unlike raw trust never come out alike, as they do in the blocks of an isotonic regression.
    """
    from scipy.optimize import minimize

    odds = np.stack([np.log(_inner(raw)), -np.log(1.0 - _inner(raw)), np.ones(len(raw))], axis=1)

    def loss(at: Floats) -> tuple[float, Floats]:
        share = _share(odds @ at)
        likely = right * np.log(_inner(share)) + (1.0 - right) * np.log(1.0 - _inner(share))
        return -float(weight @ likely), odds.T @ (weight * (share - right))

    found = minimize(loss, np.array([1.0, 1.0, 0.0]), jac=True, bounds=[(0.05, None), (0.05, None), (None, None)])
    knots = _inner(np.linspace(0.0, 1.0, KNOTS))
    ends = np.stack([np.log(knots), -np.log(1.0 - knots), np.ones(KNOTS)], axis=1)
    return np.stack([knots, np.clip(_share(ends @ found.x), LEAST, MOST)])


def _inner(shares: Floats) -> Floats:
    inner: Floats = np.clip(shares, 1e-4, 1.0 - 1e-4)
    return inner


def _share(odds: Floats) -> Floats:
    shares: Floats = 1.0 / (1.0 + np.exp(-odds))
    return shares


def _trust_trees(evidence: Mapping[str, tuple[Floats, Floats]]) -> Trees:
    import lightgbm

    table = np.vstack([evidence[name][0] for name in sorted(evidence)])
    right = np.concatenate([evidence[name][1] for name in sorted(evidence)])
    even = _even([evidence[name][1] for name in sorted(evidence)])
    data = lightgbm.Dataset(table, right, weight=even, feature_name=list(TRUST_COLUMNS))
    signs = [(name in SURER) - (name in FALLING) for name in TRUST_COLUMNS]
    return exported(lightgbm.train({**TRUST, **COMMON, "monotone_constraints": signs}, data, TRUST_TREES))


def _even(parts: Sequence[Floats]) -> Floats:
    """Weights under which each corpus counts the same; their mean is one."""
    total = sum(len(part) for part in parts)
    return np.concatenate([np.full(len(part), total / (len(parts) * max(len(part), 1))) for part in parts])


def ship() -> None:
    """Train the ranker that the package ships on all corpora; equal input, equal bytes."""
    from geomap.gazetteer import open_gazetteer

    with open_gazetteer() as gazetteer:
        laid = {name: examples(tuple(read_texts(name)), gazetteer, vary_focus=True) for name in NAMES}
    (Path(__file__).parents[1] / "places" / "models" / MODEL).write_bytes(to_bytes(fit(laid)))
