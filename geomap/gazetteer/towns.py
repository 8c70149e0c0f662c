"""Reads the world's towns as columns: a table of 200,000 rows of which the rules touch a few thousand."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from geomap.gazetteer.dumps import COLUMNS, damaged, unpacked
from geomap.gazetteer.reach import settlements_km
from geomap.names import fold

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
PLAIN = "^[A-Za-z]+( [A-Za-z]+)*$"  # names whose folding is lower case: six in ten


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """Which towns a rule of the builder may touch: they become entries, which can be changed one by one."""

    countries: Collection[str]
    words: str  # a pattern (RE2) that is found in a folded spelling of theirs
    keys: Collection[int]
    called: Collection[str]  # "FR/paris"


def no_text() -> pa.StringArray:
    """A column of text without rows."""
    return pa.array([], pa.string())


@dataclass(frozen=True, slots=True, kw_only=True)
class Towns:
    """Settlements, a row each, in order of their keys; and their spellings, a row each, the printed ones first."""

    keys: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    names: pa.StringArray = field(default_factory=no_text)
    folded: pa.StringArray = field(default_factory=no_text)
    lons: Floats = field(default_factory=lambda: np.empty(0))
    lats: Floats = field(default_factory=lambda: np.empty(0))
    countries: pa.StringArray = field(default_factory=no_text)
    admin1_codes: pa.StringArray = field(default_factory=no_text)  # whole: "FR.11"
    admin2_codes: pa.StringArray = field(default_factory=no_text)
    feature_codes: pa.StringArray = field(default_factory=no_text)
    populations: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    reaches_km: Floats = field(default_factory=lambda: np.empty(0))
    owners: Ints = field(default_factory=lambda: np.empty(0, np.int64))  # of each further spelling, a row above
    spellings: pa.StringArray = field(default_factory=no_text)  # without the names
    spellings_folded: pa.StringArray = field(default_factory=no_text)
    source: str = ""

    def addresses(self) -> pa.StringArray:
        """Division and folded name of each town: "FR.11/paris"."""
        return pc.binary_join_element_wise(self.admin1_codes, self.folded, "/")

    def gone(self) -> npt.NDArray[np.bool_]:
        """Which of them stand no more."""
        return np.asarray(pc.ends_with(self.feature_codes, "H"))


def read_towns(file: Path, *, known: Collection[int], ruled: Ruled) -> tuple[Towns, Sequence[Sequence[str]]]:
    """The rows of a packed dump whose keys are not `known`: as columns, and as rows those that a rule may touch.

    Args:
        file: sorted by key.
        known: keys that earlier sources have.
        ruled: what a rule may touch. All that is no settlement is taken as touched.

    Raises:
        GazetteerError: the file is damaged.
    """
    table = _table(file)
    table = table.filter(pc.invert(pc.is_in(table[0].cast(pa.int64()), pa.array(sorted(known), pa.int64()))))
    folded = fold_all(_one(table[1]))
    listed = pc.split_pattern(_one(table[3]), ",")
    owners, spellings = pc.list_parent_indices(listed).to_numpy(), pc.list_flatten(listed)
    filled = pc.not_equal(spellings, "")
    owners, spellings = owners[np.asarray(filled)], spellings.filter(filled)
    others = fold_all(spellings)
    touched = _touched(table, folded, ruled)
    touched[owners[np.asarray(pc.match_substring_regex(others, ruled.words))]] = True
    rows = list(zip(*(column.filter(touched).to_pylist() for column in table.columns), strict=True))
    number_of = np.cumsum(~touched) - 1
    kept = ~touched[owners]
    towns = _columns(
        table.filter(~touched),
        source=file.name.split(".")[0],
        folded=folded.filter(~touched),
        owners=number_of[owners[kept]],
        spellings=spellings.filter(kept),
        spellings_folded=others.filter(kept),
    )
    return towns, rows


def _table(file: Path) -> pa.Table:
    names = [str(number) for number in range(COLUMNS)]
    try:
        return csv.read_csv(
            pa.BufferReader(unpacked(file)),
            read_options=csv.ReadOptions(autogenerate_column_names=True),
            parse_options=csv.ParseOptions(delimiter="\t", quote_char=False),
            convert_options=csv.ConvertOptions(
                column_types={f"f{name}": pa.string() for name in names},
                include_columns=[f"f{name}" for name in names],
                strings_can_be_null=False,
            ),
        ).rename_columns(names)
    except pa.ArrowException as error:
        raise damaged(file) from error


def _touched(table: pa.Table, folded: pa.StringArray, ruled: Ruled) -> npt.NDArray[np.bool_]:
    address = pc.binary_join_element_wise(_one(table[8]), folded, "/")
    reasons = (
        pc.not_equal(table[6], "P"),
        pc.is_in(table[8], pa.array(sorted(ruled.countries), pa.string())),
        pc.is_in(table[0].cast(pa.int64()), pa.array(sorted(ruled.keys), pa.int64())),
        pc.is_in(address, pa.array(sorted(ruled.called), pa.string())),
        pc.match_substring_regex(folded, ruled.words),
    )
    touched: npt.NDArray[np.bool_] = np.any([np.asarray(reason) for reason in reasons], axis=0)
    return touched


def _columns(table: pa.Table, **more: object) -> Towns:
    country, admin1, admin2 = (_one(table[number]) for number in (8, 10, 11))
    no_first = pc.or_(pc.equal(admin1, ""), pc.equal(admin1, "00"))
    first = pc.if_else(no_first, "", pc.binary_join_element_wise(country, admin1, "."))
    no_second = pc.or_(no_first, pc.equal(admin2, ""))
    populations = pc.cast(pc.if_else(pc.equal(table[14], ""), "0", table[14]), pa.int64()).to_numpy()
    return Towns(
        keys=table[0].cast(pa.int64()).to_numpy(),
        names=_one(table[1]),
        lats=table[4].cast(pa.float64()).to_numpy(),
        lons=table[5].cast(pa.float64()).to_numpy(),
        countries=country,
        admin1_codes=first,
        admin2_codes=pc.if_else(no_second, "", pc.binary_join_element_wise(first, admin2, ".")),
        feature_codes=_one(table[7]),
        populations=populations,
        reaches_km=settlements_km(populations),
        **more,  # type: ignore[arg-type]
    )


def fold_all(names: pa.StringArray) -> pa.StringArray:
    """The same as `fold` of each name."""
    hard = pc.invert(pc.match_substring_regex(names, PLAIN))
    folded = pa.array([fold(name) for name in names.filter(hard).to_pylist()], pa.string())
    return pc.replace_with_mask(pc.ascii_lower(names), hard, folded)


def _one(column: pa.ChunkedArray) -> pa.StringArray:
    return column.combine_chunks()
