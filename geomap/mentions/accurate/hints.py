"""What the network is told about a word besides its pieces: capitals, the gazetteer's knowledge, given names."""

from itertools import product

import numpy as np
import numpy.typing as npt

from geomap.mentions.known import CAPITAL, Kinds, Known
from geomap.mentions.tokens import Tokens

Numbers = npt.NDArray[np.int64]

_SHAPES = ("Aa", "AA", "A.", "aA", "A", "a", "1", "AaA")
_POSITIONS = ("S", "B", "I", "E")  # of the word in the longest known name that covers it
_KINDS = ("C", "N", "D", "F", *("".join(parts) for parts in product("PAHLRSTUV", "01234567", ("", "m"))))


def _rows(first: int, values: tuple[str, ...]) -> dict[str, int]:
    return {value: number for number, value in enumerate(values, start=first)}


# Rows of one table; row 0 says nothing.
_SHAPE = _rows(1, _SHAPES)
_POSITION = _rows(len(_SHAPE) + 1, _POSITIONS)
_PLACE = _rows(len(_SHAPE) + len(_POSITION) + 1, _KINDS)
_ALONE = _rows(len(_SHAPE) + len(_POSITION) + len(_PLACE) + 1, _KINDS)
_PLACE[CAPITAL], _ALONE[CAPITAL] = (
    _PLACE["D"],
    _ALONE["D"],
)  # most are divisions too; the network was not told of them
GIVEN = len(_SHAPE) + len(_POSITION) + 2 * len(_KINDS) + 1
ROWS = GIVEN + 1  # of the table
COLUMNS = 5  # hints for a word


def hints(tokens: Tokens, kinds: Kinds) -> Numbers:
    """Row numbers in the table of hints: a line a word, COLUMNS numbers each, 0 where there is nothing to say."""
    known = Known(len(tokens.words), kinds)
    found = [
        (
            _SHAPE.get(word.shape, 0),
            _POSITION.get(place[:1], 0),
            _PLACE.get(place[1:], 0),
            _ALONE.get(alone, 0),
            GIVEN if word.is_given else 0,
        )
        for word, place, alone in zip(tokens.words, known.place, known.alone, strict=True)
    ]
    return np.array(found, dtype=np.int64).reshape(-1, COLUMNS)
