"""What the words around a name say of it: the verb it stands before, what governs it, what it is put in front of."""

from collections.abc import Sequence
from functools import lru_cache

from geomap.languages import Grammar
from geomap.mentions.lexicon import Lexicon
from geomap.mentions.words import Word

CLAUSE_REACH = 9  # words behind a name in which the clause is looked at
_BREAKS = frozenset({"", ",", ";", ":", "–", "—"})  # signs at which a clause begins
_APOSTROPHES = frozenset("'’ʼ")
_JOINTS = frozenset({",", "&"})  # signs between the names of a list
_LONGEST_SCORE = 3  # digits
MOST_SKIPPED = 6  # words between a name and its verb, auxiliaries and adverbs; or before it, up to what governs it
LONGEST_LIST = 24  # words of a list of names that are read over


def is_sport(sentence: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether a sentence speaks of games, or has a score: "4-1"."""
    sport = lexicon.roles.sport
    return any(
        word.lower in sport or (word.lower == "-" and _is_score(sentence[at - 1].lower, sentence[at + 1].lower))
        for at, word in enumerate(sentence[:-1])
    )


def _is_score(one: str, other: str) -> bool:
    return one.isdecimal() and other.isdecimal() and len(one) <= _LONGEST_SCORE >= len(other)


def predicate(sentence: Sequence[Word], end: int, lexicon: Lexicon) -> tuple[str, str, str]:
    """What is said of a name that ends before word `end`: voice, group of the verb, the word itself.

    A list of names is read over: "X and Y agreed". Behind "X's" it is the noun, after two adjectives at most.
    """
    said = lexicon.roles.grammar
    at = _behind_list(sentence, end, said.links)
    bears = sentence[at].text in _APOSTROPHES and sentence[at - 1].lower.endswith(said.plural)
    if bears or sentence[at].lower in said.possessives:
        return "own", *_noun_behind(sentence, at + 1, lexicon)
    at, voice = _verb(sentence, at, lexicon)
    verb, after = sentence[at], sentence[min(at + 1, len(sentence) - 1)]
    group = _verb_group(verb.lower, verb.shape, lexicon)
    if group == "-ed" and voice != "be":
        group = "act"  # few verbs have a town for their subject, and those are listed
    if after.lower in said.agents and (group == "war" or _is_participle(verb.lower, said)):
        voice = "be"
    return voice, group, verb.lower


def governor(sentence: Sequence[Word], first: int, lexicon: Lexicon) -> tuple[str, str, str]:
    """What a name that begins with word `first` hangs on: its preposition, the group of the word before, that word."""
    said, at = lexicon.roles.grammar, first - 1
    while at > first - MOST_SKIPPED and sentence[at].lower in said.beside:
        at -= 1
    at = _before_list(sentence, at, lexicon)
    link = sentence[at].lower
    if link in said.prepositions:
        word = sentence[at - 1].lower
        return link, _governor_group(word, lexicon), word
    opens = link in _BREAKS or link in said.openers
    return ("start" if opens else ""), _governor_group(link, lexicon), link


def suffers(sentence: Sequence[Word], end: int, lexicon: Lexicon) -> bool:
    """Whether the clause behind a name speaks of violence."""
    for word in sentence[end : end + CLAUSE_REACH]:
        if word.lower in lexicon.roles.violence:
            return True
        if word.lower in {",", ";", "."} or word.is_capital:
            return False
    return False


def _verb(sentence: Sequence[Word], at: int, lexicon: Lexicon) -> tuple[int, str]:
    """Where the verb stands behind auxiliaries and adverbs, and the last auxiliary's kind."""
    voice, said = "", lexicon.roles.grammar
    for _ in range(MOST_SKIPPED):
        lower = sentence[at].lower
        if lower in lexicon.auxiliaries:
            voice = lexicon.auxiliaries[lower]
        elif lower not in said.adverbs and not (lower.endswith(said.adverb_endings) and lower.isalpha()):
            break
        at = min(at + 1, len(sentence) - 1)
    return at, voice


def _behind_list(sentence: Sequence[Word], end: int, links: frozenset[str]) -> int:
    """Over the rest of a list of names, which "and Y" closes; without that it is none: "hit X, President Y said".

    ", and Y" right behind the first one opens another clause: "hit X, and Y vowed".
    """
    at, last = end, min(end + LONGEST_LIST, len(sentence) - 1)
    if sentence[at].lower == "," and _is_link(sentence[at + 1], links):
        return end
    is_closed = False
    while at < last and _is_link(sentence[at], links) and not is_closed:
        while at < last and _is_link(sentence[at], links):
            is_closed = is_closed or sentence[at].lower != ","
            at += 1
        if not sentence[at].is_capital:
            return end
        while at < last and sentence[at].is_capital:
            at += 1
    return at if is_closed else end


def _is_link(word: Word, links: frozenset[str]) -> bool:
    return word.lower in _JOINTS or word.lower in links


def _before_list(sentence: Sequence[Word], at: int, lexicon: Lexicon) -> int:
    """From the link of "with X and Y" back to "with", of "hit X and Y" to "hit"; a link that opens a clause stays."""
    said = lexicon.roles.grammar
    here, lowest = at, max(at - LONGEST_LIST, -3)
    while here > lowest and _is_link(sentence[here], said.links) and sentence[here - 1].is_capital:
        here -= 1
        while here > lowest and sentence[here].is_capital:
            here -= 1
    ruler = sentence[here].lower
    return here if ruler in said.prepositions or ruler in lexicon.verbs else at


def _noun_behind(sentence: Sequence[Word], at: int, lexicon: Lexicon) -> tuple[str, str]:
    for word in sentence[at : at + 3]:
        if group := lexicon.nouns.get(word.lower):
            return group, word.lower
    word = sentence[min(at, len(sentence) - 1)]
    return word.shape, word.lower


@lru_cache(maxsize=8192)
def _verb_group(lower: str, shape: str, lexicon: Lexicon) -> str:
    said = lexicon.roles.grammar
    if lower in said.prepositions:
        return "in"
    if group := lexicon.verbs.get(lower):
        return group
    if shape != "a":
        return shape
    if lower in lexicon.nouns:
        return "n" + lexicon.nouns[lower]
    if lower.endswith(said.past):
        return "-ed"
    return "-s" if lower.endswith(said.present) else "-"


@lru_cache(maxsize=8192)
def _governor_group(lower: str, lexicon: Lexicon) -> str:
    past = "-ed" if lower.endswith(lexicon.roles.grammar.past) else ""
    return lexicon.nouns.get(lower) or lexicon.verbs.get(lower) or past


def _is_participle(lower: str, said: Grammar) -> bool:
    return lower.endswith(said.past) or lower in said.participles
