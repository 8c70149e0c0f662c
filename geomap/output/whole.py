"""Writes files beside their targets and renames them when all of them are whole."""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

from geomap.errors import OutputError
from geomap.staging import leftovers, signals_held, staged

FRESH_FOLDER, OLD_FOLDER = "fresh", "old"  # in the staging folder: what will stand beside the target, what stood there


NO_FILE = "is a pipe or a device, which a file would replace; name a file, or write to standard output with -o -"


def is_stream(target: Path) -> bool:
    """Whether a path leads to a pipe, a device or a process's open file, such as /dev/stdout."""
    kinds = (target.is_fifo, target.is_char_device, target.is_block_device, target.is_socket)
    return any(is_one() for is_one in kinds) or any(
        Path("/proc") in one.absolute().parents
        for one in (target.parent.resolve() / target.name, *([target.readlink()] if target.is_symlink() else []))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """A finished file that has not taken its place yet."""

    fresh: Path
    target: Path
    beside: Path | None  # a folder that changes together with it

    def take_place(self) -> None:
        """Become the target in one step; the folder that belongs to it goes first, and comes back when that fails."""
        if self.beside is None:
            self.fresh.replace(self.target)
            return
        fresh, aside, stood = self.fresh.with_name(FRESH_FOLDER), self.fresh.with_name(OLD_FOLDER), self.beside.exists()
        if stood:
            self.beside.rename(aside)
        try:
            fresh.rename(self.beside)
            self.fresh.replace(self.target)
        except OSError:
            if not fresh.exists():
                self.beside.rename(fresh)
            if stood:
                aside.rename(self.beside)
            raise


@dataclass(slots=True)
class _Set:
    """The files that take their places together."""

    held: ExitStack
    files: list[_Written] = field(default_factory=list)


_current: ContextVar[_Set | None] = ContextVar("_current", default=None)


@contextmanager
def as_a_set() -> Iterator[None]:
    """What `whole` writes in the block takes its place at the end of it, all together, or none when something fails.

    Raises:
        OutputError: a file cannot take its place; the message names those that did.
    """
    with ExitStack() as held:
        made = _Set(held)
        token = _current.set(made)
        try:
            yield
        finally:
            _current.reset(token)
        _commit(made.files)


@contextmanager
def whole(target: Path, *, beside: Path | None = None) -> Iterator[Path]:
    """Give a path to write to; afterwards the file there becomes `target` in one step, or nothing does.

    The path has the name of `target`, in a folder of its own beside it, since some drivers look at the suffix. With
    `beside`, the folder `FRESH_FOLDER` next to the path takes that place at the same time. Inside `as_a_set` all wait
    for the last.

    Raises:
        OutputError: the file cannot be written; what stood at `target` before is untouched.
    """
    if is_stream(target):
        raise OutputError(f"{target}: {NO_FILE}")
    try:
        with ExitStack() as held:
            if beside:
                _bring_back(target, beside)
            folder = held.enter_context(staged(target))
            yield folder / target.name
            written = _Written(fresh=folder / target.name, target=target, beside=beside)
            _to_disk(written.fresh)
            if together := _current.get():
                together.files.append(written)
                together.held.push(held.pop_all())
            else:
                _commit([written])
    except OutputError:
        raise
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror or error}") from error


def latest(path: Path) -> Path:
    """Where the newest version of a file lies: a finished one that waits for its set, else the file itself."""
    together = _current.get()
    waiting = [one.fresh for one in together.files if one.target == path] if together else []
    return waiting[-1] if waiting else path


def _commit(files: Sequence[_Written]) -> None:
    """Let all files take their places; only a rename can still fail here."""
    stand: list[str] = []
    with signals_held():
        for one in files:
            try:
                one.take_place()
            except OSError as error:
                others = f"; written before it: {', '.join(stand)}" if stand else "; nothing was written"
                said = f"{one.target}: cannot be written: {error.strerror or error}"
                raise OutputError(said + (others if len(files) > 1 else "")) from error
            stand.append(str(one.target))
        for folder in {one.target.parent for one in files}:
            _to_disk(folder)


def _to_disk(path: Path) -> None:
    """Wait until the disk has it, since many a disk says only now that it is full."""
    if not path.exists() or (path.is_dir() and os.name == "nt"):
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _bring_back(target: Path, beside: Path) -> None:
    """A run that was killed between two renames has left the old folder aside: it belongs to the page that stands."""
    for left in leftovers(target):
        if (left / OLD_FOLDER).is_dir() and not beside.exists():
            (left / OLD_FOLDER).rename(beside)
