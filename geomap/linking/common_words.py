"""How many words two rows share, each weighted by how rare it is among the records."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_WORD = re.compile(r"\w{3,}")
_MOST_WORDS = 500  # of a row; a longer one is no note but an article
_FLOPS_A_PAIR = 50_000  # of a product of matrices: as long as comparing two sets of words takes
_CELLS = 20_000_000  # of one matrix: 160 MB


class Words:
    """The words of both sides."""

    def __init__(self, left: Sequence[str], right: Sequence[str]) -> None:
        self._left, self._right = ([_of(text) for text in side] for side in (left, right))
        counts = Counter(word for words in self._right for word in words)
        rows = len(self._right) + 1
        self._weight = {word: math.log(rows / count) for word, count in counts.items()}
        self._unseen = math.log(rows)
        self._sizes = [np.array([self._sum(words) for words in side]) for side in (self._left, self._right)]

    def likeness(self, left: Ints, right: Ints) -> Floats:
        """0..1 for each pair of rows: the cosine of the weighted sets."""
        common = self._product(left, right)
        if common is None:
            pairs = zip(left.tolist(), right.tolist(), strict=True)
            common = np.array([self._sum(self._left[one] & self._right[other]) for one, other in pairs])
        size = np.sqrt(self._sizes[0][left] * self._sizes[1][right])
        shared: Floats = np.divide(common, size, out=np.zeros(left.size), where=size > 0)
        return np.clip(shared, 0.0, 1.0)

    def rarest(self, left: int, right: int, most: int) -> list[str]:
        """The few shared words that say most."""
        common = self._left[left] & self._right[right]
        return sorted(common, key=lambda word: (-self._weight[word], word))[:most]

    def _product(self, left: Ints, right: Ints) -> Floats | None:
        """The weights of common words by one product of matrices, or None where the pairs are too scattered for it."""
        lefts, left_at = np.unique(left, return_inverse=True)
        rights, right_at = np.unique(right, return_inverse=True)
        if lefts.size * rights.size > _CELLS:
            return None
        known = self._known(lefts)
        sizes = (lefts.size, len(known), rights.size)
        too_large = max(sizes[0] * sizes[1], sizes[1] * sizes[2]) > _CELLS
        if too_large or math.prod(sizes) > _FLOPS_A_PAIR * left.size:
            return None
        weights = np.array([self._weight[word] for word in known])
        ours, theirs = (_table(rows, side, known) for rows, side in ((lefts, self._left), (rights, self._right)))
        product: Floats = ((ours * weights) @ theirs.T)[left_at, right_at]
        return product

    def _known(self, lefts: Ints) -> dict[str, int]:
        """The words of these rows that any record has, numbered."""
        words = sorted(frozenset[str]().union(*(self._left[row] for row in lefts.tolist())) & self._weight.keys())
        return {word: number for number, word in enumerate(words)}

    def _sum(self, words: frozenset[str]) -> float:
        return math.fsum(self._weight.get(word, self._unseen) for word in words)


def _of(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold())[:_MOST_WORDS])


def _table(rows: Ints, side: Sequence[frozenset[str]], known: Mapping[str, int]) -> Floats:
    """1 where a row has a known word, 0 elsewhere."""
    table = np.zeros((rows.size, len(known)))
    for at, row in enumerate(rows.tolist()):
        table[at, [known[word] for word in side[row] if word in known]] = 1.0
    return table
