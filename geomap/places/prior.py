"""The first belief in each candidate, from hand-set weights: where the joint reading of an article starts."""

import numpy as np

from geomap.places.facts import Floats, Ints
from geomap.places.local import LOCAL

# Only a start: it decides whose votes count in the first joint pass, the trained ranker decides the place. The
# order is what matters: prominence, then what the words say outright, then how the entry came to be known.
_WEIGHTS = {
    "prominence": 1.1,
    "is_country": 4.0,
    "is_admin1": 0.4,
    "is_admin2": -0.5,
    "is_lower_division": -2.0,
    "is_region": 0.5,
    "is_capital": 2.0,
    "is_seat": 0.5,
    "is_town": 0.5,
    "is_spot": -2.0,
    "known_alternate": -1.5,
    "known_former": -4.0,
    "known_people": -1.0,
    "spelling_differs": -0.8,
    "sounds_alike": 0.6,
    "asked_whole": 4.0,
    "asked_part": -1.0,
    "grain_agrees": 2.0,
    "grain_disagrees": -3.0,
    "division_agrees": 8.0,
    "division_disagrees": -3.0,
    "domain_country": 1.5,
    "focus": 3.0,
    "people_and_country": 4.0,
}
WEIGHTS = np.array([_WEIGHTS.get(name, 0.0) for name in LOCAL])


def first_scores(table: Floats) -> Floats:
    """Score each row of the `LOCAL` table, shape (rows,)."""
    scores: Floats = (table * WEIGHTS).sum(axis=1)  # row by row, so that the rows of other articles change no digit
    return scores


def softmax_by_group(scores: Floats, group: Ints, groups: int) -> Floats:
    """Turn scores into shares that sum to one in each group, shape (rows,)."""
    if not len(scores):
        return scores
    top = np.full(groups, -np.inf)
    np.maximum.at(top, group, scores)
    raised = np.exp(scores - top[group])
    total = np.bincount(group, weights=raised, minlength=groups)
    shares: Floats = raised / total[group]
    return shares
