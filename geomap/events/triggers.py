"""Finds the words that name an event, and which of ACLED's event types they speak of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from geomap.events import modality
from geomap.events.tokens import Sentence
from geomap.languages import LanguagePack
from geomap.languages.sections import TriggerRule
from geomap.records import SUB_EVENT_TYPES, EventType

TYPE_OF: Mapping[str, EventType] = {sub: kind for kind, subs in SUB_EVENT_TYPES.items() for sub in subs}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Words that name an event; `start` and `end` are code points in the sentence."""

    start: int
    end: int
    event_type: EventType
    sub: str
    rule: str
    barrier: str | None  # why it is no event of these days, or None
    probability: float = 0.8  # 0..1, that the sentence tells such an event


@cache
def _by_word(pack: LanguagePack) -> Mapping[str, tuple[int, ...]]:
    index: dict[str, list[int]] = {}
    for number, rule in enumerate(pack.triggers.rule):
        for word in rule.any:
            index.setdefault(word, []).append(number)
    return {word: tuple(numbers) for word, numbers in index.items()}


def type_of(rule: TriggerRule) -> EventType:
    """The event type that a rule's words speak of."""
    return EventType(rule.type) if rule.type else TYPE_OF[rule.sub]


Hit = tuple[TriggerRule, int, int]  # a rule with the span of its words in the sentence


def hits(sentence: Sentence, pack: LanguagePack) -> Iterator[Hit]:
    """Every rule that matches, in the order of the rules, with the span of its words."""
    index, every = _by_word(pack), pack.triggers.rule
    for number in sorted({number for word in sentence.vocabulary & index.keys() for number in index[word]}):
        for match in every[number].pattern.finditer(sentence.lower):
            yield every[number], match.start(), match.end()


def find_triggers(sentence: Sentence, pack: LanguagePack) -> tuple[Trigger, ...]:
    """The triggers a sentence names, left to right; of overlapping ones the rule that stands first."""
    return triggers_of(sentence, list(hits(sentence, pack)), pack)


def triggers_of(sentence: Sentence, found: Sequence[Hit], pack: LanguagePack) -> tuple[Trigger, ...]:
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
            event_type=type_of(rule),
            sub=rule.sub,
            rule=rule.name,
            barrier=modality.barrier(sentence, (start, end), type_of(rule), rule.sub, pack),
        )
        for rule, start, end in kept
    )


_CAUSE = frozenset({EventType.EXPLOSIONS, EventType.PROTESTS, EventType.RIOTS})


def _without_consequences(found: list[Hit]) -> list[Hit]:
    """People killed by a strike are its harm, not an attack of another kind."""
    if any(type_of(rule) in _CAUSE for rule, _, _ in found):
        return [hit for hit in found if not hit[0].harm]
    return found
