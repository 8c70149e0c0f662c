"""Reads the rows of GeoNames dumps, as they are published and as they are shipped."""

import lzma
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import IO

from geomap.errors import GazetteerError, InputError
from geomap.names import fold
from geomap.opening import opened_zip

COLUMNS = 15  # of GeoNames' 19; elevation, terrain, time zone and date of change find no place on a map of events
SCRIPTS = ("LATIN", "CYRILLIC", "ARABIC", "HEBREW", "GREEK", "GEORGIAN", "ARMENIAN")  # whose words stand apart
CLASSES = frozenset("AHLPRSTUV")  # GeoNames' feature classes
LONGEST_LINE = 1 << 20  # bytes; the longest row of GeoNames has 13 kB
_NUMBER = re.compile(r"\d{1,15}", re.ASCII)
_SHORT = re.compile(r"[A-Z]{3,4}")


def rows(file: Path) -> Iterator[Sequence[str]]:
    """The rows of a tab-separated table: packed, or plain with `#` for comments.

    Raises:
        GazetteerError: the packed table is damaged.
    """
    if file.suffix != ".xz":
        for line in file.read_text(encoding="utf-8").split("\n"):
            if line.strip() and not line.startswith("#"):
                yield line.split("\t")
        return
    try:
        text = unpacked(file).decode("utf-8")
    except UnicodeDecodeError as error:
        raise damaged(file) from error
    for line in text.split("\n"):
        if line:
            yield line.split("\t")


def unpacked(file: Path) -> bytes:
    """What a packed table holds.

    Raises:
        GazetteerError: it is damaged.
    """
    try:
        return lzma.decompress(file.read_bytes())
    except lzma.LZMAError as error:
        raise damaged(file) from error


def damaged(file: Path) -> GazetteerError:
    """The trouble with a packed table, and the way out."""
    return GazetteerError(f"{file}: damaged; reinstall geomap or check out data/gazetteer again")


def dump_rows(file: Path, *, classes: Collection[str] = CLASSES) -> Iterator[Sequence[str]]:
    """The rows of a country's dump as GeoNames publishes it (`UA.zip`), slimmed, one at a time.

    A row without a name or a feature class, of which GeoNames has a few, is passed over, and so are those of other
    feature classes than asked for.

    Raises:
        GazetteerError: the file is damaged, holds another table, or more than the bounds allow.
    """
    way_out = f"fetch it again (geomap gazetteer fetch {file.stem}) or remove it"
    try:
        with opened_zip(file) as archive, archive.open(f"{file.stem}.txt") as text:
            for number, row in enumerate(_lines(text), start=1):
                if trouble := _trouble(row):
                    raise GazetteerError(f"{file}, line {number}: {trouble}; {way_out}")
                if row[1] and row[6] and row[6] in classes:
                    yield slim(row)
    except InputError as error:
        raise GazetteerError(f"{error}; no GeoNames dump; {way_out}") from error
    except UnicodeDecodeError as error:
        raise GazetteerError(f"{file}: not UTF-8; no GeoNames dump; {way_out}") from error


def _lines(text: IO[bytes]) -> Iterator[Sequence[str]]:
    while line := text.readline(LONGEST_LINE):
        if line.strip(b"\r\n"):
            yield line.decode("utf-8").rstrip("\r\n").split("\t")


def _trouble(row: Sequence[str]) -> str:
    """What is wrong with a row, in words; "" when nothing is."""
    if len(row) < COLUMNS:
        return f"{len(row)} columns where GeoNames has 19"
    if not (_NUMBER.fullmatch(row[0]) and _NUMBER.fullmatch(row[14] or "0")):
        return f"{row[0][:20]!r} is no number of a place, or {row[14][:20]!r} no number of people"
    if not (_is_degrees(row[4], 90.0) and _is_degrees(row[5], 180.0)):
        return f"{row[4][:20]!r}, {row[5][:20]!r} is no position"
    if row[6] and row[6] not in CLASSES:
        return f"{row[6][:20]!r} is no feature class"
    return ""


def _is_degrees(text: str, most: float) -> bool:
    try:
        return abs(float(text)) <= most
    except ValueError:
        return False


def slim(row: Sequence[str]) -> list[str]:
    """A row of a dump with the alternate names that a newspaper could print, each folded spelling once."""
    slimmed = list(row[:COLUMNS])
    seen = {fold(slimmed[1])}
    kept = []
    for name in dict.fromkeys([slimmed[2], *slimmed[3].split(",")]):
        folded = fold(name)
        if folded and folded not in seen and printable(name):
            seen.add(folded)
            kept.append(name)
    slimmed[2], slimmed[3], slimmed[9] = "", ",".join(kept), ""
    slimmed[14] = "" if slimmed[14] == "0" else slimmed[14]
    return slimmed


def printable(name: str) -> bool:
    """Not an airport code, a machine's lower-case transcription or a script that our readers do not split in words."""
    first = next((letter for letter in name if letter.isalpha()), "")
    script = unicodedata.name(first, "") if first else ""
    if not script.startswith(SCRIPTS):
        return False
    return not (_SHORT.fullmatch(name) or (script.startswith("LATIN") and name == name.lower()))
