"""Gives names the article that a hyphen ties to them: "al-Tayyana", "Jisr al-Shughur"."""

from collections.abc import Sequence

from geomap.mentions.known import Kinds
from geomap.mentions.roles import Found
from geomap.mentions.tokens import Tokens

_HYPHENS = frozenset("-‐‑–")
_WIDE = frozenset({"C", "N", "D"})  # kinds of names that no article continues: "Syria al-Qaeda"


def with_articles(tokens: Tokens, found: Sequence[Found], kinds: Kinds) -> list[Found]:
    """The names with the articles that belong to them.

    A tagger that read "Jina" or "Al" of "Al-Jina" found the whole name; "Jisr" before "al-Shughur" is one with it,
    where no sentence ends in between.

    Args:
        tokens: the words of the text.
        found: the names, rising and without overlap.
        kinds: what the gazetteer knows.
    """
    whole: list[Found] = []
    begins = {low for low, _ in tokens.sentences}
    for name in found:
        first, end = _first(tokens, name.first), name.end if name.end in begins else _end(tokens, name.end)
        if first == end:  # a hyphen alone
            continue
        score = name.score
        goes_on = bool(whole) and first not in begins and _continues(tokens, whole[-1], first)
        if goes_on or (whole and first < whole[-1].end):
            before = whole.pop()
            first, end, score = before.first, max(end, before.end), max(score, before.score)
        is_same = (first, end) == (name.first, name.end)
        whole.append(name if is_same else Found(first=first, end=end, kind=kinds.get((first, end), ""), score=score))
    return whole


def _first(tokens: Tokens, first: int) -> int:
    """Where the name begins, with the article before it."""
    hyphen = first if tokens.words[first].text in _HYPHENS else first - 1
    opener = first if _is_tied(tokens, first) else hyphen - 1
    if opener >= 0 and _is_tied(tokens, opener):
        return opener - 2 if _is_chained(tokens, opener - 2) else opener
    return first + 1 if hyphen == first else first


def _end(tokens: Tokens, end: int) -> int:
    """Where the name ends, with what its article belongs to: "Wad an" of "Wad an Nora"."""
    if _is_tied(tokens, end - 1):
        return end + 2
    words = tokens.words
    is_open = not words[end - 1].is_capital and words[end - 1].lower in tokens.lexicon.toponyms.openers
    return end + 1 if is_open and end < len(words) and words[end].is_capital else end


def _is_tied(tokens: Tokens, at: int) -> bool:
    """Whether a word is an article that a hyphen ties to a word with a capital."""
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    return (
        at + 2 < len(words)
        and words[at].lower in tokens.lexicon.toponyms.openers
        and words[at + 1].text in _HYPHENS
        and words[at + 2].is_capital
        and ends[at] == starts[at + 1]
        and ends[at + 1] == starts[at + 2]
    )


def _is_chained(tokens: Tokens, at: int) -> bool:
    """Whether a hyphen ties a word with a capital to the article behind it: the "Deir" of "Deir-ez-Zor"."""
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    return (
        at >= 0
        and words[at].is_capital
        and words[at + 1].text in _HYPHENS
        and ends[at] == starts[at + 1]
        and ends[at + 1] == starts[at + 2]
    )


def _continues(tokens: Tokens, before: Found, first: int) -> bool:
    """Whether a name that begins with its article stands right behind another: "Jisr al-Shughur"."""
    return before.end == first and before.kind[:1] not in _WIDE and _is_tied(tokens, first)
