"""Keeps the best few pairs of each row of two tables while pairs come by in any number."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Triple = tuple[Ints, Ints, Floats]  # rows, those they are paired with, scores: arrays of one length
_AT_ONCE = 200_000  # pairs that wait until they are sorted among the best


class Best:
    """The best `most` of the other side for each row; equal scores go by the other's rank, the lower first."""

    def __init__(self, n_rows: int, ranks: Ints, *, most: int) -> None:
        self._most, self._ranks = most, ranks
        self._floor = np.full(n_rows, -np.inf)  # the least score that is kept so far
        self._waiting: list[Triple] = []
        self._n_waiting = 0
        self._kept: Triple = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0)

    def take(self, row: Ints, other: Ints, score: Floats) -> None:
        """Look at some more pairs; none may come twice."""
        good = score >= self._floor[row]
        self._waiting.append((row[good], other[good], score[good]))
        self._n_waiting += int(good.sum())
        if self._n_waiting > max(_AT_ONCE, self._kept[0].size):  # so that each pair is sorted a few times at most
            self.kept()

    def kept(self) -> Triple:
        """The pairs that are among the best of their row."""
        parts = [self._kept, *self._waiting]
        rows, others, scores = (np.concatenate(column) for column in zip(*parts, strict=True))
        order = np.lexsort((self._ranks[others], -scores, rows))
        grouped = rows[order]
        begins = np.flatnonzero(np.r_[True, grouped[1:] != grouped[:-1]]) if order.size else order
        lengths = np.diff(np.r_[begins, grouped.size])
        place = np.arange(grouped.size) - np.repeat(begins, lengths)
        full = lengths >= self._most
        self._floor[grouped[begins[full]]] = scores[order][begins[full] + self._most - 1]
        chosen = order[place < self._most]
        self._waiting, self._n_waiting = [], 0
        self._kept = rows[chosen], others[chosen], scores[chosen]
        return self._kept


def both(of_events: Best, of_records: Best, record_ranks: Ints) -> Triple:
    """What is among the best of its event and of its record, by event, falling score and rank of the record."""
    event, record, score = of_events.kept()
    kept_record, kept_event, _ = of_records.kept()
    width = max(record_ranks.size, 1)
    mutual = np.isin(event * width + record, kept_event * width + kept_record)
    event, record, score = event[mutual], record[mutual], score[mutual]
    order = np.lexsort((record_ranks[record], -score, event))
    return event[order], record[order], score[order]


def ranks(ids: Sequence[str]) -> Ints:
    """The place of each id among all, sorted."""
    found = np.empty(len(ids), dtype=np.int64)
    found[sorted(range(len(ids)), key=lambda row: ids[row])] = np.arange(len(ids))
    return found
