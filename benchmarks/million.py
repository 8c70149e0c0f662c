"""A partitioned run over as many articles as wanted: time and memory by the thousand, and what a million would take.

    python benchmarks/million.py [N] [--workers W] [--recogniser accurate] [--out FOLDER]     N: 1,000,000 by default

The articles are the lent news texts, each time with other towns, numbers and days, or where these are absent the
sentences of data/articles, so that none is met twice. They are generated as they are read, a file of a thousand at a
time. Every thousand articles a line: how many, articles a second by the clock of all processors, and the memory of
this process. A run that is broken off goes on with the same FOLDER. The last lines say what was measured and what is
reckoned from it.
"""

import argparse
import datetime as dt
import gzip
import json
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from geomap import dataset
from geomap.gazetteer import open_gazetteer
from geomap.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
LENT = ROOT.parent / "shared" / "news" / "unlabelled"
A_FILE = 1_000
MILLION = 1_000_000
TOWNS = (
    "Kharkiv Kherson Bakhmut Odesa Sumy Kyiv Lviv Dnipro Poltava Izium Kupiansk Nikopol Mosul Aleppo Idlib Raqqa Homs "
    "Gaza Rafah Jenin Nablus Khartoum Omdurman Maiduguri Gao Timbuktu Mogadishu Baidoa Kabul Kandahar Herat Quetta"
).split()
_TOWN = re.compile(rf"\b(?:{'|'.join(TOWNS)})\b")
_NUMBER = re.compile(r"\b\d{1,3}\b")


def texts() -> list[tuple[str, str]]:
    """Titles and texts that are told anew."""
    rows = []
    for file in sorted(LENT.glob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            rows += [row for row in map(json.loads, lines) if row.get("text")]
    if rows:
        return [(row.get("title") or "", row["text"]) for row in rows]
    return [("", file.read_text(encoding="utf-8")) for file in sorted((ROOT / "data" / "articles").glob("*.txt"))]


def told_anew(number: int, known: list[tuple[str, str]]) -> dict[str, str]:
    """One of the texts with other towns, numbers and a day of its own; the same for the same number."""
    dice = random.Random(number)  # noqa: S311 - a benchmark
    title, text = dice.choice(known)
    swap = dict(zip(TOWNS, dice.sample(TOWNS, len(TOWNS)), strict=True))

    def changed(words: str) -> str:
        moved = _TOWN.sub(lambda found: swap[found[0]], words)
        return _NUMBER.sub(lambda found: str(max(1, int(found[0]) + dice.randrange(-9, 40))), moved)

    day = dt.date(2023, 1, 1) + dt.timedelta(days=dice.randrange(365))
    return {"id": f"m{number}", "title": changed(title), "text": changed(text), "date": str(day)}


def written(folder: Path, number: int) -> Iterator[Path]:
    """The files of the articles."""
    known = texts()
    for first in range(0, number, A_FILE):
        file = folder / f"{first // A_FILE:06d}.jsonl.gz"
        if not file.exists():
            with gzip.open(file, "wt", encoding="utf-8", compresslevel=1) as out:
                for one in range(first, min(first + A_FILE, number)):
                    out.write(json.dumps(told_anew(one, known)) + "\n")
        yield file


def used_s() -> float:
    """Processor time of this process and of those that have ended."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def memory_mb() -> float:
    """What this process holds now."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1000


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    asked.add_argument("number", nargs="?", type=int, default=MILLION)
    asked.add_argument("--workers", type=int, default=1)
    asked.add_argument("--recogniser", default="fast")
    asked.add_argument("--out", type=Path)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="geomap-million-") as beside:
        source, out = Path(beside), given.out or Path(beside) / "out"
        files = list(written(source, given.number))
        open_gazetteer().close()  # which is built once
        began, wall, steps = used_s(), time.monotonic(), []

        def tell(what: str, done: int, _of: int | None) -> None:
            step = (what, done, used_s() - began, memory_mb())
            if what == "reading articles" and done:
                steps.append(step)
            print(f"{what:<20}{done:>10,}{step[2]:>10.1f} s{step[3]:>8.0f} MB", flush=True)

        how = Settings(workers=given.workers, recogniser=given.recogniser)
        dataset.run(files, out, how, progress=tell)
        whole = used_s() - began
        tables = dataset.read_dataset(out)
        if not steps:
            print(f"all was read before; {len(tables.events):,} events, the rest took {whole:.1f} s")
            return
        _, done, coding, _ = steps[-1]
        halves = steps[len(steps) // 2][3], steps[-1][3]
        size = sum(file.stat().st_size for file in out.rglob("*.parquet"))
        print(f"{done:,} articles, {len(tables.events):,} events, {size / 1e6:.0f} MB of dataset")
        print(f"coding {done / coding:.1f} a second of processor time, merging {whole - coding:.1f} s, ", end="")
        print(
            f"{time.monotonic() - wall:.0f} s on the wall; memory {halves[0]:.0f} MB half way, {halves[1]:.0f} MB then"
        )
        if done < MILLION:
            factor = MILLION / done / 3600
            print(f"reckoned, not run: a million takes {whole * factor:.1f} core hours")


if __name__ == "__main__":
    sys.exit(main())
