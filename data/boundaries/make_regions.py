"""Makes regions.parquet: seas, lakes, rivers, islands, the Golan Heights; run by a maintainer, never by a user.

    python data/boundaries/make_regions.py --world-map world_map.gpkg --lakes ne_10m_lakes.geojson.gz
        --rivers ne_10m_rivers_europe.geojson.gz ne_10m_rivers_lake_centerlines.geojson.gz
        --gazetteer data/gazetteer --out data/boundaries

All of it is Natural Earth's, public domain; seas.tsv and waters.tsv beside this script say what is taken, and the
gazetteer's own regions.tsv which islands there are. A river is a strip along its course, since an event "on the river"
may be on either bank.
"""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from recognised import divisions, golan_heights, read_waters

TOLERANCE, GRID = 0.006, 0.001  # degrees, as of the divisions
BANK = 0.02  # degrees, some 2 km: the strip on either side of a river's course
FAR = 1.4  # times its reach: how far from where the gazetteer has it a river of that name may begin
ISLAND = "T.ISL"
ISLAND_FAR = 1.8  # times its reach: the gazetteer gives Luzon without its long tail
OFFSHORE = 0.2  # degrees: how far an island may lie from where the gazetteer has it
KM_PER_DEGREE = 111.2
KEPT = 0.002  # square degrees: smaller ponds of a river's strip and islets of a sea are left out
COMPACT = {"compression": "zstd", "compression_level": 19, "index": False}


def main() -> None:
    """Read the sources named on the command line, write the outlines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--world-map", type=Path, required=True, help="world_map.gpkg of QGIS (Natural Earth 4.1)")
    parser.add_argument("--lakes", type=Path, required=True, help="ne_10m_lakes as GeoJSON")
    parser.add_argument("--rivers", type=Path, required=True, nargs="+", help="ne_10m_rivers_* as GeoJSON")
    parser.add_argument("--gazetteer", type=Path, required=True, help="data/gazetteer")
    parser.add_argument("--out", type=Path, required=True, help="data/boundaries")
    args = parser.parse_args()
    units = divisions(args.world_map)
    waters = pd.concat([read_waters(path) for path in (args.lakes, *args.rivers)], ignore_index=True)
    known = {row[0]: (float(row[2]), float(row[3]), float(row[4])) for row in _table(args.gazetteer / "regions.tsv")}
    found = [
        *_seas(units, args.out / "seas.tsv"),
        *_islands(units, args.gazetteer / "regions.tsv"),
        *_lakes_and_rivers(waters, args.out / "waters.tsv", known),
        ("geomap:golan", "Golan Heights", "RGN", golan_heights(args.world_map, units)),
    ]
    table = gpd.GeoDataFrame(
        [row[:3] for row in sorted(found, key=lambda row: row[0])],
        columns=["id", "name", "feature_code"],
        geometry=_small([row[3] for row in sorted(found, key=lambda row: row[0])]),
        crs="OGC:CRS84",
    )
    table.to_parquet(args.out / "regions.parquet", **COMPACT)
    print(len(table), "regions", table.geometry.count_coordinates().sum(), "points")


Found = tuple[str, str, str, shapely.Geometry]


def _seas(units: gpd.GeoDataFrame, source: Path) -> Iterator[Found]:
    land = units.geometry.to_numpy()
    for key, name, code, corners in _table(source):
        frame = shapely.Polygon([tuple(map(float, corner.split())) for corner in corners.split(",")])
        ashore = shapely.coverage_union_all(land[shapely.intersects(land, frame)])
        water = shapely.get_parts(frame.difference(ashore))
        yield key, name, code, max(water, key=lambda part: part.area)


def _islands(units: gpd.GeoDataFrame, source: Path) -> Iterator[Found]:
    """The piece of land at each island's position, when it is about as large as the gazetteer says."""
    land = shapely.get_parts(shapely.coverage_union_all(units.geometry.to_numpy()))
    tree = shapely.STRtree(land)
    for key, name, lon, lat, reach_km, code, *_ in _table(source):
        if code != ISLAND:
            continue
        at = shapely.Point(float(lon), float(lat))
        piece = land[tree.nearest(at)]
        reach = float(reach_km) / KM_PER_DEGREE
        largest = shapely.hausdorff_distance(at, piece) * np.cos(np.radians(at.y))
        if piece.distance(at) < OFFSHORE and reach / FAR < largest < reach * ISLAND_FAR:
            yield key, name, "ISL", piece
        else:
            print("no island found for", key, f"{largest * KM_PER_DEGREE:.0f} km, not {reach_km}")


def _lakes_and_rivers(
    waters: gpd.GeoDataFrame, source: Path, known: dict[str, tuple[float, float, float]]
) -> Iterator[Found]:
    for key, name, code, names in _table(source):
        called = waters[waters["name"].isin(names.split("|")) | waters.name_en.isin(names.split("|"))]
        lon, lat, reach_km = known[key]
        near = called.geometry.distance(shapely.Point(lon, lat)) < reach_km * FAR / KM_PER_DEGREE
        shapes = called.geometry[near]
        running = code in {"STM", "CNL"}
        shapes = shapes[shapes.geom_type.str.endswith("LineString" if running else "Polygon")]
        if shapes.empty:
            print("nothing found for", key, names)
            continue
        whole = shapely.union_all(shapely.make_valid(shapes.to_numpy()))
        yield (
            key,
            name,
            code,
            shapely.buffer(shapely.simplify(whole, BANK / 2), BANK, quad_segs=2) if running else whole,
        )


def _small(shapes: Iterable[shapely.Geometry]) -> np.ndarray:
    """Simplified and on the grid, without the smallest parts."""
    simple = shapely.set_precision(shapely.simplify(list(shapes), TOLERANCE), GRID)
    whole = [
        shapely.union_all([part for part in shapely.get_parts(shape) if part.area >= min(KEPT, shape.area / 2)])
        for shape in simple
    ]
    return shapely.orient_polygons(shapely.normalize(np.array(whole)))


def _table(source: Path) -> list[list[str]]:
    with source.open(encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")]


if __name__ == "__main__":
    main()
