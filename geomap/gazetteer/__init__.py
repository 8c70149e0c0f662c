"""The cached gazetteer: what places there are, what they are called, where they lie."""

from geomap.gazetteer.build import Progress
from geomap.gazetteer.cache import ensure
from geomap.gazetteer.store import GazetteerStore

__all__ = ["GazetteerStore", "open_gazetteer"]


def open_gazetteer(*, progress: Progress | None = None) -> GazetteerStore:
    """The gazetteer of this machine; built first (some 15 s) when it is missing or stale.

    Args:
        progress: told what is being done, the steps done, and the steps in all.

    Raises:
        GazetteerMissingError: the extracts are not where they should be.
    """
    return GazetteerStore(ensure(progress=progress))
