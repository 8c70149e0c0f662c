"""Assembles the gazetteer from its extracts, in the order in which the sources are trusted."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from geomap.gazetteer.centroids import centre_curated, centre_divisions, drop_unplaced
from geomap.gazetteer.city_parts import keep_within_cities
from geomap.gazetteer.curated import read_curated, spoken_of
from geomap.gazetteer.display import name_raions, name_ukraine
from geomap.gazetteer.divisions import name_divisions, read_countries, read_divisions
from geomap.gazetteer.dumps import dump_rows, rows
from geomap.gazetteer.entries import GazetteerDraft
from geomap.gazetteer.ingest import read_dump
from geomap.gazetteer.katottg import read_katottg
from geomap.gazetteer.layer import SUFFIX, enter_layer
from geomap.gazetteer.progress import Progress
from geomap.gazetteer.sources import CITIES, DIVISIONS, KATOTTG, UKRAINE, extracts
from geomap.gazetteer.towns import Ruled, read_towns
from geomap.gazetteer.variants import ARABIC, SHORTENED, add_variants

STEPS = 5
UA = "UA"
RULED = Ruled(countries={UA, *ARABIC}, words=SHORTENED, keys=(), called=())  # by `display.py` and by `variants.py`
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


def assemble(folder: Path, layers: Sequence[Path] = (), *, progress: Progress | None = None) -> GazetteerDraft:
    """Everything the gazetteer will know: the extracts in `folder`, and the dumps and places that users added."""
    tell = progress or (lambda _what, _done, _of: None)
    extracts(folder, layers)
    draft = GazetteerDraft()
    tell(DOING, 0, STEPS)
    dumps, places = ([one for one in layers if (one.suffix == SUFFIX) is own] for own in (False, True))
    for layer in dumps:
        read_dump(draft, dump_rows(layer), f"layer {layer.stem}")
    read_dump(draft, rows(folder / UKRAINE), UA)
    countries, *divisions = (list(rows(folder / name)) for name in DIVISIONS)
    keys, called = spoken_of(folder)
    listed = {int(number) for table in divisions for *_, number in table}  # some towns are a division too
    ruled = replace(RULED, keys=keys | listed, called=called)
    draft.towns, rest = read_towns(folder / CITIES, known=draft.entries.keys(), ruled=ruled)
    read_dump(draft, rest, draft.towns.source)
    tell(DOING, 1, STEPS)
    read_countries(draft, countries)
    for name, table in zip(DIVISIONS[1:], divisions, strict=True):
        read_divisions(draft, table, name.split(".")[0])
    centre_divisions(draft, folder / "centres.tsv")
    drop_unplaced(draft)
    keep_within_cities(draft)
    tell(DOING, 2, STEPS)
    name_ukraine(draft)
    read_katottg(draft, folder / KATOTTG)
    name_raions(draft)
    read_curated(draft, folder)
    centre_curated(draft, folder / "centres.tsv")
    for layer in places:
        enter_layer(draft, layer)
    name_divisions(draft)
    add_variants(draft)
    draft.show()
    return draft
