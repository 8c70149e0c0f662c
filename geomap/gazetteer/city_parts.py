"""Keeps the districts of a city from reaching further than the city."""

import numpy as np

from geomap.gazetteer.entries import GazetteerDraft
from geomap.geo import LonLat, distance_km

LEAST_CITY = 100_000  # inhabitants of a city that has districts
_NEAR = 0.5  # degrees of latitude within which cities are looked at; the widest reaches 40 km
_PARTS = frozenset({"ADM3", "ADM4"})  # what they are in GeoNames, where they are no quarters (PPLX)


def keep_within_cities(draft: GazetteerDraft) -> None:
    """Give a small division whose point lies in a larger city the reach of that city where its own is more.

    Nobody counts who lives in a district of a city, so its reach is a guess for its level, which the villages around
    have as well: Kharkiv's Saltivskyi was wider than Kharkiv.
    """
    parts = [one for one in draft.entries.values() if one.feature_code in _PARTS]
    towns = draft.towns
    large = (towns.populations >= LEAST_CITY) & ~towns.gone()
    others = [one for one in draft.entries.values() if one.feature_class == "P" and one.population >= LEAST_CITY]
    lons = np.concatenate([towns.lons[large], [one.lon for one in others]])
    lats = np.concatenate([towns.lats[large], [one.lat for one in others]])
    reaches = np.concatenate([towns.reaches_km[large], [one.reach_km for one in others]])
    if not parts or not len(reaches):
        return
    for one in parts:
        near = np.flatnonzero((np.abs(lats - one.lat) < _NEAR) & (np.abs(lons - one.lon) < 2 * _NEAR))
        at = LonLat(lon=one.lon, lat=one.lat)
        away = [distance_km(at, LonLat(lon=float(lons[city]), lat=float(lats[city]))) for city in near]
        around = [float(reaches[city]) for city, km in zip(near, away, strict=True) if km <= reaches[city]]
        if around:
            one.reach_km = min(one.reach_km, max(around))
