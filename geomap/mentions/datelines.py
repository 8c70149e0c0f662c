"""Where a text or a paragraph says where it was written: "BEIRUT (AP) -", "ISTANBUL A group of gunmen"."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from geomap.languages import DatelineWords
from geomap.mentions.lexicon import Lexicon, either
from geomap.mentions.roles import Found
from geomap.mentions.tokens import Tokens
from geomap.mentions.words import Word

_ANY_AGENCY = r"[(\[][A-Za-z][\w .,/&-]{1,30}[)\]]"  # in front of a dash only: "Homs (Syria) was hit"
_DASH = r"(?:--|[–—�:]|-(?=\s))"  # which may have lost its encoding
_CAPITAL = "A-ZÀ-ÖØ-Þ"
_MOST_DATELINE_WORDS = 6
_LETTERS = 4  # of capitals that stand for a place where no dash follows: "US", "UAE" and "NATO" act
_GROUND = frozenset({"road", "site", "area", "water"})  # groups of words that end a name: "LONDON Bridge"
_LONGEST_BYLINE = 140  # code points


@dataclass(frozen=True, slots=True)
class _Forms:
    """How datelines look in a language."""

    # "BEIRUT (AP) -", "KYIV, Feb. 10 (Reuters) -", "GAZIANTEP, Turkey --": from the first name
    # to the agency or the dash.
    dateline: re.Pattern[str]
    # What may stand before it: the writers' names, on a line of their own or not, and the agency.
    byline: re.Pattern[str]
    no_name: re.Pattern[str]  # what in a byline is the name of nobody
    name: re.Pattern[str]  # a word of its names, or what joins them


@cache
def _forms(said: DatelineWords) -> _Forms:
    month = rf"(?:{either(said.months)})[a-z]*\.?"
    dates = (
        rf"{month} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} [A-Z][a-z]+\.?(?: \d{{4}})?|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}"
    )
    known = rf"[A-Z]{{2,}}[\w ./-]*|{either(said.agencies)}"
    agency, by = rf"(?:\((?:{known})\)|\[(?:{known})\])", rf"(?:{either(said.byline)})"
    return _Forms(
        dateline=re.compile(
            r"(?P<names>[^\W\d_][^\n()\[\]:;!?\"“”]{0,45}?)"
            rf"(?:,? (?:{dates}))?(?:\s*{agency}\s*(?:--|[-–—:�])?|\s*{_ANY_AGENCY}\s*{_DASH}|\s*(?:--|[–—�])|\s+-)\s"
        ),
        byline=re.compile(rf"(?:{by}\s+[{_CAPITAL}][^\n]{{2,100}}?\s*\n?\s*)?(?:{agency}[\s:,–—-]*)?", re.DOTALL),
        no_name=re.compile(rf"^{by}\s|{agency}[\s:,–—-]*"),
        name=re.compile(rf"(?:[{_CAPITAL}][\w.'’-]*|{either(said.joins)}|[,&/|])"),
    )


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
        if (fresh or tokens.words[low].shape == "AA") and (reach := _at(text, start, tokens.lexicon)):
            ranges.append((start, reach))
        elif fresh and (stretch := _behind_byline(tokens, text, found, start)):
            ranges.append(stretch)
        elif fresh and (end := _capitals(tokens, found, low)):
            ranges.append((start, tokens.ends[end - 1]))
    return ranges


def _at(text: str, start: int, lexicon: Lexicon) -> int:
    """Where the dateline ends that begins at `start`; 0 where none does."""
    found = _forms(lexicon.toponyms.datelines).dateline.match(text, start)
    return found.end() if found and _are_names(found["names"], lexicon.toponyms.connectors) else 0


def _are_names(words: str, connectors: frozenset[str]) -> bool:
    found = words.replace(",", " ").replace("-", " ").replace("/", " ").split()
    named = (word[0].isupper() or word.lower() in connectors for word in found)
    return len(found) <= _MOST_DATELINE_WORDS and all(named)


def _behind_byline(tokens: Tokens, text: str, found: Sequence[Found], start: int) -> tuple[int, int] | None:
    """The dateline behind "By NAME" or an agency, where the text opens with one."""
    first, forms = bisect_right(tokens.starts, start), _forms(tokens.lexicon.toponyms.datelines)
    for number in range(bisect_left(found, first, key=_first), len(found)):
        name = found[number]
        at = tokens.starts[name.first]
        if at > start + _LONGEST_BYLINE:
            break
        before = text[start:at]
        if not before.strip() or not forms.byline.fullmatch(before) or not _is_byline(before, forms):
            continue
        end = _at(text, at, tokens.lexicon) or _colon(text, tokens.ends[name.end - 1])
        if not end and (last := _capitals(tokens, found, name.first)):
            end = tokens.ends[last - 1]
        if end:
            return at, end
    return None


def _is_byline(before: str, forms: _Forms) -> bool:
    """Whether all words of it are names and what joins them."""
    return all(map(forms.name.match, forms.no_name.sub(" ", before.strip()).split()))


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
