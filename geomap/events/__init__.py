"""The event coder: from resolved places to what happened there, and when."""

from geomap.events.assemble import EventCoder
from geomap.events.codes import sentence_codes


def shipped_coder() -> EventCoder:
    """The event coder that ships with geomap."""
    return EventCoder()


__all__ = ["EventCoder", "sentence_codes", "shipped_coder"]
