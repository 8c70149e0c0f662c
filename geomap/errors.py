"""The errors geomap raises on purpose.

    GeomapError
    ├── SettingsError (ValueError)          a setting is unknown or out of range
    ├── TableError (ValueError)             a table or file of records has faults; all of them are listed
    ├── InputError (OSError)                a file from outside cannot be opened, or is beyond the bounds
    │   └── DamagedError                    it is damaged, locked or empty
    ├── CoordinateError (ValueError)        a position is off the globe or not a number
    ├── GazetteerError
    │   ├── GazetteerMissingError (FileNotFoundError)   the compressed extracts are not where they should be
    │   ├── GazetteerStaleError             the cached file belongs to other data or another version
    │   ├── GeocoderBusyError (OSError)     the online geocoder asked us to wait
    │   └── DownloadError (OSError)         a dump could not be fetched
    ├── ModelError                          a trained model is missing or does not fit this version
    └── OutputError (OSError)               a result could not be written

    NetworkWarning (UserWarning)            a part of a map page asks for a network

Each message names the thing, the trouble and the way out. What a program needs to react is an attribute.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

REPORT = "https://github.com/geomap-news/geomap/issues"
FAULT = "could not be read"  # the reason of a Reject for an item that was lost to a fault of ours


def fault_in_words(error: BaseException) -> str:
    """What to say of an item that a fault of ours has cost; `GEOMAP_DEBUG=1` shows where it happened."""
    said = " ".join(str(error).split())[:200]
    return (
        f"{type(error).__name__}: {said}; a fault of geomap (GEOMAP_DEBUG=1 shows where): please report it at {REPORT}"
    )


class GeomapError(Exception):
    """Every error that geomap raises on purpose."""


class SettingsError(GeomapError, ValueError):
    """A setting is unknown, malformed or out of its range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong with one cell of an input file."""

    file: str
    line: int | None  # 1-based; None when the fault belongs to the file as a whole
    field: str | None
    trouble: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.field}: {self.trouble}" if self.field else f"{place}: {self.trouble}"


class TableError(GeomapError, ValueError):
    """A table cannot be used as it is; `faults` lists everything wrong with it, not only the first."""

    def __init__(self, faults: Sequence[Fault], *, way_out: str = "") -> None:
        lines = [str(fault) for fault in faults]
        super().__init__("\n".join([*lines, way_out] if way_out else lines))
        self.faults = tuple(faults)
        self.way_out = way_out


class ColumnsMissingError(TableError):
    """A table has no column of dates or of places: perhaps it is none of records at all."""


class InputError(GeomapError, OSError):
    """A file from outside cannot be read: missing, no regular file, or beyond the bounds."""

    def __init__(self, path: "Path", trouble: str) -> None:
        super().__init__(f"{path.as_posix()}: {trouble}")
        self.path = path
        self.strerror = trouble


class DamagedError(InputError):
    """A file is damaged, locked or empty: what lies beside it in an archive may be whole."""


class CoordinateError(GeomapError, ValueError):
    """A longitude or latitude is off the globe or not a number."""


class GazetteerError(GeomapError):
    """The gazetteer cannot answer."""


class GazetteerMissingError(GazetteerError, FileNotFoundError):
    """The compressed extracts that the gazetteer is built from were not found."""


class GazetteerStaleError(GazetteerError):
    """The cached gazetteer belongs to other data or another version of geomap."""


class GeocoderBusyError(GazetteerError, OSError):
    """The online geocoder asked us to wait."""

    def __init__(self, service: str, *, wait_s: float) -> None:
        super().__init__(f"{service} asks to wait {wait_s:.0f} s; try again then, or work from the cached gazetteer")
        self.wait_s = wait_s


class DownloadError(GazetteerError, OSError):
    """A gazetteer dump could not be fetched."""


class NetworkWarning(UserWarning):
    """A part of a map page asks for a network, which pages of geomap do not."""


class ModelError(GeomapError):
    """A trained model is missing, damaged or of another version."""


class OutputError(GeomapError, OSError):
    """A result file could not be written."""
