"""`python -m geomap.training.event_calibration` measures anew what the probability of an event means.

The shipped decisions were calibrated by halves of a network, each of which had read half of the articles; the whole
network reads better than either, so that their probabilities were too low where it is sure. Here they are measured on
annotated articles that the shipped network has not read. Takes a minute and no pretrained network; the order of events
stays as it is.
"""

from geomap.events.decisions import read_decisions, to_bytes
from geomap.events.reader import DECISIONS
from geomap.training.annotations import read_annotations
from geomap.training.annotations_shape import Split
from geomap.training.event_decisions import calibrated
from geomap.training.event_further import shipped_network
from geomap.training.event_ship import lessons
from geomap.training.event_texts import geoparsed
from geomap.training.model_files import MODELS, write


def main() -> None:
    """Measure, and write the decisions in their place."""
    read = lessons(geoparsed(read_annotations().of(Split.FURTHER)), shipped_network())
    made = calibrated(read, read_decisions((MODELS / DECISIONS).read_bytes()))
    write({DECISIONS: to_bytes(made)})


if __name__ == "__main__":
    main()
