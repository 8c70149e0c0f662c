"""The shell: opens what the stages need, calls them in order, and books what became of everything."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from geomap.articles import read_articles
from geomap.engine import apart, engine_for, in_batches
from geomap.errors import FAULT, GeomapError, OutputError, SettingsError, fault_in_words
from geomap.events import sentence_codes, shipped_coder
from geomap.gazetteer import open_gazetteer
from geomap.gazetteer.areas import outlines
from geomap.ledger import DRAWN_AS_AREA, Ledger, Sheet, lost_sheet, sheet_of, sieve
from geomap.linking import merge
from geomap.mentions import accurate_recogniser, shipped_recogniser
from geomap.output import WRITERS, page_writer
from geomap.output.whole import as_a_set
from geomap.places import shipped_resolver
from geomap.records import Article, Candidate, Coded, Event, Geoparsed, Reject, SentenceCode, Stage
from geomap.schema import Tables
from geomap.settings import PageOptions, Settings
from geomap.shipped import credit_lines
from geomap.stages import EventCoder, Gazetteer, Recogniser, Resolver, Writer

PAGE = ".html"
OPEN_RECOGNISER: Mapping[str, Callable[[], Recogniser]] = {
    "default": shipped_recogniser,
    "accurate": accurate_recogniser,
}
Progress = Callable[[str, int, int | None], None]
"""Told what is being done, how much of it is done, and of how much (None when that is not known)."""


@dataclass(frozen=True, slots=True)
class Bench:
    """The opened stages that a worker uses for every batch."""

    gazetteer: Gazetteer
    recogniser: Recogniser
    resolver: Resolver
    coder: EventCoder


@dataclass(frozen=True, slots=True)
class OpenBench:
    """Opens the bench that the settings ask for; compares by value, so that a worker opens it once."""

    settings: Settings

    def __call__(self) -> Bench:
        """Open the cached gazetteer and load the shipped models."""
        return Bench(
            gazetteer=open_gazetteer(),
            recogniser=OPEN_RECOGNISER[self.settings.recogniser](),
            resolver=shipped_resolver(focus=self.settings.focus),
            coder=shipped_coder(),
        )


def map_events(
    inputs: Sequence[str | Path], settings: Settings | None = None, *, progress: Progress | None = None
) -> Tables:
    """Read articles and give the events they tell as tables.

    Args:
        inputs: files and folders of articles.
        settings: what to keep and how to work; `Settings()` when None.
        progress: called as the work goes on.

    Raises:
        GazetteerError: the gazetteer cannot be built or opened.
    """
    settings = settings or Settings()
    gazetteer = open_gazetteer(progress=progress)
    ledger = _book(inputs, settings, progress)
    events, filtered = sieve(_merged(ledger), settings)
    areas = outlines(_area_candidates(events))
    return ledger.close(
        events=events,
        filtered=filtered,
        areas=areas,
        gazetteer_hash=gazetteer.fingerprint,
        licences=credit_lines(),
    )


def find_event(
    inputs: Sequence[str | Path], event_id: str, settings: Settings | None = None, *, progress: Progress | None = None
) -> Event:
    """Read articles and give one of their events, by its id or the beginning of it.

    Raises:
        GeomapError: no event, or more than one, has such an id.
    """
    settings = settings or Settings()
    open_gazetteer(progress=progress)
    events = merge(_book(inputs, settings, progress).events)
    found = [event for event in (*events, *(part for event in events for part in event.parts)) if _is(event, event_id)]
    if len(found) != 1:
        known = f"{len(found)} events begin so" if found else f"there are {len(events)} events, none of that id"
        raise GeomapError(f"{event_id}: {known}; the ids stand in every result file, as `id`")
    return found[0]


def geoparse(
    inputs: Sequence[str | Path], settings: Settings | None = None, *, progress: Progress | None = None
) -> Iterator[Geoparsed | Reject]:
    """Find and resolve the places that articles mention; undated articles are welcome.

    Yields:
        The geoparsed articles in their order, and a Reject for each that could not be read.
    """
    settings = settings or Settings()
    open_gazetteer(progress=progress)
    engine = engine_for(settings.workers)
    rejects: list[Reject] = []
    articles = _split(read_articles(_paths(inputs), dated=False), rejects)
    done = 0
    batches = in_batches(articles, settings.batch_size)
    for batch in engine.run(geoparse_batch, batches, open_bench=OpenBench(settings), lost=_lost_in_geoparsing):
        yield from batch
        done += len(batch)
        if progress:
            progress("reading articles", done, None)
    yield from rejects


def code(inputs: Sequence[str | Path]) -> Iterator[tuple[str, tuple[SentenceCode, ...]] | Reject]:
    """Code the sentences of articles without placing them on a map.

    Yields:
        The id of each article with the coding of its sentences, title first, and a Reject for each that could not be
        read.
    """
    for item in read_articles(_paths(inputs)):
        if isinstance(item, Reject):
            yield item
        else:
            yield from apart(_code_alone, None, (item,), lost_article)


def _code_alone(_: None, articles: Sequence[Article]) -> tuple[str, tuple[SentenceCode, ...]] | Reject:
    (article,) = articles
    return article.id, tuple(sentence_codes(article))


def lost_article(article: Article, error: BaseException) -> Reject:
    """The Reject of an article that a fault of ours has cost."""
    return Reject(stage=Stage.READ, subject=f"article {article.id}", reason=FAULT, detail=fault_in_words(error))


def _lost_in_geoparsing(article: Article, error: BaseException) -> list[Geoparsed | Reject]:
    return [lost_article(article, error)]


def _lost_in_mapping(article: Article, error: BaseException) -> Sheet:
    return lost_sheet(lost_article(article, error))


def geoparse_batch(bench: Bench, articles: Sequence[Article]) -> list[Geoparsed | Reject]:
    """Find and resolve the places of some articles, asking the gazetteer once for each kind of question."""
    return [*_geoparsed(bench, articles)]


def _geoparsed(bench: Bench, articles: Sequence[Article]) -> list[Geoparsed]:
    facts = bench.gazetteer.facts(frozenset[str]().union(*map(bench.recogniser.asks, articles)))
    found = [(article, tuple(bench.recogniser.recognise(article, facts))) for article in articles]
    readings = [bench.resolver.read(article, mentions) for article, mentions in found]
    choices = bench.gazetteer.candidates(sorted(frozenset[str]().union(*(reading.asks for reading in readings))))
    weighed = bench.resolver.weigh(readings, choices)
    similar = [_similar(bench.gazetteer, *one.asks_similar) for one in weighed]
    return [
        Geoparsed(article=article, mentions=mentions, outcomes=tuple(outcomes))
        for (article, mentions), outcomes in zip(found, bench.resolver.resolve(weighed, similar), strict=True)
    ]


def _similar(
    gazetteer: Gazetteer, names: frozenset[str], countries: frozenset[str]
) -> Mapping[str, tuple[Candidate, ...]]:
    return gazetteer.similar(sorted(names), countries=countries) if names else {}


def code_batch(bench: Bench, articles: Sequence[Article]) -> list[Coded]:
    """Geoparse some articles and read their events."""
    coded = []
    for geoparsed in _geoparsed(bench, articles):
        results = bench.coder.code(geoparsed.article, geoparsed.outcomes)
        coded.append(
            Coded(
                geoparsed=geoparsed,
                events=tuple(result for result in results if isinstance(result, Event)),
                left_out=tuple(result for result in results if isinstance(result, Reject)),
            )
        )
    return coded


def map_batch(bench: Bench, articles: Sequence[Article]) -> Sheet:
    """Code some articles and keep what the map needs; their texts stay behind."""
    return sheet_of(code_batch(bench, articles))


def write(
    tables: Tables, target: str | Path, *, sidecar: bool = False, tiles: str | None = None, tiles_attribution: str = ""
) -> Path:
    """Write a result; the suffix chooses the format. The folder is made when it is missing.

    Args:
        tables: the result of a run.
        target: the file.
        sidecar: for a map page: a small page, with its data in a folder of scripts beside it.
        tiles: for a map page: address of online tiles with {z}, {x} and {y}. Readers' browsers then ask that server.
        tiles_attribution: whom the map has to name for the tiles.

    Raises:
        SettingsError: no writer for the suffix, or options of a page for another format.
        OutputError: the file cannot be written.
    """
    path = Path(target)
    options = PageOptions(sidecar=sidecar, tiles=tiles, tiles_attribution=tiles_attribution)
    writer = _writer(path, options)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        writer(tables, path)
    except OutputError:
        raise
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
    return path


def write_all(
    tables: Tables, targets: Sequence[Path], settings: Settings | None = None, *, progress: Progress | None = None
) -> None:
    """Write a result in several formats: all files take their places at the end, or none does.

    Raises:
        SettingsError: no writer for a suffix.
        OutputError: a file cannot be written; the message names those that stand all the same.
    """
    page = (settings or Settings()).page
    with as_a_set():
        for number, target in enumerate(targets):
            if progress:
                progress("writing", number, len(targets))
            how = asdict(page) if known_suffix(target) == PAGE else {}
            write(tables, target, **how)


def refuse_overwriting(inputs: Iterable[str | Path], targets: Iterable[Path]) -> None:
    """Let no result take the place of what it is made from, under whatever name, link or suffix it is given.

    Raises:
        SettingsError: a target is one of the input files.
    """
    sources = [Path(one) for one in inputs]
    for target in targets:
        if any(_is_same_file(target, source) for source in sources):
            raise SettingsError(f"{target}: is read as an input and would be overwritten; choose another name with -o")


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them does not exist
        return False


def _writer(path: Path, options: PageOptions) -> Writer:
    suffix = known_suffix(path)
    if options == PageOptions():
        return WRITERS[suffix]
    if suffix != PAGE:
        raise SettingsError(f"{path}: sidecar and tiles are for map pages ({PAGE}) alone")
    return page_writer(options)


def known_suffix(path: Path) -> str:
    """The longest ending of the file's name that a writer is known for.

    Raises:
        SettingsError: there is none.
    """
    fitting = [suffix for suffix in WRITERS if path.name.lower().endswith(suffix)]
    if not fitting:
        raise SettingsError(f"{path}: the suffix chooses the format; one of {', '.join(sorted(WRITERS))}")
    return max(fitting, key=len)


def _book(inputs: Sequence[str | Path], settings: Settings, progress: Progress | None) -> Ledger:
    """Read, geoparse and code all articles and book what became of them."""
    ledger = Ledger(settings)
    articles = ledger.articles_of(read_articles(_paths(inputs)))
    engine = engine_for(settings.workers)
    batches = in_batches(articles, settings.batch_size)
    for sheet in engine.run(map_batch, batches, open_bench=OpenBench(settings), lost=_lost_in_mapping):
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


def _area_candidates(events: Iterable[Event]) -> list[Candidate]:
    """The territories that events lie in, each once, in a fixed order."""
    found = {
        event.where.place.candidate.id: event.where.place.candidate
        for event in events
        if event.where.place and event.where.precision in DRAWN_AS_AREA
    }
    return [found[key] for key in sorted(found)]


def _paths(inputs: Sequence[str | Path]) -> list[Path]:
    return [Path(item) for item in inputs]


def _split(items: Iterable[Article | Reject], rejects: list[Reject]) -> Iterator[Article]:
    for item in items:
        if isinstance(item, Reject):
            rejects.append(item)
        else:
            yield item


__all__ = [
    "Bench",
    "Geoparsed",
    "OpenBench",
    "Progress",
    "Tables",
    "code",
    "code_batch",
    "find_event",
    "geoparse",
    "geoparse_batch",
    "known_suffix",
    "map_batch",
    "map_events",
    "refuse_overwriting",
    "write",
    "write_all",
]
