"""Reads the trained models that ship inside the package."""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import resources

import numpy as np
import numpy.typing as npt

from geomap.errors import ModelError

_DAMAGED = (ValueError, KeyError, EOFError, OSError, zipfile.BadZipFile, zlib.error)


def read_model(package: str, *way: str) -> bytes:
    """The bytes of a model.

    Args:
        package: where it ships, such as "geomap.places".
        way: folders below it, and the file.

    Raises:
        ModelError: it is missing, or the system does not hand it over.
    """
    name = "/".join((*package.split("."), *way))
    try:
        return resources.files(package).joinpath(*way).read_bytes()
    except (FileNotFoundError, ModuleNotFoundError) as error:
        raise ModelError(f"{name} is missing; reinstall geomap") from error
    except OSError as error:  # too many open files, no right to read
        raise ModelError(f"{name}: cannot be read: {error.strerror or error}") from error


@contextmanager
def model_arrays(content: bytes, name: str) -> Iterator[Mapping[str, npt.NDArray[np.generic]]]:
    """The arrays of a model, while they are taken out.

    Raises:
        ModelError: it is damaged.
    """
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            yield arrays
    except _DAMAGED as error:
        raise ModelError(f"{name} is damaged; reinstall geomap") from error
