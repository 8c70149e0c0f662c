"""A resolver of one's own, the one to beat: each name is the most populous town that bears it, else an area.

`python examples/most_populous_resolver.py`
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import geomap
from geomap.records import Stage

Choices = Mapping[str, tuple[geomap.Candidate, ...]]


@dataclass(frozen=True)
class Read:
    """The mentions of an article; implements `geomap.stages.Reading`."""

    mentions: Sequence[geomap.Mention]

    @property
    def asks(self) -> frozenset[str]:
        """The names whose candidates are wanted."""
        return frozenset(mention.surface for mention in self.mentions)


@dataclass(frozen=True)
class Seen:
    """The same with their candidates; implements `geomap.stages.Weighed`."""

    mentions: Sequence[geomap.Mention]
    choices: Choices

    @property
    def asks_similar(self) -> tuple[frozenset[str], frozenset[str]]:
        """No spelling is repaired."""
        return frozenset(), frozenset()


class MostPopulous:
    """Implements `geomap.stages.Resolver`."""

    id = "most-populous-1"  # stands in the notes of a run

    def read(self, article: geomap.Article, mentions: Sequence[geomap.Mention]) -> Read:
        """The words around a mention do not count."""
        return Read(mentions)

    def weigh(self, readings: Sequence[Read], choices: Choices) -> Sequence[Seen]:
        """Nor do the other names of the article."""
        return [Seen(reading.mentions, choices) for reading in readings]

    def resolve(
        self, weighed: Sequence[Seen], similar: Sequence[Choices]
    ) -> Sequence[Sequence[geomap.Place | geomap.Reject]]:
        """One outcome for each mention, in their order."""
        return [[self._outcome(one, seen.choices[one.surface]) for one in seen.mentions] for seen in weighed]

    def _outcome(self, mention: geomap.Mention, found: tuple[geomap.Candidate, ...]) -> geomap.Place | geomap.Reject:
        if not found:
            return geomap.Reject(
                stage=Stage.RESOLVE, subject=mention.surface, reason="not in the gazetteer", mention=mention
            )
        largest, *others = sorted(found, key=lambda place: (place.is_area, -place.population, place.id))
        return geomap.Place(
            mention=mention, candidate=largest, trust=0.5, why=("the most populous",), runners_up=tuple(others[:3])
        )


stages = geomap.Stages(resolver=MostPopulous())
for parsed in geomap.geoparse("Shells fell on Odesa. The team trained in Odessa, Texas.", stages=stages):
    for outcome in parsed.outcomes:
        print(outcome.mention.surface, "->", outcome.candidate.name, outcome.candidate.country)
