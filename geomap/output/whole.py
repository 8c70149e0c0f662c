"""Writes a file beside its target and renames it when it is whole."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geomap.errors import OutputError


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """Give a path to write to; afterwards the file there becomes `target` in one step, or nothing does.

    The path has the name of `target`, in a folder of its own beside it, since some drivers look at the suffix.

    Raises:
        OutputError: the file cannot be written; what stood at `target` before is untouched.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent))
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror or error}") from error
    try:
        yield folder / target.name
        (folder / target.name).replace(target)
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
