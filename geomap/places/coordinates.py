"""The place that stands for a position that an article writes out: "48.0159 N, 37.8028 E", "37U CQ 12345 67890"."""

from dataclasses import replace

from geomap.geo import LonLat
from geomap.positions import Written
from geomap.records import Candidate, KnownAs

_DECIMALS = 4  # 11 m


def written_place(position: Written) -> Candidate:
    """The entry that stands for a position; it reaches as far as the figures leave open."""
    return _spot(position.at, position.reach_km, decimals=6)


def stated_place(words: str, at: LonLat, reach_km: float, start: Candidate) -> Candidate:
    """The entry that stands for a spot so far from a known place: "12 miles east of Galkayo"."""
    spot = _spot(at, round(reach_km, 1), decimals=_DECIMALS)
    return replace(spot, name=words, spelling=words, country=start.country)


def _spot(at: LonLat, reach_km: float, *, decimals: int) -> Candidate:
    spelling = f"{at.lat:.{_DECIMALS}f},{at.lon:.{_DECIMALS}f}"
    return Candidate(
        id=f"geo:{spelling}",
        name=spelling,
        at=LonLat(lon=round(at.lon, decimals), lat=round(at.lat, decimals)),
        country="",
        admin1="",
        admin1_code="",
        admin2="",
        admin2_code="",
        feature_class="S",
        feature_code="GEO",
        population=0,
        reach_km=reach_km,
        spelling=spelling,
        known_as=KnownAs.DISPLAY,
    )
