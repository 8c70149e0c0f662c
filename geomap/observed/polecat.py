"""Reads POLECAT / NGEC: machine-coded political events in PLOVER's types."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from geomap.observed.checks import Faults, joined, text
from geomap.observed.dated import days
from geomap.observed.draft import ReadTable, Source, finish
from geomap.observed.placed import positions
from geomap.observed.sheet import Sheet
from geomap.records import EventType, GeoPrecision

MARKS = frozenset({"Event ID", "Event Date", "Event Type", "Event Mode", "Quad Code"})
SOURCE = Source(name="polecat", licence="POLECAT (Political Event Classification, Attributes, and Types)")

FIELDS: Mapping[str, str] = {
    "id": "Event ID",
    "date": "Event Date",
    "type": "Event Type",
    "sub_type": "Event Mode",
    "place": "City",
    "admin1": "Province",
    "admin2": "District",
    "country": "Country",
    "lat": "Latitude",
    "lon": "Longitude",
    "outlet": "Source",
    "actors": "Actor Name",
}

_TYPES: Mapping[str, EventType] = {  # PLOVER's types that ACLED has a place for; the others keep only their own name
    "PROTEST": EventType.PROTESTS,
    "ASSAULT": EventType.VIOLENCE_AGAINST_CIVILIANS,
    "COERCE": EventType.STRATEGIC,
    "AGREE": EventType.STRATEGIC,
    "RETREAT": EventType.STRATEGIC,
    "MOBILIZE": EventType.STRATEGIC,
}
_MODES: Mapping[str, tuple[EventType, str]] = {
    "aerial": (EventType.EXPLOSIONS, "Air/drone strike"),
    "drone": (EventType.EXPLOSIONS, "Air/drone strike"),
    "explosives": (EventType.EXPLOSIONS, "Remote explosive/landmine/IED"),
    "suicide-attack": (EventType.EXPLOSIONS, "Suicide bomb"),
    "heavy-weapons": (EventType.EXPLOSIONS, "Shelling/artillery/missile attack"),
    "sexual": (EventType.VIOLENCE_AGAINST_CIVILIANS, "Sexual violence"),
    "abduct": (EventType.VIOLENCE_AGAINST_CIVILIANS, "Abduction/forced disappearance"),
    "arrest": (EventType.STRATEGIC, "Arrests"),
    "seize": (EventType.STRATEGIC, "Looting/property destruction"),
    "riot": (EventType.RIOTS, "Violent demonstration"),
    "demo": (EventType.PROTESTS, "Peaceful protest"),
}


def read_polecat(sheet: Sheet, faults: Faults) -> ReadTable:
    """The events as `schema.OBSERVED` says.

    Raises:
        TableError: nothing says how its dates are written.
    """
    kind, mode = text(sheet, "Event Type").str.upper(), text(sheet, "Event Mode").str.lower()
    by_mode = mode.map({name: one.value for name, (one, _) in _MODES.items()}).astype("string")
    by_type = kind.map({name: one.value for name, one in _TYPES.items()}).astype("string")
    geonames = text(sheet, "GeoNames ID").str.replace(r"\.0$", "", regex=True)
    cells: dict[str, Any] = {
        "id": text(sheet, "Event ID"),
        "event_type": by_mode.fillna(by_type).fillna(""),
        "sub_event_type": mode.map({name: sub for name, (_, sub) in _MODES.items()}).astype("string").fillna(""),
        "type_given": joined(kind, mode, text(sheet, "Contexts")),
        "place": text(sheet, "City").fillna(text(sheet, "Placename")),
        "place_id": "geonames:" + geonames.where(geonames.str.fullmatch(r"\d+").fillna(False)),
        "place_wording": text(sheet, "Raw Placename"),
        "country": text(sheet, "Country"),
        "admin1": text(sheet, "Province"),
        "admin2": text(sheet, "District"),
        "geo_precision": _precision(sheet),
        "actors": joined(text(sheet, "Actor Name"), text(sheet, "Recipient Name")),
        "notes": text(sheet, "Story People"),
        "outlet": text(sheet, "Source"),
    }
    points = positions(sheet, "Latitude", "Longitude", faults, named=cells["place"].notna())
    return finish(faults, SOURCE, cells=cells, span=days(sheet, "Event Date", faults), points=points)


def _precision(sheet: Sheet) -> "pd.Series[str]":
    """The smallest division that is named."""
    steps = {
        "City": GeoPrecision.SETTLEMENT,
        "District": GeoPrecision.ADM2,
        "Province": GeoPrecision.ADM1,
        "Country": GeoPrecision.COUNTRY,
    }
    named = [text(sheet, column).notna().to_numpy() for column in steps]
    values = [precision.value for precision in steps.values()]
    return pd.Series(np.select(named, values, GeoPrecision.SETTLEMENT.value), index=sheet.frame.index, dtype="string")
