"""The tagger of names: which words open a name (B), carry it on (I) or lie outside (O), and how surely.

Viterbi's path and the forward and backward sums (Rabiner 1989), written out for three labels: a third of the time that
loops over labels take.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from geomap.errors import ModelError
from geomap.mentions.chain import Chain
from geomap.mentions.items import Item
from geomap.mentions.weights import Weights

LABELS = ("O", "B", "I")
Row = Sequence[float]  # a number for each of them


@dataclass(frozen=True, slots=True)
class Tagging:
    """What the tagger says of a text's items, in parallel."""

    labels: Sequence[str]
    outside: Sequence[float]  # how likely the item belongs to no name, 0 to 1


class Tagger(Protocol):
    """Tags the words of a text."""

    def tag(self, items: Sequence[Item]) -> Tagging:
        """Say what each item is; there is at least one."""
        ...


class NameTagger:
    """The tagger with a trained model's weights."""

    def __init__(self, weights: Weights) -> None:
        """Take the weights of a model.

        Raises:
            ModelError: its labels are not those of names.
        """
        if sorted(weights.labels) != sorted(LABELS):
            raise ModelError(f"labels {', '.join(weights.labels)}")
        order = [weights.labels.index(label) for label in LABELS]
        moves = weights.moves[np.ix_(order, order)]
        self._chain = Chain(
            Weights(labels=LABELS, features=weights.features, states=weights.states[:, order], moves=moves)
        )
        self._moves = moves.tolist()
        self._odds = np.exp(moves).tolist()

    def tag(self, items: Sequence[Item]) -> Tagging:
        """Say what each item is; there is at least one."""
        rows = self._chain.weigh(items)
        odds = np.exp(rows - rows.max(axis=1, keepdims=True))
        return Tagging(labels=_likeliest(rows.tolist(), self._moves), outside=_outside(odds.tolist(), self._odds))


def _likeliest(rows: Sequence[Row], moves: Sequence[Row]) -> list[str]:
    (oo, ob, oi), (bo, bb, bi), (io, ib, ii) = moves
    paths: list[tuple[int, int, int]] = []  # for each item and label, the best label before it
    o, b, i = rows[0]
    for said_o, said_b, said_i in rows[1:]:
        to_o, to_b, to_i = (o + oo, b + bo, i + io), (o + ob, b + bb, i + ib), (o + oi, b + bi, i + ii)
        o, b, i = max(to_o), max(to_b), max(to_i)
        paths.append((to_o.index(o), to_b.index(b), to_i.index(i)))
        o, b, i = o + said_o, b + said_b, i + said_i
    at = (o, b, i).index(max(o, b, i))
    labels = [LABELS[at]]
    for path in reversed(paths):
        at = path[at]
        labels.append(LABELS[at])
    return labels[::-1]


def _outside(said: Sequence[Row], moves: Sequence[Row]) -> list[float]:
    (oo, ob, oi), (bo, bb, bi), (io, ib, ii) = moves
    o = b = i = 1.0  # the odds of all that follows an item, when its label is O, B or I
    follows = [(o, b, i)]
    for said_o, said_b, said_i in reversed(said[1:]):
        o, b, i = o * said_o, b * said_b, i * said_i
        o, b, i = oo * o + ob * b + oi * i, bo * o + bb * b + bi * i, io * o + ib * b + ii * i
        scale = 1.0 / (o + b + i)
        o, b, i = o * scale, b * scale, i * scale
        follows.append((o, b, i))
    follows.reverse()
    chances: list[float] = []
    o, b, i = said[0]  # the odds of all up to an item and with it
    for (next_o, next_b, next_i), (after_o, after_b, after_i) in zip([*said[1:], said[0]], follows, strict=True):
        chances.append(o * after_o / (o * after_o + b * after_b + i * after_i))
        o, b, i = o * oo + b * bo + i * io, o * ob + b * bb + i * ib, o * oi + b * bi + i * ii
        scale = 1.0 / (o + b + i)
        o, b, i = o * scale * next_o, b * scale * next_b, i * scale * next_i
    return chances
