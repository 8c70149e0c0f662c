"""Turns columns of text into days, numbers and positions, and notes every fault on the way."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from geomap.days import DayError, calendar_day
from geomap.errors import Fault, TableError
from geomap.observed.sheet import Sheet
from geomap.records import Grain
from geomap.schema import CRS

_MOST = 100  # faults of one kind that are listed; the rest are counted, since a million lines help nobody
_MONTH, _YEAR = re.compile(r"\d{4}-\d{2}"), re.compile(r"\d{4}")


@dataclass(slots=True)
class Faults:
    """Everything found wrong with a sheet."""

    sheet: Sheet
    called: Mapping[str, str] = field(default_factory=dict)  # column to its name in the file, where that differs
    found: list[tuple[int, str, str]] = field(default_factory=list)  # row (-1 for the file), column, trouble

    def add(self, rows: Iterable[int], column: str, trouble: str | Callable[[int], str]) -> None:
        """Note a fault for each row (0-based)."""
        wrong = [int(row) for row in rows]
        for row in wrong[:_MOST]:
            self.found.append((row, column, trouble if isinstance(trouble, str) else trouble(row)))
        if len(wrong) > _MOST:
            self.found.append((wrong[_MOST], column, f"{len(wrong) - _MOST} more rows have such a fault"))

    def add_where(self, wrong: Any, column: str, trouble: str | Callable[[int], str]) -> None:  # noqa: ANN401 - a mask
        """Note a fault for each row where the mask is true."""
        self.add(np.flatnonzero(np.asarray(wrong, dtype=bool)), column, trouble)

    def close(self) -> None:
        """Raise what was found, in the order of lines.

        Raises:
            TableError: at least one fault was found.
        """
        if not self.found:
            return
        ordered = sorted(self.found)
        lines = self.sheet.lines([max(row, 0) for row, _, _ in ordered])
        faults = [
            Fault(
                file=self.sheet.name,
                line=line if row >= 0 else None,
                field=self.called.get(column, column),
                trouble=trouble,
            )
            for line, (row, column, trouble) in zip(lines, ordered, strict=True)
        ]
        raise TableError(faults)


def text(sheet: Sheet, *columns: str) -> "pd.Series[Any]":
    """The first of the columns that the sheet has, trimmed, blank as missing; all missing when it has none."""
    for column in columns:
        if column in sheet.frame:
            trimmed = sheet.frame[column].str.strip()
            return trimmed.mask(trimmed == "")
    return pd.Series(pd.NA, index=sheet.frame.index, dtype="string")


def joined(*columns: "pd.Series[Any]", glue: str = "; ") -> "pd.Series[Any]":
    """The columns joined row by row, leaving out what is missing."""
    result = columns[0].fillna("")
    for column in columns[1:]:
        more = column.fillna("")
        result = (
            result
            + pd.Series(np.where((result != "") & (more != ""), glue, ""), index=result.index, dtype="string")
            + more
        )
    return result.mask(result == "")


def whole_numbers(sheet: Sheet, column: str, faults: Faults, *, least: int = 0) -> "pd.Series[Any]":
    """A column of whole numbers ("2" or "2.0"), Int64, missing where blank; less than `least` is a fault."""
    given = text(sheet, column)
    numbers = pd.to_numeric(given, errors="coerce").astype("Float64")
    bad = given.notna() & (numbers.isna() | (numbers % 1 != 0) | (numbers < least)).fillna(True)
    faults.add_where(bad, column, lambda row: f"{given[row]!r} is no whole number of {least} or more")
    return numbers.mask(bad).astype("Int64")


def coded(sheet: Sheet, column: str, codes: Mapping[str, str], faults: Faults) -> "pd.Series[Any]":
    """A column of codes in other words; a code that is not among `codes` is a fault."""
    given = text(sheet, column)
    plain = given.str.replace(r"\.0$", "", regex=True)
    known = plain.map(codes).astype("string")
    bad = plain.notna() & known.isna()
    faults.add_where(bad, column, lambda row: f"{given[row]!r} is none of {', '.join(codes)}")
    return known


def positions(sheet: Sheet, lat: str, lon: str, faults: Faults) -> gpd.GeoSeries:
    """Points from two columns, or the sheet's own geometry; missing where both are blank. 0,0 is a fault."""
    if lat not in sheet.frame or lon not in sheet.frame:
        return _own_geometry(sheet)
    values: dict[str, pd.Series[Any]] = {}
    for column, most in ((lon, 180.0), (lat, 90.0)):
        given = text(sheet, column)
        numbers = pd.to_numeric(given, errors="coerce").astype("float64")
        bad = given.notna() & ~(numbers.abs() <= most)
        faults.add_where(bad, column, f"not a number of degrees within {most:.0f}")
        values[column] = numbers.mask(bad)
        values[f"{column} given"] = given.notna()
    half = values[f"{lat} given"] != values[f"{lon} given"]
    faults.add_where(half, lat, f"only one of {lat} and {lon} is given")
    nowhere = (values[lat] == 0) & (values[lon] == 0)
    faults.add_where(nowhere, lat, "0, 0 lies in the sea off Africa; leave both blank when the place is not known")
    missing = (values[lat].isna() | values[lon].isna()).to_numpy()
    points = np.array(gpd.points_from_xy(values[lon].fillna(0), values[lat].fillna(0)), dtype=object)
    points[missing] = None
    return gpd.GeoSeries(points, index=sheet.frame.index, crs=CRS)


def _own_geometry(sheet: Sheet) -> gpd.GeoSeries:
    if sheet.geometry is None:
        return gpd.GeoSeries([None] * len(sheet.frame), index=sheet.frame.index, crs=CRS)
    shapes = sheet.geometry.where(~sheet.geometry.is_empty, None)
    inside = shapes.where(shapes.geom_type == "Point", shapes.representative_point())
    return gpd.GeoSeries(inside.array, index=sheet.frame.index, crs=CRS)


def days(sheet: Sheet, column: str, faults: Faults, *, end: str | None = None) -> pd.DataFrame:
    """Columns `first`, `last` (dates) and `grain`, from a column of dates and perhaps one of last days.

    A date may be a day in any certain spelling, `2022-03`, `2022` or an EDTF interval `2022-03-01/2022-03-05`. A
    missing, ambiguous or impossible date and an end before its beginning are faults.
    """
    first, last = _intervals(sheet, column, faults, required=True)
    if end is not None and end in sheet.frame:
        _, ends = _intervals(sheet, end, faults, required=False)
        last = ends.where(ends.notna(), last)
    faults.add_where((last < first).fillna(False), end or column, "ends before it begins")
    span = ((last - first).dt.days + 1).fillna(1)
    return pd.DataFrame({"first": first, "last": last, "grain": grain_of(span)})


def grain_of(span: "pd.Series[Any]") -> "pd.Series[Any]":
    """The grain of an interval of so many days, by UCDP's date_prec: 1, 2-6, 7, a month, more."""
    grains = [Grain.DAY.value, Grain.SPAN.value, Grain.WEEK.value, Grain.MONTH.value]
    limits = [span <= 1, span <= 6, span <= 7, span <= 31]  # noqa: PLR2004 - the days of each
    return pd.Series(np.select(limits, grains, Grain.YEAR.value), index=span.index, dtype="string")


def _intervals(
    sheet: Sheet, column: str, faults: Faults, *, required: bool
) -> tuple["pd.Series[Any]", "pd.Series[Any]"]:
    given = text(sheet, column)
    keys, uniques = pd.factorize(given)
    read: list[tuple[dt.date, dt.date] | str] = [_interval(str(one)) for one in uniques]
    wrong = np.array([isinstance(one, str) for one in read] + [False])  # the last one stands for "missing"
    faults.add_where(wrong[keys], column, lambda row: str(read[keys[row]]))
    if required:
        faults.add_where(keys < 0, column, "no date; write it as YYYY-MM-DD")
    nothing = (np.datetime64("NaT"), np.datetime64("NaT"))
    ends = [nothing if isinstance(one, str) else (np.datetime64(one[0]), np.datetime64(one[1])) for one in read]
    table = np.array([*ends, nothing], dtype="datetime64[s]")
    first, last = (pd.Series(table[keys, side], index=given.index) for side in (0, 1))
    return first, last


def _interval(written: str) -> tuple[dt.date, dt.date] | str:
    """The days that a date may mean, or the trouble with it."""
    try:
        if "/" in written and written.count("-") >= 2:  # noqa: PLR2004 - an interval has two dates
            first, _, last = written.partition("/")
            return calendar_day(first), calendar_day(last)
        if _MONTH.fullmatch(written):
            first_day = dt.date.fromisoformat(f"{written}-01")
            return first_day, (first_day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
        if _YEAR.fullmatch(written):
            return dt.date(int(written), 1, 1), dt.date(int(written), 12, 31)
        day = calendar_day(written)
    except DayError as error:
        return str(error)
    except ValueError as error:
        return f"{written!r}: {error}"
    return day, day


def links(given: "pd.Series[Any]") -> "pd.Series[Any]":
    """The http(s) addresses; where a cell holds several, separated by | or ; or white space, the first one."""
    return given.str.extract(r"(?i)(?:^|[|;\s])(https?://[^\s|;\"'<>]+)", expand=False).astype("string")
