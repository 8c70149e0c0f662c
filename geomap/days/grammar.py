"""Puts the pieces of a date together: a day, a month, or a range of them."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence

from geomap.days.rules import DateRules, DayError, Days, Order, full_year, made, misread, month_of
from geomap.days.scan import Token


def days_of(pieces: Sequence[Token], written: str, rules: DateRules, year: int | None) -> Days:
    """The days that the pieces of a date mean.

    Args:
        pieces: from `scan.tokens`.
        written: the date as it stands, for messages.
        rules: how three figures are read.
        year: the year of the row, for a date that names none.

    Raises:
        DayError: they mean no day, or more than one.
    """
    pieces, is_night = _nights(pieces)
    parts, weekday = _sorted_out(pieces, written)
    kinds = "".join(part.kind for part in parts)
    if vague := re.match("E-?(?=[MY]|U$)", kinds):  # early February: the month, which is wider and true
        parts, kinds = parts[vague.end() :], kinds[vague.end() :]
        if "D" in kinds:
            raise misread(written)
    reader = _Reader(written, rules, year, weekday)
    for pattern, build in _PATTERNS:
        if re.fullmatch(pattern, kinds):
            days = build(reader, parts)
            return Days(days.first - dt.timedelta(days=1), days.last) if is_night and days.first == days.last else days
    raise misread(written)


def _nights(pieces: Sequence[Token]) -> tuple[list[Token], bool]:
    """The pieces without nights, and whether they name the night before a day: it begins on the day before.

    "Onto" joins two days, and says nothing where no night stands before it: "as at 11 February".
    """
    kept: list[Token] = []
    is_night = False
    before = Token("")
    for piece in pieces:
        if piece.kind == "O":
            if before.kind == "G":
                is_night = True
            elif any(part.kind not in "WT" for part in kept):
                kept.append(Token("-"))
        elif piece.kind != "G":
            kept.append(piece)
        before = piece
    return kept, is_night


def _sorted_out(pieces: Sequence[Token], written: str) -> tuple[list[Token], int | None]:
    """The pieces without weekdays and times of day, and the weekday when there is just one."""
    named = [
        _settled(piece, known=piece.kind == "X" and _is_weekday(at, pieces), at_end=at in {0, len(pieces) - 1})
        for at, piece in enumerate(pieces)
    ]
    weekdays = {piece.numbers[0] for piece in named if piece.kind == "W"}
    parts = [piece for piece in named if piece.kind != "W"]
    kinds = "".join(part.kind for part in parts)
    if kinds.startswith("F") and "-" in kinds:
        parts, kinds = parts[1:], kinds[1:]
    dropped = {at for found in _BESIDE_TIME.finditer(kinds) for at in range(*found.span())}
    kept = [part for at, part in enumerate(parts) if at not in dropped]
    for part in kept:
        if part.kind == "M" and len(part.numbers) > 1:
            meant = " or ".join(str(number) for number in part.numbers)
            raise DayError("ambiguous date", f"{written!r}: the month may be {meant}; write it as YYYY-MM-DD")
    return kept, weekdays.pop() if len(weekdays) == 1 else None


_BESIDE_TIME = re.compile(r"T-T|-T(?=$)|-T|^T-|T")


def _is_weekday(at: int, pieces: Sequence[Token]) -> bool:
    """Whether a word that may be a month or a weekday ("mar" is March and Tuesday) is a weekday here.

    It is one beside a whole date or another month, except right before a year; a month on the other side of a range
    ("31 Mar - 1 April") makes it one only where the two sides are not written alike or that side has a weekday.
    """
    kinds = "".join(piece.kind for piece in pieces)
    if kinds[at + 1 : at + 2] == "Y":
        return False
    begins = max(kinds.rfind(sign, 0, at) for sign in "-J") + 1
    own, *_ = re.split("[-J]", kinds[begins:])
    others = re.split("[-J]", kinds[: max(begins - 1, 0)]) + re.split("[-J]", kinds[begins + len(own) + 1 :])
    if set(own) & _SAYING_MONTH:
        return True
    if not any(set(side) & _SAYING_MONTH for side in others):
        return False
    return any(set(side) & set("XW") for side in others) or _shape(own) not in map(_shape, others)


_SAYING_MONTH = frozenset("MAI")


def _shape(side: str) -> str:
    """How a side of a range is written, its year apart."""
    return re.sub("[^DM]", "", side.replace("X", "M"))


def _settled(piece: Token, *, known: bool, at_end: bool) -> Token:
    """A word for a month or a weekday is a weekday where another word is the month; a joining one inside joins."""
    if piece.kind == "J":
        return Token("W", piece.numbers) if at_end and piece.numbers else Token("-")
    if piece.kind != "X":
        return piece
    months = tuple(number for number in piece.numbers if number > 0)
    return Token("W", tuple(n for n in piece.numbers if n < 0)) if known else Token("M", months)


class _Reader:
    """Builds the days of each pattern."""

    def __init__(self, written: str, rules: DateRules, year: int | None, weekday: int | None) -> None:
        self.written, self.rules, self.year, self.weekday = written, rules, year, weekday

    def day(self, year: int, month: int, day: int) -> dt.date:
        return self.rules.check(made(year, month, day, self.written), self.written)

    def no_year(self) -> int:
        if self.year is None:
            raise DayError("no year", f"{self.written!r} names no year; write it as YYYY-MM-DD")
        return self.year

    def one(self, part: Token) -> Days:
        """The days of a part that stands for itself."""
        make: Mapping[str, Callable[..., Days]] = {
            "I": self._iso,
            "U": self._month,
            "Q": self._quarter,
            "K": self._week,
            "Y": self._year,
        }
        return self._three(part) if part.kind == "A" else make[part.kind](*part.numbers)

    def _iso(self, year: int, month: int, day: int) -> Days:
        found = self.day(year, month, day)
        return Days(found, found)

    def _month(self, year: int, month: int) -> Days:
        self.day(year, 1, 1)
        return month_of(year, month, self.written)

    def _quarter(self, year: int, part: int, months: int) -> Days:
        self.day(year, 1, 1)
        last = month_of(year, part * months, self.written).last
        return Days(dt.date(year, (part - 1) * months + 1, 1), last)

    def part_of_year(self, part: int, months: int, year: int) -> Days:
        """The days of a part of a year that a word names, as "2nd quarter 2023" does; a week has 0 months."""
        return self._quarter(year, part, months) if months else self._week(year, part)

    def _week(self, year: int, week: int, day: int | None = None) -> Days:
        self.day(year, 1, 1)
        try:
            first = dt.date.fromisocalendar(year, week, day or 1)
        except ValueError as error:
            raise misread(self.written) from error
        return Days(first, first if day else first + dt.timedelta(days=6))

    def _year(self, year: int) -> Days:
        return Days(self.day(year, 1, 1), dt.date(year, 12, 31))

    def _three(self, part: Token) -> Days:
        """Three figures, by the order of their column; else by what the figures or the weekday themselves say."""
        given = self.rules.orders.get(part.sign[0]) or (Order.DMY if part.sign[0] == "." else None)
        possible = readings(part)
        if given is None and len(set(possible.values())) > 1 and self.weekday:
            fitting = {order: day for order, day in possible.items() if -day.isoweekday() == self.weekday}
            possible = fitting or possible
        if given is not None:
            possible = {order: day for order, day in possible.items() if order is given}
        if not possible:
            said = f" as {given}" if given and readings(part) else ""
            raise DayError("date not understood", f"{self.written[:60]!r} is no day{said}; write it as YYYY-MM-DD")
        meant = sorted(set(possible.values()))
        if len(meant) > 1:
            shown = " or ".join(day.isoformat() for day in meant[:2])
            raise DayError(
                "ambiguous date", f"{self.written!r} may be {shown}; say --dates dmy or mdy, or write YYYY-MM-DD"
            )
        found = self.rules.check(meant[0], self.written)
        return Days(found, found)


def readings(part: Token) -> dict[Order, dt.date]:
    """The days that three figures may be, by order."""
    a, b, c = part.numbers
    wishes = {Order.DMY: (full_year(c), b, a), Order.MDY: (full_year(c), a, b)}
    if part.sign.endswith("yy"):
        wishes[Order.YMD] = (full_year(a), b, c)
    found = {}
    for order, (year, month, day) in wishes.items():
        try:
            found[order] = dt.date(year, month, day)
        except ValueError:
            continue
    return found


def _numbers(parts: Sequence[Token], kind: str) -> list[int]:
    return [part.numbers[0] for part in parts if part.kind == kind]


def _alone(reader: _Reader, parts: Sequence[Token]) -> Days:
    return reader.one(parts[0])


def _from_to(reader: _Reader, parts: Sequence[Token]) -> Days:
    first, last = reader.one(parts[0]), reader.one(parts[-1])
    return _ordered(reader, first.first, last.last)


def _ordered(reader: _Reader, first: dt.date, last: dt.date) -> Days:
    if last < first:
        raise DayError("ends before it begins", f"{reader.written!r}: {last} is before {first}")
    return Days(first, last)


def _worded(reader: _Reader, parts: Sequence[Token]) -> Days:
    """Days and months in words, with a year or two, or with the year of the row."""
    days, months, years = (_numbers(parts, kind) for kind in "DMY")
    ends = _ENDS_IN_YEAR.fullmatch("".join(part.kind for part in parts))
    if ends and not (ends["month"] and reader.year not in {None, full_year(days[-1])}):
        years = [full_year(days.pop())]
    year = years[-1] if years else reader.no_year()
    if not days:
        first = month_of(years[0] if years else year, months[0], reader.written)
        reader.day(first.first.year, 1, 1)
        return _ordered(reader, first.first, month_of(year, months[-1], reader.written).last)
    last = reader.day(year, months[-1], days[-1])
    if len(days) == 1:
        return Days(last, last)
    begins = years[0] if len(years) > 1 else year - (months[0] > months[-1])
    return _ordered(reader, reader.day(begins, months[0], days[0]), last)


def _figures_from_to(reader: _Reader, parts: Sequence[Token]) -> Days:
    """10.02-12.02.2023: the first two figures have the order and the year of the three."""
    first, last = parts[0], parts[-1]
    year = last.numbers[2]
    return _ordered(reader, reader.one(Token("A", (*first.numbers, year), last.sign)).first, reader.one(last).last)


def _days_then_figures(reader: _Reader, parts: Sequence[Token]) -> Days:
    """10-12.02.2023: the first figure is a day of the same month."""
    last = reader.one(parts[-1]).last
    return _ordered(reader, reader.day(last.year, last.month, parts[0].numbers[0]), last)


def _part_of_year(reader: _Reader, parts: Sequence[Token]) -> Days:
    """A half, a quarter or a week: "2nd quarter 2023"; in "week 6/2023" the figures look like a month's."""
    (months,) = _numbers(parts, "N")
    year, part = parts[-1].numbers if parts[-1].kind == "U" else (_numbers(parts, kind)[0] for kind in "YD")
    return reader.part_of_year(part, months, year)


def _day_after_whole(reader: _Reader, parts: Sequence[Token]) -> Days:
    """2023-02-10/12: the last figure is a day of the same month."""
    first = reader.one(parts[0]).first
    return _ordered(reader, first, reader.day(first.year, first.month, parts[-1].numbers[0]))


_ENDS_IN_YEAR = re.compile("(?:D[-/])?D[-/]?M[-/]?D|MDD|(?P<month>M-D)")
"""10-Feb-23; Feb-23 is how a spreadsheet shows a month, and a day where the row has another year."""
_WHOLE_ONE = "[IAUQKY]"
_PATTERNS: tuple[tuple[str, Callable[[_Reader, Sequence[Token]], Days]], ...] = (
    (_WHOLE_ONE, _alone),
    (f"{_WHOLE_ONE}[-/]{_WHOLE_ONE}", _from_to),
    ("B-A", _figures_from_to),
    ("D-A", _days_then_figures),
    ("I/D", _day_after_whole),
    ("(?:D[-/]?N|N[-/]?D)[-/]?Y|Y[-/]?(?:DN|ND)|NU", _part_of_year),
    (r"D[-/]?M[-/]?[YD]|M[-/]?D[-/]?Y|Y[-/]?M[-/]?D|MDD", _worded),  # one day
    (r"M[-/]?Y|Y[-/]?M|M-D|M[-/]M[-/]?Y|MY-MY|YM-YM", _worded),  # months
    (r"D[-/]DM[YD]|MD[-/]DY|DM-DMY|MD-MDY|DMY-DMY|MDY-MDY", _worded),  # several days
    (r"D[-/]?M|MD|D[-/]DM|MD[-/]D|DM-DM|MD-MD|M", _worded),  # of the row's year
)


def joined_evidence(pieces: Sequence[Token]) -> list[tuple[Token, int | None]]:
    """Each set of three figures with the weekday that stands beside it."""
    found = []
    around = [Token(""), *pieces, Token("")]
    for before, piece, after in zip(around, around[1:], around[2:], strict=False):
        if piece.kind == "A":
            beside = before if before.kind == "W" else after
            found.append((piece, beside.numbers[0] if beside.kind == "W" else None))
    return found
