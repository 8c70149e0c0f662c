"""The command that tells what a report of a fault needs: versions, the gazetteer, one sentence read."""

import platform
import shutil
import sys
from importlib.metadata import PackageNotFoundError, version

import typer

from geomap.errors import GeomapError
from geomap.shipped import DISTRIBUTION, VERSION

TOLD = (
    *("numpy", "pandas", "geopandas", "shapely", "pyproj", "pyogrio", "pyarrow", "onnxruntime", "folium", "branca"),
    *("pydantic", "typer", "rich", "trafilatura", "feedparser"),
)
SENTENCE = "Missiles hit Kharkiv on Friday, killing three people."


def check() -> None:
    """Say what is installed, where the gazetteer is, and whether one sentence is read as it should be.

    Paste what it prints into a report. It holds no names of files of yours but the gazetteer's.

    Example: geomap check
    """
    from geomap import gazetteer
    from geomap.cli import show
    from geomap.settings import recogniser_names

    about = gazetteer.describe()
    free = shutil.disk_usage(next(path for path in (about.path, *about.path.parents) if path.exists())).free
    show.rows(
        [
            (DISTRIBUTION, VERSION),
            ("Python", f"{platform.python_version()} ({sys.implementation.name})"),
            ("system", platform.platform()),
            *((name, _version(name)) for name in TOLD),
            ("recognisers", ", ".join(recogniser_names())),
            ("gazetteer", f"{about.path}, {'up to date' if about.fresh else 'not built yet'}, {about.fingerprint}"),
            ("disk", f"{free / 1e9:,.1f} GB free beside it"),
        ]
    )
    trouble = _trouble()
    show.rows([("one sentence", trouble or "read as it should be")])
    if trouble:
        raise typer.Exit(1)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _trouble() -> str:
    """What is wrong with the reading of one sentence, "" when nothing is."""
    from geomap.pipeline import map_events

    try:
        events = map_events(SENTENCE, date="2023-02-12").events
    except GeomapError as error:
        return str(error)
    found = [(row.place, row.date_start.date().isoformat(), row.killed_best) for row in events.itertuples()]
    return "" if found == [("Kharkiv", "2023-02-10", 3)] else f"read as {found}"
