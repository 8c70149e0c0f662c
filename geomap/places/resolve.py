"""Decides which place each mention of an article means, jointly, with reasons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from geomap.countries import without_vowels
from geomap.languages import Languages, shipped_languages
from geomap.places.coordinates import written_place
from geomap.places.document import Document, Group, open_document, wordings
from geomap.places.lexicon import Lexicon, lexicon
from geomap.places.mended import Choices, Misspelt, mend, misspelt, repairable
from geomap.places.outcome import (
    FAR,
    NOT_FOUND,
    Verdict,
    at_spot,
    city_around,
    in_area,
    in_city,
    in_or_around,
    judge,
    reject,
)
from geomap.places.ranker import Ranked, Ranker
from geomap.places.reasons import neighbours
from geomap.places.repair import ONE_EDIT, renders
from geomap.places.villages import asks_villages, countries_of_groups, is_around, story_countries, with_villages
from geomap.places.wording import Wording
from geomap.positions import read_position
from geomap.records import Article, Candidate, Mention, Place, Reject

_SPOKEN_OF = 0.15  # share of the article's names that makes a country one it speaks of


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceResolver:
    """Implements `stages.Resolver` with a trained ranker."""

    @property
    def id(self) -> str:
        """Its name among stages; the version of geomap says the rest."""
        return "geomap:default"

    ranker: Ranker
    focus: frozenset[str] = frozenset()  # ISO 3166-1 alpha-2
    languages: Languages = field(default_factory=shipped_languages)

    def read(self, article: Article, mentions: Sequence[Mention]) -> "PlaceReading":
        """Read what the article says about each mention."""
        said = wordings(article, mentions, self.lexicon(article))
        return PlaceReading(resolver=self, article=article, mentions=tuple(mentions), said=said)

    def lexicon(self, article: Article) -> Lexicon:
        """The words of the article's language."""
        return lexicon(self.languages.get(article.language))

    def weigh(
        self, readings: Sequence["PlaceReading"], choices: Mapping[str, tuple[Candidate, ...]]
    ) -> Sequence["WeighedPlaces"]:
        """Rank the candidates of each article jointly; the articles of a batch have nothing to do with each other."""
        documents = [
            open_document(one.article, one.mentions, choices, self.lexicon(one.article), said=one.said)
            for one in readings
        ]
        ranked = self.ranker.rank(documents, focus=self.focus)
        return [
            WeighedPlaces(resolver=self, reading=reading, choices=choices, ranked=one)
            for reading, one in zip(readings, ranked, strict=True)
        ]

    def resolve(
        self, weighed: Sequence["WeighedPlaces"], similar: Sequence[Mapping[str, tuple[Candidate, ...]]]
    ) -> Sequence[Sequence[Place | Reject]]:
        """For each article, with the similar names it asked for: one outcome for each mention, in their order."""
        misspelt = [one.misspelt(near) for one, near in zip(weighed, similar, strict=True)]
        trials = [name.trial for those in misspelt for name in those.values() if name.trial]
        believed = iter(self._tried(trials))
        return [
            one.outcomes({at: next(believed) if name.trial else name.alike for at, name in those.items()})
            for one, those in zip(weighed, misspelt, strict=True)
        ]

    def _tried(self, trials: Sequence[Document]) -> Iterator[Choices]:
        """The belief in each candidate of the last group of each article."""
        rows, _, belief = self.ranker.believe(trials, focus=self.focus)
        for first, _ in rows.ends[1:]:
            last = rows.of(first - 1)
            yield tuple(zip(rows.candidates[last], belief[last].tolist(), strict=True))


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


@dataclass(frozen=True, kw_only=True)
class WeighedPlaces:
    """Implements `stages.Weighed`."""

    resolver: PlaceResolver
    reading: PlaceReading
    choices: Mapping[str, tuple[Candidate, ...]]
    ranked: Ranked

    @cached_property
    def asks_villages(self) -> tuple[frozenset[str], frozenset[str]]:
        """The names that may be villages', and the countries (ISO alpha-2) of the story; see `stages.AsksVillages`."""
        return asks_villages(self.ranked, self.resolver.focus)

    def with_villages(self, villages: Mapping[str, tuple[Candidate, ...]]) -> "WeighedPlaces":
        """The same article, weighed with villages among the candidates."""
        return self.reading.weigh(with_villages(self.choices, villages))

    @property
    def asks_similar(self) -> tuple[frozenset[str], frozenset[str]]:
        """The names it would repair, and the countries (ISO alpha-2) in which it would look for them."""
        document = self.ranked.document
        unknown, _ = self.asks_villages
        names = {
            group.wording.core
            for group in document.groups
            if (not group.candidates or group.wording.core in unknown) and repairable(document, group)
        }
        return (frozenset(names), self._countries()) if names else (frozenset(), frozenset())

    def resolve(self, similar: Mapping[str, tuple[Candidate, ...]]) -> Sequence[Place | Reject]:
        """One outcome for each mention, in the mentions' order; each Reject carries its mention."""
        return self.resolver.resolve([self], [similar])[0]

    def misspelt(self, similar: Mapping[str, tuple[Candidate, ...]]) -> Mapping[int, Misspelt]:
        """The groups that may be misspelt places, with the entries near in spelling."""
        document = self.ranked.document
        return {
            at: misspelt(document, group, found, self._countries())
            for at, group in enumerate(document.groups)
            if (found := self._near(at, similar)) and repairable(document, group)
        }

    def _near(self, at: int, similar: Mapping[str, tuple[Candidate, ...]]) -> tuple[Candidate, ...]:
        """The entries near in spelling, where the text says that the place lies if it says so."""
        group = self.ranked.document.groups[at]
        found = similar.get(group.wording.core, ())
        if group.stated:
            found = tuple(one for one in found if group.stated.fits(one))
        if group.holder:
            found = tuple(one for one in found if group.holder.holds(one))
        if found and group.candidates:  # known abroad: near are other renderings of it in the story's countries alone
            if any(one.population >= ONE_EDIT[1] for one in group.candidates):
                return ()
            here = story_countries(self.ranked, self.resolver.focus, without=at)
            found = tuple(one for one in found if one.country in here and renders(group.wording.core, one))
        # Of renderings without vowels there are so many that only those around count, not even as rivals.
        return tuple(one for one in found if one.country not in without_vowels() or is_around(self.ranked, one))

    def outcomes(self, choices: Mapping[int, Choices]) -> Sequence[Place | Reject]:
        """The outcomes; `choices` are those of the misspelt groups, with the belief in them."""
        document, near = self.ranked.document, neighbours(self.ranked)
        outcomes: dict[int, Place | Reject] = {}
        for at, group in enumerate(document.groups):
            verdict = self._verdict(at, near[at], choices.get(at))
            outcomes.update(
                zip(group.members, _told(verdict, [document.mentions[m] for m in group.members]), strict=True)
            )
        return tuple(outcomes[at] for at in range(len(document.mentions)))

    def _verdict(self, at: int, near: tuple[str, float] | None, choices: Choices | None) -> Verdict:
        """What becomes of the mentions of a group."""
        group = self.ranked.document.groups[at]
        if (city := city_around(self.ranked, at)) is not None:
            return in_city(self.ranked, city)
        if group.candidates:
            verdict = in_or_around(self.ranked, at, judge(self.ranked, at, near))
            if choices is not None:
                verdict = self._mended(group, choices, other=verdict)
        elif choices is None and group.stated and any(map(self.choices.get, group.wording.names)):
            verdict = reject(FAR, f"the text puts it {group.stated.words}, where nothing is called so")
        elif choices is None:
            verdict = reject(NOT_FOUND)
        else:
            verdict = self._mended(group, choices)
        if not group.candidates:
            verdict = at_spot(self.ranked, at, verdict)
        is_told = group.holder is not None and (group.holder.firm or bool(group.candidates))
        return in_area(self.ranked, at, verdict) if is_told else verdict

    def _mended(self, group: Group, choices: Choices, *, other: Verdict | None = None) -> Verdict:
        """What becomes of a name that nothing near answers to, when a place spelt nearly so may be meant."""
        around = partial(is_around, self.ranked)
        return mend(self.ranked.document, group, choices, countries=self._countries(), may_be=around, other=other)

    def _countries(self) -> frozenset[str]:
        """The countries that the article speaks of, by name or by their armed groups alone, and those in focus."""
        votes: dict[str, float] = {}
        for row in self.ranked.best:
            if row >= 0 and (country := self.ranked.rows.candidates[row].country):
                votes[country] = votes.get(country, 0.0) + 1.0
        total = sum(votes.values())
        spoken_of = {country for country, count in votes.items() if count >= _SPOKEN_OF * total}
        return self.resolver.focus | spoken_of | countries_of_groups(self.ranked, without=-1)


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
