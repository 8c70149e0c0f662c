"""Cuts a word into the pieces that the network knows: WordPiece, longest first, case and accents dropped."""

import re
from collections.abc import Sequence

from geomap.names import fold
from geomap.remembering import Recent

START, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
MOST_PIECES = 12  # of one word: a web address need not fill a window
LONGEST = 60  # letters of a word that are looked at
_PART = re.compile(r"\w+|[^\w\s]")
_SIGNS = str.maketrans("’‘ʼʻ“”„«»–—―−‑", '\'\'\'\'"""""-----')


class Pieces:
    """The vocabulary: a piece's number is its line. A piece that carries a word on is written with ## in front."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(lines)}
        self.start, self.end, self._unknown = (self._numbers[mark] for mark in (START, END, UNKNOWN))
        self._recent: Recent[tuple[int, ...]] = Recent(32_768)

    def of(self, word: str) -> tuple[int, ...]:
        """The numbers of a word's pieces, one at least."""
        return self._recent.answer((word,), self._of)

    def _of(self, word: str) -> tuple[int, ...]:
        found: list[int] = []
        for part in _PART.findall(word[:LONGEST]):
            plain = fold(part) if part[0].isalnum() else part.translate(_SIGNS)
            found += self._cut(plain)
        return tuple(found[:MOST_PIECES]) or (self._unknown,)

    def _cut(self, part: str) -> list[int]:
        found: list[int] = []
        at = 0
        while at < len(part):
            for end in range(len(part), at, -1):
                piece = part[at:end] if at == 0 else "##" + part[at:end]
                if piece in self._numbers:
                    found.append(self._numbers[piece])
                    at = end
                    break
            else:
                return [self._unknown]
        return found
