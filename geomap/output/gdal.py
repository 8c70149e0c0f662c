"""Writes through GDAL's drivers: without the time of day, their troubles told as ours, what they wrote read back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyogrio

from geomap.errors import OutputError

# GDAL's switches while it writes: no time of day in `gpkg_contents`, since equal runs give equal bytes; and no waiting
# for the disk after each table, since the file stands beside its target until it is whole.
_SWITCHES = {"OGR_CURRENT_DATE": "1970-01-01T00:00:00.000Z", "OGR_SQLITE_SYNCHRONOUS": "OFF"}


@contextmanager
def gdal_writing(target: Path) -> Iterator[None]:
    """Keep GDAL from writing the time of day into files, and from waiting for the disk; tell its troubles as ours.

    Raises:
        OutputError: a driver could not write.
    """
    before = {name: pyogrio.get_gdal_config_option(name) for name in _SWITCHES}
    pyogrio.set_gdal_config_options(_SWITCHES)
    try:
        yield
    except RuntimeError as error:
        raise OutputError(f"{target}: cannot be written: {' '.join(str(error).split())}") from error
    finally:
        pyogrio.set_gdal_config_options(before)


def verify(path: Path, target: Path, rows: Mapping[str, int]) -> None:
    """Read back how many rows each layer has, since a driver may lose them without a word when a disk is full.

    Raises:
        OutputError: the file cannot be read, or rows are missing.
    """
    for layer, number in rows.items():
        try:
            found = pyogrio.read_info(path, layer=layer, force_feature_count=True)["features"]
        except RuntimeError as error:
            raise OutputError(f"{target}: was not written whole; is the disk full? ({error})") from error
        if found != number:
            raise OutputError(f"{target}: {found} of {number} {layer} were written; is the disk full?")
