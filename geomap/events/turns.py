"""Whether a sentence tells of several places by turns, each with a figure or a day of its own."""

from collections.abc import Iterable
from itertools import pairwise

from geomap.events.draft import Draft
from geomap.records import GeoPrecision


def by_turns(names: Iterable[int], said: Iterable[int]) -> dict[int, int]:
    """What belongs to each place, by where each begins, if places and what is said stand by turns; else nothing.

    "Three in Tumeremo and two in El Callao", "Lozuvatske at the weekend and Vovche on Monday".
    """
    own = dict(zip(sorted(set(names)), sorted(set(said)), strict=False))
    ordered = sorted([(at, True) for at in set(names)] + [(at, False) for at in set(said)])
    whole = len(own) == len(set(names)) == len(set(said)) > 1
    return own if whole and all(one[1] != other[1] for one, other in pairwise(ordered)) else {}


def named_at(draft: Draft, line: int) -> int | None:
    """Where a sentence itself names the exact place of an event; None where it does not."""
    said = draft.line(line).said
    if draft.option.precision not in (GeoPrecision.SITE, GeoPrecision.SETTLEMENT):
        return None
    named = [
        one.site.named.mention.span.start - said.start
        for one in draft.told
        if one.line.number == line and one.site.is_own and one.site.option is draft.option
    ]
    return min(named, default=None)
