"""Cuts GeoNames' dump of all countries into a table of settlements for each, in memory that does not grow with it."""

import lzma
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from geomap.gazetteer.cache import world_dir
from geomap.gazetteer.dumps import dump_rows
from geomap.gazetteer.progress import Progress
from geomap.staging import staged

EVERYTHING = "ALL"  # what the world is called among the codes of countries
DUMP = "allCountries"
SETTLEMENTS = frozenset("P")
_TOLD = 250_000  # rows between two words on how far it is
_COUNTRY = re.compile(r"[A-Z]{2}")
_QUICK = 0  # of xz: a third larger than the usual, in a tenth of the time


def cut_up(dump: Path, *, progress: Progress) -> Path:
    """The folder with a table of each country, which takes the place of an older one whole.

    Settlements are kept, 5 of 13 million rows: nobody reports an event at a stream, and `fetch CC` brings a country
    with all that it has.

    Raises:
        GazetteerError: a row is damaged, or the archive is.
        OSError: there is no room.
    """
    target = world_dir()
    target.parent.mkdir(parents=True, exist_ok=True)
    with staged(target) as beside:
        fresh = beside / target.name
        fresh.mkdir()
        _spool(dump, fresh, progress)
        plain = sorted(fresh.glob("*.tsv"))
        for number, file in enumerate(plain):
            progress("packing countries", number, len(plain))
            _pack(file)
        progress("packing countries", len(plain), len(plain))
        if target.exists():
            target.replace(beside / "old")
        fresh.replace(target)
    return target


def _spool(dump: Path, folder: Path, progress: Progress) -> None:
    """Write each row to the file of its country."""
    with ExitStack() as held:
        files: dict[str, IO[str]] = {}
        for number, row in enumerate(dump_rows(dump, classes=SETTLEMENTS)):
            if number % _TOLD == 0:
                progress("reading the world", number, 0)
            country = row[8]
            if not _COUNTRY.fullmatch(country):
                continue  # of no country, as a few rows are
            if country not in files:
                path = folder / f"{country}.tsv"
                files[country] = held.enter_context(path.open("w", encoding="utf-8", newline="\n"))
            files[country].write("\t".join(row) + "\n")


def _pack(file: Path) -> None:
    """Pack the table of one country, sorted by key as those that ship are."""
    with file.open(encoding="utf-8", newline="\n") as plain:
        lines = sorted(plain, key=_key)
    with lzma.open(file.with_name(f"{file.name}.xz"), "wt", encoding="utf-8", newline="\n", preset=_QUICK) as packed:
        packed.writelines(_once(lines))
    file.unlink()


def _key(line: str) -> int:
    return int(line[: line.index("\t")])


def _once(lines: list[str]) -> Iterator[str]:
    """Of two rows with one key the first."""
    before = -1
    for line in lines:
        if (key := _key(line)) != before:
            yield line
        before = key


def remove_world() -> None:
    """Drop what `cut_up` made."""
    shutil.rmtree(world_dir(), ignore_errors=True)
