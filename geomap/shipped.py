"""What ships with geomap: its name and version, and the data, inside an installed wheel or beside it in a checkout."""

import tomllib
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import Any

VERSION = "0.1.0"  # the build reads it here
DISTRIBUTION = "geomap-news"  # on the package index, where `geomap` is another's


def data_dir() -> Path:
    """The folder that holds gazetteer/, boundaries/, articles/ and sources.toml."""
    package = Path(__file__).resolve().parent
    in_wheel = package / "_data"
    return in_wheel if in_wheel.is_dir() else package.parent / "data"


def credit_lines(villages_of: Collection[str] | None = None, *, districts: bool = True) -> tuple[str, ...]:
    """The credit of the sources of shipped data, each once, in the order of `sources.toml`.

    Args:
        villages_of: ISO 3166-1 alpha-2 codes of the countries whose villages are in a result; None for all.
        districts: whether outlines of districts outside Ukraine may be in it.
    """
    used = [source for source in _sources() if _is_used(source["file"], villages_of, districts=districts)]
    return tuple(dict.fromkeys(source["credit"] for source in used))


def credit_of(file: str) -> str:
    """The credit of one shipped file, named from the data's folder: "boundaries/districts.parquet"."""
    return next(str(source["credit"]) for source in _sources() if source["file"] == file)


@lru_cache(maxsize=1)
def _sources() -> tuple[dict[str, Any], ...]:
    table: dict[str, list[dict[str, Any]]] = tomllib.loads((data_dir() / "sources.toml").read_text(encoding="utf-8"))
    return tuple(table["source"])


def _is_used(file: str, villages_of: Collection[str] | None, *, districts: bool) -> bool:
    folder, _, name = file.rpartition("/")
    if name == "districts.parquet":
        return districts
    return folder != "villages" or villages_of is None or name.split(".")[0] in villages_of
