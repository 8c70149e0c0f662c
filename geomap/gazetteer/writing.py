"""Writes a collected gazetteer as one read-only SQLite file, beside the old one, and swaps them in one step."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import groupby
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from geomap.gazetteer.entries import STRENGTH, Book, Entry
from geomap.gazetteer.sieve import make_sieve
from geomap.gazetteer.similar import LARGE, NEVER_NEAR, SEARCHED, WORLD
from geomap.records import KnownAs

MOST_BEARERS = 200  # answers kept for one name: the most populous; `NameFacts.bearers` still counts them all
COUNTRY, ADMIN1, PEOPLE = 1, 2, 4  # bits of name.flags
CLASSES = "AHLPRSTUV"  # GeoNames' feature classes, each a bit while names are counted
Ints = npt.NDArray[np.int64]


def write(book: Book, target: Path, *, fingerprint: str) -> None:
    """Write the book as the SQLite file `target`, whole or not at all; a reader of the old file keeps it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f"{target.stem}-", suffix=".new", dir=target.parent)
    os.close(handle)
    fresh = Path(name)
    try:
        db = sqlite3.connect(fresh, isolation_level=None)
        try:
            _fill(db, book, fingerprint)
        finally:
            db.close()
        fresh.chmod(0o644)  # mkstemp's files are for their maker alone; a cache may be shared
        fresh.replace(target)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def _fill(db: sqlite3.Connection, book: Book, fingerprint: str) -> None:
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "page_size = 8192", "locking_mode = EXCLUSIVE"):
        db.execute(f"PRAGMA {pragma}")
    db.executescript((resources.files("geomap.gazetteer") / "schema.sql").read_text(encoding="utf-8"))
    answers = _Answers.of(book)
    db.execute("BEGIN")
    db.execute("INSERT INTO about VALUES ('fingerprint', ?)", (fingerprint,))
    db.execute("INSERT INTO about VALUES ('sieve', ?)", (make_sieve(answers.distinct),))
    db.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _places(book))
    db.executemany("INSERT INTO division VALUES (?, ?)", _divisions(book))
    db.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?, ?)", answers.names())
    db.executemany("INSERT INTO answer VALUES (?, ?, ?, ?, ?)", answers.ranked())
    db.executemany("INSERT INTO vocabulary VALUES (?, ?)", answers.vocabulary())
    db.execute("COMMIT")


def _places(book: Book) -> Iterator[tuple[object, ...]]:
    for key in sorted(book.entries):
        e = book.entries[key]
        own = e.id if key < 0 else None
        codes = (e.country, e.admin1_code, e.admin2_code, e.feature_class, e.feature_code)
        yield (key, own, e.name, round(e.lon, 5), round(e.lat, 5), *codes, e.population, e.reach_km, e.source)


def _divisions(book: Book) -> Iterator[tuple[str, str]]:
    for code in sorted(book.divisions):
        if "." in code:
            yield code, book.entries[book.divisions[code]].name


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answers:
    """Every spelling of every place, sorted by folded spelling, then the most populous place first.

    Columns of one length, a row for each pair of name and place; `number` counts the distinct names from 0.
    """

    distinct: Sequence[str]  # the folded names, sorted
    number: Ints
    starts: Ints  # where in the columns each name begins
    keys: Ints
    populations: Ints
    class_bits: Ints
    flags: Ints
    known: Ints
    codes: Sequence[str]  # the countries, sorted
    countries: Ints  # places in `codes`
    spellings: Sequence[str]
    renamed: Sequence[str]

    @classmethod
    def of(cls, book: Book) -> "_Answers":
        keys = list(book.names)
        sizes = [len(book.names[key]) for key in keys]
        told = [told for key in keys for told in book.names[key].values()]
        distinct, number = _numbered([name for key in keys for name in book.names[key]])
        entries = [book.entries[key] for key in keys]
        codes = sorted({entry.country for entry in entries})
        place_of = {code: place for place, code in enumerate(codes)}
        population = _column([entry.population for entry in entries], sizes)
        known = np.fromiter((STRENGTH[known_as] for known_as, _, _ in told), np.int64, len(told))
        key = _column(keys, sizes)
        order = np.lexsort((key, -population, number))
        number = number[order]
        flags = _column(list(_flags(book, entries)), sizes)
        flags[known == STRENGTH[KnownAs.PEOPLE]] = PEOPLE
        return cls(
            distinct=distinct,
            number=number,
            starts=np.searchsorted(number, np.arange(len(distinct))).astype(np.int64),
            keys=key[order],
            populations=population[order],
            class_bits=_column([1 << CLASSES.index(entry.feature_class) for entry in entries], sizes)[order],
            flags=flags[order],
            known=known[order],
            codes=codes,
            countries=_column([place_of[entry.country] for entry in entries], sizes)[order],
            spellings=[told[index][1] for index in order.tolist()],
            renamed=[told[index][2] for index in order.tolist()],
        )

    def names(self) -> Iterator[tuple[object, ...]]:
        """Rows of the table `name`."""
        bearers = np.diff(np.append(self.starts, len(self.number)))
        bits = np.bitwise_or.reduceat(self.class_bits, self.starts)
        letters = [
            "".join(c for place, c in enumerate(CLASSES) if mask >> place & 1) for mask in range(1 << len(CLASSES))
        ]
        yield from zip(
            self.distinct,
            range(len(self.distinct)),
            bearers.tolist(),
            np.maximum.reduceat(self.populations, self.starts).tolist(),
            [letters[mask] for mask in bits.tolist()],
            np.bitwise_or.reduceat(self.flags, self.starts).tolist(),
            strict=True,
        )

    def ranked(self) -> Iterator[tuple[object, ...]]:
        """Rows of the table `answer`."""
        rank = np.arange(len(self.number)) - self.starts[self.number]
        row = self.number * MOST_BEARERS + rank
        columns = zip(row.tolist(), self.keys.tolist(), self.known.tolist(), self.spellings, self.renamed, strict=True)
        yield from (answer for answer, place in zip(columns, rank.tolist(), strict=True) if place < MOST_BEARERS)

    def vocabulary(self) -> Iterator[tuple[str, str]]:
        """Rows of the table `vocabulary`."""
        searched = sum(1 << CLASSES.index(letter) for letter in SEARCHED)
        near = (self.class_bits & searched != 0) & ~np.isin(self.known, [STRENGTH[kind] for kind in NEVER_NEAR])
        pairs = np.unique(self.countries[near] * len(self.distinct) + self.number[near])
        for place, group in groupby(pairs.tolist(), key=lambda pair: pair // len(self.distinct)):
            yield self.codes[place], "\n".join(self.distinct[pair % len(self.distinct)] for pair in group)
        large = np.unique(self.number[near & (self.populations >= LARGE)])
        yield WORLD, "\n".join(self.distinct[number] for number in large.tolist())


def _numbered(names: Sequence[str]) -> tuple[Sequence[str], Ints]:
    """The distinct names in order of their letters' code points, and the place of each given name among them."""
    coded = pa.array(names).dictionary_encode()
    order = pc.sort_indices(coded.dictionary)
    place = np.empty(len(order), np.int64)
    place[order.to_numpy()] = np.arange(len(order))
    return coded.dictionary.take(order).to_pylist(), place[coded.indices.to_numpy()]


def _column(values: Sequence[int], sizes: Sequence[int]) -> Ints:
    return np.repeat(np.array(values, np.int64), sizes)


def _flags(book: Book, entries: Sequence[Entry]) -> Iterator[int]:
    countries = frozenset(key for code, key in book.divisions.items() if "." not in code)
    for entry in entries:
        yield COUNTRY if entry.key in countries else ADMIN1 if entry.feature_code == "ADM1" else 0
