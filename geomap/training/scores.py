"""Scores a recogniser on a corpus with the judge's own program."""

import datetime as dt
from collections.abc import Mapping, Sequence
from types import ModuleType

from geomap.gazetteer import GazetteerStore
from geomap.mentions import CrfRecogniser
from geomap.records import Article, Field, Mention
from geomap.training.corpora import NAMES, Annotated, corpus_path, lent_tool, read_corpus
from geomap.training.mentions import PEOPLE_UNMARKED, trained

NO_DATE = dt.date(1970, 1, 1)  # the recogniser does not read the date
COLUMNS = ("p", "r", "f1", "exact_f1", "demonym_r")


def judge() -> ModuleType:
    """The scoring program that lies beside the project.

    Raises:
        FileNotFoundError: it is not there.
    """
    return lent_tool("score_geoparse")


def leave_one_out(gazetteer: GazetteerStore) -> dict[str, Mapping[str, float]]:
    """For each corpus the figures of a recogniser that has not seen it."""
    return {
        held: score(trained([name for name in NAMES if name != held], gazetteer), gazetteer, held) for held in NAMES
    }


def score(recogniser: CrfRecogniser, gazetteer: GazetteerStore, corpus: str) -> Mapping[str, float]:
    """The figures of a recogniser on a corpus, as the judge computes them."""
    program = judge()
    predicted = {
        text.id: {"mentions": [_row(mention) for mention in read(recogniser, gazetteer, text)]}
        for text in read_corpus(corpus)
    }
    figures: Mapping[str, float] = program.score(
        program.read(corpus_path(corpus)), predicted, without_people=corpus in PEOPLE_UNMARKED
    )
    return figures


def read(recogniser: CrfRecogniser, gazetteer: GazetteerStore, text: Annotated) -> Sequence[Mention]:
    """The mentions of an annotated text, its title left out since no corpus annotates it."""
    article = Article(id=text.id, title="", text=text.text, published=NO_DATE)
    found = recogniser.recognise(article, gazetteer.facts(recogniser.asks(article)))
    return [mention for mention in found if mention.field is Field.TEXT]


def table(figures: Mapping[str, Mapping[str, float]]) -> str:
    """The figures as a Markdown table, a line a corpus."""
    lines = ["| corpus left out | " + " | ".join(COLUMNS) + " |", "|---" * (len(COLUMNS) + 1) + "|"]
    for corpus, row in figures.items():
        cells = ("-" if row[name] is None else f"{row[name]:.3f}" for name in COLUMNS)
        lines.append(f"| {corpus} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _row(mention: Mention) -> dict[str, object]:
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.surface,
        "role": mention.role.value,
        "field": mention.field.value,
    }
