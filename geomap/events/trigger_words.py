"""The words of a sentence that tell an event of a type."""

from geomap.events.document import Line
from geomap.events.network import SUBS
from geomap.events.triggers import TYPE_OF
from geomap.records import Span

_TELLING = 4  # letters of a word that can tell an event


def trigger(line: Line, sub_event_type: str) -> Span:
    """The trigger, in code points of the field.

    The words that a rule knows for such an event; where none does, the word that speaks loudest for it: the network
    judges a sentence by the mean of its words, so each word has its own share in the verdict.
    """
    kind = TYPE_OF[sub_event_type]
    known = sorted(line.said.triggers, key=lambda one: (one.event_type is not kind, one.barrier is not None, one.start))
    if known and known[0].event_type is kind:
        return line.said.stretch(known[0].start, known[0].end)
    sentence = line.said.sentence
    if not sentence.words:  # nothing but signs
        return line.said.span
    shares = line.signs.shares[:, SUBS.index(sub_event_type)]
    named = {
        number
        for one in line.named
        for number, start in enumerate(sentence.starts)
        if one.mention.span.start <= line.said.start + start < one.mention.span.end
    }
    asked = [
        number
        for number, word in enumerate(sentence.words)
        if len(word) >= _TELLING and word.isalpha() and number not in named
    ]
    best = max(asked or range(len(sentence.words)), key=lambda number: float(shares[number]))
    start = sentence.starts[best]
    return line.said.stretch(start, start + len(sentence.words[best]))
