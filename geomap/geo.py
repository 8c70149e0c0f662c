"""Positions on the globe: the checked longitude/latitude pair and what can be computed from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

from geomap.errors import CoordinateError

_WGS84 = Geod(ellps="WGS84")


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
    """Length of the geodesic between two positions on the WGS 84 ellipsoid."""
    return float(_WGS84.inv(a.lon, a.lat, b.lon, b.lat)[2]) / 1000.0


def distances_km(
    lon_a: NDArray[np.float64], lat_a: NDArray[np.float64], lon_b: NDArray[np.float64], lat_b: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The same for many pairs at once, in degrees; NaN where a coordinate is NaN."""
    ends = (lon_a, lat_a, lon_b, lat_b)
    if lon_a.size == 1:  # with numpy 1 pyproj takes an array of one for a plain number
        return distances_km(*(np.repeat(end, 2) for end in ends))[:1]
    metres: NDArray[np.float64] = _WGS84.inv(*ends)[2]
    return metres / 1000.0


def destination(start: LonLat, *, bearing_deg: float, distance_km: float) -> LonLat:
    """The position reached by going `distance_km` from `start` on the initial bearing (0 north, 90 east)."""
    lon, lat, _ = _WGS84.fwd(start.lon, start.lat, bearing_deg, distance_km * 1000.0)
    return LonLat(lon=float(lon), lat=float(lat))


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
