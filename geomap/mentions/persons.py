"""Tells the names of persons that are called like places: the "Houston" of a text that spoke of Chad Houston."""

from collections.abc import Sequence

from geomap.mentions.roles import Found
from geomap.mentions.tokens import Tokens


def without_persons(tokens: Tokens, found: Sequence[Found]) -> list[Found]:
    """The names without those that the text has given to a person before, by a given name, a title or an initial.

    What stands behind "in" or another preposition stays: a text may speak of Virginia Woolf and of Virginia.

    Args:
        tokens: the words of the text.
        found: what was found in it, rising.
    """
    taken = {at for name in found for at in range(name.first, name.end)}
    first: dict[str, int] = {}  # where a surname was first said with what tells that it is one
    for at in range(1, len(tokens.words)):
        word, before = tokens.words[at], tokens.words[at - 1]
        if word.is_capital and word.is_long and before.opens_person and not {at, at - 1} & taken and _ends(tokens, at):
            first.setdefault(word.text, at)
    return [name for name in found if not _is_person(tokens, name, first)]


def _ends(tokens: Tokens, at: int) -> bool:
    """Whether no capital follows: "Chief Houston Correspondent" is none of that name."""
    return at + 1 >= len(tokens.words) or not tokens.words[at + 1].is_capital


def _is_person(tokens: Tokens, name: Found, first: dict[str, int]) -> bool:
    word, before = tokens.words[name.first], tokens.words[name.first - 1]
    if name.end - name.first > 1 or first.get(word.text, name.first) >= name.first or not _ends(tokens, name.first):
        return False
    return before.lower not in tokens.lexicon.roles.grammar.prepositions
