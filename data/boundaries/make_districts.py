"""Makes districts.parquet: second-level divisions, and first-level ones that Natural Earth lacks; run by a maintainer.

    python data/boundaries/make_districts.py --outlines folder-of-XX.geojson.gz --data data

The outlines are those of Who's On First (Mesoshapes, Quattroshapes), a file a country with its levels 1 to 3. Which
division of GeoNames each is, the towns and villages inside decide, as in `matching.py`; what no town tells is left out.
The output is the same for the same input and libraries.
"""

import argparse
import gzip
import json
from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from make_outlines import COMPACT, GRID, TOLERANCE, UNMATCHED_HEAD
from matching import rows
from rapidfuzz import fuzz

from geomap.names import fold

SURE, WHOLE, NAMED = 0.6, 0.75, 0.5  # shares of towns: see `matching.py`
LIKE = 85  # of 100, for names
FEWEST = 3  # towns that can outvote a code that the source gives
OFF = 0.35  # degrees that a division's seat may lie outside it, as in docs/decisions/0072
GENERIC = {"district", "province", "region", "governorate", "state", "of", "county", "department", "subregion", "the"}


def main() -> None:
    """Read the sources named on the command line, write the outlines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--outlines", type=Path, required=True, help="folder of XX.geojson.gz")
    parser.add_argument("--data", type=Path, required=True, help="data/")
    args = parser.parse_args()
    seconds = {code: (number, name) for code, name, _, number in rows(args.data / "gazetteer" / "admin2Codes.tsv.xz")}
    firsts = {
        code: (number, name) for code, name, _, number in rows(args.data / "gazetteer" / "admin1CodesASCII.tsv.xz")
    }
    lacking = _lacking(firsts, args.data / "boundaries")
    cities = _settled(rows(args.data / "gazetteer" / "cities500.tsv.xz"))
    made = []
    for file in sorted(args.outlines.glob("??.geojson.gz")):
        country = file.name[:2]
        villages = args.data / "villages" / f"{country}.tsv.xz"
        towns = cities[cities.country == country]
        if villages.is_file():
            towns = pd.concat([towns, _settled(rows(villages))], ignore_index=True)
        shapes = _shapes(file)
        inside = _inside(shapes, towns)
        second = _seconds(shapes, inside, towns, seconds)
        first = _firsts(
            shapes, inside, towns, {code: firsts[code] for code in lacking if code.startswith(f"{country}.")}
        )
        made += [_holding_seats(second, towns, "admin2", "PPLA2"), _holding_seats(first, towns, "admin1", "PPLA")]
        print(country, len(shapes), "outlines,", len(second), "second-level,", len(first), "first-level", *first.admin1)
    table = gpd.GeoDataFrame(pd.concat(made, ignore_index=True), crs="OGC:CRS84")
    table["country"] = table.admin1.str[:2]  # Who's On First has Somaliland apart
    columns = ["country", "admin1", "admin1_id", "admin2", "admin2_id", "name", "geometry"]
    table = table[columns].sort_values(["country", "admin1", "admin2"], kind="stable").reset_index(drop=True)
    table.to_parquet(args.data / "boundaries" / "districts.parquet", **COMPACT)
    lost = [f"{code}\t{firsts[code][1]}" for code in lacking if code not in set(table.admin1[table.admin2 == ""])]
    (args.data / "boundaries" / "unmatched.tsv").write_text(UNMATCHED_HEAD + "\n".join(lost) + "\n", encoding="utf-8")
    print(f"{(table.admin2 != '').sum()} districts, {(table.admin2 == '').sum()} first-level divisions")


def _lacking(firsts: Mapping[str, tuple[str, str]], folder: Path) -> list[str]:
    """The first-level divisions of which there is no outline yet."""
    known = {code for name in ("divisions", "ukraine") for code in gpd.read_parquet(folder / f"{name}.parquet").admin1}
    return sorted(firsts.keys() - known)


def _settled(table: list[list[str]]) -> gpd.GeoDataFrame:
    """Settlements with the codes of their divisions, "" where none is given."""
    told = pd.DataFrame(
        [
            (r[8], f"{r[8]}.{r[10]}" if r[10] and r[10] != "00" else "", r[11], r[7], float(r[5]), float(r[4]))
            for r in table
        ],
        columns=["country", "admin1", "second", "code", "lon", "lat"],
    )
    told["admin2"] = np.where((told.admin1 != "") & (told.second != ""), told.admin1 + "." + told.second, "")
    points = gpd.points_from_xy(told.lon, told.lat, crs="OGC:CRS84")
    return gpd.GeoDataFrame(told[["country", "admin1", "admin2", "code"]], geometry=points)


def _holding_seats(made: gpd.GeoDataFrame, towns: gpd.GeoDataFrame, level: str, seat: str) -> gpd.GeoDataFrame:
    """Those whose seat in GeoNames lies in them, or nearly, where it has one."""
    seats = towns[towns.code == seat].drop_duplicates(level).set_index(level).geometry
    off = [made.geometry[at].distance(seats[code]) if code in seats.index else 0.0 for at, code in made[level].items()]
    return made[np.array(off) <= OFF]


def _shapes(file: Path) -> gpd.GeoDataFrame:
    """The outlines of a country, thinned level by level so that neighbours keep their common edge."""
    features = json.loads(gzip.decompress(file.read_bytes()))["features"]
    table = gpd.GeoDataFrame.from_features(features, crs="OGC:CRS84")
    for level in sorted(set(table.level)):
        chosen = table.level == level
        shapes = shapely.force_2d(table.geometry[chosen].to_numpy())
        thin = shapely.coverage_simplify(shapely.make_valid(shapes, method="structure"), TOLERANCE)
        rounded = shapely.transform(thin, lambda points: np.round(np.round(points / GRID) * GRID, 6))
        table.loc[chosen, "geometry"] = [_areas(one) for one in shapely.make_valid(rounded, method="structure")]
    return table[~table.geometry.is_empty].reset_index(drop=True)


def _areas(shape: shapely.Geometry) -> shapely.Geometry:
    parts = [part for part in shapely.get_parts(shape) if part.geom_type in {"Polygon", "MultiPolygon"}]
    return shapely.orient_polygons(shapely.normalize(shapely.union_all(parts)))


def _inside(shapes: gpd.GeoDataFrame, towns: gpd.GeoDataFrame) -> pd.DataFrame:
    """Pairs of an outline and a town in it."""
    tree = shapely.STRtree(towns.geometry.to_numpy())
    shape, town = tree.query(shapes.geometry.to_numpy(), predicate="contains")
    told = towns.iloc[town]
    return pd.DataFrame({"shape": shape, "admin1": told.admin1.to_numpy(), "admin2": told.admin2.to_numpy()})


def _seconds(
    shapes: gpd.GeoDataFrame, inside: pd.DataFrame, towns: gpd.GeoDataFrame, names: Mapping[str, tuple[str, str]]
) -> gpd.GeoDataFrame:
    """The outline of each second-level division that its towns, or its code and name, make sure."""
    of_code = towns.admin2[towns.admin2 != ""].value_counts()
    votes = inside[inside.admin2 != ""].groupby(["shape", "admin2"]).size()
    of_shape = votes.groupby("shape").sum()
    found: dict[str, list[int]] = {}
    for at in np.flatnonzero((shapes.level >= 2).to_numpy()):  # noqa: PLR2004 - GeoNames' second level, or below it
        given = shapes.admin2[at] or ""
        told = votes.loc[at] if at in of_shape.index else pd.Series(dtype=int)
        best = told.idxmax() if len(told) else ""
        if best in names and told[best] >= SURE * told.sum() and told.sum() >= FEWEST:
            found.setdefault(best, []).append(at)
        elif given in names and told.sum() < FEWEST and _alike(names[given][1], shapes.loc[at]):
            found.setdefault(given, []).append(at)
    made = []
    for code, parts in sorted(found.items()):
        right = sum(int(votes.get((at, code), 0)) for at in parts)
        share = right / max(1, of_code.get(code, 0), sum(int(of_shape.get(at, 0)) for at in parts))
        named = any(shapes.admin2[at] == code or _alike(names[code][1], shapes.loc[at]) for at in parts)
        if share >= WHOLE or (named and (share >= NAMED or of_code.get(code, 0) < FEWEST)):
            made.append(_row(names[code], shapely.union_all(shapes.geometry[parts].to_numpy()), second=code))
    return _table(made)


def _firsts(
    shapes: gpd.GeoDataFrame, inside: pd.DataFrame, towns: gpd.GeoDataFrame, wanted: Mapping[str, tuple[str, str]]
) -> gpd.GeoDataFrame:
    """Outlines of the first-level divisions wanted: of one outline, or of all those of a level whose towns are its."""
    made = []
    votes = inside[inside.admin1 != ""].groupby(["shape", "admin1"]).size()
    of_shape = votes.groupby("shape").sum()
    for code, name in sorted(wanted.items()):
        all_towns = int((towns.admin1 == code).sum())
        best: tuple[float, list[int]] = (0.0, [])
        for level in sorted(set(shapes.level)):
            parts = [
                at
                for at in np.flatnonzero((shapes.level == level).to_numpy())
                if votes.get((at, code), 0) >= SURE * max(1, of_shape.get(at, 0)) and at in of_shape.index
            ]
            right = sum(int(votes.get((at, code), 0)) for at in parts)
            share = right / max(1, all_towns, sum(int(of_shape[at]) for at in parts))
            named = len(parts) == 1 and _alike(name[1], shapes.loc[parts[0]])
            if all_towns >= FEWEST and (share >= WHOLE or (named and share >= NAMED)) and share > best[0]:
                best = share, parts
        if best[1]:
            made.append(_row(name, shapely.union_all(shapes.geometry[best[1]].to_numpy()), first=code))
    return _table(made)


def _row(name: tuple[str, str], shape: shapely.Geometry, *, first: str = "", second: str = "") -> dict[str, object]:
    return {
        "admin1": first or second.rpartition(".")[0],
        "admin1_id": f"geonames:{name[0]}" if first else "",
        "admin2": second,
        "admin2_id": f"geonames:{name[0]}" if second else "",
        "name": name[1],
        "geometry": shapely.orient_polygons(shapely.normalize(shape)),
    }


def _table(made: list[dict[str, object]]) -> gpd.GeoDataFrame:
    columns = ["admin1", "admin1_id", "admin2", "admin2_id", "name", "geometry"]
    return gpd.GeoDataFrame(made, columns=columns, geometry="geometry", crs="OGC:CRS84")


def _alike(name: str, shape: pd.Series) -> bool:
    wanted = _bare(name)
    return any(fuzz.ratio(wanted, _bare(one)) >= LIKE for one in (shape["name"], shape.name_en, *shape.names) if one)


def _bare(name: str) -> str:
    return " ".join(word for word in fold(name).split() if word not in GENERIC)


if __name__ == "__main__":
    main()
