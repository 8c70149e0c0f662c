"""The command line: words in, one pipeline call, words out, an exit status."""

import errno
import os
import signal
import sqlite3
import sys
from tempfile import gettempdir
from typing import TYPE_CHECKING, NoReturn

import typer

from geomap.cli.commands import app
from geomap.errors import REPORT, GeomapError

if TYPE_CHECKING:
    from types import FrameType

_OF_THE_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}
TERMINATED = 143  # 128 and the number of SIGTERM, as shells count


def main() -> None:
    """Run `geomap`.

    Exit 0 done, 1 trouble said in a line, 2 wrong usage, 3 done but for items lost to a fault of ours, 130 interrupted,
    143 terminated.
    """
    before = signal.signal(signal.SIGTERM, _terminated)
    try:
        app(prog_name="geomap")
    except GeomapError as error:
        _say(str(error))
        sys.exit(1)
    except KeyboardInterrupt:
        _say("interrupted; nothing half written was left behind")
        sys.exit(130)
    except BrokenPipeError:  # the reader of our output, such as `head`, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if os.environ.get("GEOMAP_DEBUG"):
            raise
        _say(_unforeseen(error))
        sys.exit(1)
    finally:
        signal.signal(signal.SIGTERM, before)


def _terminated(_number: int, _frame: "FrameType | None") -> NoReturn:
    """End as an error would, so that what is half written goes."""
    sys.exit(TERMINATED)


def _unforeseen(error: Exception) -> str:
    """What to say of an error that nobody of us raised: the system's troubles are none of ours."""
    if isinstance(error, MemoryError):
        return "the memory is full; give fewer files at once, or more memory"
    if isinstance(error, sqlite3.DatabaseError):
        return f"the cached gazetteer cannot be read ({error}); build it anew: geomap gazetteer build --force"
    if isinstance(error, OSError) and error.strerror:
        if error.errno in _OF_THE_DISK and not error.filename:  # libraries unpack their models among temporary files
            return (
                f"a file without a name cannot be written: {error.strerror}; make room in {gettempdir()}, where "
                "temporary files are, or name another folder in TMPDIR"
            )
        return f"{f'{error.filename}: ' if error.filename else ''}{error.strerror}"
    return (
        f"a fault of geomap itself: {type(error).__name__}: {error}; nothing was written. "
        f"GEOMAP_DEBUG=1 shows where; please report it, with what `geomap check` prints: {REPORT}"
    )


def _say(text: str) -> None:
    from geomap.cli.show import printable

    typer.echo(f"geomap: {printable(text)}", err=True)
