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
    roots: npt.NDArray[np.intp] = field(init=False, repr=False)  # of each tree, among the nodes of all
    children: npt.NDArray[np.intp] = field(init=False, repr=False)  # right and left child of each node, in turn

    def __post_init__(self) -> None:
        trees, nodes = self.feature.shape
        roots = np.arange(trees, dtype=np.intp) * nodes
        children = np.stack([self.right + roots[:, None], self.left + roots[:, None]], axis=2).ravel()
        object.__setattr__(self, "roots", roots)
        object.__setattr__(self, "children", children)

    def __call__(self, table: Floats) -> Floats:
        """The sum of the trees for each row of `table`, shape (rows,)."""
        feature, threshold = self.feature.ravel(), self.threshold.ravel()
        values, start = table.ravel(), (np.arange(table.shape[0], dtype=np.intp) * table.shape[1])[:, None]
        at = np.broadcast_to(self.roots, (table.shape[0], len(self.roots)))
        for _ in range(self.depth):  # flat indices: several times as quick as pairs of them
            goes_left = values.take(start + feature.take(at)) <= threshold.take(at)
            at = self.children.take(2 * at + goes_left)
        total: Floats = self.value.ravel().take(at).sum(axis=1)
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
