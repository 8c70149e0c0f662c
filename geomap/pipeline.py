"""The shell: opens what the stages need, calls them in order, and books what became of everything."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING

import pandas as pd

from geomap.articles.furniture import without_furniture
from geomap.articles.gate import within_bounds
from geomap.articles.language import in_languages
from geomap.articles.memory import Articles, articles_from
from geomap.bounds import BOUNDS, Bounds
from geomap.engine import apart, batch_size, engine_for, in_batches
from geomap.errors import FAULT, GeomapError, ModelError, SettingsError, fault_in_words
from geomap.events import EventReader, shipped_coder
from geomap.gazetteer import open_gazetteer
from geomap.gazetteer.areas import outlines
from geomap.gazetteer.districts import SOURCE as DISTRICTS
from geomap.languages import shipped_languages
from geomap.ledger import DRAWN_AS_AREA, Ledger, Sheet, lost_sheet, sheet_of, sieve
from geomap.linking import merge
from geomap.mentions import accurate_recogniser, shipped_recogniser, with_own_names
from geomap.places import shipped_resolver
from geomap.records import Article, Candidate, Coded, Event, Geoparsed, Mention, Reject, SentenceCode, Stage
from geomap.schema import Tables
from geomap.settings import RECOGNISER_GROUP, Settings, recogniser_names
from geomap.shipped import credit_lines
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

if TYPE_CHECKING:
    import geopandas as gpd

OPEN_RECOGNISER: Mapping[str, Callable[[], Recogniser]] = {
    "accurate": accurate_recogniser,
    "fast": shipped_recogniser,
}
Progress = Callable[[str, int, int | None], None]
"""Told what is being done, how much of it is done, and of how much (None when that is not known)."""


SHIPPED = Stages()


@dataclass(frozen=True, slots=True)
class OpenedStages:
    """The opened stages that a worker uses for every batch."""

    gazetteer: Gazetteer
    recogniser: Recogniser
    resolver: Resolver
    coder: EventCoder
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


def map_events(
    inputs: Articles,
    settings: Settings | None = None,
    *,
    date: dt.date | str | None = None,
    columns: Mapping[str, str] | None = None,
    stages: Stages | None = None,
    progress: Progress | None = None,
) -> Tables:
    """Read articles and give the events they tell as tables.

    Args:
        inputs: the articles, as `articles_from` takes them.
        settings: what to keep and how to work; `Settings()` when None.
        date: when the articles that say no date were published.
        columns: field of an article to the column that holds it, where the usual names are not used.
        stages: stages of one's own.
        progress: called as the work goes on.

    Raises:
        GazetteerError: the gazetteer cannot be built or opened.
    """
    settings, given = settings or Settings(), stages or SHIPPED
    articles = readable(
        articles_from(inputs, date=date, columns=columns, options=settings.reading), given, settings.bounds
    )
    gazetteer = given.gazetteer or open_gazetteer(progress=progress)
    texts: dict[str, str] = {}
    ledger = _book(_keeping(articles, texts) if settings.with_text else articles, settings, given, progress)
    events, filtered = sieve(_merged(ledger), settings)
    areas = outlines(area_candidates(events))
    tables = ledger.close(
        events=events,
        filtered=filtered,
        areas=areas,
        gazetteer_hash=gazetteer.id,
        licences=tuple(dict.fromkeys((*_credits(ledger, areas), *getattr(gazetteer, "credits", ())))),
    )
    kept = pd.DataFrame({"id": [*texts], "text": [*texts.values()]}, dtype=object) if settings.with_text else None
    return replace(tables, notes=replace(tables.notes, stages=given.ids), texts=kept)


def _keeping(items: Iterable[Article | Reject], texts: dict[str, str]) -> Iterator[Article | Reject]:
    """Pass the articles on; their texts are kept by id."""
    for item in items:
        if isinstance(item, Article):
            texts[item.id] = item.text
        yield item


def _credits(ledger: Ledger, areas: "gpd.GeoDataFrame") -> tuple[str, ...]:
    return credit_lines(ledger.villages_of, districts=bool((areas["source"] == DISTRICTS).any()))


def find_event(
    inputs: Articles, event_id: str, settings: Settings | None = None, *, progress: Progress | None = None
) -> Event:
    """Read articles and give one of their events, by its id or the beginning of it.

    Raises:
        GeomapError: no event, or more than one, has such an id.
    """
    settings = settings or Settings()
    open_gazetteer(progress=progress)
    events = merge(
        _book(
            readable(articles_from(inputs, options=settings.reading), SHIPPED, settings.bounds),
            settings,
            SHIPPED,
            progress,
        ).events
    )
    found = [event for event in (*events, *(part for event in events for part in event.parts)) if _is(event, event_id)]
    if len(found) != 1:
        known = f"{len(found)} events begin so" if found else f"there are {len(events)} events, none of that id"
        raise GeomapError(f"{event_id}: {known}; the ids stand in every result file, as `id`")
    return found[0]


def geoparse(
    inputs: Articles,
    settings: Settings | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    stages: Stages | None = None,
    progress: Progress | None = None,
) -> Iterator[Geoparsed | Reject]:
    """Find and resolve the places that articles mention; undated articles are welcome.

    Yields:
        The geoparsed articles in their order, and a Reject for each that could not be read.
    """
    settings, given = settings or Settings(), stages or SHIPPED
    items = readable(
        articles_from(inputs, columns=columns, dated=False, options=settings.reading), given, settings.bounds
    )
    if given.gazetteer is None:
        open_gazetteer(progress=progress)
    return _geoparse(items, OpenStages(settings, given), progress)


def _geoparse(
    items: Iterable[Article | Reject], open_stages: OpenStages, progress: Progress | None
) -> Iterator[Geoparsed | Reject]:
    settings = open_stages.settings
    engine = engine_for(settings.workers, settings.engine, settings.scheduler)
    rejects: list[Reject] = []
    articles = _split(items, rejects)
    done = 0
    batches = in_batches(articles, batch_size(settings.batch_size, settings.workers))
    for batch in engine.run(geoparse_batch, batches, open_bench=open_stages, lost=_lost_in_geoparsing):
        yield from batch
        done += len(batch)
        if progress:
            progress("reading articles", done, None)
    yield from rejects


def code(
    inputs: Articles,
    settings: Settings | None = None,
    *,
    date: dt.date | str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[tuple[str, tuple[SentenceCode, ...]] | Reject]:
    """Code the sentences of articles without placing them on a map.

    Yields:
        The id of each article with the coding of its sentences, title first, and a Reject for each that could not be
        read.
    """
    settings = settings or Settings()
    items = articles_from(inputs, date=date, columns=columns, options=settings.reading)
    return _code(readable(items, SHIPPED, settings.bounds))


def readable(items: Iterable[Article | Reject], given: Stages, bounds: Bounds = BOUNDS) -> Iterator[Article | Reject]:
    """The articles within the bounds, in languages that geomap reads, or the recogniser that was given.

    Without the lines that their pages put around them.
    """
    languages = shipped_languages()
    read = in_languages(within_bounds(items, bounds), languages, also=getattr(given.recogniser, "languages", ()))
    return without_furniture(read, languages)


def _code(items: Iterable[Article | Reject]) -> Iterator[tuple[str, tuple[SentenceCode, ...]] | Reject]:
    reader = shipped_coder()
    for item in items:
        if isinstance(item, Reject):
            yield item
        else:
            yield from apart(_code_alone, reader, (item,), lost_article)


def _code_alone(reader: EventReader, articles: Sequence[Article]) -> tuple[str, tuple[SentenceCode, ...]] | Reject:
    (article,) = articles
    return article.id, tuple(reader.codes(article))


def lost_article(article: Article, error: BaseException) -> Reject:
    """The Reject of an article that a fault of ours has cost."""
    return Reject(stage=Stage.READ, subject=f"article {article.id}", reason=FAULT, detail=fault_in_words(error))


def _lost_in_geoparsing(article: Article, error: BaseException) -> list[Geoparsed | Reject]:
    return [lost_article(article, error)]


def _lost_in_mapping(article: Article, error: BaseException) -> Sheet:
    return lost_sheet(lost_article(article, error))


def geoparse_batch(stages: OpenedStages, articles: Sequence[Article]) -> list[Geoparsed | Reject]:
    """Find and resolve the places of some articles, asking the gazetteer once for each kind of question."""
    return [*_geoparsed(stages, articles)]


def _geoparsed(stages: OpenedStages, articles: Sequence[Article]) -> list[Geoparsed]:
    facts = stages.gazetteer.facts(frozenset[str]().union(*map(stages.recogniser.asks, articles)))
    own = stages.gazetteer.overruling if isinstance(stages.gazetteer, KnowsOwnPlaces) else {}
    all_found = [
        (article, tuple(with_own_names(article, stages.recogniser.recognise(article, facts), own)))
        for article in articles
    ]
    found = [(article, mentions[: stages.most_mentions]) for article, mentions in all_found]
    readings = [stages.resolver.read(article, mentions) for article, mentions in found]
    choices = stages.gazetteer.candidates(sorted(frozenset[str]().union(*(reading.asks for reading in readings))))
    weighed = [_with_villages(stages.gazetteer, one) for one in stages.resolver.weigh(readings, choices)]
    similar = [_similar(stages.gazetteer, *one.asks_similar) for one in weighed]
    return [
        Geoparsed(article=article, mentions=mentions, outcomes=(*outcomes, *_beyond(mentions, stages.most_mentions)))
        for (article, mentions), outcomes in zip(all_found, stages.resolver.resolve(weighed, similar), strict=True)
    ]


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


def _similar(
    gazetteer: Gazetteer, names: frozenset[str], countries: frozenset[str]
) -> Mapping[str, tuple[Candidate, ...]]:
    return gazetteer.similar(sorted(names), countries=countries) if names else {}


def code_batch(stages: OpenedStages, articles: Sequence[Article]) -> list[Coded]:
    """Geoparse some articles and read their events."""
    coded = []
    for geoparsed in _geoparsed(stages, articles):
        results = stages.coder.code(geoparsed.article, geoparsed.outcomes)
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


def _book(items: Iterable[Article | Reject], settings: Settings, given: Stages, progress: Progress | None) -> Ledger:
    """Read, geoparse and code all articles and book what became of them."""
    ledger = Ledger(settings)
    engine = engine_for(settings.workers, settings.engine, settings.scheduler)
    batches = in_batches(ledger.articles_of(items), batch_size(settings.batch_size, settings.workers))
    for sheet in engine.run(map_batch, batches, open_bench=OpenStages(settings, given), lost=_lost_in_mapping):
        ledger.add(sheet)
        if progress:
            progress("reading articles", ledger.n_articles, None)
    return ledger


def _merged(ledger: Ledger) -> list[Event]:
    """The events merged; as they were coded, and said so, where a fault of ours keeps them from being compared."""
    told = ledger.events
    try:
        return merge(told)
    except Exception as error:  # noqa: BLE001 - the reading of all articles is not lost for it
        detail = f"no events were merged; {fault_in_words(error)}"
        ledger.unread.append(Reject(stage=Stage.READ, subject="merging", reason=FAULT, detail=detail, article_id=""))
        return told


def _is(event: Event, event_id: str) -> bool:
    return bool(event_id) and event.id.startswith(event_id)


def area_candidates(events: Iterable[Event]) -> list[Candidate]:
    """The territories that events lie in, each once, in a fixed order."""
    found = {
        event.where.place.candidate.id: event.where.place.candidate
        for event in events
        if event.where.place and event.where.precision in DRAWN_AS_AREA
    }
    return [found[key] for key in sorted(found)]


def _split(items: Iterable[Article | Reject], rejects: list[Reject]) -> Iterator[Article]:
    for item in items:
        if isinstance(item, Reject):
            rejects.append(item)
        else:
            yield item


__all__ = [
    "Geoparsed",
    "OpenStages",
    "OpenedStages",
    "Progress",
    "Tables",
    "code",
    "code_batch",
    "find_event",
    "geoparse",
    "geoparse_batch",
    "map_batch",
    "map_events",
]
