"""Makes the outlines of this folder; run by a maintainer, never by a user.

    python data/boundaries/make_outlines.py --world-map world_map.gpkg --raions ua_adm2_138_osm_simplified.geojson
        --gazetteer data/gazetteer --out data/boundaries

It writes divisions.parquet (Natural Earth, public domain: the world's first-level divisions, of which countries are
made), ukraine.parquet (OpenStreetMap, ODbL: raions, of which oblasts are made) and unmatched.tsv (the divisions of
GeoNames for which no outline was found). The output is the same for the same input and libraries.
"""

import argparse
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from matching import admin1_names, match, rows, towns
from recognised import divisions
from ukrainian_names import OBLASTS

UNMATCHED_HEAD = "# First-level divisions of GeoNames without an outline: code, name. Made by make_outlines.py.\n"
TOLERANCE, GRID = 0.006, 0.001  # degrees: a hatched area at a zoom where it fits the window shows no more
FINE_TOLERANCE, FINE_GRID = 0.001, 0.0002  # the same for raions
SLIVER = 0.005  # degrees: gaps between raions that were simplified one by one
COMPACT = {"compression": "zstd", "compression_level": 19, "index": False, "write_covering_bbox": False}
SEVASTOPOL = "UA85"  # the register's code; its outline in OpenStreetMap takes in the territorial sea
CITIES = {"80": "12", "85": "20"}  # the register's codes of Kyiv and Sevastopol -> GeoNames' codes
SHORE = 0.01  # degrees kept beyond Natural Earth's coast


def main() -> None:
    """Read the sources named on the command line, write the two files of outlines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--world-map", type=Path, required=True, help="world_map.gpkg of QGIS (Natural Earth 4.1)")
    parser.add_argument("--raions", type=Path, required=True, help="the 138 second-level divisions of Ukraine")
    parser.add_argument("--gazetteer", type=Path, required=True, help="data/gazetteer")
    parser.add_argument("--out", type=Path, required=True, help="data/boundaries")
    args = parser.parse_args()
    units = divisions(args.world_map)
    world = world_divisions(units, args.gazetteer)
    raions = ukraine(args.raions, units, args.gazetteer)
    world.to_parquet(args.out / "divisions.parquet", **COMPACT)
    raions.to_parquet(args.out / "ukraine.parquet", **COMPACT)
    lost = unmatched(world, raions, args.gazetteer)
    (args.out / "unmatched.tsv").write_text(UNMATCHED_HEAD + "\n".join(lost) + "\n", encoding="utf-8")
    print(f"{len(set(world.admin1_id) - {''})} divisions of {len(set(world.country))} countries, {len(raions)} raions")
    print(f"{len(lost)} divisions have no outline")


def world_divisions(units: gpd.GeoDataFrame, gazetteer: Path) -> gpd.GeoDataFrame:
    """The world's first-level divisions, west to east within a country.

    Columns: `country` (ISO alpha-2) with `country_id`, `admin1` (GeoNames code, "" when unmatched) with `admin1_id`
    and the name GeoNames gives it, `name` (Natural Earth's), outline.
    """
    countries = {row[1]: (row[0], _id(row[16]), row[4]) for row in rows(gazetteer / "countryInfo.tsv.xz")}
    names = admin1_names(gazetteer / "admin1CodesASCII.tsv.xz")
    table = units[units.country.isin(countries)].reset_index(drop=True)
    table["country_id"] = [countries[code][1] for code in table.country]
    table["country_name"] = [countries[code][2] for code in table.country]
    table["country"] = [countries[code][0] for code in table.country]
    table["name"] = table["name"].fillna("")
    table["admin1"] = match(table, towns(gazetteer / "cities500.tsv.xz"), names)
    table["admin1_id"] = [_id(names[code][0]) if code else "" for code in table.admin1]
    table["admin1_name"] = [names[code][1] if code else "" for code in table.admin1]
    table["geometry"] = _on_grid(shapely.coverage_simplify(table.geometry.to_numpy(), TOLERANCE), GRID)
    columns = ["country", "country_id", "country_name", "admin1", "admin1_id", "admin1_name", "name", "geometry"]
    return table[columns].sort_values(["country", "admin1", "name"], kind="stable").reset_index(drop=True)


def ukraine(source: Path, units: gpd.GeoDataFrame, gazetteer: Path) -> gpd.GeoDataFrame:
    """Ukraine's raions, and the two cities with the standing of an oblast, without gaps between them.

    Columns: `admin1` and `admin2` (GeoNames codes) with `admin1_id` and `admin2_id`, `katottg`, `name`, outline.
    """
    raions = gpd.read_file(source).to_crs("OGC:CRS84")
    land = shapely.buffer(shapely.union_all(units.geometry[units.country.eq("UKR")].to_numpy()), SHORE)
    at_sea = raions.katotth.str.startswith(SEVASTOPOL)
    raions.loc[at_sea, "geometry"] = raions.geometry[at_sea].intersection(land)
    clean = shapely.coverage_clean(raions.geometry.to_numpy(), gap_width=SLIVER)
    digits = raions.katotth.str[2:6]
    seconds = {row[11]: row for row in rows(gazetteer / "UA.tsv.xz") if row[7] == "ADM2"}
    firsts = {code[:2]: row[10] for code, row in seconds.items() if code[:2] in set(digits.str[:2])} | CITIES
    ids = {code: _id(number) for code, (number, _) in admin1_names(gazetteer / "admin1CodesASCII.tsv.xz").items()}
    names = _oblast_names()
    admin1 = [f"UA.{firsts[code[:2]]}" for code in digits]
    table = gpd.GeoDataFrame(
        {
            "admin1": admin1,
            "admin1_id": [ids[code] for code in admin1],
            "admin1_name": [names[code] for code in admin1],
            "admin2": [
                f"{first}.{code}" if code in seconds else "" for first, code in zip(admin1, digits, strict=True)
            ],
            "admin2_id": [_id(seconds[code][0]) if code in seconds else "" for code in digits],
            "katottg": raions.katotth,
            "name": [seconds[code][1] if code in seconds else "" for code in digits],
        },
        geometry=_on_grid(shapely.coverage_simplify(clean, FINE_TOLERANCE), FINE_GRID),
        crs="OGC:CRS84",
    )
    return table.sort_values("katottg").reset_index(drop=True)


def _oblast_names() -> dict[str, str]:
    """GeoNames' code of an oblast -> its name in English."""
    return {code: english for code, english, *_ in OBLASTS.values()}


def _id(number: str) -> str:
    return f"geonames:{number}"


def _on_grid(shapes: np.ndarray, grid: float) -> np.ndarray:
    """Coordinates that compress; the few faces that fold over on the grid are mended so that edges stay shared."""
    rounded = shapely.transform(shapes, lambda points: np.round(np.round(points / grid) * grid, 6))
    valid = shapely.make_valid(rounded, method="structure")
    return shapely.orient_polygons(shapely.normalize(shapely.coverage_clean(valid, gap_width=grid)))


def unmatched(world: gpd.GeoDataFrame, raions: gpd.GeoDataFrame, gazetteer: Path) -> list[str]:
    """Code and name, parted by a tab, of every first-level division of GeoNames that has no outline."""
    names = admin1_names(gazetteer / "admin1CodesASCII.tsv.xz")
    known = set(world.admin1) | set(raions.admin1)
    return [f"{code}\t{name}" for code, (_, name) in sorted(names.items()) if code not in known]


if __name__ == "__main__":
    main()
