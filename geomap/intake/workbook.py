"""Reads the sheets of a workbook (.xlsx, .xlsb, .xls, .ods) as rows of text."""

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

from geomap.errors import InputError
from geomap.intake.page_tables import tables_of
from geomap.opening import check_regular

_HEAD = 512  # bytes
SUFFIXES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})


def sheets_of(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield the name and the rows of each sheet that is not empty; days come as ISO 8601, whole numbers without ".0".

    Raises:
        InputError: no workbook, or a damaged one.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    check_regular(path)
    if is_page(path):
        yield from tables_of(path)
        return
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            for name in book.sheet_names:
                sheet = book.get_sheet_by_name(name)
                rows = [[as_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
                _fill_merged(rows, getattr(sheet, "merged_cell_ranges", None) or ())
                if any(any(row) for row in rows):
                    yield name, _trimmed(rows)
    except (CalamineError, OSError, ValueError) as error:
        raise InputError(path, _no_workbook(path) or f"no workbook: {error}") from error


def _fill_merged(rows: list[list[str]], merged: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Write what merged cells say into all rows that they stand beside; what spans columns is a heading, and stays."""
    for (top, left), (bottom, right) in merged:
        for row in rows[top + 1 : bottom + 1] if left == right else ():
            if left < len(row) and not row[left]:
                row[left] = rows[top][left]


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    """The rows without what is empty above them and in front of them."""
    rows = rows[next(at for at, row in enumerate(rows) if any(row)) :]
    first = min(next((at for at, cell in enumerate(row) if cell), len(row)) for row in rows)
    return [row[first:] for row in rows]


def is_page(path: Path) -> bool:
    """Whether a file is a web page with a table, whatever its suffix."""
    head = _head(path).lower()
    return (
        head.startswith(b"<")
        and b"<?mso" not in head
        and any(mark in head for mark in (b"<html", b"<table", b"<!doctype html"))
    )


def is_text(path: Path) -> bool:
    """Whether a file that bears a workbook's suffix is text, as some sites hand it out."""
    head = _head(path)
    return bool(head) and b"\0" not in head.replace(b"\xff\xfe", b"") and not head.startswith(b"<")


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD).lstrip(b"\xef\xbb\xbf \r\n\t")


def _no_workbook(path: Path) -> str:
    """What a file is that bears a workbook's suffix and is text, as many sites hand it out; "" for anything else."""
    begins = _head(path)
    if not begins or b"\0" in begins.replace(b"\xff\xfe", b""):
        return ""
    if begins.startswith(b"<"):
        return "no workbook but XML under its suffix; open it in a spreadsheet and save it as .xlsx or CSV"
    return "no workbook but text under its suffix; rename it: .csv, or .tsv where tabs part the cells"


def as_text(cell: object) -> str:
    """A cell as a table of text has it."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time.min else cell.isoformat(sep=" ")
    return "" if cell is None else str(cell).strip()
