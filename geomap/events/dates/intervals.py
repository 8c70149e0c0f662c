"""Intervals of days: the arithmetic below every date expression."""

import calendar
import datetime as dt

from dateutil.relativedelta import relativedelta

from geomap.records import Grain

Interval = tuple[dt.date, dt.date]  # first and last day, both included

DAY = dt.timedelta(days=1)
WEEK_DAYS = 7
YEAR_MONTHS = 12


def grain_of(first: dt.date, last: dt.date) -> Grain:
    """The grain of a stretch that is no calendar unit, by its width, as UCDP's date_prec counts it."""
    width = (last - first).days + 1
    for grain, most in ((Grain.DAY, 1), (Grain.SPAN, WEEK_DAYS - 1), (Grain.WEEK, WEEK_DAYS), (Grain.MONTH, 31)):
        if width <= most:
            return grain
    return Grain.YEAR


def plus(day: dt.date, *, days: int = 0, weeks: int = 0, months: int = 0, years: int = 0) -> dt.date:
    """A day later or earlier; a month from the 31st ends on the last day there is."""
    moved: dt.date = day + relativedelta(days=days, weeks=weeks, months=months, years=years)
    return moved


def day_in(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None when the calendar has no such day."""
    return dt.date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def month_of(year: int, month: int) -> Interval:
    """A whole month."""
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def months_of(year: int, month: int, count: int) -> Interval:
    """A run of whole months; it may reach into the next year."""
    first = dt.date(year, month, 1)
    return first, plus(first, months=count) - DAY


def year_of(year: int) -> Interval:
    """A whole year."""
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def week_of(day: dt.date) -> Interval:
    """The week around a day, Monday to Sunday (ISO 8601)."""
    monday = day - dt.timedelta(days=day.weekday())
    return monday, monday + dt.timedelta(days=WEEK_DAYS - 1)


def third_of(interval: Interval, edge: int) -> Interval:
    """The first (1), middle (2) or last (3) third of an interval."""
    first, last = interval
    days = (last - first).days + 1
    return first + dt.timedelta(days=days * (edge - 1) // 3), first + dt.timedelta(days=days * edge // 3 - 1)


def nearest_year(month: int, day: int | None, *, published: dt.date, ahead: bool) -> int:
    """The year of a date given without one: the last such date before the article, or the next one after it.

    A date up to two days after publication still counts as now: time zones and early editions.
    """
    first = dt.date(published.year, month, min(day or 1, calendar.monthrange(published.year, month)[1]))
    if ahead:
        last = first if day else month_of(published.year, month)[1]
        return published.year if last >= published else published.year + 1
    return published.year if first <= published + 2 * DAY else published.year - 1


def weekday_near(weekday: int, *, published: dt.date, ahead: bool, same_day: bool) -> dt.date:
    """The day of that name last before (or next after) publication; `same_day` lets it be that very day."""
    back = (published.weekday() - weekday) % WEEK_DAYS
    if back == 0 and same_day:
        return published
    if ahead:
        return published + dt.timedelta(days=(-back) % WEEK_DAYS or WEEK_DAYS)
    return published - dt.timedelta(days=back or WEEK_DAYS)
