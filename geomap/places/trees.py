"""Evaluates gradient-boosted trees with numpy, for all rows and all trees at once."""

from collections.abc import Mapping
from dataclasses import dataclass
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

    def __call__(self, table: Floats) -> Floats:
        """The sum of the trees for each row of `table`, shape (rows,)."""
        trees = np.arange(self.feature.shape[0])[None, :]
        rows = np.arange(table.shape[0])[:, None]
        at = np.zeros((table.shape[0], self.feature.shape[0]), dtype=np.intp)
        for _ in range(self.depth):
            goes_left = table[rows, self.feature[trees, at]] <= self.threshold[trees, at]
            at = np.where(goes_left, self.left[trees, at], self.right[trees, at])
        total: Floats = self.value[trees, at].sum(axis=1)
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
