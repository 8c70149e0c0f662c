"""Reads who acts in a sentence, and by whose word it is told."""

import re
from collections.abc import Iterator

from geomap.events.tokens import Sentence
from geomap.languages import LanguagePack
from geomap.languages.sections import Speakers

_MOST = 4  # actors of one sentence; a longer list is a list of something else
_CLAIMANT_WORDS = 9


def find_actors(sentence: Sentence, pack: LanguagePack) -> tuple[str, ...]:
    """Those who act or are acted upon, as named, each once, in their order; the speaker is not among them."""
    said = pack.participants
    speaker = claimant(sentence, pack) or ""
    matches = said.speaker_patterns.actor.finditer(sentence.text)
    named = (name for match in matches for name in _parted(match, said.speakers))
    return tuple(dict.fromkeys(_bare(name, said.speakers) for name in named if name not in speaker))[:_MOST]


def _parted(match: re.Match[str], said: Speakers) -> Iterator[str]:
    """Each of those named at once: "Ukrainian and Russian troops" are the troops of two sides."""
    name = match[0].strip()
    if not match["other"]:
        yield name
        return
    yield f"{match['other']} {match['head']}"
    yield name.removeprefix(f"{match['other']}{said.joined}")


def claimant(sentence: Sentence, pack: LanguagePack) -> str | None:
    """By whose word the sentence is told ("local officials"), or None when the article tells it in its own voice."""
    said = pack.participants
    if said.speakers.marks.isdisjoint(sentence.vocabulary):
        return None
    how = said.speaker_patterns
    for pattern in (how.according, how.titled, how.trailing, how.inverted, how.leading):
        for match in pattern.finditer(sentence.text):
            who = _bare(match["who"].strip(), said.speakers)
            first = who.split(" ", 1)[0].lower()
            if first not in said.speakers.pronouns and 0 < len(who.split()) <= _CLAIMANT_WORDS:
                return who
    return None


def _bare(name: str, said: Speakers) -> str:
    return said.article.sub("", said.adverb.sub("", said.openers.split(name)[-1]))
