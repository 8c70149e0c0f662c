"""Reads coordinates that an article writes out: "48.0159 N, 37.8028 E", "50°27′N 30°31′E"."""

import re

from geomap.errors import CoordinateError
from geomap.geo import LonLat
from geomap.records import Candidate, KnownAs

_NUMBER = (
    r"(\d{1,3}(?:\.\d+)?)\s*(?:°|º|deg\.?)?\s*"
    r"(?:(\d{1,2}(?:\.\d+)?)\s*['′’]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*(?:\"|″|”|'')\s*)?"
)
_LETTERED = re.compile(rf"^\s*{_NUMBER}([NS])[\s,;/]*{_NUMBER}([EW])\s*$", re.IGNORECASE)
_LETTERS_FIRST = re.compile(rf"^\s*([NS])\s*{_NUMBER}[\s,;/]*([EW])\s*{_NUMBER}\s*$", re.IGNORECASE)
_PLAIN = re.compile(r"^\s*(-?\d{1,2}\.\d{3,})\s*[,;]\s*(-?\d{1,3}\.\d{3,})\s*$")  # latitude first, as maps give it
_DECIMALS = 4  # 11 m


def read_position(surface: str) -> LonLat | None:
    """The position that the words give, or None when they are no coordinates or lie off the globe."""
    try:
        return _read(surface)
    except CoordinateError:
        return None


def _read(surface: str) -> LonLat | None:
    if found := _PLAIN.match(surface):
        return LonLat.checked(lat=float(found[1]), lon=float(found[2]))
    if found := _LETTERED.match(surface):
        lat, south, lon, east = found.group(1, 2, 3), found[4], found.group(5, 6, 7), found[8]
    elif found := _LETTERS_FIRST.match(surface):
        south, lat, east, lon = found[1], found.group(2, 3, 4), found[5], found.group(6, 7, 8)
    else:
        return None
    return LonLat.checked(
        lat=_degrees(lat) * (-1.0 if south.upper() == "S" else 1.0),
        lon=_degrees(lon) * (-1.0 if east.upper() == "W" else 1.0),
    )


def _degrees(parts: tuple[str | None, ...]) -> float:
    degrees, minutes, seconds = (float(part or 0.0) for part in parts)
    return degrees + minutes / 60.0 + seconds / 3600.0


def written_place(at: LonLat) -> Candidate:
    """The entry that stands for a position written out in an article."""
    spelling = f"{at.lat:.{_DECIMALS}f},{at.lon:.{_DECIMALS}f}"
    return Candidate(
        id=f"geo:{spelling}",
        name=spelling,
        at=LonLat(lon=round(at.lon, 6), lat=round(at.lat, 6)),
        country="",
        admin1="",
        admin1_code="",
        admin2="",
        admin2_code="",
        feature_class="S",
        feature_code="GEO",
        population=0,
        reach_km=0.1,
        spelling=spelling,
        known_as=KnownAs.DISPLAY,
    )
