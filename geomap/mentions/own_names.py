"""Finds the names of readers' own places where a text has them, whatever the recogniser read there."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from geomap.mentions.words import LONGEST_KEPT
from geomap.names import fold
from geomap.records import Article, Field, Mention, Role, Span

_WORD = re.compile(r"[^\s.,;:!?()\[\]{}\"“”„«»/|\u2026_‐‑‒–—―-]+")
_POSSESSIVE = re.compile(r"['’ʼ]s?$")
_BETWEEN = re.compile(r"/?[ \t_‐‑‒–—-]{0,3}(?:\r?\n[ \t]*)?")  # of the words of one name
_SHORTENED = 3  # letters of a word up to which a full stop behind it may end no sentence: "St. Mary"
_SCORE = 0.95  # of a name that the recogniser did not see
_KEPT = frozenset({Role.ACTOR, Role.DATELINE})  # what a longer name is as well


class _Word(NamedTuple):
    start: int
    end: int
    folded: str
    is_raised: bool  # whether it begins with a capital, or has none at all


def with_own_names(article: Article, mentions: Sequence[Mention], own: Mapping[str, str]) -> tuple[Mention, ...]:
    """The mentions, with those of readers' own places in the place of what was read there.

    A name that the recogniser read shorter ("Um Haraz" of the Um Haraz camp) becomes the whole one; one that it did not
    see is found. What stands in a longer name stays that name's.

    Args:
        article: the article.
        mentions: what the recogniser found, rising within each field.
        own: the names of the places that overrule all others, folded, to the spelling in the reader's table.
    """
    if not own:
        return tuple(mentions)
    wanted = _by_first_word(tuple(own.values()))
    found: list[Mention] = []
    for field, text in ((Field.TITLE, article.title), (Field.TEXT, article.text)):
        read = [one for one in mentions if one.field is field]
        for first, last in _spans(text, wanted):
            read = _entered(read, article, field, Span(start=first, end=last))
        found += read
    return tuple(found)


@lru_cache(maxsize=4)  # of one gazetteer the same for each article
def _by_first_word(own: tuple[str, ...]) -> Mapping[str, list[tuple[tuple[str, ...], bool]]]:
    """The names as folded words with whether they begin with a capital, by their first word, the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
    for spelling in own:
        words = _words(spelling)
        if words:
            table.setdefault(words[0].folded, []).append((tuple(word.folded for word in words), words[0].is_raised))
    for names in table.values():
        names.sort(key=lambda name: (-len(name[0]), name))
    return table


def _words(text: str) -> list[_Word]:
    words = []
    for found in _WORD.finditer(text):
        written = found[0]
        bare, folded = _bare(written) if len(written) <= LONGEST_KEPT else _bare.__wrapped__(written)
        if folded:
            start = found.start() + written.index(bare)
            words.append(_Word(start, start + len(bare), folded, not bare[0].islower()))
    return words


@lru_cache(maxsize=32_768)
def _bare(written: str) -> tuple[str, str]:
    """A word without the apostrophes before and behind it, and folded."""
    bare = _POSSESSIVE.sub("", written.lstrip("'’‘ʼ"))
    return bare, fold(bare)


def _spans(text: str, wanted: Mapping[str, list[tuple[tuple[str, ...], bool]]]) -> Iterator[tuple[int, int]]:
    words = _words(text)
    at = 0
    while at < len(words):
        named = wanted.get(words[at].folded)
        fitting = (len(name) for name, raised in named or () if _is_at(text, words, at, name, raised=raised))
        count = next(fitting, 0) if named else 0
        if count:
            yield words[at].start, words[at + count - 1].end
        at += count or 1


def _is_at(text: str, words: Sequence[_Word], at: int, name: tuple[str, ...], *, raised: bool) -> bool:
    there = words[at : at + len(name)]
    if tuple(word.folded for word in there) != name or (raised and not there[0].is_raised):
        return False
    if not all(_are_joined(text, one, other) for one, other in pairwise(there)):
        return False
    return len(name) > 1 or not _is_in_name(text, words, at)


def _are_joined(text: str, one: _Word, other: _Word) -> bool:
    between = text[one.end : other.start]
    is_short = one.end - one.start <= _SHORTENED
    return bool(_BETWEEN.fullmatch(between.removeprefix(".") if is_short else between))


def _is_in_name(text: str, words: Sequence[_Word], at: int) -> bool:
    """Whether a single word may be part of a person's name: another with a capital stands right beside it."""
    own = words[at]
    before = [one for one in words[max(0, at - 1) : at] if text[one.end : own.start] == " "]
    behind = [one for one in words[at + 1 : at + 2] if text[own.end : one.start] == " "]
    return any(text[one.start].isupper() and not _opens(text, one.start) for one in (*before, *behind))


def _opens(text: str, start: int) -> bool:
    """Whether a word begins a sentence, where a capital says nothing."""
    before = text[:start].rstrip(" \"“'‘(")
    return not before or before[-1] in ".!?:\n"


def _entered(read: list[Mention], article: Article, field: Field, span: Span) -> list[Mention]:
    text = article.title if field is Field.TITLE else article.text
    met = [one for one in read if one.span.start < span.end and span.start < one.span.end]
    if any(one.span.start <= span.start and span.end <= one.span.end for one in met):
        return read  # it is read already, or part of a longer name
    role = next((one.role for one in met if one.role in _KEPT), Role.LOCATION)
    fresh = Mention(
        article_id=article.id,
        field=field,
        span=span,
        surface=text[span.start : span.end],
        role=role,
        score=max((one.score for one in met), default=_SCORE),
    )
    return sorted([*(one for one in read if one not in met), fresh], key=lambda one: one.span.start)
