"""Reads who did a deed and to whom, as the sentence says it; what is not said stays None."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from geomap.events import words
from geomap.events.parties import Masked, masked
from geomap.events.tokens import Sentence

_NEAR = 40  # characters between a deed and the words that tell who did it


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The two sides of a deed, in the words of the text, without articles and numbers."""

    initiator: str | None = None  # who did it
    target: str | None = None  # to whom, or to what
    target_kind: str = ""  # "civilians", "combatants" or "" when not said


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    start: int
    end: int
    initiator: str | None
    target: str | None
    rank: int  # of two readings of the same words the one whose shape stands first


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grammar:
    shapes: Sequence[tuple[str, re.Pattern[str]]]  # each with a word that must be there, a quick test
    combatants: re.Pattern[str]
    civilians: re.Pattern[str]
    unclear: re.Pattern[str]


@cache
def _grammar(language: str) -> _Grammar:
    language = language if words.has(f"actors_{language}") else words.FALLBACK
    table, harm = words.table(f"actors_{language}"), words.table(f"harm_{language}")
    fighters = "|".join(table["sides"]["combatants"].split())
    return _Grammar(
        shapes=[(needed, re.compile(shape)) for needed, shape in _shapes(table["sides_patterns"])],
        combatants=re.compile(rf"\b(?:{harm['combatants']}|{fighters})", re.IGNORECASE),
        civilians=re.compile(rf"\b(?:{harm['civilians']})", re.IGNORECASE),
        unclear=re.compile(rf"\b(?:{harm['unclear']})", re.IGNORECASE),
    )


def _shapes(said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The ways to say who did what to whom, the surest first, each behind a word that must be there."""
    actor, target = "(?P<initiator>[APSW])", "(?P<target>[AMPT])"
    active, alone, passive, deeds = said["active"], said["alone"], said["passive"], rf"(?:\b{said['deeds']}|M)"
    aside, had, were = said["aside"], said["had"], said["were"]
    yield "", rf"\b{said['contests']} (?:[\w-]+ ){{0,3}}?(?:between|involving) {actor} and (?P<target>[APST])"
    yield "", rf"\b{said['contests']} (?:between|among) {actor}"
    yield " and ", rf"{actor} and (?P<target>[APST]) (?:clashed|exchanged|fought|battled|traded)"
    yield "by ", rf"{target}{aside} {were} {passive} (?:[\w-]+ ){{0,4}}?by {actor}"
    yield "by ", rf"{deeds} (?:of|on|against|at) {target} by {actor}"
    yield "by ", rf"{deeds} by {actor} (?:on|against|at|in) {target}"
    by_weapon = "(?:on|of|against|at|hit|struck|strikes|killed|damaged|destroyed)"
    yield "W", rf"(?P<initiator>W)(?: [\w-]+){{0,2}}? {by_weapon} {target}"
    yield (
        " from ",
        rf"{actor}{aside} {had}(?:recaptured|retook|captured|seized|liberated) [^,;.]{{2,40}}? from (?P<target>[AS])",
    )
    yield "", rf"{actor}{aside} {had}{active}(?! by\b)(?: and (?:\w+ )?{active})?(?: (?:on|at|with))? {target}"
    yield "by ", rf"{deeds}(?: (?:fired|launched|carried out))? by {actor}(?: [\w-]+){{0,2}}? {active} {target}"
    yield "", rf"{target}(?: and [APT])?{aside} {were} {passive}\b"
    yield "", rf"{target}(?: and [APT])?{aside} (?:{had}died|dead)\b"
    yield "by ", rf"{target} {passive} by {actor}"
    yield "by ", rf"{deeds}(?: [\w-]+){{0,2}}? by {actor}"
    yield "", rf"(?:\b{said['blast']}|M)(?: on|(?: [^,;.AMW]{{1,40}}?)? (?:{active}|killing|wounding)) {target}"
    yield "", rf"{actor}{aside} {had}{alone}(?! by\b)(?=[,.;]|$|\s)"
    yield "by ", rf"\bby {actor}"
    yield "", rf"(?:kill|wound|injur|captur|abduct|kidnapp|arrest)(?:ed|ing) {target}"
    yield "W", "(?P<initiator>W)"
    yield "P", rf"(?P<initiator>P)(?! {were} )"


def sides(sentence: Sentence, cue: tuple[int, int], language: str = "en") -> Sides:
    """The sides of the deed whose words stand at `cue` (code points of the sentence)."""
    grammar, read = _grammar(language), masked(sentence, language)
    if not read.at:
        return Sides()
    weakest = len(grammar.shapes) - 1  # a crowd that is named acts only where it is the deed itself
    near = [found for found in _found(read, grammar) if _apart(found, cue) <= (0 if found.rank == weakest else _NEAR)]
    near.sort(key=lambda found: (_apart(found, cue) > 0, found.rank, found.start))
    initiator, target = (near[0].initiator, near[0].target) if near else (None, None)
    initiator = initiator or next((one.initiator for one in near if one.initiator and one.initiator != target), None)
    target = target or next((one.target for one in near if one.target and one.target != initiator), None)
    return Sides(initiator=initiator, target=target, target_kind=_kind(target or "", grammar))


def _apart(found: _Found, cue: tuple[int, int]) -> int:
    return max(0, found.start - cue[1], cue[0] - found.end)


def _found(read: Masked, grammar: _Grammar) -> Iterator[_Found]:
    for rank, (needed, shape) in enumerate(grammar.shapes):
        for match in shape.finditer(read.text) if needed in read.text else ():
            names = {side: read.at[match.start(side)] for side in match.re.groupindex}
            starts = {name.start for name in names.values()}
            said = {side: name.said if name.mate in starts else name.both or name.said for side, name in names.items()}
            yield _Found(
                start=read.origin[match.start()],
                end=read.origin[match.end()],
                initiator=said.get("initiator"),
                target=said.get("target"),
                rank=rank,
            )


def _kind(said: str, grammar: _Grammar) -> str:
    if grammar.combatants.search(said):
        return "combatants"
    if "civilian" in said or (grammar.civilians.search(said) and not grammar.unclear.search(said)):
        return "civilians"
    return ""
