"""Turns the words of one date expression into an interval: a function for each rule of the grammar in dates.py."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from geomap.events import spans_of_days as days
from geomap.events.spans_of_days import DAY, Interval, grain_of
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


Lexemes = Sequence[Lexeme]
_FEW: Mapping[str, tuple[int, int]] = {"couple": (2, 3), "few": (2, 6), "several": (3, 9), "some": (2, 9)}
_MONTH_UNIT = {"month": 1, "quarter": 3}
_DAY_UNIT = {"day": 1, "week": 7, "fortnight": 14}


def interval(rule: str, lexemes: Lexemes, setting: Setting) -> Read | None:
    """What the expression means, or None when the calendar has no such day or its anchor is unknown."""
    return _HANDLERS[rule](lexemes, setting)


def since(read: Read, published: dt.date) -> Read:
    """The stretch that began with `read` and lasts until the article was written."""
    return replace(read, last=published, grain=grain_of(read.first, published))


# ---------------------------------------------------------------- pieces


def _numbers(lexemes: Lexemes, letters: str) -> list[int]:
    return [int(str(lexeme.value)) for lexeme in lexemes if lexeme.letter in letters]


def _has(lexemes: Lexemes, letters: str) -> bool:
    return any(lexeme.letter in letters for lexeme in lexemes)


def _year(lexemes: Lexemes, setting: Setting) -> int | None:
    """The year an expression states: "2022", "last year", "this year"."""
    if stated := _numbers(lexemes, "Y"):
        return stated[-1]
    for before, lexeme in pairwise(lexemes):
        if lexeme.letter == "V" and before.letter in "LHX":
            return setting.published.year + {"L": -1, "H": 0, "X": 1}[before.letter]
    return None


def _edge(lexemes: Lexemes) -> int | None:
    """The third of the interval that is meant, if one is."""
    edges = _numbers(lexemes, "e")
    return edges[0] if edges else None


def _made(found: Interval, grain: Grain | None, basis: Basis, lexemes: Lexemes = ()) -> Read:
    if edge := _edge(lexemes):
        found, grain = days.third_of(found, edge), None
    return Read(first=found[0], last=found[1], grain=grain or grain_of(*found), basis=basis)


def _so_far(found: Interval, setting: Setting) -> Interval:
    """What of an interval was over when the article was written; all of it when it lies ahead."""
    first, last = found
    return found if setting.ahead or first > setting.published else (first, min(last, setting.published))


def _one_day(day: dt.date | None, basis: Basis) -> Read | None:
    return Read(first=day, last=day, grain=Grain.DAY, basis=basis) if day else None


def _date(month: int, day: int, year: int | None, setting: Setting) -> dt.date | None:
    if not days.day_in(2024, month, day):  # a leap year: 29 February may be meant
        return None
    chosen = year or days.nearest_year(month, day, published=setting.published, ahead=setting.ahead)
    return days.day_in(chosen, month, day)


def _count(lexemes: Lexemes) -> tuple[int, int]:
    """How many units, from - to."""
    for lexeme in lexemes:
        if lexeme.letter == "v":
            return _FEW[str(lexeme.value)]
    numbers = _numbers(lexemes, "nNw")
    count = sum(numbers) if numbers else 1
    return count, count


def _unit(lexemes: Lexemes) -> str:
    for lexeme in lexemes:
        if lexeme.letter in "UVKCJ":
            return {"V": "year", "K": "quarter", "C": "decade", "J": "weekend"}.get(lexeme.letter, str(lexeme.value))
    return "day"


def _moved(day: dt.date, unit: str, count: int) -> dt.date:
    if unit in _DAY_UNIT:
        return days.plus(day, days=_DAY_UNIT[unit] * count)
    if unit in _MONTH_UNIT:
        return days.plus(day, months=_MONTH_UNIT[unit] * count)
    if unit in {"hour", "minute"}:
        hours = abs(count) if unit == "hour" else 1
        return days.plus(day, days=-(-hours // 24) * (1 if count > 0 else -1))
    return days.plus(day, years=count * (10 if unit == "decade" else 1))


# ---------------------------------------------------------------- dates of the calendar


def _iso(lexemes: Lexemes, setting: Setting) -> Read | None:
    year = _numbers(lexemes, "Y")[0]
    one, two = _numbers(lexemes, "n")
    if lexemes[0].letter == "Y" or (lexemes[1].letter == "/" and two > days.YEAR_MONTHS):
        month, day = one, two
    else:
        month, day = two, one
    del setting
    return _one_day(days.day_in(year, month, day) if 1 <= month <= days.YEAR_MONTHS else None, Basis.STATED)


def _day(lexemes: Lexemes, setting: Setting) -> Read | None:
    month, day = _numbers(lexemes, "M")[0], _numbers(lexemes, "no")[0]
    return _one_day(_date(month, day, _year(lexemes, setting), setting), Basis.STATED)


def _days_of_month(lexemes: Lexemes, setting: Setting) -> Read | None:
    month, (one, two) = _numbers(lexemes, "M")[0], _numbers(lexemes, "n")[:2]
    last = _date(month, two, _year(lexemes, setting), setting)
    first = days.day_in(last.year, month, one) if last else None
    return _made((first, last), None, Basis.STATED) if first and last and first <= last else None


def _day_to_day(lexemes: Lexemes, setting: Setting) -> Read | None:
    months, numbers, years = _numbers(lexemes, "M"), _numbers(lexemes, "no"), _numbers(lexemes, "Y")
    last = _date(months[1], numbers[1], _year(lexemes, setting), setting)
    if not last:
        return None
    year = years[0] if len(years) > 1 else last.year - (months[0] > months[1])
    first = days.day_in(year, months[0], numbers[0])
    return _made((first, last), None, Basis.STATED) if first and first <= last else None


def _month_to_month(lexemes: Lexemes, setting: Setting) -> Read | None:
    one, two = _numbers(lexemes, "M")
    years = _numbers(lexemes, "Y")
    year = _year(lexemes, setting) or days.nearest_year(two, None, published=setting.published, ahead=setting.ahead)
    first = days.month_of(years[0] if len(years) > 1 else year - (one > two), one)[0]
    return _made(_so_far((first, days.month_of(year, two)[1]), setting), None, Basis.STATED)


def _year_to_year(lexemes: Lexemes, _setting: Setting) -> Read | None:
    one, two = _numbers(lexemes, "Y")
    return _made((dt.date(one, 1, 1), dt.date(two, 12, 31)), Grain.YEAR, Basis.STATED) if one <= two else None


def _month(lexemes: Lexemes, setting: Setting) -> Read:
    month = _numbers(lexemes, "M")[0]
    year = _year(lexemes, setting)
    if year is None:
        deictic = next((lexeme.letter for lexeme in lexemes if lexeme.letter in "LHX"), "")
        ahead = setting.ahead or deictic == "X"
        year = days.nearest_year(month, None, published=setting.published, ahead=ahead)
        if deictic == "L" and (year, month) == (setting.published.year, setting.published.month):
            year -= 1
    found = days.month_of(year, month)
    return _made(found if _edge(lexemes) else _so_far(found, setting), Grain.MONTH, Basis.STATED, lexemes)


def _season(lexemes: Lexemes, setting: Setting) -> Read:
    start = _numbers(lexemes, "S")[0]
    year, published = _year(lexemes, setting), setting.published
    if year is None:
        year = published.year if dt.date(published.year, start, 1) <= published or setting.ahead else published.year - 1
        if _has(lexemes, "L") and days.months_of(year, start, 3)[1] >= published:
            year -= 1
    found = days.months_of(year, start, 3)
    return _made(_so_far(found, setting), None, Basis.STATED, lexemes)


def _quarter(lexemes: Lexemes, setting: Setting) -> Read:
    numbers = _numbers(lexemes, "no")
    published = setting.published
    if not numbers:
        number, year = (published.month - 1) // 3, published.year  # of the quarter before this one
        number += _has(lexemes, "H")
        number, year = (4, year - 1) if number == 0 else (number, year)
    else:
        number = min(numbers[0], 4)
        year = _year(lexemes, setting) or published.year - (number * 3 - 2 > published.month and not setting.ahead)
    return _made(days.months_of(year, number * 3 - 2, 3), Grain.YEAR, Basis.STATED)


def _whole_year(lexemes: Lexemes, setting: Setting) -> Read | None:
    year = _year(lexemes, setting)
    if year is None:
        return None
    found = days.year_of(year)
    basis = Basis.STATED if _has(lexemes, "Y") else Basis.RELATIVE
    return _made(found if _edge(lexemes) else _so_far(found, setting), Grain.YEAR, basis, lexemes)


# ---------------------------------------------------------------- weekdays and parts of the day


def _weekday(lexemes: Lexemes, setting: Setting) -> Read:
    weekday = _numbers(lexemes, "W")[0]
    week_said = next((str(lexeme.value) for lexeme in lexemes if lexeme.letter == "U"), "")
    if week_said == "week":
        back = -1 if _has(lexemes, "LG") else 0
        day = days.week_of(setting.published)[0] + dt.timedelta(days=weekday + 7 * back)
    else:
        ahead = setting.ahead or _has(lexemes, "X")
        earlier = _has(lexemes, "L") or setting.pluperfect
        day = days.weekday_near(weekday, published=setting.published, ahead=ahead, same_day=not earlier)
    if _has(lexemes, "O"):
        return _made((day - DAY, day), Grain.SPAN, Basis.WEEKDAY)
    return _made((day, day), Grain.DAY, Basis.WEEKDAY)


def _weekday_to_weekday(lexemes: Lexemes, setting: Setting) -> Read:
    one, two = _numbers(lexemes, "W")
    last = days.weekday_near(two, published=setting.published, ahead=setting.ahead, same_day=True)
    first = last - dt.timedelta(days=(two - one) % 7)
    return _made((first, last), None, Basis.WEEKDAY)


def _part(lexemes: Lexemes, setting: Setting) -> Read | None:
    """Parts of a day: "yesterday evening", "this morning", "last night"."""
    published = setting.published
    if offsets := _numbers(lexemes, "R"):
        return _one_day(published + dt.timedelta(days=offsets[0]), Basis.RELATIVE)
    if _has(lexemes, "L"):
        return _made((published - DAY, published), Grain.SPAN, Basis.RELATIVE)
    return _one_day(published, Basis.RELATIVE) if _has(lexemes, "H") else None


def _overnight(_lexemes: Lexemes, setting: Setting) -> Read:
    return _made((setting.published - DAY, setting.published), Grain.SPAN, Basis.RELATIVE)


def _weekend(lexemes: Lexemes, setting: Setting) -> Read:
    published = setting.published
    saturday = days.week_of(published)[0] + 5 * DAY
    if published < saturday or _has(lexemes, "L"):
        saturday -= 7 * DAY * (published < saturday or _has(lexemes, "L"))
    return _made(_so_far((saturday, saturday + DAY), setting), Grain.SPAN, Basis.RELATIVE)


# ---------------------------------------------------------------- counted from the article or from the story


def _days_beyond(lexemes: Lexemes, setting: Setting) -> Read | None:
    """The days around: "the day before yesterday", "the day after tomorrow"."""
    offset = _numbers(lexemes, "R")[0]
    step = -1 if _has(lexemes, "x") else 1
    return _one_day(setting.published + dt.timedelta(days=offset + step), Basis.RELATIVE)


def _rolling(lexemes: Lexemes, setting: Setting) -> Read:
    """A stretch up to now: "the past 24 hours", "the last three weeks", "recent days"."""
    unit, most = _unit(lexemes), _count(lexemes)[1]
    if _has(lexemes, "r"):
        most = _FEW["few"][1]
    if unit == "weekend":
        unit = "week"
    first = _moved(setting.published, unit, -most)
    if unit not in {"hour", "minute"}:
        first += DAY  # the day of writing is one of them
    return _made((first, setting.published), None, Basis.RELATIVE)


def _ahead(lexemes: Lexemes, setting: Setting) -> Read:
    """A stretch to come: "next week", "the coming days"."""
    last = _moved(setting.published, _unit(lexemes), max(_count(lexemes)[1], 1))
    return _made((setting.published + DAY, max(last, setting.published + DAY)), None, Basis.RELATIVE)


def _ago(lexemes: Lexemes, setting: Setting) -> Read:
    unit, (least, most) = _unit(lexemes), _count(lexemes)
    if not _has(lexemes, "nNwav"):  # "years ago"
        least, most = _FEW["some"]
    near, far = _moved(setting.published, unit, -least), _moved(setting.published, unit, -most)
    return _around(far, near, unit, setting)


def _around(far: dt.date, near: dt.date, unit: str, setting: Setting) -> Read:
    """How wide "two weeks ago" is: a week; "two months ago": the calendar month; "two years ago": the year."""
    if unit == "year":
        return _made((days.year_of(far.year)[0], days.year_of(near.year)[1]), Grain.YEAR, Basis.RELATIVE)
    if unit in {"month", "quarter"}:
        whole = (days.month_of(far.year, far.month)[0], days.month_of(near.year, near.month)[1])
        return _made(_so_far(whole, setting), Grain.MONTH if far == near else None, Basis.RELATIVE)
    if unit == "decade":
        return _made((days.year_of(far.year - 2)[0], days.year_of(near.year + 2)[1]), Grain.YEAR, Basis.RELATIVE)
    if unit in {"week", "fortnight", "weekend"}:
        return _made(_so_far((far - 3 * DAY, near + 3 * DAY), setting), None, Basis.RELATIVE)
    if unit in {"hour", "minute"}:
        return _made((far, setting.published), None, Basis.RELATIVE)
    return _made((far, near), None, Basis.RELATIVE)


def _from_anchor(lexemes: Lexemes, setting: Setting) -> Read | None:
    """In the story: "the day before", "two days later", "that day": counted from the day the story speaks of."""
    anchor, unit = setting.anchor, _unit(lexemes)
    if _has(lexemes, "D") or not _has(lexemes, "LXElxy"):
        said_that = lexemes[0].value == "that" or _has(lexemes, "D")
        return _one_day(anchor, Basis.RELATIVE) if said_that and anchor and unit == "day" else None
    anchor = anchor or setting.published
    forward = _has(lexemes, "Xly")
    if forward and setting.anchor is None:
        return None
    (least, most), sign = _count(lexemes), 1 if forward else -1
    near, far = sorted((_moved(anchor, unit, sign * least), _moved(anchor, unit, sign * most)))
    return _around(near, far, unit, setting)


def _calendar(lexemes: Lexemes, setting: Setting) -> Read | None:
    """Whole units: "last week", "this month", "earlier this year"."""
    unit, back = _unit(lexemes), -1 if _has(lexemes, "L") else 0
    published = setting.published
    if unit == "year":
        found, grain = days.year_of(published.year + back), Grain.YEAR
    elif unit == "month":
        month = days.plus(published, months=back)
        found, grain = days.month_of(month.year, month.month), Grain.MONTH
    elif unit in {"week", "fortnight"}:
        first, last = days.week_of(days.plus(published, weeks=back * (2 if unit == "fortnight" else 1)))
        found, grain = (first, last), Grain.WEEK
    elif unit == "day" and back:
        return _one_day((setting.anchor or published) - DAY, Basis.RELATIVE)
    else:
        return None
    return _made(found if _edge(lexemes) or back else _so_far(found, setting), grain, Basis.RELATIVE, lexemes)


_HANDLERS: Mapping[str, Callable[[Lexemes, Setting], Read | None]] = {
    "iso": _iso,
    "days_of_month": _days_of_month,
    "day_to_day": _day_to_day,
    "month_to_month": _month_to_month,
    "year_to_year": _year_to_year,
    "weekday_to_weekday": _weekday_to_weekday,
    "day": _day,
    "quarter": _quarter,
    "month": _month,
    "season": _season,
    "days_beyond": _days_beyond,
    "rolling": _rolling,
    "ahead": _ahead,
    "ago": _ago,
    "from_anchor": _from_anchor,
    "calendar": _calendar,
    "weekend": _weekend,
    "weekday": _weekday,
    "part": _part,
    "overnight": _overnight,
    "year": _whole_year,
}
