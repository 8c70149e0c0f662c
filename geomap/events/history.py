"""Tells what is history, and what may be a total of a year, from what is news."""

import datetime as dt

from geomap.records import When

_HISTORY_DAYS = 1096  # three years: what inquiries still find out is news, what is older is background
_YEAR_DAYS = 364


def is_history(when: When, published: dt.date) -> bool:
    """Whether an event is background: told of a day more than three years back."""
    return (published - when.last).days > _HISTORY_DAYS


def is_year_over(when: When, published: dt.date) -> bool:
    """Whether an event is told of a whole year that is over: that is hardly ever one event, and never has a day."""
    return (when.last - when.first).days >= _YEAR_DAYS and when.last < published
