"""The training examples of the accurate recogniser: windows of annotated texts as the network reads them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from geomap.encoder.pieces import Pieces
from geomap.gazetteer import GazetteerStore
from geomap.mentions.accurate.hints import Numbers, hints
from geomap.mentions.accurate.windows import windows
from geomap.mentions.features import stretches
from geomap.mentions.known import Kinds
from geomap.mentions.tokens import Tokens
from geomap.training.corpora import Annotated, read_corpus
from geomap.training.mentions import OWN_ROUNDS, OWN_SWAPPED, PEOPLE_UNMARKED, SWAPPED, swap_pool
from geomap.training.mentions_data import CLEAN, Examples, own_texts

LABELS = ("O", "B", "I")
UNASKED = -100  # a piece that no label is wanted for
RECASED = 0.04  # share of paragraphs told in capitals, as headlines are; the same share in title case


@dataclass(frozen=True, slots=True)
class Lesson:
    """A window with what is to be said about it, piece by piece."""

    pieces: list[int]
    hints: Numbers  # a line a piece
    labels: list[int]  # as in LABELS; UNASKED but at the first piece of a word that could belong to a name


def lessons(corpora: Sequence[str], gazetteer: GazetteerStore, pieces: Pieces, rounds: int) -> Iterator[Lesson]:
    """The named corpora and our own sentences, told `rounds` times, every second time with other places' names."""
    examples = Examples(gazetteer.facts, swap_pool())
    for seed in range(rounds):
        noise = SWAPPED if seed % 2 else CLEAN
        for corpus in corpora:
            texts = [recased(text, Random(f"{seed}{text.id}")) for text in read_corpus(corpus)]  # noqa: S311 - no secret
            told = examples.words(texts, noise=noise, seed=seed, all_marked=corpus not in PEOPLE_UNMARKED)
            yield from lessons_of(told, pieces)
    for seed in range(OWN_ROUNDS):
        noise = OWN_SWAPPED if seed else CLEAN
        yield from lessons_of(examples.words(own_texts(), noise=noise, seed=seed, all_marked=True), pieces)


def lessons_of(told: Iterable[tuple[Tokens, Kinds, list[str]]], pieces: Pieces) -> Iterator[Lesson]:
    """The lessons of texts as `Examples.words` gives them."""
    for tokens, known, labels in told:
        yield from _lessons(tokens, hints(tokens, known), labels, pieces)


def recased(text: Annotated, random: Random) -> Annotated:
    """The text with a few of its paragraphs in capitals or in title case; no annotation moves."""
    lines = text.text.split("\n")
    for number, line in enumerate(lines):
        chance = random.random()
        other = line.upper() if chance < RECASED else line.title() if chance < 2 * RECASED else line
        if len(other) == len(line):
            lines[number] = other
    return replace(text, text="\n".join(lines))


def _lessons(tokens: Tokens, known: Numbers, told: Sequence[str], pieces: Pieces) -> Iterator[Lesson]:
    eligible = {
        at
        for low, high in tokens.sentences
        for first, end in stretches(tokens.words, low, high)
        for at in range(first, end)
    }
    for window in windows(tokens, pieces):
        labels = [
            LABELS.index(told[at]) if at in eligible and at != before else UNASKED
            for at, before in zip(window.words, [-1, *window.words], strict=False)
        ]
        if set(labels) != {UNASKED}:
            inside = known[window.words]
            inside[[0, -1]] = 0
            yield Lesson(window.pieces, inside, labels)
