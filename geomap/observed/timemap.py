"""Reads the event files of Bellingcat's TimeMap: its own, and those that its page hands out for download."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.days import Order
from geomap.errors import InputError
from geomap.intake.json_rows import parsed
from geomap.observed.checks import Faults, links, text
from geomap.observed.dated import days
from geomap.observed.draft import ReadTable, Source, finish
from geomap.observed.placed import positions
from geomap.observed.sheet import Sheet
from geomap.opening import read_whole

if TYPE_CHECKING:
    import pandas as pd

MARKS = frozenset({"description", "date", "location", "latitude", "longitude", "associations", "sources"})
DOWNLOAD = frozenset({"id", "description", "date", "location", "latitude", "longitude", "sources", "filters"})
SOURCE = Source(name="timemap", licence="")
FIELDS: Mapping[str, str] = {
    "id": "id",
    "date": "date",
    "place": "location",
    "lat": "latitude",
    "lon": "longitude",
    "notes": "description",
    "type": "category",
    "url": "sources",
}


def read_timemap(sheet: Sheet, faults: Faults) -> ReadTable:
    """The events as `schema.OBSERVED` says; dates are month/day/year, as TimeMap has them.

    The links come from the file itself, or from `sources.json` beside it, when there is one.

    Raises:
        TableError: its dates are no dates.
    """
    asked = bool(faults.rules.orders)
    if not asked:
        faults.rules = replace(faults.rules, orders=dict.fromkeys("/.-", Order.MDY))
    named = text(sheet, "sources")
    known = _source_links(sheet.path.with_name("sources.json"))
    place = text(sheet, "location")
    cells: dict[str, Any] = {
        "id": text(sheet, "id", "civId"),
        "event_type": "",
        "sub_event_type": "",
        "type_given": text(sheet, "category", "associations", "filters").str.replace(
            r"(^|; )[^;=]*=", r"\1", regex=True
        ),
        "place": place,
        "notes": text(sheet, "description"),
        "outlet": named.where(~named.str.contains("://", regex=False).fillna(value=False)),
        **links(_resolved(named, known)),
    }
    span = days(sheet, "date", faults)
    if any("--dates" in remark for remark in faults.remarks) and not asked:
        faults.remarks[:] = ["dates of date: month first, as in every TimeMap file"]
    points = positions(sheet, "latitude", "longitude", faults, named=place.notna())
    return finish(faults, SOURCE, cells=cells, span=span, points=points)


def _resolved(named: "pd.Series[Any]", known: Mapping[str, str]) -> "pd.Series[Any]":
    """The sources of each event, their ids as addresses where these are known."""
    if not known:
        return named

    def address(one: str) -> str:
        return known.get(one.strip(), one)

    return named.map(lambda ids: ";".join(map(address, ids.split(";"))), na_action="ignore").astype("string")


def _source_links(path: Path) -> dict[str, str]:
    """Source id to its first address, from TimeMap's `sources` file; empty when it is absent or not readable as one."""
    try:
        found = parsed(read_whole(path))
    except (InputError, ValueError):
        return {}
    entries = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    links_by_id = {}
    for entry in entries:
        if isinstance(entry, dict) and "id" in entry:
            paths = entry.get("paths")
            first = paths[0] if isinstance(paths, list) and paths else ""
            links_by_id[str(entry["id"])] = str(entry.get("url") or first)
    return links_by_id
