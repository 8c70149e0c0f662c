"""Reads UCDP GED: georeferenced events of organised violence, CC BY 4.0."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from geomap.observed.checks import Faults, coded, joined, text, whole_numbers
from geomap.observed.dated import days
from geomap.observed.draft import ReadTable, Source, finish
from geomap.observed.placed import positions
from geomap.observed.sheet import Sheet
from geomap.records import EventType, GeoPrecision
from geomap.schema import DATE_PREC, UCDP_COLUMNS

MARKS = frozenset({"id", "type_of_violence", "where_prec", "date_prec", "date_start", "date_end", "best"})
SOURCE = Source(name="ucdp", licence="UCDP Georeferenced Event Dataset (Uppsala Conflict Data Program), CC BY 4.0")

COLUMNS = UCDP_COLUMNS
OLD_MARKS = frozenset({"id", "type_of_violence", "where_prec", "date_start", "best_est"})
"""Of GED up to version 5."""
FIELDS: Mapping[str, str] = {
    "id": "id",
    "date": "date_start",
    "date_end": "date_end",
    "place": "where_coordinates",
    "country": "country",
    "admin1": "adm_1",
    "admin2": "adm_2",
    "lat": "latitude",
    "lon": "longitude",
    "type": "type_of_violence",
    "killed": "best",
    "headline": "source_headline",
    "notes": "conflict_name",
    "outlet": "source_office",
}

_TYPES = {"1": "state-based conflict", "2": "non-state conflict", "3": "one-sided violence"}
_AS_ACLED = {  # the nearest of ACLED's; UCDP does not tell a battle from a bombardment
    "state-based conflict": EventType.BATTLES.value,
    "non-state conflict": EventType.BATTLES.value,
    "one-sided violence": EventType.VIOLENCE_AGAINST_CIVILIANS.value,
}
_WHERE = {
    "1": GeoPrecision.SETTLEMENT.value,
    "2": GeoPrecision.NEAR.value,
    "3": GeoPrecision.ADM2.value,
    "4": GeoPrecision.ADM1.value,
    "5": GeoPrecision.REGION.value,
    "6": GeoPrecision.COUNTRY.value,
    "7": GeoPrecision.REGION.value,  # international waters or airspace
}
_DEATHS = {
    "killed_low": "low",
    "killed_best": "best",
    "killed_high": "high",
    "killed_a": "deaths_a",
    "killed_b": "deaths_b",
    "killed_civilians": "deaths_civilians",
    "killed_unknown": "deaths_unknown",
}


def read_ucdp(sheet: Sheet, faults: Faults, *, source: Source = SOURCE) -> ReadTable:
    """The events as `schema.OBSERVED` says.

    Dates and deaths are UCDP's own, unchanged, also where its low is above its best.

    Raises:
        TableError: nothing says how its dates are written.
    """
    kinds = coded(sheet, "type_of_violence", _TYPES, faults)
    deaths = {ours: whole_numbers(sheet, theirs, faults) for ours, theirs in _DEATHS.items()}
    cells: dict[str, Any] = {
        "id": text(sheet, "id"),
        "type_given": kinds,
        "event_type": kinds.map(_AS_ACLED),
        "sub_event_type": "",
        "place": text(sheet, "where_coordinates"),
        "place_wording": text(sheet, "where_description"),
        "country": text(sheet, "country"),
        "admin1": text(sheet, "adm_1"),
        "admin2": text(sheet, "adm_2"),
        "geo_precision": coded(sheet, "where_prec", _WHERE, faults),
        "actors": joined(text(sheet, "side_a"), text(sheet, "side_b")),
        "headline": text(sheet, "source_headline"),
        "notes": text(sheet, "conflict_name"),
        "outlet": text(sheet, "source_office"),
        **deaths,
    }
    points = positions(sheet, "latitude", "longitude", faults, named=cells["place"].notna())
    return finish(faults, source, cells=cells, span=_span(sheet, faults), points=points)


def read_old(sheet: Sheet, faults: Faults) -> ReadTable:
    """GED up to version 5, whose deaths have other names."""
    names = {f"{bound}_est": bound for bound in ("low", "best", "high")}
    frame = sheet.frame.rename(columns={old: new for old, new in names.items() if new not in sheet.frame})
    faults.sheet = replace(sheet, frame=frame)
    return read_ucdp(faults.sheet, faults)


def _span(sheet: Sheet, faults: Faults) -> pd.DataFrame:
    span = days(sheet, "date_start", faults, end="date_end")
    grains = coded(sheet, "date_prec", {str(number): grain.value for grain, number in DATE_PREC.items()}, faults)
    return span.assign(grain=grains.fillna(span["grain"]))
