"""Sentences of a text in the dress of headlines: all capitals, or a capital for each word."""

from collections.abc import Iterable
from random import Random

from geomap.sentences import sentence_spans
from geomap.training.corpora import Annotated, Gold

MOST_LETTERS = 120  # of a headline
_SMALL_WORDS = "a an and as at but by for from in into near of off on or over the to under with"
_SMALL = frozenset(_SMALL_WORDS.split())  # many headlines leave these as they are


def headlines(texts: Iterable[Annotated], *, seed: int) -> tuple[Annotated, ...]:
    """One sentence of each text that has a short one with a name in it, without its full stop."""
    random = Random(seed)  # noqa: S311  (no secret: the same choice each time)
    return tuple(_headline(text, random) for text in texts if _short(text))


def _short(text: Annotated) -> list[tuple[int, int]]:
    return [
        (low, high)
        for low, high in sentence_spans(text.text)
        if high - low <= MOST_LETTERS and any(low <= gold.start and gold.end <= high for gold in text.golds)
    ]


def _headline(text: Annotated, random: Random) -> Annotated:
    low, high = random.choice(_short(text))
    words = text.text[low:high].rstrip(".")
    golds = (
        Gold(start=gold.start - low, end=gold.end - low, kind=gold.kind)
        for gold in text.golds
        if low <= gold.start and gold.end <= low + len(words)
    )
    dressed = random.choice((_capitals, _title, _plain_title))(words)
    return Annotated(id=text.id, title="", text=dressed, golds=tuple(golds))


def _capitals(words: str) -> str:
    return "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in words)


def _title(words: str) -> str:
    return " ".join(_capitals(word[:1]) + word[1:] for word in words.split(" "))


def _plain_title(words: str) -> str:
    return " ".join(word if word in _SMALL else _title(word) for word in words.split(" "))
