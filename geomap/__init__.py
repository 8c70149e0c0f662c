"""geomap turns dated news articles into maps that can be trusted.

    import geomap

    result = geomap.map_events("articles/")        # or a DataFrame, articles, dicts, one text with its date
    result.events                                  # a GeoDataFrame, one row an event
    result.explore()                               # the map, in a notebook
    geomap.write(result, "maps/events.html")       # the suffix chooses the format

The names below are promised to others; everything else may change.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from geomap.shipped import VERSION

if TYPE_CHECKING:
    from geomap.api import code, geoparse, join, map_events, write
    from geomap.errors import GeomapError
    from geomap.gazetteer import open_gazetteer
    from geomap.gazetteer.geocoder import GazetteerGeocoder
    from geomap.gazetteer.online import OnlineGeocoder
    from geomap.gazetteer.with_online import GazetteerWithOnline
    from geomap.output.page import EventLayer, EventMap
    from geomap.records import Article, Candidate, Event, Field, Mention, Place, Reject, Role, Span
    from geomap.result import Result
    from geomap.schema import Tables
    from geomap.settings import Settings
    from geomap.stages import Stages

__version__ = VERSION

_HOMES = {
    # imported on first use, so that `geomap --help` does not wait for geopandas
    **dict.fromkeys(("code", "geoparse", "join", "map_events", "write"), "geomap.api"),
    **dict.fromkeys(
        ("Article", "Candidate", "Event", "Field", "Mention", "Place", "Reject", "Role", "Span"), "geomap.records"
    ),
    "EventLayer": "geomap.output.page",
    "EventMap": "geomap.output.page",
    "GazetteerGeocoder": "geomap.gazetteer.geocoder",
    "GazetteerWithOnline": "geomap.gazetteer.with_online",
    "GeomapError": "geomap.errors",
    "OnlineGeocoder": "geomap.gazetteer.online",
    "Result": "geomap.result",
    "Settings": "geomap.settings",
    "Stages": "geomap.stages",
    "Tables": "geomap.schema",
    "open_gazetteer": "geomap.gazetteer",
}

__all__ = [  # noqa: RUF022 - the order of the way through the house
    "map_events",
    "geoparse",
    "code",
    "join",
    "write",
    "Settings",
    "Stages",
    "Result",
    "Tables",
    "EventMap",
    "EventLayer",
    "GazetteerGeocoder",
    "GazetteerWithOnline",
    "OnlineGeocoder",
    "open_gazetteer",
    "Article",
    "Field",
    "Span",
    "Role",
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
