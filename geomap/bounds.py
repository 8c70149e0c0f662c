"""How much is taken from outside: one number for each thing that could otherwise be of any size."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields
from typing import TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Beyond a bound an item is a reject, or a file one clear refusal.

    They are far above what people bring: the largest published table of events (GDELT's year, ACLED's world) and the
    longest article fit; what does not fit is an attack or a mistake. Whoever brings more sets more, under `[bounds]` in
    a settings file.

    Raises:
        ValueError: a bound is below 1, or the last year before the first.
    """

    file_bytes: int = 4 << 30  # of one file as it lies on the disk
    unpacked_bytes: int = 16 << 30  # of what one compressed file holds, when it is read piece by piece
    whole_bytes: int = 512 << 20  # of what has to be held in memory at once: a JSON document, a web page
    ratio: int = 200  # unpacked to packed bytes; repetitive tables reach 50, an attack 1,000
    members: int = 100_000  # files in one archive
    line_bytes: int = 32 << 20  # of a line of JSON, a row of a table, one article as it lies in a file
    columns: int = 4_000  # of a table; the widest published one, GTD, has 135
    types: int = 1_000  # distinct types of event in one table; more is a column of something else
    attributes: int = 1_000  # of one element of a web page
    article_chars: int = 2_000_000  # of one text: four novels
    title_chars: int = 2_000
    mentions: int = 20_000  # of places in one article; the rest is counted, not resolved
    first_year: int = 1000
    last_year: int = 2200

    def __post_init__(self) -> None:
        low = [f"{field.name} must be 1 or more" for field in fields(self) if getattr(self, field.name) < 1]
        if self.first_year > self.last_year:
            low.append(f"first_year {self.first_year} is after last_year {self.last_year}: swap them")
        if low:
            raise ValueError("; ".join(low))


BOUNDS = Bounds()
"""What holds where nobody says otherwise."""
_TAKEN = ContextVar("bounds", default=BOUNDS)


def bounds() -> Bounds:
    """The bounds that hold here."""
    return _TAKEN.get()


@contextmanager
def within(some: Bounds) -> Iterator[None]:
    """Let other bounds hold in a block; what is read lazily is read `lazily_within`."""
    before = _TAKEN.get()
    _TAKEN.set(some)
    try:
        yield
    finally:
        _TAKEN.set(before)


def lazily_within(some: Bounds, items: Iterable[Item]) -> Iterator[Item]:
    """The items, with other bounds holding while each is made and at no other time."""
    source = iter(items)
    while True:
        with within(some):
            try:
                item = next(source)
            except StopIteration:
                return
        yield item
