"""What can be said about a word without looking around it; each word is looked at once."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from geomap.languages import ToponymWords
from geomap.mentions.given_names import given_names
from geomap.mentions.items import Features
from geomap.mentions.word_clusters import clusters_of
from geomap.names import fold

LONG_WORD = 4  # letters
LONGEST_KEPT = 64  # letters of the words that are remembered: a dozen spellings of each are kept
LONGEST = 8  # letters: longer words are told apart no more by their length


@dataclass(frozen=True, slots=True)
class Word:
    """One spelling."""

    text: str
    lower: str
    shape: str  # "Aa", "AA", "A.", "aA", "A", "a", "1", or the sign itself
    is_capital: bool  # holds a capital letter, so it may belong to a name
    is_connector: bool
    is_given: bool  # a common given name
    opens_person: bool  # that, or a title, or an initial
    is_long: bool  # a word of some letters
    is_plain: bool  # a common word with a capital at most
    group: str  # of the names that end with it, "" for most words
    clusters: Features  # the numbers of the groups of words that are used alike
    own: Features  # what it says of itself, ready for the tagger
    as_previous: Features  # what it says of the word behind it
    as_next: Features  # ... of the word before it
    as_left: Features  # ... of the run of capitals behind it
    as_right: Features  # ... of the run of capitals before it


def reader(said: ToponymWords) -> Callable[[str], Word]:
    """Says of a spelling what is to be said about it in a language; remembers what it has said."""
    stopped = said.initials | {state + "." for state in said.states}
    group_of = {word: group for group, words in said.endings.items() for word in words}

    def look(spelling: str) -> Word:
        lower = spelling.lower()
        is_capital = lower != spelling and spelling[0] not in "'’ʼ"
        shape = shape_of(spelling)
        is_given = is_capital and lower in given_names()
        clusters = clusters_of(lower)
        return Word(
            text=spelling,
            lower=lower,
            shape=shape,
            is_capital=is_capital,
            is_connector=lower in said.connectors,
            is_given=is_given,
            opens_person=is_given or lower in said.titles or shape == "A",
            is_long=len(lower) >= LONG_WORD and lower.isalpha(),
            is_plain=shape in {"Aa", "A", "a"} and lower in said.plain,
            group=group_of.get(lower, ""),
            clusters=clusters,
            own=_own(spelling, shape, clusters, is_state=spelling in stopped) if is_capital else (),
            as_previous=("p=" + lower, *_each("p", clusters)),
            as_next=("n=" + lower, *_each("n", clusters)),
            as_left=("L=" + lower, *_each("L", clusters)),
            as_right=("R=" + lower, *_each("R", clusters)),
        )

    kept = lru_cache(maxsize=32_768)(look)
    return lambda spelling: kept(spelling) if len(spelling) <= LONGEST_KEPT else look(spelling)


def _own(spelling: str, shape: str, clusters: Features, *, is_state: bool) -> Features:
    plain = fold(spelling)
    own: Features = ("w=" + spelling.lower(), "s=" + shape, "x=" + plain[-3:], "X=" + plain[-2:], "a=" + plain[:3])
    own += ("l=" + str(min(len(plain), LONGEST)), *_each("w", clusters))
    return (*own, "st") if is_state else own


def _each(part: str, groups: Features) -> Features:
    """The groups of a word that plays a part."""
    return tuple(part + group for group in groups)


def shape_of(spelling: str) -> str:
    """The pattern of capitals in a spelling."""
    if "." in spelling and len(spelling) > 1:
        return "A."
    if not any(letter.isalnum() for letter in spelling):
        return spelling[:1]
    if spelling.isupper():
        return "A" if len(spelling) == 1 else "AA"
    if spelling.islower():
        return "a"
    if spelling[0].isupper():
        return "Aa" if spelling[1:].islower() else "AaA"
    return "1" if spelling.isdigit() else "aA"
