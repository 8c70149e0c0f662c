"""How many words two rows share, each weighted by how rare it is among the records."""

import math
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from geomap.linking.pairs import counted_up

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_WORD = re.compile(r"\w{3,}")
_MOST_WORDS = 500  # of a row; a longer one is no note but an article
_SEEDS = (0, 0x9E3779B9)
_STEPS = 2.0**32  # a weight is a whole number of these steps of one, so that sums are exact in whatever order


@dataclass(frozen=True, slots=True, eq=False)
class CodedWords:
    """The words of the rows of one side as numbers, of those that both sides know."""

    codes: Ints  # row by row
    ends: Ints  # behind the last of each row
    size: Floats  # the weights of all words of each row, together

    def of(self, rows: Ints) -> tuple[Ints, Ints]:
        """The words of some rows: for each the place of its row among these, and its code."""
        begins = np.r_[0, self.ends][rows]
        lengths = self.ends[rows] - begins
        return np.repeat(np.arange(rows.size), lengths), self.codes[counted_up(begins, lengths)]

    @classmethod
    def coded(cls, rows: Sequence[frozenset[str]], code: dict[str, int], size: Floats) -> Self:
        """The words of some rows."""
        known = [[code[word] for word in words if word in code] for words in rows]
        ends = np.cumsum([len(one) for one in known], dtype=np.int64)
        return cls(np.array([one for row in known for one in row], dtype=np.int64), ends, size)


class Words:
    """The words of both sides."""

    def __init__(self, left: Sequence[str], right: Sequence[str]) -> None:
        self.sides = tuple([_of(text) for text in side] for side in (left, right))
        counts = Counter(word for words in self.sides[1] for word in words)
        rows = len(self.sides[1]) + 1
        self._weight = {word: _in_steps(math.log(rows / count)) for word, count in counts.items()}
        self._unseen = _in_steps(math.log(rows))
        self._sizes = [np.array([self._sum(words) for words in side]) for side in self.sides]

    def likeness(self, left: Ints, right: Ints) -> Floats:
        """0..1 for each pair of rows: the cosine of the weighted sets."""
        ours, theirs = self.sides
        pairs = zip(left.tolist(), right.tolist(), strict=True)
        return self.shared(left, right, np.array([self._sum(ours[one] & theirs[other]) for one, other in pairs]))

    def shared(self, left: Ints, right: Ints, common: Floats) -> Floats:
        """The likeness of pairs of which the weights of common words are known, together."""
        size = np.sqrt(self._sizes[0][left] * self._sizes[1][right])
        found: Floats = np.divide(common, size, out=np.zeros(left.size), where=size > 0)
        return np.clip(found, 0.0, 1.0)

    @cached_property
    def orders(self) -> tuple[Ints, ...]:
        """The place of each code in some orders of words: the rarest first, and by their hashes."""
        hashed = [[zlib.crc32(word.encode(), seed) for word in self._weight] for seed in _SEEDS]
        return tuple(
            np.array(places, dtype=np.int64) for places in ([self._rank[word] for word in self._weight], *hashed)
        )

    def rarest(self, left: int) -> list[str]:
        """The words of a row that the records know, those first that say most."""
        return sorted(self.sides[0][left] & self._rank.keys(), key=self._rank.__getitem__)

    @cached_property
    def _rank(self) -> dict[str, int]:
        """Where a word of the records stands among all, the rarest first."""
        rarest = sorted(self._weight, key=lambda word: (-self._weight[word], word))
        return {word: place for place, word in enumerate(rarest)}

    @cached_property
    def coded(self) -> tuple[CodedWords, CodedWords]:
        """Both sides by numbers."""
        code = {word: number for number, word in enumerate(self._weight)}
        left, right = (CodedWords.coded(*both) for both in zip(self.sides, (code, code), self._sizes, strict=True))
        return left, right

    @cached_property
    def weights(self) -> Floats:
        """Of each code."""
        return np.array([*self._weight.values()])

    def _sum(self, words: frozenset[str]) -> float:
        return sum(self._weight.get(word, self._unseen) for word in words)


def _in_steps(weight: float) -> float:
    return round(weight * _STEPS) / _STEPS


def _of(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold())[:_MOST_WORDS])
