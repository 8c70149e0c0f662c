"""What a tagger reads of one word or name: its features, as strings; those met again and again stand in groups."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

Features = tuple[str, ...]


class Item(NamedTuple):
    """The features of one step of a chain; how they are grouped changes no score, only how often it is worked out."""

    groups: tuple[Features, ...]  # each met again and again in any text: weighed once a process
    single: Features


def flat(items: Iterable[Item]) -> list[Sequence[str]]:
    """The features of each item in one row, as the trainer wants them."""
    return [[*chain.from_iterable(item.groups), *item.single] for item in items]
