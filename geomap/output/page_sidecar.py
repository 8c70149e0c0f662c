"""Writes a page as a small file and, in a folder beside it, its data as scripts that hand it over.

A page opened from disk may not read files, but it may run scripts that lie beside it; so each block travels as a
classic script that calls the page with its text. The columns are asked for at once, text when somebody looks at it.
"""

import hashlib
import re
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import OutputError
from geomap.output.page_bundle import GLOBAL
from geomap.output.page_pack import json_text
from geomap.output.whole import FRESH_FOLDER, whole

if TYPE_CHECKING:
    from geomap.output.page_folium import EventLayer, EventMap

BEGIN = f"{GLOBAL}.hand("  # so begins each of the scripts
_NAME = re.compile(r"\d{3,}\.js")


def folder_of(target: Path) -> Path:
    """Where the scripts of the page `target` lie: `maps/x_files` for `maps/x.html`."""
    return target.with_name(f"{target.stem}_files")


def write_beside(page: "EventMap", target: Path) -> None:
    """Write `target` and its folder, both whole or neither; a folder that an earlier run wrote is replaced.

    Raises:
        OutputError: something cannot be written, or files that geomap did not write lie in the folder.
    """
    folder = folder_of(target)
    _refuse_others(folder)
    if target.is_dir():
        raise OutputError(f"{target}: cannot be written: it is a folder")
    with whole(target, beside=folder) as file:
        fresh = file.with_name(FRESH_FOLDER)
        fresh.mkdir()
        _write_blocks(page, fresh, name=folder.name)
        with file.open("w", encoding="utf-8", newline="\n") as written:
            written.writelines(page.page.parts())


def _write_blocks(page: "EventMap", folder: Path, *, name: str) -> None:
    """Write the scripts, numbered, and tell the page which is which and that the folder will be called `name`."""
    numbers = count()
    for layer in page.layers:
        stamp = _stamp(layer)
        at: dict[str, int] = {}
        for block, content in chain(layer.blocks(), layer.text_files()):
            at[block] = next(numbers)
            lines = content.replace("\n", "\\n")  # the digits of a block hold no quote and no backslash
            script = f'{BEGIN}"{stamp}","{block}","{lines}");\n'
            (folder / f"{at[block]:03}.js").write_text(script, encoding="ascii", newline="\n")
        page.page.files[layer.get_name()] = {"folder": name, "stamp": stamp, "at": at}


def _stamp(layer: "EventLayer") -> str:
    """Tells the blocks of this run from those of another, should a page and a folder be mixed up."""
    digest = hashlib.sha256(json_text(layer.block.head).encode())
    digest.update(layer.block.core)
    return digest.hexdigest()[:12]


def _refuse_others(folder: Path) -> None:
    """Browsers, too, save what belongs to `x.html` in `x_files`: such a folder is not ours to replace."""
    if not folder.exists():
        return
    others = (
        [item.name for item in sorted(folder.iterdir()) if not _is_ours(item)] if folder.is_dir() else [folder.name]
    )
    if others:
        raise OutputError(
            f"{folder}: holds what geomap did not write ({others[0]}): move it away, or choose another name for the map"
        )


def _is_ours(item: Path) -> bool:
    if not item.is_file() or not _NAME.fullmatch(item.name):
        return False
    with item.open("rb") as file:
        return file.read(len(BEGIN)) == BEGIN.encode()
