"""Reads the moment that a date with a time of day and a zone names, since its day is another one elsewhere."""

import datetime as dt
import re
from email.utils import parsedate_to_datetime

from geomap.days.figures import PARTS_OF_SECOND

_ISO = re.compile(r"\d{4}-?\d{2}-?\d{2}[T ]\d{2}:?\d{2}[\d:.,]*\s?(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)", re.ASCII)
_MAIL = re.compile(
    r"(?:[A-Za-z]{3,9},?\s)?\d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}(?::\d{2})?\s(?:[+-]\d{4}|GMT|UTC|Z)", re.ASCII
)
_NUMBER = re.compile(r"(\d+)(?:\.\d+)?", re.ASCII)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def instant(written: str) -> dt.datetime | None:
    """The moment, in the zone that it is written in (UTC for a Unix time); None for a date that names no moment."""
    text = written.strip()
    if number := _NUMBER.fullmatch(text):
        return _unix(number[1])
    try:
        if _ISO.fullmatch(text):
            return dt.datetime.fromisoformat(re.sub(r"\s?(?:Z|UTC|GMT)$", "+00:00", text).replace(",", "."))
        if _MAIL.fullmatch(text):
            return parsedate_to_datetime(text)
    except ValueError:
        return None
    return None


def _unix(digits: str) -> dt.datetime | None:
    parts = PARTS_OF_SECOND.get(len(digits))
    if parts is None:
        return None
    try:
        return _EPOCH + dt.timedelta(seconds=int(digits) // parts)
    except OverflowError:
        return None
