"""The cached gazetteer as a geopy geocoder, for geopy's and geopandas' users."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geomap.gazetteer.cache import ensure
from geomap.gazetteer.nearest import Nearest
from geomap.gazetteer.store import GazetteerStore
from geomap.geo import LonLat
from geomap.names import fold
from geomap.records import Candidate, KnownAs

# How many powers of ten of population a weaker way of being called so weighs: Odesa (1,000,000; "Odessa" is an
# alternate spelling) stands before Odessa in Texas (114,000), Pokrovsk (60,000) before Engels (196,000; once Pokrovsk).
WEAKER: Mapping[KnownAs, float] = {KnownAs.ALTERNATE: 0.7, KnownAs.FORMER: 1.5, KnownAs.PEOPLE: 9.0}
COUNTRY_FIRST = 3.0  # "Georgia" alone is the country
BARE_DIVISION = 1.0  # a city stands before the division that bears its name
WITHIN_KM = 100.0  # beyond, no settlement says where a position is


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]  # geopy has no types
    """Geocodes against the cached gazetteer: no network, no account, no limit of requests.

        >>> GazetteerGeocoder().geocode("Kharkiv, Ukraine").raw["id"]
        'geonames:706483'

    Give the class as `provider` to `geopandas.tools.geocode`. One per thread.
    """

    def __init__(self, *, store: GazetteerStore | None = None) -> None:
        """Open the gazetteer of this machine, built first when there is none, or use an opened one.

        Args:
            store: what `geomap.open_gazetteer()` gave.
        """
        super().__init__()
        self._store = store or GazetteerStore(ensure())
        self._nearest: Nearest | None = None

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        timeout: float | object = DEFAULT_SENTINEL,  # noqa: ARG002 - geopy's signature
    ) -> Location | list[Location] | None:
        """Positions of a place name; after a comma may stand what it lies in: "Springfield, Illinois, USA".

        Args:
            query: the name.
            exactly_one: give the likeliest place alone, not a list.
            limit: the length of the list.
            timeout: taken for geopy's sake; nothing is waited for.

        Returns:
            A Location whose `raw` holds the candidate's fields, a list of them, or None when the name is unknown.
        """
        choices = sorted(self._choices(str(query)), key=_likelihood)
        return _answer([self._location(choice) for choice in choices], exactly_one=exactly_one, limit=limit)

    def reverse(
        self,
        query: Point | str | Sequence[float],
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        timeout: float | object = DEFAULT_SENTINEL,  # noqa: ARG002 - geopy's signature
        within_km: float = WITHIN_KM,
    ) -> Location | list[Location] | None:
        """The settlements nearest to a position (latitude first, as everywhere in geopy).

        Args:
            query: the position.
            exactly_one: give the nearest alone, not a list.
            limit: the length of the list; 10 when not given.
            timeout: taken for geopy's sake; nothing is waited for.
            within_km: settlements farther away are not given.

        Raises:
            CoordinateError: there is no such position.
        """
        at = _position(query)
        if self._nearest is None:
            self._nearest = Nearest(self._store)
        choices = self._nearest.to(at, count=1 if exactly_one else limit or 10, within_km=within_km)
        return _answer([self._location(choice) for choice in choices], exactly_one=exactly_one, limit=limit)

    def _choices(self, query: str) -> Sequence[Candidate]:
        whole = self._store.candidates([query])[query]
        name, *around = [part.strip() for part in query.split(",") if part.strip()] or [""]
        if not around or (whole and not self._inside(name, around)):
            return whole
        return self._inside(name, around)

    def _inside(self, name: str, around: Sequence[str]) -> Sequence[Candidate]:
        asked = self._store.candidates([name, *around])
        return [choice for choice in asked[name] if all(_lies_in(choice, part, asked[part]) for part in around)]

    def _location(self, choice: Candidate) -> Location:
        parts = [choice.name, choice.admin2, choice.admin1, self._store.country_name(choice.country)]
        address = ", ".join(dict.fromkeys(part for part in parts if part))
        raw: dict[str, Any] = {**asdict(choice), "known_as": choice.known_as.value}
        raw["at"] = {"lon": choice.at.lon, "lat": choice.at.lat}
        return Location(address, Point(choice.at.lat, choice.at.lon), raw)


def _position(query: Point | str | Sequence[float]) -> LonLat:
    """A position as geopy's users write it, checked: geopy would wrap a longitude of 190 round the globe."""
    if isinstance(query, str | Point):
        point = Point(query)
        return LonLat.checked(lon=point.longitude, lat=point.latitude)
    lat, lon = query[:2]
    return LonLat.checked(lon=float(lon), lat=float(lat))


def _lies_in(choice: Candidate, part: str, territories: Sequence[Candidate]) -> bool:
    """Whether a place lies in what a part of an address names."""
    if fold(part) in {fold(choice.admin1), fold(choice.admin2), choice.country.casefold()}:
        return True
    for territory in territories:
        if territory.feature_code == "ADM2" and territory.admin2_code == choice.admin2_code:
            return True
        if territory.feature_code == "ADM1" and territory.admin1_code == choice.admin1_code:
            return True
        if territory.feature_code == "PCLI" and territory.country == choice.country:
            return True
    return False


def _likelihood(choice: Candidate) -> tuple[float, str]:
    weight = math.log10(choice.population + 10) - WEAKER.get(choice.known_as, 0.0)
    if choice.feature_code == "PCLI":
        weight += COUNTRY_FIRST
    elif choice.feature_class == "A":
        weight -= BARE_DIVISION
    return -weight, choice.id


def _answer(found: list[Location], *, exactly_one: bool, limit: int | None) -> Location | list[Location] | None:
    if not found:
        return None
    return found[0] if exactly_one else found[:limit]
