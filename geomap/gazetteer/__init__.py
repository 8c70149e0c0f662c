"""The cached gazetteer: what places there are, what they are called, where they lie."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from geomap.errors import Fault, SettingsError
from geomap.gazetteer.cache import cache_path, ensure, fingerprint, is_fresh, layers, layers_dir, world_dir
from geomap.gazetteer.download import DUMPS, download
from geomap.gazetteer.layer import SUFFIX, dumped, read_layer
from geomap.gazetteer.progress import Progress
from geomap.gazetteer.sources import read_sources
from geomap.gazetteer.store import GazetteerStore
from geomap.gazetteer.world import EVERYTHING, remove_world
from geomap.shipped import data_dir
from geomap.staging import staged

__all__ = [
    "DUMPS",
    "Added",
    "Description",
    "GazetteerStore",
    "Layer",
    "add_places",
    "build",
    "credits_of",
    "describe",
    "expected_fingerprint",
    "fetch",
    "list_layers",
    "open_gazetteer",
    "remove_layer",
]


_COUNTRY = re.compile("[A-Z]{2}")  # what the dumps of countries are called
_LONGEST_NAME = 80  # letters of a layer's name: with its suffix a file's name has 255 bytes at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """The gazetteer of this machine."""

    path: Path
    fingerprint: str  # of the data it should be built from
    fresh: bool  # whether the file is there and was built from that data
    size_bytes: int  # 0 when there is no file
    counts: Mapping[str, int]  # places by source, and "names"; empty unless fresh
    layers: tuple[Path, ...]  # fetched country dumps, and tables of the reader's own places
    credits: tuple[str, ...]  # a line for each source


def open_gazetteer(*, progress: Progress | None = None) -> GazetteerStore:
    """The gazetteer of this machine; built first when it is missing or stale.

    Args:
        progress: told what is being done, the steps done, and the steps in all.

    Raises:
        GazetteerMissingError: the extracts are not where they should be.
    """
    return GazetteerStore(ensure(progress=progress))


def build(*, force: bool = False, progress: Progress | None = None) -> Path:
    """Build the gazetteer when it is missing or stale, or in any case; the path of the file.

    Raises:
        GazetteerMissingError: the extracts are not where they should be.
    """
    return ensure(force=force, progress=progress)


def expected_fingerprint() -> str:
    """The fingerprint of the gazetteer that would be opened now; nothing is built.

    Raises:
        GazetteerMissingError: the extracts are not where they should be.
    """
    return fingerprint(data_dir() / "gazetteer", layers())


def describe() -> Description:
    """What the gazetteer of this machine is made of; nothing is built."""
    more = layers()
    wanted = expected_fingerprint()
    path = cache_path()
    fresh = is_fresh(path, wanted)
    counts: Mapping[str, int] = {}
    if fresh:
        with GazetteerStore(path) as store:
            counts = store.counts()
    return Description(
        path=path,
        fingerprint=wanted,
        fresh=fresh,
        size_bytes=path.stat().st_size if path.is_file() else 0,
        counts=counts,
        layers=more,
        credits=credits_of(),
    )


def credits_of() -> tuple[str, ...]:
    """The credit lines of the gazetteer's sources, each once."""
    return tuple(dict.fromkeys(source.credit for source in read_sources(data_dir())))


def fetch(codes: Iterable[str], *, base_url: str = DUMPS, progress: Progress | None = None) -> tuple[Path, ...]:
    """Download the full GeoNames dumps of countries (ISO 3166-1 alpha-2); the next opening builds them in.

    Raises:
        DownloadError: the server does not answer, does not have the dump, or sends something else.
    """
    return download(codes, layers_dir(), base_url=base_url, progress=progress)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """What was added to the gazetteer of this machine: a country's dump, or a table of the reader's own places."""

    name: str  # "SD", "camps"
    path: Path
    places: int | None  # None for a dump, which is not opened to count
    winning: int = 0  # places that alone answer to their names
    kinds: Mapping[str, int] = field(default_factory=dict)  # GeoNames' class and code to the number of places


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of a table of places."""

    layer: Layer
    faults: tuple[Fault, ...]  # of the rows that were left out


def add_places(path: Path, *, name: str | None = None, wins: bool = False) -> Added:
    """Add a table of the reader's own places (CSV, XLSX, GeoJSON, GeoPackage); the next opening builds them in.

    A table of the same name is replaced.

    Args:
        path: the table; docs/how-to/gazetteer.md says its columns.
        name: of the layer; the file's own name without its suffix where none is given.
        wins: whether all its places overrule others of their names; else the column `wins` says so.

    Raises:
        SettingsError: the name is none.
        TableError: no row is a place, or columns are missing.
        InputError: the file cannot be read.
    """
    from geomap.gazetteer.reading import read_places  # geopandas, which opening the gazetteer does without

    called = re.sub(r"[^\w-]+", "-", path.stem if name is None else name).strip("-")
    if not called or (name is not None and called != name) or len(called) > _LONGEST_NAME:
        raise SettingsError(
            f"{name or called!r} is no name for a layer: at most {_LONGEST_NAME} letters, figures, - and _"
        )
    if _COUNTRY.fullmatch(called) or called == EVERYTHING:
        raise SettingsError(
            f"{called!r} names the dump of a country, or all; give the table another name: --name camps"
        )
    table = read_places(path, called, wins=wins)
    target = layers_dir() / f"{called}{SUFFIX}"
    target.parent.mkdir(parents=True, exist_ok=True)
    with staged(target) as beside:
        (beside / target.name).write_text(dumped(table.places), encoding="utf-8")
        (beside / target.name).replace(target)
    return Added(layer=_layer(target), faults=tuple(table.faults))


def list_layers() -> tuple[Layer, ...]:
    """What was added to the gazetteer of this machine.

    Raises:
        GazetteerError: a layer is damaged.
    """
    world = (Layer(name=EVERYTHING, path=world_dir(), places=None),) if world_dir().is_dir() else ()
    return (*world, *map(_layer, layers()))


def remove_layer(name: str) -> Path:
    """Drop a fetched country or a table of the reader's places; the next opening builds without it.

    Raises:
        SettingsError: there is none of that name.
    """
    if name == EVERYTHING and world_dir().is_dir():
        remove_world()
        return world_dir()
    there = {path.stem: path for path in layers()}
    if name not in there:
        known = ", ".join(there) or "none"
        raise SettingsError(f"no layer is called {name!r}; there are: {known}")
    there[name].unlink()
    return there[name]


def _layer(path: Path) -> Layer:
    if path.suffix != SUFFIX:
        return Layer(name=path.stem, path=path, places=None)
    places = read_layer(path)
    return Layer(
        name=path.stem,
        path=path,
        places=len(places),
        winning=sum(one.wins for one in places),
        kinds=Counter(one.kind for one in places),
    )
