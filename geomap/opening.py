"""The one door for files from outside: regular ones alone, unpacked on the way, never more than the bounds allow."""

import gzip
import io
import lzma
import os
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, cast

from geomap.bounds import Bounds
from geomap.bounds import bounds as current
from geomap.errors import DamagedError, InputError

_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
FREE = 16 << 20  # bytes that may come out of a file before its ratio is looked at
_PIECE = 1 << 16
_LARGE_PIECE = 1 << 22
# What unpacking raises of bytes that were changed: offsets that lie nowhere, half headers, methods that are none.
_DAMAGED = (
    *(EOFError, OSError, ValueError, NotImplementedError, RuntimeError),
    *(zlib.error, lzma.LZMAError, struct.error, zipfile.BadZipFile),
)


def open_bounded(path: Path, *, bounds: Bounds | None = None) -> IO[bytes]:
    """Open a file for reading, to be closed by the caller; what is gzip by its first bytes is unpacked on the way.

    Reading raises `InputError` when the packed data are damaged, end too early, or hold more than `bounds` allow.

    Raises:
        InputError: no such file, no regular file (a folder, a pipe, a device), too large, or not to be read.
    """
    bounds = bounds or current()
    plain = _opened(path, bounds)
    try:
        packed = plain.read(len(_GZIP)) == _GZIP
        plain.seek(0)
    except OSError as error:
        plain.close()
        raise InputError(path, error.strerror or str(error)) from error
    if not packed:
        return plain
    came = _Came(path, bounds, packed=plain)
    unpacking = _Bounded(cast("IO[bytes]", gzip.GzipFile(fileobj=plain)), path, came, packed=plain)
    return io.BufferedReader(unpacking, _PIECE)


def read_whole(path: Path, *, bounds: Bounds | None = None) -> bytes:
    """All bytes of a file, unpacked where it is gzip.

    Raises:
        InputError: as `open_bounded`, or the file holds more than `bounds.whole_bytes`.
    """
    bounds = bounds or current()
    with open_bounded(path, bounds=bounds) as file:
        return _all_of(file, path.as_posix(), path, bounds)


def check_regular(path: Path, *, bounds: Bounds | None = None) -> None:
    """Let a file pass that a library opens by itself: a regular one of bounded size.

    Raises:
        InputError: it is not.
    """
    _opened(path, bounds or current()).close()


def is_zip(path: Path) -> bool:
    """Whether a regular file begins as a zip archive does; `.xlsx` and `.kmz` do too."""
    try:
        with _opened(path, current()) as file:
            return file.read(len(_ZIP)) == _ZIP
    except InputError:
        return False


@contextmanager
def opened_zip(path: Path, *, bounds: Bounds | None = None) -> Iterator["Archive"]:
    """The files in a zip archive.

    Raises:
        InputError: no archive, a damaged or a locked one, or more files than `bounds.members`.
    """
    bounds = bounds or current()
    with _opened(path, bounds) as plain:
        try:
            packed = zipfile.ZipFile(plain)
        except _DAMAGED as error:
            raise DamagedError(path, f"no zip archive: {error}") from error
        with packed:
            if len(packed.infolist()) > bounds.members:
                raise InputError(path, f"more than {bounds.members:,} files in one archive")
            yield Archive(path, packed, bounds, packed_bytes=os.fstat(plain.fileno()).st_size)


class Archive:
    """An open zip archive whose members are read within the bounds, each alone and all together."""

    def __init__(self, path: Path, packed: zipfile.ZipFile, bounds: Bounds, *, packed_bytes: int) -> None:
        self._path, self._packed, self._bounds = path, packed, bounds
        self._whole = _Came(path, bounds, packed_bytes=packed_bytes)  # members may lie upon one another
        self._files = _named(info for info in packed.infolist() if not info.is_dir())

    def names(self) -> tuple[str, ...]:
        """The files in it, in order of their names; they are labels, never paths to write to."""
        return tuple(sorted(self._files, key=lambda name: PurePosixPath(name).parts))

    def read(self, name: str) -> bytes:
        """All bytes of one of `names()`.

        Raises:
            DamagedError: damaged, or locked with a password.
            InputError: larger than `bounds.whole_bytes` or `bounds.ratio` allow.
        """
        with self.open(name) as file:
            return _all_of(file, f"{self._path.as_posix()}/{name}", self._path, self._bounds)

    def open(self, name: str) -> IO[bytes]:
        """Open one of `names()`, as `open_bounded` does; a gzip file in the archive stays packed."""
        info = self._files.get(name)
        if info is None:
            raise InputError(self._path, f"holds no {name}")
        if info.flag_bits & 1:
            raise DamagedError(self._path, f"{name} is locked with a password; unpack it first")
        try:
            file = self._packed.open(info)
        except _DAMAGED as error:
            raise DamagedError(self._path, f"{name}: damaged: {error}") from error
        one = _Came(self._path, self._bounds, packed_bytes=info.compress_size)
        return io.BufferedReader(_Bounded(file, self._path, one, self._whole), _PIECE)


def _named(infos: Iterable[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """The members by name; a second one of a name is a file too, "a (2).csv"."""
    found: dict[str, zipfile.ZipInfo] = {}
    times: Counter[str] = Counter()  # so that a thousand of a name are not counted from two each time
    for info in infos:
        path, name = PurePosixPath(info.filename), info.filename
        while name in found:
            times[info.filename] += 1
            name = (path.parent / f"{path.stem} ({times[info.filename] + 1}){path.suffix}").as_posix()
        found[name] = info
    return found


class _Came:
    """Counts what comes out of a packed file, and stops when it is too much, or too much out of too little."""

    def __init__(self, path: Path, bounds: Bounds, *, packed: IO[bytes] | None = None, packed_bytes: int = 0) -> None:
        self._path, self._bounds = path, bounds
        self._packed, self._packed_bytes = packed, packed_bytes
        self._bytes = 0

    def add(self, count: int) -> None:
        """Count bytes.

        Raises:
            InputError: there are more than the bounds allow.
        """
        self._bytes += count
        if self._bytes > self._bounds.unpacked_bytes:
            raise InputError(self._path, f"holds more than {self._bounds.unpacked_bytes:,} bytes when unpacked")
        went = self._packed.tell() if self._packed else self._packed_bytes
        if self._bytes > max(FREE, went * self._bounds.ratio):
            raise InputError(
                self._path,
                f"more than {self._bounds.ratio} bytes come out of each packed one: that is how archives are built to "
                "fill a memory; unpack it yourself if you trust it",
            )


class _Bounded(io.RawIOBase):
    """A stream that unpacks, and stops when too much comes out."""

    def __init__(self, unpacking: IO[bytes], path: Path, *came: _Came, packed: IO[bytes] | None = None) -> None:
        self._unpacking, self._path, self._packed, self._came = unpacking, path, packed, came

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview[int] | bytearray") -> int:  # type: ignore[override]
        try:
            piece = self._unpacking.read(len(buffer))
        except _DAMAGED as error:
            trouble = str(error) or "it ends too early"
            raise DamagedError(self._path, f"damaged: {trouble.strip().rstrip('.')}; fetch or pack it again") from error
        buffer[: len(piece)] = piece
        for one in self._came:
            one.add(len(piece))
        return len(piece)

    def close(self) -> None:
        if not self.closed:
            self._unpacking.close()
            if self._packed:
                self._packed.close()
        super().close()


def _opened(path: Path, bounds: Bounds) -> IO[bytes]:
    """The file itself. Opening without waiting keeps a pipe that nobody writes to from holding the run for ever."""
    try:
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        raise InputError(path, getattr(error, "strerror", None) or str(error)) from error
    if trouble := _trouble(os.fstat(number), bounds):
        os.close(number)
        raise InputError(path, trouble)
    return os.fdopen(number, "rb")


def _trouble(status: os.stat_result, bounds: Bounds) -> str:
    if not stat.S_ISREG(status.st_mode):
        return f"is {kind_of(status.st_mode)}, not a file"
    if status.st_size > bounds.file_bytes:
        return f"has {status.st_size:,} bytes; at most {bounds.file_bytes:,} are read (bounds.file_bytes)"
    return ""


def kind_of(mode: int) -> str:
    """What a thing in a folder is, in words."""
    kinds = (
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
        (stat.S_ISLNK, "a link"),
    )
    return next((word for is_kind, word in kinds if is_kind(mode)), "a file")


def _all_of(file: IO[bytes], name: str, path: Path, bounds: Bounds) -> bytes:
    whole = io.BytesIO()  # grows as the bytes come, and hands them over without a copy
    while piece := file.read(_LARGE_PIECE):
        if whole.tell() + len(piece) > bounds.whole_bytes:
            raise InputError(path, f"{name} holds more than {bounds.whole_bytes:,} bytes (bounds.whole_bytes)")
        whole.write(piece)
    return whole.getvalue()
