"""A small BERT on the processor: what the recogniser of names and the reader of events share."""

from geomap.encoder.layers import Layers
from geomap.encoder.pieces import Pieces

__all__ = ["Layers", "Pieces"]
