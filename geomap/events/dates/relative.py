"""Date expressions that count from the article or from the story so far: weekdays, "yesterday", "two weeks ago"."""

import datetime as dt

from geomap.events.dates import intervals as days
from geomap.events.dates.intervals import DAY
from geomap.events.dates.lexemes import (
    RECENT,
    SOME,
    Lexemes,
    Read,
    Setting,
    count,
    edge,
    half,
    has,
    listed,
    made,
    moved,
    numbers,
    one_day,
    so_far,
    unit_of,
)
from geomap.records import Basis, Grain

# what `senses` in the dates.toml of a language says of a word
FROM_THE_STORY = "story"
THE_DAY_TOLD_OF = "anchor"


def read_weekday(lexemes: Lexemes, setting: Setting) -> Read:
    """Reads the rule `weekday` of grammar.py."""
    weekday = numbers(lexemes, "W")[0]
    week_said = next((str(lexeme.value) for lexeme in lexemes if lexeme.letter == "U"), "")
    if week_said == "week":
        back = -1 if has(lexemes, "LG") else 0
        day = days.week_of(setting.published)[0] + dt.timedelta(days=weekday + 7 * back)
    else:
        ahead = setting.ahead or has(lexemes, "X")
        earlier = has(lexemes, "L") or setting.pluperfect
        day = days.weekday_near(weekday, published=setting.published, ahead=ahead, same_day=not earlier)
    if has(lexemes, "O"):
        return made((day - DAY, day), Grain.SPAN, Basis.WEEKDAY)
    return made((day, day), Grain.DAY, Basis.WEEKDAY)


def read_weekday_to_weekday(lexemes: Lexemes, setting: Setting) -> Read | None:
    """Reads the rule `weekday_to_weekday` of grammar.py."""
    one, two = numbers(lexemes, "W")
    last = days.weekday_near(two, published=setting.published, ahead=setting.ahead, same_day=True)
    first = last - dt.timedelta(days=(two - one) % 7)
    return listed(made((first, last), None, Basis.WEEKDAY), (first, last), lexemes)


def read_part(lexemes: Lexemes, setting: Setting) -> Read | None:
    """Parts of a day: "yesterday evening", "this morning", "last night"."""
    published = setting.published
    if offsets := numbers(lexemes, "R"):
        return one_day(published + dt.timedelta(days=offsets[0]), Basis.RELATIVE)
    if has(lexemes, "L"):
        return made((published - DAY, published), Grain.SPAN, Basis.RELATIVE)
    return one_day(published, Basis.RELATIVE) if has(lexemes, "H") else None


def read_overnight(_lexemes: Lexemes, setting: Setting) -> Read:
    """Reads the rule `overnight` of grammar.py."""
    return made((setting.published - DAY, setting.published), Grain.SPAN, Basis.RELATIVE)


def read_weekend(lexemes: Lexemes, setting: Setting) -> Read:
    """Reads the rule `weekend` of grammar.py."""
    published = setting.published
    saturday = days.week_of(published)[0] + 5 * DAY
    if published < saturday or has(lexemes, "L"):
        saturday -= 7 * DAY * (published < saturday or has(lexemes, "L"))
    return made(so_far((saturday, saturday + DAY), setting), Grain.SPAN, Basis.RELATIVE)


def read_days_beyond(lexemes: Lexemes, setting: Setting) -> Read | None:
    """The days around: "the day before yesterday", "the day after tomorrow"."""
    offset = numbers(lexemes, "R")[0]
    step = -1 if has(lexemes, "x") else 1
    return one_day(setting.published + dt.timedelta(days=offset + step), Basis.RELATIVE)


def read_rolling(lexemes: Lexemes, setting: Setting) -> Read | None:
    """A stretch up to now: "the past 24 hours", "the last three weeks", "recent days"."""
    unit, most = unit_of(lexemes), count(lexemes)[1]
    if has(lexemes, "e"):  # "in the early hours"
        return one_day(setting.published, Basis.RELATIVE) if unit == "hour" else None
    if any(lexeme.value == FROM_THE_STORY for lexeme in lexemes):
        return None
    if has(lexemes, "r"):
        most = RECENT
    if unit == "weekend":
        unit = "week"
    first = moved(setting.published, unit, -most)
    if unit not in {"hour", "minute"}:
        first += DAY  # the day of writing is one of them
    return made((first, setting.published), None, Basis.RELATIVE)


def read_ahead(lexemes: Lexemes, setting: Setting) -> Read:
    """A stretch to come: "next week", "the coming days"."""
    last = moved(setting.published, unit_of(lexemes), max(count(lexemes)[1], 1))
    return made((setting.published + DAY, max(last, setting.published + DAY)), None, Basis.RELATIVE)


def read_ago(lexemes: Lexemes, setting: Setting) -> Read:
    """Reads the rule `ago` of grammar.py."""
    unit, (least, most) = unit_of(lexemes), count(lexemes)
    if not has(lexemes, "nNwav"):  # "years ago"
        least, most = SOME
    near, far = moved(setting.published, unit, -least), moved(setting.published, unit, -most)
    if has(lexemes, "h"):
        near, far = half(near, unit, -1), half(far, unit, -1)
        unit = {"year": "month", "month": "week"}.get(unit, unit) if least == 0 else unit
    return _around(far, near, unit, setting)


def _around(far: dt.date, near: dt.date, unit: str, setting: Setting) -> Read:
    """How wide "two weeks ago" is: a week; "two months ago": the calendar month; "two years ago": the year."""
    if unit == "year":
        return made((days.year_of(far.year)[0], days.year_of(near.year)[1]), Grain.YEAR, Basis.RELATIVE)
    if unit in {"month", "quarter"}:
        whole = (days.month_of(far.year, far.month)[0], days.month_of(near.year, near.month)[1])
        return made(so_far(whole, setting), Grain.MONTH if far == near else None, Basis.RELATIVE)
    if unit == "decade":
        return made((days.year_of(far.year - 2)[0], days.year_of(near.year + 2)[1]), Grain.YEAR, Basis.RELATIVE)
    if unit in {"week", "fortnight", "weekend"}:
        return made(so_far((far - 3 * DAY, near + 3 * DAY), setting), None, Basis.RELATIVE)
    if unit in {"hour", "minute"}:
        return made((far, setting.published), None, Basis.RELATIVE)
    return made((far, near), None, Basis.RELATIVE)


def read_from_anchor(lexemes: Lexemes, setting: Setting) -> Read | None:
    """In the story: "the day before", "two days later", "that day": counted from the day the story speaks of."""
    anchor, unit = setting.anchor, unit_of(lexemes)
    if has(lexemes, "D") or not has(lexemes, "LXElxy"):
        said_that = lexemes[0].value == THE_DAY_TOLD_OF or has(lexemes, "D")
        return one_day(anchor, Basis.RELATIVE) if said_that and anchor and unit == "day" else None
    anchor = anchor or setting.published
    forward = has(lexemes, "Xly")
    if forward and (setting.anchor is None or (has(lexemes, "X") and unit != "day")):
        return None
    (least, most), sign = count(lexemes), 1 if forward else -1
    near, far = sorted((moved(anchor, unit, sign * least), moved(anchor, unit, sign * most)))
    if unit in {"hour", "minute"}:
        return made((near, far), None, Basis.RELATIVE)
    return _around(near, far, unit, setting)


def read_calendar(lexemes: Lexemes, setting: Setting) -> Read | None:
    """Whole units: "last week", "this month", "earlier this year"."""
    unit, back = unit_of(lexemes), -1 if has(lexemes, "L") else 0
    published = setting.published
    if unit == "year":
        found, grain = days.year_of(published.year + back), Grain.YEAR
    elif unit == "month":
        month = days.plus(published, months=back)
        found, grain = days.month_of(month.year, month.month), Grain.MONTH
    elif unit in {"week", "fortnight"}:
        first, last = days.week_of(days.plus(published, weeks=back * (2 if unit == "fortnight" else 1)))
        found, grain = (first, last), Grain.WEEK
    elif unit == "day" and back:
        return one_day((setting.anchor or published) - DAY, Basis.RELATIVE)
    else:
        return None
    return made(found if edge(lexemes) or back else so_far(found, setting), grain, Basis.RELATIVE, lexemes)
