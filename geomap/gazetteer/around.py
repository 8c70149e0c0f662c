"""Which division around a position is the one that somebody names: others' records bring both, and no id."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from geomap.gazetteer.areas import containing, names_of
from geomap.geo import LonLat
from geomap.names import fold
from geomap.sounds import same_sound

_WORD = re.compile(r"\w+")
_LONG = 3  # letters: a shorter word is an article
_GENERIC = 0.2  # share of a country's names from which on a word says what a thing is, not which: "district", "oblast"


def division_called(name: str, at: LonLat, *, level: int) -> str:
    """The id of the division of the first or second level around a position; "" where there is none of that name.

    Outlines are coarse and tables are wrong now and then: a division that is called otherwise is not taken.
    """
    found = containing(at)
    key = found.admin1_id if level == 1 else found.admin2_id
    return key if key and _is_called(name, key, found.country, level) else ""


@lru_cache(maxsize=4096)
def _is_called(name: str, key: str, country: str, level: int) -> bool:
    generic = _generic(country, level)
    asked = _own_words(name, generic)
    return any(
        fold(name) == fold(known)
        or any(one == other or same_sound(one, other) for one in asked for other in _own_words(known, generic))
        for known in names_of(country, level).get(key, ())
    )


def _own_words(name: str, generic: frozenset[str]) -> list[str]:
    return [word for word in _words(name) if word not in generic]


def _words(name: str) -> Iterator[str]:
    return (word for word in _WORD.findall(fold(name)) if len(word) >= _LONG)


@lru_cache(maxsize=256)
def _generic(country: str, level: int) -> frozenset[str]:
    """The words that many of a country's divisions share."""
    names = [set(_words(name)) for spellings in names_of(country, level).values() for name in spellings]
    counts = Counter(word for words in names for word in words)
    return frozenset(word for word, n in counts.items() if n > 1 and n > _GENERIC * len(names))
