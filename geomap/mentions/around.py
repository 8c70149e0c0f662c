"""What the words around a name say of it: the verb it stands before, what governs it, what it is put in front of."""

from collections.abc import Sequence
from functools import lru_cache

from geomap.mentions.lexicon import NAMED, NOUNS, SPORT, VERBS, VIOLENCE, words
from geomap.mentions.words import Word

_AUXILIARIES = (
    dict.fromkeys(words("is are was were be been being"), "be")
    | dict.fromkeys(words("has have had"), "have")
    | dict.fromkeys(words("will would can could may might must should shall did does do to"), "will")
)
_ADVERBS = words(
    "also again already always even ever finally just later long meanwhile never no not now often once only quietly "
    "since soon still swiftly then thus today twice yesterday n't"
)
_IRREGULAR = words("hit cut set shot struck shaken taken seen held beaten overrun burnt blown torn lost put")
CLAUSE_REACH = 9  # words behind a name in which the clause is looked at
_OPENS_CLAUSE = words(
    ", ; : — – after although and as because before but if nor once or since so than that though unless until what "
    "when whenever where which while why yet"
) | {""}
_BESIDE = words("the a an neighbouring neighboring nearby occupied central downtown northern southern eastern western")
PREPOSITIONS = words(
    "about across against among around at behind between by for from in inside into near of off on onto outside over "
    "through to toward towards under upon with within without"
)
_OWNS = frozenset({"'s", "’s", "ʼs"})
_APOSTROPHES = frozenset("'’ʼ")
_LINKS = words(", and or nor &")
_LONGEST_SCORE = 3  # digits
MOST_SKIPPED = 6  # words between a name and its verb, auxiliaries and adverbs; or before it, up to what governs it
LONGEST_LIST = 24  # words of a list of names that are read over


def is_sport(sentence: Sequence[Word]) -> bool:
    """Whether a sentence speaks of games, or has a score: "4-1"."""
    return any(
        word.lower in SPORT or (word.lower == "-" and _is_score(sentence[at - 1].lower, sentence[at + 1].lower))
        for at, word in enumerate(sentence[:-1])
    )


def _is_score(one: str, other: str) -> bool:
    return one.isdecimal() and other.isdecimal() and len(one) <= _LONGEST_SCORE >= len(other)


def predicate(sentence: Sequence[Word], end: int) -> tuple[str, str, str]:
    """What is said of a name that ends before word `end`: voice, group of the verb, the word itself.

    A list of names is read over: "X and Y agreed". Behind "X's" it is the noun, after two adjectives at most.
    """
    at = _behind_list(sentence, end)
    if sentence[at].lower in _OWNS or (sentence[at].text in _APOSTROPHES and sentence[at - 1].lower.endswith("s")):
        return "own", *_noun_behind(sentence, at + 1)
    at, voice = _verb(sentence, at)
    verb, after = sentence[at], sentence[min(at + 1, len(sentence) - 1)]
    group = _verb_group(verb.lower, verb.shape)
    if group == "-ed" and voice != "be":
        group = "act"  # few verbs have a town for their subject, and those are listed
    if after.lower == "by" and (group == "war" or _is_participle(verb.lower)):
        voice = "be"
    return voice, group, verb.lower


def governor(sentence: Sequence[Word], first: int) -> tuple[str, str, str]:
    """What a name that begins with word `first` hangs on: its preposition, the group of the word before, that word."""
    at = first - 1
    while at > first - MOST_SKIPPED and sentence[at].lower in _BESIDE:
        at -= 1
    at = _before_list(sentence, at)
    link = sentence[at].lower
    if link in PREPOSITIONS:
        word = sentence[at - 1].lower
        return link, _governor_group(word), word
    return ("start" if link in _OPENS_CLAUSE else ""), _governor_group(link), link


def suffers(sentence: Sequence[Word], end: int) -> bool:
    """Whether the clause behind a name speaks of violence."""
    for word in sentence[end : end + CLAUSE_REACH]:
        if word.lower in VIOLENCE:
            return True
        if word.lower in {",", ";", "."} or word.is_capital:
            return False
    return False


def noun(word: Word) -> str:
    """The group of a word as a noun: "tie", "state", "event", "ground", "site", "folk", "sport", "thing" or none."""
    return NOUNS.get(word.lower, "")


def is_named(word: Word) -> bool:
    """Whether such things bear names of their own: ships, storms, operations."""
    return word.lower in NAMED


def _verb(sentence: Sequence[Word], at: int) -> tuple[int, str]:
    """Where the verb stands behind auxiliaries and adverbs, and the last auxiliary's kind."""
    voice = ""
    for _ in range(MOST_SKIPPED):
        lower = sentence[at].lower
        if lower in _AUXILIARIES:
            voice = _AUXILIARIES[lower]
        elif lower not in _ADVERBS and not (lower.endswith("ly") and lower.isalpha()):
            break
        at = min(at + 1, len(sentence) - 1)
    return at, voice


def _behind_list(sentence: Sequence[Word], end: int) -> int:
    """Over the rest of a list of names, which "and Y" closes; without that it is none: "hit X, President Y said".

    ", and Y" right behind the first one opens another clause: "hit X, and Y vowed".
    """
    at, last = end, min(end + LONGEST_LIST, len(sentence) - 1)
    if sentence[at].lower == "," and sentence[at + 1].lower in _LINKS:
        return end
    is_closed = False
    while at < last and sentence[at].lower in _LINKS and not is_closed:
        while at < last and sentence[at].lower in _LINKS:
            is_closed = is_closed or sentence[at].lower != ","
            at += 1
        if not sentence[at].is_capital:
            return end
        while at < last and sentence[at].is_capital:
            at += 1
    return at if is_closed else end


def _before_list(sentence: Sequence[Word], at: int) -> int:
    """From the link of "with X and Y" back to "with", of "hit X and Y" to "hit"; a link that opens a clause stays."""
    here, lowest = at, max(at - LONGEST_LIST, -3)
    while here > lowest and sentence[here].lower in _LINKS and sentence[here - 1].is_capital:
        here -= 1
        while here > lowest and sentence[here].is_capital:
            here -= 1
    ruler = sentence[here].lower
    return here if ruler in PREPOSITIONS or ruler in VERBS else at


def _noun_behind(sentence: Sequence[Word], at: int) -> tuple[str, str]:
    for word in sentence[at : at + 3]:
        if group := NOUNS.get(word.lower):
            return group, word.lower
    word = sentence[min(at, len(sentence) - 1)]
    return word.shape, word.lower


@lru_cache(maxsize=8192)
def _verb_group(lower: str, shape: str) -> str:
    if lower in PREPOSITIONS:
        return "in"
    if group := VERBS.get(lower):
        return group
    if shape != "a":
        return shape
    if lower in NOUNS:
        return "n" + NOUNS[lower]
    return next((end for end in ("-ed", "-s") if lower.endswith(end[1:])), "-")


@lru_cache(maxsize=8192)
def _governor_group(lower: str) -> str:
    return NOUNS.get(lower) or VERBS.get(lower) or ("-ed" if lower.endswith("ed") else "")


def _is_participle(lower: str) -> bool:
    return lower.endswith("ed") or lower in _IRREGULAR
