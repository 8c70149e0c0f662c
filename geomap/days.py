"""Reads a calendar day as people write it, and refuses to guess."""

import datetime as dt
import re
from itertools import product

from dateutil import parser

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
_YEAR_FIRST = re.compile(r"(\d{4})(?:[/.](\d{1,2})[/.](\d{1,2})(?!\d)|(\d{2})(\d{2})(?:T.*)?\Z)")
_LONGEST = 60  # characters; no date is longer, and dateutil is slow on essays
_DEFAULTS = (dt.datetime(2000, 1, 1), dt.datetime(2001, 2, 2))  # noqa: DTZ001 - only to see which parts are missing


class DayError(ValueError):
    """A date that cannot be used; `reason` is short, `detail` says the way out."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


def calendar_day(value: object) -> dt.date:
    """The calendar day that `value` names, in the time zone it is written in.

    ISO 8601 dates and date-times, `YYYY/MM/DD`, RFC 2822 dates and dates with the month in words are understood.
    03/04/2023 is not: it names two days.

    Raises:
        DayError: no date, an ambiguous one, one without day or year, or not a date at all.
    """
    if isinstance(value, dt.date):
        return value.date() if isinstance(value, dt.datetime) else value
    if not isinstance(value, str):
        raise DayError("date not understood", f"{value!r} is no text; write it as YYYY-MM-DD")
    text = value.strip()
    if not text:
        raise DayError("no date", "give the day as YYYY-MM-DD")
    if numbered := _YEAR_FIRST.match(text):
        year, month, day = (int(part) for part in numbered.groups() if part)
        text = f"{year:04}-{month:02}-{day:02}"
    if _ISO_DAY.match(text):
        return _iso_day(text)
    return _worded_day(text)


def _iso_day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError as error:
        raise DayError("date not understood", f"{text!r}: {error}") from error


def _worded_day(text: str) -> dt.date:
    """The day that all readings of `text` agree on: whichever of day, month and year may come first."""
    if len(text) > _LONGEST or not any(letter.isdigit() for letter in text):
        raise _misread(text)
    try:
        readings: set[dt.date] = {
            parser.parse(text, default=default, dayfirst=day, yearfirst=year, ignoretz=True).date()
            for default, day, year in product(_DEFAULTS, (False, True), (False, True))
        }
    except (ValueError, OverflowError, TypeError, ArithmeticError) as error:
        raise _misread(text) from error
    if len(readings) > 1:
        shown = " or ".join(day.isoformat() for day in sorted(readings)[:2])
        raise DayError("ambiguous date", f"{text!r} may be {shown}; write it as YYYY-MM-DD")
    (day_read,) = readings
    return day_read


def _misread(text: str) -> DayError:
    return DayError("date not understood", f"{text[:_LONGEST]!r}; write it as YYYY-MM-DD")
