"""Evaluates gradient-boosted trees with numpy, for all rows and all trees at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bits = npt.NDArray[np.uint16]
LEAVES = 16  # the most that a tree may have: one bit each
_ROWS = 1024  # looked at in one go: their bits stay in the processor's cache
_FIRST_BIT = np.zeros(1 << LEAVES, np.uint8)  # the place of the bit in a number that has one bit
_FIRST_BIT[1 << np.arange(LEAVES)] = np.arange(LEAVES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trees:
    """A sum of binary decision trees; node arrays have shape (trees, nodes), a leaf points to itself.

    A row's leaf is not walked to. Each question that a row answers with "no, more than that" rules out the leaves on
    its left, and the leftmost leaf that is left over is the row's (QuickScorer, Lucchese and others, 2015). What is
    ruled out by a feature's value depends only on how many of the thresholds lie below it, so one look-up a feature
    answers all its questions in all trees.
    """

    feature: npt.NDArray[np.intp]
    threshold: Floats  # a row goes left when its value is at most this
    left: npt.NDArray[np.intp]
    right: npt.NDArray[np.intp]
    value: Floats  # of the leaves
    depth: int  # steps from a root to the deepest leaf
    asked: tuple[tuple[int, Floats, Bits], ...] = field(init=False, repr=False)  # see `_questions`
    leaves: Floats = field(init=False, repr=False)  # (trees * LEAVES,): values from left to right

    def __post_init__(self) -> None:
        found: list[tuple[int, float, int, int]] = []
        leaves = np.zeros((len(self.feature), LEAVES))
        for tree in range(len(self.feature)):
            values, questions = self._read(tree, 0, 0)
            leaves[tree, : len(values)] = values
            found += ((feature, threshold, tree, gone) for feature, threshold, gone in questions)
        object.__setattr__(self, "asked", tuple(_questions(found, len(leaves))))
        object.__setattr__(self, "leaves", leaves.ravel())

    def __call__(self, table: Floats) -> Floats:
        """The sum of the trees for each row of `table`, shape (rows,)."""
        parts = [self._sums(table[at : at + _ROWS]) for at in range(0, len(table), _ROWS)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _sums(self, table: Floats) -> Floats:
        left = np.full((len(table), len(self.feature)), (1 << LEAVES) - 1, np.uint16)
        for feature, thresholds, kept in self.asked:
            above = thresholds.searchsorted(table[:, feature])
            (rows,) = above.nonzero()
            if 2 * len(rows) > len(table):
                left &= kept.take(above, axis=0)
            elif len(rows):  # most rows answer most questions about rare features with "no more than that"
                left[rows] &= kept.take(above[rows], axis=0)
        leftmost = _FIRST_BIT.take(left & (~left + np.uint16(1)))
        total: Floats = self.leaves.take(leftmost + LEAVES * np.arange(len(self.feature))).sum(axis=1)
        return total

    def _read(self, tree: int, node: int, before: int) -> tuple[list[float], list[tuple[int, float, int]]]:
        """A branch's leaves from left to right, and its questions with the bits of the leaves that a "no" rules out.

        `before` is the number of the tree's leaves to the left of the branch.
        """
        left, right = int(self.left[tree, node]), int(self.right[tree, node])
        if left == node:
            return [float(self.value[tree, node])], []
        leaves, questions = self._read(tree, left, before)
        gone = ((1 << len(leaves)) - 1) << before
        more, further = self._read(tree, right, before + len(leaves))
        own = (int(self.feature[tree, node]), float(self.threshold[tree, node]), gone)
        return leaves + more, [own, *questions, *further]

    def arrays(self, prefix: str) -> dict[str, npt.NDArray[np.generic]]:
        """The compact form in which the trees are shipped."""
        return {
            f"{prefix}_feature": self.feature.astype(np.int16),
            f"{prefix}_threshold": self.threshold.astype(np.float64),
            f"{prefix}_left": self.left.astype(np.int16),
            f"{prefix}_right": self.right.astype(np.int16),
            f"{prefix}_value": self.value.astype(np.float32),
            f"{prefix}_depth": np.array(self.depth, dtype=np.int16),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[np.generic]], prefix: str) -> Self:
        """The inverse of `arrays`."""
        return cls(
            feature=arrays[f"{prefix}_feature"].astype(np.intp),
            threshold=arrays[f"{prefix}_threshold"].astype(np.float64),
            left=arrays[f"{prefix}_left"].astype(np.intp),
            right=arrays[f"{prefix}_right"].astype(np.intp),
            value=arrays[f"{prefix}_value"].astype(np.float64),
            depth=int(arrays[f"{prefix}_depth"]),
        )


def _questions(found: list[tuple[int, float, int, int]], trees: int) -> Iterator[tuple[int, Floats, Bits]]:
    """Each feature asked about, its thresholds, and for each number of thresholds passed the leaves left, by tree.

    `found` holds feature, threshold, tree, and the bits of the leaves that a "no" rules out.
    """
    for feature in sorted({asked for asked, _, _, _ in found}):
        own = [question[1:] for question in found if question[0] == feature]
        thresholds = sorted({threshold for threshold, _, _ in own})
        kept = np.full((len(thresholds) + 1, trees), (1 << LEAVES) - 1, np.uint16)
        for threshold, tree, gone in own:
            kept[thresholds.index(threshold) + 1 :, tree] &= np.uint16(((1 << LEAVES) - 1) ^ gone)
        yield feature, np.array(thresholds), kept
