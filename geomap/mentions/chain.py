"""A linear-chain conditional random field: weighs the items of a chain and finds their likeliest labels."""

from collections.abc import Mapping, Sequence
from operator import add

import numpy as np
import numpy.typing as npt

from geomap.mentions.items import Features, Item
from geomap.mentions.weights import Weights

Rows = npt.NDArray[np.float64]  # a row for each item, a column for each label
REMEMBERED = 60_000  # groups of features whose weight is kept: some 25 MB at most


class Chain:
    """Reads chains of items with the weights of a model; one per thread."""

    def __init__(self, weights: Weights) -> None:
        self._labels = weights.labels
        self._weights = weights
        self._numbers = {feature: number for number, feature in enumerate(weights.features, start=1)}
        self._groups = _Groups(self._numbers, weights.states)
        self._arrivals = weights.moves.T.tolist()  # a row for each label: the moves that end with it

    def weigh(self, items: Sequence[Item]) -> Rows:
        """What the features of each item say for each label; there is at least one item."""
        if len(self._groups) > REMEMBERED:
            self._groups = _Groups(self._numbers, self._weights.states)
        row_of_group, row_of = self._groups.__getitem__, self._numbers.get
        found: list[int] = []
        begins: list[int] = []
        for groups, single in items:
            begins.append(len(found))
            found.append(0)
            found += map(row_of_group, groups)
            found += filter(None, map(row_of, single))
        return np.add.reduceat(self._groups.rows[found], begins, axis=0)

    def likeliest(self, rows: Rows) -> list[str]:
        """The labels of the likeliest path through rows that `weigh` gave: Viterbi's."""
        paths: list[list[int]] = []  # for each item but the first and each label, the best label before it
        best, *others = rows.tolist()
        for said in others:
            arrivals = [list(map(add, best, moves)) for moves in self._arrivals]
            highest = list(map(max, arrivals))
            paths.append(list(map(list.index, arrivals, highest)))
            best = list(map(add, highest, said))
        at = best.index(max(best))
        labels = [self._labels[at]]
        for path in reversed(paths):
            at = path[at]
            labels.append(self._labels[at])
        return labels[::-1]


class _Groups(dict[Features, int]):
    """The row of each group of features, worked out when it is asked for first; row 0 says nothing."""

    def __init__(self, numbers: Mapping[str, int], states: Rows) -> None:
        self.rows = np.vstack([np.zeros_like(states[:1]), states])
        self._numbers = numbers
        self._used = len(self.rows)

    def __missing__(self, group: Features) -> int:
        if self._used == len(self.rows):
            self.rows = np.vstack([self.rows, np.zeros_like(self.rows)])
        row = self[group] = self._used
        self._used += 1
        self.rows[row] = self.rows[[self._numbers.get(feature, 0) for feature in group]].sum(axis=0)
        return row
