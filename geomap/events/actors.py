"""Who did it and to whom: the names that an event's article offers, as numbers for a model."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from geomap.events.coreference import TYPES
from geomap.events.document import Document, Line
from geomap.events.draft import Draft
from geomap.events.network import SUBS
from geomap.events.where import precision_of
from geomap.records import EventType, GeoPrecision, Span

SIDES = ("initiator", "target")  # columns 1 and 2 of the network's "participant"
OFFERED = 0.15  # probability from which on a word is part of a name that is asked about
NEAR = 3  # sentences before and behind those of the event that may name who did it
_STEM = 4  # letters by which two names are of one: "Russia" and "Russian troops"
_WORD = re.compile(r"[^\W\d_]{2,}")
_NO_TRIGGER = 99.0  # words
FEATURES = (
    *("own", "own_sum", "own_other", "near", "near_other", "kin", "kin_other", "kin_share", "n_kin", "n_own"),
    *("in_lead", "in_title", "is_grammar", "is_grammar_other", "is_grammar_near", "is_claimant", "is_actor"),
    *("n_words", "is_capital", "to_trigger", "rank", "n_offered", "is_place", "is_country", "event_type"),
    *("sub_type", "event_background", "event_total", "n_lines", "kin_lines"),
    *("to_site", "to_own_trigger", "kin_there", "kin_there_other", "kin_there_share", "kin_is_country"),
)


@dataclass(frozen=True, slots=True)
class Said:
    """A name in a sentence that the network, or a grammar, takes for a side of something."""

    name: str
    line: int
    start: int  # code points of the sentence
    end: int
    chances: tuple[float, float]  # of each of SIDES, of its surest word
    grammar: int  # 1 or 2 where the grammar of the sentence names it as that side, else 0
    stems: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class ActorOption:
    """A name that may be one side of the event."""

    name: str
    line: int  # the sentence that best says so
    features: tuple[float, ...]  # as in FEATURES


def named(document: Document) -> list[Said]:
    """The names of an article that may be a side of something, in reading order."""
    return [said for line in document.lines for said in _named(line)]


def actors(draft: Draft, everybody: Sequence[Said], side: str) -> list[ActorOption]:
    """The names in the event's own sentences, the headline and those around them.

    Args:
        draft: the event.
        everybody: the names of its article, as from `named`.
        side: one of SIDES.
    """
    wanted = SIDES.index(side)
    low, high = min(draft.lines) - NEAR, max(draft.lines) + NEAR
    by_name: dict[str, list[Said]] = {}
    for said in everybody:
        if said.line in draft.lines or low <= said.line <= high or draft.line(said.line).is_title:
            by_name.setdefault(said.name.casefold(), []).append(said)
    offered = sorted(by_name.items())
    sums = [_sum(draft, said, wanted) for _, said in offered]
    kin = [_kin(_stems(said), everybody, wanted) for _, said in offered]
    ranks = sorted(range(len(offered)), key=lambda at: -sums[at])
    most = max((one[0] for one in kin), default=0.0)
    there, country = _there(draft), _country_stems(draft)
    kin_there = [_kin(_stems(said), [one for one in everybody if one.line in there], wanted) for _, said in offered]
    most_there = max((one[0] for one in kin_there), default=0.0)
    return [
        ActorOption(
            *_best_said(draft, said, wanted),
            (
                *_of_own(draft, said, wanted, sums[at]),
                *(*kin[at][:2], kin[at][0] / (most + 1e-6), *kin[at][2:3], float(_n_own(draft, said))),
                *_of_words(draft, said, wanted),
                *(float(ranks.index(at)), float(len(offered))),
                *_of_places(draft, said),
                *_of_event(draft),
                kin[at][3],
                *_distances(draft, said),
                *(*kin_there[at][:2], kin_there[at][0] / (most_there + 1e-6)),
                float(not _stems(said).isdisjoint(country)),
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


def stems_of(name: str) -> frozenset[str]:
    """The heads of a name's capital words, or of all where it has none: equal for "Russia" and "Russian troops"."""
    words = _WORD.findall(name)
    capital = [word for word in words if word[0].isupper()]
    return frozenset(word[:_STEM].casefold() for word in capital or words)


def _stems(said: Sequence[Said]) -> frozenset[str]:
    return frozenset().union(*(one.stems for one in said))


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


def _kin(stems: frozenset[str], everybody: Sequence[Said], side: int) -> tuple[float, float, float, float]:
    """What all names of one stem in the article speak for: this side, the other, how many, in how many sentences."""
    kin = [one for one in everybody if not stems.isdisjoint(one.stems)]
    return (
        sum(one.chances[side] for one in kin),
        sum(one.chances[1 - side] for one in kin),
        float(len(kin)),
        float(len({one.line for one in kin})),
    )


def _of_words(draft: Draft, said: Sequence[Said], side: int) -> tuple[float, ...]:
    lead = draft.lead.line
    there = [one for one in said if one.line == lead.number]
    own = [one for one in said if one.line in draft.lines]
    claimants = [draft.line(number).said.claimant or "" for number in draft.lines]
    acting = [actor for number in draft.lines for actor in draft.line(number).said.actors]
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


def _there(draft: Draft) -> frozenset[int]:
    """The sentences that tell the event, and all that name its place."""
    return frozenset([*draft.lines, *(one.line for one in draft.option.named)])


def _country_stems(draft: Draft) -> frozenset[str]:
    """What the country that the event lies in is called by in its article: the stems of its mentions."""
    country = draft.option.candidate.country
    names = [
        line.said.sentence.text[one.mention.span.start - line.said.start : one.mention.span.end - line.said.start]
        for line in draft.document.lines
        for one in line.named
        if one.place.candidate.country == country and precision_of(one.place.candidate) is GeoPrecision.COUNTRY
    ]
    return frozenset().union(*(stems_of(name) for name in names))


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


def _named(line: Line) -> Iterator[Said]:
    """The names that the network points at, and those of the grammar that it misses."""
    sentence = line.said.sentence
    by_grammar = _by_grammar(line)
    met: set[str] = set()
    for low, high in _runs(line):
        start, end = sentence.starts[low], sentence.starts[high - 1] + len(sentence.words[high - 1])
        name = sentence.text[start:end]
        chances = line.signs.participant[low:high].max(axis=0)
        fuller = next((full for full in by_grammar if name in full or full in name), name)
        met.add(fuller)
        said = fuller if name in fuller else name
        yield _said(said, line, (start, end), (float(chances[1]), float(chances[2])), by_grammar.get(fuller, 0))
    for name, side in by_grammar.items():
        start = sentence.text.find(name)
        if name not in met and start >= 0:
            yield _said(name, line, (start, start + len(name)), (0.0, 0.0), side)


def _said(name: str, line: Line, at: tuple[int, int], chances: tuple[float, float], grammar: int) -> Said:
    return Said(name, line.number, *at, chances, grammar, stems_of(name))


def _runs(line: Line) -> Iterator[tuple[int, int]]:
    """The runs of words that are likely part of a name, cut where the likelier side changes."""
    chances = line.signs.participant
    low = 0
    while low < len(chances):
        if max(chances[low, 1], chances[low, 2]) < OFFERED:
            low += 1
            continue
        high, is_first = low + 1, chances[low, 1] >= chances[low, 2]
        while (
            high < len(chances)
            and max(chances[high, 1], chances[high, 2]) >= OFFERED
            and (chances[high, 1] >= chances[high, 2]) == is_first
        ):
            high += 1
        yield low, high
        low = high


def _by_grammar(line: Line) -> dict[str, int]:
    """The names that the grammar of the sentence knows as a side of its first trigger that nothing bars."""
    trigger = next((one for one in line.said.triggers if one.barrier is None), None)
    if trigger is None:
        return {}
    sides = line.said.sides((trigger.start, trigger.end))
    return {name: number for number, name in ((1, sides.initiator), (2, sides.target)) if name}
