"""What the gazetteer knows of each word of a text, as short names of kinds."""

from collections.abc import Mapping
from functools import lru_cache

from geomap.mentions.given_names import given_names
from geomap.mentions.lexicon import Lexicon
from geomap.mentions.lookups import Names
from geomap.records import NameFacts

MANY_BEARERS = 4  # a name with more is called ambiguous
LARGEST = 7  # digits of a population: ten million and more are one kind


CAPITAL = "K"  # a town that stands for a government as often as for itself
GIVEN = "F"  # a division that shares its name with many persons: "Michael", "Victoria"
Kinds = Mapping[tuple[int, int], str]  # by half-open range of word numbers


def kinds(names: Names, facts: Mapping[str, NameFacts], lexicon: Lexicon) -> Kinds:
    """The kinds of the names that the gazetteer or the lists of the language know."""
    found: dict[tuple[int, int], str] = {}
    persons, capitals = given_names(), lexicon.toponyms.capitals
    for stretch, name in names.items():
        if own := lexicon.own_kinds.get(name):
            found[stretch] = own
        elif name in capitals:
            found[stretch] = CAPITAL
        elif fact := facts.get(name):
            kind = kind_of(fact)
            found[stretch] = GIVEN if kind == "D" and name in persons else kind
    return found


class Known:
    """The known names in a text of `size` words."""

    __slots__ = ("alone", "ends", "place", "starts")

    def __init__(self, size: int, kinds: Kinds) -> None:
        self.alone: list[str] = ["0"] * size  # kind of the word by itself
        self.place: list[str] = [""] * size  # position in the longest name that covers it, with the name's kind
        self.starts: dict[int, str] = {}  # kind of the longest name that starts at a word
        self.ends: dict[int, str] = {}  # ... that ends with it
        for (first, end), kind in kinds.items():
            if end - first == 1:
                self.alone[first] = kind
        for first, end, kind in longest_matches(kinds):
            self.starts[first] = kind
            self.ends[end - 1] = kind
            if end - first == 1:
                self.place[first] = "S" + kind
            else:
                self.place[first:end] = ["B" + kind, *["I" + kind] * (end - first - 2), "E" + kind]


def longest_matches(kinds: Kinds) -> list[tuple[int, int, str]]:
    """Of the known names those that are leftmost and longest, without overlap: first word, end, kind."""
    found: list[tuple[int, int, str]] = []
    behind = 0
    for first, end in sorted(kinds, key=lambda stretch: (stretch[0], -stretch[1])):
        if first >= behind:
            found.append((first, end, kinds[first, end]))
            behind = end
    return found


@lru_cache(maxsize=8192)
def kind_of(fact: NameFacts) -> str:
    """The kind of a known name: C country, N people, D first division, else class and digits of its population."""
    if fact.is_country:
        return "C"
    if fact.is_people:
        return "N"
    if fact.is_admin1:
        return "D"
    size = 0 if fact.population <= 0 else min(len(str(fact.population)), LARGEST)
    return f"{'P' if 'P' in fact.classes else fact.classes[:1]}{size}{'m' if fact.bearers > MANY_BEARERS else ''}"
