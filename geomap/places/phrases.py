"""Phrases that join two names: "Lebanon, Pa.", "Ukraine's Kharkiv", "the Syrian city of Homs", lists."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from geomap.languages import PlaceWords
from geomap.records import Article, Field, Mention, Role

_FURTHEST = 45  # code points between two names that one phrase can join
_CLOSED = re.compile(r"\s*(?:[,.;:)]|$)")


class Tie(StrEnum):
    """How a phrase joins an inner and an outer name."""

    COMMA = "comma"  # "Lebanon, Pa.": the second may contain the first, or follow it in a list
    WITHIN = "within"  # "Homs in Syria", "Ukraine's Kharkiv", "Homs (Syria)"
    BESIDE = "beside"  # "Kharkiv and Sumy"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseLink:
    """Two groups, or two mentions, joined by a phrase; by their positions."""

    inner: int
    outer: int
    tie: Tie
    plain: bool = False  # whether no other words come between, so that the one lies in the other: "Ukraine's Kharkiv"
    closed: bool = False  # of a comma: whether another mark closes it, as in "Lebanon, Pa., ..."


def joins(article: Article, mentions: Sequence[Mention], words: PlaceWords) -> tuple[PhraseLink, ...]:
    """The phrases between neighbouring mentions."""
    found = []
    for at in range(len(mentions) - 1):
        first, second = mentions[at], mentions[at + 1]
        if first.field is not second.field or second.span.start - first.span.end > _FURTHEST:
            continue
        text = article.title if first.field is Field.TITLE else article.text
        closed = bool(_CLOSED.match(text, second.span.end))
        link = _link(text[first.span.end : second.span.start], first, second, at, words, closed=closed)
        if link:
            found.append(link)
    return tuple(found)


def between_groups(joined: Sequence[PhraseLink], of: Mapping[int, int]) -> tuple[PhraseLink, ...]:
    """The phrases between groups, each once; `of` gives a mention's group."""
    found = (PhraseLink(inner=of[one.inner], outer=of[one.outer], tie=one.tie) for one in joined)
    return tuple(dict.fromkeys(link for link in found if link.inner != link.outer))


def _link(  # noqa: PLR0913 - two mentions and what stands around them
    between: str, first: Mention, second: Mention, left: int, words: PlaceWords, *, closed: bool
) -> PhraseLink | None:
    right, form = left + 1, words.patterns
    if form.comma.match(between):
        return PhraseLink(inner=left, outer=right, tie=Tie.COMMA, plain=True, closed=closed)
    if form.beside.match(between):
        return PhraseLink(inner=left, outer=right, tie=Tie.BESIDE)
    possessive = first.surface.endswith(words.possessives)
    if form.owner.match(between) or possessive:
        plain = bool(form.simply_owner.match(words.possessives[0] + between if possessive else between))
        return PhraseLink(inner=right, outer=left, tie=Tie.WITHIN, plain=plain)
    if first.role is Role.PEOPLE and second.role is not Role.PEOPLE and form.adjective.match(between):
        return PhraseLink(inner=right, outer=left, tie=Tie.WITHIN, plain=bool(form.simply_adjective.match(between)))
    if form.parenthesis.match(between) or form.within.match(between):
        plain = bool(form.parenthesis.match(between) or form.simply_within.match(between))
        return PhraseLink(inner=left, outer=right, tie=Tie.WITHIN, plain=plain)
    return None
