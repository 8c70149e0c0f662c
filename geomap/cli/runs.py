"""The commands that read articles: map and geoparse."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO, TypeVar

import typer

from geomap.errors import GeomapError, SettingsError
from geomap.records import Reject, Stage
from geomap.settings import read_settings

if TYPE_CHECKING:
    from geomap.cli.show import ProgressBar
    from geomap.schema import Tables

Result = TypeVar("Result")

Inputs = Annotated[
    list[Path],
    typer.Argument(
        metavar="INPUT...",
        help="Files and folders of articles: dated text (.txt), .jsonl, .csv, .tsv. A folder is read whole.",
        show_default=False,
    ),
]
Focus = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CC", help="A country the articles are about, such as UA: breaks ties between like-named places."
    ),
]
SettingsFile = Annotated[
    Path | None, typer.Option("--settings", metavar="FILE.toml", help="Settings of the run; flags go before them.")
]
Workers = Annotated[int | None, typer.Option(min=1, help="Processes to share the work among.", show_default="1")]


def map_(  # noqa: PLR0913, PLR0917 - a command has as many parameters as flags
    inputs: Inputs,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Where to write; the suffix chooses the format (.html, .geojson, .gpkg, .csv, .kml ...). May be given "
            "several times.",
            show_default="maps/<first input>.html",
        ),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Leave out events that certainly ended before."),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Leave out events that certainly began after."),
    ] = None,
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
    focus: Focus = None,
    settings_file: SettingsFile = None,
    workers: Workers = None,
) -> None:
    """Read articles and write a map of the events they tell.

    Example: geomap map articles/ -o maps/february.html -o maps/february.geojson --since 2023-02-01 --country UA
    """
    from geomap import pipeline
    from geomap.cli import show

    settings = read_settings(
        settings_file,
        {
            "since": since.date() if since else None,
            "until": until.date() if until else None,
            "types": types,
            "countries": countries,
            "bbox": _box(bbox),
            "title": title,
            "focus": focus,
            "workers": workers,
        },
    )
    targets = output or [Path("maps") / f"{inputs[0].resolve().stem}.html"]
    for target in targets:
        pipeline.known_suffix(target)  # a wrong suffix is said before the work, not after
    with show.progress_bar() as progress:
        tables = pipeline.map_events(inputs, settings, progress=progress)
        _refuse_nothing(tables, inputs)
        for number, target in enumerate(targets):
            progress("writing", number, len(targets))
            pipeline.write(tables, target)
    show.closing_table(tables.notes)
    show.unread(_unread(tables))
    for target in targets:
        typer.echo(target)


def geoparse(
    inputs: Inputs,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE.jsonl", help="Where to write.", show_default="standard output"),
    ] = None,
    focus: Focus = None,
    settings_file: SettingsFile = None,
    workers: Workers = None,
) -> None:
    """Find the places that articles mention and write a line of JSON for each article.

    Offsets are Unicode code points of the article's text exactly as given. Articles need no date here.

    Example: geomap geoparse articles.jsonl -o mentions.jsonl
    """
    from geomap import pipeline
    from geomap.cli import show
    from geomap.output.jsonl import geoparse_line, write_lines

    settings = read_settings(settings_file, {"focus": focus, "workers": workers})
    unread: list[Reject] = []
    with show.progress_bar() as progress, _out(output) as out:
        results = pipeline.geoparse(inputs, settings, progress=progress)
        n_articles = write_lines((geoparse_line(item) for item in _kept(results, unread)), out)
    show.unread(unread)
    if output:
        show.console.print(f"{n_articles:,} articles read, {len(unread):,} rejected")
        typer.echo(output)


def code(
    inputs: Inputs,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE.jsonl", help="Where to write.", show_default="standard output"),
    ] = None,
) -> None:
    """Code what each sentence tells - deed, day, harm, actors, claimant - and write a line of JSON for each article.

    For people who want the coding without the map. Spans are Unicode code points of the article's text or title.

    Example: geomap code articles/ -o coded.jsonl
    """
    from geomap import pipeline
    from geomap.cli import show
    from geomap.output.jsonl import code_line, write_lines

    unread: list[Reject] = []
    with show.progress_bar() as progress, _out(output) as out:
        results = _watched(_kept(pipeline.code(inputs), unread), progress)
        n_articles = write_lines((code_line(*result) for result in results), out)
    show.unread(unread)
    if output:
        show.console.print(f"{n_articles:,} articles coded, {len(unread):,} rejected")
        typer.echo(output)


def explain(
    event_id: Annotated[str, typer.Argument(metavar="EVENT_ID", help="The event's id, or the beginning of it.")],
    inputs: Inputs,
    focus: Focus = None,
    settings_file: SettingsFile = None,
) -> None:
    """Say why an event stands on the map as it does: words, place, reasons, merged reports.

    The id stands on the event's card and in every result file; give the same articles and settings as for the map.

    Example: geomap explain ed1c32ea articles/
    """
    from geomap import pipeline
    from geomap.cli import show
    from geomap.explain import explain as in_words

    with show.progress_bar() as progress:
        event = pipeline.find_event(inputs, event_id, read_settings(settings_file, {"focus": focus}), progress=progress)
    typer.echo(in_words(event), nl=False)


def _box(text: str | None) -> tuple[float, float, float, float] | None:
    if text is None:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise SettingsError(f"--bbox {text}: four numbers are wanted: west,south,east,north in degrees") from None
    return west, south, east, north


def _unread(tables: "Tables") -> list[Reject]:
    """The articles among a run's rejects."""
    columns = ["subject", "reason", "detail"]
    rows = tables.rejects.loc[tables.rejects["stage"] == Stage.READ.value, columns].to_numpy()
    return [Reject(stage=Stage.READ, subject=subject, reason=reason, detail=detail) for subject, reason, detail in rows]


def _refuse_nothing(tables: "Tables", inputs: list[Path]) -> None:
    """A map of no article at all would only look like an answer."""
    if tables.articles.empty:
        rejects = [f"{reject.subject}: {reject.reason}. {reject.detail}" for reject in _unread(tables)]
        found = "\n".join(["no article could be read", *rejects[:20]]) if rejects else "there are no articles"
        raise GeomapError(f"{', '.join(map(str, inputs))}: {found}")


def _kept(results: Iterable[Result | Reject], unread: list[Reject]) -> Iterator[Result]:
    """The results, the rejects among them put aside."""
    for result in results:
        if isinstance(result, Reject):
            unread.append(result)
        else:
            yield result


def _watched(results: Iterable[Result], progress: "ProgressBar") -> Iterator[Result]:
    for number, result in enumerate(results, start=1):
        progress("reading articles", number, None)
        yield result


@contextmanager
def _out(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears whole or not at all."""
    from geomap.output.whole import whole

    if path is None:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        yield sys.stdout
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole(path) as fresh, fresh.open("w", encoding="utf-8", newline="\n") as out:
        yield out
