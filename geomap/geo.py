"""Positions on the globe: the checked longitude/latitude pair and what can be computed from it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from geomap.errors import CoordinateError

EARTH_RADIUS_KM = 6371.0088  # mean radius (IUGG), the one geopy and the GIS world use for great circles


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class LonLat:
    """A position in degrees, WGS 84. Outside data enters through `checked`."""

    lon: float  # -180..180
    lat: float  # -90..90

    @classmethod
    def checked(cls, *, lon: float, lat: float) -> Self:
        """Make a position from outside data.

        Raises:
            CoordinateError: the pair is off the globe, infinite or not a number.
        """
        if not (-180.0 <= lon <= 180.0 and -90.0 <= lat <= 90.0):  # NaN fails both
            hint = "; are longitude and latitude swapped?" if -180.0 <= lat <= 180.0 and -90.0 <= lon <= 90.0 else ""
            raise CoordinateError(f"no such position: longitude {lon}, latitude {lat}{hint}")
        return cls(lon=float(lon), lat=float(lat))


def distance_km(a: LonLat, b: LonLat) -> float:
    """Great-circle distance by the haversine formula, right to 0.5 % (the Earth is no sphere).

    geopy's `great_circle` gives the same number; this one costs a microsecond instead of fifty, and toponym
    resolution asks for it a few hundred times an article.
    """
    lon_a, lat_a, lon_b, lat_b = map(math.radians, (a.lon, a.lat, b.lon, b.lat))
    h = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(h)))


def destination(start: LonLat, *, bearing_deg: float, distance_km: float) -> LonLat:
    """The position reached by going `distance_km` from `start` on the initial bearing (0 north, 90 east)."""
    angle = distance_km / EARTH_RADIUS_KM
    bearing, lon, lat = math.radians(bearing_deg), math.radians(start.lon), math.radians(start.lat)
    lat_end = math.asin(math.sin(lat) * math.cos(angle) + math.cos(lat) * math.sin(angle) * math.cos(bearing))
    lon_end = lon + math.atan2(
        math.sin(bearing) * math.sin(angle) * math.cos(lat),
        math.cos(angle) - math.sin(lat) * math.sin(lat_end),
    )
    return LonLat(lon=(math.degrees(lon_end) + 540.0) % 360.0 - 180.0, lat=math.degrees(lat_end))


def bounds(points: Iterable[LonLat]) -> tuple[float, float, float, float] | None:
    """The smallest box `(west, south, east, north)` around the points, or None without points.

    West is greater than east where the box crosses the antimeridian (RFC 7946, section 5.2).
    """
    seen = sorted(points)
    if not seen:
        return None
    lons = [point.lon for point in seen]
    gaps = [(after - before, before, after) for before, after in pairwise(lons)]
    widest = max(gaps, default=(0.0, lons[-1], lons[0]))
    around = lons[0] + 360.0 - lons[-1]
    west, east = (lons[0], lons[-1]) if around >= widest[0] else (widest[2], widest[1])
    return west, min(point.lat for point in seen), east, max(point.lat for point in seen)
