"""What holds between the candidates of an article, whatever is believed of them: lists of pairs of rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
import numpy.typing as npt

from geomap.places.document import Document
from geomap.places.facts import Floats, Ints
from geomap.places.phrases import Tie
from geomap.places.rows import Rows

NEAR_KM = (5.0, 30.0, 150.0, 500.0)  # another spelling of it, its surroundings, a day's reach, a region
AT_TOWN_KM = 25.0  # a place this near to a town may lie in it
EARTH_KM = 6371.0088
_NEAR = tuple(float(np.cos(km / EARTH_KM)) for km in NEAR_KM)  # as cosines
_AT_TOWN = float(np.cos(AT_TOWN_KM / EARTH_KM))
_OWN = -2.0  # the cosine of no angle
_DIGITS = 12  # to which votes are counted: a difference of sums must not tip an even half

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """What is believed of each source counts for its target.

    Both are rows of one article, under different names unless said.
    """

    target: Ints
    source: Ints

    def only(self, which: Mask) -> "Pairs":
        """Some of the pairs."""
        return Pairs(target=self.target[which], source=self.source[which])

    def scatter_max(self, values: Floats, rows: int) -> Floats:
        """The greatest of the values of the pairs that each row is the target of; 0 where none."""
        heard = np.zeros(rows)
        np.maximum.at(heard, self.target, values)
        return heard

    def scatter_sum(self, values: Floats, rows: int) -> Floats:
        """The sum of the values of the pairs that each row is the target of."""
        return np.bincount(self.target, weights=values, minlength=rows).astype(np.float64, copy=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Which rows share a country or a division."""

    of: Ints  # the row's area of its article, counted from 0; 0 for rows outside of any
    own: Ints  # the same for area and name together
    shared: Mask  # whether another name has a row in the row's area
    named: Pairs  # the source is the area itself

    @classmethod
    def among(cls, rows: Rows, codes: Ints, is_area: Floats) -> Self:
        """Compare the codes of areas, -1 for none; `is_area` marks the rows that are areas themselves."""
        of = _numbered(rows.document, codes)
        own = _numbered(rows.name, codes)
        shared = (codes >= 0) & (np.bincount(of)[of] > np.bincount(own)[own])
        named = _meeting(of, np.flatnonzero((is_area > 0) & shared))
        return cls(of=of, own=own, shared=shared, named=named.only(rows.name[named.target] != rows.name[named.source]))

    def heard(self, values: Floats) -> Floats:
        """The sum of the values of other names in the row's area."""
        total, own = np.bincount(self.of, weights=values), np.bincount(self.own, weights=values)
        heard: Floats = np.round(total[self.of] - own[self.own], _DIGITS) * self.shared
        return heard


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEnd:
    """Each row of the one side of some links, so that what the other side gives it can be summed up link by link."""

    of: Ints  # for each pair of rows that a link joins: its place among the entries of this side
    row: Ints  # of each entry

    def scatter_sum(self, values: Floats, rows: int) -> Floats:
        """The greatest sum of values that one link brings to a row; 0 where none."""
        heard = np.zeros(rows)
        np.maximum.at(heard, self.row, np.bincount(self.of, weights=values, minlength=len(self.row)))
        return heard


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrased:
    """Pairs of rows whose names one kind of phrase joins: the first is the inner name's, the second the outer's."""

    pairs: Pairs
    inner: LinkEnd
    outer: LinkEnd
    country: Floats  # 1 where both lie in the same
    admin1: Floats
    inside: Floats  # 1 where the first lies in the second
    outside: Floats  # for each row: 1 where it lies in nothing that a link's outer name can mean

    @classmethod
    def of(cls, rows: Rows, ends: Sequence[tuple[int, int]]) -> Self:
        """Compare the rows of linked groups, given as inner and outer group."""
        inner, outer = np.array(ends, np.intp).reshape(-1, 2).T
        sizes = np.diff(rows.starts)
        many, of = sizes[inner] * (sizes[outer] > 0), sizes[outer] * (sizes[inner] > 0)
        link, place = _spread(many * of)
        at, other = np.divmod(place, np.maximum(of, 1)[link])
        one = LinkEnd(of=_before(many)[link] + at, row=_listed(rows.starts[inner], many))
        two = LinkEnd(of=_before(of)[link] + other, row=_listed(rows.starts[outer], of))
        pairs = Pairs(target=one.row[one.of], source=two.row[two.of])
        inside = _inside(rows, pairs).astype(float)
        held = np.zeros(len(one.row))
        np.maximum.at(held, one.of, inside)
        outside = np.zeros(len(rows.candidates))
        np.maximum.at(outside, one.row, 1.0 - held)
        return cls(
            pairs=pairs,
            inner=one,
            outer=two,
            country=_equal(rows.country, pairs).astype(float),
            admin1=_equal(rows.admin1, pairs).astype(float),
            inside=inside,
            outside=outside,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """All that the rows of some articles have to do with each other."""

    voters: Floats  # how many other names the row's article has, 1 at least
    country: Area
    admin1: Area
    admin2: Area
    again: Pairs  # of one name: the same place said elsewhere, where the text names what contains it
    near: tuple[Pairs, ...]  # as near as each of NEAR_KM
    cosines: tuple[Floats, ...]  # for each article: between all its rows, `_OWN` between rows of one name
    ends: Ints  # where the rows of each article begin, and behind the last
    phrased: dict[Tie, Phrased]

    @classmethod
    def of(cls, documents: Sequence[Document], rows: Rows) -> Self:
        """Compare the rows of each article with each other."""
        groups = np.diff([first for first, _ in rows.ends])
        ends = [start for _, start in rows.ends]
        cosines = tuple(_apart(rows, slice(start, end)) for start, end in pairwise(ends))
        return cls(
            voters=np.maximum(groups - 1, 1).astype(float)[rows.document],
            country=Area.among(rows, rows.country, rows.is_country),
            admin1=Area.among(rows, rows.admin1, rows.is_admin1),
            admin2=Area.among(rows, rows.admin2, rows.is_admin2),
            again=_said_again(rows),
            near=tuple(_near(cosines, ends)),
            cosines=cosines,
            ends=np.array(ends),
            phrased={tie: Phrased.of(rows, list(_linked(documents, rows, tie))) for tie in Tie},
        )


def _apart(rows: Rows, own: slice) -> Floats:
    """The cosines of the angles between an article's rows."""
    xyz, name = rows.xyz[own], rows.name[own]
    cosines: Floats = np.clip(xyz @ xyz.T, -1.0, 1.0)
    cosines[name[:, None] == name[None, :]] = _OWN  # a name said twice does not speak for itself
    return cosines


def _near(cosines: Sequence[Floats], ends: Sequence[int]) -> Iterator[Pairs]:
    """The pairs of rows that are as near as each of NEAR_KM."""
    found, values = [np.zeros((2, 0), np.intp)], [np.zeros(0)]
    for start, own in zip(ends, cosines, strict=False):
        at = np.flatnonzero(own >= _NEAR[-1])
        found.append(np.stack(np.divmod(at, max(len(own), 1))) + start)
        values.append(own.ravel()[at])
    (target, source), away = np.concatenate(found, axis=1), np.concatenate(values)
    for limit in _NEAR:
        yield Pairs(target=target, source=source).only(away >= limit)


def _said_again(rows: Rows) -> Pairs:
    """Pairs of rows that are one place under one name in two groups, the second told what contains it."""
    same = _meeting(_numbered(rows.name, rows.place), np.flatnonzero(rows.told * (rows.place >= 0)))
    return same.only(rows.group[same.target] != rows.group[same.source])


def _linked(documents: Sequence[Document], rows: Rows, tie: Tie) -> Iterator[tuple[int, int]]:
    for document, (first, _) in zip(documents, rows.ends, strict=False):
        yield from ((first + link.inner, first + link.outer) for link in document.links if link.tie is tie)


def _inside(rows: Rows, pairs: Pairs) -> Mask:
    """Whether the first row of each pair lies in the second."""
    one, other = pairs.target, pairs.source
    country, admin1, admin2, town = (of > 0 for of in (rows.is_country, rows.is_admin1, rows.is_admin2, rows.is_town))
    xyz = rows.xyz
    cosine = xyz[one, 0] * xyz[other, 0] + xyz[one, 1] * xyz[other, 1] + xyz[one, 2] * xyz[other, 2]
    inside: Mask = (
        (_equal(rows.country, pairs) & ~country[one] & country[other])
        | (_equal(rows.admin1, pairs) & ~(admin1 | country)[one] & admin1[other])
        | (_equal(rows.admin2, pairs) & town[one] & admin2[other])
        | ((cosine >= _AT_TOWN) & town[one] & town[other])
    )
    return inside


def _equal(codes: Ints, pairs: Pairs) -> Mask:
    equal: Mask = (codes[pairs.target] == codes[pairs.source]) & (codes[pairs.target] >= 0)
    return equal


def _numbered(first: Ints, codes: Ints) -> Ints:
    """The distinct pairs of the two columns, counted from 0."""
    keys = first * (codes.max(initial=0) + 2) + codes
    return np.unique(keys, return_inverse=True)[1]


def _meeting(classes: Ints, sources: Ints) -> Pairs:
    """Every row with every source of its class."""
    order, sizes = np.argsort(classes, kind="stable"), np.bincount(classes)
    counts = sizes[classes[sources]]
    target = order[_listed(_before(sizes)[classes[sources]], counts)]
    return Pairs(target=target, source=np.repeat(sources, counts))


def _spread(counts: Ints) -> tuple[Ints, Ints]:
    """For counts 2, 0, 3: which of them (0 0 2 2 2), and the place within it (0 1 0 1 2)."""
    which = np.repeat(np.arange(len(counts)), counts)
    return which, np.arange(len(which)) - _before(counts)[which]


def _listed(starts: Ints, counts: Ints) -> Ints:
    """So many numbers from each start on."""
    which, place = _spread(counts)
    listed: Ints = starts[which] + place
    return listed


def _before(counts: Ints) -> Ints:
    """How many there are before each."""
    before: Ints = np.cumsum(counts) - counts
    return before
