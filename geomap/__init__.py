"""geomap turns dated news articles into maps that can be trusted.

    import geomap

    result = geomap.map_events(["data/articles"])  # tables: events, reports, articles, mentions, areas, rejects
    result.events                                  # a GeoDataFrame, one row an event
    geomap.write(result, "maps/events.html")       # the suffix chooses the format

The names below are promised to others; everything else may change.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from geomap.shipped import VERSION

if TYPE_CHECKING:
    from geomap.errors import GeomapError
    from geomap.gazetteer import open_gazetteer
    from geomap.gazetteer.geocoder import GazetteerGeocoder
    from geomap.output.page import EventLayer, EventMap
    from geomap.pipeline import geoparse, map_events, write
    from geomap.records import Article, Candidate, Event, Mention, Place, Reject
    from geomap.schema import Tables
    from geomap.settings import Settings


__version__ = VERSION

_HOMES = {
    **dict.fromkeys(("Article", "Candidate", "Event", "Mention", "Place", "Reject"), "geomap.records"),
    # imported on first use, so that `geomap --help` does not wait for geopandas
    "EventLayer": "geomap.output.page",
    "EventMap": "geomap.output.page",
    "GazetteerGeocoder": "geomap.gazetteer.geocoder",
    "GeomapError": "geomap.errors",
    "Settings": "geomap.settings",
    "Tables": "geomap.schema",
    "geoparse": "geomap.pipeline",
    "map_events": "geomap.pipeline",
    "open_gazetteer": "geomap.gazetteer",
    "write": "geomap.pipeline",
}

__all__ = [  # noqa: RUF022 - the order of the way through the house
    "map_events",
    "geoparse",
    "write",
    "Settings",
    "Tables",
    "EventMap",
    "EventLayer",
    "GazetteerGeocoder",
    "open_gazetteer",
    "Article",
    "Mention",
    "Candidate",
    "Place",
    "Event",
    "Reject",
    "GeomapError",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever lives there
    if name not in _HOMES:
        raise AttributeError(f"module 'geomap' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
