"""Cuts a word into the pieces that the network knows: WordPiece, longest first, case and accents dropped."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial

from geomap.names import fold

START, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
MOST_PIECES = 12  # of one word: a web address need not fill a window
LONGEST = 60  # letters of a word that are looked at
_PART = re.compile(r"\w+|[^\w\s]")
_SIGNS = str.maketrans("’‘ʼʻ“”„«»–—―−‑", '\'\'\'\'"""""-----')


class Pieces:
    """The vocabulary: a piece's number is its line. A piece that carries a word on is written with ## in front."""

    of: Callable[[str], tuple[int, ...]]  # the numbers of a word's pieces, one at least

    def __init__(self, lines: Sequence[str]) -> None:
        numbers = {piece: number for number, piece in enumerate(lines)}
        self.start, self.end, unknown = (numbers[mark] for mark in (START, END, UNKNOWN))
        self.of = lru_cache(maxsize=32_768)(partial(_pieces_of, numbers, unknown))  # holds no circle (0351)


def _pieces_of(numbers: Mapping[str, int], unknown: int, word: str) -> tuple[int, ...]:
    found: list[int] = []
    for part in _PART.findall(word[:LONGEST]):
        plain = fold(part) if part[0].isalnum() else part.translate(_SIGNS)
        found += _cut(numbers, unknown, plain)
    return tuple(found[:MOST_PIECES]) or (unknown,)


def _cut(numbers: Mapping[str, int], unknown: int, part: str) -> list[int]:
    found: list[int] = []
    at = 0
    while at < len(part):
        for end in range(len(part), at, -1):
            piece = part[at:end] if at == 0 else "##" + part[at:end]
            if piece in numbers:
                found.append(numbers[piece])
                at = end
                break
        else:
            return [unknown]
    return found
