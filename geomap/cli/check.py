"""The command that looks at files, or tells what a report of a fault needs: versions, the gazetteer, one sentence."""

import json
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geomap.cli.options import Columns, Dates, From, SettingsFile, naming
from geomap.errors import GeomapError
from geomap.shipped import DISTRIBUTION, VERSION

if TYPE_CHECKING:
    from geomap.inspection import Diagnosis

TOLD = (
    *("numpy", "pandas", "geopandas", "shapely", "pyproj", "pyogrio", "pyarrow", "onnxruntime", "folium", "branca"),
    *("pydantic", "typer", "rich", "trafilatura", "feedparser"),
)
SENTENCE = "Missiles hit Kharkiv on Friday, killing three people."


def check(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE...]", help="Files to look at.", show_default=False)
    ] = None,
    columns: Columns = None,
    dates: Dates = None,
    as_json: Annotated[
        bool | None, typer.Option("--json", help="Print a line of JSON for each file.", show_default=False)
    ] = None,
    stdin_format: From = None,
    settings_file: SettingsFile = None,
) -> None:
    """Say what files are taken for; without files, what is installed and whether one sentence is read as it should be.

    Of each file it tells: articles or event records and whose, how many, what is left out and why, the order of its
    dates, its encoding and licence, which columns are taken for what, and which are not used. Nothing is coded or
    written. Without files it prints what a report of a fault needs; it holds no names of files of yours.

    Example: geomap check articles.csv records.xlsx
    """
    if files:
        _look_at(
            files,
            {"columns": naming(columns), "dates": dates, "stdin_format": stdin_format},
            settings_file,
            as_json=bool(as_json),
        )
        return
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


def _look_at(files: list[Path], flags: dict[str, str | None], settings_file: Path | None, *, as_json: bool) -> None:
    from geomap.cli import show
    from geomap.inspection import diagnosed
    from geomap.settings import read_settings

    found = False
    for one in diagnosed(files, read_settings(settings_file, flags).reading):
        found = True
        if as_json:
            typer.echo(json.dumps(asdict(one), ensure_ascii=False))
        else:
            show.rows(_in_lines(one))
            typer.echo()
    if not found:
        raise GeomapError("there are no files to look at")


def _in_lines(one: "Diagnosis") -> Iterator[tuple[str, str]]:
    yield "file", one.file
    yield "taken for", one.taken_for
    yield "read", f"{one.n_read:,}, {one.n_rejected:,} left out"
    lines = (
        ("days", f"{one.first} to {one.last}" if one.first else ""),
        ("languages", ", ".join(f"{code} {number:,}" for code, number in one.languages.items())),
        ("encoding", one.encoding),
        ("licence", f"{one.licence}{' (private)' if one.private else ''}"),
        ("columns", ", ".join(f"{field}={column}" for field, column in one.columns.items())),
        ("not used", ", ".join(one.unused)),
        *(("done", remark) for remark in one.remarks),
        *(("left out", reject) for reject in one.rejects),
    )
    yield from ((name, said) for name, said in lines if said)


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
