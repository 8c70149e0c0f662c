"""Chooses the labels of a basemap: all countries, what has room in the detailed part, great cities beyond."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import repeat
from typing import Any

import numpy as np
import pandas as pd

from geomap.output.basemap_cut import Bounds
from geomap.shipped import data_dir

LANGUAGES = ("en", "uk", "ru")

MILLI = 1000  # positions are kept in thousandths of a degree
MOST_CITIES = 1200  # where the map is most detailed: about 20 KB of page
MOST_AROUND = 500  # in the part around it
MOST_DIVISIONS = 500
FAR_ZOOM = 4  # up to which cities beyond have labels


def labels(fine: Sequence[Bounds], frame: Sequence[Bounds]) -> dict[str, list[Any]]:
    """The labels as the head of the block holds them.

    Args:
        fine: where the map is most detailed; may be empty.
        frame: the part around it; its cities and divisions are fewer.
    """
    known = _all_labels()
    countries, divisions, cities = (known.kind == kind for kind in ("countries", "admin1", "cities"))
    in_fine, in_frame = _holds(fine, known), _holds(frame, known)
    deepest = np.full(len(known), FAR_ZOOM)
    deepest[in_frame] = _deepest_zoom(known.zoom[cities & in_frame], most=MOST_AROUND if fine else MOST_CITIES)
    deepest[in_fine] = _deepest_zoom(known.zoom[cities & in_fine], most=MOST_CITIES)
    near = known[divisions & (in_frame | in_fine)].assign(coarse=~in_fine)
    return {
        "countries": _rows(known[countries]),
        "admin1": _rows(near.sort_values(["coarse", "zoom"], kind="stable")[:MOST_DIVISIONS].sort_index()),
        "cities": _rows(known[cities & (known.zoom <= deepest)], "grade"),
    }


@lru_cache(maxsize=1)
def _all_labels() -> pd.DataFrame:
    files = ("labels.parquet", "labels_ukraine.parquet")  # two, since their licences differ
    table = pd.concat(pd.read_parquet(data_dir() / "basemap" / file) for file in files)
    table = table.sort_values("rank", ignore_index=True)
    english = table[LANGUAGES[0]]
    names = {language: table[language].where(table[language] != "", english) for language in LANGUAGES}
    return table.assign(lon=table.lon / MILLI, lat=table.lat / MILLI, **names)


def _holds(boxes: Sequence[Bounds], labels: pd.DataFrame) -> pd.Series:
    inside = pd.Series(data=False, index=labels.index)
    for west, south, east, north in boxes:
        inside |= labels.lon.between(west, east) & labels.lat.between(south, north)
    return inside


def _deepest_zoom(zooms: pd.Series, *, most: int) -> int:
    """The last zoom whose labels still fit into the page's allowance."""
    counts = zooms.value_counts().sort_index().cumsum()
    return int(max(counts.index[counts <= most], default=FAR_ZOOM))


def _rows(labels: pd.DataFrame, *more: str) -> list[Any]:
    names = zip(*(labels[language] for language in LANGUAGES), strict=True)
    places = zip(*(labels[column].tolist() for column in ("lon", "lat", "zoom")), strict=True)
    extra = zip(*(labels[column].tolist() for column in more), strict=True) if more else repeat(())
    return [[*place, list(name), *rest] for place, name, rest in zip(places, names, extra, strict=False)]
