"""A sentence cut into words, once, for all that read it."""

import re
from dataclasses import dataclass
from functools import cached_property

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:,\d{3})*(?!\d)|[^\w\s]")


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A stretch of an article with its words; all offsets are code points inside `text`."""

    text: str
    start: int = 0  # where the sentence begins in its field

    @cached_property
    def lower(self) -> str:
        """The sentence in lower case, letter for letter: offsets stay true."""
        lowered = self.text.lower()
        if len(lowered) == len(self.text):
            return lowered
        return "".join(low if len(low := letter.lower()) == 1 else letter for letter in self.text)

    @cached_property
    def _tokens(self) -> tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...]]:
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for found in _TOKEN.finditer(self.lower):
            words.append(found[0])
            start, end = found.span()
            starts.append(start)
            ends.append(end)
        return tuple(words), tuple(starts), tuple(ends)

    @property
    def words(self) -> tuple[str, ...]:
        """The words, numbers and marks in lower case."""
        return self._tokens[0]

    @property
    def starts(self) -> tuple[int, ...]:
        """Where each word starts."""
        return self._tokens[1]

    @property
    def ends(self) -> tuple[int, ...]:
        """Where each word ends."""
        return self._tokens[2]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The distinct words."""
        return frozenset(self.words)
