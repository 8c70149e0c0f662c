"""The word tables of the event coder, one file per language, and their reader."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

FALLBACK = "en"


@cache
def table(name: str) -> dict[str, Any]:
    """The word table `name` ("en", "deeds_en") as plain dicts and lists.

    Raises:
        FileNotFoundError: the package is incomplete; there is no such table.
    """
    return tomllib.loads(resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def has(name: str) -> bool:
    """Whether there is such a table."""
    return resources.files(__name__).joinpath(f"{name}.toml").is_file()


@cache
def patterns(name: str, section: str) -> Mapping[str, re.Pattern[str]]:
    """The regular expressions of one section of a word table, by name."""
    return {key: re.compile(pattern) for key, pattern in table(name)[section].items()}
