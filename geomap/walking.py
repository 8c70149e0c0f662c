"""Walks a folder in a fixed order and says what it passes over, since a silent gap looks like no news."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from geomap.opening import kind_of

HIDDEN = "hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """Something in a folder that is not read."""

    path: Path
    reason: str  # "hidden", "a link to a folder", "a broken link", "a pipe", "cannot be opened: Permission denied"


def walk(folder: Path) -> Iterator[Path | PassedOver]:
    """Yield the regular files in a folder and the folders in it, by name, and everything that is passed over.

    A link to a file is followed; a link to a folder is not, since links can go in circles.
    """
    waiting = [iter(_entries(folder))]
    while waiting:
        entry = next(waiting[-1], None)
        if entry is None:
            waiting.pop()
        elif isinstance(entry, PassedOver):
            yield entry
        elif (found := _seen(entry)) is None:
            waiting.append(iter(_entries(Path(entry.path))))
        else:
            yield found


def matching(given: Path) -> list[Path]:
    """The input, or the files that a pattern names which the shell did not open, by name."""
    if not any(mark in given.as_posix() for mark in "*?[") or given.exists():
        return [given]
    root = Path(given.anchor or ".")
    pattern = given.relative_to(given.anchor) if given.anchor else given
    return sorted(root.glob(pattern.as_posix())) or [given]


def _entries(folder: Path) -> "Sequence[os.DirEntry[str] | PassedOver]":
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        return (PassedOver(path=folder, reason=f"cannot be opened: {error.strerror or error}"),)


def _seen(entry: "os.DirEntry[str]") -> Path | PassedOver | None:
    """The file, why it is passed over, or None for a folder to walk."""
    path = Path(entry.path)
    try:
        if entry.name.startswith("."):
            return PassedOver(path=path, reason=HIDDEN)
        if entry.is_dir(follow_symlinks=False):
            return None
        if entry.is_file():
            return path
        return PassedOver(path=path, reason=_why_not(entry))
    except OSError as error:
        return PassedOver(path=path, reason=f"cannot be opened: {error.strerror or error}")


def _why_not(entry: "os.DirEntry[str]") -> str:
    if not entry.is_symlink():
        return kind_of(entry.stat().st_mode)
    return "a link to a folder" if entry.is_dir() else "a broken link"
