"""Finds the likest rows of the other side where so many lie in one place that comparing them pair by pair takes long.

A table of likeness is made by products of matrices, some rows at a time, in single precision. It only says which pairs
may be among the best; their words are then counted exactly.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geomap.linking.common_words import CodedWords, Ints, Words
from geomap.linking.pairs import counted_up

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Flags = NDArray[np.bool_]

WHOLE = 64_000_000  # pairs of a crowd that is compared whole: half a second; in a larger one each row meets ...
WINDOW = 4_096  # ... so many whose words are near its own, in each of several orders
_CELLS = 2_000_000  # of one table of likeness
_COMMON = 16  # a word of more than one in so many rows is looked at in all of them, another where it is
_MARGIN = 1.2e-4  # a score is rounded to four digits, and single precision is off by less than a fifth of one
_AT_ONCE = 100_000  # pairs whose words are counted exactly
_LED_BY = 8  # words by which rows are brought into an order


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Worth:
    """What pairs with some kept rows are worth apart from their words, by classes of these."""

    classes: Ints  # of each kept row
    least_likeness: Floats  # of each class: how like the words have to be
    table: Callable[[Ints], Floats]  # for rows that ask: rows x classes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Crowds:
    """Two sides of which one asks for the likest rows of the other."""

    words: Words
    asks: int  # which of the two sides asks
    weight: float  # of the likeness of words in the score
    ranks: Ints  # of the rows of the other side: of equals the lower ones are kept
    most: int
    least: float  # score

    def likest(self, asking: Ints, kept: Ints, worth: Callable[[Ints], Worth]) -> tuple[Ints, Ints, Floats]:
        """Pairs of rows that ask with kept ones, with what their common words weigh together.

        These are the `most` best pairs of each row that asks that score `least`, and some more that hardly differ from
        them. Of more than `WHOLE` pairs a row meets those whose words are nearest in several orders.
        """
        if asking.size * kept.size <= WHOLE:
            found = [*self._among(asking, kept, worth)]
        else:
            found = [
                some for order in self.words.orders for both in self._windows(asking, kept, order)
                for some in self._among(*both, worth)
            ]  # fmt: skip
        row, other, common = (np.concatenate(column) for column in zip(*found, strict=True))
        _, first = np.unique(row * self.ranks.size + other, return_index=True)
        return row[first], other[first], common[first]

    def _windows(self, asking: Ints, kept: Ints, order: Ints) -> Iterator[tuple[Ints, Ints]]:
        """Rows that ask, each with the kept ones around the place where it would stand among these in an order."""
        rows = self._led_by(asking, self.asks, order), self._led_by(kept, 1 - self.asks, order)
        equals = np.r_[np.full(asking.size, -1), self.ranks[kept]]
        whole = np.lexsort((equals, *np.concatenate(rows).T[::-1]))
        is_kept = whole >= asking.size
        ordered, half = kept[whole[is_kept] - asking.size], WINDOW // 2
        at = np.empty(asking.size, dtype=np.int64)
        at[whole[~is_kept]] = np.cumsum(is_kept)[~is_kept] // half
        for stretch in np.unique(at).tolist():
            begin = max(0, stretch * half - half // 2)
            yield asking[at == stretch], ordered[begin : begin + WINDOW]

    def _led_by(self, rows: Ints, side: int, order: Ints) -> Ints:
        """The words of each row that come first in an order, by their places there; rows x words."""
        row, code = self.words.coded[side].of(rows)
        sort = np.lexsort((order[code], row))
        row, places = row[sort], order[code][sort]
        lengths = np.bincount(row, minlength=rows.size)
        nth = counted_up(np.zeros(rows.size, dtype=np.int64), lengths)
        table = np.full((rows.size, _LED_BY), np.iinfo(np.int64).max)
        first = nth < _LED_BY
        table[row[first], nth[first]] = places[first]
        return table

    def _among(self, asking: Ints, kept: Ints, worth: Callable[[Ints], Worth]) -> Iterator[tuple[Ints, Ints, Floats]]:
        kept = kept[np.lexsort((self.ranks[kept], worth(kept).classes))]
        worthy = worth(kept)
        classes = worthy.classes
        known = _KeptWords.of(kept, self.words.coded[1 - self.asks], self.words.weights)
        least_likeness = worthy.least_likeness[classes].astype(np.float32) - np.float32(_MARGIN)
        is_strange = np.isfinite(least_likeness)
        step = max(1, _CELLS // kept.size)
        for first in range(0, asking.size, step):
            some = asking[first : first + step]
            said = known.said(some, self.words.coded[self.asks])
            score = said.likeness * np.float32(self.weight)
            score += _by_class(worthy.table(some).astype(np.float32), classes)
            if is_strange.any():
                score[said.likeness < least_likeness] = -np.inf
            near = score >= _floors(score, most=self.most, least=self.least)[:, None]
            _leave_equals_out(near, said.likeness, classes, most=self.most)
            row, other = np.divmod(np.flatnonzero(near), kept.size)
            for rows, others in in_pieces(row, other):
                yield some[rows], kept[others], said.common(rows, others)


def in_pieces(*columns: NDArray[Any]) -> Iterator[tuple[NDArray[Any], ...]]:
    """Columns of one length, cut so that not too much is held at once; an empty piece where they are empty."""
    for begin in range(0, max(columns[0].size, 1), _AT_ONCE):
        yield tuple(column[begin : begin + _AT_ONCE] for column in columns)


def _floors(score: Singles, *, most: int, least: float) -> Singles:
    """Of each row a score that the `most` best reach: of as many parts of the row each has its best."""
    width = score.shape[1]
    share = min(64, max(1, width // (4 * most)))
    parts = width // share
    floor = np.full(score.shape[0], least, dtype=np.float32)
    if parts >= most:
        tops = score[:, : parts * share].reshape(score.shape[0], parts, share).max(axis=2)
        floor = np.maximum(floor, np.partition(tops, parts - most, axis=1)[:, parts - most])
    return floor - np.float32(_MARGIN)


def _by_class(table: Singles, classes: Ints) -> Singles:
    """The columns of a table of classes for rows of these."""
    return table if table.shape[1] == 1 else table.take(classes, axis=1)


def _leave_equals_out(near: Flags, likeness: Singles, classes: Ints, *, most: int) -> None:
    """Of pairs of one class without a common word, which are all worth the same, leave the first few of each row."""
    crowded = np.flatnonzero(np.count_nonzero(near, axis=1) > 4 * most)
    if crowded.size:
        equal = near[crowded] & (likeness[crowded] <= 0)
        counted = np.cumsum(equal, axis=1, dtype=np.int32)
        begins = np.searchsorted(classes, classes)  # the first of its class, for each kept row
        before = np.where(begins > 0, counted[:, begins - 1], 0)
        near[crowded] &= ~(equal & (counted - before > most))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Said:
    """The words that some rows which ask share with kept ones."""

    likeness: Singles  # rows x kept
    own: Floats  # weights of the frequent words that each row has; rows x words
    kept: Singles  # 1 where a kept row has the word; kept x words
    seldom: Floats | None  # weights of all other words that are shared; rows x kept

    def common(self, row: Ints, other: Ints) -> Floats:
        """What the common words of some pairs weigh together."""
        found: Floats = np.einsum("ij,ij->i", self.own[row], self.kept[other])
        return found if self.seldom is None else found + self.seldom[row, other]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _KeptWords:
    """The words of kept rows: a table of the frequent ones, and of each other word the rows that have it."""

    column: Ints  # in the table, of each code; -1 for other words
    table: Singles  # kept x frequent words
    scaled: Singles  # the same by the length of each row
    rows: Ints  # that have a word, word by word
    ends: Ints  # behind the last of each code
    weights: Floats  # of each code
    inverse: Floats  # of the length of each row

    @classmethod
    def of(cls, kept: Ints, side: CodedWords, weights: Floats) -> "_KeptWords":
        """Those of some rows."""
        row, code = side.of(kept)
        counts = np.bincount(code, minlength=weights.size)
        frequent = np.flatnonzero(counts > kept.size // _COMMON)
        column = np.full(weights.size, -1)
        column[frequent] = np.arange(frequent.size)
        table = np.zeros((kept.size, frequent.size), dtype=np.float32)
        often = column[code] >= 0
        table[row[often], column[code[often]]] = 1.0
        seldom = np.flatnonzero(~often)
        seldom = seldom[np.argsort(code[seldom], kind="stable")]
        inverse = _inverse_lengths(side, kept)
        return cls(
            column=column,
            table=table,
            scaled=(table * inverse[:, None]).astype(np.float32),
            rows=row[seldom],
            ends=np.cumsum(np.where(column >= 0, 0, counts)),
            weights=weights,
            inverse=inverse,
        )

    def said(self, asking: Ints, side: CodedWords) -> _Said:
        """What some rows of the other side share with them."""
        row, code = side.of(asking)
        inverse = _inverse_lengths(side, asking)
        often = self.column[code] >= 0
        own = np.zeros((asking.size, self.table.shape[1]))
        own[row[often], self.column[code[often]]] = self.weights[code[often]]
        likeness = (own * inverse[:, None]).astype(np.float32) @ self.scaled.T
        seldom = self._seldom(row[~often], code[~often], asking.size)
        if seldom is not None:
            likeness += (seldom * inverse[:, None] * self.inverse).astype(np.float32)
        return _Said(likeness=likeness, own=own, kept=self.table, seldom=seldom)

    def _seldom(self, row: Ints, code: Ints, n_rows: int) -> Floats | None:
        begins = np.r_[0, self.ends][code]
        lengths = self.ends[code] - begins
        if not lengths.any():
            return None
        n_kept = self.table.shape[0]
        cells = np.repeat(row * n_kept, lengths) + self.rows[counted_up(begins, lengths)]
        weights = np.repeat(self.weights[code], lengths)
        summed = np.bincount(cells, weights, minlength=n_rows * n_kept).astype(np.float64, copy=False)
        return summed.reshape(n_rows, n_kept)


def _inverse_lengths(side: CodedWords, rows: Ints) -> Floats:
    lengths = np.sqrt(side.size[rows])
    return np.divide(1.0, lengths, out=np.zeros(rows.size), where=lengths > 0)
