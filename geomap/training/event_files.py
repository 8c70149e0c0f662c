"""Where the models of the reader of events lie in the package."""

from pathlib import Path

MODELS = Path(__file__).parents[1] / "events" / "models"


def write(files: dict[str, bytes]) -> None:
    """Put the files into the package."""
    MODELS.mkdir(exist_ok=True)
    for name, content in files.items():
        fresh = (MODELS / name).with_suffix(".new")
        fresh.write_bytes(content)
        fresh.replace(MODELS / name)
