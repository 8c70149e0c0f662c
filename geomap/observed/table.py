"""Reads any other table of events, by the usual column names or by the user's own."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import geopandas as gpd
import pandas as pd

from geomap.errors import ColumnsMissingError, Fault, SettingsError
from geomap.intake.markup import is_marked, plain
from geomap.intake.naming import find_names, find_said, only_date
from geomap.intake.naming import plain as plain_name
from geomap.intake.spots import read_spot
from geomap.observed.checks import Faults, counts, joined, links, text
from geomap.observed.dated import days
from geomap.observed.draft import ReadTable, Source, finish
from geomap.observed.lands import compared, lands_said, pairs_settled, zones_of
from geomap.observed.levels import are_levels, by_name, stated
from geomap.observed.names import BEGINS, LATE, PAIRED, SYNONYMS
from geomap.observed.placed import positions
from geomap.observed.sheet import Sheet
from geomap.observed.zones import Places
from geomap.records import SUB_EVENT_TYPES, EventType, GeoPrecision

SOURCE = Source(name="table", licence="")
_POSITION = ({"lat", "lon"}, {"position"}, {"place"}, {"admin1"}, {"admin2"})
_ORDERS = frozenset({"lonlat", "latlon"})  # as the user may call a column of positions
_MOST_LOOKED_AT = 1000  # cells of a column, before it is taken for another one
_DATED = ({"date"}, {"year"})


def read_table(
    sheet: Sheet, faults: Faults, columns: Mapping[str, str] | None = None, *, source: Source = SOURCE
) -> ReadTable:
    """The rows as `schema.OBSERVED` says. Needed are a date, and a position or the name of a place or a division.

    Args:
        sheet: the table as it was found.
        faults: takes what cannot be read.
        columns: field (a key of SYNONYMS) to the sheet's column, where the usual names are not used.
        source: who made the table.

    Raises:
        SettingsError: `columns` names an unknown field.
        TableError: a needed or named column is missing, or nothing says how its dates are written.
    """
    found = taken_columns(sheet, columns or {})
    frame = pd.DataFrame({field: sheet.frame[name] for field, name in found.items()}, index=sheet.frame.index)
    named = replace(sheet, frame=frame, whole=sheet.frame)
    own = Faults(named, rules=faults.rules, called=found, focus=faults.focus)
    own.order_of_pairs = next((said for key in columns or {} if (said := plain_name(key)) in _ORDERS), "")
    dated = _with_date(named, own)
    killed = _killed(named, own)
    kind, sub_type, outlet = (text(named, field) for field in ("type", "sub_type", "outlet"))
    cells: dict[str, Any] = {
        **{field: text(named, field) for field in ("id", "place", "country", "admin1", "admin2", "actors")},
        **{field: without_markup(text(named, field)) for field in ("headline", "notes")},
        "event_type": kind.where(kind.isin([one.value for one in EventType]), ""),
        "sub_event_type": sub_type.where(
            sub_type.isin([one for names in SUB_EVENT_TYPES.values() for one in names]), ""
        ),
        "type_given": kind,
        "killed_low": killed["low"],
        "killed_best": killed["best"],
        "killed_high": killed["high"],
        "outlet": outlet.where(~outlet.str.contains("://", regex=False).fillna(value=False)),
        **links(text(named, "url") if "url" in frame else outlet),
    }
    has_name = pd.concat([cells[field].notna() for field in ("place", "admin1", "admin2")], axis=1).any(axis=1)
    own.lose_where(
        _only_dated(sheet, found),
        "",
        "nothing but a date",
        "a heading of the rows below it, or a row that nobody filled in",
    )
    points = positions(named, "lat", "lon", own, cell="position", named=has_name)
    points, turned = pairs_settled(points, cells, own)
    points, receipts = compared(points, cells, own, "lat")
    receipts = receipts.fillna(turned)
    points = _as_areas(named, cells, points, own)
    cells["why"] = joined(receipts, cells["why"])
    places = Places(points=points, countries=lands_said(cells), zones_of=zones_of)
    span = days(dated, "date", own, end="date_end", places=places)
    read = finish(own, source, cells=cells, span=span, points=points)
    unused = tuple(name for name in sheet.frame.columns if name not in found.values())
    return replace(read, taken=found, unused=unused)


def _only_dated(sheet: Sheet, found: Mapping[str, str]) -> "pd.Series[bool]":
    """Which rows hold a date and nothing else: spreadsheets have the names of months as headings."""
    dates = {found[field] for field in ("date", "date_end", "year", "month", "day") if field in found}
    empty = pd.Series(data=sheet.geometry is None, index=sheet.frame.index)
    for name in sheet.frame.columns:
        if name not in dates and empty.any():
            empty &= (sheet.frame[name].fillna("").str.strip() == "").astype(bool)
    return empty & bool(set(sheet.frame.columns) - dates)


def _killed(sheet: Sheet, faults: Faults) -> pd.DataFrame:
    """The count of the dead with its bounds, which some tables have in columns of their own."""
    killed = counts(sheet, "killed", faults)
    for bound in ("low", "high"):
        if f"killed_{bound}" in sheet.frame:
            killed[bound] = counts(sheet, f"killed_{bound}", faults)[bound].fillna(killed[bound])
    is_one = (killed["low"] == killed["high"]).fillna(value=False)
    killed["best"] = killed["best"].fillna(killed["low"].where(is_one))
    return killed


def _as_areas(sheet: Sheet, cells: dict[str, Any], points: gpd.GeoSeries, faults: Faults) -> gpd.GeoSeries:
    """Fill in how exactly each row is placed, by what the table says of it; a whole country has no point."""
    told = stated(sheet, "precision", faults)
    level, why = by_name(cells, points, faults.called)
    cells["geo_precision"] = told.fillna(level)
    cells["why"] = why.where(told.isna(), pd.NA)
    is_land = (cells["geo_precision"] == GeoPrecision.COUNTRY.value).fillna(value=False).to_numpy(dtype=bool)
    return points.where(~(is_land & (points.geom_type == "Point").to_numpy()), None)


def without_markup(given: "pd.Series[Any]") -> "pd.Series[Any]":
    """A column of texts without the tags and entities of HTML."""
    marked = given.map(lambda one: is_marked(one) if isinstance(one, str) else False).astype(bool)
    return (
        given.where(~marked, given[marked].map(plain).reindex(given.index)).astype("string") if marked.any() else given
    )


def taken_columns(sheet: Sheet, columns: Mapping[str, str]) -> dict[str, str]:
    """Field to the column that is taken for it.

    Raises:
        SettingsError: `columns` names an unknown field.
        TableError: a needed or named column is missing.
    """
    wanted = fields_named(columns)
    there = [str(name) for name in sheet.frame.columns]
    by_user = {field: hit for field, column in wanted.items() if (hit := _column(column, there))}
    free = [name for name in there if name not in by_user.values()]
    guessed = find_names(free, {field: words for field, words in SYNONYMS.items() if not _settled(field, wanted)})
    if plain_name(guessed.get("date", "")) in LATE and (said := find_said(free, SYNONYMS["date"], LATE)):
        guessed["date"] = said
    if not {"date", "year"} & {*wanted, *guessed} and (date := only_date(free)):
        guessed["date"] = date
    found = {field: hit for field in SYNONYMS if (hit := by_user.get(field) or guessed.get(field))}
    if "type" in guessed.keys() - by_user.keys() and "precision" not in found and are_levels(sheet, found["type"]):
        found["precision"] = found.pop("type")
    if "date_end" in guessed.keys() - by_user.keys() and _ends_another(found, there):
        del found["date_end"]
    if "date" in guessed.keys() - by_user.keys() and _is_part_of_date(sheet, found):
        del found["date"]
    if "place" in guessed.keys() - by_user.keys() and not {"lat", "position"} & found.keys():
        given = text(sheet, found["place"]).dropna()
        if len(given) and all(read_spot(str(one)) for one in given.unique()[:_MOST_LOOKED_AT]):
            found["position"] = found.pop("place")
    _need(sheet, wanted, found)
    return found


def _is_part_of_date(sheet: Sheet, found: Mapping[str, str]) -> bool:
    """Whether the column that was taken for the date holds days or months alone, with the year in another."""
    name = found["date"]
    if "year" not in found or name not in (found.get("month"), found.get("day")):
        return False
    given = text(sheet, name).dropna()
    return bool(given.str.fullmatch(_PART_OF_DATE).all())


_PART_OF_DATE = r"\d{1,2}(?:\.0)?|[^\W\d]+\.?"  # a figure, or a month in words


def _ends_another(found: Mapping[str, str], there: list[str]) -> bool:
    """Whether the column of ends has another beginning than the date that was taken: a form's, not the event's."""
    begins = BEGINS.get(plain_name(found["date_end"]), ())
    beside = [name for name in there if plain_name(name) in begins]
    return bool(beside) and found.get("date") not in beside


def _settled(field: str, wanted: Mapping[str, str]) -> bool:
    return field in wanted or PAIRED.get(field) in wanted


def fields_named(columns: Mapping[str, str]) -> dict[str, str]:
    """The user's naming with each field under its own name.

    Raises:
        SettingsError: one is no field of a record.
    """
    known = {word: field for field, words in SYNONYMS.items() for word in (plain_name(field), *words)}
    known |= {plain_name(field): field for field in SYNONYMS}
    if unknown := sorted(key for key in columns if plain_name(key) not in known):
        raise SettingsError(f"unknown columns: {', '.join(unknown)}; a record has {', '.join(SYNONYMS)}")
    return {known[plain_name(key)]: column for key, column in columns.items()}


def _column(wanted: str, there: list[str]) -> str | None:
    """The column of that name, exactly or without regard to case, spaces and signs."""
    if wanted in there:
        return wanted
    return next((name for name in there if plain_name(name) == plain_name(wanted)), None)


def _with_date(sheet: Sheet, faults: Faults) -> Sheet:
    """The sheet with a column of dates made from year, month and day, where it has no other."""
    if "date" in sheet.frame or "year" not in sheet.frame:
        return sheet
    parts = [_figure(text(sheet, field)).fillna("") for field in ("year", "month", "day")]
    made = pd.array([_date_of(*row) for row in zip(*parts, strict=True)], dtype="string")
    faults.remarks.append("dates made from the columns of year, month and day")
    frame = sheet.frame.assign(date=made)
    return replace(sheet, frame=frame)


def _date_of(year: str, month: str, day: str) -> str:
    if month and not month.isdigit():
        return f"{day} {month} {year}".strip()  # a month in words
    return "-".join([year, month.zfill(2), day.zfill(2)][: 1 + bool(month) + bool(month and day)])


def _figure(given: "pd.Series[Any]") -> "pd.Series[Any]":
    """A part of a date; 0 is how tables say that it is not known."""
    whole = given.str.replace(r"\.0$", "", regex=True)
    return whole.mask(whole.isin(["0", "00"])).astype("string")


def _need(sheet: Sheet, columns: Mapping[str, str], found: Mapping[str, str]) -> None:
    troubles = [f"no column {column!r} for {field}" for field, column in columns.items() if field not in found]
    if "date" not in columns and not any(some <= found.keys() for some in _DATED):
        troubles.append("no column for the date")
    is_placed = any(some <= found.keys() for some in _POSITION) or sheet.geometry is not None
    if not is_placed and ("country" not in found or _hint(sheet)):
        troubles.append("no columns for the position (lat, lon), and none for the place")
    if troubles:
        faults = [Fault(file=sheet.name, line=1, field=None, trouble=trouble) for trouble in troubles]
        there = ", ".join(map(str, sheet.frame.columns))
        raise ColumnsMissingError(
            faults, way_out=f"Columns found: {there}. Name them: --columns date=NAME,place=NAME{_hint(sheet)}"
        )


def _hint(sheet: Sheet) -> str:
    """Where a table of articles was given as one of records."""
    names = {plain_name(str(name)) for name in sheet.frame.columns}
    is_articles = names & {"text", "body", "content", "message", "maintext", "fulltext"} and not names & {
        "lat",
        "place",
    }
    return ". Or does it hold articles? Then give it without --records" if is_articles else ""
