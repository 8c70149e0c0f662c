"""What the article's outlet and address say of the names in it."""

from collections.abc import Sequence

from geomap.names import fold
from geomap.records import Article

SHORT = 3  # letters up to which a name may stand in an address by chance


def borne(article: Article, cores: Sequence[str]) -> tuple[bool, ...]:
    """For each folded name whether the outlet or its host bears it."""
    letters = (fold(host(article.url or "")) + " " + fold(article.outlet or "")).replace(" ", "")
    if not letters:
        return (False,) * len(cores)
    closed = (core.replace(" ", "") for core in cores)
    return tuple(len(core) > SHORT and core in letters for core in closed)


def host(url: str) -> str:
    """The host of an address, "" when it has none."""
    return url.rpartition("://")[2].partition("/")[0].partition(":")[0]
