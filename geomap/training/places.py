"""Trains the ranker of places and says how good it is on corpora that it did not see."""

import importlib.util
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
from geomap.places.resolve import PlaceResolver
from geomap.records import Candidate, Place
from geomap.scoring.measure import NEAR_KM
from geomap.stages import Gazetteer
from geomap.training.boosted import exported
from geomap.training.corpora import NAMES, shared_dir
from geomap.training.places_data import Example, Target, Text, examples, read_texts, with_roles
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
    "objective": "binary",
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
    evidence = {}
    for name in corpora:
        others = {other: corpus for other, corpus in corpora.items() if other != name} or corpora
        trees = _rank_trees(others, {other: unseen[other] for other in others})
        evidence[name] = _evidence(trees, corpora[name], unseen[name])
    trust, calibration = _trust(evidence)
    return Ranker(first=first, second=second, trust=trust, calibration=calibration)


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
        wrong = np.where(right > 0, np.log(_inner(share)), np.log(1.0 - _inner(share)))
        return -float(weight @ wrong), odds.T @ (weight * (share - right))

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How good a ranker is on a corpus."""

    corpus: str
    scores: Mapping[str, float]  # as score_geoparse.py names them
    ece: float  # expected calibration error over ten bins of equal width
    sure_share: float  # of the places, those with trust 0.9 and above
    sure_right: float  # of these, those within 161 km
    sure_same: float  # of these, those within 161 km, of the corpus' own id, or with its point inside the area chosen


def measure(name: str, texts: Sequence[Text], ranker: Ranker, gazetteer: Gazetteer) -> Figures:
    """Resolve the annotated spans of a corpus and score them with the field's measures."""
    resolver = PlaceResolver(ranker=ranker)
    predicted: dict[str, Any] = {}
    trust: list[float] = []
    right: list[tuple[bool, bool]] = []
    tool = _scorer()
    for text in texts:
        article = text.article
        choices = gazetteer.candidates(sorted(resolver.read(article, text.mentions).asks))
        mentions = with_roles(text, choices).mentions
        weighed = resolver.read(article, mentions).weigh(choices)
        names, countries = weighed.asks_similar
        similar = gazetteer.similar(sorted(names), countries=countries) if names else {}
        lines = []
        for outcome, target, mention in zip(weighed.resolve(similar), text.targets, mentions, strict=True):
            place = None
            if isinstance(outcome, Place):
                place = {"lon": outcome.candidate.at.lon, "lat": outcome.candidate.at.lat}
                if target:
                    km = tool.km((target.at.lon, target.at.lat), (place["lon"], place["lat"]))
                    trust.append(outcome.trust)
                    right.append((km <= NEAR_KM, km <= NEAR_KM or _is_same(outcome.candidate, target, km)))
            lines.append({"start": mention.span.start, "end": mention.span.end, "role": mention.role, "place": place})
        predicted[article.id] = {"mentions": lines}
    scores = tool.score(tool.read(shared_dir() / "corpora" / f"{name}.jsonl"), predicted)
    near, same = np.array(right, dtype=float).reshape(-1, 2).T
    ece, sure_share, sure_right = _calibrated(np.array(trust), near)
    sure_same = _calibrated(np.array(trust), same)[2]
    return Figures(
        corpus=name, scores=scores, ece=ece, sure_share=sure_share, sure_right=sure_right, sure_same=sure_same
    )


def _is_same(chosen: Candidate, target: Target, km: float) -> bool:
    """Whether the choice is the annotated place although its point lies elsewhere.

    It is when the ids are equal. Where they cannot be compared, since the corpus has none or the entry is one of our
    own (seas, regions, continents), it is when the corpus' point lies inside the chosen area.
    """
    comparable = bool(target.id) and chosen.id.startswith("geonames:")
    return chosen.id == target.id or (not comparable and chosen.is_area and km <= chosen.reach_km)


def _calibrated(trust: Floats, right: Floats) -> tuple[float, float, float]:
    bins = np.minimum((trust * 10).astype(int), 9)
    gaps = [abs(trust[bins == at].sum() - right[bins == at].sum()) for at in range(10)]
    sure = trust >= 0.9  # noqa: PLR2004
    return float(sum(gaps) / len(trust)), float(sure.mean()), float(right[sure].mean()) if sure.any() else 0.0


def _scorer() -> Any:  # noqa: ANN401 - a script, not a module of ours
    """The lent scoring script as a module."""
    path = shared_dir() / "tools" / "score_geoparse.py"
    spec = importlib.util.spec_from_file_location("score_geoparse", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def leave_one_out(gazetteer: Gazetteer, names: Sequence[str] = NAMES) -> tuple[Figures, ...]:
    """Score each corpus with a ranker that saw the others only."""
    texts = {name: tuple(read_texts(name)) for name in names}
    laid = {name: examples(texts[name], gazetteer, vary_focus=True) for name in names}
    found = []
    for held in names:
        ranker = fit({name: laid[name] for name in names if name != held})
        found.append(measure(held, texts[held], ranker, gazetteer))
        print(line(found[-1]), flush=True)
    return tuple(found)


def line(figures: Figures) -> str:
    """One row of the printed table."""
    shown = "  ".join(f"{name} {figures.scores[name]:.3f}" for name in ("acc161", "acc161_all", "median_km", "auc"))
    return (
        f"{figures.corpus:9} {shown}  placed {figures.scores['placed']}  ece {figures.ece:.3f}  "
        f"trust>=0.9: {figures.sure_share:.2f} of places, {figures.sure_right:.3f} right, "
        f"{figures.sure_same:.3f} the place meant"
    )


# ---------------------------------------------------------------- the command


def train_places(gazetteer: Gazetteer, target: Path, *, score: bool = True) -> tuple[Figures, ...]:
    """Train the shipped ranker on all corpora and write it into the folder `target`; equal input, equal bytes.

    Returns:
        The leave-one-corpus-out figures, empty without `score`.
    """
    figures = leave_one_out(gazetteer) if score else ()
    laid = {name: examples(tuple(read_texts(name)), gazetteer, vary_focus=True) for name in NAMES}
    (target / MODEL).write_bytes(to_bytes(fit(laid)))
    return figures


def ship() -> None:
    """Train the ranker that the package ships and write it into the package."""
    from geomap.gazetteer import open_gazetteer

    with open_gazetteer() as gazetteer:
        train_places(gazetteer, Path(__file__).parents[1] / "places" / "models", score=False)


def score() -> None:
    """Print the leave-one-corpus-out table of the ranker."""
    from geomap.gazetteer import open_gazetteer

    with open_gazetteer() as gazetteer:
        leave_one_out(gazetteer)
