"""Fetches the full GeoNames dump of a country and keeps it as a layer of the gazetteer."""

import errno
import os
import re
from collections.abc import Iterable
from http.client import HTTPException
from pathlib import Path
from ssl import SSLError
from urllib.error import URLError

from geomap.errors import DownloadError, GazetteerError
from geomap.gazetteer.dumps import dump_rows
from geomap.gazetteer.fetching import Partial, check_address, fetch_into
from geomap.gazetteer.progress import Progress
from geomap.gazetteer.world import DUMP, EVERYTHING, cut_up
from geomap.staging import staged

_COUNTRY = re.compile(r"[A-Z]{2}")
_OF_THE_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}
DUMPS = "https://download.geonames.org/export/dump/"


def download(
    codes: Iterable[str], folder: Path, *, base_url: str = DUMPS, progress: Progress | None = None
) -> tuple[Path, ...]:
    """Download the dumps of countries into `folder`, each whole or not at all; an older one is replaced.

    Every row is looked at before the dump takes its place. What came before a line broke is kept where the server can
    go on from there, and the next call does.

    Args:
        codes: ISO 3166-1 alpha-2, or ALL for the settlements of the whole world, which become a table of each country.
        folder: where layers live.
        base_url: where `UA.zip` and the others lie.
        progress: told the code, the bytes read, and the bytes in all (0 when the server does not say).

    Raises:
        DownloadError: the server does not answer, does not have the dump, or sends something else; or the folder takes
            no more.
    """
    wanted = list(dict.fromkeys(codes))
    for code in wanted:
        if code != EVERYTHING and not _COUNTRY.fullmatch(code):
            raise DownloadError(f"{code!r} is no two-letter country code such as UA, and not {EVERYTHING}")
    tell = progress or (lambda _what, _done, _of: None)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(_download(code, folder, base_url, tell) for code in wanted)
    except OSError as error:
        if isinstance(error, DownloadError):
            raise
        trouble = error.strerror or str(error)
        way_out = "make room there, or name another folder in GEOMAP_LAYERS"
        raise DownloadError(f"{folder}: the dump cannot be kept: {trouble}; {way_out}") from error


def _download(code: str, folder: Path, base_url: str, progress: Progress) -> Path:
    name = DUMP if code == EVERYTHING else code
    url = f"{base_url.rstrip('/')}/{name}.zip"
    check_address(url)
    part = Partial(folder / f".{name}.zip.part")
    try:
        fetch_into(part, url, lambda read, of: progress(f"fetching {code}", read, of))
    except (OSError, HTTPException) as error:
        if not part.note.exists():  # nothing that a later call could go on with
            part.forget()
        if isinstance(error, DownloadError) or _is_of_the_disk(error):
            raise
        raise DownloadError(f"{url}: {error}; try again later, or name another server with --base-url") from error
    with staged(folder / f"{name}.zip") as beside:
        fresh = part.file.replace(beside / f"{name}.zip")
        part.forget()
        if code == EVERYTHING:
            return _cut_up(fresh, url, progress)
        _check(fresh, code, url)
        os.chmod(fresh, 0o644)  # noqa: PTH101 - a reader's file, not its maker's secret
        return fresh.replace(folder / fresh.name)


def _is_of_the_disk(error: Exception) -> bool:
    """Whether keeping failed and not fetching: a full disk, a folder that cannot be written to."""
    is_of_the_net = isinstance(error, URLError | SSLError)  # which number their errors in their own way
    return isinstance(error, OSError) and not is_of_the_net and error.errno in _OF_THE_DISK


def _cut_up(file: Path, url: str, progress: Progress) -> Path:
    try:
        return cut_up(file, progress=progress)
    except GazetteerError as error:
        told = str(error).replace(str(file), file.name)
        raise DownloadError(f"{url}: not a GeoNames dump ({told})") from error


def _check(file: Path, code: str, url: str) -> None:
    """Refuse what is no dump of the asked country: a damaged archive, a page that asks to log in, another table."""
    try:
        countries = {row[8] for row in dump_rows(file)}
    except GazetteerError as error:
        told = str(error).replace(str(file), file.name)
        raise DownloadError(f"{url}: not a GeoNames dump ({told})") from error
    if countries != {code}:
        others = ", ".join(sorted(countries - {code})[:5]) or "no place"
        raise DownloadError(f"{url}: not the dump of {code}: it holds {others}")
