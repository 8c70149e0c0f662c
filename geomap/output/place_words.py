"""What the basemap's labels call places and divisions in the other languages of the page."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geomap.output.basemap_labels import LANGUAGES, all_labels

NEAR_TOWN = 0.2  # degrees: a town's label stands where the gazetteer has the town
NEAR_DIVISION = 5.0  # degrees: that of a division somewhere in it

Degrees = NDArray[np.float64]


def in_other_languages(names: Sequence[str], lon: Degrees, lat: Degrees) -> dict[str, list[str]]:
    """For each language but English what a place of this name, at this position, is called; "" where no label knows.

    Languages in which none is known are left out.
    """
    known = _by_name()
    found = [_nearest(known.get(name, ()), *at) for name, *at in zip(names, lon.tolist(), lat.tolist(), strict=True)]
    words = {language: [one[k] if one else "" for one in found] for k, language in enumerate(LANGUAGES[1:])}
    return {language: some for language, some in words.items() if any(some)}


def _nearest(labels: Sequence[tuple[float, float, float, tuple[str, ...]]], lon: float, lat: float) -> tuple[str, ...]:
    """The names of the nearest of some labels, or nothing when none is near enough."""
    apart = [(max(abs(lon - x) * np.cos(np.radians(lat)), abs(lat - y)) / near, names) for x, y, near, names in labels]
    far, names = min(apart, default=(np.inf, ()))
    return names if far <= 1 else ()


@lru_cache(maxsize=1)
def _by_name() -> dict[str, list[tuple[float, float, float, tuple[str, ...]]]]:
    """By English name: longitude, latitude, how near a place has to be, the names in the other languages."""
    labels = all_labels()
    table: dict[str, list[Any]] = labels.table.take(labels.row).to_pydict()
    found: dict[str, list[tuple[float, float, float, tuple[str, ...]]]] = {}
    rows = zip(table["kind"], labels.lon.tolist(), labels.lat.tolist(), *(table[one] for one in LANGUAGES), strict=True)
    for kind, lon, lat, english, *others in rows:
        if kind != "countries" and any(others):
            near = NEAR_TOWN if kind == "cities" else NEAR_DIVISION
            found.setdefault(english, []).append((lon, lat, near, tuple(others)))
    return found
