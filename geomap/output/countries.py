"""Knows the names and numbers of countries, as the tables of others want them."""

import csv
import lzma
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from geomap.shipped import data_dir


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country of GeoNames' countryInfo."""

    name: str
    iso_number: int  # ISO 3166-1 numeric


@lru_cache(maxsize=1)
def countries() -> Mapping[str, Country]:
    """All countries by ISO 3166-1 alpha-2."""
    packed = data_dir() / "gazetteer" / "countryInfo.tsv.xz"
    with lzma.open(packed, "rt", encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["ISO"]: Country(name=row["Country"], iso_number=int(row["ISO-Numeric"])) for row in rows}
