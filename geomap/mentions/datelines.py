"""Where a text or a paragraph says where it was written: "BEIRUT (AP) -", "ISTANBUL A group of gunmen"."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from geomap.mentions.roles import Found
from geomap.mentions.tokens import Tokens
from geomap.mentions.words import CONNECTORS, Word

# "BEIRUT (AP) -", "KYIV, Feb. 10 (Reuters) -", "GAZIANTEP, Turkey --": from the first name to the agency or the dash,
# which may have lost its encoding.
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATES = (
    rf"{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} [A-Z][a-z]+\.?(?: \d{{4}})?|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}"
)
_DAY = rf"(?:,? (?:{_DATES}))?"
_AGENCY = r"(?:\((?:[A-Z]{2,}[\w ./-]*|Reuters|Xinhua|Bloomberg)\)|\[(?:[A-Z]{2,}[\w ./-]*|Reuters|Xinhua|Bloomberg)\])"
_ANY_AGENCY = r"[(\[][A-Za-z][\w .,/&-]{1,30}[)\]]"  # in front of a dash only: "Homs (Syria) was hit"
_DASH = r"(?:--|[–—�:]|-(?=\s))"
_DATELINE = re.compile(
    r"(?P<names>[^\W\d_][^\n()\[\]:;!?\"“”]{0,45}?)"
    rf"{_DAY}(?:\s*{_AGENCY}\s*(?:--|[-–—:�])?|\s*{_ANY_AGENCY}\s*{_DASH}|\s*(?:--|[–—�])|\s+-)\s"
)
_MOST_DATELINE_WORDS = 6
_LETTERS = 4  # of capitals that stand for a place where no dash follows: "US", "UAE" and "NATO" act
_GROUND = frozenset({"road", "site", "area", "water"})  # groups of words that end a name: "LONDON Bridge"
# What may stand before it: the writers' names, on a line of their own or not, and the agency.
_BYLINE = re.compile(rf"(?:(?:By|BY)\s+[A-ZÀ-ÖØ-Þ][^\n]{{2,100}}?\s*\n?\s*)?(?:{_AGENCY}[\s:,–—-]*)?", re.DOTALL)
_NAME_LINE = re.compile(r"(?:[A-ZÀ-ÖØ-Þ][\w.'’-]*|and|for|of|the|[,&/|])")
_LONGEST_BYLINE = 140  # code points


def dateline_ranges(tokens: Tokens, text: str, found: Sequence[Found]) -> list[tuple[int, int]]:
    """Where a text or a paragraph opens with a place and an agency or a dash; code points, half-open."""
    ranges: list[tuple[int, int]] = []
    for low, high in tokens.sentences:
        if low == high:
            continue
        start = tokens.starts[low]
        fresh = start == 0 or "\n" in text[max(0, start - 2) : start]
        if not tokens.words[low].is_capital and not (fresh and tokens.words[low].text in "(["):
            continue
        if (fresh or tokens.words[low].shape == "AA") and (reach := _at(text, start)):
            ranges.append((start, reach))
        elif fresh and (stretch := _behind_byline(tokens, text, found, start)):
            ranges.append(stretch)
        elif fresh and (end := _capitals(tokens, found, low)):
            ranges.append((start, tokens.ends[end - 1]))
    return ranges


def _at(text: str, start: int) -> int:
    """Where the dateline ends that begins at `start`; 0 where none does."""
    found = _DATELINE.match(text, start)
    return found.end() if found and _are_names(found["names"]) else 0


def _are_names(words: str) -> bool:
    found = words.replace(",", " ").replace("-", " ").replace("/", " ").split()
    named = (word[0].isupper() or word.lower() in CONNECTORS for word in found)
    return len(found) <= _MOST_DATELINE_WORDS and all(named)


def _behind_byline(tokens: Tokens, text: str, found: Sequence[Found], start: int) -> tuple[int, int] | None:
    """The dateline behind "By NAME" or an agency, where the text opens with one."""
    first = bisect_right(tokens.starts, start)
    for number in range(bisect_left(found, first, key=_first), len(found)):
        name = found[number]
        at = tokens.starts[name.first]
        if at > start + _LONGEST_BYLINE:
            break
        before = text[start:at]
        if not before.strip() or not _BYLINE.fullmatch(before) or not _is_byline(before):
            continue
        end = _at(text, at) or _colon(text, tokens.ends[name.end - 1])
        if not end and (last := _capitals(tokens, found, name.first)):
            end = tokens.ends[last - 1]
        if end:
            return at, end
    return None


def _is_byline(before: str) -> bool:
    """Whether all words of it are names and what joins them."""
    words = re.sub(rf"^(?:By|BY)\s|{_AGENCY}[\s:,–—-]*", " ", before.strip()).split()
    return all(_NAME_LINE.match(word) for word in words)


def _colon(text: str, end: int) -> int:
    """Where the colon behind a name ends, which an agency before the name makes a dateline."""
    return end + 1 if text[end : end + 1] == ":" else 0


def _capitals(tokens: Tokens, found: Sequence[Found], first: int) -> int:
    """The word behind a place in capitals that opens a text without a dash: "ISTANBUL A group of gunmen"; 0 for none.

    The land behind it may be written as usual: "MOGADISHU, Somalia Gunmen attacked".
    """
    at = first
    for number in range(bisect_left(found, first, key=_first), len(found)):
        name = found[number]
        if name.first < at:  # the second town of "BEIRUT/KYIV", read over already
            continue
        between = tokens.words[at : name.first]
        if name.first > at and (at == first or not _joins(between)):
            break
        words = tokens.words[name.first : name.end]
        if not (at > first or _is_in_capitals(words)) or name.kind[:1] == "N":
            break
        at = name.end
        while at + 1 < len(tokens.words) and tokens.words[at].text == "/" and tokens.words[at + 1].shape == "AA":
            at += 2  # whether or not the second town was found
    if at == first or at >= len(tokens.words):
        return 0
    last, after = tokens.words[at - 1], tokens.words[at]
    begins = (after.shape in {"Aa", "A"} and after.group not in _GROUND) or after.text in "\"“'‘"
    is_apart = tokens.starts[at] > tokens.ends[at - 1]
    return at if begins and is_apart and last.is_capital and not _goes_on(tokens, at) else 0


def _first(name: Found) -> int:
    return name.first


def _joins(between: Sequence[Word]) -> bool:
    return len(between) == 1 and between[0].text in {",", "/", "-", "–"}


def _is_in_capitals(words: Sequence[Word]) -> bool:
    letters = "".join(word.text for word in words if word.text.isalpha())
    return len(letters) >= _LETTERS and letters.isupper()


def _goes_on(tokens: Tokens, at: int) -> bool:
    """Whether the word behind belongs to the name or to a heading: no other than capitals follows it."""
    rest = tokens.words[at : at + 6]
    return not any(word.text.islower() for word in rest)
