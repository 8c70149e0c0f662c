"""Joins the events of articles to the records of others: many to many, each pair with a score and its reasons."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from geomap.linking.best import Best, both, ranks
from geomap.linking.common_words import Words
from geomap.linking.crowds import Crowds, Worth, in_pieces
from geomap.linking.measures import ANYWHERE, WEIGHTS, Block, Measures, Side, weighed
from geomap.linking.pairs import near_pairs
from geomap.linking.spots import Spots, paired

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

AT_LEAST = 0.45  # below it two rows have little more in common than day and region
MOST = 20  # records of one event, and events of one record, at most
CROWD = 2_048  # pairs of the rows of one spot from which on they are not compared one by one
_SHOWN_WORDS = 4
_LEAST_WORDS = 0.15  # of two rows that only a day and a country bring together


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An event and a record that may be the same event."""

    event: int  # row of the events
    record: int  # row of the records
    score: float  # 0..1
    days_apart: int  # 0 when the intervals overlap
    distance_km: float | None  # None when one of the two has no position
    why: tuple[str, ...]


def match(events: Side, records: Side, *, at_least: float = AT_LEAST) -> tuple[Match, ...]:
    """The pairs that score `at_least`, ordered by event, falling score and record id.

    A pair is thought of when the intervals lie within a day of one another, and the distance within both reaches
    and a slack of 5 km; or one of the two has no position, and they share the country or it has none. The score is a
    weighted mean of five parts in 0..1: how much the intervals overlap, how near and how exact the places are, which
    words they share (weighted by how rare they are among the records), whether the numbers of dead agree, the types.
    Kept is what is among the `MOST` best of its event as well as of its record.
    """
    if not (events.ids and records.ids):
        return ()
    joining = Joining(events, records, at_least=at_least)
    heads = [joining.spots[0].heads, joining.spots[1].heads]
    for event, record in near_pairs(events.extent.rows(heads[0]), records.extent.rows(heads[1])):
        if event.size:
            joining.take(event, record)
    event, record, score = both(joining.best[0], joining.best[1], joining.ranks[1])
    return tuple(_finished(joining.numeric.block(event, record), score, joining.words))


class Joining:
    """The best pairs so far, and what they are found with; of two sides the events come first."""

    def __init__(self, events: Side, records: Side, *, at_least: float) -> None:
        self._at_least = at_least
        self.words, self.ranks = Words(events.texts, records.texts), (ranks(events.ids), ranks(records.ids))
        self.numeric = Measures(events, records)
        self.spots = tuple(
            Spots.found(where, list(zip(manners.tolist(), words, strict=True)), ranked, most=MOST)
            for where, manners, words, ranked in zip(
                self.numeric.where, self.numeric.manners, self.words.sides, self.ranks, strict=True
            )
        )
        n_rows = [ranked.size for ranked in self.ranks]
        self.best = tuple(Best(n_rows[side], self.ranks[1 - side], most=MOST) for side in (0, 1))

    def take(self, event: Ints, record: Ints) -> None:
        """Look at pairs of spots: all rows of the one with all of the other.

        Where a spot has few pairs in all they are compared one by one, for it and for the others; where it has many,
        its rows ask for their likest.
        """
        block = self.numeric.block(self.spots[0].heads[event], self.spots[1].heads[record])
        good = np.flatnonzero(block.parts["place"] > 0)
        pairs, block = (event[good], record[good]), block.rows(good)
        n_rows = self.spots[0].sizes[pairs[0]] * self.spots[1].sizes[pairs[1]]
        crowded = [np.bincount(own, n_rows)[own] >= CROWD if own.size else own > 0 for own in pairs]
        self._one_by_one(pairs, crowded)
        for asks in (0, 1):
            self._crowds(asks, pairs, block, crowded[asks])

    def _one_by_one(self, pairs: tuple[Ints, Ints], crowded: Sequence[Flags]) -> None:
        few = np.flatnonzero(~(crowded[0] & crowded[1]))
        for event, record, pair in paired(self.spots[0], self.spots[1], pairs[0][few], pairs[1][few]):
            block = self.numeric.block(event, record)
            good = np.flatnonzero(weighed(block) >= self._at_least - WEIGHTS["words"])
            block = block.rows(good)
            score = self.scored(block, self.words.likeness(block.event, block.record))
            for side, (own, other) in enumerate(((block.event, block.record), (block.record, block.event))):
                told = (score >= self._at_least) & ~crowded[side][few][pair[good]]
                self.best[side].take(own[told], other[told], score[told])

    def _crowds(self, asks: int, pairs: tuple[Ints, Ints], block: "Block", crowded: Flags) -> None:
        crowds = Crowds(
            words=self.words, asks=asks, weight=WEIGHTS["words"], ranks=self.ranks[1 - asks], most=MOST,
            least=self._at_least,
        )  # fmt: skip
        many = np.flatnonzero(crowded)
        many = many[np.argsort(pairs[asks][many], kind="stable")]
        for some in np.split(many, np.flatnonzero(np.diff(pairs[asks][many])) + 1) if many.size else ():
            asking, _ = self.spots[asks].rows(pairs[asks][some[:1]])
            kept, _ = self.spots[1 - asks].rows(pairs[1 - asks][some])
            worth = partial(self._worth, asks, block.rows(some), pairs[1 - asks][some])
            for own, other, common in in_pieces(*crowds.likest(asking, kept, worth)):
                event, record = (own, other) if asks == 0 else (other, own)
                score = self.scored(self.numeric.block(event, record), self.words.shared(event, record, common))
                told = score >= self._at_least
                self.best[asks].take(own[told], other[told], score[told])

    def _worth(self, asks: int, block: "Block", met: Ints, kept: Ints) -> Worth:
        """What kept rows are worth to those of a spot that asks, which meets some spots: the pairs of the block."""
        n_manners = int(self.numeric.manners[1 - asks].max()) + 1
        keys, classes = np.unique(
            self.spots[1 - asks].of[kept] * n_manners + self.numeric.manners[1 - asks][kept], return_inverse=True
        )
        order = np.argsort(met)
        at = order[np.searchsorted(met[order], keys // n_manners)]
        lain = sum(WEIGHTS[name] * block.parts[name][at] for name in ("time", "place"))
        table = partial(self.numeric.table, asks, keys % n_manners)
        return Worth(
            classes=classes,
            least_likeness=np.where(block.sure_of_place[at], -np.inf, _LEAST_WORDS),
            table=lambda asking: lain + table(asking),
        )

    def scored(self, block: "Block", likeness: Floats) -> Floats:
        """The scores of pairs; nothing for those that only day and country bring together, without like words."""
        score = np.round(weighed(block) + WEIGHTS["words"] * likeness, 4)
        return np.where((likeness >= _LEAST_WORDS) | block.sure_of_place, score, -np.inf)


def _finished(block: Block, score: Floats, words: Words) -> Iterator[Match]:
    rows = zip(block.event.tolist(), block.record.tolist(), score.tolist(), strict=True)
    for row, (event, record, scored) in enumerate(rows):
        distance = float(block.distance_km[row])
        yield Match(
            event=event,
            record=record,
            score=scored,
            days_apart=int(block.days_apart[row]),
            distance_km=None if math.isnan(distance) else round(distance, 1),
            why=tuple(_reasons(block, row, words.rarest(event, record, _SHOWN_WORDS))),
        )


def _reasons(block: Block, row: int, common: Sequence[str]) -> Iterator[str]:
    distance = float(block.distance_km[row])
    overlap = "the same day" if block.parts["time"][row] == 1.0 else "the dates overlap"
    yield "a day apart" if block.days_apart[row] else overlap
    if block.same_place[row]:
        yield "the same place"
    elif math.isnan(distance):
        yield (
            "the same country; one has no position" if block.parts["place"][row] > ANYWHERE else "one has no position"
        )
    else:
        yield f"{distance:.0f} km apart, within what both may be off"
    if block.parts["type"][row] == 1.0:
        yield "the same type"
    if block.parts["harm"][row] == 1.0:
        yield "the numbers of dead agree"
    elif block.parts["harm"][row] == 0.0:
        yield "but the numbers of dead differ"
    if common:
        yield f"shared words: {', '.join(common)}"
