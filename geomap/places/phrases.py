"""Phrases that join two names: "Lebanon, Pa.", "Ukraine's Kharkiv", "the Syrian city of Homs", lists."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from geomap.records import Article, Field, Mention, Role

_FURTHEST = 45  # code points between two names that one phrase can join
_COMMA = re.compile(r"^\.?,\s+$")
_PARENTHESIS = re.compile(r"^\s+\((?:in\s+)?$")
_KIND = (
    r"(?:a|an|the|its|small|large|nearby|central|coastal|border|northern|southern|eastern|western|north|south|east|west|"
    r"city|town|village|district|neighbou?rhood|suburb|area|province|region|county|port|capital|camp|settlement|part)"
)
_WITHIN = re.compile(
    rf"^,?\s+(?:{_KIND}\s+){{0,4}}?(?:in|of|inside|within|outside)\s+(?:the\s+)?(?:{_KIND}\s+){{0,3}}?(?:of\s+)?$"
)
_OWNER = re.compile(r"^['’]s?\s+(?:[a-z-]+\s+){0,4}(?:of\s+)?(?:the\s+)?$")
_ADJECTIVE = re.compile(r"^\s+(?:[a-z-]+\s+){0,3}(?:of\s+)?(?:the\s+)?$")
_NOUN = r"(?:city|town|village|district|neighbou?rhood|suburb|area|province|region|county|port|capital|camp|settlement)"
_SIMPLY = re.compile(rf"^,?\s+(?:{_KIND}\s+){{0,2}}?in\s+(?:(?:{_KIND}\s+){{0,2}}{_NOUN}\s+of\s+)?(?:the\s+)?$")
_OWNS = re.compile(rf"^['’]s?\s+(?:{_KIND}\s+){{0,3}}(?:of\s+)?(?:the\s+)?$")
_NAMES_KIND = re.compile(rf"^\s+(?:{_KIND}\s+){{0,2}}{_NOUN}\s+of\s+(?:the\s+)?$")
_AND = re.compile(r"^,?\s+(?:and|or|&)\s+(?:the\s+|in\s+)?$")


class Tie(StrEnum):
    """How a phrase joins an inner and an outer name."""

    COMMA = "comma"  # "Lebanon, Pa.": the second may contain the first, or follow it in a list
    WITHIN = "within"  # "Homs in Syria", "Ukraine's Kharkiv", "Homs (Syria)"
    BESIDE = "beside"  # "Kharkiv and Sumy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two groups, or two mentions, joined by a phrase; by their positions."""

    inner: int
    outer: int
    tie: Tie
    plain: bool = False  # whether no other words come between, so that the one lies in the other: "Ukraine's Kharkiv"


def joins(article: Article, mentions: Sequence[Mention]) -> tuple[Link, ...]:
    """The phrases between neighbouring mentions."""
    found = []
    for at in range(len(mentions) - 1):
        first, second = mentions[at], mentions[at + 1]
        if first.field is not second.field or second.span.start - first.span.end > _FURTHEST:
            continue
        text = article.title if first.field is Field.TITLE else article.text
        link = _link(text[first.span.end : second.span.start], first, second, at)
        if link:
            found.append(link)
    return tuple(found)


def between_groups(joined: Sequence[Link], of: Mapping[int, int]) -> tuple[Link, ...]:
    """The phrases between groups, each once; `of` gives a mention's group."""
    found = (Link(inner=of[one.inner], outer=of[one.outer], tie=one.tie) for one in joined)
    return tuple(dict.fromkeys(link for link in found if link.inner != link.outer))


def _link(between: str, first: Mention, second: Mention, left: int) -> Link | None:
    right = left + 1
    if _COMMA.match(between):
        return Link(inner=left, outer=right, tie=Tie.COMMA, plain=True)
    if _AND.match(between):
        return Link(inner=left, outer=right, tie=Tie.BESIDE)
    possessive = first.surface.endswith(("'s", "’s"))
    if _OWNER.match(between) or possessive:
        plain = bool(_OWNS.match(f"'s{between}" if possessive else between))
        return Link(inner=right, outer=left, tie=Tie.WITHIN, plain=plain)
    if first.role is Role.PEOPLE and second.role is not Role.PEOPLE and _ADJECTIVE.match(between):
        return Link(inner=right, outer=left, tie=Tie.WITHIN, plain=bool(_NAMES_KIND.match(between)))
    if _PARENTHESIS.match(between) or _WITHIN.match(between):
        plain = bool(_PARENTHESIS.match(between) or _SIMPLY.match(between))
        return Link(inner=left, outer=right, tie=Tie.WITHIN, plain=plain)
    return None
