"""Joins the events of articles to the records of others: many to many, each pair with a score and its reasons."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import groupby, islice
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geomap.linking.best import Best, both, ranks
from geomap.linking.common_words import Words
from geomap.linking.crowds import Crowds, Worth, in_pieces
from geomap.linking.measures import ANYWHERE, NOT_TOLD, WEIGHTS, Block, Measures, Side, weighed
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
    return tuple(one for some in in_pieces(event, record, score) for one in _finished(joining, *some))


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


class _Compared(NamedTuple):
    """How two rows lie to each other, apart from their words: the parts as in `Block`."""

    days_apart: int
    distance_km: float | None
    same_place: bool
    time: float
    place: float
    type: float
    harm: float


def _finished(joining: Joining, event: Ints, record: Ints, score: Floats) -> Iterator[Match]:
    """The pairs with their reasons, ordered by event."""
    block, (_, texts) = joining.numeric.block(event, record), joining.words.sides
    distances = (None if math.isnan(apart) else apart for apart in block.distance_km.tolist())
    parts = (block.parts[name].tolist() for name in ("time", "place", "type", "harm"))
    compared = zip(block.days_apart.tolist(), distances, block.same_place.tolist(), *parts, strict=True)
    rows = zip(event.tolist(), record.tolist(), score.tolist(), map(_Compared._make, compared), strict=True)
    for one, pairs in groupby(rows, key=itemgetter(0)):
        rarest = joining.words.rarest(one)
        for _, other, scored, said in pairs:
            why = _reasons(said)
            common = ", ".join(islice(filter(texts[other].__contains__, rarest), _SHOWN_WORDS))
            yield Match(
                event=one,
                record=other,
                score=scored,
                days_apart=said.days_apart,
                distance_km=None if said.distance_km is None else round(said.distance_km, 1),
                why=(*why, f"shared words: {common}") if common else why,
            )


@lru_cache(maxsize=4096)  # rows of one place and day are compared with one another in few manners
def _reasons(said: _Compared) -> tuple[str, ...]:
    """Why two rows may be one event, apart from their words."""
    why = ["a day apart" if said.days_apart else "the same day" if said.time == 1.0 else "the dates overlap"]
    if said.same_place:
        why.append("the same place")
    elif said.distance_km is None:
        why.append("the same country; one has no position" if said.place > ANYWHERE else "one has no position")
    else:
        why.append(f"{said.distance_km:.0f} km apart, within what both may be off")
    if said.type == 1.0:
        why.append("the same type")
    if said.harm != NOT_TOLD:
        why.append("the numbers of dead agree" if said.harm else "but the numbers of dead differ")
    return tuple(why)
