"""Lays the files of an input out: one alone, those in a zip archive, or what standard input holds."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from geomap.errors import InputError
from geomap.opening import opened_zip

STANDARD_INPUT = "-"
_PACKED = frozenset({".zip", ".kmz", ".wacz"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A file to be read, and what messages call it."""

    path: Path
    name: str


@contextmanager
def laid_out(path: Path, *, kind: str = "") -> Iterator[list[Piece]]:
    """The files that an input holds, there as long as the block lasts.

    Args:
        path: a file, a zip archive, or `-` for standard input.
        kind: what standard input holds, as a suffix such as ".jsonl".

    Raises:
        InputError: a damaged archive, or one beyond the bounds.
    """
    if path.as_posix() != STANDARD_INPUT and path.suffix.lower() not in _PACKED:
        yield [Piece(path, path.as_posix())]
        return
    with tempfile.TemporaryDirectory(prefix="geomap-") as folder:
        if path.as_posix() == STANDARD_INPUT:
            yield [_spooled(Path(folder), kind)]
        else:
            yield _unpacked(path, Path(folder))


def _spooled(folder: Path, kind: str) -> Piece:
    target = folder / f"input{kind or '.jsonl'}"
    with target.open("wb") as file:
        while piece := sys.stdin.buffer.read(1 << 20):
            file.write(piece)
    return Piece(target, "standard input")


def _unpacked(path: Path, folder: Path) -> list[Piece]:
    """The members, written into folders of ours: their names are labels, and may point anywhere."""
    pieces, places = [], dict[str, str]()
    with opened_zip(path) as archive:
        for number, name in enumerate(archive.names()):
            label = PurePosixPath(name.replace("\\", "/"))
            if label.name.startswith(".") or name.casefold().startswith("__macosx/"):
                continue
            place = folder / places.setdefault(label.parent.as_posix(), str(len(places)))
            place.mkdir(exist_ok=True)
            target = place / _safe(label.name)
            if target.exists():
                target = place / f"{number}-{_safe(label.name)}"
            target.write_bytes(archive.read(name))
            pieces.append(Piece(target, f"{path.as_posix()}/{name}"))
    if not pieces:
        raise InputError(path, "the archive holds no files")
    return pieces


def _safe(name: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "._- " else "_" for letter in name)[-100:]
