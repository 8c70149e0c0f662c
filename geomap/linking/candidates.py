"""Finds the pairs of reports that are worth comparing, in time that grows with the reports and not with their pairs."""

import math
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence

from geomap.linking.traits import Traits

_CELL_DEGREES = 0.5  # wider than any two settlements that count as one place
_COLUMNS = round(360 / _CELL_DEGREES)
_MOST_DAYS = 31  # of a stretch that is looked up day by day
DENSE = 64  # a block of so many is compared whole; in a larger one each with its neighbours in several orders
NEIGHBOURS = 6
_SEEDS = (0, 0x9E3779B9, 0x7F4A7C15)


def candidates(all_traits: Sequence[Traits], chosen: Iterable[int], seen: set[int]) -> Iterator[tuple[int, int]]:
    """The pairs (smaller, larger) of the chosen reports that share a block; those in `seen` are left out and entered.

    A block is a place, a cell of the globe, or a division told of as a whole, on one day. In a block of more than
    `DENSE` reports each meets its neighbours in four orders: by type, sides and toll, and by three minima of hashed
    words, which put those side by side that share most of them.
    """
    number = len(all_traits)
    done: set[int] = set()
    for block in _blocks(all_traits, chosen):
        key = hash(tuple(block))
        if len(block) < 2 or key in done:  # noqa: PLR2004 - a pair
            continue
        done.add(key)
        for one, other in _pairs(block, all_traits):
            pair = one * number + other
            if pair not in seen:
                seen.add(pair)
                yield one, other


def _blocks(all_traits: Sequence[Traits], chosen: Iterable[int]) -> Iterator[list[int]]:
    blocks: dict[tuple[object, ...], list[int]] = {}
    divisions: set[tuple[object, ...]] = set()
    for number in chosen:
        one = all_traits[number]
        if one.rejected:
            continue
        for place in _places(one):
            for day in _days(one):
                blocks.setdefault((place, *day), []).append(number)
        if one.area:
            divisions.update((f"in {one.area}", *day) for day in _days(one))
    for key, block in blocks.items():
        if not str(key[0]).startswith("in ") or key in divisions:
            yield block


def _places(one: Traits) -> Iterator[object]:
    yield one.anchor
    if one.area:
        yield f"in {one.area}"
    if not one.exact:
        return
    for code in sorted(one.inside):
        yield f"in {code}"
    if one.at is not None and one.anchor[0] != "?":
        column, row = math.floor(one.at.lon / _CELL_DEGREES), math.floor(one.at.lat / _CELL_DEGREES)
        for west in (0, 1):  # in four overlapping squares: two points nearer than a cell have one of them in common
            for south in (0, 1):
                yield (column - west) % _COLUMNS, row - south


def _days(one: Traits) -> Iterable[tuple[int, ...]]:
    """A month or a year meets only its equal; of other stretches each day is a meeting."""
    if one.wide:
        return ((one.first, one.last),)
    stretch = range(one.earliest, min(one.last, one.earliest + _MOST_DAYS) + 1)
    return [(day,) for day in stretch] if stretch else [(one.first,)]


def _pairs(block: Sequence[int], all_traits: Sequence[Traits]) -> Iterator[tuple[int, int]]:
    if len(block) <= DENSE:
        for position, one in enumerate(block):
            for other in block[position + 1 :]:
                yield one, other
        return
    for order in (_by_figures, *map(_by_words, _SEEDS)):
        ranked = sorted(block, key=lambda number: (order(all_traits[number]), number))
        for position, one in enumerate(ranked):
            for other in ranked[position + 1 : position + 1 + NEIGHBOURS]:
                yield min(one, other), max(one, other)


def _by_figures(one: Traits) -> tuple[object, ...]:
    toll = -1 if one.killed is None else one.killed
    return one.kind.value, one.sub, one.people, one.trade, one.thing, one.folk, toll, one.published


def _by_words(seed: int) -> Callable[[Traits], tuple[object, ...]]:
    """The least hash of a report's words: equal for two with the probability of the share that both have."""

    def least(one: Traits) -> tuple[object, ...]:
        return (min((zlib.crc32(word.encode(), seed) for word in one.words), default=0), *_by_figures(one))

    return least
