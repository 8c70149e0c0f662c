"""The shell: opens what the stages need, calls them in order, and books what became of everything."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from geomap.articles.furniture import without_furniture
from geomap.articles.gate import within_bounds
from geomap.articles.language import in_languages
from geomap.articles.memory import Articles, articles_from
from geomap.batches import (
    SHIPPED,
    OpenStages,
    geoparse_batch,
    lost_article,
    lost_in_geoparsing,
    lost_in_mapping,
    map_batch,
)
from geomap.bounds import BOUNDS, Bounds
from geomap.engine import apart, batch_size, engine_for, in_batches
from geomap.errors import FAULT, GeomapError, fault_in_words
from geomap.events import EventReader, shipped_coder
from geomap.gazetteer import open_gazetteer
from geomap.gazetteer.areas import outlines
from geomap.gazetteer.districts import SOURCE as DISTRICTS
from geomap.languages import shipped_languages
from geomap.ledger import DRAWN_AS_AREA, Ledger, sieve
from geomap.linking import merge
from geomap.records import Article, Candidate, Event, Geoparsed, Reject, SentenceCode, Stage
from geomap.schema import Tables
from geomap.settings import Settings
from geomap.shipped import credit_lines
from geomap.stages import Stages

if TYPE_CHECKING:
    import geopandas as gpd

Progress = Callable[[str, int, int | None], None]
"""Told what is being done, how much of it is done, and of how much (None when that is not known)."""


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
    articles = readable(articles_from(inputs, options=settings.reading), SHIPPED, settings.bounds)
    ledger = _book(articles, settings, SHIPPED, progress)
    events = _merged(ledger)
    found = [event for event in (*events, *(part for event in events for part in event.parts)) if _is(event, event_id)]
    if len(found) != 1:
        known = f"{len(found)} events begin so" if found else f"there are {len(events)} events, none of that id"
        unread = [one for one in ledger.unread if one.stage is Stage.READ]
        lost = f"; {len(unread)} not read, the first {unread[0].subject}: {unread[0].reason}" if unread else ""
        raise GeomapError(f"{event_id}: {known}; the ids stand in every result file, as `id`{lost}")
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
    for batch in engine.run(geoparse_batch, batches, open_bench=open_stages, lost=lost_in_geoparsing):
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


def _book(items: Iterable[Article | Reject], settings: Settings, given: Stages, progress: Progress | None) -> Ledger:
    """Read, geoparse and code all articles and book what became of them."""
    ledger = Ledger(settings)
    engine = engine_for(settings.workers, settings.engine, settings.scheduler)
    batches = in_batches(ledger.articles_of(items), batch_size(settings.batch_size, settings.workers))
    for sheet in engine.run(map_batch, batches, open_bench=OpenStages(settings, given), lost=lost_in_mapping):
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
    "Progress",
    "Tables",
    "code",
    "find_event",
    "geoparse",
    "map_events",
]
