"""Towns and what is named after them: the bare name means the town, unless the text asks for the division."""

from collections.abc import Sequence

import numpy as np

from geomap.places.document import Document, Group
from geomap.places.facts import Floats, Ints
from geomap.places.prior import softmax_by_group
from geomap.places.relations import EARTH_KM
from geomap.places.rows import Rows
from geomap.places.seat_of_division import Pairs
from geomap.places.words import PlaceKind

HANDED = 0.9  # of the belief in what the words rule out; what is left keeps it among the runners-up
HUNDRED_MILES = float(np.cos(161.0 / EARTH_KM))


def seats_of_divisions(documents: Sequence[Document]) -> Pairs:
    """Pairs of rows, the second of which the words prefer: a division and its town, or the other way round."""
    pairs: list[tuple[int, int]] = []
    start = 0
    for document in documents:
        for group in document.groups:
            pairs += ((start + less, start + more) for less, more in group.candidate_set.seats_of_divisions)
            pairs += (
                (start + state, start + seat)
                for state, seat in group.candidate_set.capitals
                if not _is_told_of(document, group, state)
            )
            start += len(group.candidates)
    return tuple(pairs)


def _is_told_of(document: Document, group: Group, state: int) -> bool:
    """Whether the article speaks of the state: by its full name, or by a place there that everybody knows."""
    code = group.candidates[state].admin1_code
    return group.told or any(
        (other.wording.core != group.wording.core and other.candidates and other.candidates[0].admin1_code == code)
        or (other.wording.core == group.wording.core and other.wording.kind is PlaceKind.FIRST)
        for other in document.groups
    )


def settle(scores: Floats, rows: Rows, pairs: Pairs) -> Floats:
    """Turn scores into belief, shape (rows,): of twins the one that the words prefer is believed at least as much."""
    if pairs:
        settled = scores.tolist()
        for less, more in pairs:
            if settled[less] >= settled[more]:
                settled[less], settled[more] = settled[more], settled[less]
        scores = np.array(settled)
    return softmax_by_group(scores, rows.group, rows.groups)


def united(belief: Floats, pairs: Pairs) -> Floats:
    """The belief with that in a division handed to the town that its bare name means, or the other way round.

    The words rule the one out, not the weighing: what speaks for it speaks for the other, which lies in it.
    """
    if not pairs:
        return belief
    shares = belief.tolist()
    for less, more in pairs:
        shares[more] += HANDED * shares[less]
        shares[less] *= 1.0 - HANDED
    return np.array(shares)


def mass_around(rows: Rows, belief: Floats, best: Ints) -> Floats:
    """How much each group believes in its best row or in a place within 100 miles of it, shape (groups,)."""
    near = rows.cosines(best[rows.group]) >= HUNDRED_MILES
    return np.bincount(rows.group, weights=belief * near, minlength=rows.groups).astype(np.float64, copy=False)
