"""The people harmed and the things counted, as a sentence says them."""

from geomap.events.casualties.counts import Count, read_count
from geomap.events.casualties.harm import Counted, counting, find_harm, find_quantities

__all__ = ["Count", "Counted", "counting", "find_harm", "find_quantities", "read_count"]
