"""Fetches the full GeoNames dump of a country and keeps it as a layer of the gazetteer."""

import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.client import HTTPException, HTTPResponse
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from geomap.errors import DownloadError, GazetteerError
from geomap.gazetteer.dumps import dump_rows
from geomap.gazetteer.progress import Progress

DUMPS = "https://download.geonames.org/export/dump/"
CHUNK = 1 << 16
WAIT_S = 60.0  # for an answer; a whole dump may take as long as it likes
SAMPLE = 1000  # rows that must be of the asked country; whole dumps are read when the gazetteer is built


def download(
    codes: Iterable[str], folder: Path, *, base_url: str = DUMPS, progress: Progress | None = None
) -> tuple[Path, ...]:
    """Download the dumps of countries into `folder`, each whole or not at all; an older one is replaced.

    Args:
        codes: ISO 3166-1 alpha-2.
        folder: where layers live.
        base_url: where `UA.zip` and the others lie.
        progress: told the code, the bytes read, and the bytes in all (0 when the server does not say).

    Raises:
        DownloadError: the server does not answer, does not have the dump, or sends something else.
    """
    wanted = list(dict.fromkeys(codes))
    for code in wanted:
        if not (len(code) == 2 and code.isascii() and code.isalpha() and code.isupper()):  # noqa: PLR2004
            raise DownloadError(f"{code!r} is no two-letter country code such as UA")
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(_download(code, folder, base_url, progress or (lambda _what, _done, _of: None)) for code in wanted)


def _download(code: str, folder: Path, base_url: str, progress: Progress) -> Path:
    url = f"{base_url.rstrip('/')}/{code}.zip"
    with tempfile.TemporaryDirectory(prefix=".fetch-", dir=folder) as beside:
        fresh = Path(beside) / f"{code}.zip"
        try:
            with _opened(url) as answer, fresh.open("wb") as target:
                expected = int(answer.headers.get("Content-Length") or 0)
                read = 0
                while chunk := answer.read(CHUNK):
                    target.write(chunk)
                    read += len(chunk)
                    progress(f"fetching {code}", read, expected)
        except (OSError, HTTPException) as error:
            raise DownloadError(f"{url}: {error}; try again later, or name another server with --base-url") from error
        if expected and read != expected:
            raise DownloadError(f"{url}: {read} of {expected} bytes came; try again")
        _check(fresh, code, url)
        os.chmod(fresh, 0o644)  # noqa: PTH101 - a reader's file, not its maker's secret
        return fresh.replace(folder / fresh.name)


@contextmanager
def _opened(url: str) -> Iterator[HTTPResponse]:
    if urlsplit(url).scheme not in {"http", "https"}:
        raise DownloadError(f"{url}: only http and https addresses are fetched")
    request = Request(url, headers={"User-Agent": f"geomap/{version('geomap')}"})  # noqa: S310 - checked above
    with urlopen(request, timeout=WAIT_S) as answer:  # noqa: S310
        yield answer


def _check(file: Path, code: str, url: str) -> None:
    """Refuse what is no dump of the asked country: a damaged archive, a page that asks to log in, another table."""
    try:
        with zipfile.ZipFile(file) as packed:
            damaged = packed.testzip()
        countries = {row[8] for row in islice(dump_rows(file), SAMPLE)}
    except (zipfile.BadZipFile, GazetteerError) as error:
        raise DownloadError(f"{url}: not a GeoNames dump ({error})") from error
    if damaged or countries != {code}:
        raise DownloadError(f"{url}: not the dump of {code}: it holds {', '.join(sorted(countries)) or damaged}")
