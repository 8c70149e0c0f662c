"""A built file that is read and never written, whatever others do to it meanwhile."""

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from geomap.errors import GazetteerError, GazetteerStaleError
from geomap.gazetteer.holding import closes_with


class BuiltFile:
    """Answers queries to one SQLite file.

    It is read, not mapped into memory: a file that is cut off while it is mapped kills the process that reads it.
    """

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            GazetteerStaleError: it cannot be opened.
        """
        self._path = path
        try:
            self._db = sqlite3.connect(f"file:{path.as_posix()}?mode=ro&immutable=1", uri=True)
            self._born = _state(path)
        except (sqlite3.Error, OSError) as error:
            raise GazetteerStaleError(f"{path} is no gazetteer; run: geomap gazetteer build --force") from error
        closes_with(self, self._db)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def rows(self, query: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows that answer a query.

        Raises:
            GazetteerError: the file is damaged, or was overwritten since it was opened. One that was put in its place
                whole, as builds do, is no trouble: the old one is read on.
        """
        try:
            found = self._db.execute(query, parameters).fetchall()
        except sqlite3.DatabaseError as error:
            raise GazetteerError(f"{self._path}: the gazetteer is damaged ({error}); {_WAY_OUT}") from error
        if self._overwritten():
            raise GazetteerError(f"{self._path}: the gazetteer was overwritten while it was read; {_WAY_OUT}")
        return found

    def _overwritten(self) -> bool:
        try:
            now = _state(self._path)
        except OSError:  # deleted, or its folder is: what is open stays
            return False
        return now[0] == self._born[0] and now != self._born


_WAY_OUT = "it is built anew at the next start"


def _state(path: Path) -> tuple[tuple[int, int], int, int]:
    status = os.stat(path)  # noqa: PTH116 - asked a thousand times a second
    return (status.st_dev, status.st_ino), status.st_size, status.st_mtime_ns
