"""Fetches one file over https, from where it broke off, and from nowhere that it was not sent to."""

import base64
import hashlib
import ipaddress
import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPMessage, HTTPResponse
from pathlib import Path
from typing import IO
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from geomap.bounds import bounds
from geomap.errors import DownloadError
from geomap.shipped import VERSION

CHUNK = 1 << 16
WAIT_S = 60.0  # for an answer; a whole file may take as long as it likes
_PARTIAL, _UNSATISFIABLE = 206, 416  # HTTP statuses


@dataclass(frozen=True, slots=True)
class Partial:
    """A file that may not have come whole yet, with what tells whether the server still has the same one."""

    file: Path

    @property
    def note(self) -> Path:
        """Where the server's mark of the file's version stands."""
        return self.file.with_name(f"{self.file.name}.from")

    def resumable(self, url: str) -> tuple[int, str]:
        """How many bytes there are, and the mark to go on with; 0 and "" to begin anew."""
        try:
            noted = json.loads(self.note.read_text(encoding="utf-8"))
            return (self.file.stat().st_size, str(noted["mark"])) if noted["url"] == url else (0, "")
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return 0, ""

    def begin(self, url: str, mark: str) -> None:
        """Note what is coming, so that a later call can go on."""
        self.forget()
        if mark:
            self.note.write_text(json.dumps({"url": url, "mark": mark}), encoding="utf-8")

    def forget(self) -> None:
        """Remove what there is."""
        self.file.unlink(missing_ok=True)
        self.note.unlink(missing_ok=True)


def check_address(url: str) -> None:
    """Let https addresses pass, and http of this machine alone.

    Raises:
        DownloadError: another scheme, or http to another machine.
    """
    parts = urlsplit(url)
    here = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if parts.scheme == "https" or (parts.scheme == "http" and here):
        return
    raise DownloadError(f"{url}: only https addresses are fetched")


def fetch_into(part: Partial, url: str, tell: Callable[[int, int], None]) -> None:
    """Fetch `url` into the file of `part`.

    Args:
        part: what came before, and where the rest goes.
        url: an address that `check_address` lets pass.
        tell: told the bytes read and the bytes in all (0 when the server does not say).

    Raises:
        DownloadError: fewer, more or other bytes came than the server said, or more than `bounds.file_bytes`.
        OSError: the connection broke; what came is kept where the server can go on from there.
    """
    have, mark = part.resumable(url)
    with _opened(url, have, mark) as answer:
        resumed = answer.status == _PARTIAL and _begins_at(answer.headers) == have
        if not resumed:
            have = 0
            part.begin(url, _mark(answer.headers))
        length = int(answer.headers.get("Content-Length") or 0)
        expected = have + length if length else 0
        with part.file.open("ab" if resumed else "wb") as target:
            for chunk in iter(lambda: answer.read(CHUNK), b""):
                target.write(chunk)
                have += len(chunk)
                if have > bounds().file_bytes:
                    part.forget()
                    raise DownloadError(f"{url}: more than {bounds().file_bytes:,} bytes (bounds.file_bytes)")
                tell(have, expected)
        said = _digest(answer.headers)
    if expected and have != expected:
        if not part.note.exists():
            part.forget()
        raise DownloadError(f"{url}: {have} of {expected} bytes came; try again")
    if said and _sha256(part.file) != said:
        part.forget()
        raise DownloadError(f"{url}: other bytes came than the server says it sent; try again")


class _NoDetour(HTTPRedirectHandler):
    """Follows a redirect to https on the open internet only."""

    def redirect_request(  # noqa: PLR0913, PLR0917 - as the standard library calls it
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        parts = urlsplit(newurl)
        if parts.scheme != "https" or not _is_public(parts.hostname or "", parts.port or 443):
            raise DownloadError(f"{req.full_url}: sends on to {newurl}, which is not followed")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _is_public(host: str, port: int) -> bool:
    """Whether a host's every address lies on the open internet."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return bool(found) and all(ipaddress.ip_address(str(address[4][0]).split("%")[0]).is_global for address in found)


@contextmanager
def _opened(url: str, have: int, mark: str) -> Iterator[HTTPResponse]:
    headers = {"User-Agent": f"geomap/{VERSION}"}
    if have:
        headers |= {"Range": f"bytes={have}-", "If-Range": mark}
    opener = build_opener(_NoDetour)
    try:
        with opener.open(Request(url, headers=headers), timeout=WAIT_S) as answer:  # noqa: S310 - checked
            yield answer
    except HTTPError as error:
        with error:
            if error.code != _UNSATISFIABLE or not have:
                raise
        with opener.open(Request(url, headers={"User-Agent": headers["User-Agent"]}), timeout=WAIT_S) as answer:  # noqa: S310
            yield answer


def _mark(headers: HTTPMessage) -> str:
    """What the server calls this version of the file, where it can send a part of it; "" otherwise."""
    strong = headers.get("ETag") or ""
    if headers.get("Accept-Ranges") != "bytes":
        return ""
    return strong if strong and not strong.startswith("W/") else headers.get("Last-Modified") or ""


def _begins_at(headers: HTTPMessage) -> int:
    try:
        return int((headers.get("Content-Range") or "").removeprefix("bytes ").split("-")[0])
    except ValueError:
        return -1


def _digest(headers: HTTPMessage) -> bytes:
    """The SHA-256 that the server gives (RFC 9530 and before), b"" when it gives none."""
    for name in ("Repr-Digest", "Digest"):
        for entry in (headers.get(name) or "").split(","):
            kind, _, value = entry.strip().partition("=")
            if kind.lower() == "sha-256":
                try:
                    return base64.b64decode(value.strip(":"), validate=True)
                except ValueError:
                    return b""
    return b""


def _sha256(file: Path) -> bytes:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").digest()
