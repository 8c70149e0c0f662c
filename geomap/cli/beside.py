"""Finds the settings file that lies in a folder of articles."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

from geomap.errors import SettingsError
from geomap.opening import read_whole

NAME = "geomap.toml"


def settings_beside(inputs: Sequence[Path]) -> Path | None:
    """The `geomap.toml` of the one folder that is to be read, and say that it is used; None where there is none.

    Raises:
        SettingsError: it asks for online tiles, which a folder of somebody else's should not do unasked.
    """
    from geomap.cli import show

    if len(inputs) != 1 or not inputs[0].is_dir() or not (inputs[0] / NAME).is_file():
        return None
    if "tiles" in _table(inputs[0] / NAME):
        raise SettingsError(f"{inputs[0] / NAME}: online tiles are asked for by name: --tiles URL, or --settings FILE")
    show.tell(f"settings: {inputs[0] / NAME} (another file: --settings)")
    return inputs[0] / NAME


def _table(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(read_whole(path).decode("utf-8"))
    except (OSError, ValueError, RecursionError):  # told by who reads it next, with the place
        return {}
