"""Folds rows that lie at one place in the same days: what is compared by place and day is compared once for all."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geomap.linking.pairs import counted_up, in_parts

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_NOWHERE = -1e9  # for NaN, which equals nothing


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spots:
    """The rows of one side by place and days."""

    heads: Ints  # a row of each
    sizes: Ints  # how many rows each has
    of: Ints  # the spot of each row of the side
    members: Ints  # the rows, spot by spot
    begins: Ints  # of each spot among these

    def rows(self, chosen: Ints) -> tuple[Ints, Ints]:
        """The rows of some spots, and for each the place of its spot among these."""
        lengths = self.sizes[chosen]
        return self.members[counted_up(self.begins[chosen], lengths)], np.repeat(np.arange(chosen.size), lengths)

    @classmethod
    def found(cls, where: Floats, alike: Sequence[Hashable], ranks: Ints, *, most: int) -> "Spots":
        """Fold the rows of a side.

        Of rows that are equal in all that is compared those of lower rank are always kept first, so that one beyond
        the first `most` is never among the best of anything: it is left out.

        Args:
            where: what says place and days of each row; rows x columns.
            alike: all else that is compared of each row.
            ranks: of the rows.
            most: pairs of a row that are kept.
        """
        heads, of = distinct(where)
        counts: Counter[Hashable] = Counter()
        kept = np.zeros(len(alike), dtype=np.bool_)
        for row in np.argsort(ranks).tolist():
            key = of[row], alike[row]
            counts[key] += 1
            kept[row] = counts[key] <= most
        rows = np.flatnonzero(kept)
        rows = rows[np.argsort(of[rows], kind="stable")]
        sizes = np.bincount(of[rows], minlength=heads.size)
        return cls(heads=heads, sizes=sizes, of=of, members=rows, begins=np.cumsum(sizes) - sizes)


def distinct(table: Floats) -> tuple[Ints, Ints]:
    """A row of each set of equal rows, and for all rows the number of their set; NaN equals NaN."""
    whole = np.nan_to_num(table, nan=_NOWHERE)
    _, heads, numbers = np.unique(whole, axis=0, return_index=True, return_inverse=True)
    return heads, numbers.reshape(-1)


def paired(left: Spots, right: Spots, one: Ints, other: Ints) -> Iterator[tuple[Ints, Ints, Ints]]:
    """All rows of one spot with all of the other, for pairs of spots; with the number of the pair. A part at a time."""
    lengths = left.sizes[one] * right.sizes[other]
    for part in in_parts(lengths):
        pair = np.repeat(np.arange(part.start, part.stop), lengths[part])
        step = counted_up(np.zeros(part.stop - part.start, dtype=np.int64), lengths[part])
        width = right.sizes[other[pair]]
        yield (
            left.members[left.begins[one[pair]] + step // width],
            right.members[right.begins[other[pair]] + step % width],
            pair,
        )
