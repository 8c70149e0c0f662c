"""Reads the tables of a saved web page as rows of text; sites also hand them out under the suffix of a workbook."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.bounds import bounds
from geomap.errors import InputError
from geomap.intake.encoding import SAMPLE, find_encoding
from geomap.intake.markup import most_attributes
from geomap.opening import read_whole

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_SPANNED = 100  # columns or rows that one cell may stand in
NEEDS = "needs geomap-news[html]: python -m pip install 'geomap-news[html]'"


def tables_of(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield a name and the rows of each table of a page that has two rows or more; a cell stands in all that it spans.

    Raises:
        InputError: the page cannot be read, or lxml is not there.
    """
    data = read_whole(path)
    try:
        from lxml import html
        from lxml.etree import LxmlError
    except ImportError as error:
        raise InputError(path, NEEDS) from error
    found = find_encoding(data[:SAMPLE])
    text = data.decode(found.name if found else "utf-8", errors="replace").lstrip("\ufeff")
    if (most := bounds().attributes) < most_attributes(text, most):
        raise InputError(path, f"an element with more than {most:,} attributes (bounds.attributes)")
    try:
        page = html.document_fromstring(text)
    except (LxmlError, ValueError) as error:
        raise InputError(path, f"no page: {error}") from error
    for number, table in enumerate(page.iter("table"), start=1):
        if any(inner is not table for inner in table.iter("table")):
            continue  # it lays out the page
        rows = _rows(table)
        if len(rows) > 1:
            yield f"table {number}", rows


def _rows(table: "HtmlElement") -> list[list[str]]:
    open_cells: dict[int, tuple[int, str]] = {}  # column to how many more rows a cell of it goes on, and what it says
    rows = []
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in row.iter("td", "th"):
            _fill(cells, open_cells)
            words = " ".join(cell.text_content().split())
            for _ in range(_span(cell, "colspan")):
                if (deep := _span(cell, "rowspan")) > 1:
                    open_cells[len(cells)] = (deep - 1, words)
                cells.append(words)
        _fill(cells, open_cells)
        if cells:
            rows.append(cells)
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _fill(cells: list[str], open_cells: dict[int, tuple[int, str]]) -> None:
    """Put what goes on from the rows above into the next columns."""
    while len(cells) in open_cells:
        left, words = open_cells.pop(len(cells))
        if left > 1:
            open_cells[len(cells)] = (left - 1, words)
        cells.append(words)


def _span(cell: "HtmlElement", name: str) -> int:
    said = cell.get(name, "1").strip()
    return min(max(int(said), 1), _MOST_SPANNED) if said.isdecimal() else 1
