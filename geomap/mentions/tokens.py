"""Cuts a text into words with their places in it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from geomap.mentions.words import STATES, Word, look_at
from geomap.sentences import sentence_spans

# In this order: "U.S." and "W.Va." whole; an abbreviated state; a possessive 's on its own; a word with the apostrophes
# of its spelling (Donets'k, Sana'a, d'Ivoire) but without a possessive; any other sign alone. Hyphens always part
# words, so that "Kyiv-based" and "Ivano-Frankivsk" can be told apart by what stands around the hyphen.
_WORD = r"\w[\w\u0300-\u036f]*"
_TOKEN = re.compile(
    rf"W\.\s?Va\.|(?:[^\W\d_]\.){{2,}}|\b(?:{'|'.join(STATES)})\.|['’ʼ][sS]\b"
    rf"|{_WORD}(?:['’ʼʹ`](?![sS]\b){_WORD})*|[^\w\s]"
)


@dataclass(frozen=True, slots=True, eq=False)  # one text, one value: told apart by identity, so it can be cached
class Tokens:
    """The words of a text, in order, as parallel lists; `sentences` are half-open ranges of word numbers."""

    words: list[Word]
    starts: list[int]  # code points
    ends: list[int]
    sentences: list[tuple[int, int]]


@lru_cache(maxsize=256)  # what to ask the gazetteer and what to answer are read from the same words
def tokenise(text: str, language: str = "en") -> Tokens:
    """Cut `text` into words, numbers and signs; white space is dropped."""
    words: list[Word] = []
    starts: list[int] = []
    ends: list[int] = []
    sentences: list[tuple[int, int]] = []
    for low, high in sentence_spans(text, language):
        first = len(words)
        for found in _TOKEN.finditer(text, low, high):
            words.append(look_at(found.group()))
            starts.append(found.start())
            ends.append(found.end())
        sentences.append((first, len(words)))
    return Tokens(words, starts, ends, sentences)
