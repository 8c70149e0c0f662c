"""Gathers an article's mentions into groups: one a name, with what it can mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geomap.places.answered import Answered, answered
from geomap.places.phrases import Link, Tie, links
from geomap.places.wording import Wording, read_wording
from geomap.records import Article, Candidate, Field, Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Mentions that share a spelling and what is said about it; they are taken as one place."""

    wording: Wording
    members: tuple[int, ...]  # positions in the article's mentions
    answer: Answered
    told: bool  # whether the text names what contains it: "Lebanon, Pa.", "Homs in Syria"

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The entries that can be meant, the most prominent first."""
        return self.answer.candidates


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The groups of an article, and what joins them."""

    article: Article
    mentions: tuple[Mention, ...]
    groups: tuple[Group, ...]
    links: tuple[Link, ...]  # between groups, by position in `groups`


def field_text(article: Article, mention: Mention) -> str:
    """The text that the mention's span points into."""
    return article.title if mention.field is Field.TITLE else article.text


def wordings(article: Article, mentions: Sequence[Mention]) -> tuple[Wording, ...]:
    """What the article's words say about each mention."""
    return tuple(read_wording(field_text(article, m), m.span.start, m.span.end) for m in mentions)


def open_document(
    article: Article,
    mentions: Sequence[Mention],
    choices: Mapping[str, tuple[Candidate, ...]],
    *,
    said: Sequence[Wording] | None = None,
) -> Document:
    """Gather the mentions into groups with their candidates; `said` are their wordings, where already read."""
    read = wordings(article, mentions) if said is None else said
    alike: dict[tuple[object, ...], list[int]] = {}
    for at, w in enumerate(read):
        alike.setdefault((w.core, w.grain, w.level_word, w.division, w.whole), []).append(at)
    shared = [tuple(members) for members in alike.values()]
    joined = links(article, mentions, {at: index for index, members in enumerate(shared) for at in members})
    told = {link.inner for link in joined if link.tie is not Tie.BESIDE}
    groups = (
        Group(
            wording=read[members[0]],
            members=members,
            answer=answered(read[members[0]], choices, told=at in told),
            told=at in told or bool(read[members[0]].division),
        )
        for at, members in enumerate(shared)
    )
    return Document(article=article, mentions=tuple(mentions), groups=tuple(groups), links=joined)
