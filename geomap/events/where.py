"""Says where an event lies - at a place, beside it, between two, in an area - never sharper than the text."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from geomap.geo import LonLat, destination, distance_km
from geomap.languages import LanguagePack, Numbers
from geomap.records import COUNTRY_CODES, Candidate, GeoPrecision, Mention, Place, Where

NEAR_KM = 10.0  # "near X": UCDP counts up to 25 km as near; the median of measured "near" mentions lies well below
DIRECTION_KM = 25.0  # "north of X" with no distance: UCDP's bound for where_prec 2
OUTSKIRTS_KM = 3.0
_AS_WIDE = COUNTRY_CODES | {"PCLH"}  # a state of the past
_PRECISION_OF_CODE: Mapping[str, GeoPrecision] = {
    "ADM1": GeoPrecision.ADM1,
    "ADM1H": GeoPrecision.ADM1,
    "ADM2": GeoPrecision.ADM2,
    "ADM2H": GeoPrecision.ADM2,
    "ADM3": GeoPrecision.ADM2,
    "ADM4": GeoPrecision.ADM2,
    "ADMD": GeoPrecision.ADM2,
    "CONT": GeoPrecision.REGION,
}
_DASHES = frozenset("-‐‑–—")
_VAST_KM = 1_000.0  # reach from which on an area says no more than most countries do: the Red Sea has 1,100
_SITE_KM = 5.0  # a lake or wood no larger than this is a site, a larger one a region


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    at: LonLat | None
    precision: GeoPrecision
    reach_km: float | None
    wording: str


def locate(place: Place, before: str, after: str, pack: LanguagePack) -> Where:
    """Where an event told at a place lies.

    Args:
        place: the resolved mention.
        before: the sentence up to the mention.
        after: the sentence behind the mention.
        pack: of the language of the sentence.
    """
    name, low = place.mention.surface, before.lower()[-120:]
    low = low if len(low) == len(before[-120:]) else before[-120:]
    found = place.candidate
    spot = _offset(found, low, name, pack) or _beside(found, low, before, name, pack)
    if spot is None:
        precision = precision_of(found)
        wording = _inside_wording(before, low, name, pack) + _site_wording(after, found, pack)
        spot = _Spot(at=_point(found), precision=precision, reach_km=found.reach_km, wording=wording)
    return Where(
        wording=spot.wording,
        mention=place.mention,
        place=place,
        at=spot.at,
        precision=spot.precision,
        reach_km=round(spot.reach_km, 1) if spot.reach_km is not None else None,
    )


def between(one: Place, other: Place, wording: str) -> Where:
    """An event "between" two places: half-way, with a reach to both."""
    a, b = one.candidate.at, other.candidate.at
    apart = distance_km(a, b)
    half = destination(a, bearing_deg=_bearing(a, b), distance_km=apart / 2)
    return Where(
        wording=wording,
        mention=one.mention,
        place=one,
        at=half,
        precision=GeoPrecision.NEAR,
        reach_km=round(apart / 2 + max(one.candidate.reach_km, other.candidate.reach_km), 1),
    )


def is_stretch(before: str, gap: str, after: str, pack: LanguagePack) -> bool:
    """Whether two mentions are the ends of a "between X and Y", or of "the X-Y highway".

    Args:
        before: the sentence up to the first.
        gap: the words from the first to the second.
        after: the sentence behind the second.
        pack: of the language of the sentence.
    """
    said = pack.locations.patterns
    if gap.strip() in _DASHES:
        return bool(said.road.match(after.lower()))
    return bool(said.between.search(before.lower())) and bool(said.stretch.match(gap.lower()))


def is_measured_from(gap: str, pack: LanguagePack) -> bool:
    """Whether the words between two names only say how the first one lies to the second.

    Args:
        gap: from the end of the first to the second.
        pack: of the language of the sentence.
    """
    said, low = pack.locations.patterns, re.sub(r"\s", " ", gap).lower()
    for pattern in (said.offset, said.beside):
        match = pattern.search(low)
        lead = low[: match.start()] if match else ""
        if match and (said.aside.fullmatch(lead) or said.aside.fullmatch(lead.removesuffix(" "))):
            return True
    return False


def unplaced(mention: Mention) -> Where:
    """The location of an event whose place name could not be resolved."""
    return Where(
        wording=mention.surface, mention=mention, place=None, at=None, precision=GeoPrecision.NONE, reach_km=None
    )


def is_vast(where: Where) -> bool:
    """Whether an event is placed in no more than a continent, a great sea, the Sahel: an area no pin stands for."""
    return where.precision is GeoPrecision.REGION and (where.reach_km or 0.0) >= _VAST_KM


def precision_of(found: Candidate) -> GeoPrecision:
    """How exactly a gazetteer entry places what happened in it."""
    code = found.feature_code
    if code in _AS_WIDE:
        return GeoPrecision.COUNTRY
    if code in _PRECISION_OF_CODE:
        return _PRECISION_OF_CODE[code]
    if found.feature_class == "P":
        return GeoPrecision.SETTLEMENT
    if code == "GEO" and found.reach_km > _SITE_KM:  # a spot known by its distance from a town
        return GeoPrecision.NEAR
    if found.is_area and found.reach_km > _SITE_KM:
        return GeoPrecision.REGION
    return GeoPrecision.SITE


def _point(found: Candidate) -> LonLat | None:
    return None if precision_of(found) is GeoPrecision.COUNTRY else found.at


def _offset(found: Candidate, low: str, name: str, pack: LanguagePack) -> _Spot | None:
    """Such as "12 km north of Kupiansk"."""
    said = pack.locations
    match = said.patterns.offset.search(low) if any(unit in low for unit in said.units_km) else None
    number = _number(match["number"], pack.numbers) if match else None
    if match is None or number is None or precision_of(found) not in {GeoPrecision.SETTLEMENT, GeoPrecision.SITE}:
        return None
    far_km = number * next(km for unit, km in said.units_km.items() if match["unit"].startswith(unit))
    wording = match[0] + name
    if match["direction"] is None:  # "12 km from Kupiansk": anywhere on that circle
        return _Spot(at=found.at, precision=GeoPrecision.NEAR, reach_km=far_km + found.reach_km, wording=wording)
    bearing = said.bearings[match["direction"].replace("-", "").replace(" ", "")]
    at = destination(found.at, bearing_deg=bearing, distance_km=far_km)
    # an eighth of the compass is 22.5 degrees to either side: 0.4 of the distance
    return _Spot(at=at, precision=GeoPrecision.NEAR, reach_km=max(2.0, 0.4 * far_km), wording=wording)


def _number(word: str, numbers: Numbers) -> float | None:
    if word[0].isdecimal():
        return float(word.replace(",", "."))
    return numbers.values.get(word) or numbers.scales.get(word)


def _beside(found: Candidate, low: str, before: str, name: str, pack: LanguagePack) -> _Spot | None:
    if precision_of(found) not in {GeoPrecision.SETTLEMENT, GeoPrecision.SITE}:
        return None
    if match := pack.locations.patterns.outskirts.search(low):
        reach = found.reach_km + OUTSKIRTS_KM
        return _Spot(
            at=found.at, precision=GeoPrecision.SETTLEMENT, reach_km=reach, wording=_tail(before, match) + name
        )
    match = pack.locations.patterns.beside.search(low)
    if match is None:
        return None
    extra = DIRECTION_KM if match["direction"] else NEAR_KM
    return _Spot(
        at=found.at, precision=GeoPrecision.NEAR, reach_km=found.reach_km + extra, wording=_tail(before, match) + name
    )


def _tail(before: str, match: re.Match[str]) -> str:
    return before[len(before) - (match.end() - match.start()) :]


def _inside_wording(before: str, low: str, name: str, pack: LanguagePack) -> str:
    """The name with the few words that say what it is: "the Kharkiv", "the village of Robotyne"."""
    match = pack.locations.patterns.inside.search(low)
    return (_tail(before, match) if match else "") + name


def _site_wording(after: str, found: Candidate, pack: LanguagePack) -> str:
    match = pack.locations.patterns.site.match(after) if found.feature_class == "P" else None
    return match[0] if match else ""


def _bearing(a: LonLat, b: LonLat) -> float:
    """Initial bearing of the great circle from a to b, in degrees."""
    lon_a, lat_a, lon_b, lat_b = map(math.radians, (a.lon, a.lat, b.lon, b.lat))
    y = math.sin(lon_b - lon_a) * math.cos(lat_b)
    x = math.cos(lat_a) * math.sin(lat_b) - math.sin(lat_a) * math.cos(lat_b) * math.cos(lon_b - lon_a)
    return math.degrees(math.atan2(y, x)) % 360
