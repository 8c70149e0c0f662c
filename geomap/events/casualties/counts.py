"""Reads how many: numbers in digits and words with the hedges before them, never inventing one for "dozens"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from geomap.languages import Hedges, Numbers

MOST = 1e10  # more than there are people: a longer figure counts nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many the text says; a bound it does not give is None."""

    low: int | None
    best: int | None
    high: int | None


_UNKNOWN = Count(low=None, best=None, high=None)


@lru_cache(maxsize=4096)  # "two people" comes again and again
def read_count(wording: str, numbers: Numbers) -> Count:
    """What a number with its hedge says.

    "at least 17" is low and best 17 with no upper bound; "up to 20" best and high 20; "about 20" best 20 alone;
    "10 to 12" low 10 and high 12; "dozens" nothing but its wording.
    """
    hedges, low = numbers.hedges, wording.lower()
    found = [_value(match[0], numbers) for match in numbers.patterns.one.finditer(low)]
    if _is_vague(low, hedges):
        return _UNKNOWN
    if not found:
        return Count(low=1, best=1, high=1) if numbers.patterns.single.search(low) else _UNKNOWN
    number = found[-1]
    if found[0] < number:
        return Count(low=found[0], best=None, high=number)
    at_least, at_most, about = (_has(low, said) for said in (hedges.low, hedges.high, hedges.near))
    return Count(
        low=None if at_most or (about and not at_least) else number,
        best=number,
        high=None if at_least or (about and not at_most) else number,
    )


def _has(text: str, hedges: Sequence[str]) -> bool:
    return any(hedge in text and re.search(rf"\b{re.escape(hedge)}\b", text) for hedge in hedges)


def _is_vague(text: str, hedges: Hedges) -> bool:
    for clear in hedges.not_vague:
        text = text.replace(clear, "")
    return _has(text, [word for word in hedges.vague if word not in hedges.near])  # "some 20" is a number


def _value(text: str, numbers: Numbers) -> int:
    for phrase, value in numbers.phrases.items():
        if text.startswith(phrase):
            return value
    text = re.sub(rf"(?<=\d)[{re.escape(numbers.thousands)}](?=\d{{3}})", "", text)
    total, current = 0.0, 0.0
    for word in re.split(r"[ -]", text):
        if word in numbers.scales and current:
            total, current = total + current * numbers.scales[word], 0.0
        elif word[:1].isdecimal():
            current += float(word)
        else:
            current += numbers.values.get(word, numbers.others.get(word, 0))
    whole = total + current
    return int(whole) if whole <= MOST else 0
