"""What a language pack says of the likeness of two reports: the words that part two events, or do not.

All of it may be missing: in a language without it no word parts two events.
"""

import re

from geomap.languages.sections import Pattern, WordSet, section

_NOTHING = re.compile(r"(?!)")  # what a language does not say


@section
class LikenessPatterns:
    """Over the name of a side, "Russian forces"."""

    sort: Pattern = _NOTHING  # the word that says what sort of people or thing it is
    people: Pattern = _NOTHING  # the word that says whose it is


@section
class LikenessWords:
    """likeness.toml: words of reports that are compared, in small letters."""

    empty: WordSet = frozenset()  # two reports share them without telling of the same thing
    broad: WordSet = frozenset()  # of a side; too many may be meant to tell two deeds apart
    things: WordSet = frozenset()  # targets that are no people, in the singular
    same_sort: tuple[str, ...] = ()  # rows of words for one sort, of which the first stands for all
    peoples: tuple[str, ...] = ()  # rows of words for one people or its state, likewise
    plural: tuple[str, ...] = ()  # endings that a sort loses in the singular
    patterns: LikenessPatterns = LikenessPatterns()
