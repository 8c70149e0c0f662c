"""Finds how a table is laid out: separator, where its header stands, what stands above and below it."""

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count

from geomap.intake.missing import is_missing

SEPARATORS = ",;\t|"
MOST_ABOVE = 30  # lines that may stand above a header
_SEP_LINE = re.compile(r"""\s*"?sep=(.)"?\s*""", re.IGNORECASE)
_TAG = re.compile(r"#[a-z][\w]*(?:\s*[+][\w+ ]*)?", re.IGNORECASE)  # HXL: #date+start
_DATA = re.compile(r"-?\d+(?:[.,]\d+)?|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.*|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}.*|https?://.*")

Score = Callable[[Sequence[str]], float]
"""How many fields the names of columns are known for; 0 when they say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the rows of a table are."""

    names: tuple[str, ...]  # as the header has them, trimmed; nameless ones as "(column 3)"
    above: int = 0  # lines before the header
    tagged: bool = False  # whether a row of HXL tags follows the header
    separator: str = ","
    remarks: tuple[str, ...] = ()  # what was passed over, in words


def layout_of_text(head: str, *, score: Score, separators: str = SEPARATORS) -> Layout:
    """The layout of a text table whose first lines are `head`.

    The separator is the one that makes the names of a header known best; among equals the one that makes most columns.
    """
    lines = _whole_lines(head.splitlines(keepends=True))
    declared = _SEP_LINE.fullmatch(lines[0].rstrip("\r\n")) if lines else None
    first = 1 if declared else 0
    marks = declared[1] if declared else separators
    seen = lines[first : first + MOST_ABOVE + 2]
    tried = []
    for mark in marks:
        rows = [split(" ".join(line.splitlines()), mark) for line in seen]
        at = header_at(rows, score)
        fitting = score(rows[at]) if rows else 0.0
        tried.append((fitting, len(rows[at]) if rows else 0, -at, mark, rows))
    _, _, minus_at, mark, rows = max(tried, key=lambda one: one[:3])
    inside = sum(line.rstrip("\r\n").count("\n") for line in seen[: 1 - minus_at])  # of cells in quotes
    return layout_of_rows(rows, -minus_at, separator=mark, before=first + inside)


def _whole_lines(lines: Sequence[str]) -> list[str]:
    """The lines with those put together that share a cell: a header may read "Date" and below it "(dd/mm/yyyy)"."""
    whole: list[str] = []
    at = 0
    while at < len(lines):
        length = next((n for n in range(1, _MOST_IN_CELL + 1) if "".join(lines[at : at + n]).count('"') % 2 == 0), 1)
        length = length if _OPENED.search(lines[at]) else 1
        whole.append("".join(lines[at : at + length]))
        at += length
    return whole


_MOST_IN_CELL = 6  # lines
_TOLD = 20  # columns of one name
_OPENED = re.compile(r'(?:^|[,;\t|])"[^"]*$')


def layout_of_rows(rows: Sequence[Sequence[str]], at: int, *, separator: str = ",", before: int = 0) -> Layout:
    """The layout of rows of cells whose header is row `at`; `before` more lines stand above them all."""
    tagged = len(rows) > at + 1 and is_tag_row(rows[at + 1])
    n_above = sum(any(cell.strip() for cell in row) for row in rows[:at])
    told = [f"{n_above} lines above the header passed over"] if n_above else []
    told += ["a row of HXL tags passed over"] if tagged else []
    header = rows[at] if rows else ()
    names = named(header)
    if twice := [new for new, old in zip(names, header, strict=True) if old.strip() and new != " ".join(old.split())]:
        called = ", ".join(twice[:_TOLD]) + (f" and so on, {len(twice):,} in all" if len(twice) > _TOLD else "")
        told.append(f"of columns with one name the first counts; the others are called {called}")
    return Layout(
        names=names,
        above=at + before,
        tagged=tagged,
        separator=separator,
        remarks=tuple(told),
    )


def header_at(rows: Sequence[Sequence[str]], score: Score) -> int:
    """Which row names most fields, the first of equals; the first row that is not blank when none names any."""
    scored = [(score(row), -at) for at, row in enumerate(rows[: MOST_ABOVE + 1])]
    best, minus_at = max(scored, default=(0.0, 0))
    if best > 0:
        return -minus_at
    return next((at for at, row in enumerate(rows) if any(cell.strip() for cell in row)), 0)


def split(line: str, separator: str) -> list[str]:
    """The trimmed cells of a line."""
    return [cell.strip() for cell in next(csv.reader([line], delimiter=separator), [])]


def named(header: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns; one without a name is called by its place, the second of a name "NAME (2)"."""
    given = [" ".join(name.split()) or f"(column {place})" for place, name in enumerate(header, start=1)]
    if len(set(given)) == len(given):
        return tuple(given)
    taken: set[str] = set(given)
    seen: set[str] = set()
    names = []
    for name in given:
        free = name if name not in seen else next(new for n in count(2) if (new := f"{name} ({n})") not in taken)
        taken.add(free)
        seen.add(name)
        names.append(free)
    return tuple(names)


def is_nameless(name: str) -> bool:
    """Whether a column had no name of its own."""
    return name.startswith("(column ")


def is_tag_row(cells: Sequence[str]) -> bool:
    """Whether a row holds HXL tags and nothing else."""
    given = [cell for cell in cells if cell.strip()]
    return bool(given) and all(_TAG.fullmatch(cell.strip()) for cell in given)


def looks_like_data(names: Sequence[str]) -> bool:
    """Whether what stands where names should stand is a row: a day, a number, an address among its cells."""
    return any(_DATA.fullmatch(name) for name in names if not is_missing(name))
