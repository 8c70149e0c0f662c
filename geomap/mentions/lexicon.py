"""What a language's pack says of names, laid out for the recogniser; made once for each pack."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from geomap.languages import Groups, LanguagePack, RoleWords, Seats, ToponymWords
from geomap.mentions.words import Word, reader

_NOTHING = "(?!)"
_WORD = r"\w[\w\u0300-\u036f]*"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)  # one pack, one value: it is a key of what is remembered
class Lexicon:
    """The words of a language; empty where it has no pack."""

    code: str  # ISO 639-1
    toponyms: ToponymWords
    roles: RoleWords
    seats: Seats
    look: Callable[[str], Word]  # what is to be said about a spelling
    token: re.Pattern[str]  # a word, number or sign
    own_kinds: Mapping[str, str]  # of names that a gazetteer of places need not have, as the kinds of `known.kind_of`
    verbs: Mapping[str, str]  # the group of each word
    nouns: Mapping[str, str]
    classes: Mapping[str, str]
    auxiliaries: Mapping[str, str]


def lexicon(pack: LanguagePack | None, code: str = "") -> Lexicon:
    """The words of a pack; those of a language without one, which are none, by its ISO 639-1 code."""
    if pack is None:
        return _unread(code)
    return _laid_out(pack)


@cache
def _laid_out(pack: LanguagePack) -> Lexicon:
    return _made(pack.code, pack.toponyms, pack.roles, pack.locations.seats)


@cache
def _unread(code: str) -> Lexicon:
    return _made(code, ToponymWords(), RoleWords(), Seats())


def _made(code: str, toponyms: ToponymWords, roles: RoleWords, seats: Seats) -> Lexicon:
    peoples = {name + ending: "N" for name in toponyms.peoples for ending in ("", *toponyms.plural)}
    return Lexicon(
        code=code,
        toponyms=toponyms,
        roles=roles,
        seats=seats,
        look=reader(toponyms),
        token=_token(toponyms),
        own_kinds=dict.fromkeys(toponyms.unions, "C") | peoples,
        verbs=by_word(roles.verbs),
        nouns=by_word(roles.nouns),
        classes=by_word(roles.classes),
        auxiliaries=by_word(roles.grammar.auxiliaries),
    )


def by_word(groups: Groups) -> Mapping[str, str]:
    """The group of each word; of two the later one."""
    return {word: group for group, members in groups.items() for word in members}


def either(words: Iterable[str]) -> str:
    """The words as alternatives of a pattern, one of them; what never matches where there is none."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or _NOTHING


def _token(toponyms: ToponymWords) -> re.Pattern[str]:
    """What a word is, by what is tried in this order.

    A plain word that can be none of what follows, for speed; abbreviated states of several words, "U.S." and "W.Va.",
    whole; one of one word with its stop; a possessive 's on its own; a word with the apostrophes of its spelling
    (Donets'k, Sana'a, d'Ivoire) but without a possessive; any other sign alone. Hyphens always part words, so that
    "Kyiv-based" and "Ivano-Frankivsk" can be told apart by what stands around the hyphen.
    """
    longer = [word for word in toponyms.initials if not re.fullmatch(r"(?:[^\W\d_]\.)+", word)]
    spaced = "|".join(re.escape(word[:-1]).replace(r"\.", r"\.\s?") + r"\." for word in sorted(longer)) or _NOTHING
    possessive = rf"(?:{either(toponyms.possessive)})\b"
    return re.compile(
        rf"[a-zA-Z]++(?![\w\u0300-\u036f.'’ʼʹ`])|{spaced}|(?:[^\W\d_]\.){{2,}}|\b(?:{either(toponyms.states)})\."
        rf"|['’ʼ]{possessive}|{_WORD}(?:['’ʼʹ`](?!{possessive}){_WORD})*|[^\w\s]"
    )
