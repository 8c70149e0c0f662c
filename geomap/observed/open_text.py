"""Opens a text table: comma, semicolon or tab separated, in any encoding, with what people leave around it."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from geomap.bounds import bounds
from geomap.intake.delimited import ending_early, rows_of
from geomap.intake.encoding import ESCAPED, SAMPLE, Encoding, as_text, find_encoding, no_text
from geomap.intake.layout import Layout, Score, layout_of_text, looks_like_data, split
from geomap.observed.gdelt import WIDTHS as GDELT
from geomap.observed.sheet import Lines, Loss, Sheet, fault, kind_of
from geomap.opening import open_bounded

_BLOCK = 16 * 1024 * 1024  # bytes parsed at a time; a row may not be longer
_HEAD_LINES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """How a text table is to be read."""

    path: Path
    name: str
    encoding: Encoding
    layout: Layout
    headless: bool = False  # whether its first row is a row, and the names are known otherwise

    def lines(self) -> TextIO:
        """The file as text with its line ends; bytes that are no text become lone surrogates."""
        return as_text(open_bounded(self.path), self.encoding.name)

    @property
    def passed_over(self) -> int:
        """Lines before the first row, the header included, HXL tags not."""
        return self.layout.above + (0 if self.headless else 1)


def open_text(path: Path, name: str, score: Score) -> list[Sheet]:
    """Read a text table.

    Raises:
        TableError: it is in no encoding that is known, or nothing names its columns.
    """
    csv.field_size_limit(bounds().line_bytes)
    text = _looked_at(path, name, score)
    names = text.layout.names
    if len(names) > bounds().columns:
        raise fault(name, f"{len(names):,} columns; at most {bounds().columns:,} are read (bounds.columns)")
    try:
        frame, has_bad = _quickly(text)
    except (pa.ArrowInvalid, UnicodeDecodeError):
        has_bad = True
    if has_bad:
        return [_patiently(text)]
    return [_sheet(text, frame, lines=lambda rows: _line_numbers(text, rows))]


def _looked_at(path: Path, name: str, score: Score) -> _Text:
    with open_bounded(path) as file:
        sample = file.read(SAMPLE)
    if not sample.strip():
        raise fault(name, "cannot be read: the file is empty")
    encoding = find_encoding(sample)
    if encoding is None:
        raise fault(name, no_text(sample))
    with open_bounded(path) as file, as_text(file, encoding.name) as text:
        head = "".join(islice(text, _HEAD_LINES))[:SAMPLE]
    layout = layout_of_text(head, score=score, separators="\t" if kind_of(path) in {".tsv", ".tab"} else ",;\t|")
    if score(layout.names) > 0 or not looks_like_data(layout.names):
        return _Text(path=path, name=name, encoding=encoding, layout=layout)
    cells = split(head.splitlines()[layout.above], "\t") if "\t" in head else []
    if known := GDELT.get(len(cells)):
        told = "no header: taken for a GDELT event file by its columns"
        layout = Layout(names=known, above=layout.above, separator="\t", remarks=(told,))
        return _Text(path=path, name=name, encoding=encoding, layout=layout, headless=True)
    shown = ", ".join(layout.names)[:120]
    raise fault(
        name,
        f"the first row names no columns, it looks like data ({shown})",
        layout.above + 1,
        way_out="Put a row with names above it: date,place,lat,lon",
    )


def _quickly(text: _Text) -> tuple[pd.DataFrame, bool]:
    """The table by Arrow's reader, and whether a row swallowed others.

    Raises:
        ArrowInvalid: a row has more or fewer cells than the header.
    """
    names = [str(number) for number in range(len(text.layout.names))]
    with open_bounded(text.path) as file:
        table = pacsv.read_csv(
            file,
            read_options=pacsv.ReadOptions(
                use_threads=False,  # so that rows keep their order
                block_size=_BLOCK,
                encoding="utf8" if text.encoding.name in {"utf-8", "utf-8-sig"} else text.encoding.name,
                skip_rows=text.passed_over + (1 if text.layout.tagged else 0),
                column_names=names,
            ),
            parse_options=pacsv.ParseOptions(delimiter=text.layout.separator, newlines_in_values=True),
            convert_options=pacsv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
                null_values=[""],
            ),
        )
    cells = {name: pd.array(table[at], dtype="string") for at, name in enumerate(text.layout.names)}
    return pd.DataFrame(cells, copy=False), not _is_whole(text, table)


def _patiently(text: _Text) -> Sheet:
    """The table row by row, which is slower and loses only the rows that are broken."""
    width = len(text.layout.names)
    rows: list[list[str | None]] = []
    starts: list[int] = []
    lost: list[Loss] = []
    found = [
        one for one in _rows(text) if isinstance(one[1], str) or any(map(str.strip, one[1])) or len(one[1]) >= width
    ]
    early = ending_early(found, width)
    for line, cells in found:
        if isinstance(cells, str):
            lost.append(Loss(line=line, reason="broken line", detail=cells))
        elif loss := _loss(line, cells, width, may_end_early=line in early):
            lost.append(loss)
        else:
            rows.append([cell or None for cell in (*cells[:width], *[""] * (width - len(cells)))])
            starts.append(line)
    columns = zip(*rows, strict=True) if rows else [()] * width
    cells_by_name = {
        name: pd.array(list(column), dtype="string") for name, column in zip(text.layout.names, columns, strict=True)
    }
    filled = sorted(early.intersection(starts))
    told = [f"{len(filled)} rows end early, their last columns are taken as empty: {_lines_in_words(filled)}"] * bool(
        filled
    )
    frame = pd.DataFrame(cells_by_name)
    return _sheet(text, frame, lines=lambda wanted: [starts[row] for row in wanted], lost=lost, told=told)


def _lines_in_words(lines: Sequence[int]) -> str:
    return f"lines {', '.join(map(str, lines[:_MOST_LINES]))}{' ...' if len(lines) > _MOST_LINES else ''}"


_MOST_LINES = 5


def _loss(line: int, cells: Sequence[str], width: int, *, may_end_early: bool) -> Loss | None:
    if any(ESCAPED.search(cell) for cell in cells):
        return Loss(line=line, reason="not UTF-8", detail="a cell holds bytes that are no UTF-8; convert the file")
    if may_end_early or len(cells) == width or (len(cells) > width and not any(cell.strip() for cell in cells[width:])):
        return None
    if len(cells) < width:
        return Loss(line=line, reason="short row", detail=f"{len(cells)} cells under {width} columns")
    detail = f"{len(cells)} cells under {width} columns; is a text that holds the separator unquoted?"
    return Loss(line=line, reason="broken line", detail=detail)


def _rows(text: _Text) -> Iterator[tuple[int, list[str] | str]]:
    """Each row that is not blank with the line it begins on; the trouble in words for a broken one."""
    skipped = text.passed_over + (1 if text.layout.tagged else 0)
    with text.lines() as file:
        for _ in islice(file, skipped):
            pass
        found = rows_of(file, text.layout.separator, skipped=skipped, width=len(text.layout.names))
        yield from ((line, row) for line, row in found if row)


def _is_whole(text: _Text, table: pa.Table) -> bool:
    """Whether Arrow found the rows that are there: a quote that never closes makes one cell of all rows below it."""
    if not any(pc.any(pc.match_substring(column, "\n")).as_py() for column in table.columns):
        return True
    found = 0
    for _, row in _rows(text):
        if isinstance(row, str):
            return False
        found += 1
    return found == int(table.num_rows)


def _line_numbers(text: _Text, wanted: Sequence[int]) -> list[int]:
    starts = [line for line, _ in _rows(text)]
    return [starts[row] if row < len(starts) else row + text.passed_over + 1 for row in wanted]


def _sheet(
    text: _Text, frame: pd.DataFrame, *, lines: Lines, lost: Sequence[Loss] = (), told: Sequence[str] = ()
) -> Sheet:
    layout = text.layout
    said = [f"read as {text.encoding.why}"] if text.encoding.why else []
    foreign = any(letter > "\x7f" and letter.isalpha() for name in layout.names for letter in name)
    return Sheet(
        path=text.path,
        name=text.name,
        frame=frame,
        lines=lines,
        lost=tuple(lost),
        remarks=(*said, *layout.remarks, *told),
        encoding=text.encoding.name,
        day_first=layout.separator == ";" or foreign,
    )
