"""Which spellings to ask the gazetteer for, and where its names lie in a text."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from geomap.mentions.tokens import Tokens
from geomap.mentions.words import OPENERS, look_at
from geomap.names import fold
from geomap.records import NameFacts

MOST_WORDS = 7  # of a name, hyphens and full stops counted: "Saint-Jean-sur-Richelieu" has seven
fold_cached = lru_cache(maxsize=65_536)(fold)


def grams(tokens: Tokens, text: str) -> dict[tuple[int, int], str]:
    """The folded spelling of each stretch of words that could be a name, by half-open range of word numbers."""
    starts, ends = tokens.starts, tokens.ends
    return {(first, last + 1): fold_cached(text[starts[first] : ends[last]]) for first, last in _stretches(tokens)}


def _stretches(tokens: Tokens) -> Iterator[tuple[int, int]]:
    words = [look_at(word) for word in tokens.words]
    for low, high in tokens.sentences:
        for first in range(low, high):
            if not (words[first].is_capital or _opens(tokens.words, first, high)):
                continue
            for last in range(first, min(first + MOST_WORDS, high)):
                if words[last].is_capital:
                    yield first, last
                elif not words[last].is_connector:
                    break


def _opens(words: list[str], at: int, high: int) -> bool:
    return words[at] in OPENERS and at + 2 < high and words[at + 1] == "-" and look_at(words[at + 2]).is_capital


def longest_matches(
    names: Mapping[tuple[int, int], str], facts: Mapping[str, NameFacts]
) -> list[tuple[int, int, NameFacts]]:
    """The gazetteer's names in a text, leftmost and longest first, without overlap: first word, end, facts."""
    found: list[tuple[int, int, NameFacts]] = []
    known = [(first, -end, fact) for (first, end), name in names.items() if (fact := facts.get(name)) is not None]
    known.sort(key=lambda hit: hit[:2])
    behind = 0
    for first, minus_end, fact in known:
        if first >= behind:
            found.append((first, -minus_end, fact))
            behind = -minus_end
    return found
