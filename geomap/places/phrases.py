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
_AND = re.compile(r"^,?\s+(?:and|or|&)\s+(?:the\s+|in\s+)?$")


class Tie(StrEnum):
    """How a phrase joins an inner and an outer name."""

    COMMA = "comma"  # "Lebanon, Pa.": the second may contain the first, or follow it in a list
    WITHIN = "within"  # "Homs in Syria", "Ukraine's Kharkiv", "Homs (Syria)"
    BESIDE = "beside"  # "Kharkiv and Sumy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two groups joined by a phrase."""

    inner: int
    outer: int
    tie: Tie


def links(article: Article, mentions: Sequence[Mention], of: Mapping[int, int]) -> tuple[Link, ...]:
    """The phrases between neighbouring mentions; `of` gives a mention's group."""
    found: dict[Link, None] = {}
    for at in range(len(mentions) - 1):
        first, second = mentions[at], mentions[at + 1]
        if first.field is not second.field or second.span.start - first.span.end > _FURTHEST or of[at] == of[at + 1]:
            continue
        text = article.title if first.field is Field.TITLE else article.text
        link = _link(text[first.span.end : second.span.start], first, second, of[at], of[at + 1])
        if link:
            found[link] = None
    return tuple(found)


def _link(between: str, first: Mention, second: Mention, left: int, right: int) -> Link | None:
    if _COMMA.match(between):
        return Link(inner=left, outer=right, tie=Tie.COMMA)
    if _AND.match(between):
        return Link(inner=left, outer=right, tie=Tie.BESIDE)
    owned = _OWNER.match(between) or first.surface.endswith(("'s", "’s"))
    if owned or (first.role is Role.PEOPLE and second.role is not Role.PEOPLE and _ADJECTIVE.match(between)):
        return Link(inner=right, outer=left, tie=Tie.WITHIN)
    if _PARENTHESIS.match(between) or _WITHIN.match(between):
        return Link(inner=left, outer=right, tie=Tie.WITHIN)
    return None
