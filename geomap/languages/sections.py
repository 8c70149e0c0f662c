"""What a language pack says, section by section: each a file of the pack's folder, each field a key of it."""

import re
from collections.abc import Mapping
from typing import Annotated, TypeVar, cast, dataclass_transform

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass

Pattern = re.Pattern[str]
_NOTHING = re.compile(r"(?!)")  # what a language does not say


def _split(said: object) -> object:
    return said.split() if isinstance(said, str) else said


WordSet = Annotated[frozenset[str], BeforeValidator(_split)]
"""Words, in the file as one string, parted by spaces, or as a list."""

T = TypeVar("T")


@dataclass_transform(kw_only_default=True, frozen_default=True, eq_default=False)
def section(kind: type[T]) -> type[T]:
    """Make a class a frozen section, checked when it is made, equal to itself alone; an unknown key is refused."""
    made = dataclass(kind, frozen=True, slots=True, kw_only=True, eq=False, config=ConfigDict(extra="forbid"))
    return cast("type[T]", made)


@section
class Detection:
    """language.toml: what tells the language from others."""

    name: str  # in English
    script: str  # the first word of its letters' Unicode names: "LATIN", "CYRILLIC"
    common: WordSet  # words in lower case that every text of some length has, and few other languages have
    tied: WordSet = frozenset()  # words that a hyphen ties to a name: "Kyiv-based"
    completes: WordSet = frozenset()  # words that complete the name that ends the line above them: "Oblast"
    unfinished: WordSet = frozenset()  # words after which no sentence and no heading ends: "of"
    beside: Pattern = (
        _NOTHING  # a whole line, in lower case, that stands around an article on its page: "Read more: ..."
    )


@section
class Hedges:
    """Words before a number that say how sure it is."""

    low: tuple[str, ...]  # "at least"
    high: tuple[str, ...]  # "up to"
    near: tuple[str, ...]  # "about"
    fillers: tuple[str, ...]  # say nothing: "a total of"
    vague: tuple[str, ...]  # stand for a number: "dozens"
    not_vague: tuple[str, ...]  # hold a vague word and are none


@section
class NumberPatterns:
    """Over lower-case text."""

    one: Pattern  # a number without its hedge
    any: Pattern  # a number with its hedge, without groups
    single: Pattern  # what stands before one person or thing that is not counted


@section
class Numbers:
    """numbers.toml: how the language counts."""

    thousands: str  # the signs between the digits of a large number
    values: Mapping[str, int]
    others: Mapping[str, int]  # count people and things, not days: "a", "both"
    scales: Mapping[str, int]
    phrases: Mapping[str, int]  # of several words, known by their beginning
    hedges: Hedges
    patterns: NumberPatterns


@section
class Capital:
    """Words that are a date only when written with a capital."""

    words: WordSet


@section
class Tense:
    """Words that tell what is to come, and what had been."""

    future: WordSet
    pluperfect: WordSet


@section
class Dates:
    """dates.toml: words of time, by what they are worth in the grammar of `events/dates`."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]  # Monday is 0
    seasons: Mapping[str, int]  # their first month
    units: Mapping[str, str]  # "hours" = "hour"
    years: Mapping[str, int]
    quarters: Mapping[str, int]
    decades: Mapping[str, int]
    weekends: Mapping[str, int]
    feasts: Mapping[str, str]  # "12-25"
    day_parts: Mapping[str, int]
    days: Mapping[str, int]  # days from the day of writing
    edges: Mapping[str, int]  # thirds of an interval: 1, 2, 3
    ordinals: Mapping[str, int]
    classes: Mapping[str, tuple[str, ...]]  # small words by their letter
    senses: Mapping[str, str]
    few: Mapping[str, tuple[int, int]]  # how many "a few" are, from - to
    capital: Capital
    tense: Tense


@section
class KindsOfPeople:
    """Whom a wording speaks of."""

    combatants: Pattern
    civilians: Pattern
    surely_civilians: Pattern
    unclear: Pattern  # may be either

    def of(self, said: str) -> str:
        """Either "combatants" or "civilians", or "" when not said."""
        if self.combatants.search(said):
            return "combatants"
        if self.surely_civilians.search(said) or (self.civilians.search(said) and not self.unclear.search(said)):
            return "civilians"
        return ""


@section
class CasualtyMarks:
    """Small tests of the words around a figure."""

    plural: Pattern  # at the end of words for several
    mixed: Pattern  # before a verb: the number counts killed and wounded together
    partial: Pattern  # the toll behind it holds the dead told before
    share: Pattern  # behind a figure that would have to be multiplied


@section
class Doubts:
    """No harm of these days."""

    before: Pattern  # the figure, in its clause
    verb: Pattern  # right before its verb
    around: Pattern  # anywhere in the sentence
    within: Pattern  # right before the figure: it is counted already


@section
class CasualtyPatterns:
    """Over the lower-case sentence; the groups `count` and `whom` say how many and who."""

    triggers: Pattern  # one of these is in every sentence of harm
    no_count: Pattern  # figures that count nobody: days, hours, ages, distances, scores, names
    passive: Pattern  # people before what became of them, which is the name of the last group
    single: Pattern  # the same for one person
    person: Pattern
    behind: Pattern  # what may stand behind "12 wounded"
    hurt_treated: Pattern
    hurt_suffered: Pattern
    taken: Pattern
    things: Pattern
    more: Pattern  # further people behind
    before: Pattern  # further people before
    suffering: Pattern
    bare: Pattern
    uncounted: Pattern
    lone: Pattern
    driven_out: Pattern


@section
class Casualties:
    """casualties.toml: how people and things that came to harm are counted."""

    groups: Mapping[str, int]  # words for people of a known number
    whom: KindsOfPeople
    marks: CasualtyMarks
    doubts: Doubts
    patterns: CasualtyPatterns
    behind_verbs: Mapping[str, Pattern]  # by what became of them
    tolls: Mapping[str, Pattern]
    nouns: Mapping[str, Pattern]


@section
class Names:
    """Words that end the names of those who act and are acted upon."""

    peoples: WordSet
    states: WordSet
    weapons: WordSet
    of_weapons: WordSet
    actors: WordSet
    victims: WordSet
    missiles: WordSet
    determiners: WordSet
    quantities: WordSet
    no_modifiers: WordSet
    crowds: WordSet
    combatants: WordSet


@section
class Counting:
    """What stands around such a name and is none of it."""

    pairs: tuple[str, ...]  # two words that say how many: "at least"
    of: str
    and_: Annotated[str, Field(alias="and")]
    possessive: tuple[str, ...]
    plural: Pattern  # what a word for several loses to be a word for one


@section
class Speakers:
    """Small words around those who speak."""

    groups: Pattern  # armed groups by name
    pronouns: WordSet
    marks: WordSet  # one of them is in every sentence that names its speaker
    openers: Pattern
    adverb: Pattern
    article: Pattern
    joined: str


@section
class SpeakerPatterns:
    """Over the sentence as written."""

    actor: Pattern
    according: Pattern
    titled: Pattern
    trailing: Pattern
    inverted: Pattern
    leading: Pattern


@section
class Shape:
    """One way to say who did what to whom."""

    needs: str  # what must be in the sentence, a quick test
    reads: Pattern


@section
class Participants:
    """participants.toml: who acts, upon whom, and who speaks."""

    names: Names
    kinds: KindsOfPeople
    counting: Counting
    speakers: Speakers
    speaker_patterns: SpeakerPatterns
    shape: tuple[Shape, ...]


@section
class TriggerRule:
    """Words that name an event of one of ACLED's types."""

    name: str
    sub: str = ""  # "" where the words leave it open
    type: str = ""  # where `sub` is ""
    any: WordSet  # one of them is in every sentence that the rule matches
    pattern: Pattern  # over the lower-case sentence
    weak: bool = False  # counts only where nothing stronger is found
    harm: bool = False  # of a strike told beside it, these are its dead


@section
class Triggers:
    """triggers.toml: what newsrooms call events."""

    rule: tuple[TriggerRule, ...]  # where two overlap the first one counts


@section
class WeaponKind:
    """One kind of weapons, or of other means."""

    kind: str
    words: Pattern  # over the lower-case sentence
    subs: frozenset[str]  # the sub-event types that it makes


@section
class Weapons:
    """weapons.toml: with what it was done."""

    weapon: tuple[WeaponKind, ...]  # a word of several kinds belongs to the first one that fits


@section
class Barrier:
    """Why words that name a deed are no event of these days."""

    reason: str
    before: Pattern | None = None  # from the beginning of the clause to the words
    after: Pattern | None = None  # right behind them
    around: Pattern | None = None  # anywhere in the sentence
    spares: WordSet = frozenset()  # event types it does not bar
    subs: WordSet = frozenset()  # the only sub-types it bars; empty for all


@section
class Modality:
    """modality.toml: plans, denials, history."""

    clause: Pattern  # where a clause begins
    opens: WordSet  # such a boundary belongs to the clause that it opens
    barrier: tuple[Barrier, ...]


@section
class LocationPatterns:
    """Before a name, in lower case; `site` behind it."""

    offset: Pattern
    beside: Pattern
    outskirts: Pattern
    stretch: Pattern  # between the two ends
    between: Pattern
    site: Pattern
    inside: Pattern
    aside: Pattern = _NOTHING  # all that stands between a name and the distance said of it: "Vasylkiv, about"
    behind: Pattern = _NOTHING  # all between the place that a distance begins at and the name it leads to
    road: Pattern = (
        _NOTHING  # behind two names that a dash joins, so that they are its ends: "the Kaduna-Abuja highway"
    )
    scene: Pattern = _NOTHING  # something is said to have happened in it: "in the town of"


@section
class Steering:
    """Words that say how a name or a date stands to what is told."""

    beside: tuple[str, ...]  # before or behind a name, in an order that the trained decisions know
    openers: frozenset[str]  # a clause begins
    other_time: frozenset[str]  # a clause begins that tells of another time


@section
class Seats:
    """Where those who speak sit or speak, which is not where it happened: before a name, or behind it."""

    before: Pattern = _NOTHING  # "told reporters in"
    home: Pattern = _NOTHING  # "at its headquarters in", where the sentence says that somebody speaks
    said: Pattern = _NOTHING  # "he said in", which is a seat where another place is named
    body: Pattern = _NOTHING  # "the agency in", with `speaks` behind the name
    speaks: Pattern = _NOTHING
    opens: Pattern = _NOTHING  # "In" at the head of the sentence, with `of_state` behind the name
    of_state: Pattern = _NOTHING  # ", the defence minister said": who speaks for a state speaks in its capital


@section
class Locations:
    """locations.toml: where something lies that has no name of its own."""

    steering: Steering
    bearings: Mapping[str, float]  # degrees
    units_km: Mapping[str, float]  # by the beginnings of their words
    patterns: LocationPatterns
    seats: Seats = Seats()
