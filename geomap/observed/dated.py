"""Reads the days of a table: a column of dates, perhaps one of last days, perhaps figures of three columns."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from geomap.days import DateRules, DayError, Days, Order, read_days, settled
from geomap.errors import Fault, TableError
from geomap.observed.checks import Faults, text
from geomap.observed.sheet import Sheet
from geomap.observed.zones import Places, shifts
from geomap.records import Grain

_LAST_YEAR = 9999
_BETWEEN = "\x1f"  # a date and its year; NumPy drops a NUL at the end of a string
_NOTHING = (np.datetime64("NaT", "s"), np.datetime64("NaT", "s"))


def days(  # noqa: PLR0913 - columns by name
    sheet: Sheet,
    column: str,
    faults: Faults,
    *,
    end: str | None = None,
    year: str = "year",
    places: Places | None = None,
) -> pd.DataFrame:
    """Columns `first`, `last` (dates) and `grain`, from a column of dates and perhaps one of last days.

    The order of day and month is settled for the table; what the columns beside it say helps. A row without a date, or
    with one that cannot be read or that ends before it begins, is lost. With `places` the day of a moment that is
    written with its zone is the day at its place.

    Raises:
        TableError: nothing says whether the day or the month comes first; the message asks.
    """
    names = [name for name in (column, end) if name and name in sheet.frame]
    sheet = _with_years(sheet, names, year, faults)
    rules = {name: _settle(sheet, name, names, faults) for name in names}
    years = pd.to_numeric(text(sheet, year), errors="coerce")
    years = years.where((years % 1 == 0) & years.between(1, _LAST_YEAR))
    first, last = _intervals(sheet, column, faults, rules.get(column, faults.rules), years, required=True)
    moved = _moved(sheet, column, faults, places)
    first, last = first + moved, last + moved
    if end is not None and end in sheet.frame:
        _, ends = _intervals(sheet, end, faults, rules[end], years, required=False)
        last = (ends + _moved(sheet, end, faults, places)).where(ends.notna(), last)
    faults.lose_where((last < first).fillna(False), end or column, "ends before it begins")
    span = ((last - first).dt.days + 1).fillna(1)
    return pd.DataFrame({"first": first, "last": last, "grain": grain_of(span)})


_IN_UTC = re.compile(r"(?i)(?<![a-z])(?:utc|gmt)(?![a-z])")  # in the name of a column: "Created (UTC)"
_WITHOUT_ZONE = r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?"


def _with_years(sheet: Sheet, names: Iterable[str], year: str, faults: Faults) -> Sheet:
    """The sheet with the year of each row behind dates that are a day and a month in figures: 10.02 and 2023.

    All cells of a column have to be so. Where a spreadsheet may have taken them for numbers, so that 1.1 may have been
    1.10, nothing is added.
    """
    years = text(sheet, year).str.extract(r"^(\d{4})(?:\.0)?$", expand=False)
    if not years.notna().any():
        return sheet
    frame = sheet.frame
    for name in names:
        given = text(sheet, name)
        parts = given.str.extract(r"^(\d{1,2})([./-])(\d{1,2})\.?$")
        if given.isna().all() or parts[0].isna().ne(given.isna()).any():
            continue
        seconds = set(parts[2].dropna())
        if "1" in seconds and not seconds & {"01", "10"}:  # a number loses the zero at its end
            continue
        whole = parts[0] + parts[1] + parts[2] + parts[1] + years
        frame = frame.assign(**{name: whole.where(years.notna(), given)})
        called = [faults.called.get(one, one) for one in (name, year)]
        faults.remarks.append(f"dates of {called[0]}: a day and a month, with the year in {called[1]}")
    return replace(sheet, frame=frame)


def _moved(sheet: Sheet, column: str, faults: Faults, places: Places | None) -> "pd.Series[pd.Timedelta]":
    given = text(sheet, column)
    if places and _IN_UTC.search(faults.called.get(column, column)):
        given = given.mask(given.str.fullmatch(_WITHOUT_ZONE).fillna(value=False).astype(bool), given + "Z")
    found = shifts(given, places) if places else pd.Series(0, index=sheet.frame.index)
    if n_moved := int((found != 0).sum()):
        called = faults.called.get(column, column)
        faults.remarks.append(f"dates of {called}: {n_moved} are another day at their place than in the zone written")
    return pd.to_timedelta(found, unit="D")


def grain_of(span: "pd.Series[Any]") -> "pd.Series[Any]":
    """The grain of an interval of so many days, by UCDP's date_prec: 1, 2-6, 7, a month, more."""
    grains = [Grain.DAY.value, Grain.SPAN.value, Grain.WEEK.value, Grain.MONTH.value]
    limits = [span <= 1, span <= 6, span <= 7, span <= 31]  # noqa: PLR2004 - the days of each
    return pd.Series(np.select(limits, grains, Grain.YEAR.value), index=span.index, dtype="string")


def _settle(sheet: Sheet, column: str, others: Iterable[str], faults: Faults) -> DateRules:
    hint = _order_named(faults.called.get(column, column)) or _hint(
        sheet, [name for name in others if name != column], faults.rules
    )
    rules, finding = settled(_distinct(sheet, column), faults.rules, hint=hint)
    if finding.question:
        called = faults.called.get(column, column)
        raise TableError([Fault(file=sheet.name, line=None, field=called, trouble=finding.question)])
    if finding.why:
        remark = f"dates of {faults.called.get(column, column)}: {finding.why}"
        faults.remarks.extend([remark] if remark not in faults.remarks else [])
    return _since(sheet, column, rules)


def _distinct(sheet: Sheet, column: str) -> list[str]:
    return [str(one) for one in text(sheet, column).dropna().unique()]


def _order_named(name: str) -> Order | None:
    """The order that a column's own name says: "Date (dd/mm/yyyy)"."""
    found = _ORDER.search(name)
    return Order("".join(letters[0] for letters in found.groups() if letters).lower()) if found else None


_ORDER = re.compile(r"(?i)(?<![a-z])(?:(dd?)[/. -](mm?)[/. -](yy)|(mm?)[/. -](dd?)[/. -](yy))(?:yy)?(?![a-z])")


def _hint(sheet: Sheet, others: Iterable[str], rules: DateRules) -> Order | None:
    """What the columns of dates beside this one prove, else what the file's separator or language says."""
    for name in others:
        _, finding = settled(_distinct(sheet, name), rules)
        if len(finding.decided) == 1:
            return next(iter(finding.decided))
    beside = {
        order for given in _beside(sheet, others) if (order := _one_order(settled(given, rules)[1].decided)) is not None
    }
    return _one_order(beside) or (Order.DMY if sheet.day_first else None)


def _one_order(orders: Collection[Order]) -> Order | None:
    return next(iter(orders)) if len(orders) == 1 else None


def _beside(sheet: Sheet, others: Iterable[str]) -> Iterable[list[str]]:
    """The columns of dates that nothing is taken from, such as when a form was filled in."""
    whole = sheet.frame if sheet.whole is None else sheet.whole
    for name in whole.columns:
        given = whole[name].dropna()
        if name not in others and len(given) and given.str.match(_FIGURES).all():
            yield list(map(str, given.unique()))


_FIGURES = r"\s*\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b"


def _since(sheet: Sheet, column: str, rules: DateRules) -> DateRules:
    """The rules, with day numbers counted from 1904 where the table's own years say so."""
    serials = pd.to_numeric(text(sheet, column), errors="coerce")
    years = pd.to_numeric(text(sheet, "year"), errors="coerce")
    both = serials.between(10_000, 99_999) & years.notna()
    if not both.any():
        return rules
    in_1904 = pd.Timestamp("1904-01-01") + pd.to_timedelta(serials[both].astype("float64"), unit="D")
    old_mac = bool((in_1904.dt.year == years[both].astype("float64")).all())
    return DateRules(
        orders=rules.orders,
        earliest=rules.earliest,
        latest=rules.latest,
        since_1904=old_mac or rules.since_1904,
    )


def _intervals(  # noqa: PLR0913 - a column and how it is read
    sheet: Sheet, column: str, faults: Faults, rules: DateRules, years: "pd.Series[Any]", *, required: bool
) -> tuple["pd.Series[Any]", "pd.Series[Any]"]:
    given = text(sheet, column)
    with_years = bool(years.notna().any())
    keyed = given + _BETWEEN + years.astype("Int64").astype("string").fillna("") if with_years else given
    keys, uniques = pd.factorize(keyed)
    read = [_interval(*_parted(str(one), with_year=with_years), rules) for one in uniques]
    for reason in sorted({one.reason for one in read if isinstance(one, DayError)}):
        wrong = np.array([isinstance(one, DayError) and one.reason == reason for one in read] + [False])
        faults.lose_where(wrong[keys], column, reason, lambda row: _detail(read[keys[row]]))
    if required:
        faults.lose_where(keys < 0, column, "no date", "write it as YYYY-MM-DD")
    ends = [_NOTHING if isinstance(one, DayError) else tuple(map(np.datetime64, (one.first, one.last))) for one in read]
    table = np.array([*ends, _NOTHING], dtype="datetime64[s]")
    first, last = (pd.Series(table[keys, side], index=given.index) for side in (0, 1))
    return first, last


def _detail(read: Days | DayError) -> str:
    return read.detail if isinstance(read, DayError) else ""


def _parted(keyed: str, *, with_year: bool) -> tuple[str, int | None]:
    """A date and the year behind it; a cell may hold the sign between them itself."""
    written, _, year = keyed.rpartition(_BETWEEN) if with_year else (keyed, "", "")
    return written, int(year) if year else None


def _interval(written: str, year: int | None, rules: DateRules) -> Days | DayError:
    """The days that a date may mean, or the trouble with it."""
    try:
        return read_days(written, rules, year=year)
    except DayError as error:
        return error
