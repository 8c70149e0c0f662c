"""Keeps the best few pairs of each row of two tables while pairs come by in any number."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Triple = tuple[Ints, Ints, Floats]  # events, records, scores: arrays of one length


class Best:
    """The best `most` pairs of each event, and of each record; equal scores go by the other side's id."""

    def __init__(self, *, event_ids: Sequence[str], record_ids: Sequence[str], most: int) -> None:
        self._most = most
        self._event_rank, self._record_rank = _ranks(event_ids), _ranks(record_ids)
        self._of_events: Triple = _nothing()
        self._of_records: Triple = _nothing()
        self._event_floor = np.full(len(event_ids), -np.inf)  # the least score that is kept so far
        self._record_floor = np.full(len(record_ids), -np.inf)

    def take(self, event: Ints, record: Ints, score: Floats) -> None:
        """Look at some more pairs; none may come twice."""
        for_event, for_record = score >= self._event_floor[event], score >= self._record_floor[record]
        some = event[for_event], record[for_event], score[for_event]
        self._of_events = self._pruned(self._of_events, some, by=0)
        some = event[for_record], record[for_record], score[for_record]
        self._of_records = self._pruned(self._of_records, some, by=1)

    def chosen(self) -> Triple:
        """What is among the best of its event and of its record, by event, falling score and record id."""
        width = max(len(self._record_floor), 1)
        keys = [event * width + record for event, record, _ in (self._of_events, self._of_records)]
        both = np.isin(keys[0], keys[1])
        event, record, score = self._of_events[0][both], self._of_events[1][both], self._of_events[2][both]
        order = np.lexsort((self._record_rank[record], -score, event))
        return event[order], record[order], score[order]

    def _pruned(self, kept: Triple, more: Triple, *, by: int) -> Triple:
        if not more[0].size:
            return kept
        events, records = np.concatenate([kept[0], more[0]]), np.concatenate([kept[1], more[1]])
        scores = np.concatenate([kept[2], more[2]])
        groups, ranks = (events, self._record_rank[records]) if by == 0 else (records, self._event_rank[events])
        order = np.lexsort((ranks, -scores, groups))
        grouped = groups[order]
        begins = np.flatnonzero(np.r_[True, grouped[1:] != grouped[:-1]])
        lengths = np.diff(np.r_[begins, grouped.size])
        place = np.arange(grouped.size) - np.repeat(begins, lengths)
        full = lengths >= self._most
        floor = self._event_floor if by == 0 else self._record_floor
        floor[grouped[begins[full]]] = scores[order][begins[full] + self._most - 1]
        chosen = order[place < self._most]
        return events[chosen], records[chosen], scores[chosen]


def _ranks(ids: Sequence[str]) -> Ints:
    ranks = np.empty(len(ids), dtype=np.int64)
    ranks[sorted(range(len(ids)), key=lambda row: ids[row])] = np.arange(len(ids))
    return ranks


def _nothing() -> Triple:
    return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0)
