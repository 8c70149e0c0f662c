"""The names of an article that take a side in what it tells, by sentence and by what they share."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from geomap.events.document import Document, Line
from geomap.events.participants.names import lexicon
from geomap.events.where import precision_of
from geomap.records import GeoPrecision

OFFERED = 0.15  # probability from which on a word is part of a name that is asked about
_STEM = 4  # letters by which two names are of one: "Russia" and "Russian troops"
_WORD = re.compile(r"[^\W\d_]{2,}")
Kin = tuple[float, float, float, float]  # what they speak for: this side, the other; how many; in how many sentences


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


class Names:
    """The names of an article that may be a side of something; what is asked of them again and again is kept."""

    def __init__(self, document: Document) -> None:
        self._by_line = {line.number: tuple(_named(line)) for line in document.lines}
        self._titled = [line.number for line in document.lines if line.is_title]
        self._by_stem: dict[str, list[tuple[int, Said]]] = {}
        for order, said in enumerate(self.within(self._by_line)):
            for stem in said.stems:
                self._by_stem.setdefault(stem, []).append((order, said))
        self._kin: dict[tuple[frozenset[str], int], Kin] = {}
        self._countries: dict[str, set[str]] = {}
        for line in document.lines:
            for one in line.named:
                candidate = one.place.candidate
                if precision_of(candidate) is GeoPrecision.COUNTRY:
                    low, high = one.mention.span.start - line.said.start, one.mention.span.end - line.said.start
                    found = self._countries.setdefault(candidate.country, set())
                    found |= stems_of(line.said.sentence.text[low:high])

    def within(self, lines: Iterable[int]) -> Iterator[Said]:
        """The names in some sentences, in reading order where the sentences are."""
        for number in lines:
            yield from self._by_line.get(number, ())

    def around(self, lines: Collection[int], near: int) -> list[Said]:
        """The names in the headline, in some sentences, and up to `near` sentences before and behind all of these."""
        low, high = min(lines) - near, max(lines) + near
        return list(self.within(sorted({*self._titled, *lines, *range(low, high + 1)})))

    def kin(self, stems: frozenset[str], side: int) -> Kin:
        """What all names of one stem in the article speak for."""
        key = stems, side
        if key not in self._kin:
            found = {order: said for stem in stems for order, said in self._by_stem.get(stem, ())}
            self._kin[key] = summed_up([found[order] for order in sorted(found)], side)
        return self._kin[key]

    def country(self, code: str) -> frozenset[str]:
        """The stems of what a country is called in the article."""
        return frozenset(self._countries.get(code, ()))


def summed_up(kin: Sequence[Said], side: int) -> Kin:
    """What some names speak for."""
    return (
        sum(one.chances[side] for one in kin),
        sum(one.chances[1 - side] for one in kin),
        float(len(kin)),
        float(len({one.line for one in kin})),
    )


def stems_of(name: str) -> frozenset[str]:
    """The heads of a name's capital words, or of all where it has none: equal for "Russia" and "Russian troops"."""
    words = _WORD.findall(name)
    capital = [word for word in words if word[0].isupper()]
    return frozenset(word[:_STEM].casefold() for word in capital or words)


def _named(line: Line) -> Iterator[Said]:
    """The names that the network points at, and those of the grammar that it misses."""
    sentence = line.said.sentence
    by_grammar = _by_grammar(line)
    met: set[str] = set()
    for low, high in _naming(line, _runs(line)):
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
    sides = [
        (max(one, other) >= OFFERED, one >= other) for _, one, other in line.signs.participant.tolist()
    ]  # whether a word is likely part of a name, and whether the first side is the likelier
    low = 0
    for (is_offered, _), run in groupby(sides):
        high = low + len(list(run))
        if is_offered:
            yield low, high
        low = high


def _naming(line: Line, runs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The runs without what happened at either end: "farmers" of "farmers protested", nothing of "protests"."""
    sentence, heads = line.said.sentence, lexicon(line.said.pack).heads

    def is_deed(word: int) -> bool:
        start = sentence.starts[word]
        within = any(trigger.start <= start < trigger.end for trigger in line.said.triggers)
        return within and sentence.words[word] not in heads

    for low, high in runs:
        first = next((word for word in range(low, high) if not is_deed(word)), high)
        last = next((word for word in range(high, first, -1) if not is_deed(word - 1)), first)
        if first < last:
            yield first, last


def _by_grammar(line: Line) -> dict[str, int]:
    """The names that the grammar of the sentence knows as a side of its first trigger that nothing bars."""
    trigger = next((one for one in line.said.triggers if one.barrier is None), None)
    if trigger is None:
        return {}
    sides = line.said.sides((trigger.start, trigger.end))
    return {name: number for number, name in ((1, sides.initiator), (2, sides.target)) if name}
