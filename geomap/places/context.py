"""What the other names of the article say about a candidate: votes of countries and divisions, nearness, phrases."""

import numpy as np

from geomap.places.facts import Floats
from geomap.places.phrases import Tie
from geomap.places.relations import EARTH_KM, Pairs, Phrased, Relations
from geomap.places.rows import Rows

MOST_NEIGHBOURS, MOST_VOTERS, MOST_OTHERS = 6.0, 5.0, 15.0  # counts beyond these tell no more
_FAR = 4.3  # log10 of half the globe's girth in km
_HALF = 0.5

TIED = (  # by a phrase
    "comma_inside",
    "comma_holds",
    "within_inside",
    "within_holds",
    "comma_outside",
    "beside_country",
    "beside_admin1",
    "comma_country",
)
CONTEXT = (
    "country_share",
    "admin1_share",
    "admin2_share",
    "country_named",
    "admin1_named",
    "admin2_named",
    "country_places",
    "near_5",
    "near_30",
    "near_150",
    "near_500",
    "nearest",
    *TIED,
    "told_elsewhere",
    "others",
    "belief",
    "belief_gap",
)


def context_features(rows: Rows, relations: Relations, belief: Floats) -> Floats:
    """The features of `CONTEXT`, shape (rows, len(CONTEXT)).

    `belief` is how far each row is believed so far: it sums to one in each group. Every vote comes from the other
    groups of the article only, weighted by belief.
    """
    again = relations.again
    columns = [
        *_shares(rows, relations, belief),
        *_nearness(rows, relations, belief),
        *_tied(relations, belief),
        again.scatter_max(belief[again.source], len(belief)),
        np.minimum(_others(rows), MOST_OTHERS),
        belief,
        belief - best_rival(rows, belief),
    ]
    return np.stack(columns, axis=1)


def _others(rows: Rows) -> Floats:
    """How many other groups the row's article has."""
    groups = np.diff([first for first, _ in rows.ends]) - 1.0
    others: Floats = groups[rows.document]
    return others


def _shares(rows: Rows, relations: Relations, belief: Floats) -> list[Floats]:
    """Which share of the other names lies in the row's country and divisions, and which are named themselves."""
    areas = (relations.country, relations.admin1, relations.admin2)
    smaller = relations.country.heard(belief * (1.0 - rows.is_country))
    return [
        *(area.heard(belief) / relations.voters for area in areas),
        *(area.named.scatter_max(belief[area.named.source], len(belief)) for area in areas),
        np.minimum(smaller, MOST_VOTERS),
    ]


def _nearness(rows: Rows, relations: Relations, belief: Floats) -> list[Floats]:
    """How many other places are near, and log10 of the km to the nearest that is believed at least by half."""
    smaller = 1.0 - rows.is_country  # a country's own point says nothing about nearness
    counted = belief * smaller
    near = [pairs.scatter_sum(counted[pairs.source], len(belief)) for pairs in relations.near]
    firm = np.flatnonzero(counted >= _HALF)
    ends = np.searchsorted(firm, relations.ends).tolist()
    starts, away = relations.ends.tolist(), [np.zeros(0)]
    for at, cosines in enumerate(relations.cosines):
        heard = firm[ends[at] : ends[at + 1]] - starts[at]
        away.append(cosines[:, heard].max(axis=1, initial=-1.0))
    distance = np.log10(1.0 + EARTH_KM * np.arccos(np.concatenate(away)))
    return [
        *(np.minimum(count * smaller, MOST_NEIGHBOURS) for count in near),
        distance * smaller + _FAR * (1.0 - smaller),
    ]


def best_rival(rows: Rows, belief: Floats) -> Floats:
    """The highest belief among the other rows of the same group, shape (rows,); 0 for an only one."""
    order = np.lexsort((belief, rows.group))
    ranked, filled = belief[order], rows.starts[1:] > rows.starts[:-1]
    first, last = rows.starts[:-1][filled], rows.starts[1:][filled] - 1
    best, second = np.zeros(rows.groups), np.zeros(rows.groups)
    best[filled] = ranked[last]
    second[filled] = np.where(last > first, ranked[last - 1], 0.0)
    rivals: Floats = best[rows.group]
    rivals[order[last]] = second[filled]
    return rivals


def _tied(relations: Relations, belief: Floats) -> list[Floats]:
    """The features that phrases between two names give, in the order of `TIED`."""
    comma, within, beside = (relations.phrased[tie] for tie in (Tie.COMMA, Tie.WITHIN, Tie.BESIDE))
    return [
        *_contained(comma, belief),
        *_contained(within, belief),
        comma.outside,
        *(_beside(beside, same, belief) for same in (beside.country, beside.admin1)),
        comma.inner.scatter_sum(comma.country * belief[comma.pairs.source], len(belief)),
    ]


def _contained(phrased: Phrased, belief: Floats) -> tuple[Floats, Floats]:
    """How far the other end of a phrase is believed to contain the row, and to lie in it."""
    pairs = phrased.pairs
    turned = Pairs(target=pairs.source, source=pairs.target)
    return (
        pairs.scatter_max(phrased.inside * belief[pairs.source], len(belief)),
        turned.scatter_max(phrased.inside * belief[turned.source], len(belief)),
    )


def _beside(phrased: Phrased, same: Floats, belief: Floats) -> Floats:
    """How far the other end of a list is believed to lie in the row's country or division."""
    left = phrased.inner.scatter_sum(same * belief[phrased.pairs.source], len(belief))
    right = phrased.outer.scatter_sum(same * belief[phrased.pairs.target], len(belief))
    heard: Floats = np.maximum(left, right)
    return heard
