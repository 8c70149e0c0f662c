"""Linear chains learned from examples: CRFsuite fits them, and several are averaged into one."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pycrfsuite

from geomap.mentions.weights import Weights
from geomap.training.mentions_data import Example


def fitted(examples: Iterable[Example], penalty: Mapping[str, float]) -> Weights:
    """The chain that explains the examples best: L-BFGS, with CRFsuite's names of penalties."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.select("lbfgs", type="crf1d")
    trainer.set_params(penalty)
    for items, told in examples:
        trainer.append(items, told)
    with TemporaryDirectory() as folder:
        model = str(Path(folder) / "model.crf")
        trainer.train(model)
        tagger = pycrfsuite.Tagger()
        tagger.open(model)
        learned = tagger.info()
        tagger.close()
    return _weights(learned.labels, learned.state_features, learned.transitions)


def _weights(
    labels: Iterable[str], said: Mapping[tuple[str, str], float], moved: Mapping[tuple[str, str], float]
) -> Weights:
    names = sorted(labels)
    features = sorted({feature for feature, _ in said})
    label_at = {label: at for at, label in enumerate(names)}
    feature_at = {feature: at for at, feature in enumerate(features)}
    states, moves = np.zeros((len(features), len(names))), np.zeros((len(names), len(names)))
    for (feature, label), weight in said.items():
        states[feature_at[feature], label_at[label]] = weight
    for (before, label), weight in moved.items():
        moves[label_at[before], label_at[label]] = weight
    return Weights(labels=tuple(names), features=tuple(features), states=states, moves=moves)


def averaged(chains: Sequence[Weights]) -> Weights:
    """One chain whose weights are the mean of those of chains with the same labels; what one lacks counts as 0."""
    features = sorted({feature for chain in chains for feature in chain.features})
    feature_at = {feature: at for at, feature in enumerate(features)}
    states = np.zeros((len(features), len(chains[0].labels)))
    for chain in chains:
        states[[feature_at[feature] for feature in chain.features]] += chain.states / len(chains)
    moves = np.mean([chain.moves for chain in chains], axis=0)
    return Weights(labels=chains[0].labels, features=tuple(features), states=states, moves=moves)
