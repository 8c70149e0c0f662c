"""Trains the model of deeds, and prints its scores on sentences it did not see."""

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from geomap.events.coding import code_sentence
from geomap.events.deeds import TYPE_OF, find_deeds, hits
from geomap.events.features import Features, features
from geomap.events.model import NO_EVENT, WORD_SCALE, DeedModel, to_bytes
from geomap.events.tokens import Sentence

# The sub-types of CASE 2021's second task, by the names of ACLED; all others (diplomacy, disasters, crime,
# attribution) are no events.
SNIPPET_TYPES = {
    "AIR_STRIKE": "Air/drone strike",
    "ARMED_CLASH": "Armed clash",
    "DISR_WEAP": "Disrupted weapons use",
    "PEACE_PROTEST": "Peaceful protest",
    "SUIC_BOMB": "Suicide bomb",
    "REM_EXPLOS": "Remote explosive/landmine/IED",
    "GRENADE": "Grenade",
    "CHEM_WEAP": "Chemical weapon",
    "GOV_REGAINS_TERIT": "Government regains territory",
    "ARREST": "Arrests",
    "ART_MISS_ATTACK": "Shelling/artillery/missile attack",
    "VIOL_DEMONSTR": "Violent demonstration",
    "NON_STATE_ACTOR_OVERTAKES_TER": "Non-state actor overtakes territory",
    "FORCE_AGAINST_PROTEST": "Excessive force against protesters",
    "SEX_VIOL": "Sexual violence",
    "PROTEST_WITH_INTER": "Protest with intervention",
    "AGREEMENT": "Agreement",
    "CHANGE_TO_GROUP_ACT": "Change to group/activity",
    "NON_VIOL_TERRIT_TRANSFER": "Non-violent transfer of territory",
    "HQ_ESTABLISHED": "Headquarters or base established",
    "ABDUCT_DISSAP": "Abduction/forced disappearance",
    "PROPERTY_DISTRUCT": "Looting/property destruction",
    "ATTACK": "Attack",
    "OTHER": "Other",
    "MOB_VIOL": "Mob violence",
}
RARE = 2  # a word seen in fewer sentences than this teaches nothing
FOLDS = 5
SEED = 1
STRENGTH = 1.0  # of the regularisation (scikit-learn's C); 1, 3 and 5 were tried by cross-validation


class Labelled(NamedTuple):
    """A text and its sub-event type, NO_EVENT for none."""

    text: str
    sub: str


def snippets(path: Path) -> list[Labelled]:
    """The snippets of CASE 2021, shared task 2."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [Labelled(row["EventSnippet"], SNIPPET_TYPES.get(row["SubType"], NO_EVENT)) for row in rows]


def own_sentences(path: Path, *, held: bool) -> list[Labelled]:
    """Our own labelled sentences: the open half, or the half that no training and no tuning has seen."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Labelled(row["text"], row["sub_event_type"]) for row in rows if row["held"] == held]


def plover(path: Path) -> list[tuple[str, str]]:
    """Sentences of the PLOVER gold standard with their event type."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [(row["text"], row["event"]) for row in rows if row.get("text")]


def read_features(text: str) -> Features:
    """The features of a text, read as one sentence."""
    sentence = Sentence(text=text)
    return features(sentence, [rule.name for rule, _, _ in hits(sentence)], find_deeds(sentence))


def vocabulary(rows: Sequence[Features]) -> list[str]:
    """The features that a model of these rows knows, sorted; rules begin with "r:"."""
    seen = Counter(word for row in rows for word in row.words)
    return sorted({"r:" + name for row in rows for name in row.rules} | {word for word in seen if seen[word] >= RARE})


def fit(rows: Sequence[Features], labels: Sequence[str], *, temperature: float = 1.0) -> DeedModel:
    """A model of these rows."""
    row_of = {name: number for number, name in enumerate(vocabulary(rows))}
    found = LogisticRegression(C=STRENGTH, max_iter=2000, random_state=SEED).fit(_matrix(rows, row_of), list(labels))
    return DeedModel(
        classes=tuple(str(name) for name in found.classes_),
        row_of=row_of,
        weights=found.coef_.T.astype(np.float32),
        intercept=found.intercept_.astype(np.float32),
        temperature=temperature,
    )


def _matrix(rows: Sequence[Features], row_of: dict[str, int]) -> sparse.csr_matrix:
    lines: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for line, row in enumerate(rows):
        scale = WORD_SCALE / np.sqrt(max(len(row.words), 1))
        cells = [(row_of.get("r:" + name), 1.0) for name in row.rules] + [
            (row_of.get(name), scale) for name in row.words
        ]
        for column, value in cells:
            if column is not None:
                lines.append(line)
                columns.append(column)
                values.append(value)
    return sparse.csr_matrix((values, (lines, columns)), shape=(len(rows), len(row_of)))


def calibrated_temperature(rows: Sequence[Features], labels: Sequence[str]) -> float:
    """The temperature under which probabilities on unseen folds are most likely."""
    scores: list[tuple[npt.NDArray[np.float64], int]] = []
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    for seen, unseen in folds.split(np.zeros(len(rows)), list(labels)):
        model = fit([rows[i] for i in seen], [labels[i] for i in seen])
        for number in unseen:
            shares = model.probabilities(rows[number])
            if labels[number] in model.classes:
                logs = np.log(np.array(list(shares.values())) + 1e-12)
                scores.append((logs, model.classes.index(labels[number])))
    choices = np.arange(0.4, 2.01, 0.05)
    return float(min(choices, key=lambda choice: sum(_surprise(logs / choice, right) for logs, right in scores)))


def _surprise(scores: npt.NDArray[np.float64], right: int) -> float:
    return float(np.log(np.exp(scores - scores.max()).sum()) + scores.max() - scores[right])


class Scores(NamedTuple):
    """How well types are told; every number 0..1."""

    accuracy: float  # over the six types and "no event"
    sub_accuracy: float  # over the sub-types and "no event"
    macro_f1: float  # over the types and "no event" that occur
    none_precision: float
    none_recall: float


def score(rows: Sequence[Labelled], model: DeedModel | None = None) -> Scores:
    """Scores of the whole coder, rules and model, reading each text as one sentence."""
    said: list[tuple[str, str]] = []
    for row in rows:
        coded = code_sentence(Sentence(text=row.text), model=model)
        live = coded.main if coded.main is not None and coded.main.barrier is None else None
        said.append((live.event_type.value, live.sub) if live else ("", ""))
    right = [(TYPE_OF[row.sub].value if row.sub else "", row.sub) for row in rows]
    types = sorted({kind for kind, _ in right} | {kind for kind, _ in said})
    none = _counts("", said, right)
    return Scores(
        accuracy=_share(one == other for (one, _), (other, _) in zip(said, right, strict=True)),
        sub_accuracy=_share(one == other for one, other in zip(said, right, strict=True)),
        macro_f1=sum(2 * hit / (told + is_) for hit, told, is_ in (_counts(kind, said, right) for kind in types))
        / len(types),
        none_precision=none[0] / max(none[1], 1),
        none_recall=none[0] / max(none[2], 1),
    )


def _counts(kind: str, said: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]]) -> tuple[int, int, int]:
    hit = sum(one == other == kind for (one, _), (other, _) in zip(said, right, strict=True))
    return hit, sum(one == kind for one, _ in said), sum(one == kind for one, _ in right)


def _share(truths: Iterable[bool]) -> float:
    found = list(truths)
    return sum(found) / max(len(found), 1)


def main() -> None:
    """Train on the snippets and our open sentences, write the model, print the table of scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("snippets", type=Path, help="event_snippets_a.tsv of CASE 2021, shared task 2")
    parser.add_argument("--own", type=Path, default=Path("tests/gold/events_sentences.jsonl"))
    parser.add_argument("--write", type=Path, help="where to write the model")
    asked = parser.parse_args()
    theirs, ours = snippets(asked.snippets), own_sentences(asked.own, held=False)
    rows = [[read_features(row.text) for row in group] for group in (theirs, ours)]
    labels = [[row.sub for row in group] for group in (theirs, ours)]
    temperature = calibrated_temperature(rows[0] + rows[1], labels[0] + labels[1])
    print(f"temperature {temperature:.2f}")
    _print("snippets, trained on our sentences alone", score(theirs, fit(rows[1], labels[1], temperature=temperature)))
    _print(
        "our sentences, trained on the snippets alone", score(ours, fit(rows[0], labels[0], temperature=temperature))
    )
    _print("snippets, cross-validated", _cross_validated(theirs, ours, temperature))
    whole = fit(rows[0] + rows[1], labels[0] + labels[1], temperature=temperature)
    if asked.write:
        asked.write.write_bytes(to_bytes(whole))
        _print("held sentences, with the model written", score(own_sentences(asked.own, held=True), whole))


def _cross_validated(theirs: Sequence[Labelled], ours: Sequence[Labelled], temperature: float) -> Scores:
    parts: list[Scores] = []
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    for seen, unseen in folds.split(np.zeros(len(theirs)), [row.sub for row in theirs]):
        training = [theirs[i] for i in seen] + list(ours)
        model = fit(
            [read_features(row.text) for row in training], [row.sub for row in training], temperature=temperature
        )
        parts.append(score([theirs[i] for i in unseen], model))
    return Scores(*(float(np.mean(column)) for column in zip(*parts, strict=True)))


def _print(name: str, found: Scores) -> None:
    print(f"{name:48}" + "  ".join(f"{field} {value:.3f}" for field, value in found._asdict().items()))


if __name__ == "__main__":
    main()
