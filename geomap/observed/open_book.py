"""Opens the sheet of a workbook that holds records."""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from geomap.intake.layout import Score, header_at, layout_of_rows, named
from geomap.intake.workbook import SUFFIXES, is_text, sheets_of
from geomap.observed.open_text import open_text
from geomap.observed.sheet import Sheet, fault


def open_book(path: Path, name: str, score: Score) -> list[Sheet]:
    """Read every sheet of a workbook whose header names a field or more; what others there are is told.

    Raises:
        TableError: no sheet has such a header.
    """
    if path.suffix.lower() in SUFFIXES and is_text(path):
        return open_text(path, name, score)
    found: list[Sheet] = []
    others: list[str] = []
    for title, rows in sheets_of(path):
        at = header_at(rows, score)
        if score(named(rows[at])) > 1:
            found.append(_sheet(path, f"{name}, sheet {title}", rows, at))
        else:
            others.append(title)
    if not found:
        raise fault(name, f"no sheet has a header that names a date and a place: {', '.join(others) or 'no sheets'}")
    if not others:
        return found
    told = f"sheets without such a header passed over: {', '.join(others)}"
    return [replace(found[0], remarks=(*found[0].remarks, told)), *found[1:]]


def _sheet(path: Path, name: str, rows: list[list[str]], at: int) -> Sheet:
    layout = layout_of_rows(rows, at)
    names = layout.names
    begins = at + 1 + layout.tagged
    below = rows[begins:]
    columns = zip(*below, strict=True) if below else [()] * len(names)
    frame = pd.DataFrame(
        {
            one: pd.array([cell or None for cell in cells], dtype="string")
            for one, cells in zip(names, columns, strict=True)
        }
    )
    return Sheet(
        path=path,
        name=name,
        frame=frame,
        lines=lambda wanted: [begins + row + 1 for row in wanted],
        remarks=layout.remarks,
    )
