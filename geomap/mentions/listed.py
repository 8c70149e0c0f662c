"""Finds the names of a list of places that the tagger half saw: "the villages of Hub, Um Barat and Tel Kar"."""

from collections.abc import Iterator, Mapping, Sequence

from geomap.mentions.known import Kinds
from geomap.mentions.roles import Found
from geomap.mentions.tokens import Tokens

LEAST = 0.1  # how likely the tagger must hold one of a name's words
SCORE = 0.5  # of a name that it held for less
_WHOLE = frozenset({"C", "N", "D"})  # kinds of names that stay as they were found
_MOST_BEFORE = 7  # words and signs that open a list
_MOST_WORDS = 5  # of a name, hyphens and articles counted


def listed_names(tokens: Tokens, found: Sequence[Found], kinds: Kinds, likely: Mapping[int, float]) -> list[Found]:
    """The names, with those of the lists that the text calls villages, towns or the like.

    A name that the tagger read in part becomes the whole one; what was found otherwise stays.

    Args:
        tokens: the words of the text.
        found: the names, rising and without overlap.
        kinds: what the gazetteer knows.
        likely: how likely each word belongs to a name, by its number.
    """
    kept = {name.first: name for name in found}
    owner = {at: name for name in found for at in range(name.first, name.end)}
    for low, high in tokens.sentences:
        for first, end in _members(tokens, low, high):
            met = {owner[at].first: owner[at] for at in range(first, end) if at in owner}
            chance = max([likely.get(at, 0.0) for at in range(first, end)] + [one.score for one in met.values()])
            is_inside = all(first <= one.first and one.end <= end for one in met.values())
            if chance < LEAST or not is_inside or any(one.kind[:1] in _WHOLE for one in met.values()):
                continue
            for begin in met:
                del kept[begin]
            kept[first] = Found(
                first=first, end=end, kind=kinds.get((first, end), ""), score=round(max(chance, SCORE), 4)
            )
    return [kept[first] for first in sorted(kept)]


def _members(tokens: Tokens, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Half-open ranges of the names in the lists of a sentence that have two names at least."""
    words, frames = tokens.words, tokens.lexicon.toponyms.frames
    at = low + 1
    while at < high:
        if words[at].is_capital and frames.listed.search(_spelt(tokens, max(low, at - _MOST_BEFORE), at)):
            names = list(_run(tokens, at, high))
            if len(names) > 1:
                yield from names
            at = max(at, names[-1][1] if names else at)
        at += 1


def _run(tokens: Tokens, at: int, high: int) -> Iterator[tuple[int, int]]:
    """The names that stand one behind the other with nothing between them but what parts a list."""
    words, toponyms = tokens.words, tokens.lexicon.toponyms
    while at < high and (words[at].is_capital or words[at].lower in toponyms.openers):
        end = at
        while end < high and (
            words[end].is_capital or words[end].lower in toponyms.openers or words[end].shape in {"-", "’", "'"}
        ):
            end += 1
        if end - at > _MOST_WORDS or not words[end - 1].is_capital:
            return
        yield at, end
        at = end
        while at < high and (words[at].lower in toponyms.frames.parts or words[at].text.isdigit()):
            at += 1
        if at == end:
            return


def _spelt(tokens: Tokens, first: int, end: int) -> str:
    """Words in small letters with a space between."""
    return " ".join(word.lower for word in tokens.words[first:end])
