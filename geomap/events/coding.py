"""Weighs the deeds that rules found in a sentence by the trained model: type, sub-type, probability, "no event"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from geomap.events.deeds import TYPE_OF, Deed, deeds_of, hits
from geomap.events.features import features
from geomap.events.model import NO_EVENT, DeedModel, shipped_model
from geomap.events.tokens import Sentence
from geomap.records import SUB_EVENT_TYPES, EventType

NO_EVENT_BY_WORDING = "no event by its wording"
# Chosen on the open half of tests/gold/events_sentences.jsonl and the training snippets; see docs/decisions/0041.
_SURE_NONE = 0.5  # from here on "no event" silences a rule ...
_DOUBTFUL = 0.35  # ... whose own type is less likely than this
_UNLIKELY = 0.15  # below this a deed is none, or the echo of a likelier one in its sentence
_RETYPE = 0.5  # from here on the model's type replaces that of the rules
_VAGUE_SUB = 0.75  # a vague rule takes a sub-type only when it holds this share of its type
_SUB_RATIO = 0.5  # the rule's sub-type stands unless another is twice as likely
_KINDS = tuple(EventType)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """What a sentence tells."""

    deeds: tuple[Deed, ...]  # left to right, the barred ones too
    main: Deed | None  # the likeliest deed; a barred one only where there is no other
    probability: float | None  # 0..1, of the main deed's type, or of "no event" when it is barred; None without a deed


def code_sentence(sentence: Sentence, language: str = "en", model: DeedModel | None = None) -> Coded:
    """The deeds of a sentence with their probabilities.

    Args:
        sentence: the sentence.
        language: ISO 639-1.
        model: another model than the shipped one.
    """
    matches = list(hits(sentence, language))
    found = deeds_of(sentence, matches, language)
    if not found:
        return Coded(deeds=(), main=None, probability=None)
    names = [rule.name for rule, _, _ in matches]
    shares = (model or shipped_model()).probabilities(features(sentence, names, found))
    deeds = _weighed(found, shares)
    live = [deed for deed in deeds if deed.barrier is None]
    if live:
        main = max(live, key=lambda deed: (deed.probability, -deed.start))
        return Coded(deeds=deeds, main=main, probability=main.probability)
    return Coded(deeds=deeds, main=deeds[0], probability=round(shares[NO_EVENT], 3))


def no_event_probability(sentence: Sentence, model: DeedModel | None = None) -> float:
    """How sure the model is that a sentence in which no rule saw a deed tells none."""
    shares = (model or shipped_model()).probabilities(features(sentence, (), ()))
    return round(shares[NO_EVENT], 3)


def _weighed(found: Sequence[Deed], shares: Mapping[str, float]) -> tuple[Deed, ...]:
    by_type: dict[EventType, float] = dict.fromkeys(_KINDS, 0.0)
    for sub, share in shares.items():
        if sub in TYPE_OF:
            by_type[TYPE_OF[sub]] += share
    deeds = [_weigh(deed, by_type, shares) for deed in found]
    live = [deed for deed in deeds if deed.barrier is None]
    top = max(_KINDS, key=by_type.__getitem__)
    if by_type[top] >= _RETYPE and live and all(deed.event_type is not top for deed in live):
        deeds = [_as(deed, top, by_type, shares) if deed is live[0] else deed for deed in deeds]
    return tuple(
        replace(deed, barrier=NO_EVENT_BY_WORDING) if deed.barrier is None and deed.probability < _UNLIKELY else deed
        for deed in deeds
    )


def _weigh(deed: Deed, by_type: Mapping[EventType, float], shares: Mapping[str, float]) -> Deed:
    share = by_type[deed.event_type]
    barrier = deed.barrier
    if barrier is None and shares[NO_EVENT] >= _SURE_NONE and share < _DOUBTFUL:
        barrier = NO_EVENT_BY_WORDING
    return replace(deed, probability=round(share, 3), sub=_sub(deed.event_type, deed.sub, shares), barrier=barrier)


def _sub(kind: EventType, said: str, shares: Mapping[str, float]) -> str:
    """The sub-type: the rule's own unless the model finds another one twice as likely; a vague rule stays vague."""
    of_kind = [(-shares[sub], sub) for sub in SUB_EVENT_TYPES[kind] if sub in shares]
    if not of_kind:
        return said
    best, top = min(of_kind)
    if not said:
        total = -sum(share for share, _ in sorted(of_kind))
        return top if -best >= _VAGUE_SUB * total and total >= _RETYPE else ""
    return said if shares.get(said, 0.0) >= _SUB_RATIO * -best else top


def _as(deed: Deed, kind: EventType, by_type: Mapping[EventType, float], shares: Mapping[str, float]) -> Deed:
    return replace(deed, event_type=kind, sub=_sub(kind, "", shares), probability=round(by_type[kind], 3), rule="words")
