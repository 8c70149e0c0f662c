"""What two sentences of an article have in common: words, figures, who took part, what the network makes of them."""

from dataclasses import dataclass

import numpy as np

from geomap.events.document import Line
from geomap.events.network import Floats

FEATURES = ("alike", "words_shared", "same_figures", "same_initiators", "same_targets", "n_words", "other_n_words")
_STEM = 5  # letters by which two words are one: "shelling" and "shelled"
_TELLING = 4  # letters of a word that says something
_TAKES_PART = 0.3  # probability from which on a word is part of the name of a side
_UNKNOWN = 2.0  # one of the two says nothing


@dataclass(frozen=True, slots=True, eq=False)
class Echo:
    """What a sentence may share with another."""

    direction: Floats  # (width,): the mean of its words' vectors, of length 1
    stems: frozenset[str]
    figures: frozenset[str]
    sides: tuple[frozenset[str], frozenset[str]]  # stems of the names of who did it and of whom it struck


def echo(line: Line) -> Echo:
    """What a sentence may share with another."""
    words, chances = line.said.sentence.words, line.signs.participant
    return Echo(
        direction=line.signs.mean / (float(np.linalg.norm(line.signs.mean)) or 1.0),
        stems=frozenset(word[:_STEM] for word in words if len(word) >= _TELLING and word.isalpha()),
        figures=frozenset(word for word in words if word[0].isdigit()),
        sides=(_side(words, chances[:, 1]), _side(words, chances[:, 2])),
    )


def _side(words: tuple[str, ...], chances: Floats) -> frozenset[str]:
    return frozenset(words[at][:_TELLING] for at in np.flatnonzero(chances >= _TAKES_PART) if words[at].isalpha())


def common(one: Echo, other: Echo) -> tuple[float, ...]:
    """What two sentences share, as in FEATURES."""
    fewest = min(len(one.stems), len(other.stems))
    return (
        float(one.direction @ other.direction),
        len(one.stems & other.stems) / fewest if fewest else 0.0,
        _meets(one.figures, other.figures),
        _meets(one.sides[0], other.sides[0]),
        _meets(one.sides[1], other.sides[1]),
        float(len(one.stems)),
        float(len(other.stems)),
    )


def _meets(one: frozenset[str], other: frozenset[str]) -> float:
    return float(not one.isdisjoint(other)) if one and other else _UNKNOWN
