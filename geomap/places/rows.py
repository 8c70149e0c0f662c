"""The candidates of an article as columns of numbers."""

from dataclasses import dataclass

import numpy as np

from geomap.places.document import COUNTRIES, Document, Floats, Ints
from geomap.records import Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The candidates of an article as columns; all arrays have one entry for each row."""

    candidates: tuple[Candidate, ...]
    group: Ints  # position of the row's group
    groups: int
    starts: Ints  # (groups + 1,): the rows of group g are starts[g] to starts[g + 1]
    name: Ints  # codes, equal where the groups bear one name
    told: Floats  # 1 where the text names what contains the group's place
    place: Ints  # codes, equal for equal entries
    country: Ints  # codes, equal for equal countries
    admin1: Ints  # the same for first-level divisions; -1 when none
    admin2: Ints
    is_country: Floats
    is_admin1: Floats
    is_admin2: Floats
    is_town: Floats
    log_reach: Floats  # log10 of the reach in km, 0 below 1 km
    xyz: Floats  # (rows, 3) unit vectors

    def of(self, group: int) -> slice:
        """The rows of a group."""
        return slice(int(self.starts[group]), int(self.starts[group + 1]))


def rows_of(document: Document) -> Rows:
    """Lay the candidates of all groups in columns."""
    candidates = tuple(c for group in document.groups for c in group.candidates)
    sizes = [len(group.candidates) for group in document.groups]
    codes = [c.feature_code for c in candidates]
    lon, lat = np.radians([c.at.lon for c in candidates]), np.radians([c.at.lat for c in candidates])
    return Rows(
        candidates=candidates,
        group=np.repeat(np.arange(len(sizes)), sizes),
        groups=len(sizes),
        starts=np.cumsum([0, *sizes]),
        name=np.repeat(_coded([group.wording.core for group in document.groups]), sizes),
        told=np.repeat(np.array([group.told for group in document.groups], dtype=float), sizes),
        place=_coded([c.id for c in candidates]),
        country=_coded([c.country for c in candidates]),
        admin1=_coded([c.admin1_code for c in candidates]),
        admin2=_coded([c.admin2_code for c in candidates]),
        is_country=np.array([code in COUNTRIES for code in codes], dtype=float),
        is_admin1=np.array([code == "ADM1" for code in codes], dtype=float),
        is_admin2=np.array([code == "ADM2" for code in codes], dtype=float),
        is_town=np.array([c.feature_class == "P" for c in candidates], dtype=float),
        log_reach=np.log10(np.maximum(np.array([c.reach_km for c in candidates], dtype=float), 1.0)),
        xyz=np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1),
    )


def _coded(words: list[str]) -> Ints:
    known: dict[str, int] = {"": -1}
    return np.array([known.setdefault(word, len(known) - 1) for word in words], dtype=np.intp)
