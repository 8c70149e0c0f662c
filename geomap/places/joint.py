"""What the other names of the article say about a candidate: votes of countries and divisions, nearness, phrases."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from geomap.places.document import Document, Floats, Ints
from geomap.places.phrases import Link, Tie
from geomap.places.rows import Rows

NEAR_KM = (5.0, 30.0, 150.0, 500.0)  # another spelling of it, its surroundings, a day's reach, a region
AT_TOWN_KM = 25.0  # a place this near to a town may lie in it
MOST_NEIGHBOURS, MOST_VOTERS, MOST_OTHERS = 6.0, 5.0, 15  # counts beyond these tell no more
_FAR = 4.3  # log10 of half the globe's girth in km
_EARTH_KM = 6371.0088
_HALF = 0.5
_NEAR = tuple(float(np.cos(km / _EARTH_KM)) for km in NEAR_KM)  # as cosines
_AT_TOWN = float(np.cos(AT_TOWN_KM / _EARTH_KM))

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
JOINT = (
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

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """What holds between each two rows, whatever is believed of them; all of shape (rows, rows)."""

    others: Floats  # 1 where of different names
    again: Floats  # 1 where the second is the first under the same name elsewhere, with what contains it said
    country: Mask  # the same one
    admin1: Mask
    admin2: Mask
    shared: Floats  # (3 * rows, rows): 1 where of different names in the same country, admin1, admin2
    cosine: Floats  # of the angle between them, seen from the centre of the Earth
    near: Floats  # (4 * rows, rows): 1 where of different names and as near as each of NEAR_KM
    inside: Mask  # the first lies in the second

    @classmethod
    def of(cls, rows: Rows) -> Self:
        """Compare all rows with all."""
        country, admin1, admin2 = _same(rows.country), _same(rows.admin1), _same(rows.admin2)
        cosine = np.clip(rows.xyz @ rows.xyz.T, -1.0, 1.0)
        is_country, is_admin1 = rows.is_country > 0, rows.is_admin1 > 0
        is_admin2, is_town = rows.is_admin2 > 0, rows.is_town > 0
        inside = (
            (country & ~is_country[:, None] & is_country[None, :])
            | (admin1 & ~(is_admin1 | is_country)[:, None] & is_admin1[None, :])
            | (admin2 & is_town[:, None] & is_admin2[None, :])
            | ((cosine >= _AT_TOWN) & is_town[:, None] & is_town[None, :])
        )
        others = rows.name[:, None] != rows.name[None, :]  # a name said twice does not speak for itself
        again = _same(rows.place) & ~others & (rows.group[:, None] != rows.group[None, :])
        return cls(
            others=others.astype(float),
            again=again * rows.told,
            country=country,
            admin1=admin1,
            admin2=admin2,
            shared=np.concatenate([country & others, admin1 & others, admin2 & others]).astype(float),
            cosine=cosine,
            near=np.concatenate([(cosine >= limit) & others for limit in _NEAR]).astype(float),
            inside=inside,
        )


def _same(codes: Ints) -> Mask:
    same: Mask = (codes[:, None] == codes[None, :]) & (codes[:, None] >= 0)
    return same


def joint(document: Document, rows: Rows, relations: Relations, belief: Floats) -> Floats:
    """The features of `JOINT`, shape (rows, len(JOINT)).

    `belief` is how far each row is believed so far: it sums to one in each group. Every vote comes from the other
    groups only, weighted by belief.
    """
    count = len(rows.candidates)
    if not count:
        return np.zeros((0, len(JOINT)))
    smaller = 1.0 - rows.is_country  # a country's own point says nothing about nearness
    columns = [
        *_shares(rows, relations, belief),
        *_nearness(relations, belief, smaller),
        *_tied(document, rows, relations, belief),
        (relations.again * belief).max(axis=1),
        np.full(count, float(min(rows.groups - 1, MOST_OTHERS))),
        belief,
        belief - best_rival(rows, belief),
    ]
    return np.stack(columns, axis=1)


def _shares(rows: Rows, relations: Relations, belief: Floats) -> list[Floats]:
    """Which share of the other names lies in the row's country and divisions, and which are named themselves."""
    voters = max(rows.groups - 1, 1)
    country, admin1, admin2 = (relations.shared @ belief).reshape(3, -1)
    towards = relations.shared.reshape(3, len(belief), -1)
    return [
        country / voters,
        admin1 / voters,
        admin2 / voters,
        *(_loudest(towards[at], belief, of) for at, of in enumerate((rows.is_country, rows.is_admin1, rows.is_admin2))),
        np.minimum(relations.shared[: len(belief)] @ (belief * (1.0 - rows.is_country)), MOST_VOTERS),
    ]


def _loudest(heard: Floats, belief: Floats, of: Floats) -> Floats:
    """The greatest belief that each row hears from the rows where `of` is 1; 0 where from none."""
    voices = np.flatnonzero(of)
    loudest: Floats = (heard[:, voices] * belief[voices]).max(axis=1, initial=0.0)
    return loudest


def _nearness(relations: Relations, belief: Floats, smaller: Floats) -> list[Floats]:
    """How many other places are near, and log10 of the km to the nearest that is believed at least by half."""
    counted = belief * smaller
    near = np.minimum((relations.near @ counted).reshape(len(NEAR_KM), -1) * smaller, MOST_NEIGHBOURS)
    firm = np.flatnonzero(counted >= _HALF)
    away = np.where(relations.others[:, firm] > 0, relations.cosine[:, firm], -1.0)
    distance = np.log10(1.0 + _EARTH_KM * np.arccos(away.max(axis=1, initial=-1.0)))
    return [*near, distance * smaller + _FAR * (1.0 - smaller)]


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


def _tied(document: Document, rows: Rows, relations: Relations, belief: Floats) -> list[Floats]:
    """The features that phrases between two names give, in the order of `TIED`."""
    found = {name: np.zeros(len(belief)) for name in TIED}
    for link in document.links:
        inner, outer = rows.of(link.inner), rows.of(link.outer)
        if inner.stop > inner.start and outer.stop > outer.start:
            _tie(found, link, relations, belief, (inner, outer))
    return list(found.values())


def _tie(found: dict[str, Floats], link: Link, relations: Relations, belief: Floats, ends: tuple[slice, slice]) -> None:
    inner, outer = ends
    country = relations.country[ends]
    if link.tie is Tie.BESIDE:
        admin1 = relations.admin1[ends]
        _raise(found["beside_country"], inner, country @ belief[outer])
        _raise(found["beside_country"], outer, belief[inner] @ country)
        _raise(found["beside_admin1"], inner, admin1 @ belief[outer])
        _raise(found["beside_admin1"], outer, belief[inner] @ admin1)
        return
    inside = relations.inside[ends]
    name = "comma" if link.tie is Tie.COMMA else "within"
    _raise(found[f"{name}_inside"], inner, (inside * belief[outer][None, :]).max(axis=1))
    _raise(found[f"{name}_holds"], outer, (inside * belief[inner][:, None]).max(axis=0))
    if link.tie is Tie.COMMA:
        _raise(found["comma_outside"], inner, 1.0 - inside.max(axis=1))
        _raise(found["comma_country"], inner, country @ belief[outer])


def _raise(column: Floats, at: slice, values: Floats) -> None:
    np.maximum(column[at], values, out=column[at])
