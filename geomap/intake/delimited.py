"""Reads the rows of a text table one by one; a quote that never closes costs its own row and no other."""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from geomap.intake.missing import is_missing

_MOST_RESTARTS = 200  # after rows with such quotes; beyond it every line is a row, so that the work stays linear
_FEWEST_SWALLOWED = 2  # lines inside a cell that look like rows before the cell is taken for an unclosed one
_FEWEST_COLUMNS = 3  # of a table in which a line can be told from a sentence


class _Lines:
    """Lines that can be handed back."""

    def __init__(self, text: Iterable[str], number: int) -> None:
        self._text = iter(text)
        self._back: deque[str] = deque()
        self.number = number  # of the last line that was taken
        self.taken: list[str] = []  # since the last row

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._text)
        self.number += 1
        self.taken.append(line)
        return line

    def hand_back(self, keep: int) -> None:
        """Hand back what was taken, except for so many lines."""
        self._back.extendleft(reversed(self.taken[keep:]))
        self.number -= len(self.taken[keep:])


def rows_of(
    text: Iterable[str], separator: str, *, skipped: int = 0, width: int = 0
) -> Iterator[tuple[int, list[str] | str]]:
    """Each row with the number of the line it begins on; the trouble in words for a line that is no row.

    After a line that is none the reading goes on with the next one.

    Args:
        text: the lines, with their ends.
        separator: one character.
        skipped: how many lines stood above them.
        width: how many columns the header has.
    """
    lines = _Lines(text, skipped)
    restarts = 0
    while True:
        reader = csv.reader(lines, delimiter=separator, strict=True)
        trouble = ""
        while not trouble:
            lines.taken.clear()
            begins = lines.number + 1
            try:
                row = next(reader, None)
            except csv.Error as error:
                trouble = f"no CSV: {error}; are quotes inside a text doubled?"
                continue
            if row is None:
                return
            if len(lines.taken) > _FEWEST_SWALLOWED and _has_swallowed(row, separator, width):
                trouble = "no CSV: a quote that is not closed on its line; are quotes inside a text doubled?"
            else:
                yield begins, row
        yield begins, trouble
        lines.hand_back(keep=1)
        restarts += 1
        if restarts >= _MOST_RESTARTS:
            yield from _line_by_line(lines, separator)
            return


def _line_by_line(lines: _Lines, separator: str) -> Iterator[tuple[int, list[str] | str]]:
    for line in lines:
        lines.taken.clear()
        try:
            row = next(csv.reader([line], delimiter=separator, strict=True), [])
        except csv.Error as error:
            yield lines.number, f"no CSV: {error}; are quotes inside a text doubled?"
        else:
            yield lines.number, row


def _has_swallowed(row: Sequence[str], separator: str, width: int) -> bool:
    """Whether a cell holds other rows: two quotes, each without its partner, make one cell of all between them."""
    if width < _FEWEST_COLUMNS:
        return False
    for cell in row:
        inner = [line for line in cell.splitlines()[1:-1] if line.strip()]
        if len(inner) >= _FEWEST_SWALLOWED and all(_is_row(line, separator, width) for line in inner):
            return True
    return False


def _is_row(line: str, separator: str, width: int) -> bool:
    """Whether a line has the cells of a row; in prose a space follows every comma."""
    if line.count(separator) <= line.count(separator + " "):
        return False
    return len(next(csv.reader([line], delimiter=separator), [])) == width


def ending_early(rows: Sequence[tuple[int, Sequence[str] | str]], width: int) -> frozenset[int]:
    """The lines of the short rows that only leave out empty cells at their end.

    A row that lost a cell further left shows it: a word stands under a column of numbers. So does one that a line end
    inside a text cut in two: the next row has the missing cells, and begins otherwise than rows do.

    Args:
        rows: the lines on which they begin, and their cells; the trouble in words for a broken one.
        width: how many columns the header has.
    """
    given = [(line, row) for line, row in rows if not isinstance(row, str)]
    whole = [row for _, row in given if len(row) >= width]
    in_figures = _columns_of_figures(whole or [row for _, row in given], width)
    begins = {_beginning(row) for row in whole}
    found = set()
    for (line, row), (_, following) in pairwise([*given, (0, ())]):
        fits = all(not row[at].strip() or _FIGURES.fullmatch(row[at].strip()) for at in in_figures if at < len(row))
        is_cut = len(row) + len(following) == width + 1 and (
            _beginning(following) not in begins or begins != {"figure"}
        )
        if 1 < len(row) < width and fits and not is_cut:
            found.add(line)
    return frozenset(found)


_FIGURES = re.compile(r"[-+~<>]?\d[\d.,\s]*")
_MOST_NUMBERS = 0.9  # of a column's cells, from which a word under it is out of its place


def _columns_of_figures(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    found = []
    for at in range(width):
        cells = [row[at].strip() for row in rows if at < len(row) and not is_missing(row[at])]
        if cells and sum(bool(_FIGURES.fullmatch(cell)) for cell in cells) >= _MOST_NUMBERS * len(cells):
            found.append(at)
    return found


def _beginning(row: Sequence[str]) -> str:
    first = row[0].strip()[:1] if row else ""
    return "figure" if first.isdigit() else "word" if first else ""
