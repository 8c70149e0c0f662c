"""The whole of GeoNames: fetched, cut up, opened and asked, with time and memory.

    python benchmarks/world.py [ROWS]       13,000,000 rows by default, which takes 1.2 GB of disk for a while

No dump of that size is at hand, so one of its shape is generated: 250 countries of very unequal size, two of five rows
a settlement, alternate names in Latin and other letters. It is served from this machine and fetched by the command
line, in a process of its own, so that its peak of memory is its own. Then, in another process, the gazetteer is opened
and asked for a thousand distinct names of the largest country's villages.
"""

import functools
import itertools
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ASKED = 1_000
COUNTRIES = ["".join(pair) for pair in itertools.product("ABCDEFGHIJ", "ABCDEFGHIJKLMNOPQRSTUVWXY")]
CLASSES = ["P", "P", "H", "S", "T"]
CODES = {"P": "PPL", "H": "STM", "S": "HTL", "T": "HLL"}
LATIN = "an bel cor dar el fin gar hol ist jar kel lom mar nov or pel rin sar tor ul ver win yar zen".split()
OTHER = "ан бел кор дар ел фін гар гол іст яр кел лом мар нов ор пел рин сар тор ул вер вин зен".split()  # noqa: RUF001
ASK = """
import sys, time
from geomap.gazetteer import open_gazetteer
open_gazetteer().close()
began = time.process_time()
store = open_gazetteer()
opened = time.process_time() - began
names = sys.argv[2].split("|")
began = time.process_time()
store.villages(["x"], countries=frozenset([sys.argv[1]]), in_prose=False)
built = time.process_time() - began
store.close()
began = time.process_time()
store = open_gazetteer()
store.villages(["x"], countries=frozenset([sys.argv[1]]), in_prose=False)
opened_both = time.process_time() - began
began = time.process_time()
found = store.villages(names, countries=frozenset([sys.argv[1]]), in_prose=False)
asked = time.process_time() - began
began = time.process_time()
store.candidates([name + "x" for name in names])
unknown = time.process_time() - began
print(f"opening {opened * 1000:.0f} ms; the largest country built in {built:.1f} s; opening with it "
      f"{opened_both * 1000:.0f} ms; {len(names):,} names of it {asked * 1000:.0f} ms, "
      f"{sum(map(bool, found.values())):,} found; as many unknown ones of the world {unknown * 1000:.0f} ms")
"""


def name(rng: random.Random, parts: list[str]) -> str:
    return "".join(rng.choices(parts, k=4)).capitalize()


def generate(rows: int, target: Path) -> tuple[str, list[str]]:
    """Write the dump; the largest country, and some names of settlements there."""
    rng = random.Random(1)  # noqa: S311
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(COUNTRIES) + 1)))
    known: list[str] = []
    with (
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("allCountries.txt", "w", force_zip64=True) as out,
    ):
        for number in range(1, rows + 1):
            (country,) = rng.choices(COUNTRIES, cum_weights=weights)
            kind = CLASSES[number % len(CLASSES)]
            said = name(rng, LATIN)
            others = f"{name(rng, OTHER)},{name(rng, LATIN)}" if number % 2 else ""
            row = [
                *(str(number), said, said, others, f"{rng.random() * 170 - 85:.5f}"),
                *(f"{rng.random() * 360 - 180:.5f}", kind, CODES[kind], country, "", f"{number % 20:02d}", ""),
                *("", "", str(number % 5000 if number % 7 == 0 else 0), "", "100", "Etc/UTC", "2026-01-01"),
            ]
            out.write(("\t".join(row) + "\n").encode())
            if country == COUNTRIES[0] and kind == "P" and len(known) < 2 * ASKED:
                known.append(said)
    return COUNTRIES[0], list(dict.fromkeys(known))[:ASKED]


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory(prefix="geomap-world-") as beside:
        folder = Path(beside)
        (folder / "dump").mkdir()
        began = time.process_time()
        country, names = generate(rows, folder / "dump" / "allCountries.zip")
        size = (folder / "dump" / "allCountries.zip").stat().st_size
        print(f"{rows:,} rows generated in {time.process_time() - began:.0f} s, {size / 1e6:.0f} MB packed", flush=True)
        handler = functools.partial(Quiet, directory=str(folder / "dump"))
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            where = {**os.environ, "GEOMAP_CACHE": str(folder / "cache"), "GEOMAP_LAYERS": str(folder / "layers")}
            url = f"http://127.0.0.1:{server.server_port}/"
            fetch = [sys.executable, "-m", "geomap", "gazetteer", "fetch", "ALL", "--base-url", url]
            before = _children()
            subprocess.run(fetch, check=True, env=where, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            used = _children() - before
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
            server.shutdown()
        packed = sum(file.stat().st_size for file in (folder / "layers").rglob("*.xz"))
        print(f"fetched and built in {used:.0f} s of processor time, peak {peak:.0f} MB; {packed / 1e6:.0f} MB kept")
        subprocess.run([sys.executable, "-c", ASK, country, "|".join(names)], check=True, env=where)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 13_000_000)
