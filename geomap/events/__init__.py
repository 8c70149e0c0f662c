"""The event coder: from resolved places to what happened there, and when."""

from geomap.events.assemble import EventCoder
from geomap.events.codes import sentence_codes
from geomap.events.merge import merge, split


def shipped_coder() -> EventCoder:
    """The event coder that ships with geomap."""
    return EventCoder()


__all__ = ["EventCoder", "merge", "sentence_codes", "shipped_coder", "split"]
