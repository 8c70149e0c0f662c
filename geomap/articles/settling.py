"""Settles for a whole file which figure of its dates is the day, when the first date leaves it open."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from geomap.days import DateRules, DayError, Finding, Order, settled

_FIGURES = re.compile(r"(?<!\d)\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{2,4}")
_MOST = 200_000  # dates of a file that are looked at


@dataclass(slots=True)
class FileDates:
    """The dates of one file, or of the files of one folder that hold an article each."""

    rules: DateRules
    all_dates: Callable[[], Iterable[object]]  # reads them anew, from the beginning
    hint: Order | None = None  # what the language of the file says
    finding: Finding | None = field(default=None, init=False)

    def rules_for(self, value: object) -> DateRules:
        """The rules for a date, settled by all dates of the file once it has a date whose order could be asked.

        Raises:
            DayError: its figures can be read two ways, and nothing in the file says which.
        """
        if not isinstance(value, str) or not _FIGURES.search(value):
            return self.rules
        if self.finding is None:
            known = {date for date, _ in zip(self.all_dates(), range(_MOST), strict=False) if isinstance(date, str)}
            figures = [date for date in known if _FIGURES.search(date)]
            self.rules, self.finding = settled(sorted(figures or [value]), self.rules, hint=self.hint)
        if self.finding.question:
            raise DayError("ambiguous date", self.finding.question)
        return self.rules


ORDERS = {"en-us": Order.MDY, "en-ph": Order.MDY}
"""The order of the languages that do not write the day first, or do in some countries only."""


def hint_of(language: str) -> Order | None:
    """What a language with its country, "en-US", says of the order; "en" alone says nothing."""
    code = language.strip().replace("_", "-").casefold()
    if code in ORDERS:
        return ORDERS[code]
    return Order.DMY if code and code != "en" and len(code) in {2, 5} else None
