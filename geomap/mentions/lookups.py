"""Which spellings to ask the gazetteer for, and where its names lie in a text."""

from functools import lru_cache

from geomap.mentions.tokens import Tokens
from geomap.mentions.words import Word
from geomap.names import fold
from geomap.remembering import by_text

MOST_WORDS = 7  # of a name, hyphens and full stops counted: "Saint-Jean-sur-Richelieu" has seven
Names = dict[tuple[int, int], str]  # folded spelling by half-open range of word numbers
_fold = lru_cache(maxsize=65_536)(fold)


@by_text  # asked for once to know the questions, once to read the answers
def grams(tokens: Tokens, text: str) -> Names:
    """The folded spelling of each stretch of words of `text` that could be a name."""
    found: Names = {}
    starts, ends = tokens.starts, tokens.ends
    words, openers = tokens.words, tokens.lexicon.toponyms.openers
    for low, high in tokens.sentences:
        for first in range(low, high):
            word = words[first]
            if not (word.is_capital or (word.is_connector and _opens(words, first, high, openers))):
                continue
            for last in range(first, min(first + MOST_WORDS, high)):
                if last == first and word.is_plain:
                    continue
                if words[last].is_capital:
                    found[first, last + 1] = _fold(text[starts[first] : ends[last]])
                elif not words[last].is_connector:
                    break
    return found


def _opens(words: list[Word], at: int, high: int, openers: frozenset[str]) -> bool:
    return words[at].lower in openers and at + 2 < high and words[at + 1].shape == "-" and words[at + 2].is_capital
