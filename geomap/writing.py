"""Writes a result into the files that were asked for: the suffix chooses the format, and no source is overwritten."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from geomap.articles import is_article_file
from geomap.errors import OutputError, SettingsError
from geomap.output import WRITERS, page_writer
from geomap.output.whole import NO_FILE, as_a_set, is_stream
from geomap.pipeline import Progress
from geomap.schema import Tables
from geomap.settings import PageOptions, Settings
from geomap.stages import Writer
from geomap.walking import matching, walk

PAGE = ".html"
_HEAD = 1_000  # bytes in which a page says what it may do


def write(tables: Tables, target: str | Path, page: PageOptions | None = None) -> Path:
    """Write a result; the suffix chooses the format. The folder is made when it is missing.

    Args:
        tables: the result of a run.
        target: the file.
        page: how a map page is written.

    Raises:
        SettingsError: no writer for the suffix, or options of a page for another format.
        OutputError: the file cannot be written.
    """
    path = Path(target)
    writer = _writer(path, page or PageOptions())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        writer(tables, path)
    except OutputError:
        raise
    except UnicodeEncodeError as error:
        if str(path).isprintable():  # else GDAL and Arrow cannot be told the name
            raise
        raise OutputError(f"{path}: cannot be written: its name is no UTF-8; choose another") from error
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
    return path


def write_all(
    tables: Tables, targets: Sequence[Path], settings: Settings | None = None, *, progress: Progress | None = None
) -> None:
    """Write a result in several formats: all files take their places at the end, or none does.

    Raises:
        SettingsError: no writer for a suffix.
        OutputError: a file cannot be written; the message names those that stand all the same.
    """
    page = (settings or Settings()).page
    with as_a_set():
        for number, target in enumerate(targets):
            if progress:
                progress("writing", number, len(targets))
            write(tables, target, page if known_suffix(target) == PAGE else None)


def check_targets(inputs: Iterable[str | Path], targets: Iterable[Path]) -> None:
    """Say before the work what keeps results from being written where they are asked for.

    No result takes the place of what it is made from, or of another, under whatever name or link it is given.

    Raises:
        SettingsError: a target is one of the input files, given twice, or a pipe or device.
        OutputError: no file can stand there.
    """
    sources, targets = [Path(one) for one in inputs], list(targets)
    places = [target.parent.resolve() / target.name for target in targets if target != Path("-")]
    if twice := [place for at, place in enumerate(places) if place in places[:at]]:
        raise SettingsError(f"{twice[0]}: two results would be written to it; choose another name for one")
    for target in targets:
        if target != Path("-") and (obstacle := _obstacle(target)):
            raise OutputError(f"{target}: cannot be written: {obstacle}")
        if is_stream(target):
            raise SettingsError(f"{target}: {NO_FILE}")
        if any(_is_read(target, found) for source in sources for found in matching(source)):
            raise SettingsError(f"{target}: is read as an input and would be overwritten; choose another name with -o")


def _obstacle(target: Path) -> str:
    """What stands in the way of a file, as far as it shows before the work; "" where nothing does."""
    try:
        if target.is_dir():
            return "is a folder; name a file"
        above = next(folder for folder in target.absolute().parents if folder.exists())
        if not above.is_dir():
            return f"{above.name} is a file, and no folder"
        return "" if os.access(above, os.W_OK | os.X_OK) else f"nothing may be written in {above}"
    except OSError as error:  # a name too long, a folder that nobody may look into
        return error.strerror or str(error)


def _is_read(target: Path, source: Path) -> bool:
    """Whether reading a file or a folder reads what stands at the target."""
    try:
        if not source.is_dir():
            return target.samefile(source)
        if not (target.is_file() and is_article_file(target)) or _is_our_page(target):
            return False
        return any(isinstance(found, Path) and found.samefile(target) for found in walk(source))
    except OSError:  # one of them does not exist
        return False


def _is_our_page(path: Path) -> bool:
    """Whether it is the map of an earlier run, which the next one over the same folder writes anew."""
    if path.suffix.lower() != PAGE:
        return False
    from geomap.output.page_html import POLICY_BEGINS  # a page is written with it, and nothing else is

    with path.open("rb") as file:
        return POLICY_BEGINS.encode() in file.read(_HEAD)


def _writer(path: Path, options: PageOptions) -> Writer:
    suffix = known_suffix(path)
    if options == PageOptions():
        return WRITERS[suffix]
    if suffix != PAGE:
        raise SettingsError(f"{path}: sidecar, tiles, story and basemap are for map pages ({PAGE}) alone")
    return page_writer(options)


def known_suffix(path: Path) -> str:
    """The longest ending of the file's name that a writer is known for.

    Raises:
        SettingsError: there is none.
    """
    fitting = [suffix for suffix in WRITERS if path.name.lower().endswith(suffix)]
    if not fitting:
        raise SettingsError(f"{path}: the suffix chooses the format; one of {', '.join(sorted(WRITERS))}")
    return max(fitting, key=len)
