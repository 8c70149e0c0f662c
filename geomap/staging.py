"""Gives unfinished work a folder of its own beside its target, and removes what killed runs left there."""

import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from types import FrameType

try:
    import fcntl
except ImportError:  # Windows: leftovers are known by their age alone
    fcntl = None  # type: ignore[assignment]

FRESH_S = 60.0  # so young a folder may belong to a run that has not marked it as its own yet
ABANDONED_S = 86_400.0  # where folders cannot be marked: a day without a change
_LONGEST_NAME = 80  # of the target, in the folder's name: a name has 255 bytes at most
_HELD = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """A folder `.NAME.x.new` beside `target`, gone with everything in it at the end of the block.

    What runs left behind that were killed while they wrote this target is removed first.

    Raises:
        OSError: the folder cannot be made.
    """
    sweep(target)
    folder = Path(tempfile.mkdtemp(prefix=_prefix(target), suffix=".new", dir=target.parent))
    try:
        with _marked(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder among the system's temporary files, gone at the end of the block; those of killed runs go first.

    Raises:
        OSError: the folder cannot be made.
    """
    with staged(Path(tempfile.gettempdir()) / "geomap") as folder:
        yield folder


def sweep(target: Path) -> None:
    """Remove the folders that killed runs left beside `target`; a running one's stay."""
    for left in leftovers(target):
        shutil.rmtree(left, ignore_errors=True)


def sweep_folder(folder: Path) -> None:
    """Remove what killed runs left in a folder, whatever they wrote; a running one's stay."""
    for left in sorted(folder.glob(".*.new")):
        if _is_abandoned(left):
            shutil.rmtree(left, ignore_errors=True)


def leftovers(target: Path) -> list[Path]:
    """The folders beside `target` whose runs are dead, in order of their names."""
    found = sorted(target.parent.glob(f"{escape(_prefix(target))}*.new"))
    return [folder for folder in found if _is_abandoned(folder)]


@contextmanager
def signals_held() -> Iterator[None]:
    """Keep Ctrl-C and SIGTERM waiting until the block, which must be short, is done."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        came.append(number)

    before = {number: signal.signal(number, note) for number in _HELD}
    try:
        yield
    finally:
        for held, handler in before.items():
            signal.signal(held, handler)
        for number in came:
            signal.raise_signal(number)


def _prefix(target: Path) -> str:
    return f".{target.name[:_LONGEST_NAME]}."


@contextmanager
def _marked(folder: Path) -> Iterator[None]:
    """Hold a lock on the folder, which the system lets go when this process ends, however it ends."""
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks: leftovers are known by their age
            fcntl.flock(handle, fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


def _is_abandoned(folder: Path) -> bool:
    try:
        age = time.time() - folder.stat().st_mtime
        return age > ABANDONED_S if fcntl is None else age > FRESH_S and _is_free(folder)
    except OSError:
        return False


def _is_free(folder: Path) -> bool:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(handle)
    return True
