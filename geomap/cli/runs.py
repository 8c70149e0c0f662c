"""The commands that write maps and matches: map and match."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geomap.cli.beside import settings_beside
from geomap.cli.box import read_box, remark_on_box
from geomap.cli.early import start_workers_early
from geomap.cli.options import (
    Basemap,
    Columns,
    Dates,
    Embed,
    Engine,
    Focus,
    From,
    Inputs,
    OptionalInputs,
    Recogniser,
    Records,
    Rejects,
    Scheduler,
    SettingsFile,
    Sidecar,
    Since,
    StoryFile,
    Strict,
    Tiles,
    TilesAttribution,
    To,
    Until,
    WithText,
    Workers,
    naming,
)
from geomap.cli.rejected import check_rejects, reject_frame, write_rejects
from geomap.cli.stdout import STANDARD_OUTPUT, written_to
from geomap.errors import GeomapError, SettingsError
from geomap.records import EventType, Reject, Stage
from geomap.settings import read_settings

_TOLD = 20  # rejects of a run without any article

if TYPE_CHECKING:
    from geomap.cli.show import ProgressBar
    from geomap.joining import Observed
    from geomap.schema import Tables
    from geomap.settings import Settings


def map_(
    inputs: OptionalInputs = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Where to write; the suffix chooses the format (.html, .geojson, .gpkg, .csv, .kml ...), - is "
            "standard output. May be given several times.",
            show_default="maps/<first input>.html",
        ),
    ] = None,
    to: To = None,
    since: Since = None,
    until: Until = None,
    types: Annotated[
        list[str] | None,
        typer.Option("--type", metavar="TYPE", help="Keep only this ACLED event type. May be given several times."),
    ] = None,
    countries: Annotated[
        list[str] | None,
        typer.Option("--country", metavar="CC", help="Keep only events in this country, such as UA. Repeatable."),
    ] = None,
    bbox: Annotated[
        str | None, typer.Option(metavar="W,S,E,N", help="Keep only events in this box of degrees.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="The title of the map.")] = None,
    records: Records = None,
    columns: Columns = None,
    dates: Dates = None,
    strict: Strict = None,
    rejects: Rejects = None,
    stdin_format: From = None,
    focus: Focus = None,
    recogniser: Recogniser = None,
    sidecar: Sidecar = None,
    tiles: Tiles = None,
    tiles_attribution: TilesAttribution = None,
    embed: Embed = None,
    story: StoryFile = None,
    with_text: WithText = None,
    basemap: Basemap = None,
    settings_file: SettingsFile = None,
    workers: Workers = None,
    engine: Engine = None,
    scheduler: Scheduler = None,
) -> None:
    """Read articles and write a map of the events they tell.

    Records of others (ACLED, UCDP GED, VIINA or any table) are laid beside them with --records, or mapped alone when no
    articles are given.

    Example: geomap map articles/ -o maps/february.html -o maps/february.geojson --since 2023-02-01 --country UA
    """
    start_workers_early(workers)
    from geomap import writing
    from geomap.cli import show
    from geomap.output.basemap_detail import check_detail
    from geomap.output.embed import snippet
    from geomap.output.story import read_story

    settings = read_settings(
        settings_file or settings_beside(inputs or []),
        {
            "since": since.date() if since else None,
            "until": until.date() if until else None,
            "types": _types(types),
            "countries": _countries(countries),
            "bbox": read_box(bbox),
            "title": title,
            "focus": focus,
            "recogniser": recogniser,
            "workers": workers,
            "engine": engine,
            "scheduler": scheduler,
            "sidecar": sidecar,
            "tiles": tiles,
            "tiles_attribution": tiles_attribution,
            "story": story,
            "with_text": with_text,
            "basemap": basemap,
            "columns": naming(columns),
            "dates": dates,
            "strict": strict,
            "stdin_format": stdin_format,
        },
    )
    read = [*(inputs or []), *(records or [])]
    if not read:
        raise SettingsError("nothing to map: give files or folders of articles, or --records FILE")
    targets = output or [Path("maps") / f"{read[0].resolve().stem}.html"]
    check_rejects(rejects)
    writing.check_targets(
        [*read, *(one for one in (settings_file, settings.story, settings.basemap) if one)],
        [*targets, *([rejects] if rejects else [])],
    )
    with written_to(targets, to, usual="geojson") as files:
        # What is wrong with a target is said before the work.
        pages = _pages(files, asked=bool(sidecar or tiles or embed or story or with_text or basemap))
        if settings.story:
            read_story(settings.story)
        if settings.basemap:
            check_detail(settings.basemap)
        with show.progress_bar() as progress:
            tables, others = _map(inputs or [], records or [], settings, progress)
            in_box = remark_on_box(tables, others, settings.bbox)
            writing.write_all(tables, files, settings, progress=progress)
    show.closing_table(tables.notes)
    show.remarks([*(others.remarks if others else ()), *in_box])
    show.unread(_unread(tables))
    write_rejects(tables.rejects, rejects)
    if not settings.sidecar:
        show.large_pages(pages)
    for target in targets:
        if target != STANDARD_OUTPUT:
            show.echo(target)
    for page in pages if embed else []:
        show.echo(snippet(settings.own_title or tables.notes.title, page.name))
    show.end(_unread(tables))


def run(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Files, folders, globs ('news/*.jsonl.gz') and addresses (s3://bucket/*.jsonl.gz) of articles.",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where the dataset is made, or gone on with.")],
    since: Since = None,
    until: Until = None,
    title: Annotated[str | None, typer.Option(help="The title of maps made of it.")] = None,
    focus: Focus = None,
    recogniser: Recogniser = None,
    partition_size: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Articles in one part of the dataset.", show_default="1000")
    ] = None,
    settings_file: SettingsFile = None,
    workers: Workers = None,
    engine: Engine = None,
    scheduler: Scheduler = None,
) -> None:
    """Read any number of articles into a folder of GeoParquet files, on one machine or on a cluster.

    A run that was broken off goes on where it was, and the dataset is the same in the end. Make a map of it with:
    geomap map events/ -o map.html

    Example: geomap run 'news/*.jsonl.gz' --out events/ --workers 4
    """
    start_workers_early(workers)
    from geomap import dataset
    from geomap.cli import show

    flags = {"since": since.date() if since else None, "until": until.date() if until else None, "title": title}
    how = {"workers": workers, "engine": engine, "scheduler": scheduler, "partition_size": partition_size}
    settings = read_settings(settings_file, {**flags, **how, "focus": focus, "recogniser": recogniser})
    with show.progress_bar() as progress:
        unread = dataset.run(inputs, out, settings, progress=progress)
    show.unread(unread)
    show.echo(out)
    show.end(unread)


def match(
    inputs: Inputs,
    records: Annotated[
        list[Path],
        typer.Option(metavar="FILE", help="Event records of others: ACLED, UCDP GED, VIINA or any table. Repeatable."),
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="Where to write: .csv, .geojson, .gpkg, or -.")
    ] = Path("matches.csv"),
    to: To = None,
    columns: Columns = None,
    dates: Dates = None,
    strict: Strict = None,
    rejects: Rejects = None,
    stdin_format: From = None,
    focus: Focus = None,
    recogniser: Recogniser = None,
    settings_file: SettingsFile = None,
    workers: Workers = None,
) -> None:
    """Find which record an article supports, which records have no article, and which articles no record.

    Example: geomap match articles/ --records ucdp.csv -o matches.csv
    """
    start_workers_early(workers)
    from geomap import joining, pipeline, writing
    from geomap.cli import show

    reading = {"columns": naming(columns), "dates": dates, "strict": strict, "stdin_format": stdin_format}
    settings = read_settings(
        settings_file or settings_beside(inputs),
        {**reading, "focus": focus, "recogniser": recogniser, "workers": workers},
    )
    check_rejects(rejects)
    writing.check_targets([*inputs, *records], [output, *([rejects] if rejects else [])])
    with show.progress_bar() as progress, written_to([output], to, usual="csv") as (target,):
        others = joining.observed(records, options=settings.reading, focus=settings.focus, progress=progress)
        tables = pipeline.map_events(inputs, settings, progress=progress)
        _refuse_nothing(tables, inputs)
        lists = joining.join(tables.events, others.records)
        target.parent.mkdir(parents=True, exist_ok=True)
        joining.write_matches(lists, target)
    show.tell(
        f"{len(lists.matched):,} matches, {len(lists.records_alone):,} records without an article, "
        f"{len(lists.events_alone):,} events of articles without a record"
    )
    show.remarks(others.remarks)
    unread = [*_unread(tables), *others.rejects]
    show.unread(unread)
    write_rejects(reject_frame(unread), rejects)
    if output != STANDARD_OUTPUT:
        show.echo(output)
    show.end(unread)


def _map(
    inputs: list[Path],
    records: list[Path],
    settings: "Settings",
    progress: "ProgressBar",
) -> tuple["Tables", "Observed | None"]:
    """Map articles or a dataset of them, records, or both; with the records that were read."""
    from geomap import dataset, joining, pipeline

    options = settings.reading
    others = joining.observed(records, options=options, focus=settings.focus, progress=progress) if records else None
    if not inputs and others is not None:
        return joining.map_records(others, settings), others
    if len(inputs) == 1 and dataset.is_dataset(inputs[0]):
        if settings.with_text:
            raise SettingsError(
                f"{inputs[0]}: a dataset does not hold the articles' text: give --with-text the articles"
            )
        tables = dataset.read_dataset(inputs[0], title=settings.own_title)
    else:
        dataset.refuse_datasets(inputs)
        tables = pipeline.map_events(inputs, settings, progress=progress)
        _refuse_nothing(tables, inputs)
    return (tables if others is None else joining.with_records(tables, others, settings)), others


def _pages(targets: list[Path], *, asked: bool) -> list[Path]:
    """The targets that are map pages; an option for pages without one would only look like it did something."""
    from geomap import writing

    pages = [target for target in targets if writing.known_suffix(target) == writing.PAGE]
    if asked and not pages:
        raise SettingsError(
            "--sidecar, --tiles, --story, --basemap, --with-text and --embed are for map pages: "
            f"add -o maps/name{writing.PAGE}"
        )
    return pages


def _types(given: list[str] | None) -> list[str] | None:
    """The event types by any beginning of their names, in any case: "battles", "explosions"."""
    known = [kind.value for kind in EventType]
    found = [[name for name in known if name.casefold().startswith(one.casefold())] for one in given or []]
    return [hits[0] if len(hits) == 1 else one for one, hits in zip(given or [], found, strict=True)] or None


def _countries(given: list[str] | None) -> list[str] | None:
    """The countries by code or name: Ukraine, UKR, ua."""
    from geomap.countries import country_code

    return [country_code(one) or one for one in given or []] or None


def _unread(tables: "Tables") -> list[Reject]:
    """What became of the inputs, among a run's rejects."""
    import pandas as pd

    read = tables.rejects[tables.rejects["stage"].isin([Stage.READ.value, Stage.NOTE.value])]
    columns = ["stage", "subject", "reason", "detail", "article_id"]
    return [
        Reject(
            stage=Stage(stage),
            subject=subject,
            reason=reason,
            detail=detail,
            article_id=None if pd.isna(kept) else kept,
        )
        for stage, subject, reason, detail, kept in read[columns].itertuples(index=False, name=None)
    ]


def _refuse_nothing(tables: "Tables", inputs: list[Path]) -> None:
    """A map of no article at all would only look like an answer."""
    if tables.articles.empty:
        rejects = [f"{reject.subject}: {reject.reason}. {reject.detail}" for reject in _unread(tables)]
        more = [f"and {len(rejects) - _TOLD:,} more"] if len(rejects) > _TOLD else []
        found = "\n".join(["no article could be read", *rejects[:_TOLD], *more]) if rejects else "there are no articles"
        raise GeomapError(f"{', '.join(map(str, inputs))}: {found}")
