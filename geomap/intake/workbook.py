"""Reads the sheets of a workbook (.xlsx, .xlsb, .xls, .ods) as rows of text."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from geomap.errors import InputError
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
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            for name in book.sheet_names:
                rows = [[as_text(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python()]
                if any(any(row) for row in rows):
                    yield name, rows
    except (CalamineError, OSError, ValueError) as error:
        raise InputError(path, _no_workbook(path) or f"no workbook: {error}") from error


def _no_workbook(path: Path) -> str:
    """What a file is that bears a workbook's suffix and is text, as many sites hand it out; "" for anything else."""
    with path.open("rb") as file:
        begins = file.read(_HEAD)
    if not begins or b"\0" in begins.replace(b"\xff\xfe", b""):
        return ""
    if begins.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return "no workbook but a page or XML under its suffix; open it in a spreadsheet and save it as .xlsx or CSV"
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
