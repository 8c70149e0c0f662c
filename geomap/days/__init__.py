"""Reads calendar days as people write them, and refuses to guess.

A single date may be open (03/04/2023); a column seldom is. `settle` finds what a column's dates say together, and
`read_days` reads each of them by that.
"""

import datetime as dt
import re
from collections.abc import Iterable

from geomap.days.figures import days_of_number
from geomap.days.grammar import days_of
from geomap.days.order import Finding, settle
from geomap.days.rules import DateRules, DayError, Days, Order
from geomap.days.scan import normal, tokens

__all__ = [
    "NO_DATE",
    "DateRules",
    "DayError",
    "Days",
    "Finding",
    "Order",
    "calendar_day",
    "read_days",
    "settle",
    "the_days",
]

_ISO_DAY = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?", re.ASCII
)
_DEFAULT = DateRules()
NO_DATE = "no date"  # the reason of what says none at all


def calendar_day(value: object, rules: DateRules = _DEFAULT) -> dt.date:
    """The one calendar day that `value` names, in the time zone it is written in.

    Raises:
        DayError: no date, an ambiguous one, several days, or not a date at all.
    """
    days = the_days(value, rules)
    if days.first != days.last:
        raise DayError("not one day", f"{value!r} is {days.first} to {days.last}; write the day as YYYY-MM-DD")
    return days.first


def the_days(value: object, rules: DateRules = _DEFAULT) -> Days:
    """The days that a value of any type names: a text, a number, a date.

    Raises:
        DayError: it names none.
    """
    if isinstance(value, dt.date):
        day = value.date() if isinstance(value, dt.datetime) else value
        return Days(rules.check(day, str(day)), day)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise DayError("date not understood", f"{value!r} is no text; write it as YYYY-MM-DD")
    return read_days(value if isinstance(value, str) else f"{value:.0f}" if value == value else "", rules)  # noqa: PLR0124 - NaN


def read_days(written: str, rules: DateRules = _DEFAULT, *, year: int | None = None) -> Days:
    """The days that a date means: a day, or all days of a range, a week, a month, a quarter, a year.

    Args:
        written: ISO 8601, figures, words in some fifty languages, Unix times, day numbers of spreadsheets.
        rules: the order of day and month, the years that may be.
        year: the year of the row, for a date that names none.

    Raises:
        DayError: no date, an ambiguous one, or not a date at all.
    """
    if usual := _ISO_DAY.fullmatch(written):
        try:
            day = dt.date(int(usual[1]), int(usual[2]), int(usual[3]))
        except ValueError as error:
            raise DayError("date not understood", f"{written!r}: {error}") from error
        return Days(rules.check(day, written), day)
    if not written.strip():
        raise DayError(NO_DATE, "give the day as YYYY-MM-DD")
    number = days_of_number(normal(written), rules)
    return number or days_of(list(tokens(written)), written, rules, year)


def settled(values: Iterable[str], rules: DateRules, *, hint: Order | None = None) -> tuple[DateRules, Finding]:
    """The rules with the order that a column's dates say; an order that they hold already is the user's word."""
    given = next(iter(rules.orders.values()), None)
    finding = settle(values, given=given, hint=hint)
    orders = finding.orders or rules.orders
    return (
        DateRules(orders=orders, earliest=rules.earliest, latest=rules.latest, since_1904=rules.since_1904),
        finding,
    )
