"""Where the models of the reader of events lie in the package, and how models are put there."""

from collections.abc import Mapping
from pathlib import Path

MODELS = Path(__file__).parents[1] / "events" / "models"


def write(files: Mapping[str, bytes], folder: Path = MODELS) -> None:
    """Put the files of a model into its folder of the package."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        fresh = (folder / name).with_suffix(".new")
        fresh.write_bytes(content)
        fresh.replace(folder / name)
