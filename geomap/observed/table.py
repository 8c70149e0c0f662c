"""Reads any other table of events, by the usual column names or by the user's own."""

from collections.abc import Mapping, Sequence

import geopandas as gpd
import pandas as pd

from geomap.errors import Fault, SettingsError, TableError
from geomap.observed.checks import Faults, days, links, positions, text, whole_numbers
from geomap.observed.draft import Source, finish
from geomap.observed.sheet import Sheet
from geomap.records import SUB_EVENT_TYPES, EventType, GeoPrecision

SOURCE = Source(name="table", licence="")
SYNONYMS: Mapping[str, tuple[str, ...]] = {  # the first one present wins; compared without case, space, _ - .
    "id": ("id", "eventid", "recordid", "uuid", "incidentid"),
    "date": ("date", "eventdate", "datestart", "startdate", "start", "day", "incidentdate", "publishedat", "published"),
    "date_end": ("dateend", "enddate", "end"),
    "place": ("place", "location", "placename", "city", "settlement", "town", "address"),
    "country": ("country", "countryname", "countrycode"),
    "admin1": ("admin1", "adm1", "adm1name", "oblast", "province", "region", "state"),
    "admin2": ("admin2", "adm2", "adm2name", "raion", "district"),
    "lat": ("lat", "latitude", "y"),
    "lon": ("lon", "lng", "long", "longitude", "x"),
    "type": ("type", "eventtype", "category", "kind"),
    "sub_type": ("subtype", "subeventtype", "subcategory"),
    "precision": ("geoprecision", "precision"),
    "killed": ("killed", "fatalities", "deaths", "dead", "best", "killedbest"),
    "actors": ("actors", "actor", "actor1", "perpetrator"),
    "headline": ("headline", "title", "name"),
    "notes": ("notes", "description", "summary", "text", "quote", "details", "comment"),
    "outlet": ("outlet", "source", "publisher", "sources"),
    "url": ("url", "sourceurl", "link", "sourceurls", "links"),
}


def read_table(sheet: Sheet, columns: Mapping[str, str] | None = None) -> gpd.GeoDataFrame:
    """The rows as `schema.OBSERVED` says. Needed are a date, and a position or the name of a place.

    Args:
        sheet: the table as it was found.
        columns: field (a key of SYNONYMS) to the sheet's column, where the usual names are not used.

    Raises:
        SettingsError: `columns` names an unknown field.
        TableError: a needed or named column is missing, or the sheet has faults.
    """
    found = _find(sheet, columns or {})
    named = Sheet(
        path=sheet.path,
        frame=pd.DataFrame({field: sheet.frame[column] for field, column in found.items()}, index=sheet.frame.index),
        geometry=sheet.geometry,
    )
    faults = Faults(named, called=found)
    killed = whole_numbers(named, "killed", faults)
    kind = text(named, "type")
    sub_type = text(named, "sub_type")
    cells = {
        **{field: text(named, field) for field in ("id", "place", "country", "admin1", "admin2")},
        "event_type": kind.where(kind.isin([one.value for one in EventType]), ""),
        "sub_event_type": sub_type.where(
            sub_type.isin([one for names in SUB_EVENT_TYPES.values() for one in names]), ""
        ),
        "type_given": kind,
        "geo_precision": text(named, "precision").where(
            text(named, "precision").isin([one.value for one in GeoPrecision])
        ),
        "killed_low": killed,
        "killed_best": killed,
        "killed_high": killed,
        **{field: text(named, field) for field in ("actors", "headline", "notes", "outlet")},
        "url": links(text(named, "url")),
    }
    points = positions(named, "lat", "lon", faults)
    return finish(faults, SOURCE, cells=cells, span=days(named, "date", faults, end="date_end"), points=points)


def _find(sheet: Sheet, columns: Mapping[str, str]) -> dict[str, str]:
    if unknown := sorted(columns.keys() - SYNONYMS.keys()):
        raise SettingsError(f"unknown columns: {', '.join(unknown)}; a record has {', '.join(SYNONYMS)}")
    there = {_plain(name): name for name in reversed(list(sheet.frame.columns))}
    found = {
        field: hit
        for field, synonyms in SYNONYMS.items()
        if (hit := next((there[name] for name in _wanted(field, synonyms, columns) if name in there), None))
    }
    _need(sheet, columns, found)
    return found


def _wanted(field: str, synonyms: Sequence[str], columns: Mapping[str, str]) -> Sequence[str]:
    return [_plain(columns[field])] if field in columns else synonyms


def _need(sheet: Sheet, columns: Mapping[str, str], found: Mapping[str, str]) -> None:
    troubles = [f"no column {column!r} for {field}" for field, column in columns.items() if field not in found]
    if "date" not in found and "date" not in columns:
        troubles.append("no column for the date")
    if not ({"lat", "lon"} <= found.keys() or "place" in found or sheet.geometry is not None):
        troubles.append("no columns for the position (lat, lon), and none for the place")
    if troubles:
        faults = [Fault(file=sheet.name, line=1, field=None, trouble=trouble) for trouble in troubles]
        there = ", ".join(map(str, sheet.frame.columns))
        raise TableError(faults, way_out=f"Columns found: {there}. Name them: --columns date=NAME,place=NAME")


def _plain(name: str) -> str:
    return "".join(letter for letter in str(name).casefold() if letter.isalnum())
