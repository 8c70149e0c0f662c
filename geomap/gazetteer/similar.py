"""Finds the spellings of a gazetteer that are near a misspelt one."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract_iter

from geomap.countries import without_vowels
from geomap.records import KnownAs
from geomap.sounds import consonants, same_consonants

WORLD = "*"  # the vocabulary of the large places of all countries
LARGE = 100_000  # inhabitants that put a place into it: misspelt towns abroad are mostly known ones
SEARCHED = frozenset("AP")  # feature classes: settlements and divisions
NEVER_NEAR = frozenset({KnownAs.PEOPLE, KnownAs.CODE})  # too short, or no names of places
STABLE = "blmnr"  # the letters that every rendering of a name has
MOST_LONGER = 4  # letters that one rendering of a name has more than another
ONE_EDIT, TWO_EDITS = 5, 8  # letters from which a spelling may differ by one edit, by two
# The bits that letters leave in a word's signature: one when it has the letter, one when it has it more than once.
_MARKS = {letter: (1 << at, 1 << (at + 27)) for at, letter in enumerate("abcdefghijklmnopqrstuvwxyz ")}

_STABLE = np.uint64(sum(_MARKS[letter][0] for letter in STABLE))


def allowed(folded: str) -> int:
    """How many edits (insert, delete, replace, swap two neighbours) a spelling of this length may be away.

    Four letters have a neighbour for almost every word of English; they are never repaired.
    """
    return (len(folded) >= ONE_EDIT) + (len(folded) >= TWO_EDITS)


class _Words:
    """Folded spellings by length, with what tells quickly that one cannot be near: which letters it has, how often."""

    def __init__(self, text: str) -> None:
        words = text.split("\n") if text else []
        lengths = np.fromiter(map(len, words), np.int64, len(words))
        order = np.argsort(lengths, kind="stable")
        self._text = "\n".join([words[at] for at in order.tolist()])  # a sixth of what a list of them takes
        self._starts = np.searchsorted(lengths[order], np.arange(lengths.max(initial=0) + 2)).tolist()
        self._offsets = [
            0,
            *accumulate(size * (number + 1) for number, size in enumerate(np.diff(self._starts).tolist())),
        ]
        self._signatures = _signatures(text)[order] if words else np.zeros(0, np.uint64)

    def near(self, folded: str, most: int) -> Iterator[tuple[int, str]]:
        """Every spelling at most `most` edits away, with its distance; in order of length."""
        longest = len(self._starts) - 1
        start, end = (self._starts[min(max(0, at), longest)] for at in (len(folded) - most, len(folded) + most + 1))
        other = self._signatures[start:end] ^ _signature(folded)
        likely = np.flatnonzero(ones(other) <= 2 * most) + start  # an edit takes a letter, brings in another, or both
        words = map(self._word, likely.tolist())
        for word, distance, _ in extract_iter(folded, words, scorer=OSA.distance, score_cutoff=most):
            yield int(distance), word

    def rendered(self, folded: str) -> Iterator[str]:
        """Every spelling that may be another rendering of the name."""
        if not consonants(folded):
            return
        longest = len(self._starts) - 1
        low, high = len(folded) - MOST_LONGER, len(folded) + MOST_LONGER + 1
        start, end = (self._starts[min(max(0, at), longest)] for at in (low, high))
        other = (self._signatures[start:end] ^ _signature(folded)) & _STABLE
        for word in map(self._word, (np.flatnonzero(other == 0) + start).tolist()):
            if same_consonants(folded, word):
                yield word

    def _word(self, at: int) -> str:
        """The word of a number in order of length: those of one length lie side by side, a line each."""
        length = bisect_right(self._starts, at) - 1
        start = self._offsets[length] + (at - self._starts[length]) * (length + 1)
        return self._text[start : start + length]


def _signature(word: str) -> np.uint64:
    """The signature of one word."""
    counts = {letter: word.count(letter) for letter in _MARKS.keys() & set(word)}
    return np.uint64(sum(_MARKS[letter][0] + _MARKS[letter][1] * (count > 1) for letter, count in counts.items()))


def _signatures(text: str) -> npt.NDArray[np.uint64]:
    """The signature of each line."""
    data = np.frombuffer(text.encode() + b"\n", np.uint8)
    line = np.cumsum(data == ord("\n"), dtype=np.int32)
    signatures = np.zeros(int(line[-1]), np.uint64)
    for letter, (once, twice) in _MARKS.items():
        of = line[data == ord(letter)]
        signatures[of] |= np.uint64(once)
        signatures[of[1:][of[1:] == of[:-1]]] |= np.uint64(twice)
    return signatures


def _ones_by_bytes(numbers: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint8]:
    """How many bits of each number are set."""
    of_byte = np.array([byte.bit_count() for byte in range(256)], np.uint8)
    counts: npt.NDArray[np.uint8] = of_byte[numbers.view(np.uint8).reshape(-1, 8)].sum(axis=1, dtype=np.uint8)
    return counts


ones = getattr(np, "bitwise_count", _ones_by_bytes)  # numpy 1 has none


class Vocabulary:
    """The spellings of settlements and divisions, country by country, read when first asked for."""

    def __init__(self, rows: Callable[..., list[tuple[Any, ...]]]) -> None:
        """Keep what answers a query to the file that it is in."""
        self._rows = rows
        self._countries: dict[str, _Words] = {}

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries that have a vocabulary."""
        return frozenset(code for (code,) in self._rows("SELECT country FROM vocabulary")) - {WORLD}

    def near(self, folded: str, countries: frozenset[str]) -> dict[str, int]:
        """Spellings near a folded one, with their distance; the spelling itself is not among them.

        In countries whose names are written without vowels, other renderings of the name are near however many they
        differ in.
        """
        most = allowed(folded)
        found: dict[str, int] = {}
        if most:
            for country in sorted((countries & self.countries) | {WORLD}):
                words = self._of(country)
                found.update(sorted((word, distance) for distance, word in words.near(folded, most) if distance))
                if country in without_vowels():
                    rendered = (word for word in words.rendered(folded) if word not in found and word != folded)
                    found.update(sorted((word, int(OSA.distance(folded, word))) for word in rendered))
        return found

    def _of(self, country: str) -> _Words:
        if country not in self._countries:
            rows = self._rows("SELECT words FROM vocabulary WHERE country = ?", (country,))
            self._countries[country] = _Words(rows[0][0] if rows else "")
        return self._countries[country]
