"""Closes an SQLite file when the object that reads it is gone, for those who hold it without `with`."""

import sqlite3
import weakref
from contextlib import suppress


def closes_with(owner: object, db: sqlite3.Connection) -> None:
    """Close `db` at the latest when nobody holds `owner` any more, or the program ends.

    Python 3.13 warns of a connection that is merely dropped. One of another thread than the collector's cannot be
    closed from here, and is left to SQLite.
    """
    weakref.finalize(owner, _close, db)


def _close(db: sqlite3.Connection) -> None:
    with suppress(sqlite3.ProgrammingError):
        db.close()
