"""Finds the mail inside one that was forwarded: its day, its subject, its text."""

import re

from geomap.days import DayError, read_days

_LINE = re.compile(r"[>\s*]*(?P<key>[^\W\d_][^:\n]{0,30}?)\s*\*?:\*?[ \t]+(?P<value>\S.*)")
_RULE = re.compile(r"[>\s]*[-_]{3,}.*")  # "---------- Forwarded message ---------", in any language
# Words between the day and the time: "2024 at 9:00", "2024 a las 9:00".
_BEFORE_TIME = re.compile(r"(?<=\d{4})(?:,?\s+[^\W\d_]{1,3}){1,2}\s+(?=\d{1,2}[:.]\d{2})")
_FEWEST = 3  # lines of a head: from, date, to or subject
_MOST_BEFORE = 600  # characters of the sender's own words: more of them are the article


def forwarded(text: str) -> tuple[str, str] | None:
    """The day that the head of a forwarded mail gives, and what stands behind that head; None where there is none.

    A head is a run of lines `name: value`, one of which is a day and one of which holds an address or stands under a
    rule; what the lines are called depends on the language of the sender's program.
    """
    lines = text.splitlines(keepends=True)
    at = 0
    while at < len(lines) and sum(map(len, lines[:at])) <= _MOST_BEFORE:
        head = _head(lines, at)
        days = [day for line in head if (day := _day(line["value"]))]
        is_ruled = at > 0 and any(_RULE.fullmatch(line.strip()) for line in lines[max(at - 2, 0) : at] if line.strip())
        if len(head) >= _FEWEST and days and (is_ruled or any("@" in line["value"] for line in head)):
            return days[0], "".join(lines[at + len(head) :]).strip()
        at += max(len(head), 1)
    return None


def _head(lines: list[str], at: int) -> list[re.Match[str]]:
    found = []
    for line in lines[at:]:
        if not (hit := _LINE.fullmatch(line.rstrip())):
            break
        found.append(hit)
    return found


def _day(value: str) -> str:
    written = _BEFORE_TIME.sub(" ", value)
    try:
        days = read_days(written)
    except DayError:
        return ""
    return written if days.first == days.last else ""
