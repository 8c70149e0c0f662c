"""`python -m geomap.training.event_ship FOLDER` trains the reader of events, measures it and writes its models.

FOLDER holds the network that training starts from, as for `accurate_ship`. Needs the dependency group `network`, takes
two hours of one core. The network ships trained on the annotations that are not held; the decisions learn from what two
further networks say, each of the half of the sources that it was not trained on; so does the score by which events of
two articles are merged. The lent gold is only scored.
"""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from geomap.encoder.pieces import Pieces
from geomap.events.decisions import to_bytes
from geomap.events.document import Document, document
from geomap.events.network import SHARED, EventNetwork
from geomap.events.reader import EventReader
from geomap.languages import shipped_languages
from geomap.training import event_merging, event_network, event_scenes, event_scores, event_texts
from geomap.training.accurate_net import Pretrained
from geomap.training.annotations import read_annotations, read_gold, read_short_texts
from geomap.training.annotations_shape import Split
from geomap.training.event_decisions import FOLDS, Lesson
from geomap.training.event_decisions import train as train_decisions
from geomap.training.event_excerpts import Excerpt, excerpts
from geomap.training.event_items import Item, items
from geomap.training.event_texts import Geoparsed, geoparsed
from geomap.training.mentions_ship import MODELS as NAMES_MODELS
from geomap.training.model_files import write

OWN = Path(__file__).parents[2] / "tests" / "gold" / "events_sentences.jsonl"
USES, PAIRS = OWN.parent / "uses.jsonl", OWN.parent / "merge_pairs.jsonl"
LIKENESS = Path(__file__).parents[1] / "linking" / "likeness.npz"
HALVES = 2


def half(source: str) -> int:
    """The half of the sources that one belongs to."""
    return ord(source[-1]) % HALVES  # parts the large sources evenly


def fold(source: str, article_id: str) -> int:
    """The fold of the decisions that an article belongs to; the large sources are spread by article."""
    return sum(map(ord, source + article_id)) % FOLDS


def windows_of(articles: Iterable[Geoparsed], pieces: Pieces) -> list[Item]:
    """The windows of some articles, and of short texts cut from them."""
    found: list[Item] = []
    for one in articles:
        found += items(one.article, one.outcomes, one.golds, pieces)
        for cut in excerpts(one.article, one.outcomes, one.golds):
            found += items(cut.article, cut.outcomes, cut.golds, pieces)
    return found


def windows_of_short(texts: Iterable[Geoparsed], pieces: Pieces) -> list[Item]:
    """The windows of short texts, of which nothing needs to be cut."""
    return [item for one in texts for item in items(one.article, one.outcomes, one.golds, pieces)]


def short_texts(pieces: Pieces, *, with_snippets: bool) -> list[Item]:
    """The short texts beside the news."""
    snippets = list(event_texts.snippets(pieces)) if with_snippets else []
    return [*snippets, *event_texts.summaries(pieces), *event_texts.own_sentences(pieces, OWN)]


def network(news: Sequence[Item], short: Sequence[Item], beside: Sequence[Item], start: Pretrained) -> dict[str, bytes]:
    """The files of a network trained on some windows.

    Args:
        news: windows of annotated articles.
        short: those of short texts that are annotated as articles are.
        beside: those of short texts of which less is known.
        start: the network that training starts from.
    """
    shared = {name: (NAMES_MODELS / "accurate" / name).read_bytes() for name in SHARED}
    made = {**event_network.files(event_network.train([*news, *short, *beside], start), start), **shared}
    return {**made, **event_scenes.on_top([*news, *beside], made, short)}


def lessons(articles: Iterable[Geoparsed], reading: EventNetwork) -> list[Lesson]:
    """Some articles, and short texts cut from them, as a network reads them."""
    found: list[Lesson] = []
    for one in articles:
        number = fold(one.source, one.article.id)
        found.append(Lesson(_document(one, reading), one.golds, number))
        found += [
            Lesson(_document(cut, reading), cut.golds, number) for cut in excerpts(one.article, one.outcomes, one.golds)
        ]
    return found


def lessons_of_short(texts: Iterable[Geoparsed], reading: EventNetwork) -> list[Lesson]:
    """Short texts as a network reads them."""
    return [Lesson(_document(one, reading), one.golds, fold(one.source, one.article.id)) for one in texts]


def _document(one: Geoparsed | Excerpt, reading: EventNetwork) -> Document:
    return document(one.article, one.outcomes, reading, shipped_languages()[one.article.language])


def uses(reading: EventNetwork) -> list[Lesson]:
    """Our own sentences on what names do, on which no network was trained."""
    return [
        Lesson(_document(one, reading), one.golds, fold(one.source, one.article.id), is_partial=True)
        for one in event_texts.own_uses(USES)
    ]


def main(folder: Path, *, with_snippets: bool = True) -> None:
    """Train, write and measure; without the snippets of CASE 2021 only measure the type of each of them."""
    start = Pretrained(folder)
    pieces = Pieces(start.pieces)
    annotated = read_annotations().articles
    own = geoparsed([one for one in annotated if one.split in (Split.TRAIN, Split.FURTHER)])
    told_shortly = geoparsed(read_short_texts().of(Split.TRAIN))
    short = windows_of_short(told_shortly, pieces)
    beside = short_texts(pieces, with_snippets=with_snippets)
    whole = network(windows_of(own, pieces), short, beside, start)
    if not with_snippets:
        print(f"coarse type of unseen snippets: {event_scores.snippet_types(EventNetwork(whole)):.3f}")
        return
    told: list[tuple[Lesson, EventNetwork]] = []
    for number in range(HALVES):
        others = [one for one in own if half(one.source) != number]
        reading = EventNetwork(network(windows_of(others, pieces), short, beside, start))
        told += [(one, reading) for one in lessons([one for one in own if half(one.source) == number], reading)]
    made, assessed = train_decisions([*(one for one, _ in told), *uses(EventNetwork(whole))])
    decisions = to_bytes(made)
    write({**{name: whole[name] for name in whole if name not in SHARED}, "decisions.npz": decisions})
    reader = EventReader(network=whole, decisions=decisions, languages=shipped_languages())
    read = event_merging.told_by([one for one, _ in told], assessed, own)
    golds = {gold["id"]: gold for one in own for gold in one.golds}
    likeness, figures = event_merging.train(
        [*event_merging.pairs(read, golds), *event_merging.own_pairs(reader, PAIRS)]
    )
    LIKENESS.write_bytes(likeness)
    print("merging, of pairs apart: " + ", ".join(f"{name} {value:.3g}" for name, value in figures.items()))
    held = geoparsed([one for one in annotated if one.split is Split.HELD])
    for name, articles in (("held", held), ("gold", geoparsed(read_gold().articles))):
        print(event_scores.table(name, event_scores.score(reader, articles)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--without-snippets", action="store_true")
    asked = parser.parse_args()
    main(asked.folder, with_snippets=not asked.without_snippets)
