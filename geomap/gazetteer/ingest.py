"""Enters the rows of GeoNames dumps in the draft, one by one."""

from collections.abc import Iterable, Sequence

from geomap.gazetteer.entries import Entry, GazetteerDraft, codes
from geomap.gazetteer.reach import feature_km
from geomap.names import fold
from geomap.records import COUNTRY_CODES, KnownAs


def read_dump(draft: GazetteerDraft, table: Iterable[Sequence[str]], source: str) -> None:
    """Enter a table in the shape of a GeoNames dump."""
    for row in table:
        ingest(draft, row, source)


def ingest(draft: GazetteerDraft, row: Sequence[str], source: str) -> None:
    """Enter one row of a GeoNames dump, unless an earlier source has it."""
    number, name, ascii_name, others, lat, lon, feature_class, code, country, _, admin1, admin2, *rest = row
    key = int(number)
    if key in draft.entries:
        return
    population = int(rest[2] or 0)
    admin1_code, admin2_code = codes(country, admin1, admin2)
    entry = Entry(
        key=key,
        name=name,
        lon=float(lon),
        lat=float(lat),
        country=country,
        admin1_code=admin1_code,
        admin2_code=admin2_code,
        feature_class=feature_class,
        feature_code=code,
        population=population,
        reach_km=feature_km(feature_class, code, population),
        source=source,
    )
    gone = code.endswith("H")  # a division or place that is no more
    known = {entry.folded: (KnownAs.FORMER if gone else KnownAs.PRIMARY, name, "")}
    as_other = KnownAs.FORMER if gone else KnownAs.ALTERNATE
    for spelling in (ascii_name, *others.split(",")):  # `GazetteerDraft.call` would do; this is most of a build's time
        if folded := fold(spelling):
            known.setdefault(folded, (as_other, spelling, ""))
    draft.entries[key], draft.names[key] = entry, known
    if feature_class == "A":
        _register(draft, entry)


def _register(draft: GazetteerDraft, entry: Entry) -> None:
    match entry.feature_code:
        case code if code in COUNTRY_CODES:
            draft.divisions.setdefault(entry.country, entry.key)
        case "ADM1":
            draft.divisions.setdefault(entry.admin1_code, entry.key)
        case "ADM2":
            draft.divisions.setdefault(entry.admin2_code, entry.key)
        case _:
            pass
