"""Asks Nominatim for a place, only where the user wants it: one request a second, every answer kept."""

import json
import math
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from geopy.adapters import BaseAdapter
from geopy.exc import GeocoderRateLimited, GeocoderServiceError, GeocoderTimedOut, GeocoderUnavailable
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim

from geomap.errors import CoordinateError, GazetteerError, GeocoderBusyError
from geomap.gazetteer.holding import closes_with
from geomap.geo import LonLat, distance_km
from geomap.names import fold
from geomap.records import Candidate, KnownAs
from geomap.shipped import VERSION

CREDIT = "© OpenStreetMap contributors (openstreetmap.org/copyright), by Nominatim"
BETWEEN_S = 1.0  # Nominatim's usage policy: no more than one request a second
TIMEOUT_S = 20.0
WAIT_S = 60.0  # what we suggest when the service does not say
CODES = {  # OpenStreetMap's kinds of place as GeoNames' feature codes
    "country": "A.PCLI", "state": "A.ADM1", "region": "A.ADM1", "province": "A.ADM1", "county": "A.ADM2",
    "district": "A.ADM2", "municipality": "A.ADM3", "suburb": "P.PPLX", "quarter": "P.PPLX", "neighbourhood": "P.PPLX",
    "city": "P.PPL", "town": "P.PPL", "village": "P.PPL", "hamlet": "P.PPL", "isolated_dwelling": "P.PPL",
    "island": "T.ISL", "sea": "H.SEA", "river": "H.STM", "water": "H.LK", "road": "R.RD",
}  # fmt: skip


class OnlineGeocoder:
    """Nominatim behind a cache. Opt-in: names of the user's articles go to a server of others.

    What was found, and what was not, is kept in a file: no name is asked twice.
    """

    def __init__(
        self,
        cache: Path,
        *,
        contact: str,
        adapter_factory: Callable[..., BaseAdapter] | None = None,
        domain: str = "nominatim.openstreetmap.org",
    ) -> None:
        """Prepare to ask; nothing is asked yet.

        Args:
            cache: the file of answers, made when absent.
            contact: address of the user, which the service wants to know.
            adapter_factory: geopy's seam for tests and for other ways to the network.
            domain: of a Nominatim of one's own.
        """
        agent = f"geomap/{VERSION} ({contact})"
        self._service = Nominatim(
            user_agent=agent,
            domain=domain,
            timeout=TIMEOUT_S,
            **({"adapter_factory": adapter_factory} if adapter_factory else {}),
        )
        self._ask = RateLimiter(
            self._service.geocode, min_delay_seconds=BETWEEN_S, max_retries=0, swallow_exceptions=False
        )
        self._name = domain
        with suppress(OSError):
            cache.parent.mkdir(parents=True, exist_ok=True)
        self._db = _opened(cache)
        closes_with(self, self._db)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file of answers."""
        self._db.close()

    def find(self, name: str) -> Candidate | None:
        """The service's first answer for a name, None when it knows no such place.

        Args:
            name: as an article writes it.

        Raises:
            GeocoderBusyError: the service asks to wait or does not answer in time.
            GazetteerError: the service refuses, or answers with what cannot be read.
        """
        query = " ".join(name.split())
        kept = self._db.execute("SELECT found FROM answer WHERE query = ?", (fold(query),)).fetchone()
        if kept is None:
            raw = self._fetch(query)
            kept = (None if raw is None else json.dumps(raw, sort_keys=True, ensure_ascii=False),)
            self._db.execute("INSERT OR REPLACE INTO answer VALUES (?, ?)", (fold(query), kept[0]))
        return None if kept[0] is None else _candidate(json.loads(kept[0]), spelling=query)

    def _fetch(self, query: str) -> Mapping[str, Any] | None:
        try:
            found = self._ask(query, language="en", addressdetails=True)
        except GeocoderRateLimited as error:
            raise GeocoderBusyError(self._name, wait_s=float(error.retry_after or WAIT_S)) from error
        except (GeocoderTimedOut, GeocoderUnavailable) as error:
            raise GeocoderBusyError(self._name, wait_s=WAIT_S) from error
        except (GeocoderServiceError, ValueError) as error:  # geopy reads positions before we can check them
            raise GazetteerError(f"{self._name}: {error}") from error
        return None if found is None else dict(found.raw)


def _opened(cache: Path) -> sqlite3.Connection:
    """The file of answers; one that is none begins anew, and where nothing can be kept it is in memory."""
    try:
        return _with_table(cache)
    except sqlite3.OperationalError:  # no room, no right to write
        return _with_table(":memory:")
    except sqlite3.DatabaseError:
        with suppress(OSError):
            cache.unlink()
        return _with_table(cache)


def _with_table(cache: Path | str) -> sqlite3.Connection:
    db = sqlite3.connect(cache, isolation_level=None)
    try:
        db.execute("CREATE TABLE IF NOT EXISTS answer (query TEXT PRIMARY KEY, found TEXT) WITHOUT ROWID")
    except sqlite3.Error:
        db.close()
        raise
    return db


def _candidate(raw: Mapping[str, Any], *, spelling: str) -> Candidate:
    """An answer of Nominatim as a candidate; positions come from the answer itself and are checked."""
    try:
        at = LonLat.checked(lon=float(raw["lon"]), lat=float(raw["lat"]))
        south, north, west, east = (float(edge) for edge in raw["boundingbox"])
        corner = LonLat.checked(lon=east, lat=north)
        id_ = f"osm:{raw['osm_type']}/{raw['osm_id']}"
    except (KeyError, TypeError, ValueError, CoordinateError) as error:
        raise GazetteerError(f"an answer for {spelling!r} cannot be read: {error!r}") from error
    address: Mapping[str, str] = raw.get("address") or {}
    feature_class, _, feature_code = CODES.get(str(raw.get("addresstype") or raw.get("type")), "S.").partition(".")
    reach = distance_km(LonLat(lon=west, lat=south), corner) / 2
    return Candidate(
        id=id_,
        name=str(raw.get("name") or spelling),
        at=at,
        country=str(address.get("country_code") or "").upper(),
        admin1=str(address.get("state") or address.get("region") or ""),
        admin1_code="",
        admin2=str(address.get("county") or address.get("district") or ""),
        admin2_code="",
        feature_class=feature_class,
        feature_code=feature_code,
        population=0,
        reach_km=max(0.1, math.ceil(reach * 10) / 10),
        spelling=spelling,
        known_as=KnownAs.ALTERNATE,
    )
