"""What ships with geomap: its name and version, and the data, inside an installed wheel or beside it in a checkout."""

import tomllib
from pathlib import Path

VERSION = "0.1.0"  # the build reads it here
DISTRIBUTION = "geomap-news"  # on the package index, where `geomap` is another's


def data_dir() -> Path:
    """The folder that holds gazetteer/, boundaries/, articles/ and sources.toml."""
    package = Path(__file__).resolve().parent
    in_wheel = package / "_data"
    return in_wheel if in_wheel.is_dir() else package.parent / "data"


def credit_lines() -> tuple[str, ...]:
    """The credit of every source of shipped data, each once, in the order of `sources.toml`."""
    table = tomllib.loads((data_dir() / "sources.toml").read_text(encoding="utf-8"))
    return tuple(dict.fromkeys(source["credit"] for source in table["source"]))
