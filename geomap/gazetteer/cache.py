"""Keeps the built gazetteer in the user's cache folder, and renews it when the data or the code has changed."""

import hashlib
import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import platformdirs

from geomap.errors import GazetteerError
from geomap.gazetteer.division_words import WORDS
from geomap.gazetteer.layer import SUFFIX
from geomap.gazetteer.progress import Progress
from geomap.gazetteer.seal import is_unbroken, seal
from geomap.gazetteer.sources import extracts, sha256
from geomap.shipped import data_dir

_IMPORTED = re.compile(r"^\s*(?:from|import) (geomap(?:\.\w+)+)", re.MULTILINE)
BUILDERS = ("geomap.gazetteer.assemble", "geomap.gazetteer.district_codes", "geomap.gazetteer.writing")  # and theirs


def cache_dir() -> Path:
    """Where built files live: `GEOMAP_CACHE`, or the user's cache folder.

    Raises:
        GazetteerError: neither is there: the user has no home.
    """
    return _folder("GEOMAP_CACHE", platformdirs.user_cache_dir("geomap"))


def _folder(variable: str, usual: str) -> Path:
    if named := os.environ.get(variable):
        return Path(named)
    if not Path(usual).is_absolute():
        raise GazetteerError(f"there is no home to keep files in; name a folder in {variable}")
    return Path(usual)


def cache_path() -> Path:
    """The file of the built gazetteer."""
    return cache_dir() / "gazetteer.sqlite"


def layers_dir() -> Path:
    """Where fetched country dumps and the reader's places live: `GEOMAP_LAYERS`, or the user's data folder."""
    return _folder("GEOMAP_LAYERS", os.path.join(platformdirs.user_data_dir("geomap"), "gazetteer"))  # noqa: PTH118


def world_dir() -> Path:
    """Where a table of each country lies once the whole world has been fetched."""
    return layers_dir() / "world"


def layers() -> tuple[Path, ...]:
    """The fetched country dumps, then the reader's tables of places, each in order of their names."""
    folder = layers_dir()
    if not folder.is_dir():
        return ()
    return (*sorted(folder.glob("[A-Z][A-Z].zip")), *sorted(folder.glob(f"*{SUFFIX}")))


def fingerprint(folder: Path, more: Sequence[Path] = ()) -> str:
    """Hash of all data and of the code that builds from it: equal hash, equal gazetteer.

    Raises:
        GazetteerMissingError: an extract is not there.
    """
    whole = hashlib.blake2b(code_hash().encode(), digest_size=8)
    for file in extracts(folder, more):
        status = file.stat()
        whole.update(f"{file.name} {content_hash(file, status.st_mtime_ns, status.st_size)}\n".encode())
    beside = (
        *(folder.parent / "villages").glob("*.xz"),
        *world_dir().glob("*.xz"),
        *(folder.parent / "boundaries").glob("districts.parquet"),
    )
    for file in sorted(beside):  # they are no part of the file, but of the results
        whole.update(f"{file.name} {file.stat().st_size}\n".encode())
    return whole.hexdigest()


@lru_cache
def code_hash() -> str:
    """Hash of all the code whose change makes another gazetteer from the same data."""
    whole = hashlib.blake2b(digest_size=8)
    for module in builders():
        whole.update(_source(module).read_bytes() + b"\0")
    beside = _source("geomap.gazetteer.assemble").parent
    for file in (beside / "schema.sql", beside / WORDS):
        whole.update(file.read_bytes())
    return whole.hexdigest()


@lru_cache
def builders() -> tuple[str, ...]:
    """The modules of geomap that the builder is made of, sorted: what it imports, and what that imports."""
    found: set[str] = set()
    wanted = list(BUILDERS)
    while wanted:
        module = wanted.pop()
        if module not in found and _source(module).is_file():
            found.add(module)
            wanted += _IMPORTED.findall(_source(module).read_text(encoding="utf-8"))
    return tuple(sorted(found))


def _source(module: str) -> Path:
    return Path(__file__).parents[1].joinpath(*module.split(".")[1:]).with_suffix(".py")


@lru_cache
def content_hash(file: Path, _changed: int, _size: int) -> str:
    """The SHA-256 of a file as it was when it had that time and size."""
    return sha256(file)


def is_fresh(path: Path, wanted: str) -> bool:
    """Whether the file is a gazetteer with the wanted fingerprint."""
    if not path.is_file():
        return False
    db = sqlite3.connect(f"file:{path.as_posix()}?mode=ro&immutable=1", uri=True)
    try:
        row = db.execute("SELECT value FROM about WHERE key = 'fingerprint'").fetchone()
    except sqlite3.DatabaseError:
        return False
    finally:
        db.close()
    return row is not None and row[0] == wanted


def ensure(*, force: bool = False, progress: Progress | None = None) -> Path:
    """The path of a fresh gazetteer; built first when there is none, or when the data or the code has changed.

    Two processes that build at once each write a file of their own and put it in place whole: the last one stays,
    and both are equal.

    A file that is no longer as it was built is built again.

    Raises:
        GazetteerMissingError: the extracts are not where they should be.
        GazetteerError: there is no room for it, or the folder cannot be written to.
    """
    folder = data_dir() / "gazetteer"
    more = layers()
    wanted = fingerprint(folder, more)
    path = cache_path()
    if force or not (is_fresh(path, wanted) and is_unbroken(path)):
        _renew(path, folder, more, wanted, progress or (lambda _what, _done, _of: None))
    return path


@contextmanager
def building(path: Path) -> Iterator[None]:
    """Say what keeps the file of a gazetteer from being built, and the way out.

    Raises:
        GazetteerError: there is no room for it, or the folder cannot be written to.
    """
    from geomap.gazetteer.assemble import no_garbage_search  # half a second, once in a while
    from geomap.gazetteer.writing import clear_up

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        clear_up(path)
        with no_garbage_search():
            yield
            seal(path)
    except (OSError, sqlite3.Error) as error:
        if isinstance(error, GazetteerError):
            raise
        trouble = (error.strerror if isinstance(error, OSError) else None) or str(error)
        way_out = "make room there, or name another folder in GEOMAP_CACHE"
        raise GazetteerError(f"{path}: the gazetteer cannot be built: {trouble}; {way_out}") from error


def _renew(path: Path, folder: Path, more: Sequence[Path], wanted: str, tell: Progress) -> None:
    from geomap.gazetteer.assemble import DOING, STEPS, assemble
    from geomap.gazetteer.writing import write

    with building(path):
        draft = assemble(folder, more, progress=tell)
        tell(DOING, STEPS - 2, STEPS)
        write(draft, path, fingerprint=wanted)
        tell(DOING, STEPS, STEPS)
