"""Takes the parts of a country's or division's name for the whole: "Chaharmahal and Bakhtiari" is one province."""

from collections.abc import Sequence

from geomap.mentions.known import Kinds, longest_matches
from geomap.mentions.roles import Found

_WHOLE = frozenset({"C", "D"})  # kinds of names that are taken whole
_LEAST_WORDS = 3  # of such a name: shorter ones the tagger sees whole, or says why not


def whole_names(found: Sequence[Found], kinds: Kinds) -> list[Found]:
    """The names, where those inside the longer name of a country or first-level division are one with that.

    What begins before or ends behind the longer name stays as it is.

    Args:
        found: the names, rising and without overlap.
        kinds: what the gazetteer knows.
    """
    inside: dict[tuple[int, int], list[Found]] = {}
    wide = [
        (first, end) for first, end, kind in longest_matches(kinds) if kind in _WHOLE and end - first >= _LEAST_WORDS
    ]
    for first, end in wide:
        crossing = [name for name in found if name.first < end and first < name.end]
        if crossing and all(first <= name.first and name.end <= end for name in crossing):
            inside[first, end] = crossing
    taken = {id(name) for names in inside.values() for name in names}
    whole = [
        Found(first=first, end=end, kind=kinds[first, end], score=max(name.score for name in names))
        for (first, end), names in inside.items()
    ]
    return sorted([*whole, *(name for name in found if id(name) not in taken)], key=lambda name: name.first)
