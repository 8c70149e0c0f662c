"""Where the sentences of a text begin and end, and its words where a line's end parts them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from sys import maxsize

import sentencex

from geomap.languages import shipped_languages
from geomap.remembering import by_text

_LONE = re.compile("[\ud800-\udfff]")  # halves of a pair, which no file holds: a mark stands for each
# A word cut in two at the end of a line, or anywhere by a hyphen that is only drawn at the end of one.
_CUT = re.compile(
    r"(?<![^\W\d_])(?P<head>[^\W\d_]{2,}+)(?P<cut>[-\u2010][ \t]*\r?\n[ \t]*|\u00ad\s*)(?P<tail>[^\W\d_]+)"
)
_LINE = re.compile(r"[^\n]*")
_OPENS = re.compile(r"[^\w\n]{0,3}[^\W_]")  # the first letter or digit of a line
_CLOSES = ")]\"'\u201d\u2019"
_LONG_LINE = 160  # letters: a line of a whole paragraph, so that the text is not wrapped by hand
_WORDS = 20  # such a line has so many words: an address has one
_LONGEST = 3_000  # letters of a sentence, six times what is hard to read: what is longer is a list, or made to harm
_PART = re.compile(rf"\S(?:.{{0,{_LONGEST - 2}}}\S)?(?!\S)|\S{{{_LONGEST}}}", re.DOTALL)  # ends where a word does


@dataclass(frozen=True, slots=True)
class Unbroken:
    """A text whose cut words are whole again; as long as the text as given, the same but at those words."""

    text: str
    moved: tuple[tuple[int, int, int], ...]  # half-open stretches that stand so many code points behind their place

    def true(self, at: int) -> int:
        """Where the code point `at` stands in the text as given."""
        low, high, shift = self._before(at)
        return max(low, at - shift) if at < high else at

    def true_end(self, end: int) -> int:
        """The half-open end in the text as given."""
        return self.true(end - 1) + 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the text as given stands in this one."""
        return self._here(start), self._here(end - 1) + 1

    def _here(self, at: int) -> int:
        _, high, shift = self._before(at)
        return min(at + shift, high - 1) if at < high else at

    def _before(self, at: int) -> tuple[int, int, int]:
        """The last stretch that begins at or before `at`."""
        number = bisect_right(self.moved, (at, maxsize, 0))
        return self.moved[number - 1] if number else (0, 0, 0)


@by_text
def unbroken(text: str, language: str = "en") -> Unbroken:
    """Join the words that a hyphen cuts at the end of a line: "Bakh-" and "mut" below it.

    A hyphen before a capital stays, and one before words that are tied with a hyphen: "Kyiv-based".
    """
    found = [cut for cut in _CUT.finditer(text) if cut["tail"][0].islower() or "\u00ad" in cut["cut"]]
    if not found:
        return Unbroken(text, ())
    tied = shipped_languages()[language].language.tied if language in shipped_languages() else frozenset()
    pieces: list[str] = []
    moved: list[tuple[int, int, int]] = []
    behind = 0
    for cut in found:
        hyphen = cut["cut"][0] if cut["tail"].lower() in tied else ""
        shift = len(cut["cut"]) - len(hyphen)
        pieces += [text[behind : cut.start()], " " * shift, cut["head"], hyphen]
        moved.append((cut.start(), cut.start("tail"), shift))
        behind = cut.start("tail")
    return Unbroken("".join([*pieces, text[behind:]]), tuple(moved))


@by_text  # the recogniser and the event coder ask for the same article one after the other
def sentence_spans(text: str, language: str = "en") -> tuple[tuple[int, int], ...]:
    """The half-open spans of the sentences, in code points of `text`, white space trimmed, none empty.

    A blank line always ends a sentence, and so does a line that is a heading. Boundaries come from Wikimedia's
    sentencex, which knows the abbreviations of some 300 languages; `language` is an ISO 639-1 code. No sentence is
    longer than 3,000 code points: what stages compare within one, name by name, stays bounded.
    """
    spans: list[tuple[int, int]] = []
    ends = _headings(text, language) if "\n" in text else []
    for found in sentencex.get_sentence_boundaries(language, _LONE.sub("\ufffd", text)):
        low, high = found["start_index"], found["end_index"]
        cuts = [low, *ends[bisect_right(ends, low) : bisect_left(ends, high)], high]
        for first, last in pairwise(cuts):
            piece = text[first:last]
            start = first + len(piece) - len(piece.lstrip())
            end = last - (len(piece) - len(piece.rstrip()))
            if start < end:
                spans += [part.span() for part in _PART.finditer(text, start, end)]
    return tuple(spans)


def _headings(text: str, language: str) -> list[int]:
    """Where the lines end that no stop ends and the next line does not go on.

    A text that is wrapped fills its lines: what ends although the next word had found room is a line of its own.
    """
    lines = [(line.start(), line[0].rstrip()) for line in _LINE.finditer(text) if line[0].strip()]
    is_wrapped = not any(len(line) > _LONG_LINE and line.count(" ") >= _WORDS for _, line in lines)
    found: list[int] = []
    for block in _blocks(text, lines):
        width = max(len(line) for _, line in block)
        for (start, line), (_, below) in pairwise(block):
            has_room = len(line) + 1 + len(below.split(None, 1)[0]) <= width
            if (has_room or not is_wrapped) and _ends(line, below, language):
                found.append(start + len(line))
    return found


def _blocks(text: str, lines: list[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """The lines, parted where a blank one stands between them."""
    block: list[tuple[int, str]] = []
    for start, line in lines:
        if block and text.count("\n", block[-1][0] + len(block[-1][1]), start) > 1:
            yield block
            block = []
        block.append((start, line))
    if block:
        yield block


def _ends(line: str, below: str, language: str) -> bool:
    """Whether a line can end a sentence without a stop, by its last word and the first one below."""
    first = _OPENS.match(below.lstrip())
    if not (line[-1].isalnum() or line[-1] in _CLOSES) or not first or first[0][-1].islower():
        return False
    pack = shipped_languages().get(language)
    word = below.split(None, 1)[0].strip(".,;:").lower()
    last = line.rsplit(None, 1)[-1].lower()
    return pack is None or (word not in pack.language.completes and last not in pack.language.unfinished)
