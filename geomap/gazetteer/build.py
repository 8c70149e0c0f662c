"""Collects the gazetteer from its extracts, in the order in which the sources are trusted."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from geomap.gazetteer.centres import centre_divisions, drop_unplaced
from geomap.gazetteer.display import name_raions, name_ukraine
from geomap.gazetteer.divisions import name_divisions, read_countries, read_divisions
from geomap.gazetteer.entries import Book
from geomap.gazetteer.own import read_own
from geomap.gazetteer.sources import WORLD, extracts, read_dump

Progress = Callable[[str, int, int], None]  # what is being done, steps done, steps in all
STEPS = ("reading places", "reading divisions", "naming", "writing")


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
    centre_divisions(book, folder / "centres.tsv")
    drop_unplaced(book)
    tell(STEPS[2], 2, len(STEPS))
    name_ukraine(book)
    name_raions(book)
    read_own(book, folder)
    name_divisions(book)
    book.show()
    return book
