"""Knows the datasets of others by their columns, whatever the case these are written in."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from geomap.observed import acled, gdelt, polecat, timemap, ucdp, viina
from geomap.observed.checks import Faults
from geomap.observed.draft import ReadTable, Source
from geomap.observed.sheet import Sheet
from geomap.observed.table import read_table
from geomap.records import SUB_EVENT_TYPES, EventType, Status

Reader = Callable[[Sheet, Faults], ReadTable]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A dataset: the columns it is recognised by, who made it, and how it is read."""

    marks: frozenset[str]
    source: Source
    read: Reader
    columns: Mapping[str, str] = field(default_factory=dict)  # field of a record to the column that holds it


def _table(source: Source, marks: Sequence[str], *, types: Mapping[str, str] | None = None, **columns: str) -> Dataset:
    """A dataset that is read like any table, by the columns told; `types` says what its codes of types stand for."""
    return Dataset(
        marks=frozenset(marks),
        source=source,
        read=partial(_read_as_table, source=source, columns=columns, types=types or {}),
        columns=columns,
    )


def _read_as_table(
    sheet: Sheet, faults: Faults, *, source: Source, columns: Mapping[str, str], types: Mapping[str, str] | None = None
) -> ReadTable:
    column = columns.get("type", "")
    if types and column in sheet.frame:
        plain = sheet.frame[column].str.strip().str.replace(r"\.0$", "", regex=True)
        worded = plain.map(types).astype("string").fillna(sheet.frame[column])
        sheet = replace(sheet, frame=sheet.frame.assign(**{column: worded}))
        faults.sheet = sheet
    there = {field: column for field, column in columns.items() if column in sheet.frame}
    return read_table(sheet, faults, there, source=source)


GEOMAP = Source(name="geomap", licence="")
REWRITTEN = Source(
    name="geomap", licence="Records of others, written by geomap: the terms of where they came from hold", private=True
)
GTD = Source(
    name="gtd",
    licence="Global Terrorism Database (START, University of Maryland): its terms forbid passing rows on",
    private=True,
)
SCAD = Source(name="scad", licence="Social Conflict Analysis Database (SCAD)")
LIVEUAMAP = Source(
    name="liveuamap", licence="Liveuamap: the user's own copy; its terms forbid passing it on", private=True
)
GEOCONFIRMED = Source(name="geoconfirmed", licence="GeoConfirmed (geoconfirmed.org)")
USHAHIDI = Source(name="ushahidi", licence="")
HAPI = Source(name="hapi", licence="HDX Humanitarian API, conflict events by ACLED: its terms hold", private=True)

DATASETS: Mapping[str, Dataset] = {
    "geomap": _table(
        GEOMAP,
        ("id", "event_type", "date_start", "date_end", "date_basis", "geo_precision", "status", "n_reports"),
        date="date_start",
        date_end="date_end",
        precision="geo_precision",
        killed="killed_best",
        killed_low="killed_low",
        killed_high="killed_high",
        headline="title",
        notes="quote",
        place="place",
        admin1="admin1",
        admin2="admin2",
        lat="latitude",
        lon="longitude",
        id="id",
        type="event_type",
        sub_type="sub_event_type",
    ),
    "acled": Dataset(marks=acled.MARKS, source=acled.SOURCE, read=acled.read_acled, columns=acled.FIELDS),
    "acled weekly": Dataset(
        marks=acled.WEEKLY, source=acled.SOURCE, read=acled.read_weekly, columns=acled.WEEKLY_FIELDS
    ),
    "ucdp": Dataset(marks=ucdp.MARKS, source=ucdp.SOURCE, read=ucdp.read_ucdp, columns=ucdp.FIELDS),
    "ucdp old": Dataset(marks=ucdp.OLD_MARKS, source=ucdp.SOURCE, read=ucdp.read_old, columns=ucdp.FIELDS),
    "viina": Dataset(marks=viina.MARKS, source=viina.SOURCE, read=viina.read_viina, columns=viina.FIELDS),
    "viina 1": Dataset(marks=viina.MARKS_1, source=viina.SOURCE_1, read=viina.read_viina, columns=viina.FIELDS),
    "viina in part": Dataset(
        marks=viina.MARKS_OF_PART, source=viina.SOURCE, read=viina.read_viina, columns=viina.FIELDS
    ),
    "polecat": Dataset(marks=polecat.MARKS, source=polecat.SOURCE, read=polecat.read_polecat, columns=polecat.FIELDS),
    "timemap": Dataset(marks=timemap.MARKS, source=timemap.SOURCE, read=timemap.read_timemap, columns=timemap.FIELDS),
    "timemap download": Dataset(
        marks=timemap.DOWNLOAD, source=timemap.SOURCE, read=timemap.read_timemap, columns=timemap.FIELDS
    ),
    "gdelt": Dataset(marks=gdelt.MARKS, source=gdelt.SOURCE, read=gdelt.read_gdelt, columns=gdelt.FIELDS),
    "gtd": _table(
        GTD,
        ("eventid", "iyear", "imonth", "iday", "attacktype1_txt", "gname"),
        id="eventid",
        year="iyear",
        month="imonth",
        day="iday",
        place="city",
        admin1="provstate",
        country="country_txt",
        type="attacktype1_txt",
        actors="gname",
        killed="nkill",
        notes="summary",
        lat="latitude",
        lon="longitude",
        url="scite1",
        precision="specificity",
    ),
    "scad": _table(
        SCAD,
        ("eventid", "countryname", "startdate", "etype", "npart", "ndeath"),
        types={  # its codebook's
            "1": "Organized Demonstration",
            "2": "Spontaneous Demonstration",
            "3": "Organized Violent Riot",
            "4": "Spontaneous Violent Riot",
            "5": "General Strike",
            "6": "Limited Strike",
            "7": "Pro-Government Violence (Repression)",
            "8": "Anti-Government Violence",
            "9": "Extra-Government Violence",
            "10": "Intra-Government Violence",
        },
        id="eventid",
        country="countryname",
        date="startdate",
        date_end="enddate",
        killed="ndeath",
        type="etype",
        place="elocal",
        actors="actor1",
        notes="issuenote",
        precision="location_precision",
    ),
    "liveuamap": _table(
        LIVEUAMAP,
        ("id", "time", "name", "lat", "lng", "cities", "source"),
        date="time",
        headline="name",
        place="cities",
        lat="lat",
        lon="lng",
        url="source",
    ),
    "hapi": _table(
        HAPI,
        ("location_code", "event_type", "events", "fatalities", "reference_period_start", "reference_period_end"),
        date="reference_period_start",
        date_end="reference_period_end",
        country="location_code",
        place="admin2_name",
        admin1="admin1_name",
        admin2="admin2_name",
        type="event_type",
        killed="fatalities",
    ),
    "ushahidi": _table(
        USHAHIDI,
        ("INCIDENT TITLE", "INCIDENT DATE", "LOCATION", "CATEGORY", "LATITUDE", "LONGITUDE"),
        id="#",
        headline="INCIDENT TITLE",
        date="INCIDENT DATE",
        place="LOCATION",
        type="CATEGORY",
    ),
    "geoconfirmed": _table(GEOCONFIRMED, ("maker", "date", "Name"), headline="Name", date="date"),
    "ucdp in part": _table(
        ucdp.SOURCE,
        ("type_of_violence", "date_start", "latitude", "longitude"),
        killed="best",
        killed_low="low",
        killed_high="high",
        place="where_coordinates",
        admin1="adm_1",
        admin2="adm_2",
        precision="where_prec",
        actors="side_a",
        headline="source_headline",
    ),
    "acled in part": Dataset(
        marks=frozenset({"event_id_cnty"}), source=acled.SOURCE, read=acled.read_part, columns=acled.FIELDS
    ),
}
"""Those that the marks of others would cover come first."""

_SPELT: Mapping[str, frozenset[str]] = {
    name: frozenset({*one.marks, *one.columns.values()}) for name, one in DATASETS.items()
}


def recognised(sheet: Sheet) -> tuple[str, Dataset, Sheet] | None:
    """The dataset that a sheet is, and the sheet with its columns as that dataset writes them."""
    there = {_key(str(name)): str(name) for name in reversed(list(sheet.frame.columns))}
    for name, dataset in DATASETS.items():
        if all(_key(mark) in there for mark in dataset.marks):
            respelt = _respelt(sheet, there, name)
            return name, _owned(name, dataset, respelt), respelt
    links = next((there[one] for one in ("link", "url") if one in there), None)
    if links and sheet.frame[links].dropna().str.contains(_LIVEUAMAP).all() and sheet.frame[links].notna().any():
        return "liveuamap", _table(LIVEUAMAP, ()), sheet
    if _has_types_of_acled(sheet, there):
        return "acled in part", DATASETS["acled in part"], _respelt(sheet, there, "acled in part")
    return None


def _has_types_of_acled(sheet: Sheet, there: Mapping[str, str]) -> bool:
    """Whether a column of types and one of sub-types hold nothing but ACLED's own words for them."""
    for column, words in (("event_type", _TYPES), ("sub_event_type", _SUB_TYPES)):
        if column not in there or not (given := sheet.frame[there[column]].dropna().str.strip().str.casefold()).size:
            return False
        if not given.isin(words).all():
            return False
    return True


_TYPES = frozenset(one.value.casefold() for one in EventType)
_SUB_TYPES = frozenset(one.casefold() for some in SUB_EVENT_TYPES.values() for one in some)


_LIVEUAMAP = r"(?i)^https?://(?:[\w-]+\.)*liveuamap\.com/"  # its feeds differ in their columns, not in their addresses


def _key(name: str) -> str:
    """A column's name as it is compared: programs put spaces, dots and dashes for the `_` of others."""
    return re.sub(r"[\s._-]+", "_", name.strip().casefold())


def _owned(name: str, dataset: Dataset, sheet: Sheet) -> Dataset:
    """The dataset, or ours, where every row says that geomap wrote it in the columns of ACLED or UCDP."""
    if name == "geomap" and (sheet.frame["status"] == Status.RECORDED.value).any():
        return replace(
            dataset, source=REWRITTEN, read=partial(_read_as_table, source=REWRITTEN, columns=dataset.columns)
        )
    column, ours, others = _OWN_MARKS.get(name, ("", "", ""))
    if column not in sheet.frame or sheet.frame.empty:
        return dataset
    said = sheet.frame[column].fillna("").str.casefold()
    by_us = said.str.startswith(ours)
    if by_us.all():
        return replace(dataset, source=GEOMAP, read=partial(_OWN_READERS[name], source=GEOMAP))
    if (by_us | said.str.startswith(others)).all():
        return replace(dataset, source=REWRITTEN, read=partial(_OWN_READERS[name], source=REWRITTEN))
    return dataset


_OWN_MARKS: Mapping[str, tuple[str, str, str]] = {  # column, what geomap writes there, and for records of others
    "acled": ("tags", "coded by geomap", "a record of others"),
    "ucdp": ("code_status", "machine-coded", "as recorded"),
}
_OWN_READERS: Mapping[str, Callable[..., ReadTable]] = {"acled": acled.read_acled, "ucdp": ucdp.read_ucdp}


def _respelt(sheet: Sheet, there: Mapping[str, str], name: str) -> Sheet:
    wanted = {*_SPELT[name], *_KNOWN.get(name, ())}
    respelt = {there[_key(one)]: one for one in wanted if _key(one) in there}
    if all(old == new for old, new in respelt.items()):
        return sheet
    frame = sheet.frame.rename(columns=respelt)
    return replace(sheet, frame=frame)


_KNOWN: Mapping[str, Sequence[str]] = {
    "acled": acled.COLUMNS,
    "acled in part": acled.COLUMNS,
    "ucdp": ucdp.COLUMNS,
    "ucdp old": ucdp.COLUMNS,
    "viina": viina.COLUMNS,
    "viina 1": viina.COLUMNS,
    "viina in part": viina.COLUMNS,
    "gdelt": gdelt.COLUMNS,
}
