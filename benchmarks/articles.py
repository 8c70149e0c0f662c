"""How fast articles become events, and that memory does not grow with their number, beside flashgeotext in one run.

    python benchmarks/articles.py [N]       N articles of about 500 words, 400 by default

Two kinds of articles, each of words that come once: "war reports" are the sentences of data/articles, shuffled anew for
each (seed 7) and numbered, so that no sentence is met twice and nothing remembered helps; they name a place every
thirteen words. "News" are the texts of the LGL corpus, cut to 500 words, where ../shared has it.
flashgeotext (`pip install
flashgeotext`) only looks names up in a list of larger cities; it resolves nothing, codes nothing, dates nothing: it is
the quickest thing a newsroom could use instead. Prints articles a second by the processor's clock, and the ratio.
"""

import datetime as dt
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from geomap.articles import read_articles
from geomap.batches import OpenedStages, OpenStages, code_batch, geoparse_batch
from geomap.engine import in_batches
from geomap.records import Article
from geomap.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
NEWS = ROOT.parent / "shared" / "corpora" / "lgl.jsonl"
WORDS = 500


def articles(number: int) -> Iterator[Article]:
    """Made-up articles of about 500 words from the samples' sentences."""
    samples = [item for item in read_articles([ROOT / "data" / "articles"]) if isinstance(item, Article)]
    sentences = [line for sample in samples for line in sample.text.replace("\n", " ").split(". ") if line]
    dice = random.Random(7)  # noqa: S311 - a benchmark, not a secret
    note = 0
    for index in range(number):
        text, words = [], 0
        while words < WORDS:
            note += 1
            text.append(f"Note {note}: {dice.choice(sentences).strip().rstrip('.')}.")
            words += len(text[-1].split())
        published = samples[index % len(samples)].published
        yield Article(id=str(index), title="", text=" ".join(text), published=published)


def news(number: int) -> Iterator[Article]:
    """Articles of just about 500 words from the texts of LGL, one after the other; fewer when these run out."""
    with NEWS.open(encoding="utf-8") as lines:
        words = [word for line in lines for word in json.loads(line)["text"].split(" ")]
    for index in range(min(number, len(words) // WORDS)):
        text = " ".join(words[index * WORDS : (index + 1) * WORDS])
        yield Article(id=str(index), title="", text=text, published=dt.date(2009, 3, 20))


def rate(work: Callable[[OpenedStages, Sequence[Article]], object], wanted: Iterator[Article]) -> float:
    """Articles a second, models and gazetteer loaded."""
    stages = OpenStages(Settings())()
    batches = list(in_batches(wanted, 64))
    work(stages, batches.pop(0))
    began = time.process_time()
    for batch in batches:
        work(stages, batch)
    return sum(map(len, batches)) / (time.process_time() - began)


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
        stages = OpenStages(Settings())()
        for batch in in_batches(articles(int(sys.argv[2])), 64):
            code_batch(stages, batch)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    small, large = peak_mb(number), peak_mb(4 * number)  # first: a process begins with the peak of the one it came from
    kinds = {"war reports": articles, "news": news} if NEWS.exists() else {"war reports": articles}
    for kind, made in kinds.items():
        places, events = rate(geoparse_batch, made(number)), rate(code_batch, made(number))
        print(f"geomap, {kind:<22}{places:8.0f} articles/s to places, {events:.0f} to events")
    ours, peer = rate(geoparse_batch, articles(number)), peer_rate(number)
    if peer is None:
        print("flashgeotext                  not installed: pip install flashgeotext")
    else:
        print(f"flashgeotext, look-up alone   {peer:8.0f} articles/s   geomap takes {peer / ours:.1f} times as long")
    print(f"peak memory                   {small:8.0f} MB at {number}, {large:.0f} MB at {4 * number} articles")


if __name__ == "__main__":
    main()
