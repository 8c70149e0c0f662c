"""Lets GDAL open a file only where it holds what it is taken for: GDAL goes by content, which may be an address."""

import re
from contextlib import suppress
from pathlib import Path
from xml.parsers import expat

from geomap.errors import InputError
from geomap.opening import check_regular

_BEGINS = {
    ".gpkg": b"SQLite format 3\0",
    ".fgb": b"fgb\x03",
    ".shp": b"\0\0\x27\x0a",
    ".pmtiles": b"PMTiles",
}  # others are XML whose outermost element is called as the suffix is
_LOOKED_AT = 1 << 16  # bytes; GDAL decides by fewer
_SOURCE = re.compile(rb"<OGR\w+DataSource")  # of a virtual or remote layer, to GDAL wherever it stands


def check_signature(path: Path, kind: str) -> None:
    """Let a regular file pass that begins as files of a kind do.

    A virtual layer (VRT), a description of a server's layers or a GDALG pipeline under the name of a GeoPackage would
    have GDAL read other files of this machine, or ask servers.

    Args:
        path: the file.
        kind: a suffix in lower case: .gpkg, .fgb, .shp, .pmtiles, .kml or .gpx.

    Raises:
        InputError: it does not, or is no regular file.
    """
    check_regular(path)
    with path.open("rb") as file:
        head = file.read(_LOOKED_AT)
    begins = _BEGINS.get(kind)
    if not (head.startswith(begins) if begins else not _SOURCE.search(head) and _root(head) == kind[1:]):
        raise InputError(path, f"what it holds is no {kind[1:].upper()}, whatever its name says")


def _root(head: bytes) -> str:
    """The name of the outermost element in lower case, without its namespace; "" where there is none."""
    found: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, _: found.append(name)
    with suppress(expat.ExpatError, LookupError):  # damage further in is GDAL's to tell
        parser.Parse(head)
    return found[0].rpartition(" ")[2].casefold() if found else ""
