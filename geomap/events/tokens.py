"""A sentence cut into words, once, for all that read it."""

import re
from dataclasses import dataclass
from functools import cached_property

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:,\d{3})*(?!\d)|[^\w\s]")


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A stretch of an article with its words; all offsets are code points inside `text`."""

    text: str

    @cached_property
    def lower(self) -> str:
        """The sentence in lower case, letter for letter: offsets stay true."""
        lowered = self.text.lower()
        if len(lowered) == len(self.text):
            return lowered
        return "".join(low if len(low := letter.lower()) == 1 else letter for letter in self.text)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words, numbers and marks in lower case."""
        return tuple(_TOKEN.findall(self.lower))

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each word starts; found when asked for, since most sentences tell of nothing."""
        return tuple([found.start() for found in _TOKEN.finditer(self.lower)])

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The distinct words."""
        return frozenset(self.words)
