"""Reads GDELT's event files: machine-coded CAMEO events, with or without a header."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from geomap.countries import country_code
from geomap.observed.checks import Faults, joined, links, text
from geomap.observed.dated import days
from geomap.observed.draft import ReadTable, Source, finish
from geomap.observed.placed import positions
from geomap.observed.sheet import Sheet
from geomap.records import EventType, GeoPrecision

MARKS = frozenset({"GLOBALEVENTID", "SQLDATE", "ActionGeo_Lat", "ActionGeo_Long"})
SOURCE = Source(name="gdelt", licence="The GDELT Project (gdeltproject.org): free for any use with citation")


def _columns(*, with_adm2: bool) -> tuple[str, ...]:
    """The columns of an event file: 61 in version 2, 58 in version 1."""
    names = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code")
    actor = (*names, "Type1Code", "Type2Code", "Type3Code")
    adm2 = ("ADM2Code",) if with_adm2 else ()
    place = ("Type", "FullName", "CountryCode", "ADM1Code", *adm2, "Lat", "Long", "FeatureID")
    return (
        *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
        *(f"Actor{number}{part}" for number in (1, 2) for part in actor),
        *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
        *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
        *(f"{whose}Geo_{part}" for whose in ("Actor1", "Actor2", "Action") for part in place),
        *("DATEADDED", "SOURCEURL"),
    )


COLUMNS = _columns(with_adm2=True)
WIDTHS = {len(names): names for names in (_columns(with_adm2=False), COLUMNS)}
"""By their number, for files without a header."""

FIELDS: Mapping[str, str] = {
    "id": "GLOBALEVENTID",
    "date": "SQLDATE",
    "place": "ActionGeo_FullName",
    "lat": "ActionGeo_Lat",
    "lon": "ActionGeo_Long",
    "url": "SOURCEURL",
    "actors": "Actor1Name",
}

_ROOTS: Mapping[str, EventType] = {  # CAMEO's root codes that ACLED has a place for
    "14": EventType.PROTESTS,
    "17": EventType.STRATEGIC,
    "18": EventType.VIOLENCE_AGAINST_CIVILIANS,
    "19": EventType.BATTLES,
    "20": EventType.VIOLENCE_AGAINST_CIVILIANS,
}
_CODES = {"195": EventType.EXPLOSIONS, "194": EventType.EXPLOSIONS, "183": EventType.EXPLOSIONS}
_PRECISION = {
    "1": GeoPrecision.COUNTRY.value,
    "2": GeoPrecision.ADM1.value,
    "3": GeoPrecision.SETTLEMENT.value,
    "4": GeoPrecision.SETTLEMENT.value,
    "5": GeoPrecision.ADM1.value,
}


def read_gdelt(sheet: Sheet, faults: Faults) -> ReadTable:
    """The events as `schema.OBSERVED` says. The place is the action's; one of a whole country has no position.

    Raises:
        TableError: nothing says how its dates are written.
    """
    code = text(sheet, "EventCode")
    by_root = text(sheet, "EventRootCode").fillna(code.str.slice(0, 2)).map({c: t.value for c, t in _ROOTS.items()})
    precision = text(sheet, "ActionGeo_Type").str.replace(r"\.0$", "", regex=True).map(_PRECISION).astype("string")
    cells: dict[str, Any] = {
        "id": text(sheet, "GLOBALEVENTID"),
        "event_type": code.str.slice(0, 3).map({c: t.value for c, t in _CODES.items()}).fillna(by_root).fillna(""),
        "sub_event_type": "",
        "type_given": "CAMEO " + code,
        "place": text(sheet, "ActionGeo_FullName"),
        "country": _countries(text(sheet, "ActionGeo_FullName")),  # the code is FIPS 10-4, which nobody else writes
        "geo_precision": precision,
        "actors": joined(text(sheet, "Actor1Name"), text(sheet, "Actor2Name")),
        **links(text(sheet, "SOURCEURL")),
    }
    span = days(sheet, "SQLDATE", faults)
    points = positions(sheet, "ActionGeo_Lat", "ActionGeo_Long", faults, named=cells["place"].notna())
    points = points.where(np.asarray(precision.fillna("") != GeoPrecision.COUNTRY.value, dtype=bool), None)
    return finish(faults, SOURCE, cells=cells, span=span, points=points)


def _countries(full_names: "pd.Series[Any]") -> "pd.Series[Any]":
    """The last part of each full name, where it is a country's: "Bakhmut, Donets'ka Oblast', Ukraine"."""
    last = full_names.str.rsplit(",", n=1).str[-1].str.strip()
    known = [one for one in last.dropna().unique() if country_code(str(one))]
    return pd.Series(last.where(last.isin(known)), dtype="string")
