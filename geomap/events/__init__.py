"""The reader of events: from resolved places to what happened there, and when."""

from geomap.events.reader import EventReader


def shipped_coder() -> EventReader:
    """The reader of events with the models that ship with geomap.

    Raises:
        ModelError: a model is missing or damaged.
    """
    return EventReader.shipped()


__all__ = ["EventReader", "shipped_coder"]
