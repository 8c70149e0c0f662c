"""The words of one date expression, and what can be read from any of them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from geomap.events.dates import intervals as days
from geomap.events.dates.intervals import Interval, grain_of
from geomap.records import Basis, Grain


class Lexeme(NamedTuple):
    """A word of a date expression: its letter in the grammar, and what it is worth."""

    letter: str
    value: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What an expression is read against."""

    published: dt.date
    anchor: dt.date | None  # the day of the story so far
    ahead: bool  # the sentence speaks of what is to come
    pluperfect: bool  # ... of what had been before


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The interval an expression means."""

    first: dt.date
    last: dt.date
    grain: Grain
    basis: Basis
    days: tuple[dt.date, ...] = ()  # told one by one, where the interval holds others as well: "on 9 and 11 January"


Lexemes = Sequence[Lexeme]
SOME = (2, 9)  # how many "years ago" are
RECENT = 6  # how many "recent days" are at most
_STRETCHES = frozenset("bf")  # letters of the words that open "between 9 and 11 January", "from Friday"
_MONTH_UNIT = {"month": 1, "quarter": 3}
_DAY_UNIT = {"day": 1, "week": 7, "fortnight": 14}


def numbers(lexemes: Lexemes, letters: str) -> list[int]:
    """The numbers of the words with these letters, in order."""
    return [int(str(lexeme.value)) for lexeme in lexemes if lexeme.letter in letters]


def has(lexemes: Lexemes, letters: str) -> bool:
    """Whether a word with one of these letters is among them."""
    return any(lexeme.letter in letters for lexeme in lexemes)


def said_year(lexemes: Lexemes, setting: Setting) -> int | None:
    """The year an expression states: "2022", "last year", "this year"."""
    if stated := numbers(lexemes, "Y"):
        return stated[-1]
    for before, lexeme in pairwise(lexemes):
        if lexeme.letter == "V" and before.letter in "LHX":
            return setting.published.year + {"L": -1, "H": 0, "X": 1}[before.letter]
    return None


def edge(lexemes: Lexemes) -> int | None:
    """The third of the interval that is meant, if one is."""
    edges = numbers(lexemes, "e")
    return edges[0] if edges else None


def listed(read: Read | None, days_told: Sequence[dt.date | None], lexemes: Lexemes) -> Read | None:
    """An interval with the days that its words count up, unless they are a stretch, or all that lie in it."""
    told = sorted({day for day in days_told if day})
    is_list = read is not None and has(lexemes, "&") and lexemes[0].letter not in _STRETCHES
    if read is None or not is_list or (read.last - read.first).days < len(told) or None in days_told:
        return read
    return replace(read, days=tuple(told))


def made(found: Interval, grain: Grain | None, basis: Basis, lexemes: Lexemes = ()) -> Read:
    """An interval with its grain; an "early" or "late" before it takes its third."""
    if third := edge(lexemes):
        found, grain = days.third_of(found, third), None
    return Read(first=found[0], last=found[1], grain=grain or grain_of(*found), basis=basis)


def so_far(found: Interval, setting: Setting) -> Interval:
    """What of an interval was over when the article was written; all of it when it lies ahead."""
    first, last = found
    return found if setting.ahead or first > setting.published else (first, min(last, setting.published))


def one_day(day: dt.date | None, basis: Basis) -> Read | None:
    """A day, or None when there is none."""
    return Read(first=day, last=day, grain=Grain.DAY, basis=basis) if day else None


def date_of(month: int, day: int, year: int | None, setting: Setting) -> dt.date | None:
    """A day of a month; without a year the nearest one that fits."""
    if not days.day_in(2024, month, day):  # a leap year: 29 February may be meant
        return None
    chosen = year or days.nearest_year(month, day, published=setting.published, ahead=setting.ahead)
    return days.day_in(chosen, month, day)


def count(lexemes: Lexemes) -> tuple[int, int]:
    """How many units, from - to; halves are left to `_half`."""
    for lexeme in lexemes:
        if isinstance(lexeme.value, tuple):
            least, most = lexeme.value
            return int(least), int(most)
    said = numbers(lexemes, "nNw")
    if not said:
        whole = 0 if lexemes[0].letter == "h" else 1  # "half a year" is none and a half
        return whole, whole
    return sum(said), sum(said)


def half(day: dt.date, unit: str, sign: int) -> dt.date:
    """Half a unit later or earlier."""
    months = {"decade": 60, "year": 6}.get(unit, 0)
    part = {"month": 15, "week": 3, "fortnight": 7}.get(unit, 0)
    return days.plus(day, days=sign * part, months=sign * months)


def unit_of(lexemes: Lexemes) -> str:
    """The unit that is counted; a day when none is said."""
    for lexeme in lexemes:
        if lexeme.letter in "UVKCJ":
            return {"V": "year", "K": "quarter", "C": "decade", "J": "weekend"}.get(lexeme.letter, str(lexeme.value))
    return "day"


def moved(day: dt.date, unit: str, count: int) -> dt.date:
    """A day so many units later or, with a negative count, earlier."""
    if unit in _DAY_UNIT:
        return days.plus(day, days=_DAY_UNIT[unit] * count)
    if unit in _MONTH_UNIT:
        return days.plus(day, months=_MONTH_UNIT[unit] * count)
    if unit in {"hour", "minute"}:
        hours = count if unit == "hour" else min(max(count, -1), 1)
        return days.plus(day, days=hours // 24)  # "three hours later" is the same day, "three hours before" may be not
    return days.plus(day, years=count * (10 if unit == "decade" else 1))
