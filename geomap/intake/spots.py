"""Reads positions as people write them in a cell: degrees, "lat, lon", WKT, GeoJSON, military grid, Plus codes."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geomap.positions import read_position

_SIGN = r"[-+\u2212]?"
_FIGURES_ELSEWHERE = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫\u060c", "01234567890123456789.,")
_DECIMAL = re.compile(rf"({_SIGN}\d{{1,3}}(?:[.,]\d+)?)\s*°?\s*([NSEWnsewСЮВЗсювз]?)\.?")
_LETTER_FIRST = re.compile(rf"([NSEWnsew])\s*({_SIGN}\d{{1,3}}(?:[.,]\d+)?)\s*°?")
_SIXTIETHS = re.compile(
    r"([NSEWnsew]?)\s*([-+]?\d{1,3})\s*[°ºd:\s]\s*(\d{1,2}(?:[.,]\d+)?)\s*(?:['′’m:\s]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*"
    r"(?:\"|″|”|''|s)?)?)?\s*([NSEWnsew]?)"
)
_SOUTH_WEST = frozenset("SWswЮЗюз")
_PAIR = re.compile(
    rf"(?:geo:|[\[(]\s*)?({_SIGN}\d{{1,3}}(?:\.\d+)?)\s*(?:[,;/|\s]|,\s)\s*({_SIGN}\d{{1,3}}(?:\.\d+)?)\s*[\])]?(?:\?.*)?"
)
# What forms of phones keep in one cell: latitude, longitude, height, accuracy.
_FORM = re.compile(rf"({_SIGN}\d{{1,3}}\.\d+) ({_SIGN}\d{{1,3}}\.\d+) {_SIGN}\d+(?:\.\d+)?(?: \d+(?:\.\d+)?)?")
_NAMED = re.compile(
    rf"\blat(?:itude)?\b\W{{1,4}}({_SIGN}\d{{1,2}}(?:\.\d+)?)\W+(?:and\s+)?m?lo?ng?(?:itude)?\b\W{{1,4}}({_SIGN}\d{{1,3}}(?:\.\d+)?)",
    re.IGNORECASE,
)
_COMMA_PAIR = re.compile(rf"({_SIGN}\d{{1,3}},\d+)\s*[;/\s]\s*({_SIGN}\d{{1,3}},\d+)")
_FIGURES = r"(-?\d{1,3}\.\d+)"
_LINKS = tuple(  # of maps; the pin goes before the middle of the view
    re.compile(before + _FIGURES + between + _FIGURES)
    for before, between in (
        ("!3d", "!4d"),
        ("/place/", r",\+?"),
        (r"[?&]mlat=", "&mlon="),
        (r"[?&](?:q|ll|query|destination|center)=(?:loc:)?", r",[\s+]*"),
        ("@", ","),
        (r"#map=[\d.]+/", "/"),
    )
)
_EAST_FIRST = re.compile(rf"yandex\.[a-z.]+/.*[?&](?:ll|pt|whatshere\[point\])={_FIGURES},{_FIGURES}")
_SIDES_IN_WORDS = tuple(  # Ukrainian and Russian
    (re.compile(words, re.IGNORECASE), letter)
    for words, letter in (
        (r"(?:пн|с)\.?\s?ш\.?", "N"),
        (r"(?:пд|ю)\.?\s?ш\.?", "S"),
        (r"(?:сх|в)\.?\s?д\.?", "E"),
        (r"(?:зх|з)\.?\s?д\.?", "W"),
    )
)
_TWO_SIDES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(.+?[NS])[\s,;/|]*(.+[EW])",
        r"(.+?[EW])[\s,;/|]*(.+[NS])",
        r"([NS].+?)[\s,;/|]*([EW].+)",
        r"([EW].+?)[\s,;/|]*([NS].+)",
    )
)
_BESIDE = re.compile(r"(?<=\S)\s*\([^()]*[^\W\d_][^()]*\)$|[;,.\s]+$")  # "(approx.)", what a copied cell ends in
_WKT = re.compile(r"\s*(?:SRID=(\d+);)?\s*((?:MULTI)?(?:POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION)", re.IGNORECASE)
_PLUS_CODE = re.compile(r"[23456789CFGHJMPQRVWX]{8}\+[23456789CFGHJMPQRVWX]{2,3}", re.IGNORECASE)
# GEOS cuts its message between the bytes of a letter, and then the message cannot be read: a ValueError.
_NO_SHAPE = (shapely.errors.GEOSException, ValueError, TypeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A position as a cell gives it: a point, or the shape of an area; not yet checked for its bounds."""

    shape: BaseGeometry

    @property
    def lon(self) -> float:
        """Of its middle."""
        return float(self.shape.centroid.x)

    @property
    def lat(self) -> float:
        """Of its middle."""
        return float(self.shape.centroid.y)

    @property
    def is_area(self) -> bool:
        """Whether it is more than a point."""
        return self.shape.geom_type != "Point"


def read_degrees(written: str) -> float | None:
    """One latitude or longitude in degrees, south and west negative; None when it is none.

    A decimal comma, a sign of degrees, minutes and seconds, and a letter for the side are understood.
    """
    text = _plain_signs(written.strip())
    if found := _DECIMAL.fullmatch(text):
        return _signed(found[1], found[2])
    if found := _LETTER_FIRST.fullmatch(text):
        return _signed(found[2], found[1])
    if found := _SIXTIETHS.fullmatch(text):
        first, degrees, minutes, seconds, last = (found[number] or "" for number in range(1, 6))
        small = _float(minutes) / 60.0 + (_float(seconds) / 3600.0 if seconds else 0.0)
        value = abs(_float(degrees)) + small
        return -value if degrees.startswith("-") or (first or last or " ") in _SOUTH_WEST else value
    return None


def _plain_signs(text: str) -> str:
    """The text with figures, minus and signs of minutes and seconds as most write them."""
    text = text.translate(_FIGURES_ELSEWHERE).replace("\u2212", "-")
    return _TWO_STROKES.sub('"', text) if "'" in text or "’" in text or "′" in text else text


_TWO_STROKES = re.compile("''|’’|′′")


def _signed(figure: str, letter: str) -> float:
    value = _float(figure)
    return -abs(value) if letter and letter in _SOUTH_WEST else value


def _float(figure: str) -> float:
    return float(figure.replace(",", ".").replace("\u2212", "-"))


def read_spot(written: str) -> Spot | None:
    """The position or the area that one cell gives, or None.

    A pair of figures is latitude first, as maps show it, unless the first cannot be a latitude.
    """
    text = _ABOUT.sub("", _plain_signs(written.strip()))
    found = next((spot for read in _READERS if (spot := read(text))), None)
    bare = text if found or text.upper().startswith(("POINT", "SRID", "POLYGON", "MULTI")) else _BESIDE.sub("", text)
    bare = bare.rstrip("; ") if found is None else bare
    return found if found or bare == text else read_spot(bare)


_ABOUT = re.compile(r"^[~≈±]\s*(?=[-+\d(\[NSEW])")


def _utm(text: str) -> Spot | None:
    """Zone, easting and northing in metres: "37N 426280 5382752", "UTM 37 U E426280 N5382752".

    N is the northern hemisphere; a single S may be the southern one or a band north of the equator, and is left.
    """
    found = _UTM.fullmatch(text)
    if not found or found["band"].upper() == "S":
        return None
    from pyproj import Transformer

    is_south = found["band"].upper() < "N"
    to_degrees = Transformer.from_crs(
        f"EPSG:{327 if is_south else 326}{int(found['zone']):02d}", "EPSG:4326", always_xy=True
    )
    lon, lat = to_degrees.transform(_float(found["east"]), _float(found["north"]))
    return Spot(shape=Point(round(lon, 6), round(lat, 6))) if is_on_globe(lon, lat) else None


_UTM = re.compile(
    r"(?:UTM\W*)?(?:zone\W*)?(?P<zone>[1-5]?\d|60)\s?(?P<band>[C-HJ-NP-X])[\s,;:]+(?:E\s?)?(?P<east>\d{6}(?:[.,]\d+)?)\s?(?:mE|m|E)?"
    r"[\s,;]+(?:N\s?)?(?P<north>\d{6,7}(?:[.,]\d+)?)\s?(?:mN|m|N)?",
    re.IGNORECASE,
)


def _compact(text: str) -> Spot | None:
    """Degrees, minutes and seconds without signs between them, as airmen and seamen write: "483544N 0380001E"."""
    found = _COMPACT.fullmatch(text)
    if not found:
        return None
    lat, lon = (_run_together(found[f"{side}"], found[f"{side}_letter"]) for side in ("lat", "lon"))
    return Spot(shape=Point(lon, lat))


_COMPACT = re.compile(
    r"(?P<lat>\d{4}(?:\d{2}(?:\.\d+)?)?)\s?(?P<lat_letter>[NS])[\s,/]*(?P<lon>\d{5}(?:\d{2}(?:\.\d+)?)?)\s?(?P<lon_letter>[EW])"
)


def _run_together(figures: str, letter: str) -> float:
    n_degrees = 2 if letter in "NS" else 3
    degrees, minutes, seconds = figures[:n_degrees], figures[n_degrees : n_degrees + 2], figures[n_degrees + 2 :]
    value = _float(degrees) + _float(minutes) / 60.0 + _float(seconds or "0") / 3600.0
    return -value if letter in _SOUTH_WEST else value


def _pair(text: str) -> Spot | None:
    link = unquote(text) if "://" in text else ""
    if east_first := _EAST_FIRST.search(link):
        return Spot(shape=Point(_float(east_first[1]), _float(east_first[2])))
    found = next((hit for pattern in (_PAIR, _COMMA_PAIR, _FORM) if (hit := pattern.fullmatch(text))), None)
    found = found or _NAMED.search(text) or next((hit for pattern in _LINKS if (hit := pattern.search(link))), None)
    if not found:
        return None
    lat, lon = _float(found[1]), _float(found[2])
    is_json = text.startswith("[")  # GeoJSON puts the longitude first
    if is_json or (abs(lat) > 90.0 >= abs(lon)):  # noqa: PLR2004 - degrees
        lat, lon = lon, lat
    return Spot(shape=Point(lon, lat))


def open_pair(written: str) -> tuple[float, float] | None:
    """The two figures of a cell that does not say which is the latitude, or None."""
    text = written.strip()
    found = None if text.startswith(("[", "geo:")) else _PAIR.fullmatch(text) or _COMMA_PAIR.fullmatch(text)
    return (_float(found[1]), _float(found[2])) if found else None


def _wkt(text: str) -> Spot | None:
    found = _WKT.match(text)
    if not found or found[1] not in {None, "4326", "4979"}:
        return None
    try:
        shape = shapely.from_wkt(text.partition(";")[2] if found[1] else text)
    except _NO_SHAPE:
        return None
    return None if shape.is_empty else Spot(shape=shapely.force_2d(shape))


def _json(text: str) -> Spot | None:
    """A geometry as GeoJSON writes it."""
    if not (text.startswith("{") and '"coordinates"' in text):
        return None
    try:
        shape = shapely.from_geojson(text)
    except _NO_SHAPE:
        return None
    return None if shape.is_empty else Spot(shape=shapely.force_2d(shape))


def _hex(text: str) -> Spot | None:
    """WKB in hexadecimal figures, as PostGIS prints a geometry."""
    if not re.fullmatch(r"0[01](?:[0-9A-Fa-f]{2}){20,}", text):
        return None
    try:
        shape = shapely.from_wkb(text)
    except _NO_SHAPE:
        return None
    return None if shape.is_empty else Spot(shape=shapely.force_2d(shape))


def _written(text: str) -> Spot | None:
    found = read_position(text)
    return Spot(shape=Point(found.at.lon, found.at.lat)) if found else None


def _plus_code(text: str) -> Spot | None:
    if not _PLUS_CODE.fullmatch(text):
        return None
    from openlocationcode.openlocationcode import decode

    area = decode(text.upper())
    return Spot(shape=Point(round(area.longitudeCenter, 6), round(area.latitudeCenter, 6)))


def _sides(text: str) -> Spot | None:
    """Two figures with degrees, minutes or letters, parted by a comma, a semicolon, a slash or a space."""
    for words, letter in _SIDES_IN_WORDS:
        text = words.sub(letter, text)
    halves = [found.groups() for pattern in _TWO_SIDES if (found := pattern.fullmatch(text))]
    for first, second in [*halves, *(text.split(mark, 1) for mark in (";", "/", ", ", ",", " ") if mark in text)]:
        lat, lon = read_degrees(first), read_degrees(second)
        if lat is not None and lon is not None:
            east_first = bool(re.search("[EWew]", first)) and bool(re.search("[NSns]", second))
            return Spot(shape=Point(lat, lon) if east_first else Point(lon, lat))
    return None


_READERS: tuple[Callable[[str], Spot | None], ...] = (
    _pair,
    _wkt,
    _json,
    _written,
    _plus_code,
    _hex,
    _utm,
    _compact,
    _sides,
)


def is_on_globe(lon: float, lat: float) -> bool:
    """Whether two figures may be a position."""
    return math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180.0 and abs(lat) <= 90.0  # noqa: PLR2004
