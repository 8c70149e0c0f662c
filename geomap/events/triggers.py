"""Finds the words that name a event, and which of ACLED's event types they speak of."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from geomap.events import modality, words
from geomap.events.tokens import Sentence
from geomap.records import SUB_EVENT_TYPES, EventType

TYPE_OF: Mapping[str, EventType] = {sub: kind for kind, subs in SUB_EVENT_TYPES.items() for sub in subs}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row of words/deeds_*.toml."""

    name: str
    event_type: EventType
    sub: str  # "" where the words leave it open
    any: frozenset[str]
    pattern: re.Pattern[str]
    weak: bool  # counts only where nothing stronger is found


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Words that name a event; `start` and `end` are code points in the sentence."""

    start: int
    end: int
    event_type: EventType
    sub: str
    rule: str
    barrier: str | None  # why it is no event of these days, or None
    probability: float = 0.8  # 0..1, that the sentence tells such an event


@cache
def rules(language: str = "en") -> tuple[Rule, ...]:
    """The rules of a language, in their order; an unknown language is read as English."""
    name = f"deeds_{language}"
    table = words.table(name if words.has(name) else f"deeds_{words.FALLBACK}")
    return tuple(_rule(row, table["macros"]) for row in table["rule"])


def _rule(row: Mapping[str, Any], macros: Mapping[str, str]) -> Rule:
    sub = row.get("sub", "")
    pattern = row["pattern"]
    for name, macro in macros.items():
        pattern = pattern.replace("{" + name + "}", macro)
    return Rule(
        name=row["name"],
        event_type=EventType(row["type"]) if "type" in row else TYPE_OF[sub],
        sub=sub,
        any=frozenset(row["any"]),
        pattern=re.compile(rf"\b(?=\w)(?:{pattern})"),  # the look ahead spares the ends of words: a third quicker
        weak=row.get("weak", False),
    )


@cache
def _by_word(language: str) -> Mapping[str, tuple[int, ...]]:
    index: dict[str, list[int]] = {}
    for number, rule in enumerate(rules(language)):
        for word in rule.any:
            index.setdefault(word, []).append(number)
    return {word: tuple(numbers) for word, numbers in index.items()}


Hit = tuple[Rule, int, int]  # a rule with the span of its words in the sentence


def hits(sentence: Sentence, language: str = "en") -> Iterator[Hit]:
    """Every rule that matches, in the order of the rules, with the span of its words."""
    index, every = _by_word(language), rules(language)
    for number in sorted({number for word in sentence.vocabulary & index.keys() for number in index[word]}):
        for match in every[number].pattern.finditer(sentence.lower):
            yield every[number], match.start(), match.end()


def find_triggers(sentence: Sentence, language: str = "en") -> tuple[Trigger, ...]:
    """The triggers a sentence names, left to right; of overlapping ones the rule that stands first."""
    return triggers_of(sentence, list(hits(sentence, language)), language)


def triggers_of(sentence: Sentence, found: Sequence[Hit], language: str = "en") -> tuple[Trigger, ...]:
    """The same from hits that are already known.

    Deeds that are no events of these days come with their barrier, so that the caller can say why nothing is shown.
    """
    kept: list[Hit] = []
    for rule, start, end in found:
        if rule.weak and kept:
            continue
        if not any(start < other_end and other_start < end for _, other_start, other_end in kept):
            kept.append((rule, start, end))
    kept = sorted(_without_consequences(kept), key=lambda hit: hit[1])
    return tuple(
        Trigger(
            start=start,
            end=len(sentence.lower[:end].rstrip(" ,")),
            event_type=rule.event_type,
            sub=rule.sub,
            rule=rule.name,
            barrier=modality.barrier(sentence, (start, end), rule.event_type, rule.sub, language),
        )
        for rule, start, end in kept
    )


_CONSEQUENCE = frozenset({"attacked", "fighters_killed", "killing"})
_CAUSE = frozenset({EventType.EXPLOSIONS, EventType.PROTESTS, EventType.RIOTS})


def _without_consequences(found: list[Hit]) -> list[Hit]:
    """People killed by a strike are its harm, not an attack of another kind."""
    if any(rule.event_type in _CAUSE for rule, _, _ in found):
        return [hit for hit in found if hit[0].name not in _CONSEQUENCE]
    return found
