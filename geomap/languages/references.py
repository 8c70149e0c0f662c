"""Fills the references between the entries of a pack: @{words.people}, @any{hedges.low}, @{numbers.patterns.any}."""

import re
from collections.abc import Mapping
from typing import Any

Tables = Mapping[str, Mapping[str, Any]]
"""The files of a pack by name, as TOML gives them."""

_REFERENCE = re.compile(r"@(?P<any>any)?\{(?P<paths>[\w.+]+)\}")
_DEEPEST = 12  # references within references; more go round in a circle


class ReferenceFault(ValueError):  # noqa: N818 - a fault of a file, told with others
    """A reference that leads nowhere, or back to itself."""


def filled(tables: Tables, file: str, text: str, depth: int = 0) -> str:
    """The text with what its references stand for; a path begins with a file's name or is of the same file.

    Raises:
        ReferenceFault: a reference leads nowhere, or back to itself.
    """
    if depth > _DEEPEST:
        raise ReferenceFault("its references go round in a circle")

    def stand_in(match: re.Match[str]) -> str:
        if match["any"]:
            return _alternatives([word for path in match["paths"].split("+") for word in _words(tables, file, path)])
        home, found = _entry(tables, file, match["paths"])
        if not isinstance(found, str):
            raise ReferenceFault(f"{match[0]} is no text")
        return filled(tables, home, found, depth + 1)

    return _REFERENCE.sub(stand_in, text)


def _entry(tables: Tables, file: str, path: str) -> tuple[str, Any]:
    first, _, rest = path.partition(".")
    home, keys = (first, rest.split(".")) if first in tables else (file, path.split("."))
    found: Any = tables[home]
    for key in keys:
        if not isinstance(found, Mapping) or key not in found:
            raise ReferenceFault(f"there is no entry {path}")
        found = found[key]
    return home, found


def _words(tables: Tables, file: str, path: str) -> list[str]:
    found = _entry(tables, file, path)[1]
    return found.split() if isinstance(found, str) else list(found)


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(dict.fromkeys(words), key=lambda word: (-len(word), word)))
