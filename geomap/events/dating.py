"""Turns one date expression into an interval: which function reads which rule of the grammar in dates.py."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

from geomap.events import date_calendar, date_relative
from geomap.events.date_words import Lexemes, Read, Setting
from geomap.events.spans_of_days import grain_of


def interval(rule: str, lexemes: Lexemes, setting: Setting) -> Read | None:
    """What the expression means, or None when the calendar has no such day or its anchor is unknown."""
    return _HANDLERS[rule](lexemes, setting)


def since(read: Read, published: dt.date) -> Read:
    """The stretch that began with `read` and lasts until the article was written."""
    return replace(read, last=published, grain=grain_of(read.first, published))


_HANDLERS: Mapping[str, Callable[[Lexemes, Setting], Read | None]] = {
    "iso": date_calendar.read_iso,
    "days_of_month": date_calendar.read_days_of_month,
    "day_to_day": date_calendar.read_day_to_day,
    "month_to_month": date_calendar.read_month_to_month,
    "year_to_year": date_calendar.read_year_to_year,
    "weekday_to_weekday": date_relative.read_weekday_to_weekday,
    "day": date_calendar.read_day,
    "feast": date_calendar.read_feast,
    "week_of": date_calendar.read_week_of,
    "piece": date_calendar.read_piece,
    "day_alone": date_calendar.read_day_alone,
    "quarter": date_calendar.read_quarter,
    "month": date_calendar.read_month,
    "season": date_calendar.read_season,
    "days_beyond": date_relative.read_days_beyond,
    "rolling": date_relative.read_rolling,
    "ahead": date_relative.read_ahead,
    "ago": date_relative.read_ago,
    "from_anchor": date_relative.read_from_anchor,
    "calendar": date_relative.read_calendar,
    "weekend": date_relative.read_weekend,
    "weekday": date_relative.read_weekday,
    "part": date_relative.read_part,
    "overnight": date_relative.read_overnight,
    "year": date_calendar.read_whole_year,
}
