"""Turns columns of text into values, and notes what cannot be read: of a row, or the row itself."""

from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from geomap.days import DateRules
from geomap.intake.counts import Count, read_count
from geomap.intake.missing import MARKS
from geomap.observed.sheet import Loss, Sheet
from geomap.records import Reject, Stage

_LONGEST = 80  # characters of a value in a message
_TWO_LETTERS = 2

Saying = str | Callable[[int], str]


@dataclass(slots=True)
class Faults:
    """Everything found wrong with a sheet: rows that are lost, and values without which a row is kept."""

    sheet: Sheet
    rules: DateRules = field(default_factory=DateRules)
    called: Mapping[str, str] = field(default_factory=dict)  # column to its name in the file, where that differs
    found: list[tuple[int, bool, str, str, str]] = field(default_factory=list)  # row, lost, column, reason, detail
    remarks: list[str] = field(default_factory=list)  # what was settled for the whole table
    focus: Collection[str] = ()  # countries of the records that name none
    order_of_pairs: str = ""  # "lonlat" or "latlon", where the user says it
    open_pairs: dict[str, list[int]] = field(default_factory=dict)  # cells that do not say which degree is which: rows

    def lose(self, rows: Iterable[int], column: str, reason: str, detail: Saying = "") -> None:
        """Note that each row (0-based) is left out."""
        self._note(rows, column, reason, detail, lost=True)

    def lose_where(self, wrong: Any, column: str, reason: str, detail: Saying = "") -> None:  # noqa: ANN401 - a mask
        """Note that each row where the mask is true is left out."""
        self.lose(np.flatnonzero(np.asarray(wrong, dtype=bool)), column, reason, detail)

    def drop_where(self, wrong: Any, column: str, reason: str, detail: Saying = "") -> None:  # noqa: ANN401 - a mask
        """Note that the value is left out of each row where the mask is true."""
        self._note(np.flatnonzero(np.asarray(wrong, dtype=bool)), column, reason, detail, lost=False)

    def _note(self, rows: Iterable[int], column: str, reason: str, detail: Saying, *, lost: bool) -> None:
        for row in map(int, rows):
            said = detail if isinstance(detail, str) else detail(row)
            self.found.append((row, lost, column, reason, said))

    def kept(self) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """Which rows are not lost."""
        mask = np.ones(len(self.sheet.frame), dtype=bool)
        mask[[row for row, lost, *_ in self.found if lost]] = False
        return mask

    def rejects(self, ids: "pd.Series[str]") -> list[Reject]:
        """One Reject for each lost row, and one for each value left out of a kept one, which carries the record's id.

        They are in the order of lines. A row that is lost for several reasons counts once, under the first.
        """
        rows = sorted({row for row, *_ in self.found})
        lines = dict(zip(rows, self.sheet.lines(rows), strict=True))
        lost: dict[int, list[Reject]] = {}
        in_part: list[tuple[int, Reject]] = []
        for row, is_lost, column, reason, detail in sorted(self.found, key=lambda one: (one[0], not one[1])):
            made = self._reject(lines[row], column, reason, detail, None if is_lost else str(ids.iloc[row]))
            if is_lost:
                lost.setdefault(row, []).append(made)
            elif row not in lost:
                in_part.append((lines[row], made))
        whole = [(lines[row], _as_one(reasons)) for row, reasons in lost.items()]
        at_opening = [(loss.line, self._reject_of(loss)) for loss in self.sheet.lost]
        return [reject for _, reject in sorted([*whole, *in_part, *at_opening], key=lambda pair: pair[0])]

    def _reject(self, line: int, column: str, reason: str, detail: str, kept_as: str | None) -> Reject:
        name = self.called.get(column, column)
        said = f"{name}: {detail}" if name and detail else detail or name
        subject = f"{self.sheet.name}:{line}"
        return Reject(stage=Stage.READ, subject=subject, reason=reason, detail=said, article_id=kept_as)

    def _reject_of(self, loss: Loss) -> Reject:
        return self._reject(loss.line, "", loss.reason, loss.detail, None)


def _as_one(reasons: list[Reject]) -> Reject:
    """The Reject of a row that is lost for each of these reasons."""
    first, *others = dict.fromkeys(reasons)
    more = (f"{one.reason}: {one.detail}" if one.detail else one.reason for one in others)
    return replace(first, detail="; ".join(filter(None, (first.detail, *more))))


def shown(value: object) -> str:
    """A value as a message shows it."""
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def text(sheet: Sheet, *columns: str) -> "pd.Series[Any]":
    """The first of the columns that the sheet has, trimmed, marks for nothing as missing; all missing without one."""
    for column in columns:
        if column in sheet.frame:
            trimmed = sheet.frame[column].str.strip()
            empty = trimmed.str.casefold().isin(MARKS)
            if column.casefold() in _COUNTRIES:
                empty &= ~_is_namibia(trimmed)
            return trimmed.mask(empty.fillna(value=True).astype(bool))
    return pd.Series(pd.NA, index=sheet.frame.index, dtype="string")


_COUNTRIES = frozenset({"country", "country_code", "iso", "iso2", "iso_a2", "cc"})


def _is_namibia(codes: "pd.Series[Any]") -> "pd.Series[bool]":
    """NA is a country where the others are codes of two letters as well."""
    others = codes[(codes != "NA") & (codes != "")].dropna()
    in_codes = len(others) > 0 and bool((others.str.len() == _TWO_LETTERS).all())
    return (codes == "NA") & in_codes


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


def counts(sheet: Sheet, column: str, faults: Faults) -> pd.DataFrame:
    """Columns `low`, `best`, `high` (Int64) of a column of counts as people write them, missing where blank."""
    given = text(sheet, column)
    given = without_codes(given, column, faults)
    exact = pd.to_numeric(given, errors="coerce").astype("Float64")
    plain = exact.notna() & (exact % 1 == 0) & (exact >= 0) & (exact < _MOST)
    figures = exact.where(plain.fillna(value=False)).astype("Int64")
    made = pd.DataFrame({"low": figures, "best": figures, "high": figures})
    worded = given.notna() & ~plain.fillna(value=False)
    if worded.any():
        _read_worded(made, given[worded], column, faults)
    return made


_MOST = 10**9  # people: more is no count of them


def _read_worded(made: pd.DataFrame, given: "pd.Series[Any]", column: str, faults: Faults) -> None:
    read = {one: read_count(str(one)) for one in given.unique()}
    understood = {one: count for one, count in read.items() if count and _is_likely(count)}
    for name in ("low", "best", "high"):
        bounds = given.map({one: getattr(count, name) for one, count in understood.items()})
        made.loc[given.index, name] = bounds.astype("Float64").astype("Int64")
    wrong = made.index.isin(given.index[~given.isin(list(understood))])
    every = text(faults.sheet, column)
    faults.drop_where(wrong, column, "count not understood", lambda row: f"{shown(every.iloc[row])} is no count")


def without_codes(given: "pd.Series[Any]", column: str, faults: Faults, known: Container[str] = ()) -> "pd.Series[Any]":
    """The column without the figures that stand for "unknown" in it, which is told once.

    A count and a code are never below nothing, so -9 and -99 are such figures; 999 is one where it stands several times
    and is far above all others.
    """
    figures = given.str.extract(_CODES, expand=False)
    rest = pd.to_numeric(given[figures.isna()], errors="coerce").dropna()
    most = float(rest.max()) if len(rest) else 0.0
    found = {
        one: n_rows
        for one, n_rows in Counter(map(str, figures.dropna())).items()
        if one not in known
        and (n_rows > 1 or one not in _PERHAPS)
        and (one.startswith("-") or (n_rows > 1 and len(rest) and _FAR * most < int(one)))
    }
    if not found:
        return given
    said = ", ".join(f"{one} in {n_rows} {'rows' if n_rows > 1 else 'row'}" for one, n_rows in sorted(found.items()))
    faults.remarks.append(f"{faults.called.get(column, column)}: {said}, taken for unknown")
    return given.mask(figures.isin(list(found)))


_CODES = r"^(-1|-7+|-8+|-9+|99{2,5})(?:\.0+)?$"  # of surveys and of datasets; 99 alone may be a count
_PERHAPS = frozenset({"-1"})  # a slip where it stands alone
_FAR = 5  # times


def _is_likely(count: Count) -> bool:
    return max(count.low or 0, count.best or 0, count.high or 0) < _MOST


def whole_numbers(sheet: Sheet, column: str, faults: Faults) -> "pd.Series[Any]":
    """A column of counts, Int64: the best figure of each, missing where there is none."""
    return counts(sheet, column, faults)["best"]


def coded(sheet: Sheet, column: str, codes: Mapping[str, str], faults: Faults) -> "pd.Series[Any]":
    """A column of codes in other words; a code that is not among `codes`, whatever its case, is told and left out."""
    given = without_codes(text(sheet, column), column, faults, known=codes)
    plain = given.str.replace(r"\.0$", "", regex=True).str.casefold()
    known = plain.map({code.casefold(): words for code, words in codes.items()}).astype("string")
    bad = plain.notna() & known.isna()
    faults.drop_where(
        bad, column, "unknown code", lambda row: f"{shown(given.iloc[row])} is none of {', '.join(codes)}"
    )
    return known


def links(given: "pd.Series[Any]") -> dict[str, "pd.Series[Any]"]:
    """The http(s) addresses of a column: `url` is the first of each cell, `more_urls` the others, parted by spaces.

    A comma parts them only before another address, since addresses hold commas of their own.
    """
    given = given.str.replace(_WITHOUT_SCHEME, r"\1https://\2", regex=True)
    first = given.str.extract(_LINK, expand=False).str.rstrip(_AFTER_LINK).astype("string")
    several = given[(given.str.count("://") > 1).fillna(value=False).astype(bool)]
    found = several.str.findall(_LINK)
    others = found.map(lambda some: " ".join(list(dict.fromkeys(one.rstrip(_AFTER_LINK) for one in some))[1:]) or pd.NA)
    return {"url": first, "more_urls": others.reindex(given.index).astype("string")}


_WITHOUT_SCHEME = r"(?i)(^|[|;,\s\[\"'(<>])(www\.[\w-]+\.)"  # as people copy an address
_LINK = r"(?i)(?:^|[|;,\s\[\"'(<>])(https?://(?:(?!,\s*https?://|,\s|,$)[^\s|;\"'<>\]])+)"
_AFTER_LINK = ".,)"
