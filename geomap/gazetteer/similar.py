"""Finds the spellings of a gazetteer that are near a misspelt one."""

import sqlite3
from collections.abc import Iterator
from functools import cached_property

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract_iter

from geomap.records import KnownAs

WORLD = "*"  # the vocabulary of the large places of all countries
LARGE = 100_000  # inhabitants that put a place into it: misspelt towns abroad are mostly known ones
SEARCHED = frozenset("AP")  # feature classes: settlements and divisions
NEVER_NEAR = frozenset({KnownAs.PEOPLE, KnownAs.CODE})  # too short, or no names of places
ONE_EDIT, TWO_EDITS = 5, 8  # letters from which a spelling may differ by one edit, by two
_BIT = np.zeros(256, np.uint32)  # a bit for each letter of a to z, none for any other byte of UTF-8
_BIT[ord("a") : ord("z") + 1] = 1 << np.arange(26, dtype=np.uint32)
_ONES = np.array([number.bit_count() for number in range(1 << 13)], np.uint8)  # set bits in half of the 26


def allowed(folded: str) -> int:
    """How many edits (insert, delete, replace, swap two neighbours) a spelling of this length may be away.

    Four letters have a neighbour for almost every word of English; they are never repaired.
    """
    return (len(folded) >= ONE_EDIT) + (len(folded) >= TWO_EDITS)


class _Words:
    """Folded spellings, with what tells quickly that one cannot be near: its length and its set of letters."""

    def __init__(self, text: str) -> None:
        self._words = text.split("\n") if text else []
        self._lengths = np.fromiter(map(len, self._words), np.int32, len(self._words))
        self._letters = _letters(text)

    def near(self, folded: str, most: int) -> Iterator[tuple[int, str]]:
        """Every spelling at most `most` edits away, with its distance."""
        if not self._words:
            return
        other = (
            self._letters ^ _letters(folded)[0]
        )  # one edit takes a letter out of the set, brings in another, or both
        differing = _ONES[other & 0x1FFF] + _ONES[other >> 13]
        likely = (differing <= 2 * most) & (np.abs(self._lengths - len(folded)) <= most)
        words = [self._words[index] for index in np.flatnonzero(likely).tolist()]
        for word, distance, _ in extract_iter(folded, words, scorer=OSA.distance, score_cutoff=most):
            yield int(distance), word


def _letters(text: str) -> npt.NDArray[np.uint32]:
    """The set of letters of each line, as bits."""
    data = np.frombuffer(text.encode() + b"\n", np.uint8)
    starts = np.append(0, np.flatnonzero(data == ord("\n"))[:-1] + 1)
    return np.bitwise_or.reduceat(_BIT[data], starts)


class Vocabulary:
    """The spellings of settlements and divisions, country by country, read when first asked for."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._countries: dict[str, _Words] = {}

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries that have a vocabulary."""
        return frozenset(code for (code,) in self._db.execute("SELECT country FROM vocabulary")) - {WORLD}

    def near(self, folded: str, countries: frozenset[str]) -> dict[str, int]:
        """Spellings near a folded one, with their distance; the spelling itself is not among them."""
        most = allowed(folded)
        found: dict[str, int] = {}
        if most:
            for country in sorted((countries & self.countries) | {WORLD}):
                found.update((word, distance) for distance, word in self._of(country).near(folded, most) if distance)
        return found

    def _of(self, country: str) -> _Words:
        if country not in self._countries:
            row = self._db.execute("SELECT words FROM vocabulary WHERE country = ?", (country,)).fetchone()
            self._countries[country] = _Words(row[0] if row else "")
        return self._countries[country]
