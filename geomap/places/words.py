"""What the words in and around a name say of the kind of place it stands for."""

from enum import StrEnum


class PlaceKind(StrEnum):
    """What the words around a name say about the kind of place."""

    OPEN = "open"  # nothing said
    FIRST = "first"  # first-level division: "Kharkiv region"
    SECOND = "second"  # a smaller division: "Bucha district"
    TOWN = "town"  # "the city of X"
    WATER = "water"  # "Dnipro River"
    NEAR = "near"  # "the Bakhmut front": around X, not in it
    PART = "part"  # "northern X": a part of a country or region


BARE = frozenset({PlaceKind.OPEN, PlaceKind.TOWN, PlaceKind.NEAR})  # a name without a word that asks for a division
DIVISIONS = frozenset({PlaceKind.FIRST, PlaceKind.SECOND})
