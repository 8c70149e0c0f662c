"""Tells the rows that are a country or a division from those that are a settlement."""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from geomap.countries import country_code, is_city_too, place_code
from geomap.intake.naming import plain
from geomap.names import fold
from geomap.observed.book import outwards
from geomap.observed.checks import Faults, shown, text
from geomap.observed.names import SYNONYMS
from geomap.observed.sheet import Sheet
from geomap.observed.wording import named
from geomap.records import GeoPrecision
from geomap.shipped import data_dir

AREAS = (GeoPrecision.ADM2.value, GeoPrecision.ADM1.value, GeoPrecision.REGION.value, GeoPrecision.COUNTRY.value)
_SHORTEST = 4  # letters of a country's name: shorter ones are codes, and places may be called so
_FEWEST = 3  # rows of one division at one point before the point is taken for the division's middle
_CENTROIDS = "centroid"
_LEVELS = (("admin2", GeoPrecision.ADM2.value), ("admin1", GeoPrecision.ADM1.value), ("country", "country"))


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    found = tomllib.loads(resources.files("geomap.observed").joinpath("levels.toml").read_text(encoding="utf-8"))
    words = {word: level for level, listed in found["words"].items() for word in listed}
    nouns = {noun: level for level, listed in found["nouns"].items() for noun in listed}
    return {"words": words, "figures": found["figures"], "nouns": nouns}


def stated(sheet: Sheet, column: str, faults: Faults) -> "pd.Series[Any]":
    """The precision that a column gives in words, feature codes or the figures of UCDP, ACLED or GDELT.

    A value that is none of them is told. A column of measures (metres of a receiver, a share) is none of levels.
    """
    given = text(sheet, column)
    called = faults.called.get(column, column)
    codes = {**_table()["words"], **{one.value: one.value for one in GeoPrecision}, **_scale(called, given)}
    known = given.map(lambda one: codes.get(plain(_NUMBER.sub("", str(one))), pd.NA), na_action="ignore").astype(
        "string"
    )
    bad = given.notna() & known.isna()
    if not bad.any():
        return known
    if known.isna().all() or pd.to_numeric(given[bad], errors="coerce").notna().all():
        faults.remarks.append(f"column {called} does not say how exactly a place is known; passed over")
        return known.where(~bad, pd.NA)
    faults.drop_where(bad, column, "unknown code", lambda row: f"{shown(given.iloc[row])} is no level of precision")
    return known


_NUMBER = re.compile(r"^\s*\(\d\)\s*|\s+(?i:centroid)\s*$")  # "(4) Admin 1 centroid"


def are_levels(sheet: Sheet, column: str) -> bool:
    """Whether every cell of a column is a kind of place ("town", "область") and none a kind of event."""
    words = _table()["words"]
    kinds = text(sheet, column).dropna().unique()
    return len(kinds) > 0 and all(plain(str(kind)) in words for kind in kinds)


def _scale(called: str, given: "pd.Series[Any]") -> Mapping[str, str]:
    """What figures mean in a column of that name; ACLED and UCDP both call theirs so, and only UCDP's go beyond 3."""
    figures: Mapping[str, Mapping[str, str]] = _table()["figures"]
    name = next((one for one in figures if one in plain(called)), "")
    if name == "geoprecision" and not set(given.dropna().unique()) <= {"1", "2", "3"}:
        name = "whereprec"
    return figures.get(name, {})


def by_name(
    cells: Mapping[str, "pd.Series[Any]"], points: gpd.GeoSeries, taken: Mapping[str, str]
) -> tuple["pd.Series[Any]", "pd.Series[Any]"]:
    """The precision of rows that are areas all the same, and why; both missing where nothing says so.

    A row is one when its place bears a country's name or a division's noun ("Donetsk Oblast"), when its place is taken
    from a column of divisions or its point from one of centroids, or when it names no place and all rows of its
    division share one point. One without a point that names a country and nothing else is that country.

    Args:
        cells: `place`, `country`, `admin1`, `admin2` of each row.
        points: the positions; an area's own shape says what it is.
        taken: field to the column of the file.
    """
    place = cells["place"]
    found = place.map(_level_of, na_action="ignore").astype("string")
    country = place[found == "country"]
    fitting = [_is_country(*row) for row in zip(country, *(cells[name][country.index] for name in _NAMES), strict=True)]
    other = country.index[~np.array(fitting, dtype=bool)]
    found = found.mask(found.index.isin(other))
    why = found.map({level: f"its name is {words}" for level, words in _WORDS.items()}).astype("string")
    level = _of_columns(cells, taken)
    why = why.fillna(level.map({one: f"its column is one of {many}" for one, many in _MANY.items()}).astype("string"))
    found = found.fillna(level)
    shared = _sharing(cells, points)
    why = why.fillna(shared.map({one: f"all rows of {words} have this point" for one, words in _THE.items()}))
    found = found.fillna(shared)
    is_point = ((points.geom_type == "Point") & points.notna()).to_numpy()
    is_land = points.isna().to_numpy() & place.isna().to_numpy() & (_finest(cells).fillna("") == "country").to_numpy()
    level = found.mask(~is_point).mask(is_land, "country")
    return level, why.mask(~is_point)


_NAMES = ("country", "admin1", "admin2")
_WORDS = {"adm2": "a district's", "adm1": "a province's", "region": "a region's", "country": "a country's"}
_MANY = {"adm2": "districts", "adm1": "provinces", "country": "countries"}
_THE = {"adm2": "its district", "adm1": "its province", "country": "its country"}


@lru_cache(maxsize=1)
def _regions() -> frozenset[str]:
    """The folded names of lands that are no division: Donbas, the Sahel."""
    text = (data_dir() / "gazetteer" / "regions.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return frozenset(
        fold(name)
        for row in rows
        if row[5] == _REGION
        for name in (row[1], *"".join(row[8:]).split("|"))
        if name.strip()
    )


_REGION = "L.RGN"


@lru_cache(maxsize=65_536)
def _level_of(place: str) -> Any:  # noqa: ANN401 - a level, or pandas' missing
    first = outwards([cell for cell in place.split(",") if cell.strip()] or [""])[0].strip()
    if len(first) >= _SHORTEST and place_code(first):
        return pd.NA if is_city_too(first) else "country"
    if fold(first) in _regions():
        return GeoPrecision.REGION.value
    return _table()["nouns"].get(named(first).noun, pd.NA)


def _is_country(place: str, country: object, admin1: object, admin2: object) -> bool:
    """Whether a row whose place is called like a country is that country: it names no other one, and no part of it."""
    code = country_code(outwards([cell for cell in place.split(",") if cell.strip()])[0].strip())
    same_country = not isinstance(country, str) or country_code(country) == code
    return same_country and all(not isinstance(part, str) or country_code(part) == code for part in (admin1, admin2))


def _of_columns(cells: Mapping[str, "pd.Series[Any]"], taken: Mapping[str, str]) -> "pd.Series[Any]":
    """The level of the column that was taken for the place, or the smallest division that a centroid is of."""
    place = cells["place"]
    none = pd.Series(pd.NA, index=place.index, dtype="string")
    for field, level in _LEVELS:
        if plain(taken.get("place", "")) in SYNONYMS[field]:
            return none.mask(place.notna(), level)
    if not plain(taken.get("lat", "")).startswith(_CENTROIDS):
        return none
    return _finest(cells)


def _finest(cells: Mapping[str, "pd.Series[Any]"]) -> "pd.Series[Any]":
    found = pd.Series(pd.NA, index=cells["place"].index, dtype="string")
    for field, level in reversed(_LEVELS):
        found = found.mask(cells[field].notna(), level)
    return found


def _sharing(cells: Mapping[str, "pd.Series[Any]"], points: gpd.GeoSeries) -> "pd.Series[Any]":
    """The level of rows that name a division and no place, where all rows of the division have one point.

    Of few rows that says something only where all such points of the table are round.
    """
    level = _finest(cells)
    is_point = ((points.geom_type == "Point") & points.notna()).to_numpy()
    alone = (cells["place"].isna() & level.notna()).to_numpy() & is_point
    if not alone.any():
        return pd.Series(pd.NA, index=level.index, dtype="string")
    at = points[alone]
    table = pd.DataFrame({name: cells[name][alone].fillna("") for name in _NAMES}).assign(x=at.x, y=at.y)
    groups = table.groupby(list(_NAMES))
    same = (groups["x"].transform("nunique") == 1) & (groups["y"].transform("nunique") == 1)
    tenths = table[["x", "y"]] * 10  # degrees: a settlement's point is known better than that
    are_round = bool(np.isclose(tenths, tenths.round(), atol=1e-6).all())
    several = (groups["x"].transform("size") >= _FEWEST) | are_round
    rows = table.index[same & several]
    return level.where(level.index.isin(rows), pd.NA)
