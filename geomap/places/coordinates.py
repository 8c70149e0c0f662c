"""The place that stands for a position that an article writes out: "48.0159 N, 37.8028 E", "37U CQ 12345 67890"."""

from geomap.geo import LonLat
from geomap.positions import Written
from geomap.records import Candidate, KnownAs

_DECIMALS = 4  # 11 m


def written_place(position: Written) -> Candidate:
    """The entry that stands for a position; it reaches as far as the figures leave open."""
    at = position.at
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
        reach_km=position.reach_km,
        spelling=spelling,
        known_as=KnownAs.DISPLAY,
    )


def stated_place(words: str, at: LonLat, reach_km: float, start: Candidate) -> Candidate:
    """The entry that stands for a spot so far from a known place: "12 miles east of Galkayo"."""
    spelling = f"{at.lat:.{_DECIMALS}f},{at.lon:.{_DECIMALS}f}"
    return Candidate(
        id=f"geo:{spelling}",
        name=words,
        at=LonLat(lon=round(at.lon, _DECIMALS), lat=round(at.lat, _DECIMALS)),
        country=start.country,
        admin1="",
        admin1_code="",
        admin2="",
        admin2_code="",
        feature_class="S",
        feature_code="GEO",
        population=0,
        reach_km=round(reach_km, 1),
        spelling=words,
        known_as=KnownAs.DISPLAY,
    )
