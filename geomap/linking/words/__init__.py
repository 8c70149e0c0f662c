"""The words that linking knows, one file per language."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(language: str) -> dict[str, Any]:
    """The word table of a language as plain lists and strings."""
    return tomllib.loads(resources.files(__name__).joinpath(f"{language}.toml").read_text(encoding="utf-8"))
