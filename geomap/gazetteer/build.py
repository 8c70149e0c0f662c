"""Builds the cached gazetteer: one read-only SQLite file, written beside and swapped in one step."""

import gc
import os
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from geomap.gazetteer.display import mark_display, name_raions, name_ukraine
from geomap.gazetteer.divisions import (
    centre_divisions,
    drop_unplaced,
    name_divisions,
    read_countries,
    read_divisions,
)
from geomap.gazetteer.entries import STRENGTH, Book
from geomap.gazetteer.own import read_own
from geomap.gazetteer.similar import LARGE, NEVER_NEAR, SEARCHED
from geomap.gazetteer.similar import WORLD as WHOLE_WORLD
from geomap.gazetteer.sources import WORLD, extracts, read_dump
from geomap.records import KnownAs

Progress = Callable[[str, int, int], None]  # what is being done, steps done, steps in all
MOST_BEARERS = 200  # answers kept for one name: the most populous; `NameFacts.bearers` still counts them all
COUNTRY, ADMIN1, PEOPLE = 1, 2, 4  # bits of name.flags
STEPS = ("reading places", "reading divisions", "naming", "sorting", "writing")


@contextmanager
def no_garbage_search() -> Iterator[None]:
    """Millions of small values that all stay: looking for garbage among them would double the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def collect(folder: Path, layers: Sequence[Path] = (), *, progress: Progress | None = None) -> Book:
    """Everything the gazetteer will know, from the extracts in `folder` and the users' own `layers`."""
    tell = progress or (lambda _what, _done, _of: None)
    extracts(folder, layers)
    book = Book()
    tell(STEPS[0], 0, len(STEPS))
    for layer in layers:
        read_dump(book, layer, f"layer {layer.name.split('.')[0]}")
    for name in WORLD:
        read_dump(book, folder / name, name.split(".")[0])
    tell(STEPS[1], 1, len(STEPS))
    read_countries(book, folder / "countryInfo.tsv.xz")
    read_divisions(book, folder / "admin1CodesASCII.tsv.xz", 1)
    read_divisions(book, folder / "admin2Codes.tsv.xz", 2)
    centre_divisions(book)
    drop_unplaced(book)
    tell(STEPS[2], 2, len(STEPS))
    name_ukraine(book)
    name_raions(book)
    read_own(book, folder)
    name_divisions(book)
    mark_display(book)
    return book


def write(book: Book, target: Path, *, fingerprint: str, progress: Progress | None = None) -> None:
    """Write the book as the SQLite file `target`, whole or not at all; a reader of the old file keeps it."""
    tell = progress or (lambda _what, _done, _of: None)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, fresh = tempfile.mkstemp(prefix=f"{target.stem}-", suffix=".new", dir=target.parent)
    os.close(handle)
    try:
        tell(STEPS[3], 3, len(STEPS))
        db = sqlite3.connect(fresh, isolation_level=None)
        try:
            _fill(db, book, fingerprint, tell)
        finally:
            db.close()
        Path(fresh).replace(target)
    except BaseException:
        Path(fresh).unlink(missing_ok=True)
        raise
    tell("done", len(STEPS), len(STEPS))


def _fill(db: sqlite3.Connection, book: Book, fingerprint: str, tell: Progress) -> None:
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA page_size = 8192")
    db.executescript((resources.files("geomap.gazetteer") / "schema.sql").read_text(encoding="utf-8"))
    db.execute("BEGIN")
    db.execute("INSERT INTO about VALUES ('fingerprint', ?)", (fingerprint,))
    db.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _places(book))
    db.executemany(
        "INSERT INTO division VALUES (?, ?)",
        ((code, book.entries[key].name) for code, key in sorted(book.divisions.items()) if "." in code),
    )
    answers = _answers(book)
    tell(STEPS[4], 4, len(STEPS))
    names = sorted(answers)
    db.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?, ?)", _names(book, names, answers))
    db.executemany("INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?)", _ranks(book, names, answers))
    db.executemany("INSERT INTO vocabulary VALUES (?, ?)", _vocabulary(book))
    db.execute("COMMIT")


def _places(book: Book) -> Iterator[tuple[object, ...]]:
    for key in sorted(book.entries):
        e = book.entries[key]
        yield (
            key,
            e.id if key < 0 else None,
            e.name,
            e.lon,
            e.lat,
            e.country,
            e.admin1_code,
            e.admin2_code,
            e.feature_class,
            e.feature_code,
            e.population,
            e.reach_km,
            e.source,
        )


Answer = tuple[int, KnownAs, str, str]  # key, known as, spelling, renamed


def _answers(book: Book) -> dict[str, list[Answer]]:
    answers: defaultdict[str, list[Answer]] = defaultdict(list)
    for key, spellings in book.names.items():
        for folded, (known_as, spelling, renamed) in spellings.items():
            answers[folded].append((key, known_as, spelling, renamed))
    return answers


def _name(book: Book, countries: frozenset[int], answers: Sequence[Answer]) -> tuple[int, int, str, int]:
    """Bearers, largest population, feature classes and flags of one name."""
    flags, population, classes = 0, 0, set()
    for key, known_as, _, _ in answers:
        entry = book.entries[key]
        population = max(population, entry.population)
        classes.add(entry.feature_class)
        if known_as is KnownAs.PEOPLE:
            flags |= PEOPLE
        elif key in countries:
            flags |= COUNTRY
        elif entry.feature_code == "ADM1":
            flags |= ADMIN1
    return len(answers), population, "".join(sorted(classes)), flags


def _names(book: Book, names: Sequence[str], answers: dict[str, list[Answer]]) -> Iterator[tuple[object, ...]]:
    countries = frozenset(key for code, key in book.divisions.items() if "." not in code)
    for number, folded in enumerate(names):
        yield folded, number, *_name(book, countries, answers[folded])


def _ranks(book: Book, names: Sequence[str], answers: dict[str, list[Answer]]) -> Iterator[tuple[object, ...]]:
    entries = book.entries
    for number, folded in enumerate(names):
        bearers = answers[folded]
        if len(bearers) > 1:
            bearers.sort(key=lambda answer: (-entries[answer[0]].population, answer[0]))
        for rank, (key, known_as, spelling, renamed) in enumerate(bearers[:MOST_BEARERS]):
            yield number, rank, key, STRENGTH[known_as], spelling, renamed


def _vocabulary(book: Book) -> Iterator[tuple[str, str]]:
    words: defaultdict[str, set[str]] = defaultdict(set)
    for key, spellings in book.names.items():
        entry = book.entries[key]
        if entry.feature_class not in SEARCHED:
            continue
        near = {folded for folded, (known_as, _, _) in spellings.items() if known_as not in NEVER_NEAR}
        words[entry.country] |= near
        if entry.population >= LARGE:
            words[WHOLE_WORLD] |= near
    for country in sorted(words):
        yield country, "\n".join(sorted(words[country]))
