"""Reads the event files of Bellingcat's TimeMap."""

import json
from pathlib import Path

import geopandas as gpd

from geomap.observed.checks import Faults, days, links, positions, text
from geomap.observed.draft import Source, finish
from geomap.observed.sheet import Sheet

MARKS = frozenset({"description", "date", "location", "latitude", "longitude", "associations", "sources"})
SOURCE = Source(name="timemap", licence="")
_US_DAY = r"^\s*(\d{1,2})/(\d{1,2})/(\d{4})\s*$"


def read_timemap(sheet: Sheet) -> gpd.GeoDataFrame:
    """The events as `schema.OBSERVED` says; dates are month/day/year, as TimeMap has them.

    The links come from `sources.json` beside the file, when there is one.

    Raises:
        TableError: the sheet has faults.
    """
    dated = _dated(sheet)
    faults = Faults(dated)
    named = text(dated, "sources")
    known = _source_links(sheet.path.with_name("sources.json"))
    first = named.str.split(";").str[0].str.strip()
    cells = {
        "id": text(dated, "id", "civId"),
        "event_type": "",
        "sub_event_type": "",
        "type_given": text(dated, "category", "associations"),
        "place": text(dated, "location"),
        "notes": text(dated, "description"),
        "outlet": named,
        "url": links(first.map(known).astype("string").fillna(named)),
    }
    points = positions(dated, "latitude", "longitude", faults)
    return finish(faults, SOURCE, cells=cells, span=days(dated, "date", faults), points=points)


def _dated(sheet: Sheet) -> Sheet:
    """The sheet with its month/day/year dates in ISO 8601."""
    dates = sheet.frame["date"]
    parts = dates.str.extract(_US_DAY)
    iso = parts[2] + "-" + parts[0].str.zfill(2) + "-" + parts[1].str.zfill(2)
    frame = sheet.frame.assign(date=iso.astype("string").fillna(dates))
    return Sheet(path=sheet.path, frame=frame, geometry=sheet.geometry)


def _source_links(path: Path) -> dict[str, str]:
    """Source id to its first address, from TimeMap's `sources` file; empty when it is absent or not readable as one."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    entries = found.values() if isinstance(found, dict) else found
    links_by_id = {}
    for entry in entries:
        if isinstance(entry, dict) and "id" in entry:
            paths = entry.get("paths") or []
            links_by_id[str(entry["id"])] = str(entry.get("url") or (paths[0] if paths else ""))
    return links_by_id
