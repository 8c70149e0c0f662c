"""Reads counts as people write them: "1,200", "3-5", "10+", "~20", "at least 2"."""

import re
from dataclasses import dataclass

_FIGURE = r"\d{1,3}(?:[,. \u00a0\u202f'’]\d{3})+|\d+"
_NUMBER = re.compile(rf"({_FIGURE})(?:[.,]0+)?")
_RANGE = re.compile(rf"(?:between\s+)?({_FIGURE})\s*(?:-|–|—|\.\.|to|and|bis|à|до)\s*({_FIGURE})", re.IGNORECASE)
_LEAST = r"at least|min\.?|minimum|more than|over|not less than|>=?|≥|не мен[шн]е|не менее|понад|более|больше"
_MOST = r"at most|max\.?|maximum|up to|less than|under|fewer than|<=?|≤|до|bis zu|jusqu'à"
_ABOUT = r"about|around|approx\.?|approximately|circa|ca\.?|c\.|some|nearly|almost|~|≈|близько|около|etwa|rund|environ"
_HEDGED = re.compile(rf"(?:(?P<least>{_LEAST})|(?P<most>{_MOST})|(?P<about>{_ABOUT}))\s*({_FIGURE})", re.IGNORECASE)
_PLUS = re.compile(rf"({_FIGURE})\s*(?:\+|or more|and more|або більше|и более)", re.IGNORECASE)
_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_VAGUE = frozenset({"several", "some", "a few", "few", "many", "dozens", "scores", "hundreds", "thousands", "multiple"})
_NOBODY = frozenset({"no", "none", "nobody", "no one", "nil"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A count with its bounds; None where the words leave it open."""

    low: int | None
    best: int | None
    high: int | None


def read_count(written: str) -> Count | None:
    """The count that a cell gives, or None when it gives none.

    "dozens" is a count without a figure; "about 20" has a best figure and no bounds.
    """
    text = " ".join(written.split()).casefold()
    if found := _NUMBER.fullmatch(text):
        exact = _whole(found[1])
        return Count(low=exact, best=exact, high=exact)
    if text in _WORDS:
        return Count(low=_WORDS.index(text), best=_WORDS.index(text), high=_WORDS.index(text))
    if text in _VAGUE:
        return Count(low=None, best=None, high=None)
    if text in _NOBODY:
        return Count(low=0, best=0, high=0)
    if found := _RANGE.fullmatch(text):
        low, high = _whole(found[1]), _whole(found[2])
        return Count(low=low, best=None, high=high) if low <= high else None
    return _hedged(text)


def _hedged(text: str) -> Count | None:
    if found := _PLUS.fullmatch(text):
        return Count(low=_whole(found[1]), best=_whole(found[1]), high=None)
    if not (found := _HEDGED.fullmatch(text)):
        return None
    number = _whole(found[4])
    return Count(low=number if found["least"] else None, best=number, high=number if found["most"] else None)


def _whole(figure: str) -> int:
    return int(re.sub(r"\D", "", figure))
