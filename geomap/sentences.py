"""Where the sentences of a text begin and end."""

import re
from functools import lru_cache

import sentencex

_LONE = re.compile("[\ud800-\udfff]")  # halves of a pair, which no file holds: a mark stands for each


@lru_cache(maxsize=256)  # the recogniser and the event coder ask for the same article one after the other
def sentence_spans(text: str, language: str = "en") -> tuple[tuple[int, int], ...]:
    """The half-open spans of the sentences, in code points of `text`, white space trimmed, none empty.

    A blank line always ends a sentence. Boundaries come from Wikimedia's sentencex, which knows the
    abbreviations of some 300 languages; `language` is an ISO 639-1 code.
    """
    spans: list[tuple[int, int]] = []
    for found in sentencex.get_sentence_boundaries(language, _LONE.sub("\ufffd", text)):
        piece = text[found["start_index"] : found["end_index"]]
        start = found["start_index"] + len(piece) - len(piece.lstrip())
        end = found["end_index"] - (len(piece) - len(piece.rstrip()))
        if start < end:
            spans.append((start, end))
    return tuple(spans)
