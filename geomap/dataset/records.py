"""Events as text and back, for the time between coding and merging."""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from geomap.records import Event


def to_json(events: Iterable[Event]) -> list[str]:
    """Each event as JSON."""
    return [_adapter().dump_json(event).decode() for event in events]


def from_json(texts: Sequence[str]) -> list[Event]:
    """The events again, equal to what they were.

    Raises:
        ValueError: a text is no event.
    """
    return [_adapter().validate_json(text) for text in texts]


@cache
def _adapter() -> Any:  # noqa: ANN401 - of pydantic
    from pydantic import TypeAdapter

    return TypeAdapter(Event)


def bucket_of(event: Event) -> str:
    """Where an event is merged: its country and its month."""
    return bucket_in(event, event.when.first)


def bucket_in(event: Event, day: dt.date) -> str:
    """Where it would be merged if it began on that day."""
    place = event.where.place
    return f"{place.candidate.country if place else ''}-{day.year:04d}-{day.month:02d}"
