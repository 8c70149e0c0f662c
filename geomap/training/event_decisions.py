"""Trains the decisions of the reader of events, each on articles whose earlier decisions were made without them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from geomap.events import actors, assessment, coreference, tolls
from geomap.events.day_context import DayContext
from geomap.events.days import days
from geomap.events.decisions import FEATURES, Decision
from geomap.events.document import Document
from geomap.events.draft import Draft
from geomap.events.reader import Assessed, assess, judged
from geomap.events.said import Names
from geomap.events.sites import Site, sites
from geomap.training import event_labels as labels
from geomap.training.boosted import exported
from geomap.training.event_labels import Gold
from geomap.trees import Trees

FOLDS = 4
BAGS = 3  # of each decision, with other samples of rows and features: their mean changes less by chance
COMMON = {
    "objective": "binary", "learning_rate": 0.05, "num_leaves": 12, "min_child_samples": 15, "bagging_fraction": 0.8,
    "bagging_freq": 1, "feature_fraction": 0.7, "lambda_l2": 5.0, "seed": 0, "num_threads": 1, "verbose": -1,
    "deterministic": True, "force_row_wise": True, "boost_from_average": True,
}  # fmt: skip
ROUNDS = {
    "site": 150, "same": 150, "date": 150, "day": 120, "killed": 80, "injured": 80, "initiator": 100, "target": 100,
    "event": 80,
}  # fmt: skip
LEAVES = {"event": 8}
MEASURED = 60  # answers in each group by which a probability is measured
CALIBRATED = frozenset({"event"})
Floats = npt.NDArray[np.float64]
Rows = list[tuple[float, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """An annotated article as the network read it, which was trained without it."""

    document: Document
    golds: Sequence[Gold]
    fold: int  # 0..FOLDS-1
    is_partial: bool = False  # whether its golds say where something happened, and neither what nor when


@dataclass(slots=True)
class Table:
    """Rows of features with their answers, and the fold that each came from."""

    rows: Rows
    answers: list[bool]
    folds: list[int]

    def add(self, row: tuple[float, ...], answer: bool, fold: int) -> None:  # noqa: FBT001 - data
        """Put a row at the end."""
        self.rows.append(row)
        self.answers.append(answer)
        self.folds.append(fold)


def train(lessons: Sequence[Lesson]) -> tuple[dict[str, Decision], list[list[Assessed]]]:
    """The decisions, and the events of each lesson as decisions trained without its fold make them."""
    made: dict[str, Decision] = {}
    apart: list[dict[str, Decision]] = [{} for _ in range(FOLDS)]
    offered = [list(sites(lesson.document)) for lesson in lessons]
    _learn("site", _site_table(lessons, offered), made, apart)
    told = [
        coreference.believed(one, apart[lesson.fold]["site"]([site.features for site in one]).tolist())
        for lesson, one in zip(lessons, offered, strict=True)
    ]
    asked = [list(coreference.pairs(one)) for one in told]
    _learn("same", _same_table(lessons, told, asked), made, apart)
    drafts = [
        _drafts(lesson.document, one, pairs, apart[lesson.fold]["same"])
        for lesson, one, pairs in zip(lessons, told, asked, strict=True)
    ]
    for name, table in _argument_tables(lessons, drafts).items():
        _learn(name, table, made, apart)
    _learn("day", _day_table(lessons, drafts, apart), made, apart)
    _learn("event", _event_table(lessons, drafts, apart), made, apart)
    return made, [assess(one, apart[lesson.fold]) for lesson, one in zip(lessons, drafts, strict=True)]


def _site_table(lessons: Sequence[Lesson], offered: Sequence[Sequence[Site]]) -> Table:
    table = Table([], [], [])
    for lesson, own in zip(lessons, offered, strict=True):
        for site in own:
            right = labels.told_at(site.line, site.option.candidate, lesson.golds, labels.RIGHT)
            table.add(site.features, bool(right), lesson.fold)
    return table


def _same_table(
    lessons: Sequence[Lesson],
    told: Sequence[Sequence[coreference.Told]],
    asked: Sequence[Sequence[tuple[int, int]]],
) -> Table:
    table = Table([], [], [])
    for lesson, own, pairs in zip(lessons, told, asked, strict=True):
        for one, other in pairs:
            answer = labels.is_same(own[one], own[other], lesson.golds)
            if answer is not None:
                table.add(coreference.pair_features(own[one], own[other]), answer, lesson.fold)
    return table


def _drafts(
    document: Document, told: Sequence[coreference.Told], pairs: Sequence[tuple[int, int]], same: Decision
) -> list[Draft]:
    rows = [coreference.pair_features(told[one], told[other]) for one, other in pairs]
    likely = zip(pairs, same(rows).tolist(), strict=True)
    return [Draft(document, tuple(group)) for group in coreference.clusters(told, likely)]


def _argument_tables(lessons: Sequence[Lesson], drafts: Sequence[Sequence[Draft]]) -> dict[str, Table]:
    """The tables of days, tolls and sides, from events that stand for an annotated one."""
    tables = {name: Table([], [], []) for name in ("date", *tolls.KINDS, *actors.SIDES)}
    for lesson, own in zip(lessons, drafts, strict=True):
        names = Names(lesson.document)
        for draft in own:
            golds = labels.golds_of(draft, lesson.golds)
            if not golds or lesson.is_partial:
                continue
            for name, features, right in _arguments(draft, names, golds):
                tables[name].add(features, right, lesson.fold)
    return tables


def _arguments(draft: Draft, names: Names, golds: Sequence[Gold]) -> Iterator[tuple[str, tuple[float, ...], bool]]:
    """What is offered for each argument of an event, by the name of its decision, and whether it is right."""
    for day in days(draft):
        yield "date", day.features, labels.is_day(day.when, golds)
    for kind in tolls.KINDS:
        for toll in tolls.tolls(draft, kind):
            yield kind, toll.features, labels.is_toll(kind, toll.tally.best or 0, golds)
    for side in actors.SIDES:
        for actor in actors.actors(draft, names, side):
            yield side, actor.features, labels.is_side(side, actor.name, golds)


def _day_table(
    lessons: Sequence[Lesson], drafts: Sequence[Sequence[Draft]], apart: Sequence[Mapping[str, Decision]]
) -> Table:
    """The table of dates in their context, from events that stand for an annotated one."""
    table = Table([], [], [])
    for lesson, own in zip(lessons, drafts, strict=True):
        context = DayContext(own, judged(own, days, apart[lesson.fold]["date"]))
        for number, draft in enumerate(own):
            golds = labels.golds_of(draft, lesson.golds)
            for day in context.dates(number) if golds and not lesson.is_partial else ():
                table.add(day.features, labels.is_day(day.when, golds), lesson.fold)
    return table


def _event_table(
    lessons: Sequence[Lesson], drafts: Sequence[Sequence[Draft]], apart: Sequence[Mapping[str, Decision]]
) -> Table:
    table = Table([], [], [])
    for lesson, own in zip(lessons, drafts, strict=True):
        known = {**apart[lesson.fold], "event": _never}
        for found in assess(own, known):  # type: ignore[arg-type]
            if lesson.is_partial and labels.golds_of(found.draft, lesson.golds):
                continue
            row = assessment.features(found.draft, found.day, found.day_sure, len(own))
            right = not lesson.is_partial and labels.is_right(found, lesson.golds)
            table.add(row, right, lesson.fold)
    return table


def _never(rows: Sequence[Sequence[float]]) -> Floats:
    return np.zeros(len(rows))


def _learn(name: str, table: Table, made: dict[str, Decision], apart: Sequence[dict[str, Decision]]) -> None:
    """Train a decision on all rows, and one without each fold; calibrate by what the latter say."""
    rows, answers = np.array(table.rows), np.array(table.answers)
    folds = np.array(table.folds)
    odds = np.zeros(len(rows))
    for fold, known in enumerate(apart):
        known[name] = _fitted(name, rows[folds != fold], answers[folds != fold])
        odds[folds == fold] = known[name].trees(rows[folds == fold])
    measured = knots(odds, answers) if name in CALIBRATED else ((), ())
    for known, decision in ((made, _fitted(name, rows, answers)), *((one, one[name]) for one in apart)):
        known[name] = replace(decision, knots=measured)
    share, precision = answers.mean(), _precision(odds, answers)
    print(f"{name:9s} {len(rows):6d} rows, {share:.3f} yes, average precision {precision:.3f}")


def _fitted(name: str, rows: Floats, answers: npt.NDArray[np.bool_]) -> Decision:
    import lightgbm

    data = lightgbm.Dataset(rows, answers, feature_name=list(FEATURES[name]))
    settings = {**COMMON, "num_leaves": LEAVES.get(name, COMMON["num_leaves"])}
    bags = [exported(lightgbm.train({**settings, "seed": seed}, data, ROUNDS[name])) for seed in range(BAGS)]
    return Decision(trees=_mean(bags), base=0.0, knots=((), ()))


def _mean(bags: Sequence[Trees]) -> Trees:
    """The mean of some sums of trees, as one."""
    sums = [replace(bag, value=bag.value / len(bags)) for bag in bags]
    width = max(one.feature.shape[1] for one in sums)

    def joined(name: str) -> npt.NDArray[Any]:
        rows = [getattr(one, name) for one in sums]
        return np.concatenate([np.pad(row, ((0, 0), (0, width - row.shape[1]))) for row in rows])

    return Trees(
        feature=joined("feature"),
        threshold=joined("threshold"),
        left=joined("left"),
        right=joined("right"),
        value=joined("value"),
        depth=max(one.depth for one in sums),
    )


def knots(odds: Floats, answers: npt.NDArray[np.bool_]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Log odds, rising, and the shares of right answers measured around them (isotonic regression over equal groups).

    Between the middles of groups the curve is straight, so that no two odds in reach of the data have one probability.
    """
    from sklearn.isotonic import IsotonicRegression

    order = np.argsort(odds, kind="stable")
    groups = np.array_split(order, max(1, len(order) // MEASURED))
    at, right = np.array([[odds[one].mean(), answers[one].mean()] for one in groups]).T
    sizes = np.array([len(one) for one in groups])
    shares = IsotonicRegression().fit(at, right, sizes).predict(at)
    levels = np.unique(shares)
    middles = [np.average(at[shares == level], weights=sizes[shares == level]) for level in levels]
    return tuple(map(float, middles)), tuple(map(float, levels))


def _precision(odds: Floats, answers: npt.NDArray[np.bool_]) -> float:
    from sklearn.metrics import average_precision_score

    return float(average_precision_score(answers, odds))
