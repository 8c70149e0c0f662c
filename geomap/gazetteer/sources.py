"""Reads the shipped extracts: where they lie, what they are, row by row."""

import hashlib
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geomap.errors import GazetteerMissingError
from geomap.gazetteer.entries import Book, Entry
from geomap.gazetteer.reach import feature_km
from geomap.records import KnownAs

WORLD = ("UA.tsv.xz", "cities500.tsv.xz")  # in order of trust: the full dump of a country before the cities
TABLES = ("countryInfo.tsv.xz", "admin1CodesASCII.tsv.xz", "admin2Codes.tsv.xz", "katottg.tsv.xz")
OWN = (
    "centres.tsv",
    "regions.tsv",
    "centres.tsv",
    "merged.tsv",
    "countries.tsv",
    "display.tsv",
    "names.tsv",
    "peoples.tsv",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A shipped file: what it is, whose it is."""

    file: str
    what: str
    licence: str
    credit: str
    sha256: str


def extracts(folder: Path, layers: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Every file that the gazetteer is built from, in the order of reading.

    Raises:
        GazetteerMissingError: one of them is not there.
    """
    files = (*layers, *(folder / name for name in (*WORLD, *TABLES, *OWN)))
    if missing := [file.name for file in files if not file.is_file()]:
        raise GazetteerMissingError(f"{folder}: no {', '.join(missing)}; reinstall geomap or check out data/gazetteer")
    return files


def sha256(file: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def read_sources(data: Path) -> tuple[Source, ...]:
    """The entries of `sources.toml` that lie under `gazetteer/`."""
    table: dict[str, Any] = tomllib.loads((data / "sources.toml").read_text(encoding="utf-8"))
    return tuple(
        Source(
            file=entry["file"],
            what=entry["what"],
            licence=entry["licence"],
            credit=entry["credit"],
            sha256=entry["sha256"],
        )
        for entry in table["source"]
        if entry["file"].startswith("gazetteer/")
    )


def read_dump(book: Book, table: Iterable[Sequence[str]], source: str) -> None:
    """Enter a table in the shape of a GeoNames dump."""
    for row in table:
        enter(book, row, source)


def enter(book: Book, row: Sequence[str], source: str) -> None:
    """Enter one row of a GeoNames dump, unless an earlier source has it."""
    number, name, ascii_name, others, lat, lon, feature_class, code, country, _, admin1, admin2, *rest = row
    key = int(number)
    if key in book.entries:
        return
    population = int(rest[2] or 0)
    entry = Entry(
        key=key,
        name=name,
        lon=float(lon),
        lat=float(lat),
        country=country,
        admin1=admin1,
        admin2=admin2,
        feature_class=feature_class,
        feature_code=code,
        population=population,
        reach_km=feature_km(feature_class, code, population),
        source=source,
    )
    book.add(entry)
    gone = code.endswith("H")  # a division or place that is no more
    book.names[key][entry.folded] = (KnownAs.FORMER if gone else KnownAs.PRIMARY, name, "")
    book.call(key, filter(None, [ascii_name, *others.split(",")]), KnownAs.FORMER if gone else KnownAs.ALTERNATE)
    _register(book, entry)


def _register(book: Book, entry: Entry) -> None:
    match entry.feature_code:
        case "PCLI" | "PCLD" | "PCLS" | "PCLF" | "PCL" | "PCLIX" | "TERR":
            book.divisions.setdefault(entry.country, entry.key)
        case "ADM1":
            book.divisions.setdefault(entry.admin1_code, entry.key)
        case "ADM2":
            book.divisions.setdefault(entry.admin2_code, entry.key)
        case _:
            pass
