"""Reads who acts in a sentence, and by whose word it is told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from geomap.events import words
from geomap.events.tokens import Sentence

_MOST = 4  # actors of one sentence; a longer list is a list of something else
_CLAIMANT_WORDS = 9
_ADVERB = re.compile(r" (?:last|later|also|repeatedly|earlier|had|has|have)$")
_OPENER = re.compile(words.table("actors_en")["openers"], re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grammar:
    actor: re.Pattern[str]
    trailing: re.Pattern[str]
    leading: re.Pattern[str]
    titled: re.Pattern[str]
    inverted: re.Pattern[str]
    according: re.Pattern[str]
    pronouns: frozenset[str]
    speaking: frozenset[str]  # words of which one is in every sentence that names its speaker


@cache
def _grammar(language: str) -> _Grammar:
    table = words.table(f"actors_{language if words.has(f'actors_{language}') else words.FALLBACK}")
    speech = table["speech"]
    peoples = "|".join(map(re.escape, table["sides"]["peoples"].split()))
    name = r"[^,;:.\"“”()]{2,80}?"
    return _Grammar(
        actor=re.compile(
            rf"(?i:\b{table['groups']}\b)(?:[ -](?i:{table['heads']})\b)?|"
            rf"(?:\b(?P<other>(?i:{peoples})) and (?=(?i:{peoples})[ -]))?"
            rf"(?:\b(?:[A-Z][\w'’-]+|government|rebel|unidentified|unknown|masked|armed|anti-government|pro-government|"
            rf"local|suspected|Islamist|riot|special)[ -]){{0,3}}\b(?P<head>{table['heads']})\b"
        ),
        trailing=re.compile(rf"[,”\"]\s*(?P<who>{name})\s+(?:also |later |has |have |had )?{speech}\b"),
        leading=re.compile(rf"^(?P<who>{name})\s+(?:also |later |has |have |had )?{speech}\b(?= |,|:|\.)"),
        titled=re.compile(
            rf"(?:^|[,”\"] )(?P<who>{name}, [A-Z][^,;:.\"“”()]{{2,50}}), (?:also |later |has |had )?{speech}\b"
        ),
        inverted=re.compile(
            rf"[,”\"] {speech} (?P<who>[^,;:.\"“”()]{{2,60}}?)(?=[,;:.]|$| (?:who|which|that|on|in)\b)"
        ),
        according=re.compile(
            r"\baccording to (?P<who>[^,;:.\"“”()]{2,80}?)(?=[,;:.]|$| (?:who|which|that|on|in)\b)", re.IGNORECASE
        ),
        pronouns=frozenset(table["pronouns"]),
        speaking=frozenset({"according", *speech.strip("(?:)").split("|")}),
    )


def find_actors(sentence: Sentence, language: str = "en") -> tuple[str, ...]:
    """Those who act or are acted upon, as named, each once, in their order; the speaker is not among them."""
    speaker = claimant(sentence, language) or ""
    matches = _grammar(language).actor.finditer(sentence.text)
    named = (name for match in matches for name in _parted(match))
    return tuple(dict.fromkeys(_bare(name) for name in named if name not in speaker))[:_MOST]


def _parted(match: re.Match[str]) -> Iterator[str]:
    """Each of those named at once: "Ukrainian and Russian troops" are the troops of two sides."""
    name = match[0].strip()
    if not match["other"]:
        yield name
        return
    yield f"{match['other']} {match['head']}"
    yield name.removeprefix(f"{match['other']} and ")


def claimant(sentence: Sentence, language: str = "en") -> str | None:
    """By whose word the sentence is told ("local officials"), or None when the article tells it in its own voice."""
    grammar = _grammar(language)
    if grammar.speaking.isdisjoint(sentence.vocabulary):
        return None
    for pattern in (grammar.according, grammar.titled, grammar.trailing, grammar.inverted, grammar.leading):
        for match in pattern.finditer(sentence.text):
            who = _bare(match["who"].strip())
            first = who.split(" ", 1)[0].lower()
            if first not in grammar.pronouns and 0 < len(who.split()) <= _CLAIMANT_WORDS:
                return who
    return None


def _bare(name: str) -> str:
    name = _ADVERB.sub("", _OPENER.split(name)[-1])
    return re.sub(r"^(?:the|a|an|and|but|as|while|The|A|An|But|And|On \w+,?) ", "", name)
