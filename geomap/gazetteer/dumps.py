"""Reads the rows of GeoNames dumps, as they are published and as they are shipped."""

import lzma
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from geomap.errors import GazetteerError
from geomap.names import fold

COLUMNS = 15  # of GeoNames' 19; elevation, terrain, time zone and date of change find no place on a map of events
SCRIPTS = ("LATIN", "CYRILLIC", "ARABIC", "HEBREW", "GREEK", "GEORGIAN", "ARMENIAN")  # whose words stand apart
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


def dump_rows(file: Path) -> Iterator[Sequence[str]]:
    """The rows of a country's dump as GeoNames publishes it (`UA.zip`), slimmed.

    Raises:
        GazetteerError: the file is damaged or holds another table.
    """
    try:
        with zipfile.ZipFile(file) as packed:
            text = packed.read(f"{file.stem}.txt").decode("utf-8")
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError) as error:
        raise GazetteerError(f"{file}: no GeoNames dump; fetch it again: geomap gazetteer fetch {file.stem}") from error
    for number, line in enumerate(text.split("\n"), start=1):
        row = line.split("\t")
        if len(row) >= COLUMNS:
            yield slim(row)
        elif line:
            raise GazetteerError(f"{file}, line {number}: {len(row)} columns where GeoNames has 19")


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
