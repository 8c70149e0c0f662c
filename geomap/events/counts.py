"""Reads how many: numbers in digits and words with the hedges before them, never inventing one for "dozens"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from geomap.events import words

_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: E501, SIM905
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
_VALUE: Mapping[str, int] = {
    **{word: number for number, word in enumerate(_UNITS, start=1)},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
    "a": 1, "an": 1, "both": 2, "couple": 2, "dozen": 12, "no": 0,
}  # fmt: skip
_SCALE: Mapping[str, int] = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}
_ONES = "|".join(sorted(_UNITS, key=len, reverse=True))
_WORD = rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[:9])}))?|{_ONES}"
_SPELT = (
    rf"(?:half a dozen|(?:{_WORD}|an?) (?:hundred|thousand|million|dozen)(?:(?: and)? (?:{_WORD}))?|{_WORD}"
    r"|a couple(?: of)?|both)"
)
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?(?: (?:hundred|thousand|million))?"
ONE = rf"(?:{_DIGITS}|{_SPELT})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many the text says; a bound it does not give is None."""

    low: int | None
    best: int | None
    high: int | None


_UNKNOWN = Count(low=None, best=None, high=None)
_ONE = re.compile(r"\b(?:an?|another|the|his|her|its|their)$")


@cache
def number_pattern(language: str = "en") -> str:
    """A regular expression for a number with its hedge, without groups; "a" and "an" count as one."""
    table = words.table(f"harm_{language}")
    hedges = "|".join(_longest([*table["hedges_low"], *table["hedges_high"], *table["hedges_near"], *table["fillers"]]))
    vague = "|".join(_longest(table["vague"]))
    span = rf"(?:between )?{ONE}(?:(?: to | or |[-–]| and (?=\d+ (?:people|civilians|others)))(?:{ONE}))?"
    not_part = r"(?<![\w.,$€£-])(?<!no )(?<!not )(?<!how )(?<!from )"
    return rf"{not_part}(?:(?:{hedges}) ){{0,3}}(?:(?:{vague})(?: of)?(?! of the)|{span}|an?|another)(?![\w%]|[.,]\d)"


def _longest(terms: Sequence[str]) -> list[str]:
    return [re.escape(term) for term in sorted(terms, key=len, reverse=True)]


@cache
def _tables(language: str) -> tuple[Mapping[str, Any], re.Pattern[str]]:
    return words.table(f"harm_{language}"), re.compile(ONE)


@lru_cache(maxsize=4096)  # "two people" comes again and again
def read_count(wording: str, language: str = "en") -> Count:
    """What a number with its hedge says.

    "at least 17" is low and best 17 with no upper bound; "up to 20" best and high 20; "about 20" best 20 alone;
    "10 to 12" low 10 and high 12; "dozens" nothing but its wording.
    """
    table, one = _tables(language)
    low = wording.lower()
    found = [_value(match[0]) for match in one.finditer(low)]
    if _has(low.replace("as many as", ""), [word for word in table["vague"] if word != "some"]):
        return _UNKNOWN
    if not found:
        return Count(low=1, best=1, high=1) if _ONE.search(low) else _UNKNOWN
    number = found[-1]
    if found[0] < number:
        return Count(low=found[0], best=None, high=number)
    at_least, at_most, about = (_has(low, table[kind]) for kind in ("hedges_low", "hedges_high", "hedges_near"))
    return Count(
        low=None if at_most or (about and not at_least) else number,
        best=number,
        high=None if at_least or (about and not at_most) else number,
    )


def _has(text: str, hedges: Sequence[str]) -> bool:
    return any(hedge in text and re.search(rf"\b{re.escape(hedge)}\b", text) for hedge in hedges)


def _value(text: str) -> int:
    if text == "half a dozen":
        return 6
    if text.startswith("a couple"):
        return 2
    total, current = 0.0, 0.0
    for word in re.split(r"[ -]", text):
        if word in _SCALE and current:
            total, current = total + current * _SCALE[word], 0.0
        elif word[:1].isdecimal():
            current += float(word.replace(",", ""))
        else:
            current += _VALUE.get(word, 0)
    return int(total + current)
