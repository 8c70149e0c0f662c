"""Readers of others' event records."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geomap.bounds import within
from geomap.errors import ColumnsMissingError, Fault, TableError
from geomap.geo_table import GeoTable
from geomap.intake.laid_out import Piece, laid_out
from geomap.intake.naming import Columns
from geomap.intake.options import ARTICLE_FIELDS, RECORD_FIELDS, ReadOptions
from geomap.observed.checks import Faults
from geomap.observed.datasets import DATASETS, Dataset, recognised
from geomap.observed.draft import ReadTable
from geomap.observed.names import score
from geomap.observed.sheet import Sheet, fault, kind_of, open_sheets
from geomap.observed.table import fields_named, read_table
from geomap.records import Reject
from geomap.schema import CRS

__all__ = ["DATASETS", "ReadTable", "credits_of", "read_records", "read_tables", "together"]

_MOST_SHOWN = 100  # faults that an error lists; the rest is counted, since a million lines help nobody
_BESIDE = frozenset(
    {".dbf", ".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qpj", ".xml", ".pdf", ".md", ".html", ".png", ".jpg"}
)
_PERHAPS = frozenset({".txt", ".json"})  # what may as well say how a table was made
_NO_RECORDS = frozenset({"language", "archive"})
_DEFAULT = ReadOptions()


def read_tables(path: Path, options: ReadOptions = _DEFAULT) -> list[ReadTable]:
    """Read the tables of event records in a file, or in an archive of files; nearly always it is one.

    ACLED, UCDP GED, VIINA, POLECAT, TimeMap, GDELT, GTD and others are recognised by their columns; any other table is
    read by the usual column names. A row that cannot be read is a Reject, and the others are kept.

    Args:
        path: the file, or `-` for standard input.
        options: the user's names of columns, the order of dates.

    Raises:
        TableError: a file cannot be read as a table, no row of it can, or with `options.strict` one cannot.
        SettingsError: the user names a field that no record has.
    """
    fields_named(dict.fromkeys(options.columns.fields() - ARTICLE_FIELDS, ""))
    try:
        with within(options.bounds), laid_out(path, kind=options.kind) as pieces:
            return _read_pieces(_tables_among(pieces), options)
    except OSError as error:  # what is beyond a bound, and what the system does not hand over
        raise fault(path.as_posix(), error.strerror or str(error)) from error


def _tables_among(pieces: list[Piece]) -> list[Piece]:
    """The pieces without what archives carry beside their tables: code books, pictures, parts of a Shapefile."""
    if len(pieces) == 1:
        return pieces
    return [piece for piece in pieces if kind_of(piece.path) not in _BESIDE] or pieces


def _read_pieces(pieces: list[Piece], options: ReadOptions) -> list[ReadTable]:
    """The tables of all pieces; one that is damaged, or is a text or JSON and no table, is passed over and told."""
    tables: list[ReadTable] = []
    passed: list[str] = []
    refused: TableError | None = None
    for piece in pieces:
        try:
            tables += _read_piece(piece, options)
        except TableError as error:
            is_table = kind_of(piece.path) not in _PERHAPS and not piece.trouble
            if len(pieces) == 1 or is_table or (piece.trouble and options.strict):
                raise
            refused = refused or error
            passed.append(f"{piece.name} ({piece.trouble})" if piece.trouble else piece.name)
    if refused and not tables:
        raise refused
    return _told_of(passed, tables)


def _read_piece(piece: Piece, options: ReadOptions) -> list[ReadTable]:
    tables: list[ReadTable] = []
    passed: list[str] = []
    if piece.trouble:
        raise fault(piece.name, piece.trouble)
    columns = options.columns.of(piece.name)
    sheets = open_sheets(piece.path, piece.name, score=partial(score, wanted=tuple(columns.values())))
    for at, sheet in enumerate(sheets):
        try:
            read = _read_sheet(sheet, columns, options)
        except ColumnsMissingError:  # of several sheets one may say how the others were made
            if at == len(sheets) - 1 and not tables:
                raise
            passed.append(sheet.name)
            continue
        lost = read.rejects if options.strict else [one for one in read.rejects if one.article_id is None]
        if lost and (options.strict or read.records.empty):
            raise _refused(lost)
        tables.append(read)
    return _told_of(passed, tables)


def _told_of(passed: list[str], tables: list[ReadTable]) -> list[ReadTable]:
    if not passed:
        return tables
    told = f"no tables of records, passed over: {', '.join(passed)}"
    return [replace(tables[0], remarks=(*tables[0].remarks, told)), *tables[1:]]


def _read_sheet(sheet: Sheet, columns: Mapping[str, str], options: ReadOptions) -> ReadTable:
    found = recognised(sheet)
    there = set(map(str, sheet.frame.columns))
    columns = {
        f: column for f, column in columns.items() if f in RECORD_FIELDS or f not in ARTICLE_FIELDS or column in there
    }
    columns = {f: column for f, column in columns.items() if f not in _NO_RECORDS}
    if found is None:
        return read_table(sheet, Faults(sheet, rules=options.dates, focus=options.focus), columns)
    name, dataset, known = found
    renamed = _renamed(known, dataset, fields_named(columns))
    read = dataset.read(renamed, Faults(renamed, rules=options.dates, focus=options.focus))
    return replace(read, remarks=(f"recognised as {name} by its columns", *read.remarks))


def _renamed(sheet: Sheet, dataset: Dataset, columns: Mapping[str, str]) -> Sheet:
    """The sheet with the columns that the user chose in place of the dataset's own; those it lacks do not apply."""
    frame = sheet.frame
    for field, column in columns.items():
        own = dataset.columns.get(field)
        there = next((name for name in frame.columns if name.casefold() == column.casefold()), None)
        if own and there is not None and there != own:
            frame = frame.assign(**{own: frame[there]})
    return replace(sheet, frame=frame)


def _refused(rejects: list[Reject] | tuple[Reject, ...]) -> TableError:
    shown = rejects[:_MOST_SHOWN]
    faults = []
    for reject in shown:
        file, _, line = reject.subject.rpartition(":")
        said = f"{reject.reason}: {reject.detail}" if reject.detail else reject.reason
        faults.append(Fault(file=file, line=int(line), field=None, trouble=said))
    rest = len(rejects) - len(shown)
    return TableError(faults, way_out=f"{rest} more rows have faults" if rest else "")


def read_records(path: Path, *, columns: Mapping[str, str] | None = None) -> gpd.GeoDataFrame:
    """Read the event records of a file, as `schema.OBSERVED` says, in the file's order; rows with faults are left out.

    `read_tables` also tells what was left out, and why.

    Raises:
        TableError: the file cannot be read, or no row of it can.
        SettingsError: `columns` names an unknown field.
    """
    read = read_tables(path, ReadOptions(columns=Columns(everywhere=columns or {})))
    return together([table.records for table in read])


def together(records: list[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    """Several tables of records as one."""
    if len(records) == 1:
        return records[0]
    return GeoTable(pd.concat(records, ignore_index=True), crs=CRS)


def credits_of(records: gpd.GeoDataFrame) -> tuple[str, ...]:
    """The credit lines of the records, each once, sorted; a private source says so itself."""
    return tuple(sorted(line for line in records["licence"].dropna().unique() if line))
