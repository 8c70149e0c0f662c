"""Who did it and to whom: the names that an event's article offers, as numbers for a model."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from geomap.events.coreference import TYPES
from geomap.events.document import Line
from geomap.events.draft import Draft
from geomap.events.network import SUBS
from geomap.events.said import Names, Said, stems_of, summed_up
from geomap.records import EventType, Span

INITIATOR = "initiator"
SIDES = (INITIATOR, "target")  # columns 1 and 2 of the network's "participant"
NEAR = 3  # sentences before and behind those of the event that may name who did it
_NO_TRIGGER = 99.0  # words
FEATURES = (
    *("own", "own_sum", "own_other", "near", "near_other", "kin", "kin_other", "kin_share", "n_kin", "n_own"),
    *("in_lead", "in_title", "is_grammar", "is_grammar_other", "is_grammar_near", "is_claimant", "is_actor"),
    *("n_words", "is_capital", "to_trigger", "rank", "n_offered", "is_place", "is_country", "event_type"),
    *("sub_type", "event_background", "event_total", "n_lines", "kin_lines"),
    *("to_site", "to_own_trigger", "kin_there", "kin_there_other", "kin_there_share", "kin_is_country"),
)


@dataclass(frozen=True, slots=True, eq=False)
class ActorOption:
    """A name that may be one side of the event."""

    name: str
    line: int  # the sentence that best says so
    features: tuple[float, ...]  # as in FEATURES


def actors(draft: Draft, names: Names, side: str) -> list[ActorOption]:
    """The names in the event's own sentences, the headline and those around them.

    Args:
        draft: the event.
        names: the names of its article.
        side: one of SIDES.
    """
    wanted = SIDES.index(side)
    by_name: dict[str, list[Said]] = {}
    for said in names.around(draft.lines, NEAR):
        by_name.setdefault(said.name.casefold(), []).append(said)
    offered = sorted(by_name.items())
    sums = [_sum(draft, said, wanted) for _, said in offered]
    stems = [_stems(said) for _, said in offered]
    kin = [names.kin(own, wanted) for own in stems]
    ranks = sorted(range(len(offered)), key=lambda at: -sums[at])
    most = max((one[0] for one in kin), default=0.0)
    country = names.country(draft.option.candidate.country)
    there = list(names.within(_there(draft)))
    lines = [draft.line(number).said for number in draft.lines]
    claimants = [one.claimant for one in lines if one.claimant]
    acting = [actor for one in lines for actor in one.actors]
    kin_there = [summed_up(_alike(there, own), wanted) for own in stems]
    most_there = max((one[0] for one in kin_there), default=0.0)
    of_event = _of_event(draft)
    return [
        ActorOption(
            *_best_said(draft, said, wanted),
            (
                *_of_own(draft, said, wanted, sums[at]),
                *(*kin[at][:2], kin[at][0] / (most + 1e-6), *kin[at][2:3], float(_n_own(draft, said))),
                *_of_words(draft, said, wanted, claimants, acting),
                *(float(ranks.index(at)), float(len(offered))),
                *_of_places(draft, said),
                *of_event,
                kin[at][3],
                *_distances(draft, said),
                *(*kin_there[at][:2], kin_there[at][0] / (most_there + 1e-6)),
                float(not stems[at].isdisjoint(country)),
            ),
        )
        for at, (_, said) in enumerate(offered)
    ]


def parted(sides: Mapping[str, tuple[ActorOption, float]]) -> dict[str, tuple[ActorOption, float]]:
    """Both sides of an event with their probabilities; the surer one alone where both bear one name."""
    stems = [stems_of(option.name) for option, _ in sides.values()]
    if len(stems) < len(SIDES) or stems[0].isdisjoint(stems[1]):
        return dict(sides)
    surer = max(SIDES, key=lambda side: sides[side][1])
    return {surer: sides[surer]}


def states_in(name: str, states: Mapping[str, str]) -> set[str]:
    """The countries that a name names, by their codes: RU for "Russian missiles"."""
    return {code for called, code in states.items() if re.search(rf"\b{re.escape(called)}\b", name.lower())}


def _stems(said: Sequence[Said]) -> frozenset[str]:
    return frozenset().union(*(one.stems for one in said))


def _alike(names: Sequence[Said], stems: frozenset[str]) -> list[Said]:
    """The names that share a stem."""
    return [one for one in names if not stems.isdisjoint(one.stems)]


def _there(draft: Draft) -> list[int]:
    """The sentences that tell the event, and all that name its place."""
    return sorted({*draft.lines, *(one.line for one in draft.option.named)})


def _sum(draft: Draft, said: Sequence[Said], side: int) -> float:
    return sum(draft.lines[one.line] * one.chances[side] for one in said if one.line in draft.lines)


def _n_own(draft: Draft, said: Sequence[Said]) -> int:
    return sum(one.line in draft.lines for one in said)


def _best_said(draft: Draft, said: Sequence[Said], side: int) -> tuple[str, int]:
    """The words and the sentence that most say it, those of the event's own sentences first."""
    best = max(said, key=lambda one: (one.line in draft.lines, one.chances[side], -one.line))
    return best.name, best.line


def _of_own(draft: Draft, said: Sequence[Said], side: int, total: float) -> tuple[float, ...]:
    own = [one.chances for one in said if one.line in draft.lines]
    near = [one.chances for one in said if one.line not in draft.lines]
    return (
        max((one[side] for one in own), default=-1.0),
        total,
        max((one[1 - side] for one in own), default=-1.0),
        max((one[side] for one in near), default=-1.0),
        max((one[1 - side] for one in near), default=-1.0),
    )


def _of_words(
    draft: Draft, said: Sequence[Said], side: int, claimants: Sequence[str], acting: Sequence[str]
) -> tuple[float, ...]:
    lead = draft.lead.line
    there = [one for one in said if one.line == lead.number]
    own = [one for one in said if one.line in draft.lines]
    first = (there or own or said)[0]
    return (
        float(bool(there)),
        float(any(draft.line(one.line).is_title for one in said)),
        float(any(one.grammar == side + 1 for one in there)),
        float(any(one.grammar == 2 - side for one in there)),
        float(any(one.grammar == side + 1 for one in said)),
        float(any(first.name in claimant for claimant in claimants)),
        float(any(first.name in actor or actor in first.name for actor in acting)),
        float(first.name.count(" ") + 1),
        float(any(one.name[:1].isupper() and one.start > 0 for one in said)),
        _to_trigger(lead, there[0]) if there else _NO_TRIGGER,
    )


def _to_trigger(line: Line, said: Said, kinds: Collection[EventType] = tuple(EventType)) -> float:
    """Words from the name to the nearest trigger: below nought where the name comes behind it."""
    triggers = [one for one in line.said.triggers if one.barrier is None and one.event_type in kinds]
    if not triggers:
        return _NO_TRIGGER
    near = min(triggers, key=lambda one: min(abs(one.start - said.end), abs(said.start - one.end)))
    return _words_to(line, said, near.start, near.end)


def _words_to(line: Line, said: Said, start: int, end: int) -> float:
    """Words from a name to a stretch of its sentence: below nought where the name comes behind it."""
    text = line.said.sentence.text
    if said.start >= end:
        return -float(text.count(" ", end, said.start))
    return float(text.count(" ", said.end, max(said.end, start)))


def _distances(draft: Draft, said: Sequence[Said]) -> tuple[float, float]:
    """Words to the name of the event's place and to a trigger of its type, in the sentence that tells it best."""
    lead = draft.lead.line
    there = [one for one in said if one.line == lead.number]
    if not there:
        return _NO_TRIGGER, _NO_TRIGGER
    span, start = draft.named.mention.span, lead.said.start
    is_own = draft.named.line == lead.number
    to_site = _words_to(lead, there[0], span.start - start, span.end - start) if is_own else _NO_TRIGGER
    return to_site, _to_trigger(lead, there[0], (draft.event_type,))


def _of_places(draft: Draft, said: Sequence[Said]) -> tuple[float, float]:
    """Whether the name is that of a place, and of the country that the event lies in."""
    country = draft.option.candidate.country
    places = [
        other.place.candidate.country
        for one in said
        for other in draft.line(one.line).named
        if _meets(other.mention.span, draft.line(one.line), one)
    ]
    return float(bool(places)), float(country in places)


def _meets(span: Span, line: Line, said: Said) -> bool:
    start = line.said.start
    return span.start < start + said.end and start + said.start < span.end


def _of_event(draft: Draft) -> tuple[float, ...]:
    return (
        *(float(TYPES.index(draft.event_type)), float(SUBS.index(draft.sub_event_type))),
        *(float(draft.asserted[2]), float(draft.asserted[3]), float(len(draft.lines))),
    )
