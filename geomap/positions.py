"""Finds and reads positions written as figures: "48.0159 N, 37.8028 E", "50°27′N 30°31′E", "37U CQ 12345 67890"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mgrs import MGRS
from mgrs.core import MGRSError

from geomap.errors import CoordinateError
from geomap.geo import LonLat

FINEST_KM = 0.1  # nobody measures a place in the news more closely, however many digits are printed
_DEGREE_KM = 111.2
_NUMBER = r"(\d{1,3}(?:\.\d+)?)"
_FINER = r"(?:\s?(\d{1,2}(?:\.\d+)?)\s?['′’])?(?:\s?(\d{1,2}(?:\.\d+)?)\s?(?:\"|″|”|''))?"
_DEGREES = rf"{_NUMBER}\s?(?:°|º|deg\.?)?{_FINER}\s?"
_SPELT = rf"{_NUMBER}\s?(?:°|º|deg(?:rees?)?\.?){_FINER}\s?"  # before "north", so that "12 north" is none
_BETWEEN = r"[\s,;/]{1,3}"
_PLAIN = r"(-?\d{1,2}\.\d{3,8})\s?[,;]\s?(-?\d{1,3}\.\d{3,8})(?![\w]|\.\d)"  # latitude first, as maps give it
_LABELLED = (
    r"[Ll]at(?:itude|\.)?:?\s(?:of\s)?(-?\d{1,2}\.\d+)°?(?:[\s,;/]{1,3}(?:and\s)?)[Ll]on(?:gitude|g\.?|\.)?:?\s(?:of\s)?"
    r"(-?\d{1,3}\.\d+)°?"
)
_LETTERS_LAST = rf"{_DEGREES}([NS])\b{_BETWEEN}{_DEGREES}([EW])\b"
_LETTERS_FIRST = rf"([NS])\s?{_DEGREES}{_BETWEEN}([EW])\s?{_DEGREES}(?<!\s)"
_WORDS_LAST = (
    rf"{_SPELT}([Nn]|[Ss])(?:orth|outh)(?:ern)?(?: latitude)?(?:{_BETWEEN}|,? and ){_SPELT}([Ee]|[Ww])(?:ast|est)"
    r"(?:ern)?(?: longitude)?\b"
)
# Zone, band, square of 100 km, then as many digits to the east as to the north.
_GRID = (
    r"((?:[1-5]\d|60|0?[1-9])[C-HJ-NP-X])\s?([A-HJ-NP-Z][A-HJ-NP-V])\s?"
    r"(\d{5}\s?\d{5}|\d{4}\s?\d{4}|\d{3}\s?\d{3}|\d{2}\s?\d{2})(?!\w|\.\d)"
)
_POSITION = re.compile(
    rf"(?<![\w.,-]){_PLAIN}|(?<!\w){_LABELLED}|(?<![\w.]){_LETTERS_LAST}|(?<![\w.]){_LETTERS_FIRST}"
    rf"|(?<![\w.]){_WORDS_LAST}|(?<![\w.]){_GRID}"
)
_FINEST_DIGITS = 5  # to each side: a metre
# What every position holds; a quick look, since few texts have any.
_HINT = re.compile(r"[A-Z.°º](?:(?<=[A-Z])[\s,;/]{0,3}\d|(?<=\.)\d{3}|(?<=[°º]))")
_HINTS = ("atitude", "egrees", " deg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A position as a text gives it: half-open code points."""

    start: int
    end: int
    at: LonLat
    reach_km: float  # half of what the last figure stands for, and FINEST_KM at least


def positions(text: str) -> Iterator[Written]:
    """The positions on the globe that `text` gives in figures, in their order, without overlap."""
    if not (_HINT.search(text) or any(hint in text for hint in _HINTS)):
        return
    for found in _POSITION.finditer(text):
        try:
            at, reach_km = _read(found.groups())
        except (CoordinateError, MGRSError):
            continue
        yield Written(start=found.start(), end=found.end(), at=at, reach_km=max(FINEST_KM, round(reach_km, 3)))


def read_position(words: str) -> Written | None:
    """The position that the words give, all of them but spaces around, or None."""
    stripped = words.strip()
    return next((found for found in positions(stripped) if found.end - found.start == len(stripped)), None)


def _read(groups: tuple[str | None, ...]) -> tuple[LonLat, float]:
    """The position and how far it may be off, from the groups of `_POSITION` in their order."""
    plain, labelled, last, first, words = groups[0:2], groups[2:4], groups[4:12], groups[12:20], groups[20:28]
    for north, east in (plain, labelled):
        if north and east:
            return LonLat.checked(lat=float(north), lon=float(east)), _step_km((north, None, None)) / 2.0
    if first[0]:
        last = (*first[1:4], first[0], *first[5:8], first[4])
    elif words[0]:
        last = words
    if last[0]:
        lat, lon = _degrees(last[0:3], south=last[3] in {"S", "s"}), _degrees(last[4:7], south=last[7] in {"W", "w"})
        return LonLat.checked(lat=lat, lon=lon), _step_km(last[0:3]) / 2.0
    return _grid(*groups[28:31])


def _degrees(parts: tuple[str | None, ...], *, south: bool) -> float:
    degrees, minutes, seconds = (float(part or 0.0) for part in parts)
    return (degrees + minutes / 60.0 + seconds / 3600.0) * (-1.0 if south else 1.0)


def _step_km(parts: tuple[str | None, ...]) -> float:
    """What one step of the last figure of a latitude is."""
    units = (_DEGREE_KM, _DEGREE_KM / 60.0, _DEGREE_KM / 3600.0)
    part, unit = next((part, unit) for part, unit in reversed(list(zip(parts, units, strict=True))) if part)
    return unit / 10.0 ** len(part.partition(".")[2])


def _grid(zone: str | None, square: str | None, figures: str | None) -> tuple[LonLat, float]:
    """The middle of a square of the military grid."""
    digits = "".join((figures or "").split())
    half = len(digits) // 2
    middle = f"{zone}{square}{digits[:half]}5{digits[half:]}5" if half < _FINEST_DIGITS else f"{zone}{square}{digits}"
    lat, lon = MGRS().toLatLon(middle)
    return LonLat.checked(lat=lat, lon=lon), 10.0 ** (2 - half) / 2.0
