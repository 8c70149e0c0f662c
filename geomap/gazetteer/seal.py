"""Tells whether a built file is still as it was built: emptied, damaged and cut-off ones answer, but wrongly."""

import json
from contextlib import suppress
from pathlib import Path

from geomap.gazetteer.sources import sha256
from geomap.staging import staged


def seal(path: Path) -> None:
    """Note size, time and hash of a file that has just been built; where that cannot be written, nothing is noted."""
    status = path.stat()
    _note(path, {"size": status.st_size, "changed": status.st_mtime_ns, "sha256": sha256(path)})


def is_unbroken(path: Path) -> bool:
    """Whether the file holds what was sealed.

    Size and time are looked at each time; the bytes only when these differ, as after a copy. A file that was never
    sealed is sealed as it is.
    """
    if not path.is_file():
        return False
    try:
        noted = json.loads(_seal_of(path).read_text(encoding="utf-8"))
        size, changed, digest = noted["size"], noted["changed"], noted["sha256"]
    except FileNotFoundError:
        seal(path)
        return True
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False
    status = path.stat()
    if (status.st_size, status.st_mtime_ns) == (size, changed):
        return True
    if status.st_size != size or sha256(path) != digest:
        return False
    _note(path, {"size": size, "changed": status.st_mtime_ns, "sha256": digest})
    return True


def _note(path: Path, noted: dict[str, object]) -> None:
    target = _seal_of(path)
    with suppress(OSError), staged(target) as beside:  # a cache that cannot be written to is read all the same
        fresh = beside / target.name
        fresh.write_text(json.dumps(noted), encoding="utf-8")
        fresh.replace(target)


def _seal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.seal")
