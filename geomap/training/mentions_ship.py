"""Writes the shipped recogniser models."""

from pathlib import Path

from geomap.gazetteer import open_gazetteer
from geomap.training.corpora import NAMES
from geomap.training.mentions import train

MODELS = Path(__file__).resolve().parent.parent / "mentions" / "models"


def ship() -> None:
    """Train on all corpora and write the models into the package."""
    with open_gazetteer() as gazetteer:
        names, roles = train(NAMES, gazetteer)
    for name, model in (("names.crf", names), ("roles.crf", roles)):
        target = MODELS / name
        fresh = target.with_suffix(".new")
        fresh.write_bytes(model)
        fresh.replace(target)
        print(f"{target.name}: {len(model):,} bytes")
