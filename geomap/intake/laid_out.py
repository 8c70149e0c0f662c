"""Lays the files of an input out: one alone, those in a zip archive, or what standard input holds."""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from geomap.bounds import bounds
from geomap.errors import DamagedError, InputError
from geomap.opening import FREE, is_zip, opened_zip
from geomap.staging import scratch

STANDARD_INPUT = "-"
_PACKED = frozenset({".zip", ".kmz", ".wacz"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A file to be read, and what messages call it."""

    path: Path
    name: str
    trouble: str = ""  # why a member of an archive cannot be read, while others can


@dataclass(slots=True)
class _Room:
    """What an archive and those inside it may still hold together: of nested ones each may pass, and all be endless."""

    n_bytes: int
    n_files: int

    @classmethod
    def of(cls, path: Path) -> "_Room":
        """The room for what comes out of a file of its size."""
        most = max(FREE, path.stat().st_size * bounds().ratio)
        return cls(n_bytes=min(most, bounds().unpacked_bytes), n_files=bounds().members)

    def take(self, path: Path, n_bytes: int) -> None:
        """Count one file.

        Raises:
            InputError: there is no room for it.
        """
        self.n_bytes -= n_bytes
        self.n_files -= 1
        if self.n_bytes < 0:
            raise InputError(
                path, "with archives in archives more comes out than bounds.ratio or bounds.unpacked_bytes allow"
            )
        if self.n_files < 0:
            raise InputError(path, f"holds more than {bounds().members:,} files, with archives in archives")


@contextmanager
def laid_out(path: Path, *, kind: str = "") -> Iterator[list[Piece]]:
    """The files that an input holds, there as long as the block lasts.

    Args:
        path: a file, a zip archive, or `-` for standard input.
        kind: what standard input holds, as a suffix such as ".jsonl"; "" is found out from how it begins.

    Raises:
        InputError: a damaged archive, or one beyond the bounds.
    """
    if path.as_posix() != STANDARD_INPUT and path.suffix.lower() not in _PACKED:
        yield [Piece(path, path.as_posix())]
        return
    with scratch() as folder:
        if path.as_posix() == STANDARD_INPUT:
            yield [_spooled(folder, kind)]
        else:
            yield _unpacked(path, path.as_posix(), folder, _Room.of(path), _DEEPEST)


def _spooled(folder: Path, kind: str) -> Piece:
    if sys.stdin is None:  # as `<&-` does
        raise InputError(Path(STANDARD_INPUT), "standard input is closed")
    target = folder / "input"
    with target.open("wb") as file:
        while piece := sys.stdin.buffer.read(1 << 20):
            file.write(piece)
    with target.open("rb") as file:
        named = target.with_suffix(kind or kind_of_beginning(file.read(_HEAD)))
    return Piece(target.rename(named), "standard input")


_HEAD = 1 << 16  # bytes
_BEGINNINGS = {
    b"%PDF": ".pdf",
    b"PAR1": ".parquet",
    b"{\\rtf": ".rtf",
    b"WARC/": ".warc",
    b"<?xml": ".xml",
    b"<rss": ".xml",
}


def kind_of_beginning(head: bytes) -> str:
    """What begins so, as a suffix: JSON, a table whose first line is a header, a page, else text."""
    bare = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if kind := next((kind for begins, kind in _BEGINNINGS.items() if bare.startswith(begins)), ""):
        return kind
    if bare.startswith((b"{", b"[")):
        return ".jsonl" if _is_json(bare.splitlines()[0]) and len(bare.splitlines()) > 1 else ".json"
    if bare.startswith(b"<"):
        return ".html"
    lines = [line for line in head.splitlines() if line.strip()]
    is_table = bool(lines) and any(
        lines[0].count(mark) and all(b'"' in line or line.count(mark) >= lines[0].count(mark) for line in lines[1:2])
        for mark in _MARKS
    )
    return ".csv" if is_table and not re.search(rb"\d{4}", lines[0]) else ".txt"


_MARKS = (b"\t", b";", b",", b"|")


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


_DEEPEST = 3  # archives inside one another that are unpacked; nobody packs deeper by hand


def _unpacked(path: Path, called: str, folder: Path, room: _Room, depth: int) -> list[Piece]:
    """The members, written into folders of ours: their names are labels, and may point anywhere.

    An archive among them is unpacked in its turn, as far as `depth` and `room` allow. A damaged member costs itself.
    """
    pieces, places = list[Piece](), dict[str, str]()
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
            try:
                data = archive.read(name)
                room.take(path, len(data))
                target.write_bytes(data)
                if depth > 1 and target.suffix.lower() in _PACKED and is_zip(target):
                    inner = folder / f"inside-{number}"
                    inner.mkdir()
                    pieces += _unpacked(target, f"{called}/{name}", inner, room, depth - 1)
                else:
                    pieces.append(Piece(target, f"{called}/{name}"))
            except DamagedError as error:
                pieces.append(Piece(target, f"{called}/{name}", str(error.strerror)))
    if not pieces:
        raise DamagedError(path, "the archive holds no files")
    return pieces


def _safe(name: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "._- " else "_" for letter in name)[-100:]
