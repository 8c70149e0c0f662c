"""Evaluates gradient-boosted trees with numpy, for all rows and all trees at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trees:
    """A sum of binary decision trees; node arrays have shape (trees, nodes), a leaf points to itself."""

    feature: npt.NDArray[np.intp]
    threshold: Floats  # a row goes left when its value is at most this
    left: npt.NDArray[np.intp]
    right: npt.NDArray[np.intp]
    value: Floats  # of the leaves
    depth: int  # steps from a root to the deepest leaf
    asked: tuple[npt.NDArray[np.intp], Floats] = field(init=False, repr=False)  # each question once: feature, threshold
    question: npt.NDArray[np.intp] = field(init=False, repr=False)  # of each node, twice: nodes are counted by twos
    child: npt.NDArray[np.intp] = field(init=False, repr=False)  # right and left child of each node, in turn
    leaf: Floats = field(init=False, repr=False)  # value of each node, twice
    roots: npt.NDArray[np.intp] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        trees, nodes = self.feature.shape
        roots = np.arange(trees, dtype=np.intp) * nodes
        pairs = np.stack([self.feature.ravel().astype(float), self.threshold.ravel()], axis=1)
        questions, which = np.unique(pairs, axis=0, return_inverse=True)
        child = np.stack([self.right + roots[:, None], self.left + roots[:, None]], axis=2).ravel()
        object.__setattr__(self, "asked", (questions[:, 0].astype(np.intp), questions[:, 1]))
        object.__setattr__(self, "question", np.repeat(which.ravel(), 2))
        object.__setattr__(self, "child", 2 * child)
        object.__setattr__(self, "leaf", np.repeat(self.value.ravel(), 2))
        object.__setattr__(self, "roots", 2 * roots)

    def __call__(self, table: Floats) -> Floats:
        """The sum of the trees for each row of `table`, shape (rows,)."""
        feature, threshold = self.asked
        goes_left = (table.take(feature, axis=1) <= threshold).ravel()
        start = (np.arange(len(table), dtype=np.intp) * len(feature))[:, None]
        at = np.broadcast_to(self.roots, (len(table), len(self.roots)))
        for _ in range(self.depth):  # flat indices and one array of answers: several times as quick as pairs of indices
            asked = self.question.take(at)
            asked += start
            at = self.child.take(at + goes_left.take(asked))
        total: Floats = self.leaf.take(at).sum(axis=1)
        return total

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
