"""Date expressions that name a day, month, season, quarter or year of the calendar."""

import datetime as dt

from geomap.events.dates import intervals as days
from geomap.events.dates import relative
from geomap.events.dates.intervals import DAY
from geomap.events.dates.lexemes import (
    Lexemes,
    Read,
    Setting,
    date_of,
    edge,
    has,
    listed,
    made,
    numbers,
    one_day,
    said_year,
    so_far,
    unit_of,
)
from geomap.records import Basis, Grain

_MAY = 5


def read_iso(lexemes: Lexemes, setting: Setting) -> Read | None:
    """Reads the rule `iso` of grammar.py."""
    year = numbers(lexemes, "Y")[0]
    one, two = numbers(lexemes, "n")
    if lexemes[0].letter == "Y" or (lexemes[1].letter == "/" and two > days.YEAR_MONTHS):
        month, day = one, two
    else:
        month, day = two, one
    del setting
    return one_day(days.day_in(year, month, day) if 1 <= month <= days.YEAR_MONTHS else None, Basis.STATED)


def read_day(lexemes: Lexemes, setting: Setting) -> Read | None:
    """Reads the rule `day` of grammar.py."""
    month, day = numbers(lexemes, "M")[0], numbers(lexemes, "no")[0]
    return one_day(date_of(month, day, said_year(lexemes, setting), setting), Basis.STATED)


def read_days_of_month(lexemes: Lexemes, setting: Setting) -> Read | None:
    """Reads the rule `days_of_month` of grammar.py."""
    month, said = numbers(lexemes, "M")[0], numbers(lexemes, "n")
    one, two = said[0], said[-1]
    last = date_of(month, two, said_year(lexemes, setting), setting)
    first = days.day_in(last.year, month, one) if last else None
    if not first or not last or first > last:
        return None
    return listed(
        made((first, last), None, Basis.STATED), [days.day_in(last.year, month, day) for day in said], lexemes
    )


def read_day_to_day(lexemes: Lexemes, setting: Setting) -> Read | None:
    """Reads the rule `day_to_day` of grammar.py."""
    months, said, years = numbers(lexemes, "M"), numbers(lexemes, "no"), numbers(lexemes, "Y")
    last = date_of(months[1], said[1], said_year(lexemes, setting), setting)
    if not last:
        return None
    year = years[0] if len(years) > 1 else last.year - (months[0] > months[1])
    first = days.day_in(year, months[0], said[0])
    if not first or first > last:
        return None
    return listed(made((first, last), None, Basis.STATED), (first, last), lexemes)


def read_month_to_month(lexemes: Lexemes, setting: Setting) -> Read | None:
    """Reads the rule `month_to_month` of grammar.py."""
    one, two = numbers(lexemes, "M")
    years = numbers(lexemes, "Y")
    year = said_year(lexemes, setting) or days.nearest_year(two, None, published=setting.published, ahead=setting.ahead)
    first = days.month_of(years[0] if len(years) > 1 else year - (one > two), one)[0]
    return made(so_far((first, days.month_of(year, two)[1]), setting), None, Basis.STATED)


def read_year_to_year(lexemes: Lexemes, _setting: Setting) -> Read | None:
    """Reads the rule `year_to_year` of grammar.py."""
    one, two = numbers(lexemes, "Y")
    return made((dt.date(one, 1, 1), dt.date(two, 12, 31)), Grain.YEAR, Basis.STATED) if one <= two else None


def read_month(lexemes: Lexemes, setting: Setting) -> Read:
    """Reads the rule `month` of grammar.py."""
    month = numbers(lexemes, "M")[0]
    year = said_year(lexemes, setting)
    if year is None:
        deictic = next((lexeme.letter for lexeme in lexemes if lexeme.letter in "LHX"), "")
        ahead = setting.ahead or deictic == "X"
        year = days.nearest_year(month, None, published=setting.published, ahead=ahead)
        if deictic == "L" and (year, month) == (setting.published.year, setting.published.month):
            year -= 1
    found = days.month_of(year, month)
    return made(found if edge(lexemes) else so_far(found, setting), Grain.MONTH, Basis.STATED, lexemes)


def read_season(lexemes: Lexemes, setting: Setting) -> Read:
    """Reads the rule `season` of grammar.py."""
    start = numbers(lexemes, "S")[0]
    year, published = said_year(lexemes, setting), setting.published
    if year is None:
        year = published.year if dt.date(published.year, start, 1) <= published or setting.ahead else published.year - 1
        if has(lexemes, "L") and days.months_of(year, start, 3)[1] >= published:
            year -= 1
    found = days.months_of(year, start, 3)
    return made(so_far(found, setting), None, Basis.STATED, lexemes)


def read_quarter(lexemes: Lexemes, setting: Setting) -> Read:
    """Reads the rule `quarter` of grammar.py."""
    said = numbers(lexemes, "no")
    published = setting.published
    if not said:
        number, year = (published.month - 1) // 3, published.year  # of the quarter before this one
        number += has(lexemes, "H")
        number, year = (4, year - 1) if number == 0 else (number, year)
    else:
        number = min(said[0], 4)
        year = said_year(lexemes, setting) or published.year - (number * 3 - 2 > published.month and not setting.ahead)
    return made(days.months_of(year, number * 3 - 2, 3), Grain.YEAR, Basis.STATED)


def read_whole_year(lexemes: Lexemes, setting: Setting) -> Read | None:
    """Reads the rule `whole_year` of grammar.py."""
    year = said_year(lexemes, setting)
    if year is None:
        return None
    found = days.year_of(year)
    basis = Basis.STATED if has(lexemes, "Y") else Basis.RELATIVE
    return made(found if edge(lexemes) else so_far(found, setting), Grain.YEAR, basis, lexemes)


def read_feast(lexemes: Lexemes, setting: Setting) -> Read | None:
    """Christmas, New Year's Eve, May Day: the day itself, or its eve."""
    eve = has(lexemes, "g")
    if has(lexemes, "Z"):
        month, day = (int(part) for part in str(lexemes[0].value).split("-"))
    elif has(lexemes, "#"):
        month, day = (12, 31) if eve else (1, 1)
        eve = False
    elif lexemes[0].value == _MAY and lexemes[1].value == "day":
        month, day = _MAY, 1
    else:
        return None
    return one_day(date_of(month, day - eve, None, setting), Basis.STATED)


def read_week_of(lexemes: Lexemes, setting: Setting) -> Read | None:
    """Words: "the week of 22 April"."""
    first = date_of(numbers(lexemes, "M")[0], numbers(lexemes, "no")[0], said_year(lexemes, setting), setting)
    if first is None or unit_of(lexemes) != "week":
        return None
    return made((first, first + 6 * DAY), Grain.WEEK, Basis.STATED)


def read_piece(lexemes: Lexemes, setting: Setting) -> Read | None:
    """A half or a week of a month: "the first half of April", "the last week of July"."""
    rest = lexemes[[lexeme.letter for lexeme in lexemes].index("F") + 1 :]
    whole = read_month(rest, setting) if has(rest, "M") else relative.read_calendar(rest, setting)
    unit, ordinal = unit_of(lexemes[: -len(rest)]), (numbers(lexemes[: -len(rest)], "o") or [0])[0]
    if whole is None or whole.grain is not Grain.MONTH:
        return None
    first, last = days.month_of(whole.first.year, whole.first.month)
    if has(lexemes[: -len(rest)], "h"):
        middle = first + 14 * DAY
        found = (first, middle) if ordinal == 1 else (middle + DAY, last)
    elif unit == "week":
        start = first + 7 * (ordinal - 1) * DAY if ordinal else last - 6 * DAY
        found = (start, min(start + 6 * DAY, last))
    else:
        return None
    return made(found, None, Basis.STATED)


def read_day_alone(lexemes: Lexemes, setting: Setting) -> Read | None:
    """A day without its month: "on the 6th", "on the 30th of last month"."""
    day, published = numbers(lexemes, "n")[0], setting.published
    back = has(lexemes, "L") or (day > published.day and not setting.ahead and not has(lexemes, "H"))
    month = days.plus(published.replace(day=1), months=-1 if back else 0)
    return one_day(days.day_in(month.year, month.month, day), Basis.STATED)
