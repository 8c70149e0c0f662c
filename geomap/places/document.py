"""Gathers an article's mentions into groups: one a name, with what it can mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geomap.languages import PlaceWords
from geomap.places.candidate_set import CandidateSet, candidate_set
from geomap.places.inside import Bare, Holder, holders, is_at_home, is_bare_country
from geomap.places.lexicon import Lexicon
from geomap.places.outlet import borne
from geomap.places.phrases import PhraseLink, Tie, between_groups, joins
from geomap.places.stated import Stated, stated
from geomap.places.wording import Wording, read_wording
from geomap.places.words import PlaceKind
from geomap.records import Article, Candidate, Field, Mention, Role
from geomap.sentences import unbroken

_SCENE_REACH = 6  # code points before a name that can say that something is in it
_SMALLER = frozenset({PlaceKind.SECOND, PlaceKind.TOWN})  # words after which no country is meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Mentions that share a spelling and what is said about it; they are taken as one place."""

    wording: Wording
    members: tuple[int, ...]  # positions in the article's mentions
    candidate_set: CandidateSet
    told: bool  # whether the text names what contains it: "Lebanon, Pa.", "Homs in Syria"
    holder: Holder | None = None  # the country or division that it is said to lie in
    stated: Stated | None = None  # how far from which place it is said to lie

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The entries that can be meant, the most prominent first."""
        return self.candidate_set.candidates


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The groups of an article, and what joins them."""

    article: Article
    mentions: tuple[Mention, ...]
    groups: tuple[Group, ...]
    links: tuple[PhraseLink, ...]  # between groups, by position in `groups`
    lexicon: Lexicon  # of the article's language


def field_text(article: Article, mention: Mention) -> str:
    """The text that the mention's span points into."""
    return field_of(article, mention.field)


def field_of(article: Article, field: Field) -> str:
    """The text of a field."""
    return article.title if field is Field.TITLE else article.text


def wordings(article: Article, mentions: Sequence[Mention], lexicon: Lexicon) -> tuple[Wording, ...]:
    """What the article's words say about each mention."""
    whole = {field: unbroken(field_of(article, field), article.language) for field in Field}
    return tuple(
        read_wording(whole[m.field].text, *whole[m.field].span(m.span.start, m.span.end), lexicon) for m in mentions
    )


def open_document(
    article: Article,
    mentions: Sequence[Mention],
    choices: Mapping[str, tuple[Candidate, ...]],
    lexicon: Lexicon,
    *,
    said: Sequence[Wording] | None = None,
) -> Document:
    """Gather the mentions into groups with their candidates; `said` are their wordings, where already read."""
    read = wordings(article, mentions, lexicon) if said is None else said
    joined = joins(article, mentions, lexicon.words)
    held = holders(mentions, read, joined, choices)
    apart = stated(article, mentions, read, choices, lexicon.pack)
    alike: dict[tuple[object, ...], list[int]] = {}
    for at, (w, holder) in enumerate(zip(read, held, strict=True)):
        codes = holder.codes if holder else None  # each mention by its own qualifier
        only = apart[at].fitting if at in apart else None
        alike.setdefault((w.core, w.kind, w.level_word, w.division, w.whole, codes, only), []).append(at)
    shared = [tuple(members) for members in alike.values()]
    links = between_groups(joined, {at: index for index, members in enumerate(shared) for at in members})
    told = {link.inner for link in links if link.tie is not Tie.BESIDE}
    plainly = {link.inner for link in joined if link.plain}
    local = _told_elsewhere(article, read, held)
    groups = (
        Group(
            wording=read[members[0]],
            members=members,
            candidate_set=candidate_set(
                read[members[0]],
                choices,
                told=not plainly.isdisjoint(members),
                holder=held[members[0]],
                only=apart[members[0]].fitting if members[0] in apart else None,
                country=_bare(article, read, members, mentions, local, choices, lexicon.words),
            ),
            told=at in told or bool(read[members[0]].division),
            holder=held[members[0]],
            stated=apart.get(members[0]),
        )
        for at, members in enumerate(shared)
    )
    return Document(article=article, mentions=tuple(mentions), groups=tuple(groups), links=links, lexicon=lexicon)


def _bare(  # noqa: PLR0913, PLR0917 - the tables of one article
    article: Article,
    read: Sequence[Wording],
    members: Sequence[int],
    mentions: Sequence[Mention],
    local: frozenset[str],
    choices: Mapping[str, tuple[Candidate, ...]],
    words: PlaceWords,
) -> Bare:
    """Whether a group's name is a country's own, said as one says it of a country."""
    wording = read[members[0]]
    if wording.core in local or not is_bare_country(wording, choices):
        return Bare.NO
    is_scene = any(_is_scene(article, mentions[at], words) for at in members)
    return Bare.LOCAL if is_scene and is_at_home(wording, read, choices) else Bare.YES


def _is_scene(article: Article, mention: Mention, words: PlaceWords) -> bool:
    before = field_text(article, mention)[max(0, mention.span.start - _SCENE_REACH) : mention.span.start]
    return mention.role is Role.DATELINE or bool(words.patterns.scene.search(before))


def _told_elsewhere(article: Article, read: Sequence[Wording], held: Sequence[Holder | None]) -> frozenset[str]:
    """The names that the article, or its outlet, uses for a place that may be another than the one all know."""
    cores = list(dict.fromkeys(w.core for w in read))
    own = {core for core, is_own in zip(cores, borne(article, cores), strict=True) if is_own}
    qualified = {w.core for w, holder in zip(read, held, strict=True) if holder or w.division or w.kind in _SMALLER}
    return frozenset(own | qualified)
