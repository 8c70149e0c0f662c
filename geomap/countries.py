"""Knows countries by code and by name, as the tables of others write them."""

import csv
import lzma
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from geomap.names import fold
from geomap.shipped import data_dir

_BRACKETED = re.compile(r"^(?P<now>.*?)\s*\((?P<once>.*?)\)\s*$")  # UCDP writes "Russia (Soviet Union)"
_OTHERS_NAMES = {  # of UCDP and Gleditsch-Ward, not among the names below
    "bosnia herzegovina": "BA",
    "dr congo": "CD",
    "congo": "CG",
    "kingdom of eswatini": "SZ",
    "north macedonia": "MK",
    "serbia": "RS",
    "ivory coast": "CI",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country of GeoNames' countryInfo."""

    code: str  # ISO 3166-1 alpha-2
    name: str
    iso_number: int  # ISO 3166-1 numeric


@lru_cache(maxsize=1)
def countries() -> Mapping[str, Country]:
    """All countries by ISO 3166-1 alpha-2."""
    return {
        row["ISO"]: Country(code=row["ISO"], name=row["Country"], iso_number=int(row["ISO-Numeric"])) for row in _rows()
    }


@lru_cache(maxsize=4096)
def country_code(name: str) -> str:
    """The ISO 3166-1 alpha-2 code of a country given by code (two or three letters) or name; "" when not known."""
    folded = fold(name)
    if folded in _codes():
        return _codes()[folded]
    bracketed = _BRACKETED.match(name)
    return next((_codes()[part] for part in map(fold, bracketed.groups()) if part in _codes()), "") if bracketed else ""


def place_code(name: str) -> str:
    """The code of the country that a place so called is; "" for a town's name.

    Towns bear what countries are called in other Latin languages: Grecia in Costa Rica, Noruega in Brazil.
    """
    return country_code(name) if fold(name) not in _latin_abroad() else ""


@lru_cache(maxsize=1)
def _latin_abroad() -> frozenset[str]:
    """Folded names that are countries' in other languages of the Latin script alone."""
    home = frozenset(_at_home())
    folded = (fold(name) for _, names in _abroad() for name in names)
    return frozenset(name for name in folded if name not in home and name[:1] <= _LAST_LATIN)


_LAST_LATIN = "\u024f"


_ABJADS = frozenset({"ar", "fa", "he", "ps", "ur"})  # languages that are written without their short vowels
_FIRST_LANGUAGES = 2  # of those that GeoNames lists for a country, the most spoken first


@lru_cache(maxsize=1)
def without_vowels() -> frozenset[str]:
    """The countries whose place names are written without short vowels, which each who renders them hears otherwise."""
    return frozenset(
        row["ISO"]
        for row in _rows()
        if any(language.partition("-")[0] in _ABJADS for language in row["Languages"].split(",")[:_FIRST_LANGUAGES])
    )


def is_city_too(name: str) -> bool:
    """Whether a country's name is that of its capital as well: Luxembourg, Singapore, Djibouti."""
    code = country_code(name)
    return any(row["ISO"] == code and fold(row["Capital"]) == fold(name) for row in _rows())


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, str]:
    """Folded codes and names to alpha-2, those in other languages last."""
    found = dict(_at_home())
    for code, names in _abroad():
        for name in names:
            found.setdefault(fold(name), code)
    return found


@lru_cache(maxsize=1)
def _at_home() -> Mapping[str, str]:
    """Folded codes and names to alpha-2; the names that geomap prints come with their other and short forms."""
    found: dict[str, str] = dict(_OTHERS_NAMES)
    listed = (data_dir() / "gazetteer" / "countries.tsv").read_text(encoding="utf-8")
    for line in listed.splitlines():
        code, *names = line.split("\t")[:4] if not line.startswith("#") else [""]
        for name in "|".join(names).split("|"):
            if code and name:
                found.setdefault(fold(name), code)
    for row in _rows():
        for name in (row["Country"], row["ISO"], row["ISO3"]):
            found.setdefault(fold(name), row["ISO"])
    return found


def _abroad() -> Iterator[tuple[str, list[str]]]:
    """The code of each country with its names in other languages."""
    listed = resources.files("geomap").joinpath("countries.tsv").read_text(encoding="utf-8")
    for line in listed.splitlines():
        if not line.startswith("#"):
            code, _, names = line.partition("\t")
            yield code, names.split("|")


@lru_cache(maxsize=1)
def _rows() -> list[dict[str, str]]:
    packed = data_dir() / "gazetteer" / "countryInfo.tsv.xz"
    with lzma.open(packed, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
