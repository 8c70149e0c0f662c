"""Makes data/basemap/ukraine.bin: the border and oblast lines of Ukraine from the outlines that areas are drawn with.

    python data/boundaries/make_ukraine_lines.py

A hatched oblast and the border below it are then one line. Natural Earth's border runs up to 5 km beside
OpenStreetMap's; where it stands within `BESIDE` of it, it is replaced, and the borders of neighbours that ended on it
are led on to the new one. A file of its own, since OpenStreetMap's data is under the ODbL.

Layers of the file: `borders`, `admin1` (lines), `cover` (rings: where Natural Earth's borders are replaced), `inside`
(rings: where its lines of divisions are).
"""

from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from geomap.output import basemap_codec
from geomap.output.basemap_cut import near_as_shipped, paths
from geomap.shipped import data_dir

BESIDE = 0.055  # degrees: nineteen points in twenty of Natural Earth's border lie within 0.033 of the new one
REACH = 0.1  # degrees: so near to Natural Earth's border the outline is a border too, and no coast
UNIT = 0.0002  # degrees, as the outlines have them
BOX = (20.0, 43.0, 42.0, 54.0)


def main() -> None:
    """Read the outlines and the near level of the basemap, write the lines."""
    units = gpd.read_parquet(data_dir() / "boundaries" / "ukraine.parquet")
    oblasts = units.dissolve("admin1_id").geometry.to_numpy()
    whole = shapely.coverage_union_all(units.geometry.to_numpy())
    _, layers = near_as_shipped([BOX])
    old = shapely.union_all(layers["borders"])
    edge = shapely.boundary(whole)
    border = shapely.line_merge(shapely.intersection(edge, shapely.buffer(old, REACH)))
    cover = shapely.simplify(shapely.buffer(border, BESIDE), 0.004)
    border = shapely.union_all([border, *_led_on(shapely.difference(old, cover), cover, border)])
    inner = shapely.difference(shapely.union_all(shapely.boundary(oblasts)), shapely.buffer(edge, UNIT))
    inside = shapely.simplify(shapely.buffer(whole, BESIDE), 0.004)
    block = basemap_codec.pack(
        {
            name: paths(np.array([shape], object))
            for name, shape in (
                ("borders", border),
                ("admin1", shapely.line_merge(inner)),
                ("cover", cover),
                ("inside", inside),
            )
        },
        q=UNIT,
        head={},
        effort=12,
    )
    target = Path(data_dir()) / "basemap" / "ukraine.bin"
    target.write_bytes(block)
    print(target, len(block))


def _led_on(rest: shapely.Geometry, cover: shapely.Geometry, border: shapely.Geometry) -> list[shapely.Geometry]:
    """From where a neighbour's border meets the cover to the nearest point of the new border."""
    rim = shapely.buffer(shapely.boundary(cover), 1e-6)
    ends = shapely.points(
        [point for part in shapely.get_parts(shapely.line_merge(rest)) for point in (part.coords[0], part.coords[-1])]
    )
    return [shapely.shortest_line(end, border) for end in ends[shapely.intersects(rim, ends)]]


if __name__ == "__main__":
    main()
