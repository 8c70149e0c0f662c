"""Cuts a text into words with their places in it."""

from dataclasses import dataclass

from geomap.mentions.lexicon import Lexicon
from geomap.mentions.words import Word
from geomap.remembering import by_text
from geomap.sentences import sentence_spans


@dataclass(frozen=True, slots=True, eq=False)  # one text, one value: told apart by identity, so it can be cached
class Tokens:
    """The words of a text, in order, as parallel lists; `sentences` are half-open ranges of word numbers."""

    words: list[Word]
    starts: list[int]  # code points
    ends: list[int]
    sentences: list[tuple[int, int]]
    lexicon: Lexicon  # of the text's language


@by_text  # what to ask the gazetteer and what to answer are read from the same words
def tokenise(text: str, lexicon: Lexicon) -> Tokens:
    """Cut `text` into words, numbers and signs; white space is dropped."""
    words: list[Word] = []
    ends: list[int] = []
    sentences: list[tuple[int, int]] = []
    for low, high in sentence_spans(text, lexicon.code):
        first = len(words)
        spellings: list[str] = lexicon.token.findall(text, low, high)
        words += map(lexicon.look, spellings)
        end = low  # only white space lies between words, so each begins where it is found next
        ends += [end := text.index(spelling, end) + len(spelling) for spelling in spellings]
        sentences.append((first, len(words)))
    starts = [end - len(word.text) for word, end in zip(words, ends, strict=True)]
    return Tokens(words, starts, ends, sentences, lexicon)
