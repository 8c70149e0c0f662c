"""Tells the names of firms, papers and agencies that are called like places: the "Kia" of "Kia, a carmaker"."""

from collections.abc import Iterator, Sequence

from geomap.mentions.roles import Found
from geomap.mentions.tokens import Tokens

_BEFORE, _BEHIND = 3, 9  # words and signs to each side of a name that may say what bears it
_WIDE = frozenset("CN")  # kinds of names that no firm bears by itself


def without_firms(tokens: Tokens, found: Sequence[Found]) -> list[Found]:
    """The names without those of whom the text says that they are a firm, a paper, an agency or the like.

    What stands behind a preposition stays: a text may speak of a bank called Santander and of the town.

    Args:
        tokens: the words of the text.
        found: what was found in it, rising.
    """
    lists = [at for low, high in _lists(tokens) for at in range(low, high)]
    likely = [name for name in found if name.kind not in _WIDE and not _is_behind_preposition(tokens, name)]
    told = {_wording(tokens, name) for name in likely if name.first in lists or _is_told(tokens, name)}
    gone = {name.first for name in likely if _wording(tokens, name) in told}
    return [name for name in found if name.first not in gone]


def _lists(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Half-open ranges of the names of firms in "retailers such as Kia, Seat and Zara"."""
    words, firms = tokens.words, tokens.lexicon.toponyms.firms
    for low, high in tokens.sentences:
        for at in range(low + 1, high):
            if words[at].lower in firms.lists and firms.named.search(_spelt(tokens, max(low, at - _BEFORE), at + 1)):
                end = at + 1
                while end < high and (words[end].is_capital or words[end].lower in firms.joins):
                    end += 1
                yield at + 1, end


def _is_told(tokens: Tokens, name: Found) -> bool:
    """Whether a word for what bears it stands before the name, or behind it."""
    firms = tokens.lexicon.toponyms.firms
    before = _spelt(tokens, max(0, name.first - _BEFORE), name.first)
    behind = _spelt(tokens, name.end, min(len(tokens.words), name.end + _BEHIND))
    return firms.before.search(before) is not None or firms.behind.match(behind) is not None


def _is_behind_preposition(tokens: Tokens, name: Found) -> bool:
    return tokens.words[name.first - 1].lower in tokens.lexicon.toponyms.inside


def _wording(tokens: Tokens, name: Found) -> tuple[str, ...]:
    return tuple(word.text for word in tokens.words[name.first : name.end])


def _spelt(tokens: Tokens, first: int, end: int) -> str:
    """Words in small letters with a space between."""
    return " ".join(word.lower for word in tokens.words[first:end])
