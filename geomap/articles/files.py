"""Opens article files in the encoding that they declare or show, plain or gzipped."""

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from geomap.bounds import bounds
from geomap.intake.encoding import SAMPLE, find_encoding, no_text
from geomap.opening import open_bounded
from geomap.records import Reject, Stage

UNREADABLE = (OSError, EOFError, zlib.error)


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
    """A Reject of an article that could not be read; what a library says over lines is one."""
    return Reject(stage=Stage.READ, subject=subject, reason=reason, detail=" ".join(detail.split()))


def unreadable(path: Path, error: Exception) -> Reject:
    """The Reject of a file that the system does not hand over."""
    trouble = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
    return refused(path.as_posix(), "cannot be read", trouble)


def decode(data: bytes) -> str | tuple[str, str]:
    """The text of bytes in the encoding that they declare or show, or the reason and the detail of the refusal."""
    found = find_encoding(data[:SAMPLE])
    if found is None:
        return "no text", no_text(data[:SAMPLE])
    try:
        return data.decode(found.name)
    except UnicodeDecodeError as error:
        return "not UTF-8", not_utf8(data[error.start], error.start)


def decode_utf8(data: bytes) -> str | tuple[str, str]:
    """The text of UTF-8 bytes, as JSON has to be, or the reason and the detail of the refusal."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "not UTF-8", not_utf8(data[error.start], error.start)


def whole_text(path: Path) -> str | Reject:
    """The text of a file that is one article, or the Reject that says why there is none."""
    subject = f"{path.as_posix()}:1"
    try:
        with open_bytes(path) as file:
            data = one_article(file, subject)
    except UNREADABLE as error:
        return unreadable(path, error)
    if isinstance(data, Reject):
        return data
    text = decode(data)
    return text if isinstance(text, str) else refused(subject, *text)


def one_article(file: IO[bytes], subject: str) -> bytes | Reject:
    """All bytes of a file that is one article, or the Reject of one that would fill the memory."""
    most = bounds().line_bytes
    data = file.read(most + 1)
    if len(data) > most:
        return refused(subject, "too long", f"more than {most:,} bytes in one article (bounds.line_bytes)")
    return data


def told(subject: str, reason: str, detail: str) -> Reject:
    """What was done to read a file; nothing is left out for it."""
    return Reject(stage=Stage.NOTE, subject=subject, reason=reason, detail=detail, article_id="")


def not_utf8(byte: int, position: int) -> str:
    """What to say of a byte that no UTF-8 text has there."""
    return (
        f"byte 0x{byte:02x} at position {position} is no UTF-8; convert the file, "
        "for example: iconv -f WINDOWS-1252 -t UTF-8 (WINDOWS-1251 for Cyrillic)"
    )


def lines(file: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """The lines with their 1-based numbers, without line end; None for one beyond `bounds.line_bytes`."""
    number, most = 0, bounds().line_bytes
    while line := file.readline(most + 1):
        number += 1
        if len(line) <= most:
            yield number, line.rstrip(b"\r\n")
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(most)
        yield number, None
