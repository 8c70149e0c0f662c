"""How fast articles become events, and that memory does not grow with their number, beside flashgeotext in one run.

    python benchmarks/articles.py [N]       N articles of about 500 words, 400 by default

The articles are the sentences of data/articles, shuffled anew for each (seed 7). flashgeotext (`pip install
flashgeotext`) only looks names up in a list of larger cities; it resolves nothing, codes nothing, dates nothing: it is
the quickest thing a newsroom could use instead. Prints articles a second by the processor's clock, and the ratio.
"""

import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from geomap.articles import read_articles
from geomap.engine import in_batches
from geomap.pipeline import OpenBench, code_batch
from geomap.records import Article
from geomap.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
WORDS = 500


def articles(number: int) -> Iterator[Article]:
    """Made-up articles of about 500 words from the samples' sentences."""
    samples = [item for item in read_articles([ROOT / "data" / "articles"]) if isinstance(item, Article)]
    sentences = [line for sample in samples for line in sample.text.replace("\n", " ").split(". ") if line]
    dice = random.Random(7)  # noqa: S311 - a benchmark, not a secret
    for index in range(number):
        text, words = [], 0
        while words < WORDS:
            text.append(dice.choice(sentences).strip().rstrip(".") + ".")
            words += len(text[-1].split())
        published = samples[index % len(samples)].published
        yield Article(id=str(index), title="", text=" ".join(text), published=published)


def geomap_rate(number: int) -> float:
    """Articles a second of the whole way from text to events, models and gazetteer loaded."""
    bench = OpenBench(Settings())()
    code_batch(bench, list(articles(16)))
    batches = list(in_batches(articles(number), 64))
    began = time.process_time()
    for batch in batches:
        code_batch(bench, batch)
    return number / (time.process_time() - began)


def peer_rate(number: int) -> float | None:
    """Articles a second of flashgeotext's look-up, or None when it is not installed."""
    try:
        from flashgeotext.geotext import GeoText
    except ImportError:
        return None
    finder = GeoText()
    texts = [article.text for article in articles(number)]
    finder.extract(texts[0])
    began = time.process_time()
    for text in texts:
        finder.extract(text)
    return number / (time.process_time() - began)


def peak_mb(number: int) -> float:
    """Peak memory of a fresh process that geoparses and codes so many articles and keeps none."""
    words = [sys.executable, __file__, "--peak", str(number)]
    return float(subprocess.run(words, capture_output=True, text=True, check=True).stdout)


def main() -> None:
    """Print the table."""
    if sys.argv[1:2] == ["--peak"]:
        bench = OpenBench(Settings())()
        for batch in in_batches(articles(int(sys.argv[2])), 64):
            code_batch(bench, batch)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    ours, peer = geomap_rate(number), peer_rate(number)
    print(f"geomap, text to events        {ours:8.0f} articles/s")
    if peer is None:
        print("flashgeotext                  not installed: pip install flashgeotext")
    else:
        print(f"flashgeotext, look-up alone   {peer:8.0f} articles/s   geomap takes {peer / ours:.1f} times as long")
    small, large = peak_mb(number), peak_mb(4 * number)
    print(f"peak memory                   {small:8.0f} MB at {number}, {large:.0f} MB at {4 * number} articles")


if __name__ == "__main__":
    main()
