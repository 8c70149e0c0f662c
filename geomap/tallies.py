"""Adds up figures of one kind that are told apart: two children and three soldiers."""

from collections.abc import Sequence
from dataclasses import replace

from geomap.records import Tally


def summed(tallies: Sequence[Tally]) -> Tally:
    """The sum of some figures, one at least; a bound that one of them lacks is lacking."""
    total = tallies[0]
    for tally in tallies[1:]:
        total = replace(
            total,
            low=_plus(total.low, tally.low),
            best=_plus(total.best, tally.best),
            high=_plus(total.high, tally.high),
            wording=f"{total.wording}, {tally.wording}",
            whom=total.whom if total.whom == tally.whom else "",
        )
    return total


def _plus(one: int | None, other: int | None) -> int | None:
    return one + other if one is not None and other is not None else None
