"""The cached gazetteer: what places there are, what they are called, where they lie."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from geomap.gazetteer.cache import cache_path, ensure, fingerprint, is_fresh, layers, layers_dir
from geomap.gazetteer.download import DUMPS, download
from geomap.gazetteer.progress import Progress
from geomap.gazetteer.sources import read_sources
from geomap.gazetteer.store import GazetteerStore
from geomap.shipped import data_dir

__all__ = [
    "DUMPS",
    "Description",
    "GazetteerStore",
    "build",
    "credits_of",
    "describe",
    "expected_fingerprint",
    "fetch",
    "open_gazetteer",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """The gazetteer of this machine."""

    path: Path
    fingerprint: str  # of the data it should be built from
    fresh: bool  # whether the file is there and was built from that data
    size_bytes: int  # 0 when there is no file
    counts: Mapping[str, int]  # places by source, and "names"; empty unless fresh
    layers: tuple[Path, ...]  # fetched country dumps
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
