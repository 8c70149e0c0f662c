"""One process, two workers and a Dask cluster of two, side by side over the same articles.

    python benchmarks/engines.py [N] [--recogniser fast] [--in FILE.jsonl] [--without-dask]     N: 500 by default

Each engine runs `geomap map` in a process of its own, as a user does, from start to written page; what is printed is
the time on the wall, the processor time of all its processes, that of the process that reads, merges and writes, and
how many times faster than one process it was. All three must write the same bytes. On a machine that does other things
the wall says nothing: the last columns then reckon from processor time what two free cores would take.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from articles import articles

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2
HOW = {
    "one process": [],
    "two workers": ["--workers", str(WORKERS)],
    "Dask, two workers": ["--workers", str(WORKERS), "--engine", "dask"],
}
OWN = "GEOMAP_BENCH_OWN"
RUN = f"""
import os, sys, time
from multiprocessing import forkserver
from geomap.cli import main
try:
    main()
finally:
    open(os.environ["{OWN}"], "w").write(str(time.process_time()))
    forkserver._forkserver._stop()  # wait for it: only then is the time of its workers told
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Seconds of one run."""

    wall_s: float
    all_s: float  # of processor time, all processes
    own_s: float  # of the process that reads, merges and writes

    @property
    def on_free_cores_s(self) -> float:
        """What the run takes where every process has a core: the reader's work hides behind the workers'."""
        others = self.all_s - self.own_s
        return self.own_s if others < self.own_s / 10 else max(self.all_s / WORKERS, others / WORKERS + self.own_s / 2)


def measured(source: Path, folder: Path, how: list[str], recogniser: str) -> Figures:
    script, own = folder / "go.py", folder / "own"
    script.write_text(f"if __name__ == '__main__':\n{''.join('    ' + line + chr(10) for line in RUN.splitlines())}")
    before, began = _children(), time.monotonic()
    command = [sys.executable, str(script), "map", str(source), "-o", str(folder / "o.html"), "-q", *how]
    subprocess.run(
        [*command, "--recogniser", recogniser], check=True, stdout=subprocess.DEVNULL, env={**os.environ, OWN: str(own)}
    )
    wall_s = time.monotonic() - began
    return Figures(wall_s=wall_s, all_s=_children() - before, own_s=float(own.read_text()))


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def made(number: int, target: Path) -> Path:
    with target.open("w", encoding="utf-8") as out:
        for one in articles(number):
            row = {"id": one.id, "title": one.title, "text": one.text, "date": f"{one.published}"}
            out.write(json.dumps(row) + "\n")
    return target


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("number", nargs="?", type=int, default=500)
    asked.add_argument("--recogniser", default="accurate")
    asked.add_argument("--in", dest="source", type=Path)
    asked.add_argument("--without-dask", action="store_true")
    given = asked.parse_args()
    pages: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as beside:
        folder = Path(beside)
        source = given.source or made(given.number, folder / "in.jsonl")
        measured(made(2, folder / "two.jsonl"), folder, [], given.recogniser)  # the gazetteer is built, the disk warm
        print(f"{'':<20}{'wall s':>9}{'CPU s':>9}{'own s':>9}{'times':>8}{'two free cores s':>19}{'times':>8}")
        one: Figures | None = None
        for name, how in HOW.items():
            if given.without_dask and "dask" in how:
                continue
            found = measured(source, folder, how, given.recogniser)
            pages[name] = (folder / "o.html").read_bytes()
            one = one or found
            free = found.on_free_cores_s
            times = f"{one.wall_s / found.wall_s:>8.2f}{free:>19.1f}{one.on_free_cores_s / free:>8.2f}"
            print(f"{name:<20}{found.wall_s:>9.1f}{found.all_s:>9.1f}{found.own_s:>9.1f}{times}", flush=True)
    if len(set(pages.values())) > 1:
        print("the pages differ")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
