"""How fast tables of event records are read, and in how much memory: a CSV of a million rows, a workbook of 100,000.

    python benchmarks/records.py [N]        N rows of the CSV, a million by default; the workbook has a tenth of them

The rows are made up (seed 7): days of three years written day first, places of fifteen names, positions within Ukraine,
counts as people write them, a bad row in every thousand. Each file is read by a process of its own, which does what
`geomap map --records` does before it draws: read, check, settle the dates, compare with countries. Prints the seconds
of the clock and of the processor, the rows a second, and the most memory that the process held.
"""

import datetime as dt
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

HEAD = ("id", "date", "place", "country", "admin1", "lat", "lon", "killed", "notes")
PLACES = (
    "Bakhmut Kherson Kharkiv Sumy Nikopol Izium Lyman Orikhiv Kupiansk Odesa Lviv Kyiv Dnipro Poltava Vuhledar".split()
)
A_BAD_ROW_IN = 1000
KILLED = ("", "0", "1", "2", "3-5", "10+", "at least 2", "unknown")


def rows(number: int) -> Iterator[tuple[str, ...]]:
    """Made-up rows; one in a thousand has no date that can be read."""
    dice = random.Random(7)  # noqa: S311 - a benchmark, not a secret
    first = dt.date(2022, 1, 1)
    for index in range(number):
        day = first + dt.timedelta(days=dice.randrange(1000))
        date = "soon" if index % A_BAD_ROW_IN == A_BAD_ROW_IN - 1 else f"{day:%d/%m/%Y}"
        at = f"{dice.uniform(45, 51):.5f}", f"{dice.uniform(24, 39):.5f}"
        note = f"Note {index}, with a comma"
        yield (str(index), date, dice.choice(PLACES), "Ukraine", "Donetsk Oblast", *at, dice.choice(KILLED), note)


def write_csv(path: Path, number: int) -> None:
    """The rows as CSV."""
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(HEAD) + "\n")
        file.writelines(",".join((*row[:-1], f'"{row[-1]}"')) + "\n" for row in rows(number))


def write_book(path: Path, number: int) -> None:
    """The rows as a workbook, with texts in its cells."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in _PARTS.items():
            book.writestr(name, text)
        with book.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for row in (HEAD, *rows(number)):
                cells = "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in row)
                sheet.write(f"<row>{cells}</row>".encode())
            sheet.write(b"</sheetData></worksheet>")


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKED = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKED}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
    f'ContentType="{_TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
    f'ContentType="{_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKED}/relationships"><Relationship Id="r1" '
    f'Type="{_RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKED}/relationships"><Relationship Id="r1" '
    f'Type="{_RELATED}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}"><sheets>'
    '<sheet name="Records" sheetId="1" r:id="r1"/></sheets></workbook>',
}


def read(path: Path) -> None:
    """Read a file and say what it took."""
    from geomap.observed import read_tables

    begun, worked = time.perf_counter(), time.process_time()
    (table,) = read_tables(path)
    seconds, work = time.perf_counter() - begun, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6  # KiB on Linux
    print(
        f"{path.suffix:6}{table.n_rows:>10,} rows, {table.n_lost:,} left out: {seconds:.1f} s by the clock, "
        f"{work:.1f} s of the processor, {table.n_rows / work:,.0f} rows a second, {peak:.2f} GB"
    )


def main() -> None:
    """Write both files and read each in a process of its own."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        for path, write, size in (
            (Path(folder) / "records.csv", write_csv, number),
            (Path(folder) / "records.xlsx", write_book, number // 10),
        ):
            write(path, size)
            subprocess.run([sys.executable, __file__, "--read", path], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--read"]:
        read(Path(sys.argv[2]))
    else:
        main()
