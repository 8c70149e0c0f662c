"""Finds where a division lies and how far it extends, from the places that belong to it."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pyproj import Geod

from geomap.gazetteer.dumps import rows
from geomap.gazetteer.entries import Book, Entry
from geomap.gazetteer.reach import DIVISION_KM

LEAST_REACH_KM = {0: 5.0, 1: 10.0, 2: 5.0}
SPREAD = 0.95  # the share of its places that a division's reach takes in: the rest may be wrongly attributed
NO_SUM = frozenset({"PPLX", "PPLH", "PPLQ", "PPLW"})  # quarters of a town counted already; places without people
Floats = npt.NDArray[np.float64]


def centre_divisions(book: Book, file: Path) -> None:
    """Give divisions their position, their reach and, where no source has it, the population of their places.

    The position is the one published in `file`, else the source's own, else the middle of the division's places. A
    division without places is put on the settlement of its own name in the division above, else on the centre of
    that division with the reach of that division: wide, but true.
    """
    published = {code: (float(lon), float(lat)) for code, lon, lat in rows(file)}
    for code, (lon, lat) in published.items():
        if code in book.divisions:
            entry = book.entries[book.divisions[code]]
            entry.lon, entry.lat = lon, lat
    members = _Members.of(book)
    for code, (lon, lat) in members.middles().items():
        entry = book.entries[book.divisions[code]]
        if math.isnan(entry.lon):
            entry.lon, entry.lat = lon, lat
    for code, (reach_km, population) in members.extents(book).items():
        entry = book.entries[book.divisions[code]]
        entry.population = entry.population or population
        if "." in code:
            entry.reach_km = max(LEAST_REACH_KM[code.count(".")], round(reach_km, 1))
    _place_the_rest(book)


def centre_own(book: Book, file: Path) -> None:
    """Give places of our own the position published in `file`."""
    published = {place: (float(lon), float(lat)) for place, lon, lat in rows(file)}
    for entry in book.entries.values():
        if entry.key < 0 and entry.id in published:
            entry.lon, entry.lat = published[entry.id]


def drop_unplaced(book: Book) -> None:
    """Take out what has no position: a country or division without a place in it cannot be put on a map."""
    for key in [key for key, entry in book.entries.items() if math.isnan(entry.lon)]:
        del book.entries[key], book.names[key]
    book.divisions = {code: key for code, key in book.divisions.items() if key in book.entries}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Members:
    """The settlements of every division, a row for each pair, sorted by division."""

    codes: tuple[str, ...]
    starts: npt.NDArray[np.int64]  # where in the columns the rows of each code begin
    sizes: npt.NDArray[np.int64]
    lons: Floats
    lats: Floats
    populations: npt.NDArray[np.int64]

    @classmethod
    def of(cls, book: Book) -> "_Members":
        numbers = {code: number for number, code in enumerate(sorted(book.divisions))}
        pairs = [
            (numbers[code], entry.lon, entry.lat, 0 if entry.feature_code in NO_SUM else entry.population)
            for entry in book.entries.values()
            if entry.feature_class == "P"
            for code in (entry.country, entry.admin1_code, entry.admin2_code)
            if code in numbers
        ]
        table = np.array(pairs, np.float64).reshape(-1, 4)
        table = table[np.argsort(table[:, 0], kind="stable")]
        found, starts, sizes = np.unique(table[:, 0].astype(np.int64), return_index=True, return_counts=True)
        codes = tuple(numbers)
        return cls(
            codes=tuple(codes[number] for number in found),
            starts=starts.astype(np.int64),
            sizes=sizes.astype(np.int64),
            lons=table[:, 1],
            lats=table[:, 2],
            populations=table[:, 3].astype(np.int64),
        )

    def middles(self) -> Mapping[str, tuple[float, float]]:
        """The median longitude and latitude of each division's places, which a few strays do not move."""
        pairs = zip(self._share(self.lons, 0.5).tolist(), self._share(self.lats, 0.5).tolist(), strict=True)
        return dict(zip(self.codes, pairs, strict=True))

    def extents(self, book: Book) -> Mapping[str, tuple[float, int]]:
        """How far most of its places are from a division's position, in km, and how many people live in them."""
        entries = [book.entries[book.divisions[code]] for code in self.codes]
        lons = np.repeat([entry.lon for entry in entries], self.sizes)
        lats = np.repeat([entry.lat for entry in entries], self.sizes)
        away = np.asarray(Geod(ellps="WGS84").inv(lons, lats, self.lons, self.lats)[2]) / 1000.0
        people = np.add.reduceat(self.populations, self.starts) if len(self.starts) else self.starts
        pairs = zip(self._share(away, SPREAD).tolist(), people.tolist(), strict=True)
        return dict(zip(self.codes, pairs, strict=True))

    def _share(self, column: Floats, share: float) -> Floats:
        """The value in each division below which `share` of its values lie."""
        groups = np.repeat(np.arange(len(self.codes)), self.sizes)
        ordered = column[np.lexsort((column, groups))]
        return ordered[self.starts + np.minimum((share * self.sizes).astype(np.int64), self.sizes - 1)]


def _place_the_rest(book: Book) -> None:
    lost = sorted((code.count("."), code) for code, key in book.divisions.items() if math.isnan(book.entries[key].lon))
    if not lost:
        return
    named = _settlements(book.entries.values())
    for _, code in lost:
        entry = book.entries[book.divisions[code]]
        namesake = named.get((entry.admin1_code, entry.folded))
        above = book.divisions.get(code.rpartition(".")[0], book.divisions.get(entry.country))
        anchor = namesake or (book.entries[above] if above is not None else None)
        if anchor is not None and not math.isnan(anchor.lon):
            entry.lon, entry.lat = anchor.lon, anchor.lat
            entry.reach_km = max(anchor.reach_km, DIVISION_KM.get(entry.feature_code, LEAST_REACH_KM[0]))


def _settlements(entries: Iterable[Entry]) -> Mapping[tuple[str, str], Entry]:
    named: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        if entry.feature_class == "P" and entry.admin1_code:
            name = (entry.admin1_code, entry.folded)
            if name not in named or entry.population > named[name].population:
                named[name] = entry
    return named
