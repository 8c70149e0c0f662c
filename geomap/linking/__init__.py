"""Links what tells of one event: reports into events, events with the records of others."""

from geomap.linking.match import Match, match
from geomap.linking.measures import Side, side
from geomap.linking.merge import merge, split

__all__ = ["Match", "Side", "match", "merge", "side", "split"]
