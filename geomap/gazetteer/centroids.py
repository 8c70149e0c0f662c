"""Finds where a division lies and how far it extends, from the places that belong to it."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pyproj import Geod

from geomap.gazetteer.dumps import rows
from geomap.gazetteer.entries import Entry, GazetteerDraft
from geomap.gazetteer.reach import DIVISION_KM

LEAST_REACH_KM = {0: 5.0, 1: 10.0, 2: 5.0}
SPREAD = 0.95  # the share of its places that a division's reach takes in: the rest may be wrongly attributed
NO_SUM = frozenset({"PPLX", "PPLH", "PPLQ", "PPLW"})  # quarters of a town counted already; places without people
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def centre_divisions(draft: GazetteerDraft, file: Path) -> None:
    """Give divisions their position, their reach and, where no source has it, the population of their places.

    The position is that of a dump of GeoNames which has the division, else the one published in `file`, else the middle
    of the division's places. A division without places is put on the settlement of its own name in the division above,
    else on the centre of that division with the reach of that division: wide, but true.
    """
    published = {code: (float(lon), float(lat)) for code, lon, lat in rows(file)}
    for code, (lon, lat) in published.items():
        if code in draft.divisions and math.isnan((entry := draft.entries[draft.divisions[code]]).lon):
            entry.lon, entry.lat = lon, lat
    members = _Members.of(draft)
    unplaced = [code for code in members.codes if math.isnan(draft.entries[draft.divisions[code]].lon)]
    for code, (lon, lat) in members.middles(unplaced).items():
        entry = draft.entries[draft.divisions[code]]
        entry.lon, entry.lat = lon, lat
    for code, people in members.people().items():
        entry = draft.entries[draft.divisions[code]]
        entry.population = entry.population or people
    for code, reach_km in members.reaches(draft, [code for code in members.codes if "." in code]).items():
        draft.entries[draft.divisions[code]].reach_km = max(LEAST_REACH_KM[code.count(".")], round(reach_km, 1))
    _place_the_rest(draft)


def centre_curated(draft: GazetteerDraft, file: Path) -> None:
    """Give places of our own the position published in `file`."""
    published = {place: (float(lon), float(lat)) for place, lon, lat in rows(file)}
    for entry in draft.entries.values():
        if entry.own_id in published:
            entry.lon, entry.lat = published[entry.own_id]


def drop_unplaced(draft: GazetteerDraft) -> None:
    """Take out what has no position: a country or division without a place in it cannot be put on a map."""
    for key in [key for key, entry in draft.entries.items() if math.isnan(entry.lon)]:
        del draft.entries[key], draft.names[key]
    draft.divisions = {code: key for code, key in draft.divisions.items() if key in draft.entries}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Members:
    """The settlements of every division, a row for each pair, sorted by division."""

    codes: Sequence[str]  # of the divisions that have any
    starts: Ints  # where in the columns the rows of each code begin
    sizes: Ints
    lons: Floats
    lats: Floats
    populations: Ints

    @classmethod
    def of(cls, draft: GazetteerDraft) -> "_Members":
        towns = draft.towns
        rest = [entry for entry in draft.entries.values() if entry.feature_class == "P"]
        codes = pa.array(sorted(draft.divisions), pa.string())
        levels = (
            (towns.countries, [entry.country for entry in rest]),
            (towns.admin1_codes, [entry.admin1_code for entry in rest]),
            (towns.admin2_codes, [entry.admin2_code for entry in rest]),
        )
        of_each = pa.concat_arrays([part for one, more in levels for part in (one, pa.array(more, pa.string()))])
        number = pc.fill_null(pc.index_in(of_each, codes), -1).to_numpy().astype(np.int64)
        order = np.argsort(number, kind="stable")[np.count_nonzero(number < 0) :]
        found, starts, sizes = np.unique(number[order], return_index=True, return_counts=True)
        place = order % max(1, len(towns.keys) + len(rest))
        counted = ~np.asarray(pc.is_in(towns.feature_codes, pa.array(sorted(NO_SUM))))
        people = [0 if entry.feature_code in NO_SUM else entry.population for entry in rest]
        return cls(
            codes=codes.take(found).to_pylist(),
            starts=starts.astype(np.int64),
            sizes=sizes.astype(np.int64),
            lons=np.append(towns.lons, [entry.lon for entry in rest])[place],
            lats=np.append(towns.lats, [entry.lat for entry in rest])[place],
            populations=np.append(towns.populations * counted, np.array(people, np.int64))[place],
        )

    def middles(self, codes: Iterable[str]) -> Mapping[str, tuple[float, float]]:
        """The median longitude and latitude of the places of divisions, which a few strays do not move."""
        some = self._only(codes)
        pairs = zip(_share(some, some.lons, 0.5), _share(some, some.lats, 0.5), strict=True)
        return dict(zip(some.codes, pairs, strict=True))

    def people(self) -> Mapping[str, int]:
        """How many people live in the places of each division."""
        sums = np.add.reduceat(self.populations, self.starts) if len(self.starts) else self.starts
        return dict(zip(self.codes, sums.tolist(), strict=True))

    def reaches(self, draft: GazetteerDraft, codes: Iterable[str]) -> Mapping[str, float]:
        """How far most of the places of divisions are from the divisions' positions, in km."""
        some = self._only(codes)
        entries = [draft.entries[draft.divisions[code]] for code in some.codes]
        lons = np.repeat([entry.lon for entry in entries], some.sizes)
        lats = np.repeat([entry.lat for entry in entries], some.sizes)
        away = np.asarray(Geod(ellps="WGS84").inv(lons, lats, some.lons, some.lats)[2]) / 1000.0
        return dict(zip(some.codes, _share(some, away, SPREAD), strict=True))

    def _only(self, codes: Iterable[str]) -> "_Members":
        wanted = frozenset(codes)
        chosen = np.fromiter((code in wanted for code in self.codes), bool, len(self.codes))
        rows_of = np.repeat(chosen, self.sizes)
        sizes = self.sizes[chosen]
        return replace(
            self,
            codes=[code for code in self.codes if code in wanted],
            starts=np.cumsum(sizes) - sizes,
            sizes=sizes,
            lons=self.lons[rows_of],
            lats=self.lats[rows_of],
            populations=self.populations[rows_of],
        )


def _share(members: _Members, column: Floats, share: float) -> list[float]:
    """The value in each division below which `share` of its values lie."""
    groups = np.repeat(np.arange(len(members.codes)), members.sizes)
    ordered = column[np.lexsort((column, groups))]
    place = np.minimum((share * members.sizes).astype(np.int64), members.sizes - 1)
    values: list[float] = ordered[members.starts + place].tolist()
    return values


def _place_the_rest(draft: GazetteerDraft) -> None:
    lost = sorted(
        (code.count("."), code) for code, key in draft.divisions.items() if math.isnan(draft.entries[key].lon)
    )
    if not lost:
        return
    wanted = {code: draft.entries[draft.divisions[code]] for _, code in lost}
    named = _settlements(draft, [f"{entry.admin1_code}/{entry.folded}" for entry in wanted.values()])
    for code, entry in wanted.items():
        anchor = named.get(f"{entry.admin1_code}/{entry.folded}") if entry.admin1_code else None
        above = draft.divisions.get(code.rpartition(".")[0], draft.divisions.get(entry.country))
        if anchor is None and above is not None:
            anchor = _Anchor.of(draft.entries[above])
        if anchor is not None and not math.isnan(anchor.lon):
            entry.lon, entry.lat = anchor.lon, anchor.lat
            entry.reach_km = max(anchor.reach_km, DIVISION_KM.get(entry.feature_code, LEAST_REACH_KM[0]))


class _Anchor(NamedTuple):
    """What a division without places is put on; of two of a name the greater stays."""

    population: int
    last: int  # the key, below zero: of equals the first stays
    lon: float
    lat: float
    reach_km: float

    @classmethod
    def of(cls, entry: Entry) -> "_Anchor":
        return cls(entry.population, -entry.key, entry.lon, entry.lat, entry.reach_km)


def _settlements(draft: GazetteerDraft, wanted: Iterable[str]) -> Mapping[str, _Anchor]:
    """The greatest settlement of each wanted division and folded name: "UA.07/kharkiv"."""
    asked, towns, addresses = frozenset(wanted), draft.towns, draft.towns.addresses()
    some = np.asarray(pc.is_in(addresses, pa.array(sorted(asked), pa.string())))
    columns = (towns.populations, -towns.keys, towns.lons, towns.lats, towns.reaches_km)
    anchors = map(_Anchor, *(column[some].tolist() for column in columns))
    named: dict[str, _Anchor] = {}
    rest = (
        (address, _Anchor.of(entry))
        for entry in draft.entries.values()
        if entry.feature_class == "P" and (address := f"{entry.admin1_code}/{entry.folded}") in asked
    )
    for address, anchor in chain(zip(addresses.filter(some).to_pylist(), anchors, strict=True), rest):
        if anchor > named.setdefault(address, anchor):
            named[address] = anchor
    return named
