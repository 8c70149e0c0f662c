"""Reads dates that are one number: packed days, Unix times, the day numbers of spreadsheets."""

import datetime as dt
import re

from geomap.days.rules import DateRules, DayError, Days, made, misread, month_of

_NUMBER = re.compile(r"(?:/date\()?(\d+)(?:[.,]\d+)?(?:(?:[+-]\d{4})?\)/)?")  # .NET writes /Date(1676037900000)/
_SCIENTIFIC = re.compile(r"\d(?:\.\d{3,})?e\+?(?:0?9|1[0-8])")  # as spreadsheets show long numbers
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_EXCEL = {False: dt.date(1899, 12, 30), True: dt.date(1904, 1, 1)}
PARTS_OF_SECOND = {9: 1, 10: 1, 12: 1000, 13: 1000, 15: 10**6, 16: 10**6, 18: 10**9, 19: 10**9}
"""Of a Unix time, by how many figures it has."""
_YEAR, _SERIAL, _MONTH, _DAY, _HOUR, _MINUTE, _SECOND = 4, 5, 6, 8, 10, 12, 14  # figures


def days_of_number(written: str, rules: DateRules) -> Days | None:
    """The days of a date that is a number and nothing else, or None when it is not.

    Unix times are taken in UTC. What may be read two ways is read as the one whose year may be.

    Raises:
        DayError: a number, but no day in the years that may be.
    """
    if _SCIENTIFIC.fullmatch(written):
        written = f"{float(written):.0f}"
    found = _NUMBER.fullmatch(written)
    if not found:
        return None
    digits = found[1]
    last: DayError | None = None
    for read in (_packed, _unix, _excel):
        try:
            days = read(digits, written, rules)
        except DayError as error:
            last = last or error
            continue
        if days:
            return days
    if last:
        raise last
    return None


def _packed(digits: str, written: str, rules: DateRules) -> Days | None:
    if written != digits:
        return None
    if len(digits) == _YEAR:
        return Days(rules.check(made(int(digits), 1, 1, written), written), dt.date(int(digits), 12, 31))
    if len(digits) == _MONTH:
        month = month_of(int(digits[:4]), int(digits[4:]), written)
        rules.check(month.first, written)
        return month
    if len(digits) in {_DAY, _HOUR, _MINUTE, _SECOND}:
        day = made(int(digits[:4]), int(digits[4:6]), int(digits[6:8]), written)
        return Days(rules.check(day, written), day)
    return None


def _unix(digits: str, written: str, rules: DateRules) -> Days | None:
    parts = PARTS_OF_SECOND.get(len(digits))
    if parts is None:
        return None
    try:
        day = (_EPOCH + dt.timedelta(seconds=int(digits) // parts)).date()
    except OverflowError as error:
        raise misread(written) from error
    return Days(rules.check(day, written), day)


def _excel(digits: str, written: str, rules: DateRules) -> Days | None:
    if len(digits) != _SERIAL:
        return None
    day = _EXCEL[rules.since_1904] + dt.timedelta(days=int(digits))
    return Days(rules.check(day, written), day)
