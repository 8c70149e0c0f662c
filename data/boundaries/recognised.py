"""The world's first-level divisions, each in the country that the United Nations see it in."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

WESTERN_SAHARA_NORTH = 27.667  # its recognised border with Morocco is the parallel 27 degrees 40 minutes
EDGE = 179.89  # the source stops a tenth of a degree before the antimeridian
GRID = 1e-6
GOLAN = shapely.Point(35.75, 33.0)

COUNTRIES = {  # Natural Earth's own code -> ISO 3166-1 alpha-3
    "ALD": "ALA",
    "CYN": "CYP",  # Northern Cyprus: recognised by Turkey alone
    "KAB": "KAZ",  # Baikonur is leased
    "KOS": "XKX",  # Kosovo: the user-assigned code that GeoNames uses
    "PSX": "PSE",
    "SAH": "ESH",
    "SDS": "SSD",
    "SOL": "SOM",  # Somaliland
    "USG": "CUB",  # Guantanamo Bay is leased
}
DIVISIONS = {  # (Natural Earth's country, name) -> ISO 3166-1 alpha-3
    ("RUS", "Crimea"): "UKR",  # UN General Assembly resolution 68/262
    ("RUS", "Sevastopol"): "UKR",
}


def divisions(world_map: Path) -> gpd.GeoDataFrame:
    """First-level divisions as a clean coverage: `country` (ISO alpha-3), `name`, `geometry`.

    Args:
        world_map: QGIS's `world_map.gpkg` (Natural Earth 4.1 at 1:10 million, public domain).
    """
    source = gpd.read_file(world_map, layer="states_provinces")
    disputed = gpd.read_file(world_map, layer="disputed_borders")
    units = gpd.GeoDataFrame(
        {
            "country": [
                DIVISIONS.get((code, name), COUNTRIES.get(code, code))
                for code, name in zip(source.adm0_a3, source.name, strict=True)
            ],
            "name": source.name,
            "fips": source.fips,
            "gn_name": source.gn_name,
        },
        geometry=shapely.transform(source.geometry.values, _to_the_antimeridian),
        crs="OGC:CRS84",
    )
    units = _cut(units, units.country.eq("MAR"), _north_of(WESTERN_SAHARA_NORTH), south="ESH", name="Western Sahara")
    units = _golan(units, disputed)
    units["geometry"] = shapely.coverage_clean(units.geometry.values, gap_width=0.001)
    return units[~units.geometry.is_empty].reset_index(drop=True)


def golan_heights(world_map: Path, units: gpd.GeoDataFrame) -> shapely.Geometry:
    """The part of the Golan Heights that `divisions` gave back to Syria."""
    source = gpd.read_file(world_map, layer="states_provinces")
    (drawn,) = source.geometry[source.adm0_a3.eq("ISR") & source.geometry.contains(GOLAN)]
    (kept,) = units.geometry[units.country.eq("ISR") & units["name"].eq("HaZafon")]
    return max(shapely.get_parts(drawn.difference(kept)), key=lambda part: part.area)


def read_waters(source: Path) -> gpd.GeoDataFrame:
    """Lakes or rivers of Natural Earth, from GeoJSON, gzipped or not."""
    table = gpd.read_file(f"/vsigzip/{source.resolve()}" if source.suffix == ".gz" else source)
    return table[table.geometry.notna()]


def _to_the_antimeridian(points: np.ndarray) -> np.ndarray:
    """Snap what stops at 179.9 to 180, and what remains to the grid."""
    points = np.round(points / GRID) * GRID
    edge = np.abs(points[:, 0]) >= EDGE
    points[edge, 0] = np.sign(points[edge, 0]) * 180.0
    return points


def _north_of(parallel: float) -> shapely.Polygon:
    return shapely.box(-180.0, parallel, 180.0, 90.0)


def _cut(
    units: gpd.GeoDataFrame, chosen: pd.Series, north: shapely.Polygon, *, south: str, name: str
) -> gpd.GeoDataFrame:
    """Give what the chosen units have south of a line to another country's unit called `name`."""
    inside = units.geometry.where(~chosen, units.geometry.intersection(north))
    outside = units[chosen].geometry.difference(north)
    gained = shapely.union_all(outside.values)
    target = units.country.eq(south) & units.name.eq(name)
    units = units.set_geometry(inside)
    units.loc[target, "geometry"] = units.geometry[target].union(gained)
    return units


def _golan(units: gpd.GeoDataFrame, disputed: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give the Golan Heights back to Syria along the line of 1967 (Security Council resolution 497)."""
    claims = disputed.geometry[disputed["name"].eq("Syrian claim") & disputed.adm0_a3_l.eq("ISR")]
    home = units.country.eq("ISR") & units.geometry.contains(GOLAN)
    (whole,) = units.geometry[home]
    west, east = sorted(_split(whole, _longest(claims.values)), key=lambda part: part.contains(GOLAN))
    units.loc[home, "geometry"] = west
    quneitra = units.country.eq("SYR") & units.name.eq("Quneitra")
    units.loc[quneitra, "geometry"] = units.geometry[quneitra].union(east)
    return units


def _longest(lines: np.ndarray) -> shapely.LineString:
    return max(shapely.get_parts(shapely.line_merge(shapely.union_all(lines))), key=lambda line: line.length)


def _split(area: shapely.Polygon, line: shapely.LineString) -> tuple[shapely.Geometry, shapely.Geometry]:
    """The largest piece on one side of a line that is lengthened to reach the area's edge, and all other pieces."""
    ends = [shapely.shortest_line(shapely.Point(line.coords[at]), area.boundary) for at in (0, -1)]
    knife = shapely.buffer(shapely.union_all([line, *(_beyond(end) for end in ends)]), GRID, cap_style="flat")
    pieces = sorted(shapely.get_parts(shapely.difference(area, knife)), key=lambda piece: -piece.area)
    first = [piece for piece in pieces if not piece.contains(GOLAN) and piece.area > pieces[1].area / 2]
    rest = [piece for piece in pieces if piece not in first]
    return shapely.union_all(first), shapely.union_all(rest)


def _beyond(line: shapely.LineString) -> shapely.LineString:
    (x, y), (x_end, y_end) = line.coords
    return shapely.LineString([(x, y), (x_end + 0.01 * np.sign(x_end - x), y_end + 0.01 * np.sign(y_end - y))])
