"""Knows the shipped extracts: where they lie, what they are, whose they are."""

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geomap.errors import GazetteerMissingError

WORLD = ("UA.tsv.xz", "cities500.tsv.xz")  # in order of trust: the full dump of a country before the cities
UKRAINE, CITIES = WORLD
TABLES = ("countryInfo.tsv.xz", "admin1CodesASCII.tsv.xz", "admin2Codes.tsv.xz", "katottg.tsv.xz")
*DIVISIONS, KATOTTG = TABLES
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
