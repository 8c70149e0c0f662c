"""Finds the spellings of a gazetteer that are near a misspelt one."""

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from geomap.records import KnownAs

WORLD = "*"  # the vocabulary of the large places of all countries
LARGE = 100_000  # inhabitants that put a place into it: misspelt towns abroad are mostly known ones
SEARCHED = frozenset("AP")  # feature classes: settlements and divisions
NEVER_NEAR = frozenset({KnownAs.PEOPLE, KnownAs.CODE})  # too short, or no names of places
ONE_EDIT, TWO_EDITS = 5, 8  # letters from which a spelling may differ by one edit, by two


def allowed(folded: str) -> int:
    """How many edits (insert, delete, replace, swap two neighbours) a spelling of this length may be away.

    Four letters have a neighbour for almost every word of English; they are never repaired.
    """
    return (len(folded) >= ONE_EDIT) + (len(folded) >= TWO_EDITS)


class _Words:
    """Folded spellings in order of length, so that a search skips those that are too short or too long."""

    def __init__(self, words: list[str]) -> None:
        self._words = sorted(words, key=lambda word: (len(word), word))
        self._lengths = [len(word) for word in self._words]

    def near(self, folded: str, most: int) -> Iterator[tuple[int, str]]:
        first = bisect_left(self._lengths, len(folded) - most)
        last = bisect_right(self._lengths, len(folded) + most)
        words = self._words[first:last]
        if not words:
            return
        (distances,) = cdist([folded], words, scorer=OSA.distance, score_cutoff=most, dtype="uint8")
        for index in (distances <= most).nonzero()[0]:
            yield int(distances[index]), words[index]


class Vocabulary:
    """The spellings of settlements and divisions, country by country, read when first asked for."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._countries: dict[str, _Words] = {}

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(country for (country,) in self._db.execute("SELECT country FROM vocabulary"))

    def near(self, folded: str, countries: frozenset[str]) -> dict[str, int]:
        """Spellings near a folded one, with their distance; the spelling itself is not among them."""
        most = allowed(folded)
        found: dict[str, int] = {}
        if most:
            for country in sorted((countries & self._known) | {WORLD}):
                found.update((word, distance) for distance, word in self._of(country).near(folded, most) if distance)
        return found

    def _of(self, country: str) -> _Words:
        if country not in self._countries:
            row = self._db.execute("SELECT words FROM vocabulary WHERE country = ?", (country,)).fetchone()
            self._countries[country] = _Words(row[0].split("\n") if row and row[0] else [])
        return self._countries[country]
