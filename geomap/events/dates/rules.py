"""Turns one date expression into an interval: which function reads which rule of the grammar in grammar.py."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

from geomap.events.dates import calendar, relative
from geomap.events.dates.intervals import grain_of
from geomap.events.dates.lexemes import Lexemes, Read, Setting


def interval(rule: str, lexemes: Lexemes, setting: Setting) -> Read | None:
    """What the expression means, or None when the calendar has no such day or its anchor is unknown."""
    return _HANDLERS[rule](lexemes, setting)


def since(read: Read, published: dt.date) -> Read:
    """The stretch that began with `read` and lasts until the article was written."""
    return replace(read, last=published, grain=grain_of(read.first, published), days=())


_HANDLERS: Mapping[str, Callable[[Lexemes, Setting], Read | None]] = {
    "iso": calendar.read_iso,
    "days_of_month": calendar.read_days_of_month,
    "day_to_day": calendar.read_day_to_day,
    "month_to_month": calendar.read_month_to_month,
    "year_to_year": calendar.read_year_to_year,
    "weekday_to_weekday": relative.read_weekday_to_weekday,
    "day": calendar.read_day,
    "feast": calendar.read_feast,
    "week_of": calendar.read_week_of,
    "piece": calendar.read_piece,
    "day_alone": calendar.read_day_alone,
    "quarter": calendar.read_quarter,
    "month": calendar.read_month,
    "season": calendar.read_season,
    "days_beyond": relative.read_days_beyond,
    "rolling": relative.read_rolling,
    "ahead": relative.read_ahead,
    "ago": relative.read_ago,
    "from_anchor": relative.read_from_anchor,
    "calendar": relative.read_calendar,
    "weekend": relative.read_weekend,
    "weekday": relative.read_weekday,
    "part": relative.read_part,
    "overnight": relative.read_overnight,
    "year": calendar.read_whole_year,
}
