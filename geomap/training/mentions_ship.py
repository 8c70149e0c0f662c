"""Trains the shipped recogniser, measures it, and writes its models and its part of the model card."""

import time
from pathlib import Path

from geomap.gazetteer import GazetteerStore, open_gazetteer
from geomap.mentions import CrfRecogniser
from geomap.shipped import data_dir
from geomap.training import mentions_card, scores
from geomap.training.corpora import NAMES
from geomap.training.mentions import train
from geomap.training.mentions_gold import score_gold

MODELS = Path(__file__).resolve().parent.parent / "mentions" / "models"


def ship() -> None:
    """Train on all corpora, write the models into the package and the card into docs; equal input, equal models."""
    with open_gazetteer() as gazetteer:
        began = time.process_time()
        names, roles = train(NAMES, gazetteer)
        seconds = time.process_time() - began
        for name, model in (("names.npz", names), ("roles.npz", roles)):
            _write(MODELS / name, model)
            print(f"{name}: {len(model):,} bytes")
        _write(card_path(), _card(gazetteer, names, roles, seconds).encode("utf-8"))
        print(f"{card_path().name} written")


def card_path() -> Path:
    """The model card, in a checkout."""
    return data_dir().parent / "docs" / "model-card.md"


def _card(gazetteer: GazetteerStore, names: bytes, roles: bytes, seconds: float) -> str:
    recogniser = CrfRecogniser(names=names, roles=roles)
    part = mentions_card.part(
        sizes={"names.npz": len(names), "roles.npz": len(roles)},
        seconds=seconds,
        gazetteer=gazetteer.fingerprint,
        table=scores.table(scores.leave_one_out(gazetteer)),
        gold={half: score_gold(recogniser, gazetteer, held=half == "held") for half in ("open", "held")},
    )
    path = card_path()
    return mentions_card.placed(path.read_text(encoding="utf-8") if path.exists() else "", part)


def _write(target: Path, content: bytes) -> None:
    fresh = target.with_suffix(".new")
    fresh.write_bytes(content)
    fresh.replace(target)
