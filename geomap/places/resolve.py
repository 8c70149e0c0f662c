"""Decides which place each mention of an article means, jointly, with reasons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from geomap.places.coordinates import written_place
from geomap.places.document import Group, open_document, wordings
from geomap.places.mended import mend, repairable, trial
from geomap.places.outcome import NOT_FOUND, Verdict, city_around, in_city, judge, reject
from geomap.places.ranker import Ranked, Ranker
from geomap.places.reasons import neighbours
from geomap.places.repair import readings
from geomap.places.wording import Wording
from geomap.positions import read_position
from geomap.records import Article, Candidate, Mention, Place, Reject

_SPOKEN_OF = 0.15  # share of the article's names that makes a country one it speaks of


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceResolver:
    """Implements `stages.Resolver` with a trained ranker."""

    ranker: Ranker
    focus: frozenset[str] = frozenset()  # ISO 3166-1 alpha-2

    def read(self, article: Article, mentions: Sequence[Mention]) -> "PlaceReading":
        """Read what the article says about each mention."""
        return PlaceReading(resolver=self, article=article, mentions=tuple(mentions), said=wordings(article, mentions))

    def weigh(
        self, readings: Sequence["PlaceReading"], choices: Mapping[str, tuple[Candidate, ...]]
    ) -> Sequence["WeighedPlaces"]:
        """Rank the candidates of each article jointly; the articles of a batch have nothing to do with each other."""
        documents = [open_document(one.article, one.mentions, choices, said=one.said) for one in readings]
        return [WeighedPlaces(resolver=self, ranked=one) for one in self.ranker.rank(documents, focus=self.focus)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceReading:
    """Implements `stages.Reading`."""

    resolver: PlaceResolver
    article: Article
    mentions: tuple[Mention, ...]
    said: tuple[Wording, ...]  # about each mention

    @property
    def asks(self) -> frozenset[str]:
        """The names whose candidates it wants to see."""
        return frozenset(name for wording in self.said for name in wording.names)

    def weigh(self, choices: Mapping[str, tuple[Candidate, ...]]) -> "WeighedPlaces":
        """Rank the candidates jointly."""
        return self.resolver.weigh([self], choices)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedPlaces:
    """Implements `stages.Weighed`."""

    resolver: PlaceResolver
    ranked: Ranked

    @property
    def asks_similar(self) -> tuple[frozenset[str], frozenset[str]]:
        """The names it would repair, and the countries (ISO alpha-2) in which it would look for them."""
        document = self.ranked.document
        names = {
            group.wording.core for group in document.groups if not group.candidates and repairable(document, group)
        }
        return (frozenset(names), self._countries()) if names else (frozenset(), frozenset())

    def resolve(self, similar: Mapping[str, tuple[Candidate, ...]]) -> Sequence[Place | Reject]:
        """One outcome for each mention, in the mentions' order; each Reject carries its mention."""
        document, near = self.ranked.document, neighbours(self.ranked)
        outcomes: dict[int, Place | Reject] = {}
        for at, group in enumerate(document.groups):
            verdict = self._verdict(at, near[at], similar)
            outcomes.update(
                zip(group.members, _told(verdict, [document.mentions[m] for m in group.members]), strict=True)
            )
        return tuple(outcomes[at] for at in range(len(document.mentions)))

    def _verdict(
        self, at: int, near: tuple[str, float] | None, similar: Mapping[str, tuple[Candidate, ...]]
    ) -> Verdict:
        """What becomes of the mentions of a group."""
        group = self.ranked.document.groups[at]
        if (city := city_around(self.ranked, at)) is not None:
            return in_city(self.ranked, city)
        if group.candidates:
            return judge(self.ranked, at, near)
        found = similar.get(group.wording.core, ())
        if not found or not repairable(self.ranked.document, group):
            return reject(NOT_FOUND)
        return self._mended(group, found)

    def _mended(self, group: Group, found: Sequence[Candidate]) -> Verdict:
        """The verdict on a misspelt name, for which the entries near in spelling are tried in the article."""
        document, countries = self.ranked.document, self._countries()
        if len(readings(document, group, found, countries)) <= 1:  # nothing to choose from: no belief is needed
            return mend(document, group, [(one, 1.0) for one in found], countries=countries)
        tried = trial(document, group, found)
        rows, _, belief = self.resolver.ranker.believe([tried], focus=self.resolver.focus)
        last = rows.of(len(document.groups))
        choices = list(zip(rows.candidates[last], belief[last].tolist(), strict=True))
        return mend(document, group, choices, countries=countries)

    def _countries(self) -> frozenset[str]:
        """The countries that the article speaks of, and those in focus."""
        votes: dict[str, float] = {}
        for row in self.ranked.best:
            if row >= 0 and (country := self.ranked.rows.candidates[row].country):
                votes[country] = votes.get(country, 0.0) + 1.0
        total = sum(votes.values())
        return self.resolver.focus | {country for country, count in votes.items() if count >= _SPOKEN_OF * total}


def _told(verdict: Verdict, mentions: Sequence[Mention]) -> Iterator[Place | Reject]:
    """The verdict on each mention of a group; equal words are judged once."""
    told: dict[str, Place | Reject] = {}
    for mention in mentions:
        known = told.get(mention.surface)
        if known is None:
            known = told[mention.surface] = _written(mention) or verdict(mention)
            yield known
        else:
            yield _of(known, mention)


def _of(known: Place | Reject, mention: Mention) -> Place | Reject:
    """The same outcome for another mention; several times as quick as `replace`, and most mentions go through here."""
    if isinstance(known, Reject):
        return replace(known, mention=mention)
    return Place(
        mention=mention,
        candidate=known.candidate,
        trust=known.trust,
        why=known.why,
        repair=known.repair,
        runners_up=known.runners_up,
    )


def _written(mention: Mention) -> Place | None:
    """The position that the mention itself gives in figures."""
    if mention.surface.isalpha() or not (position := read_position(mention.surface)):
        return None
    return Place(mention=mention, candidate=written_place(position), trust=1.0, why=("the text gives the coordinates",))
