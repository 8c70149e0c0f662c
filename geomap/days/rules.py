"""What reading a date needs to know, and what it gives: the order of day and month, the years that may be, the days."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

EARLIEST = 1800
_CENTURY = 100


class DayError(ValueError):
    """A date that cannot be used; `reason` is short, `detail` says the way out."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class Order(StrEnum):
    """Which of three figures is the day: 10/02/2023, 02/10/2023, 23-02-10."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a date may mean, both ends included."""

    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRules:
    """How dates of one column, file or feed are read."""

    orders: Mapping[str, Order] = field(default_factory=dict)  # by the sign between the figures: "/", ".", "-"
    earliest: int = EARLIEST  # years, both included; what lies outside is refused
    latest: int | None = None  # None: next year
    since_1904: bool = False  # whether Excel's day numbers count from 1904, as on old Macintoshes

    def check(self, day: dt.date, written: str) -> dt.date:
        """The day, when its year may be.

        Raises:
            DayError: it may not.
        """
        latest = self.latest or next_year()
        if self.earliest <= day.year <= latest:
            return day
        way_out = "a slip, or say earliest_year or latest_year in the settings"
        raise DayError(
            "year out of range", f"{written!r}: {day.year} is not within {self.earliest}-{latest}; {way_out}"
        )


def next_year() -> int:
    """The latest year that a date may have when nobody says otherwise."""
    return dt.datetime.now(tz=dt.UTC).year + 1


def full_year(year: int) -> int:
    """The year that two figures mean: this century's when it may be, else the last one's."""
    if year >= _CENTURY:
        return year
    latest = next_year()
    this = latest - latest % _CENTURY + year
    return this if this <= latest else this - _CENTURY


def misread(written: str) -> DayError:
    """The error for what is no date."""
    return DayError("date not understood", f"{written[:60]!r}; write it as YYYY-MM-DD")


def made(year: int, month: int, day: int, written: str) -> dt.date:
    """The date of these figures.

    Raises:
        DayError: there is no such day.
    """
    try:
        return dt.date(year, month, day)
    except (ValueError, OverflowError) as error:
        raise DayError("date not understood", f"{written[:60]!r}: {error}; write it as YYYY-MM-DD") from error


def month_of(year: int, month: int, written: str) -> Days:
    """All days of a month.

    Raises:
        DayError: there is no such month.
    """
    first = made(year, month, 1, written)
    return Days(first, last_of(first))


def last_of(first: dt.date) -> dt.date:
    """The last day of the month that begins on `first`."""
    if (first.year, first.month) == (dt.MAXYEAR, 12):
        return dt.date.max
    return (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
