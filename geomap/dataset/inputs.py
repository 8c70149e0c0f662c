"""Finds the files of a run: folders, globs, and addresses such as s3://bucket/*.jsonl.gz."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from glob import glob, has_magic
from pathlib import Path

from geomap.errors import SettingsError
from geomap.ids import stable_id
from geomap.staging import scratch


@contextmanager
def local_files(inputs: Sequence[str | Path]) -> Iterator[list[Path]]:
    """The files and folders on this machine; what lies elsewhere is fetched for the time of the block.

    Addresses (anything with ://) are opened by fsspec, which needs the extra `geomap-news[cluster]`.

    Raises:
        SettingsError: a glob fits nothing, or an address cannot be read.
    """
    with scratch() as beside:
        found: list[Path] = []
        for one in map(str, inputs):
            found += _fetched(one, beside) if "://" in one else _here(one)
        yield found


def _here(one: str) -> list[Path]:
    if not has_magic(one) or Path(one).exists():
        return [Path(one)]
    if found := sorted(glob(one, recursive=True)):  # noqa: PTH207 - absolute patterns as well
        return [Path(path) for path in found]
    raise SettingsError(f"{one}: fits no file")


def _fetched(address: str, beside: Path) -> list[Path]:
    try:
        import fsspec
    except ImportError as error:
        raise SettingsError(f'{address}: needs an extra: pip install "geomap-news[cluster]"') from error
    try:
        system, path = fsspec.core.url_to_fs(address)
        there = sorted(system.find(path) if system.isdir(path) else system.glob(path) if has_magic(path) else [path])
        if not there:
            raise SettingsError(f"{address}: fits no file")
        found = []
        for remote in there:
            local = beside / stable_id(remote) / Path(remote).name
            local.parent.mkdir()
            system.get_file(remote, str(local))
            found.append(local)
    except (ImportError, OSError, ValueError) as error:
        if isinstance(error, SettingsError):
            raise
        raise SettingsError(f"{address}: cannot be read: {error}") from error
    return found
