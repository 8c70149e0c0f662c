"""What a worker does with a batch: it opens the stages once, finds the places and reads the events."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import EntryPoint, entry_points

from geomap.bounds import BOUNDS
from geomap.errors import FAULT, ModelError, SettingsError, fault_in_words
from geomap.events import shipped_coder
from geomap.gazetteer import open_gazetteer
from geomap.ledger import Sheet, lost_sheet, sheet_of
from geomap.mentions import accurate_recogniser, shipped_recogniser, with_own_names
from geomap.own_stages import FailedError, blamed, check_coding, check_mentions, check_outcomes
from geomap.places import shipped_resolver
from geomap.records import Article, Candidate, Coded, Event, Geoparsed, Mention, Place, Reject, Stage
from geomap.settings import RECOGNISER_GROUP, Settings, recogniser_names
from geomap.stages import (
    AsksVillages,
    EventCoder,
    Gazetteer,
    KnowsOwnPlaces,
    KnowsVillages,
    Recogniser,
    Resolver,
    Stages,
    Weighed,
)

OPEN_RECOGNISER: Mapping[str, Callable[[], Recogniser]] = {
    "accurate": accurate_recogniser,
    "fast": shipped_recogniser,
}
SHIPPED = Stages()
# Places are weighed against one another, which takes the square of their number in time and memory. Reports of thirty
# pages name 500; a register of more is read a thousand names at a time (0320).
TOGETHER = 1_000  # mentions of one article
AT_ONCE = 4_000  # mentions of some articles, held at one time


@dataclass(frozen=True, slots=True)
class OpenedStages:
    """The opened stages that a worker uses for every batch."""

    gazetteer: Gazetteer
    recogniser: Recogniser
    resolver: Resolver
    coder: EventCoder
    own: Stages = SHIPPED  # those of them that are the caller's
    most_mentions: int = BOUNDS.mentions  # of one article that are resolved


@dataclass(frozen=True, slots=True, eq=False)
class OpenStages:
    """Opens the stages that the settings ask for; compares by value, so that a worker opens them once."""

    settings: Settings
    given: Stages = SHIPPED  # those that need no opening

    def __call__(self) -> OpenedStages:
        """Open the cached gazetteer and load the shipped models, where no others are given."""
        return OpenedStages(
            gazetteer=self.given.gazetteer or open_gazetteer(),
            recogniser=self.given.recogniser or recogniser_named(self.settings.recogniser)(),
            resolver=self.given.resolver or shipped_resolver(focus=self.settings.focus),
            coder=self.given.coder or shipped_coder(),
            own=self.given,
            most_mentions=self.settings.bounds.mentions,
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OpenStages) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> tuple[object, ...]:
        return self.settings, self.given.ids


def recogniser_named(name: str) -> Callable[[], Recogniser]:
    """What opens a recogniser: one of geomap's, or one that an installed package offers.

    Raises:
        SettingsError: there is none of that name.
    """
    if name in OPEN_RECOGNISER:
        return OPEN_RECOGNISER[name]
    for entry in entry_points(group=RECOGNISER_GROUP, name=name):
        return partial(_offered, entry)
    raise SettingsError(f"unknown recogniser {name!r}: one of {', '.join(recogniser_names())}")


def _offered(entry: EntryPoint) -> Recogniser:
    try:
        recogniser = entry.load()()
    except Exception as error:
        raise ModelError(f"the recogniser {entry.name!r} ({entry.value}) cannot be opened: {error}") from error
    return Stages(recogniser=recogniser).recogniser or recogniser


def lost_article(article: Article, error: BaseException) -> Reject:
    """The Reject of an article that a fault has cost, ours or that of a stage of the caller's."""
    reason, detail = (error.reason, error.detail) if isinstance(error, FailedError) else (FAULT, fault_in_words(error))
    return Reject(stage=Stage.READ, subject=f"article {article.id}", reason=reason, detail=detail)


def lost_in_geoparsing(article: Article, error: BaseException) -> list[Geoparsed | Reject]:
    """What stands for a lost article among geoparsed ones."""
    return [lost_article(article, error)]


def lost_in_mapping(article: Article, error: BaseException) -> Sheet:
    """What stands for a lost article among sheets."""
    return lost_sheet(lost_article(article, error))


def geoparse_batch(stages: OpenedStages, articles: Sequence[Article]) -> list[Geoparsed | Reject]:
    """Find and resolve the places of some articles, asking the gazetteer once for each kind of question."""
    return [*_geoparsed(stages, articles)]


def _geoparsed(stages: OpenedStages, articles: Sequence[Article]) -> list[Geoparsed]:
    all_found = _recognised(stages, articles)
    found = [mentions[: stages.most_mentions] for mentions in all_found]
    return [
        Geoparsed(article=article, mentions=mentions, outcomes=(*outcomes, *_beyond(mentions, stages.most_mentions)))
        for article, mentions, outcomes in zip(articles, all_found, _in_pieces(stages, articles, found), strict=True)
    ]


def _recognised(stages: OpenedStages, articles: Sequence[Article]) -> list[tuple[Mention, ...]]:
    with blamed(stages.own, "recogniser"):
        asked = frozenset[str]().union(*map(stages.recogniser.asks, articles))
    with blamed(stages.own, "gazetteer"):
        facts = stages.gazetteer.facts(asked)
        overruling = stages.gazetteer.overruling if isinstance(stages.gazetteer, KnowsOwnPlaces) else {}
    with blamed(stages.own, "recogniser"):
        found = [check_mentions(stages.own, one, stages.recogniser.recognise(one, facts)) for one in articles]
    return [tuple(with_own_names(*both, overruling)) for both in zip(articles, found, strict=True)]


def _in_pieces(
    stages: OpenedStages, articles: Sequence[Article], found: Sequence[tuple[Mention, ...]]
) -> Sequence[Sequence[Place | Reject]]:
    """The outcomes of each article, those of a very long one piece by piece."""
    outcomes: list[list[Place | Reject]] = [[] for _ in articles]
    pieces = [
        (number, mentions[first : first + TOGETHER])
        for number, mentions in enumerate(found)
        for first in range(0, max(len(mentions), 1), TOGETHER)
    ]
    for some in _by_size(pieces):
        resolved = _resolved(stages, [articles[number] for number, _ in some], [mentions for _, mentions in some])
        for (number, _), more in zip(some, resolved, strict=True):
            outcomes[number].extend(more)
    return outcomes


def _by_size(pieces: Sequence[tuple[int, tuple[Mention, ...]]]) -> Iterator[list[tuple[int, tuple[Mention, ...]]]]:
    """The pieces in order, so many at a time as have `AT_ONCE` mentions together."""
    some: list[tuple[int, tuple[Mention, ...]]] = []
    for piece in pieces:
        if some and sum(len(mentions) for _, mentions in some) + len(piece[1]) > AT_ONCE:
            yield some
            some = []
        some.append(piece)
    if some:
        yield some


def _resolved(
    stages: OpenedStages, articles: Sequence[Article], found: Sequence[tuple[Mention, ...]]
) -> Sequence[Sequence[Place | Reject]]:
    with blamed(stages.own, "resolver"):
        readings = [stages.resolver.read(*both) for both in zip(articles, found, strict=True)]
        asked = sorted(frozenset[str]().union(*(reading.asks for reading in readings)))
    with blamed(stages.own, "gazetteer"):
        choices = stages.gazetteer.candidates(asked)
    with blamed(stages.own, "resolver"):
        weighed = stages.resolver.weigh(readings, choices)
    with blamed(stages.own, "gazetteer"):
        weighed = [_with_villages(stages.gazetteer, one) for one in weighed]
        similar = [_similar(stages.gazetteer, one) for one in weighed]
    with blamed(stages.own, "resolver"):
        return check_outcomes(stages.own, found, stages.resolver.resolve(weighed, similar))


def _beyond(mentions: Sequence[Mention], most: int) -> Iterator[Reject]:
    """The Rejects of the mentions of an article of which there are too many."""
    for mention in mentions[most:]:
        yield Reject(
            stage=Stage.RESOLVE,
            subject=mention.surface,
            reason="beyond the bounds",
            detail=f"the article mentions more than {most:,} places (bounds.mentions)",
            article_id=mention.article_id,
            mention=mention,
        )


def _with_villages(gazetteer: Gazetteer, weighed: Weighed) -> Weighed:
    """The article with the villages of its countries among the candidates, where it names some."""
    if not (isinstance(gazetteer, KnowsVillages) and isinstance(weighed, AsksVillages)):
        return weighed
    names, countries = weighed.asks_villages
    found = gazetteer.villages(sorted(names), countries=countries, in_prose=True) if names else {}
    known: Weighed = weighed.with_villages(found) if any(found.values()) else weighed
    return known


def _similar(gazetteer: Gazetteer, weighed: Weighed) -> Mapping[str, tuple[Candidate, ...]]:
    """What is spelt nearly as names that nothing near answers to: the world's places, then the story's villages."""
    names, countries = weighed.asks_similar
    found = dict(gazetteer.similar(sorted(names), countries=countries)) if names else {}
    if isinstance(gazetteer, KnowsVillages) and isinstance(weighed, AsksVillages):
        unknown, story = weighed.asks_villages
        known = gazetteer.similar_villages(sorted(unknown), countries=story, in_prose=True) if unknown else {}
        for name, near in known.items():
            found[name] = (*found.get(name, ()), *near)
    return found


def code_batch(stages: OpenedStages, articles: Sequence[Article]) -> list[Coded]:
    """Geoparse some articles and read their events."""
    coded = []
    for geoparsed in _geoparsed(stages, articles):
        with blamed(stages.own, "coder"):
            results = check_coding(stages.own, stages.coder.code(geoparsed.article, geoparsed.outcomes))
        coded.append(
            Coded(
                geoparsed=geoparsed,
                events=tuple(result for result in results if isinstance(result, Event)),
                left_out=tuple(result for result in results if isinstance(result, Reject)),
            )
        )
    return coded


def map_batch(stages: OpenedStages, articles: Sequence[Article]) -> Sheet:
    """Code some articles and keep what the map needs; their texts stay behind."""
    return sheet_of(code_batch(stages, articles))
