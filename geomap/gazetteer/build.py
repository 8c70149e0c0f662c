"""Collects the gazetteer from its extracts, in the order in which the sources are trusted."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from geomap.gazetteer.centres import centre_divisions, centre_own, drop_unplaced
from geomap.gazetteer.display import name_raions, name_ukraine
from geomap.gazetteer.divisions import name_divisions, read_countries, read_divisions
from geomap.gazetteer.dumps import dump_rows, rows
from geomap.gazetteer.entries import Book
from geomap.gazetteer.katottg import read_katottg
from geomap.gazetteer.own import read_own
from geomap.gazetteer.sources import WORLD, extracts, read_dump
from geomap.gazetteer.variants import add_variants

Progress = Callable[[str, int, int], None]  # what is being done, steps done, steps in all
STEPS = 5
DOING = "building the gazetteer"


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
    tell(DOING, 0, STEPS)
    for layer in layers:
        read_dump(book, dump_rows(layer), f"layer {layer.stem}")
    for name in WORLD:
        read_dump(book, rows(folder / name), name.split(".")[0])
    tell(DOING, 1, STEPS)
    read_countries(book, folder / "countryInfo.tsv.xz")
    read_divisions(book, folder / "admin1CodesASCII.tsv.xz", 1)
    read_divisions(book, folder / "admin2Codes.tsv.xz", 2)
    centre_divisions(book, folder / "centres.tsv")
    drop_unplaced(book)
    tell(DOING, 2, STEPS)
    name_ukraine(book)
    read_katottg(book, folder / "katottg.tsv.xz")
    name_raions(book)
    read_own(book, folder)
    centre_own(book, folder / "centres.tsv")
    name_divisions(book)
    add_variants(book)
    book.show()
    return book
