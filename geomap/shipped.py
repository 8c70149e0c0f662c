"""Where the data that ships with geomap lies: inside an installed wheel, or beside the package in a checkout."""

from pathlib import Path


def data_dir() -> Path:
    """The folder that holds gazetteer/, boundaries/, articles/ and sources.toml."""
    package = Path(__file__).resolve().parent
    in_wheel = package / "_data"
    return in_wheel if in_wheel.is_dir() else package.parent / "data"
