"""`python -m geomap.training.event_further` lets the shipped reader of events learn further, without its network.

The decisions on tolls and who did it learn from annotated articles that the shipped network has not read, and
from our own short texts: trees are added to theirs. Takes some ten minutes of one core and no pretrained network.
Each run adds to what stands there, so it is for decisions that have not learned from these texts: not for those that
ship, which have, nor for those of `event_ship`, which trains all anew and reads these texts as well.
"""

from geomap.events.decisions import read_decisions, to_bytes
from geomap.events.network import FILES, SHARED, EventNetwork
from geomap.events.reader import DECISIONS
from geomap.training.annotations import read_annotations, read_short_texts
from geomap.training.annotations_shape import Split
from geomap.training.event_decisions import train
from geomap.training.event_ship import lessons, lessons_of_short
from geomap.training.event_texts import geoparsed
from geomap.training.mentions_ship import MODELS as NAMES_MODELS
from geomap.training.model_files import MODELS, write


def shipped_network() -> EventNetwork:
    """The network as it ships."""
    return EventNetwork(
        {name: (MODELS / name).read_bytes() for name in FILES}
        | {name: (NAMES_MODELS / "accurate" / name).read_bytes() for name in SHARED}
    )


def main() -> None:
    """Train the decisions further and write them in their place."""
    reading = shipped_network()
    read = lessons(geoparsed(read_annotations().of(Split.FURTHER)), reading)
    read += lessons_of_short(geoparsed(read_short_texts().of(Split.TRAIN)), reading)
    begun = read_decisions((MODELS / DECISIONS).read_bytes())
    made, _ = train(read, begun)
    write({DECISIONS: to_bytes(made)})


if __name__ == "__main__":
    main()
