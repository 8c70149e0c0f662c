"""Reads VIINA 2.0: events of the war in Ukraine from news wires, ODbL."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from geomap.observed.checks import Faults, coded, joined, links, text
from geomap.observed.dated import days
from geomap.observed.draft import ReadTable, Source, finish
from geomap.observed.placed import positions
from geomap.observed.sheet import Sheet
from geomap.records import EventType, GeoPrecision

MARKS = frozenset({"event_id_1pd", "date"})
MARKS_1 = frozenset({"event_id", "report_id", "tempid", "date", "GEO_PRECISION", "GEO_API"})
MARKS_OF_PART = frozenset({"date", "GEO_PRECISION", "GEO_API"})
SOURCE = Source(name="viina", licence="VIINA 2.0 (Yuri M. Zhukov), ODbL: share alike, kept in files of its own")

SOURCE_1 = Source(name="viina", licence="VIINA 1.0 (Yuri M. Zhukov), ODbL: share alike, kept in files of its own")
FIELDS: Mapping[str, str] = {
    "id": "event_id",
    "date": "date",
    "place": "asciiname",
    "lat": "latitude",
    "lon": "longitude",
    "notes": "text",
    "admin1": "ADM1_NAME",
    "admin2": "ADM2_NAME",
    "outlet": "source",
    "url": "url",
}

_WHERE = {
    "STREET": GeoPrecision.SITE.value,
    "CITY": GeoPrecision.SETTLEMENT.value,
    "ADM3": GeoPrecision.ADM2.value,
    "ADM2": GeoPrecision.ADM2.value,
    "ADM1": GeoPrecision.ADM1.value,
    "ADM0": GeoPrecision.COUNTRY.value,
    "COUNTRY": GeoPrecision.COUNTRY.value,
}
_LABELS: Mapping[str, tuple[EventType, str]] = {  # `t_NAME_b`; the first that is 1 names the type
    "airstrike": (EventType.EXPLOSIONS, "Air/drone strike"),
    "uav": (EventType.EXPLOSIONS, "Air/drone strike"),
    "artillery": (EventType.EXPLOSIONS, "Shelling/artillery/missile attack"),
    "ied": (EventType.EXPLOSIONS, "Remote explosive/landmine/IED"),
    "firefight": (EventType.BATTLES, "Armed clash"),
    "raid": (EventType.BATTLES, "Armed clash"),
    "armor": (EventType.BATTLES, "Armed clash"),
    "control": (EventType.STRATEGIC, ""),
    "occupy": (EventType.STRATEGIC, ""),
    "arrest": (EventType.STRATEGIC, "Arrests"),
    "property": (EventType.STRATEGIC, "Looting/property destruction"),
    "aad": (EventType.STRATEGIC, "Disrupted weapons use"),
    "mil": (EventType.BATTLES, ""),
}
COLUMNS = (
    *("viina_version", "event_id", "event_id_1pd", "report_id", "tempid", "date", "time", "geonameid", "feature_code"),
    *("asciiname", "ADM1_NAME", "ADM1_CODE", "ADM2_NAME", "ADM2_CODE", "longitude", "latitude", "GEO_PRECISION"),
    *("GEO_API", "location", "address", "source", "sources", "url", "source_urls", "text", "lang", "n_reports"),
    *(f"t_{name}_b" for name in _LABELS),
    *("a_rus", "a_ukr", "a_civ", "a_other", "a_rus_b", "a_ukr_b", "a_civ_b", "a_other_b", "attack_terms"),
    *("target_classes", "representative_text", "sources_matching"),
)
_ACTORS = {"a_rus": "Russian forces", "a_ukr": "Ukrainian forces", "a_civ": "civilians", "a_other": "others"}


def read_viina(sheet: Sheet, faults: Faults) -> ReadTable:
    """The reports (`event_info`), events (`event_1pd`) or strikes derived from them, as `schema.OBSERVED` says.

    Raises:
        TableError: nothing says how its dates are written.
    """
    is_first = not {"event_id_1pd", "viina_version"} & set(sheet.frame.columns)
    is_reports = "event_id" in sheet.frame
    geonames = text(sheet, "geonameid").str.replace(r"\.0$", "", regex=True)
    own_id = _apart(text(sheet, "event_id" if is_reports else "event_id_1pd"))
    cells: dict[str, Any] = {
        "id": own_id if is_reports else "1pd-" + own_id,
        **_types(sheet),
        "place": text(sheet, *(("address", "asciiname") if is_first else ("asciiname", "location"))),
        "place_id": "geonames:" + geonames.where(geonames.str.fullmatch(r"\d+").fillna(False)),
        "place_wording": text(sheet, "address", "location"),
        "country": "UA",
        "admin1": text(sheet, "ADM1_NAME"),
        "admin2": text(sheet, "ADM2_NAME"),
        "geo_precision": coded(sheet, "GEO_PRECISION", _WHERE, faults),
        "actors": _flags(sheet, _ACTORS),
        "notes": text(sheet, "text", "representative_text"),
        "outlet": text(sheet, "source", "sources", "sources_matching").str.replace("|", "; ", regex=False),
        **links(text(sheet, "url", "source_urls")),
    }
    points = positions(sheet, "latitude", "longitude", faults, named=cells["place"].notna())
    return finish(
        faults, SOURCE_1 if is_first else SOURCE, cells=cells, span=days(sheet, "date", faults), points=points
    )


def _apart(ids: "pd.Series[str]") -> "pd.Series[str]":
    """The ids with -2, -3 ... after those that came before: one event of VIINA may stand at several places."""
    place = ids.groupby(ids).cumcount() + 1
    return ids.where(place == 1, ids + "-" + place.astype("string"))


def _types(sheet: Sheet) -> dict[str, object]:
    """Type, sub-type and the labels themselves; a table of strikes has none and holds nothing but strikes."""
    if "attack_terms" in sheet.frame:
        words = joined(text(sheet, "target_classes"), text(sheet, "attack_terms"))
        return {"event_type": EventType.EXPLOSIONS.value, "sub_event_type": "", "type_given": words}
    known = [name for name in _LABELS if _label(name) in sheet.frame]
    hits = [_is_one(sheet, _label(name)) for name in known]
    kinds = [_LABELS[name][0].value for name in known]
    sub_types = [_LABELS[name][1] for name in known]
    index = sheet.frame.index
    if not known:
        return {"event_type": "", "sub_event_type": ""}
    given = {_label(name): name for name in known}
    return {
        "event_type": pd.Series(np.select(hits, kinds, ""), index=index, dtype="string"),
        "sub_event_type": pd.Series(np.select(hits, sub_types, ""), index=index, dtype="string"),
        "type_given": _flags(sheet, given),
    }


def _label(name: str) -> str:
    return f"t_{name}_b"


def _is_one(sheet: Sheet, column: str) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    values = pd.to_numeric(text(sheet, column), errors="coerce").fillna(0)
    found: np.ndarray[tuple[int], np.dtype[np.bool_]] = (values.astype("float64") == 1).to_numpy()
    return found


def _flags(sheet: Sheet, names: Mapping[str, str]) -> "pd.Series[str]":
    """The names of the columns that are 1, joined; `a_rus` and `a_rus_b` count alike."""
    empty = pd.Series(pd.NA, index=sheet.frame.index, dtype="string")
    found = [empty]
    for column, name in names.items():
        present = next((one for one in (column, f"{column}_b") if one in sheet.frame), None)
        if present:
            named = pd.Series(name, index=sheet.frame.index, dtype="string")
            found.append(named.where(_is_one(sheet, present)))
    return joined(*found)
