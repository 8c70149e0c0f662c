"""The event coder: from resolved places to what happened there, and when."""

from geomap.events.assemble import EventCoder


def shipped_coder() -> EventCoder:
    """The event coder that ships with geomap."""
    return EventCoder()


__all__ = ["EventCoder", "shipped_coder"]
