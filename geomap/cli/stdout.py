"""Sends a result to standard output where `-o -` asks for it."""

import io
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from geomap.errors import OutputError, SettingsError
from geomap.staging import scratch

STANDARD_OUTPUT = Path("-")


@contextmanager
def written_to(targets: Sequence[Path], to: str | None, *, usual: str) -> Iterator[list[Path]]:
    """Give the files to write; what stands for standard output is copied there at the end of the block.

    Args:
        targets: files, and `-` for standard output.
        to: its format, as the end of a file's name says it: geojson, csv.
        usual: the format when `to` is None.

    Raises:
        SettingsError: standard output is asked for twice, or a format is given without it.
        OutputError: standard output is closed.
    """
    piped = [one for one in targets if one == STANDARD_OUTPUT]
    if to and not piped:
        raise SettingsError(f"--to {to} is the format of standard output: add -o -, or end the name in .{to}")
    if len(piped) > 1:
        raise SettingsError("-o - is given twice; standard output holds one result")
    if not piped:
        yield list(targets)
        return
    out = standard_output()
    with scratch() as folder:
        target = folder / f"geomap.{(to or usual).lstrip('.').lower()}"
        yield [target if one == STANDARD_OUTPUT else one for one in targets]
        if target.exists():
            with target.open("rb") as made:
                shutil.copyfileobj(made, out.buffer)
            out.flush()


def standard_output() -> io.TextIOWrapper:
    """Where a result goes that no file was named for.

    Raises:
        OutputError: it was closed before we began, as `>&-` does.
    """
    if sys.stdout is None:
        raise OutputError("standard output is closed; name a file with -o")
    return cast("io.TextIOWrapper", sys.stdout)
