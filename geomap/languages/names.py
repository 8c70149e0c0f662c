"""What a language pack says of names of places: their words, what they do in a sentence, what they stand for.

All of it may be missing: a language without it has no such words, and what is read from them alone is not read.
"""

import re
from collections.abc import Mapping
from dataclasses import field
from typing import Annotated

from pydantic import BeforeValidator

from geomap.languages.sections import Pattern, WordSet, section

_NOTHING = re.compile(r"(?!)")  # what a language does not say


def _parted(said: object) -> object:
    return [" ".join(phrase.split()) for phrase in said.split(",")] if isinstance(said, str) else said


PhraseSet = Annotated[frozenset[str], BeforeValidator(_parted)]
"""Words of several words, in the file as one string, parted by commas, or as a list."""
Groups = Mapping[str, WordSet]
"""Words by the name of the group that the trained models know."""


@section
class DatelineWords:
    """Where a text says where it was written: "By Anna Kowal; BEIRUT, Feb. 10 (Reuters) -"."""

    months: WordSet = frozenset()  # as they are shortened
    agencies: WordSet = frozenset()  # that write their names with small letters
    byline: WordSet = frozenset()  # opens the names of those who wrote it
    joins: WordSet = frozenset()  # stands between those names


@section
class FrameWords:
    """Words that hardly anything but a place has around it: `before`, `between` it and another place, `site` behind.

    In small letters, words and signs with a space between.
    """

    before: Pattern = _NOTHING
    between: Pattern = _NOTHING
    site: Pattern = _NOTHING
    body: Pattern = _NOTHING  # before a town in the name of a body at whose seat something happened
    level: Pattern = _NOTHING  # behind, and enough by itself: the "village" of "Hub village"
    listed: Pattern = _NOTHING  # before a list of places: "the villages of"
    parts: WordSet = frozenset()  # between the names of such a list


@section
class PersonWords:
    """What tells that a name is a person's."""

    shared: WordSet = frozenset()  # given names that persons share with countries, states and well-known towns
    links: WordSet = frozenset()  # stand inside a person's name without a capital
    behind: Pattern = _NOTHING  # behind a name, in small letters, words and signs with a space between


@section
class FirmWords:
    """What tells that a name is a firm's; patterns read small letters, words and signs parted by spaces."""

    before: Pattern = _NOTHING  # "the retailer"
    behind: Pattern = _NOTHING  # ", a Spanish retailer"
    lists: WordSet = frozenset()  # the last word before a list of examples: "like", the "as" of "such as"
    named: Pattern = _NOTHING  # ... with that word: "retailers such as"
    joins: WordSet = frozenset()  # between the names of such a list
    owned: Pattern = _NOTHING  # before: "analysts at", though a preposition stands there
    owns: Pattern = _NOTHING  # behind: "'s shareholders"
    unknown_owned: Pattern = _NOTHING  # before, of names that no gazetteer knows: "an engineer from"
    unknown_owns: Pattern = _NOTHING  # behind, the same: "aired a statement"
    heads: WordSet = frozenset()  # open the names of armed groups: the "Ahrar" of "Ahrar al-Sham"
    bodies: PhraseSet = frozenset()  # by name, as they are written; no place bears such a name


@section
class ToponymWords:
    """toponyms.toml: the words that names are made of, and that stand beside them. Spellings in small letters."""

    states: WordSet = frozenset()  # abbreviated with a full stop that belongs to the name: "Pa"
    initials: WordSet = frozenset()  # the same of several words: "N.C."
    possessive: WordSet = frozenset()  # stands behind an apostrophe at the end of a name: "s"
    connectors: WordSet = frozenset()  # stand inside names without a capital: "Isle of Man"
    openers: WordSet = frozenset()  # articles that a hyphen ties to a name: "al-Bab"
    plain: WordSet = frozenset()  # open sentences and are no names when only their first letter is a capital
    titles: WordSet = frozenset()  # open the name of a person
    inside: WordSet = frozenset()  # stand before what something is in, or goes to
    endings: Groups = field(default_factory=dict)  # what a name is the name of, by its last word
    capitals: PhraseSet = frozenset()  # towns whose name stands for a government as often as for a town; folded
    peoples: PhraseSet = frozenset()  # without a state of their own, of regions and continents; folded, singular
    plural: tuple[str, ...] = ()  # endings of peoples in the plural
    unions: PhraseSet = frozenset()  # of states: they act as countries do
    datelines: DatelineWords = DatelineWords()
    frames: FrameWords = FrameWords()
    persons: PersonWords = PersonWords()
    firms: FirmWords = FirmWords()


@section
class Grammar:
    """What words around a name are to it."""

    auxiliaries: Groups = field(default_factory=dict)  # "be", "have", "will"
    adverbs: WordSet = frozenset()  # may stand between a name and its verb
    adverb_endings: tuple[str, ...] = ()
    participles: WordSet = frozenset()  # of verbs that have no ending of the past
    past: tuple[str, ...] = ()  # endings of verbs
    present: tuple[str, ...] = ()
    openers: WordSet = frozenset()  # a clause begins
    beside: WordSet = frozenset()  # may stand between a name and what governs it: "the occupied"
    prepositions: WordSet = frozenset()
    agents: WordSet = frozenset()  # "by", which makes a participle of the verb before
    genitives: WordSet = frozenset()  # "of": the verb behind is another's
    possessives: WordSet = frozenset()  # cut from the end of a name: "'s"
    plural: tuple[str, ...] = ()  # ending of a name that bears an apostrophe alone
    links: WordSet = frozenset()  # close a list of names


@section
class RolePatterns:
    """Forms of the text that settle what a name does; `before` reads up to the name, `behind` from its end on."""

    nationals: Pattern = _NOTHING  # before: "citizens of"
    links: Pattern = _NOTHING  # all that stands between the names of such a list
    ground: Pattern = _NOTHING  # before: "the outskirts of": what is ground does not act
    figure_before: Pattern = _NOTHING  # "his Waterloo": stands for what happened there
    figure_behind: Pattern = _NOTHING
    figure_of_before: Pattern = _NOTHING  # "the Guernica of our age"
    figure_of_behind: Pattern = _NOTHING
    suffers: Pattern = _NOTHING  # behind: what only ground suffers
    falls_for: Pattern = _NOTHING  # behind: looks so and is none
    speaks: Pattern = _NOTHING  # behind: "prosecutors said"
    says: Pattern = _NOTHING  # behind: "said"
    band: Pattern = _NOTHING  # behind: "cartel", an armed band that bears the name of where it comes from
    scene: Pattern = _NOTHING  # before: "in the", so that the name is where they speak and not who
    hangs: Pattern = _NOTHING  # before: "of": another is the subject of what follows
    credit: Pattern = _NOTHING  # a picture's credit
    degree: Pattern = _NOTHING  # the whole name: "M.A."
    ship_before: Pattern = _NOTHING
    ship_behind: Pattern = _NOTHING
    group_before: Pattern = _NOTHING  # "Islamic State in": a branch's name may follow
    branches: Pattern = _NOTHING  # the whole name
    province: Pattern = _NOTHING  # behind, the same
    media: Pattern = _NOTHING  # behind: "Times"
    firms: Pattern = _NOTHING  # behind: "Bank"
    club_before: Pattern = _NOTHING
    club_behind: Pattern = _NOTHING
    there: Pattern = _NOTHING  # before: what is said to have happened at the building
    site: Pattern = _NOTHING  # behind: a building that bears the name
    level: Pattern = _NOTHING  # behind: what the name is the name of, "territory", or a road that ends there
    heading: Pattern = _NOTHING  # behind a name that opens a note: ": two houses"
    note: Pattern = _NOTHING  # all that stands before such a name in its line: a mark of a list, a sign


@section
class RoleWords:
    """roles.toml: what a name does in its sentence, by the words around it, in small letters."""

    grammar: Grammar = Grammar()
    verbs: Groups = field(default_factory=dict)  # behind a name
    nouns: Groups = field(default_factory=dict)  # behind a name, or in front of "of"
    classes: Groups = field(default_factory=dict)  # right beside a name
    named: WordSet = frozenset()  # what has a name of its own, borrowed from a place
    sport: WordSet = frozenset()  # a sentence with one of these speaks of games
    violence: WordSet = frozenset()  # by whom and with what a town suffers
    think_tanks: WordSet = frozenset()  # acronyms that are places' names as well
    origins: tuple[str, ...] = ()  # one of them is in all that `nationals` finds
    credit_marks: tuple[str, ...] = ()  # one of them is in every text that has a credit
    patterns: RolePatterns = RolePatterns()


@section
class Levels:
    """Words that say what kind of place a name stands for."""

    town: WordSet = frozenset()
    first: WordSet = frozenset()  # first-level divisions
    second: WordSet = frozenset()  # smaller ones
    water: WordSet = frozenset()
    near: WordSet = frozenset()  # around a place, not in it: "front"


@section
class AskedToo:
    """Words that are asked for beside the one of the text: gazetteers may know a division under another."""

    first: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    water: tuple[str, ...] = ()


@section
class PlacePatterns:
    """Phrases around a name: `before` reads up to the name, `behind` from its end, `between` all between two names."""

    possessive: Pattern = _NOTHING  # at the end of a name
    tail: Pattern = _NOTHING  # at the end of a name: "-based"
    article: Pattern = _NOTHING  # at its beginning
    headed: Pattern = _NOTHING  # the whole name: level word and name, "province of idlib"
    level_before: Pattern = _NOTHING  # group 1 the capital before, if any; group 2 the word: "the city of"
    level_behind: Pattern = _NOTHING  # group 1 the word
    level_listed: Pattern = _NOTHING  # behind, over a list of names; group 1 the word in the plural
    comma: Pattern = re.compile(r"^\.?,\s+$")  # between: "Homs, Syria", "Homs city, Syria"
    parenthesis: Pattern = _NOTHING  # between: "Homs (Syria)"
    within: Pattern = _NOTHING  # between: "Homs in Syria"
    simply_within: Pattern = _NOTHING  # the same without other words
    owner: Pattern = _NOTHING  # between: "Ukraine's Kharkiv"
    simply_owner: Pattern = _NOTHING
    adjective: Pattern = _NOTHING  # between: "the Syrian city of Homs"
    simply_adjective: Pattern = _NOTHING
    beside: Pattern = _NOTHING  # between: "Kharkiv and Sumy"
    scene: Pattern = _NOTHING  # before: something is said to be in it
    street: Pattern = _NOTHING  # at the end of a folded name
    title: Pattern = _NOTHING  # before: the title of a person
    speaks: Pattern = _NOTHING  # behind: what persons alone do


@section
class InnerArticles:
    """Articles that are part of a name, as the Arabic one is of "al-Bab"."""

    anywhere: WordSet = frozenset()
    tied: WordSet = frozenset()  # those that are one only where a hyphen ties them to the name: "el" is Spanish as well
    usual: tuple[str, ...] = ()  # what gazetteers write most


@section
class PlaceWords:
    """places.toml: what the words in and around a name say of the place it means; words folded."""

    levels: Levels = Levels()
    asked_too: AskedToo = AskedToo()
    small: WordSet = frozenset()  # level words after which a small place is meant
    directions: WordSet = frozenset()
    sites: WordSet = frozenset()  # end the names of sites that begin with their town's: "Mogadishu Stadium"
    site_kinds: WordSet = frozenset()  # may stand between the two: "Bamako Grand Mosque"
    plural: tuple[str, ...] = ()  # endings that a level word loses in the singular
    plurals: Mapping[str, str] = field(default_factory=dict)  # level words that lose more
    shortened: Mapping[str, str] = field(default_factory=dict)  # first words of names, as others write them
    possessives: tuple[str, ...] = ()  # at the end of a name
    articles: tuple[str, ...] = ()  # before a name
    behind_whole_names: WordSet = frozenset()  # that no further noun of the name can follow: "the Dnipro is"
    inner_articles: InnerArticles = InnerArticles()
    level_links: tuple[str, ...] = ()  # one of them ends what `level_before` finds
    listing: tuple[str, ...] = ()  # open what `level_listed` finds, beside the comma
    divisions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # names by GeoNames code, the full one first
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # armed ones and missions, by ISO alpha-2
    titles: tuple[str, ...] = ()  # of persons, as far as `title` begins with them
    begins: WordSet = frozenset()  # are capitalised only because a sentence begins with them
    derived: tuple[str, ...] = ()  # endings of words that are no misspelt towns: "Siberian"
    patterns: PlacePatterns = PlacePatterns()
