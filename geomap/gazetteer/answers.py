"""Sorts every spelling of every place into the order in which the tables of names are written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from geomap.gazetteer.entries import STRENGTH, Entry, GazetteerDraft
from geomap.gazetteer.similar import LARGE, NEVER_NEAR, SEARCHED, WORLD
from geomap.records import KnownAs

MOST_BEARERS = 200  # answers kept for one name: the most populous; `NameFacts.bearers` still counts them all
BLOCK = 50_000  # rows that stand in memory as values of Python, each ten times what it is in a column
COUNTRY, ADMIN1, PEOPLE = 1, 2, 4  # bits of name.flags
CLASSES = "AHLPRSTUV"  # GeoNames' feature classes
BIT_OF = {letter: 1 << place for place, letter in enumerate(CLASSES)}  # while names are counted
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
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
    spellings: pa.StringArray
    renamed: pa.StringArray

    @classmethod
    def of(cls, draft: GazetteerDraft) -> "Answers":
        """All that the places of a draft answer to."""
        entries = list(draft.entries.values())
        bearers, said = _Bearers.of(draft, entries), _Said.of(draft, entries)
        distinct, number = _numbered(said.folded)
        codes, country = _numbered(bearers.countries)
        keys, populations = bearers.keys[said.by], bearers.populations[said.by]
        others = ~np.isin(keys, np.array(sorted(draft.winning), np.int64))  # the winning places stand first
        order = np.lexsort((keys, -populations, others, number))
        again = (np.diff(number[order], prepend=-1) == 0) & (np.diff(keys[order], prepend=0) == 0)
        order = order[~again]  # of two spellings of a place that fold to one the first stays
        number, by, known = number[order], said.by[order], said.known[order]
        return cls(
            distinct=distinct,
            number=number,
            starts=np.searchsorted(number, np.arange(len(distinct))).astype(np.int64),
            keys=keys[order],
            populations=populations[order],
            class_bits=bearers.class_bits[by],
            flags=np.where(known == STRENGTH[KnownAs.PEOPLE], PEOPLE, bearers.flags[by]),
            known=known,
            codes=codes,
            countries=country[by],
            spellings=said.spellings.take(order),
            renamed=said.renamed.take(order),
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
        kept = np.flatnonzero(rank < MOST_BEARERS)
        for start in range(0, len(kept), BLOCK):
            some = kept[start : start + BLOCK]
            yield from zip(
                (self.number[some] * MOST_BEARERS + rank[some]).tolist(),
                self.keys[some].tolist(),
                self.known[some].tolist(),
                self.spellings.take(pa.array(some)).to_pylist(),
                self.renamed.take(pa.array(some)).to_pylist(),
                strict=True,
            )

    def vocabulary(self) -> Iterator[tuple[str, str]]:
        """Rows of the table `vocabulary`."""
        searched = sum(BIT_OF[letter] for letter in SEARCHED)
        near = (self.class_bits & searched != 0) & ~np.isin(self.known, [STRENGTH[kind] for kind in NEVER_NEAR])
        pairs = _once(self.countries[near] * len(self.distinct) + self.number[near])
        country, number = np.divmod(pairs, max(1, len(self.distinct)))
        ends = np.searchsorted(country, np.arange(len(self.codes) + 1)).tolist()
        for code, (start, end) in zip(self.codes, pairwise(ends), strict=True):
            if end > start:
                yield code, self._lines(number[start:end])
        yield WORLD, self._lines(_once(self.number[near & (self.populations >= LARGE)]))

    def _lines(self, numbers: Ints) -> str:
        return "\n".join(map(self.distinct.__getitem__, numbers.tolist()))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bearers:
    """Columns of all places: the towns, then the entries."""

    keys: Ints
    populations: Ints
    class_bits: Ints
    flags: Ints
    countries: pa.StringArray

    @classmethod
    def of(cls, draft: GazetteerDraft, entries: Sequence[Entry]) -> "_Bearers":
        towns = draft.towns
        none = np.zeros_like(towns.keys)
        return cls(
            keys=_column(towns.keys, (entry.key for entry in entries)),
            populations=_column(towns.populations, (entry.population for entry in entries)),
            class_bits=_column(none + BIT_OF["P"], (BIT_OF[entry.feature_class] for entry in entries)),
            flags=_column(none, _flags(draft, entries)),
            countries=_text(towns.countries, more=(entry.country for entry in entries)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """Columns of all spellings: the names of towns, what else towns are called, what entries are called."""

    by: Ints  # which bearer answers to it
    folded: pa.StringArray
    known: Ints  # places in `STRENGTH`
    spellings: pa.StringArray
    renamed: pa.StringArray

    @classmethod
    def of(cls, draft: GazetteerDraft, entries: Sequence[Entry]) -> "_Said":
        towns, count = draft.towns, len(draft.towns.keys)
        names = [draft.names[entry.key] for entry in entries]
        told = list(chain.from_iterable(map(dict.values, names)))
        others = np.where(towns.gone(), STRENGTH[KnownAs.FORMER], STRENGTH[KnownAs.ALTERNATE])[towns.owners]
        further = np.repeat(np.arange(count, count + len(names)), [len(known) for known in names])
        return cls(
            by=np.concatenate((np.arange(count), towns.owners, further)),
            folded=_text(towns.folded, towns.spellings_folded, more=chain.from_iterable(names)),
            known=_column(
                np.append(np.full(count, STRENGTH[KnownAs.DISPLAY]), others), (STRENGTH[kind] for kind, _, _ in told)
            ),
            spellings=_text(towns.names, towns.spellings, more=(spelling for _, spelling, _ in told)),
            renamed=_text(pa.repeat("", count + len(others)), more=(renamed for _, _, renamed in told)),
        )


def _numbered(names: pa.StringArray) -> tuple[Sequence[str], Ints]:
    """The distinct names in order of their letters' code points, and the place of each given name among them."""
    coded = names.dictionary_encode()
    order = pc.sort_indices(coded.dictionary)
    place = np.empty(len(order), np.int64)
    place[order.to_numpy()] = np.arange(len(order))
    return coded.dictionary.take(order).to_pylist(), place[coded.indices.to_numpy()]


def _once(values: Ints) -> Ints:
    """The same as `np.unique`, which hashes first and takes five times as long for a million."""
    ordered: Ints = np.sort(values)
    return np.extract(np.diff(ordered, prepend=-1) != 0, ordered)


def _column(towns: Ints, more: Iterable[int]) -> Ints:
    return np.append(towns, np.array(list(more), np.int64))


def _text(*towns: pa.StringArray, more: Iterable[str]) -> pa.StringArray:
    return pa.concat_arrays([*towns, pa.array(list(more), pa.string())])


def _flags(draft: GazetteerDraft, entries: Sequence[Entry]) -> Iterator[int]:
    countries = frozenset(key for code, key in draft.divisions.items() if "." not in code)
    for entry in entries:
        yield COUNTRY if entry.key in countries else ADMIN1 if entry.feature_code == "ADM1" else 0
