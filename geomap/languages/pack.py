"""Reads the folder of a language into one frozen value, which is handed to whoever reads words."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from geomap.errors import Fault, TableError

SHIPPED = ("en",)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LanguagePack:
    """All that is known about one language. Two packs are equal when they are one, so that grammars are made once."""

    code: str  # ISO 639-1
    name: str  # in English
    script: str  # the first word of its letters' Unicode names: "LATIN", "CYRILLIC"
    common: frozenset[str]  # words in lower case that every text of some length has, and few other languages have


Languages = Mapping[str, LanguagePack]
"""The packs at hand, by ISO 639-1 code."""


@cache
def shipped_languages() -> Languages:
    """The packs that ship with geomap."""
    folder = resources.files("geomap.languages")
    return {code: read_pack(folder / code) for code in SHIPPED}


def read_pack(folder: Traversable) -> LanguagePack:
    """The pack in a folder, which bears the ISO 639-1 code of its language.

    Raises:
        TableError: files, keys or values are missing or of the wrong kind; all of them are told.
    """
    faults: list[Fault] = []
    table = _table(folder, "language.toml", {"name": str, "script": str, "common": str}, faults)
    if faults:
        raise TableError(faults)
    return LanguagePack(
        code=folder.name,
        name=table["name"],
        script=table["script"],
        common=frozenset(table["common"].split()),
    )


def _table(folder: Traversable, name: str, keys: Mapping[str, type], faults: list[Fault]) -> dict[str, Any]:
    """One file of a pack; what is wrong with it is added to `faults`."""
    file = f"{folder.name}/{name}"
    try:
        table = tomllib.loads((folder / name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        faults.append(Fault(file=file, line=None, field=None, trouble=f"cannot be read: {error}"))
        return {}
    for key, kind in keys.items():
        if not isinstance(table.get(key), kind):
            faults.append(Fault(file=file, line=None, field=key, trouble=f"is missing, or no {kind.__name__}"))
    return table
