"""Names of divisions abroad on the labels of the basemap, in Ukrainian and Russian; run by a maintainer.

    python data/boundaries/division_names.py data/basemap data/boundaries

It fills `uk` and `ru` of the divisions in labels.parquet, as make_basemap.py does when it makes them anew.
"""

import csv
import re
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import pandas as pd

COMPACT: Mapping[str, object] = {
    "index": False,
    "compression": "zstd",
    "compression_level": 19,
    "use_dictionary": False,
    "column_encoding": {"lon": "BYTE_STREAM_SPLIT", "lat": "BYTE_STREAM_SPLIT"},
}
MILLI = 1000  # positions of labels are whole thousandths of a degree
NEAR = (4.0, 3.0)  # degrees east and north within which a city gives a division its name: the largest reach so far


def named(table: pd.DataFrame, cities: pd.DataFrame, divisions: gpd.GeoDataFrame) -> pd.DataFrame:
    """The labels with the names of divisions: those of our list, then those of a city of the same name near by.

    Args:
        table: labels, as make_basemap.py writes them.
        cities: labels among which cities are looked for.
        divisions: outlines with `country`, ISO alpha-2.
    """
    own, cities = _own(), _cities(cities)
    table = table.copy()
    asked = table[(table.kind == "admin1") & (table.uk == "")]
    at = gpd.points_from_xy(asked.lon / MILLI, asked.lat / MILLI, crs=divisions.crs)
    there = gpd.GeoDataFrame(asked[["en"]], geometry=at).sjoin(divisions[["country", "geometry"]], predicate="within")
    country = there.country[~there.index.duplicated()]
    for index, lon, lat, english in zip(asked.index, asked.lon, asked.lat, asked.en, strict=True):
        near = (
            names
            for x, y, *names in cities.get(_folded(english), ())
            if abs(x - lon) < NEAR[0] * MILLI and abs(y - lat) < NEAR[1] * MILLI
        )
        if found := own.get((country.get(index, ""), english)) or next(near, None):
            table.loc[index, ["uk", "ru"]] = list(found)
    return table


def _own() -> dict[tuple[str, str], tuple[str, str]]:
    with Path(__file__).with_name("division_names.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader((line for line in file if not line.startswith("#")), delimiter="\t")
        return {(country, english): (ukrainian, russian) for country, english, ukrainian, russian in rows}


def _cities(labels: pd.DataFrame) -> dict[str, list[tuple[int, int, str, str]]]:
    """Cities that have a name in both languages, by their English name; the greater first."""
    found: dict[str, list[tuple[int, int, str, str]]] = {}
    for city in labels[(labels.kind == "cities") & (labels.uk != "") & (labels.ru != "")].itertuples():
        found.setdefault(_folded(city.en), []).append((city.lon, city.lat, city.uk, city.ru))
    return found


def _folded(name: str) -> str:
    return re.sub(r"[\W_]|[\u0300-\u036f]", "", unicodedata.normalize("NFD", name.lower()))


def main() -> None:
    """Fill the names in a folder of labels, with the outlines of another."""
    labels, outlines = (Path(folder) for folder in sys.argv[1:3])
    table = pd.read_parquet(labels / "labels.parquet")
    filled = named(table, table, gpd.read_parquet(outlines / "divisions.parquet"))
    filled.to_parquet(labels / "labels.parquet", **COMPACT)
    divisions = filled[filled.kind == "admin1"]
    print(f"{(divisions.uk != '').sum()} of {len(divisions)} divisions have a name")


if __name__ == "__main__":
    main()
