"""The page beside Folium's own layers, at 10,000, 100,000 and a million events; exits 1 when a bar is missed.

    python benchmarks/page.py [--sizes 10000 100000 1000000] [--repeat 3] [--without-peers]

Events and measuring come from the tools beside the checkout (../shared/tools): make_events.py makes them from real
news sentences, measure_page.py opens each page in headless Chromium with the network off. Peers get their Leaflet
plugins from node_modules, so that they can draw without a network. Pages and events are kept in build/bench-page.

The bars are what the first experiment reached on a quiet machine of two cores; milliseconds on a busy one say little.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT.parent / "shared" / "tools"
CORPUS = ROOT.parent / "shared" / "corpora" / "lgl.jsonl"
WORK = ROOT / "build" / "bench-page"
DIFFERENT = "1000000-different"

BARS = {  # what the experiment reached; "different": a million events, no two at the same place
    "10000": {
        "t_ready_ms": 750,
        "bytes_an_event": 174,
        "filter_med": 22,
        "rss_mb": 207,
        "build_s": 0.4,
        "popup_med": 70,
    },
    "100000": {
        "t_ready_ms": 840,
        "bytes_an_event": 124,
        "filter_med": 22,
        "rss_mb": 215,
        "build_s": 2,
        "popup_med": 70,
    },
    "1000000": {
        "t_ready_ms": 910,
        "bytes_an_event": 119,
        "filter_med": 24,
        "rss_mb": 419,
        "build_s": 14,
        "popup_med": 70,
        "build_mb": 1000,
        "table_max": 200,
        "chart_max": 200,
    },
    DIFFERENT: {"filter_med": 50, "zoom_max": 200},
}
SHOWN = (
    "build_s",
    "build_mb",
    "bytes_an_event",
    "t_ready_ms",
    "rss_mb",
    "filter_med",
    "popup_med",
    "zoom_max",
    "pan_max",
    "table_max",
    "chart_max",
)


def main() -> int:
    """Make, measure, compare."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sizes", nargs="*", default=[*BARS])
    asked.add_argument("--repeat", type=int, default=3)
    asked.add_argument("--without-peers", action="store_true")
    asked.add_argument("--build", nargs=2, help="only build: EVENTS.parquet PAGE.html, told as JSON")
    args = asked.parse_args()
    if args.build:
        print(json.dumps(build(Path(args.build[0]), Path(args.build[1]))))
        return 0
    if not TOOLS.is_dir():
        print("the measuring tools are not here: they lie beside the checkout, in ../shared/tools")
        return 1
    WORK.mkdir(parents=True, exist_ok=True)
    os.environ["GEOMAP_MEASURE"] = "1"  # pages bring the handle that measure_page.py holds
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; medians of {args.repeat}")
    missed = [line for size in args.sizes for line in bench(size, args.repeat)]
    if not args.without_peers:
        peers(args.repeat)
    print("\n".join(["missed:", *missed]) if missed else "every bar is met")
    return int(bool(missed))


def bench(size: str, repeat: int) -> list[str]:
    """Build and measure our page of one size; the bars it missed."""
    page = WORK / f"geomap-{size}.html"
    told = subprocess.run(
        [sys.executable, __file__, "--build", events(size), page], capture_output=True, text=True, check=True
    ).stdout
    found = {**json.loads(told), **measured(page, repeat), **desk(page)}
    found["bytes_an_event"] = round(found["bytes"] / int(size.split("-", maxsplit=1)[0]), 1)
    print(f"geomap {size}: " + ", ".join(f"{name} {found.get(name)}" for name in SHOWN), flush=True)
    if found.get("fail") or found.get("err") or found.get("refused"):
        return [f"{size}: {found.get('fail')} {found.get('err')} {found.get('refused')}"]
    return [
        f"{size}: {name} {found.get(name)}, the bar is {bar}"
        for name, bar in BARS.get(size, {}).items()
        if found.get(name) is None or found[name] > bar
    ]


def build(source: Path, target: Path) -> dict[str, float]:
    """Write one page and say how long it took and the most memory the process held, table and libraries included."""
    import geopandas as gpd
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    from geomap.output.page import write_page
    from geomap.output.page_tables import as_tables

    repeated = ["event_type", "place", "outlet", "title", "url"]  # each word kept once, as a table of categories has it
    read = pq.read_table(source, use_threads=False, pre_buffer=False, read_dictionary=repeated)
    pa.default_memory_pool().release_unused()
    table = read.to_pandas(types_mapper=pd.ArrowDtype)
    del read
    points = gpd.points_from_xy(table.pop("lon").to_numpy(), table.pop("lat").to_numpy())
    tables = as_tables(gpd.GeoDataFrame(table, geometry=points, crs="OGC:CRS84"))
    del table, points
    pa.default_memory_pool().release_unused()
    began = time.perf_counter()
    write_page(tables, target, title="Conflict events")
    took = time.perf_counter() - began
    return {"build_s": round(took, 2), "build_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10}


def events(size: str) -> Path:
    """A table of events as the page takes it, made once."""
    target = WORK / f"table-{size}.parquet"
    number, _, different = size.partition("-")
    raw = WORK / f"events_{number}.parquet"
    if not raw.exists():
        subprocess.run(
            [sys.executable, TOOLS / "make_events.py", CORPUS, WORK, number], check=True, stdout=subprocess.DEVNULL
        )
    if not target.exists():
        subprocess.run([sys.executable, "-c", RESHAPE, raw, target, different], check=True)
    return target


RESHAPE = """
import sys, numpy as np, pandas as pd, pyarrow as pa, pyarrow.parquet as pq
raw = pd.read_parquet(sys.argv[1])
n, rng = len(raw), np.random.default_rng(3)
lon, lat = (22.5 + rng.random(n) * 17, 44.6 + rng.random(n) * 7.5) if sys.argv[3] else (raw.lon, raw.lat)
text = {"event_type": raw.type, "place": raw.place, "quote": raw.evidence, "title": raw.headline, "url": raw.url,
        "outlet": raw.outlet, "article_id": raw.article, "id": np.arange(n)}
days = {"date_start": raw.date, "published": pd.to_datetime(raw.adate)}
words = {name: pa.array(pd.Series(values).astype(str), pa.large_string()) for name, values in text.items()}
pq.write_table(pa.table(words | {name: pa.array(values.dt.date, pa.date32()) for name, values in days.items()}
    | {"lon": np.asarray(lon), "lat": np.asarray(lat)}), sys.argv[2])
"""


def measured(page: Path, repeat: int) -> dict[str, object]:
    """What measure_page.py says about a page."""
    command = [sys.executable, TOOLS / "measure_page.py", page, "--repeat", str(repeat)]
    found: dict[str, object] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return found


def desk(page: Path) -> dict[str, float]:
    """The longest of the changes of table and of chart, in milliseconds: from the click until the next frame stands.

    The first sort by words of a page ranks them in the reader's alphabet, and is left out.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        opened = browser.new_page(viewport={"width": 1440, "height": 900})
        opened.goto(page.as_uri())
        opened.locator("#gm[data-ready]").wait_for(timeout=60_000)
        opened.wait_for_timeout(2000)
        opened.get_by_role("button", name="Table").click()
        for name in ("Place", "Type", "Outlet", "Date"):
            opened.get_by_role("button", name=f"Sort by {name}").click()
        table = max(
            opened.evaluate(CLICK, f".gm-thead [aria-label='Sort by {name}']") for name in ("Place", "Type", "Date")
        )
        opened.get_by_role("button", name="Chart").click()
        chart = max(opened.evaluate(CLICK, f".gm-seg [data-value={grain}]") for grain in ("week", "month", "day"))
        browser.close()
    return {"table_max": round(table), "chart_max": round(chart)}


CLICK = """async (key) => {
  const began = performance.now();
  document.querySelector(key).click();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - began;
}"""


def peers(repeat: int) -> None:
    """Folium's own layers on the same events, as far as they go in reasonable time."""
    import folium
    import pandas as pd
    from folium.plugins import FastMarkerCluster, Timeline, TimelineSlider

    for size in (10_000, 100_000):
        raw = pd.read_parquet(events(str(size)).with_name(f"events_{size}.parquet"))
        drawn = folium.Map(location=[48.6, 31.6], zoom_start=6, tiles=None, maxZoom=18)
        rows = [[a, b, quote] for a, b, quote in zip(raw.lat, raw.lon, raw.evidence, strict=True)]
        FastMarkerCluster(rows, callback=MARKER).add_to(drawn)
        tell("FastMarkerCluster", size, drawn, repeat)
    raw = pd.read_parquet(WORK / "events_10000.parquet").head(2_000)
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [row.lon, row.lat]},
            "properties": {"start": str(row.date), "end": str(row.date + pd.Timedelta(days=30)), "popup": row.evidence},
        }
        for row in raw.itertuples()
    ]
    drawn = folium.Map(location=[48.6, 31.6], zoom_start=6, tiles=None, maxZoom=18)
    layer = Timeline({"type": "FeatureCollection", "features": features}).add_to(drawn)
    TimelineSlider().add_timelines(layer).add_to(drawn)
    tell("Timeline", len(raw), drawn, repeat)


MARKER = "function (row) { return L.marker([row[0], row[1]]).bindPopup(row[2]); }"  # the default asks for a CDN's icons


def tell(name: str, size: int, drawn: object, repeat: int) -> None:
    """Write a peer's page with its scripts inside, and measure it."""
    page = WORK / f"{name}-{size}.html"
    began = time.perf_counter()
    text = drawn.get_root().render()  # type: ignore[attr-defined]
    page.write_text(with_scripts(text), encoding="utf-8")
    took = time.perf_counter() - began
    found = {
        "build_s": round(took, 2),
        "bytes_an_event": round(page.stat().st_size / size, 1),
        **measured(page, repeat),
    }
    print(f"{name} {size}: " + ", ".join(f"{key} {found.get(key)}" for key in ("fail", *SHOWN)), flush=True)


def with_scripts(text: str) -> str:
    """A Folium page with Leaflet and the plugin in it instead of addresses."""
    import re

    from geomap.output.page_html import leaflet_header

    modules = ROOT / "node_modules"
    plugins = (
        "leaflet.markercluster/dist/leaflet.markercluster.js",
        "leaflet.timeline/dist/leaflet.timeline.js",
        "moment/min/moment.min.js",
    )
    inside = "".join(f"<script>{(modules / path).read_text('utf-8')}</script>" for path in plugins)
    text = re.sub(r'<script src="https?://[^"]+"></script>|<link rel="stylesheet" href="https?://[^"]+"/>', "", text)
    return text.replace("<head>", f"<head>{leaflet_header(pictures=True)}{inside}", 1)


if __name__ == "__main__":
    sys.exit(main())
