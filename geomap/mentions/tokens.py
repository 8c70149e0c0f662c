"""Cuts a text into words with their places in it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from geomap.mentions.words import STATES, Word, look_at
from geomap.sentences import sentence_spans

# In this order: a plain word that can be none of what follows, for speed; "U.S." and "W.Va." whole; an abbreviated
# state; a possessive 's on its own; a word with the apostrophes of its spelling (Donets'k, Sana'a, d'Ivoire) but
# without a possessive; any other sign alone. Hyphens always part words, so that "Kyiv-based" and "Ivano-Frankivsk"
# can be told apart by what stands around the hyphen.
_WORD = r"\w[\w\u0300-\u036f]*"
_TOKEN = re.compile(
    rf"[a-zA-Z]++(?![\w\u0300-\u036f.'’ʼʹ`])|W\.\s?Va\.|(?:[^\W\d_]\.){{2,}}|\b(?:{'|'.join(STATES)})\.|['’ʼ][sS]\b"
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
    ends: list[int] = []
    sentences: list[tuple[int, int]] = []
    for low, high in sentence_spans(text, language):
        first = len(words)
        spellings: list[str] = _TOKEN.findall(text, low, high)
        words += map(look_at, spellings)
        end = low  # only white space lies between words, so each begins where it is found next
        ends += [end := text.index(spelling, end) + len(spelling) for spelling in spellings]
        sentences.append((first, len(words)))
    starts = [end - len(word.text) for word, end in zip(words, ends, strict=True)]
    return Tokens(words, starts, ends, sentences)
