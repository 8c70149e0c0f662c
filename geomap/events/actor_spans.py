"""Who did it and to whom, in the words of the event's sentences that the network points at."""

from collections.abc import Iterator
from dataclasses import dataclass

from geomap.events.document import Line
from geomap.events.draft import Draft

INITIATOR, TARGET = 1, 2  # columns of the network's "participant"
POINTED = 0.35  # probability from which on a word is part of the name, where the other side is less likely


@dataclass(frozen=True, slots=True)
class Participant:
    """One side of an event, as said."""

    name: str
    line: int  # the sentence
    start: int  # of the words, in code points of the sentence
    end: int
    probability: float  # of its surest word


def participant(draft: Draft, side: int) -> Participant | None:
    """The name that most speaks for, over the event's sentences; None where the network points at none."""
    sums: dict[str, float] = {}
    found: dict[str, Participant] = {}
    for number, sure in draft.lines.items():
        for one in _pointed(draft.line(number), side):
            sums[one.name] = sums.get(one.name, 0.0) + sure * one.probability
            if one.name not in found or found[one.name].probability < one.probability:
                found[one.name] = one
    return found[max(sorted(sums), key=sums.__getitem__)] if sums else None


def _points(line: Line, word: int, side: int) -> bool:
    chances = line.signs.participant[word]
    return bool(chances[side] >= POINTED and chances[side] > chances[INITIATOR + TARGET - side])


def _pointed(line: Line, side: int) -> Iterator[Participant]:
    """The runs of words that the network points at."""
    sentence = line.said.sentence
    low = 0
    while low < len(sentence.words):
        high = low
        while high < len(sentence.words) and _points(line, high, side):
            high += 1
        if high > low:
            start, end = sentence.starts[low], sentence.starts[high - 1] + len(sentence.words[high - 1])
            sure = float(line.signs.participant[low:high, side].max())
            yield Participant(sentence.text[start:end], line.number, start, end, sure)
        low = high + 1
