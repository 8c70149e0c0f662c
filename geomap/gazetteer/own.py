"""Enters what GeoNames lacks: regions, seas, newsroom spellings, renamings, peoples, the names that we print."""

from collections.abc import Sequence
from pathlib import Path

from geomap.errors import GazetteerError
from geomap.gazetteer.entries import Book, Entry
from geomap.gazetteer.sources import rows
from geomap.records import KnownAs


def read_own(book: Book, folder: Path) -> None:
    """Enter the tables of our own; they overrule the other sources.

    Raises:
        GazetteerError: a row is malformed or speaks of an entry that no source has.
    """
    _regions(book, folder / "regions.tsv")
    _centres(book, folder / "centres.tsv")
    ids = {**book.divisions, **{entry.id: entry.key for entry in book.entries.values()}}
    _countries(book, folder / "countries.tsv")
    _names(book, folder / "names.tsv", ids)
    _peoples(book, folder / "peoples.tsv", ids)
    for number, (place, name, *_) in enumerate(rows(folder / "display.tsv"), start=1):
        key = _known(ids, place, folder / "display.tsv", number)
        if key is not None:
            book.entries[key].name = name


def _regions(book: Book, file: Path) -> None:
    for number, row in enumerate(rows(file), start=1):
        slug, name, lon, lat, reach, kind, country, admin1, others = _fields(row, 9, file, number)
        entry = Entry(
            key=book.next_own(),
            id=f"geomap:{slug}",
            name=name,
            lon=float(lon),
            lat=float(lat),
            country=country,
            admin1=admin1,
            admin2="",
            feature_class=kind[0],
            feature_code=kind[2:],
            population=0,
            reach_km=float(reach),
            source="own",
        )
        book.add(entry)
        book.call(entry.key, [name], KnownAs.PRIMARY)
        book.call(entry.key, _listed(others), KnownAs.ALTERNATE)


def _centres(book: Book, file: Path) -> None:
    for number, row in enumerate(rows(file), start=1):
        code, lon, lat = _fields(row, 3, file, number)
        key = book.divisions.get(code)
        if key is not None:
            book.entries[key].lon, book.entries[key].lat = float(lon), float(lat)


def _countries(book: Book, file: Path) -> None:
    for number, row in enumerate(rows(file), start=1):
        code, name, others, short, peoples = _fields(row, 5, file, number)
        key = book.divisions.get(code)
        if key is None:
            continue
        book.entries[key].name = name
        book.call(key, _listed(others), KnownAs.ALTERNATE)
        for spelling in _listed(short):
            book.mark(key, spelling, KnownAs.CODE)
        for spelling in _listed(peoples):
            book.mark(key, spelling, KnownAs.PEOPLE)


def _names(book: Book, file: Path, ids: dict[str, int]) -> None:
    for number, row in enumerate(rows(file), start=1):
        place, known_as, spellings, renamed = _fields(row, 4, file, number)
        key = _known(ids, place, file, number)
        if key is not None:
            for spelling in _listed(spellings):
                book.mark(key, spelling, KnownAs(known_as), renamed)


def _peoples(book: Book, file: Path, ids: dict[str, int]) -> None:
    for number, row in enumerate(rows(file), start=1):
        place, spellings = _fields(row, 2, file, number)
        key = _known(ids, place, file, number)
        if key is not None:
            for spelling in _listed(spellings):
                book.mark(key, spelling, KnownAs.PEOPLE)


def _listed(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _fields(row: Sequence[str], count: int, file: Path, number: int) -> Sequence[str]:
    if len(row) > count:
        raise GazetteerError(f"{file.name}, row {number}: {len(row)} fields where {count} are expected: {row[0]}")
    return [*row, *[""] * (count - len(row))]


def _known(ids: dict[str, int], place: str, file: Path, number: int) -> int | None:
    """The key of a place named by id or by division code; a `?` behind the id allows it to be absent, as in a gazetteer of a few countries."""
    key = ids.get(place.removesuffix("?"))
    if key is None and not place.endswith("?"):
        raise GazetteerError(f"{file.name}, row {number}: no entry {place}")
    return key
