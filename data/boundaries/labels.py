"""The labels of the basemap: where each stands, from which zoom on, and its name in three languages."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from babel import Locale
from cities import City, cities_of_the_world, cities_of_ukraine, official_names
from ukrainian_names import OBLASTS

LANGUAGES = ("en", "uk", "ru")

COUNTRY_NAMES = {  # where CLDR's name is an inventory's, not a map's
    "BA": ("Bosnia and Herzegovina", None, None),
    "CD": ("DR Congo", "ДР Конго", "ДР Конго"),
    "CG": ("Congo", "Конго", "Конго"),
    "HK": ("Hong Kong", "Гонконг", "Гонконг"),
    "MM": ("Myanmar", "Мʼянма", "Мьянма"),
    "MO": ("Macao", "Макао", "Макао"),
    "PS": ("Palestine", "Палестина", "Палестина"),
}

UNLABELLED = {  # cities whose own label says it, and parts that claim to be countries
    ("UKR", "Kiev City"),
    ("UKR", "Sevastopol"),
    ("CYP", "Northern Cyprus"),
    ("SOM", "Somaliland"),
    ("SYR", "UNDOF"),  # the buffer zone is part of Quneitra
}

SPACING_PX = (64, 30)  # across and down between two cities labelled at one zoom: a word of ten letters, two lines
LEAST_WEIGHT = (6_000_000, 3_000_000, 1_000_000, 350_000, 100_000, 30_000, 8_000, 2_000)  # from zoom 2 on
TILE_PX = 256
COUNTRY_STEPS = ((150.0, 2), (40.0, 3), (8.0, 4), (1.5, 5), (0.2, 6), (0.0, 7))  # area in square degrees -> zoom
ADMIN1_STEPS = ((100.0, 4), (20.0, 5), (2.5, 6), (0.6, 7), (0.15, 8), (0.0, 9))


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name on the map, and from which zoom on it should be tried."""

    lon: float
    lat: float
    zoom: int
    names: tuple[str, ...]  # in the order of LANGUAGES
    grade: int = 0  # of a city: 2 capital, 1 seat of a first-level division
    of_register: bool = False  # see cities.City


# ---------------------------------------------------------------- countries and divisions


def country_labels(units: gpd.GeoDataFrame, alpha2: Mapping[str, str]) -> list[Label]:
    """Countries, largest first."""
    whole = units.dissolve("country")
    return _largest_first(
        (shape, _step(shape.area, COUNTRY_STEPS), country_names(alpha2[code]))
        for code, shape in zip(whole.index, whole.geometry, strict=True)
        if code in alpha2
    )


def country_names(code: str) -> tuple[str, ...]:
    """A country's name in each language: CLDR's, unless the table above knows a better one."""
    ours = COUNTRY_NAMES.get(code, (None, None, None))
    return tuple(own or Locale(language).territories[code] for own, language in zip(ours, LANGUAGES, strict=True))


def admin1_labels(units: gpd.GeoDataFrame) -> list[Label]:
    """First-level divisions, largest first; `units` has `country` (ISO alpha-3), `name` and `label`."""
    rows = []
    for country, name, label, shape in zip(units.country, units["name"], units.label, units.geometry, strict=True):
        if label and (country, name) not in UNLABELLED:
            names = OBLASTS[name][1:] if country == "UKR" else (label,) * len(LANGUAGES)
            rows.append((shape, _step(shape.area, ADMIN1_STEPS), names))
    return _largest_first(rows)


def _largest_first(rows: Iterable[tuple[shapely.Geometry, int, tuple[str, ...]]]) -> list[Label]:
    labels = []
    for shape, zoom, names in sorted(rows, key=lambda row: (-row[0].area, row[2])):
        lon, lat = _middle(shape)
        labels.append(Label(lon=lon, lat=lat, zoom=zoom, names=names))
    return labels


def _middle(shape: shapely.Geometry) -> tuple[float, float]:
    """The middle of the widest place of the largest part: a name fits there."""
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    centre = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=0.02), 0)
    return round(centre.x, 2), round(centre.y, 2)


def _step(area: float, steps: Iterable[tuple[float, int]]) -> int:
    return next(zoom for least, zoom in steps if area > least)


# ---------------------------------------------------------------- cities


def city_labels(ukraine: Path, katottg: Path) -> list[Label]:
    """Cities in the order of the zoom at which they find room, the greater first."""
    found = [*cities_of_ukraine(ukraine, official_names(katottg)), *cities_of_the_world()]
    rank = sorted(found, key=lambda city: (-_weight(city), city.names, city.lon))
    where = np.array([_mercator(city) for city in rank])
    weights = np.array([_weight(city) for city in rank])
    taken = np.zeros(len(rank), bool)
    labels: list[Label] = []
    for zoom, least in enumerate(LEAST_WEIGHT, start=2):
        room = np.array(SPACING_PX) / TILE_PX / 2**zoom
        cells: dict[tuple[int, int], list[int]] = {}
        for index in [*np.flatnonzero(taken), *np.flatnonzero(~taken & (weights >= least))]:
            if taken[index] or _is_free(where[index], where, cells, room):
                cells.setdefault(_cell(where[index], room), []).append(int(index))
                if not taken[index]:
                    city = rank[index]
                    labels.append(_city_label(city, zoom))
                taken[index] = True
    return labels


def _city_label(city: City, zoom: int) -> Label:
    return Label(
        lon=city.lon,
        lat=city.lat,
        zoom=zoom,
        names=city.names,
        grade=city.grade,
        of_register=city.of_register,
    )


def _weight(city: City) -> int:
    return city.population * (1, 3, 6)[city.grade] + (0, 0, 2_000_000)[city.grade]


def _mercator(city: City) -> tuple[float, float]:
    return city.lon / 360, -math.asinh(math.tan(math.radians(city.lat))) / math.tau


def _cell(at: np.ndarray, room: np.ndarray) -> tuple[int, int]:
    column, row = np.floor(at / room).astype(int)
    return int(column), int(row)


def _is_free(at: np.ndarray, where: np.ndarray, cells: Mapping[tuple[int, int], list[int]], room: np.ndarray) -> bool:
    column, row = _cell(at, room)
    near = [other for x in (-1, 0, 1) for y in (-1, 0, 1) for other in cells.get((column + x, row + y), ())]
    return all(np.hypot(*((where[other] - at) / room)) >= 1.0 for other in near)
