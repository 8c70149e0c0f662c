"""An event in the making: the sentences that tell it, and what they make of place and kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from geomap.events.coreference import TYPES, Told, by_type
from geomap.events.document import Document, Line, Named, Option
from geomap.events.network import SUBS, Floats
from geomap.events.where import between, locate
from geomap.records import SUB_EVENT_TYPES, EventType, GeoPrecision, Where

_RANK = {
    GeoPrecision.SITE: 0, GeoPrecision.SETTLEMENT: 0, GeoPrecision.NEAR: 0, GeoPrecision.ADM2: 1, GeoPrecision.ADM1: 2,
    GeoPrecision.REGION: 3, GeoPrecision.COUNTRY: 4, GeoPrecision.NONE: 5,
}  # fmt: skip
_BACKED = 0.3  # of the best place's support that a more exact one needs to win
_NEWS = 0.1  # what a sentence gains as the lead by telling news
_TINY = 1e-6


@dataclass(frozen=True, eq=False)
class Draft:
    """The sentences of one event, each at a place that it is told of."""

    document: Document
    told: tuple[Told, ...]

    @cached_property
    def lines(self) -> dict[int, float]:
        """The sentences by number, in reading order, each with the probability of its likeliest place."""
        found: dict[int, float] = {}
        for one in sorted(self.told, key=lambda one: one.line.number):
            found[one.line.number] = max(found.get(one.line.number, 0.0), one.probability)
        return found

    @cached_property
    def support(self) -> dict[str, float]:
        """How much speaks for each of its places, by id of the gazetteer's entry."""
        found: dict[str, float] = {}
        for one in self.told:
            key = one.site.option.candidate.id
            found[key] = found.get(key, 0.0) + one.probability
        return found

    @cached_property
    def option(self) -> Option:
        """The most exact place among those that enough speaks for."""
        enough = _BACKED * max(self.support.values())
        backed = [key for key in sorted(self.support) if self.support[key] >= enough]
        best = min(backed, key=lambda key: (_RANK[self.document.options[key].precision], -self.support[key]))
        return self.document.options[best]

    @cached_property
    def lead(self) -> Told:
        """The sentence that the event is quoted by: it names the place, where one of them does."""
        there = [one for one in self.told if one.site.option is self.option]
        return max(
            [one for one in there if one.site.is_own] or there,
            key=lambda one: one.probability + _NEWS * float(one.line.signs.asserted[1]),
        )

    @cached_property
    def named(self) -> Named:
        """The mention of its place: in the lead, where that names it."""
        return self.lead.site.named

    @cached_property
    def where(self) -> Where:
        """Where it lies, with the words around its name: "12 km north of Kupiansk"."""
        said, span = self.document.lines[self.named.line].said, self.named.mention.span
        text = said.sentence.text
        far = self.named.far_end
        if far is not None:
            start = text.rfind(" ", 0, max(0, span.start - said.start - 1)) + 1
            return between(self.named.place, far, text[start : far.mention.span.end - said.start])
        before, after = text[: span.start - said.start], text[span.end - said.start :]
        return locate(self.named.place, before, after, said.pack)

    @cached_property
    def weights(self) -> Floats:
        """How much each of its sentences counts for the kind, in the order of `lines`; together 1."""
        raw = np.array([sure * self.document.lines[number].told for number, sure in self.lines.items()], np.float32)
        shares: Floats = (raw + _TINY) / (raw + _TINY).sum()
        return shares

    @cached_property
    def asserted(self) -> Floats:
        """What it is told as, over its sentences: as in `network.ASSERTED`."""
        return self._mean([self.document.lines[number].signs.asserted for number in self.lines])

    @cached_property
    def sub(self) -> Floats:
        """The probability of each sub-type over its sentences: as in `network.SUBS`."""
        return self._mean([self.document.lines[number].signs.sub for number in self.lines])

    @cached_property
    def types(self) -> Floats:
        """The probability of each type, in the order of EventType."""
        return by_type(self.sub)

    @cached_property
    def event_type(self) -> EventType:
        """The likeliest type."""
        return TYPES[int(self.types.argmax())]

    @cached_property
    def sub_event_type(self) -> str:
        """The likeliest sub-type of that type."""
        return max(SUB_EVENT_TYPES[self.event_type], key=lambda sub: self.sub[SUBS.index(sub)])

    def line(self, number: int) -> Line:
        """A sentence of the article."""
        return self.document.lines[number]

    def _mean(self, rows: Sequence[Floats]) -> Floats:
        mean: Floats = (np.stack(rows) * self.weights[:, None]).sum(axis=0)
        return mean
