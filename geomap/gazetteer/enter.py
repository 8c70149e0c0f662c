"""Enters the rows of GeoNames dumps in the book, one by one."""

from collections.abc import Iterable, Sequence

from geomap.gazetteer.entries import Book, Entry, codes
from geomap.gazetteer.reach import feature_km
from geomap.names import fold
from geomap.records import KnownAs


def read_dump(book: Book, table: Iterable[Sequence[str]], source: str) -> None:
    """Enter a table in the shape of a GeoNames dump."""
    for row in table:
        enter(book, row, source)


def enter(book: Book, row: Sequence[str], source: str) -> None:
    """Enter one row of a GeoNames dump, unless an earlier source has it."""
    number, name, ascii_name, others, lat, lon, feature_class, code, country, _, admin1, admin2, *rest = row
    key = int(number)
    if key in book.entries:
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
    for spelling in (ascii_name, *others.split(",")):  # `Book.call` would do; this is most of a build's time
        if folded := fold(spelling):
            known.setdefault(folded, (as_other, spelling, ""))
    book.entries[key], book.names[key] = entry, known
    if feature_class == "A":
        _register(book, entry)


def _register(book: Book, entry: Entry) -> None:
    match entry.feature_code:
        case "PCLI" | "PCLD" | "PCLS" | "PCLF" | "PCL" | "PCLIX" | "TERR":
            book.divisions.setdefault(entry.country, entry.key)
        case "ADM1":
            book.divisions.setdefault(entry.admin1_code, entry.key)
        case "ADM2":
            book.divisions.setdefault(entry.admin2_code, entry.key)
        case _:
            pass
