"""A closed list of given names of persons, which ships beside the models."""

from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Common given names, folded."""
    text = resources.files("geomap.mentions.models").joinpath("first_names.txt").read_text(encoding="utf-8")
    return frozenset(name for line in text.splitlines() if not line.startswith("#") for name in line.split())
