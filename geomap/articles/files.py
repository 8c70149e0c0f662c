"""Opens article files as UTF-8, plain or gzipped, and says so when they are not."""

import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from geomap.opening import open_bounded
from geomap.records import Reject, Stage

LONGEST = 32 * 1024 * 1024  # bytes of one article; a longer one is a mistake and would fill the memory
UNREADABLE = (OSError, EOFError, zlib.error)
_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
UTF8_MARK = b"\xef\xbb\xbf"


def open_bytes(path: Path) -> IO[bytes]:
    """Open a file for reading; what is gzip is unpacked on the way.

    Raises:
        InputError: it cannot be opened, is no regular file, or is beyond the bounds; reading may raise it as well.
    """
    return open_bounded(path)


def kind_of(path: Path) -> str:
    """The suffix that says the format, in lower case, without a trailing `.gz`."""
    inner = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return inner.suffix.lower()


def refused(subject: str, reason: str, detail: str) -> Reject:
    """A Reject of an article that could not be read."""
    return Reject(stage=Stage.READ, subject=subject, reason=reason, detail=detail)


def unreadable(path: Path, error: Exception) -> Reject:
    """The Reject of a file that the system does not hand over."""
    trouble = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
    return refused(path.as_posix(), "cannot be read", trouble)


def decode(data: bytes) -> str | tuple[str, str]:
    """The text of UTF-8 bytes, or the reason and the detail of the refusal."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return "not UTF-8", f"it is {name}; convert it: iconv -f {name} -t UTF-8"
    try:
        return data.removeprefix(UTF8_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        return "not UTF-8", not_utf8(data[error.start], error.start)


def whole_text(path: Path) -> str | Reject:
    """The text of a file that is one article, or the Reject that says why there is none."""
    subject = f"{path.as_posix()}:1"
    try:
        with open_bytes(path) as file:
            data = file.read(LONGEST + 1)
    except UNREADABLE as error:
        return unreadable(path, error)
    if len(data) > LONGEST:
        return refused(subject, "too long", f"more than {LONGEST} bytes in one article")
    text = decode(data)
    return text if isinstance(text, str) else refused(subject, *text)


def not_utf8(byte: int, position: int) -> str:
    """What to say of a byte that no UTF-8 text has there."""
    return (
        f"byte 0x{byte:02x} at position {position} is no UTF-8; convert the file, "
        "for example: iconv -f WINDOWS-1252 -t UTF-8 (WINDOWS-1251 for Cyrillic)"
    )


def lines(file: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """The lines with their 1-based numbers, without line end; None for one longer than LONGEST."""
    number = 0
    while line := file.readline(LONGEST + 1):
        number += 1
        if len(line) <= LONGEST:
            yield number, line.rstrip(b"\r\n")
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(LONGEST)
        yield number, None


def as_text(file: IO[bytes]) -> io.TextIOWrapper:
    """Text of the file with its line ends kept, in which a byte that is not UTF-8 becomes a lone surrogate."""
    return io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="")
