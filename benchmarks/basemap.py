"""How large and how quick: the basemap of some boxes, and the outlines of some areas.

python benchmarks/basemap.py   exits 1 when the region of Ukraine takes more than 300 KB of page
"""

import statistics
import sys
import time
from collections.abc import Callable, Sequence

from geomap.gazetteer import areas
from geomap.geo import LonLat
from geomap.output import basemap

UKRAINE = (22.1, 44.3, 40.3, 52.4)
BOXES = {
    "Ukraine": UKRAINE,
    "Kyiv alone": (30.5, 50.45, 30.5, 50.45),
    "Syria": (35.6, 32.3, 42.4, 37.4),
    "Sahel": (-17.0, 8.0, 24.0, 25.0),
    "Middle East": (25.0, 12.0, 63.0, 42.0),
    "Africa": (-18.0, -35.0, 52.0, 38.0),
    "Fiji": (176.0, -20.0, -178.0, -15.0),
    "no events": None,
}
SPREAD = [(36.2, 50.0), (36.3, 33.5), (34.4, 31.5), (25.3, 13.6), (29.2, -1.7), (96.2, 16.8), (-72.3, 18.5)]
AREAS = ["geonames:687699", "geonames:713172", "geomap:donbas"]
BAR_KB = 300.0
REPEATS = 5


def main() -> int:
    ready = seconds(lambda: basemap.basemap_block(UKRAINE))
    print(f"first basemap, data read for it: {ready * 1000:.0f} ms")
    print(f"{'box':<12} {'page KB':>8} {'ms':>6}")
    for name, box in BOXES.items():
        took = statistics.median(seconds(lambda box=box: basemap.basemap_block(box)) for _ in range(REPEATS))
        print(f"{name:<12} {page_kb(box):>8.0f} {took * 1000:>6.0f}")
    spread = page_kb((-80.0, -35.0, 140.0, 60.0), around=SPREAD)
    print(f"{'all over':<12} {spread:>8.0f}   with detail around {len(SPREAD)} places")
    print(f"{len(AREAS)} outlines in Ukraine, the first time: {seconds(lambda: areas.outlines(AREAS)) * 1000:.0f} ms")
    print(f"a country, the first time: {seconds(lambda: areas.outlines(['geonames:163843'])) * 1000:.0f} ms")
    many = [LonLat(lon=22.0 + number % 180 / 10, lat=44.0 + number % 80 / 10) for number in range(1000)]
    each = seconds(lambda: [areas.containing(at) for at in many]) / len(many)
    print(f"containing(): {each * 1e6:.0f} µs")
    return int(page_kb(UKRAINE) > BAR_KB)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def page_kb(box: basemap.Bounds | None, around: Sequence[tuple[float, float]] = ()) -> float:
    """Kilobytes of page: base64 has four characters for three bytes."""
    return len(basemap.basemap_block(box, around=around)) * 4 / 3 / 1000


if __name__ == "__main__":
    sys.exit(main())
