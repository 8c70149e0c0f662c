"""Leaves out unknown names that the taggers were in doubt about, most of them in lists of persons."""

from collections.abc import Sequence

from geomap.mentions.roles import Found
from geomap.mentions.tokens import Tokens

# Chosen on GeoVirus, LGL and GeoWebNews half A, docs/decisions/0340.
DOUBTFUL = 0.7  # below it a name of several words that no gazetteer knows needs something that speaks for it
SURE = 0.9  # a name that speaks for the one beside it


def without_doubtful(tokens: Tokens, found: Sequence[Found]) -> list[Found]:
    """The names without those of several words that no gazetteer knows and nothing speaks for, if nearly none.

    Most are persons in lists of persons. What speaks for a name is a preposition before it, a word in it or behind it
    such as "river", and a sure name to its side, parted from it by one word or sign: "Um Barat, Sudan".

    Args:
        tokens: the words of the text.
        found: the names, rising and without overlap.
    """
    sure = [name for name in found if name.score >= SURE]
    behind, before = {name.end + 1 for name in sure}, {name.first - 1 for name in sure}
    return [name for name in found if name.first in behind or name.end in before or not _is_doubtful(tokens, name)]


def _is_doubtful(tokens: Tokens, name: Found) -> bool:
    words = tokens.words
    if name.kind or name.score >= DOUBTFUL or sum(word.is_capital for word in words[name.first : name.end]) == 1:
        return False
    if words[name.first - 1].lower in tokens.lexicon.roles.grammar.prepositions:
        return False
    return not any(word.group for word in words[name.first : name.end + 1])
