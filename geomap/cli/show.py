"""What a run shows on standard error: progress while it lasts, the closing table when it ends."""

import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from geomap.errors import FAULT, SettingsError
from geomap.records import Reject, RunNotes, Stage

QUIET_S = 1.0  # shorter work shows no bar
LARGE_MB = 25  # of a page: beyond, old laptops and phones take seconds to read it
MOST_SHOWN = 5  # rejects told one by one; -v tells all, and all are in the results

LOST = 3  # exit status of a run that lost items to faults of ours

console = Console(stderr=True, highlight=False)
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(slots=True)
class _Loudness:
    """How much a command tells beside what it was asked for."""

    verbose: bool = False


_loudness = _Loudness()


def set_loudness(*, quiet: bool, verbose: bool) -> None:
    """Tell nothing but errors, or everything, from now on.

    Raises:
        SettingsError: both are asked for.
    """
    if quiet and verbose:
        raise SettingsError("-q and -v contradict each other: give one of them")
    console.quiet = quiet
    _loudness.verbose = verbose


def printable(text: object) -> str:
    """The text with what a terminal would act on made visible: escape sequences, turns of direction, half letters."""
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), str(text))


def echo(text: object, *, end: str = "\n") -> None:
    """Print on standard output: what the command was asked for."""
    typer.echo(printable(text) + end, nl=False)


def tell(text: object) -> None:
    """Print on standard error: what a person who waits would like to know."""
    console.print(printable(text), markup=False, soft_wrap=True)


def end(rejects: Iterable[Reject]) -> None:
    """Stop with a status of its own when items were lost to faults of ours: what was written lacks them."""
    if lost := sum(reject.reason == FAULT for reject in rejects):
        said = f"{lost:,} could not be read for a fault of geomap; the rest was written (exit status {LOST})"
        typer.echo(said, err=True)  # an error, told with -q as well
        raise typer.Exit(LOST)


class ProgressBar:
    """A progress callback that draws a bar once the work has lasted a second. Use it as a context manager."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._tasks: dict[str, TaskID] = {}
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def __call__(self, doing: str, done: int, total: int | None) -> None:
        """Say that `done` of `total` steps of `doing` are finished."""
        if doing not in self._tasks:
            self._tasks[doing] = self._bar.add_task(printable(doing), total=total)
        self._bar.update(self._tasks[doing], completed=done, total=total)
        if time.monotonic() - self._began > QUIET_S:
            self._bar.start()


@contextmanager
def progress_bar() -> Iterator[ProgressBar]:
    """A bar on standard error for the time of the block."""
    with ProgressBar() as bar:
        yield bar


def closing_table(notes: RunNotes) -> None:
    """Print the counts of a run; indented rows add up to the row above them."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(min_width=34)
    table.add_column(justify="right")
    for label, number in notes.counts:
        bold = "" if label.startswith(" ") else "bold"
        table.add_row(printable(label), f"{number:,}", style=bold)
    if notes.rejects:
        table.add_row("left out, by reason", f"{sum(number for _, number in notes.rejects):,}", style="bold")
        for reason, number in notes.rejects:
            table.add_row(f"  {printable(reason)}", f"{number:,}")
    console.print(table)


def unread(rejects: Sequence[Reject]) -> None:
    """Tell which inputs could not be read, wholly or in part, and what to do about them."""
    notes = [reject for reject in rejects if reject.stage is Stage.NOTE]
    lost = [reject for reject in rejects if reject.stage is not Stage.NOTE and reject.article_id is None]
    in_part = [reject for reject in rejects if reject.stage is not Stage.NOTE and reject.article_id is not None]
    for how, some in (("note", notes), ("not read", lost), ("read in part", in_part)):
        shown = some if _loudness.verbose else some[:MOST_SHOWN]
        for reject in shown:
            way_out = f" ({reject.detail})" if reject.detail else ""
            tell(f"{how}: {reject.subject}: {reject.reason}{way_out}")
        if len(some) > len(shown):
            tell(f"... and {len(some) - len(shown):,} more: -v tells them, --rejects FILE writes them all")


def remarks(told: Iterable[str]) -> None:
    """Tell what was done to read the inputs."""
    for remark in told:
        tell(remark)


def large_pages(pages: Iterable[Path]) -> None:
    """Tell of `--sidecar` where a page is large."""
    for page in pages:
        size = page.stat().st_size / 1e6
        if size > LARGE_MB:
            tell(f"{page} has {size:,.0f} MB: --sidecar writes a small page with its data in a folder beside it")


def rows(pairs: Iterable[tuple[str, str]]) -> None:
    """Print names and values, one pair a line, on standard output."""
    for name, value in pairs:
        echo(f"{name:<14} {value}")


def columns(head: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    """Print a table on standard output; tab-separated when that is no terminal, for `cut` and spreadsheets."""
    if sys.stdout is None or not sys.stdout.isatty():
        for line in (head, *lines):
            echo("\t".join(printable(cell).replace("\t", " ") for cell in line))
        return
    table = Table(*head, box=None, pad_edge=False)
    for line in lines:
        table.add_row(*(Text(printable(cell)) for cell in line))
    Console(highlight=False).print(table)
