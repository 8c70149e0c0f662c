"""Tells the names of firms, papers, agencies and armed groups that look like places: the "Kia" of "Kia, a carmaker"."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from geomap.languages import FirmWords
from geomap.mentions.roles import Found
from geomap.mentions.tokens import Tokens

_BEFORE, _BEHIND = 4, 9  # words and signs to each side of a name that may say what bears it
_WIDE = frozenset("CN")  # kinds of names that no firm bears by itself


def without_firms(tokens: Tokens, found: Sequence[Found]) -> list[Found]:
    """The names without those of whom the text says that they are a firm, a paper, an agency or the like.

    What stands behind a preposition stays: a text may speak of a bank called Santander and of the town. That is not so
    for names that no gazetteer knows, and behind words such as "analysts at". What is listed as a body goes everywhere.

    Args:
        tokens: the words of the text.
        found: what was found in it, rising.
    """
    lists = {at for low, high in _lists(tokens) for at in range(low, high)}
    bodies = {at for low, high in _bodies(tokens) for at in range(low, high)}
    likely = [name for name in found if name.kind not in _WIDE]
    told = {_wording(tokens, name) for name in likely if name.first in lists or _is_told(tokens, name)}
    gone = {
        name.first
        for name in likely
        if name.first in bodies
        or _is_owner(tokens, name)
        or (_wording(tokens, name) in told and not (name.kind and _is_behind_preposition(tokens, name)))
    }
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


def _bodies(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Half-open ranges of the names of listed bodies, and of armed groups by the word that opens their name."""
    words, firms = tokens.words, tokens.lexicon.toponyms.firms
    listed = _by_first_word(firms)
    for at, word in enumerate(words):
        for name in listed.get(word.text, ()):
            if tuple(other.text for other in words[at : at + len(name)]) == name:
                yield at, at + len(name)
        if word.is_capital and word.lower in firms.heads and (end := _group_end(tokens, at)) > at + 1:
            yield at, end


@cache
def _by_first_word(firms: FirmWords) -> Mapping[str, list[tuple[str, ...]]]:
    """The names of bodies, word by word with hyphens and full stops by themselves, by their first one."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for name in firms.bodies:
        words = tuple(name.replace("-", " - ").split())
        table.setdefault(words[0], []).append(words)
    return table


def _group_end(tokens: Tokens, at: int) -> int:
    """Where the name of an armed group ends that begins at a word; right behind that word where nothing follows."""
    words, openers, end = tokens.words, tokens.lexicon.toponyms.openers, at + 1
    if end < len(words) and words[end].text == "-":
        end += 1
    if end + 2 < len(words) and words[end].lower in openers:
        end += 2 if words[end + 1].text == "-" else 1
    return end + 1 if end < len(words) and words[end].is_capital else at + 1


def _is_told(tokens: Tokens, name: Found) -> bool:
    """Whether what stands before or behind the name says what bears it."""
    firms, before, behind = tokens.lexicon.toponyms.firms, _before(tokens, name), _behind(tokens, name)
    if not name.kind and (firms.unknown_owned.search(before) or firms.unknown_owns.match(behind)):
        return True
    if _is_behind_preposition(tokens, name):
        return False
    return bool(firms.before.search(before) or firms.behind.match(behind)) or _is_owner(tokens, name)


def _is_owner(tokens: Tokens, name: Found) -> bool:
    """Whether what stands around the name is said of firms alone, so that a preposition before it tells no town."""
    firms = tokens.lexicon.toponyms.firms
    return bool(firms.owned.search(_before(tokens, name)) or firms.owns.match(_behind(tokens, name)))


def _before(tokens: Tokens, name: Found) -> str:
    return _spelt(tokens, max(0, name.first - _BEFORE), name.first)


def _behind(tokens: Tokens, name: Found) -> str:
    return _spelt(tokens, name.end, min(len(tokens.words), name.end + _BEHIND))


def _is_behind_preposition(tokens: Tokens, name: Found) -> bool:
    return tokens.words[name.first - 1].lower in tokens.lexicon.toponyms.inside


def _wording(tokens: Tokens, name: Found) -> tuple[str, ...]:
    return tuple(word.text for word in tokens.words[name.first : name.end])


def _spelt(tokens: Tokens, first: int, end: int) -> str:
    """Words in small letters with a space between."""
    return " ".join(word.lower for word in tokens.words[first:end])
