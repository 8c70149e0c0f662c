"""Layers of a GeoPackage that its queries compute: looked at before a library runs them, since they may never end."""

import sqlite3
from contextlib import closing
from pathlib import Path

from geomap.bounds import bounds
from geomap.errors import InputError
from geomap.intake.signature import check_signature

_STEPS = 100_000_000  # of SQLite's machine for one layer: some ten million rows, a few seconds
_HEADER = b"SQLite format 3\0"


def check_layers(path: Path) -> None:
    """Let a file of layers pass: one of its kind whose views and computed columns end, with cells of bounded size.

    Raises:
        InputError: it is not.
    """
    check_signature(path, path.suffix.casefold())
    with path.open("rb") as file:
        if file.read(len(_HEADER)) != _HEADER:
            return
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, bounds().line_bytes)
        try:
            made = db.execute("SELECT type, name FROM sqlite_master WHERE type IN ('view', 'table')").fetchall()
        except sqlite3.DatabaseError:
            return  # GDAL says what is wrong with it
        for kind, name in made:
            quoted = '"' + str(name).replace('"', '""') + '"'
            if kind == "view" or _is_computed(db, quoted):
                _check(db, path, str(name), quoted)


def _is_computed(db: sqlite3.Connection, quoted: str) -> bool:
    try:
        return any(row[6] in (2, 3) for row in db.execute(f"PRAGMA table_xinfo({quoted})"))
    except sqlite3.DatabaseError:  # a virtual table of a module that is not here
        return False


def _check(db: sqlite3.Connection, path: Path, name: str, quoted: str) -> None:
    db.set_progress_handler(lambda: 1, _STEPS)  # the first call ends the query
    try:
        for _ in db.execute(f"SELECT * FROM {quoted}"):  # noqa: S608 - quoted
            pass
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise InputError(path, f"the layer {name!r} is computed by a query that does not end in time") from error
    except sqlite3.DataError as error:
        raise InputError(path, f"the layer {name!r} holds a cell beyond bounds.line_bytes") from error
    except sqlite3.DatabaseError:
        return  # a function or table that is not here: it is not here for GDAL either
