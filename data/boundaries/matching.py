"""Which GeoNames division each outline is: decided by the towns inside it, and by its name where towns are few."""

import csv
import io
import lzma
from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import pandas as pd
from rapidfuzz import fuzz, process

from geomap.names import fold

OFFSHORE = 0.1  # degrees: a town this far from any outline stands on a coast that was drawn coarsely
SURE_SHARE = 0.6  # of an outline's towns that must belong to one division: Natural Earth is of 2018, GeoNames of today
WHOLE_SHARE = 0.75  # of a division's towns that must lie in its outlines
NAMED_SHARE = 0.5  # both shares where the names agree as well
LIKE_NAMES = 88  # of 100
BY_HAND = {  # cities whose suburbs GeoNames counts in, and names that no rule sees to be one
    ("EG", "Al Iskandariyah"): "EG.06",
    ("GE", "Tbilisi"): "GE.51",
    ("IQ", "Baghdad"): "IQ.07",
    ("MM", "Ayeyarwady"): "MM.03",
    ("RO", "Bucharest"): "RO.10",
    ("RU", "Khakass"): "RU.31",
}
GENERIC = {
    "region",
    "province",
    "oblast",
    "governorate",
    "state",
    "raionul",
    "city",
    "muhafazat",
    "al",
    "ostan",
    "of",
    "the",
}


def rows(extract: Path) -> list[list[str]]:
    """The rows of a packed table of data/gazetteer."""
    text = lzma.decompress(extract.read_bytes()).decode()
    return list(csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))


def towns(extract: Path) -> gpd.GeoDataFrame:
    """Settlements of our extract of GeoNames' cities500: `country` and `admin1` (GeoNames codes) with positions."""
    table = [(row[8], f"{row[8]}.{row[10]}", float(row[5]), float(row[4])) for row in rows(extract)]
    columns = pd.DataFrame(table, columns=["country", "admin1", "lon", "lat"])
    points = gpd.points_from_xy(columns.lon, columns.lat, crs="OGC:CRS84")
    return gpd.GeoDataFrame(columns[["country", "admin1"]], geometry=points)


def admin1_names(extract: Path) -> dict[str, tuple[str, str]]:
    """Code -> (GeoNames id, name) of every first-level division."""
    return {code: (number, name) for code, name, _, number in rows(extract)}


def match(units: gpd.GeoDataFrame, settled: gpd.GeoDataFrame, names: Mapping[str, tuple[str, str]]) -> pd.Series:
    """The code of the division that each unit belongs to, "" where we are not sure.

    A division may be made of several units (a French region of its departments). `units` has `country` (ISO alpha-2)
    and `name`.
    """
    inside = _placed(settled, units)
    by_towns, by_name = _by_towns(inside), _by_name(units, names)
    codes = by_towns.reindex(units.index).fillna(by_name.reindex(units.index)).fillna("")
    given = codes.reindex(inside.unit).to_numpy()
    right = inside[given == inside.admin1.to_numpy()].groupby("admin1").size()
    table = pd.DataFrame({"right": right, "of_code": settled.groupby("admin1").size()})
    table["in_units"] = pd.Series(given).value_counts()
    table["share"] = table.right / table[["of_code", "in_units"]].max(axis=1)
    named = pd.Series({code: _agree(names, code, units.name[codes == code]) for code in set(codes) - {""}}, dtype=bool)
    share = table.share.reindex(named.index)
    sure = named.index[(share >= WHOLE_SHARE) | (named & ((share >= NAMED_SHARE) | ~named.index.isin(settled.admin1)))]
    found = codes.where(codes.isin(sure) & codes.isin(names.keys()), "")
    by_hand = [BY_HAND.get(key, "") for key in zip(units.country, units["name"], strict=True)]
    return pd.Series([hand or code for hand, code in zip(by_hand, found, strict=True)], index=units.index)


def _placed(settled: gpd.GeoDataFrame, units: gpd.GeoDataFrame) -> pd.DataFrame:
    """Each town with the `unit` of its own country that it lies in, or nearly."""
    inside = gpd.sjoin(settled, units[["country", "geometry"]], predicate="within", lsuffix="town", rsuffix="unit")
    ashore = settled[~settled.index.isin(inside.index)]
    near = gpd.sjoin_nearest(
        ashore, units[["country", "geometry"]], max_distance=OFFSHORE, lsuffix="town", rsuffix="unit"
    )
    both = pd.concat([inside, near])
    return both[both.country_town == both.country_unit].rename(columns={"index_unit": "unit"})


def _by_towns(inside: gpd.GeoDataFrame) -> pd.Series:
    votes = inside.groupby(["unit", "admin1"]).size()
    share = votes / votes.groupby("unit").transform("sum")
    best = share[share >= SURE_SHARE].reset_index("admin1").admin1
    return best[~best.index.duplicated()]


def _by_name(units: gpd.GeoDataFrame, names: Mapping[str, tuple[str, str]]) -> pd.Series:
    found: dict[int, str] = {}
    for country, group in units.groupby("country"):
        choices = {code: _bare(name) for code, (_, name) in names.items() if code.startswith(f"{country}.")}
        for index, name in group.name.items():
            best = process.extractOne(_bare(name), choices, scorer=fuzz.ratio, score_cutoff=LIKE_NAMES)
            if best:
                found[index] = best[2]
    return pd.Series(found, dtype=object)


def _agree(names: Mapping[str, tuple[str, str]], code: str, units: pd.Series) -> bool:
    return code in names and any(fuzz.ratio(_bare(names[code][1]), _bare(name)) >= LIKE_NAMES for name in units)


def _bare(name: object) -> str:
    """A folded name without the words for its kind."""
    return " ".join(word for word in fold(str(name)).replace("ǝ", "ə").split() if word not in GENERIC)
