"""Cuts a text into windows that the network reads at once."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from geomap.encoder.pieces import Pieces
from geomap.mentions.tokens import Tokens

MOST = 126  # pieces of a window, marks at both ends apart: the time a piece takes grows with the window


@dataclass(frozen=True, slots=True)
class Window:
    """Some sentences of a text: the numbers of their pieces, and the word that each piece belongs to."""

    pieces: list[int]
    words: list[int]  # -1 for the marks at both ends


def windows(tokens: Tokens, pieces: Pieces) -> list[Window]:
    """Windows of whole sentences and of about equal size that hold each word once, in order."""
    cut = [pieces.of(word.text) for word in tokens.words]
    before = [0, *accumulate(map(len, cut))]
    if not before[-1]:
        return []
    wanted = before[-1] / -(-before[-1] // MOST)  # pieces a window, when all are equal
    found: list[Window] = []
    for low, high in _stretches(tokens, before, wanted):
        words = [at for at in range(low, high) for _ in cut[at]]
        inside = [number for at in range(low, high) for number in cut[at]]
        found.append(Window([pieces.start, *inside, pieces.end], [-1, *words, -1]))
    return found


def _stretches(tokens: Tokens, before: list[int], wanted: float) -> Iterator[tuple[int, int]]:
    """Half-open ranges of words that fit into a window, cut between sentences where that is possible."""
    first = 0
    for low, high in tokens.sentences:
        if first < low and (before[high] - before[first] > MOST or before[low] - before[first] >= wanted):
            yield first, low
            first = low
        while before[high] - before[first] > MOST:  # a sentence longer than a window
            end = bisect_right(before, before[first] + MOST, first + 1, high) - 1
            yield first, end
            first = end
    if first < len(tokens.words):
        yield first, len(tokens.words)
