"""The commands that write lines instead of a map: geoparse, code and explain."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO, TypeVar

import typer

from geomap.cli.beside import settings_beside
from geomap.cli.early import start_workers_early
from geomap.cli.options import (
    Columns,
    Dates,
    Focus,
    From,
    Inputs,
    Recogniser,
    Rejects,
    SettingsFile,
    Strict,
    Workers,
    naming,
)
from geomap.cli.rejected import check_rejects, reject_frame, write_rejects
from geomap.cli.stdout import STANDARD_OUTPUT, standard_output
from geomap.errors import SettingsError
from geomap.records import Reject
from geomap.settings import read_settings

if TYPE_CHECKING:
    from geomap.cli.show import ProgressBar

Result = TypeVar("Result")


def geoparse(
    inputs: Inputs,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE.jsonl", help="Where to write.", show_default="standard output, -"),
    ] = None,
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
    """Find the places that articles mention and write a line of JSON for each article.

    Offsets are Unicode code points of the article's text exactly as given. Articles need no date here.

    Example: geomap geoparse articles.jsonl -o mentions.jsonl
    """
    start_workers_early(workers)
    from geomap import pipeline, writing
    from geomap.cli import show
    from geomap.output.jsonl import geoparse_line, write_lines

    settings = read_settings(
        settings_file or settings_beside(inputs),
        {
            **_reading(columns, dates, stdin_format, strict=strict),
            "focus": focus,
            "recogniser": recogniser,
            "workers": workers,
        },
    )
    check_rejects(rejects)
    output = _lines_to(output)
    writing.check_targets(inputs, [one for one in (output, rejects) if one])
    unread: list[Reject] = []
    with show.progress_bar() as progress, _out(output) as out:
        results = pipeline.geoparse(inputs, settings, progress=progress)
        n_articles = write_lines((geoparse_line(item) for item in _kept(results, unread)), out)
    show.unread(unread)
    write_rejects(reject_frame(unread), rejects)
    if output:
        show.tell(f"{n_articles:,} articles read, {_lost(unread):,} rejected")
        show.echo(output)
    show.end(unread)


def code(
    inputs: Inputs,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE.jsonl", help="Where to write.", show_default="standard output, -"),
    ] = None,
    columns: Columns = None,
    dates: Dates = None,
    strict: Strict = None,
    rejects: Rejects = None,
    stdin_format: From = None,
    settings_file: SettingsFile = None,
) -> None:
    """Code what each sentence tells - deed, day, harm, actors, claimant - and write a line of JSON for each article.

    For people who want the coding without the map. Spans are Unicode code points of the article's text or title.

    Example: geomap code articles/ -o coded.jsonl
    """
    from geomap import pipeline, writing
    from geomap.cli import show
    from geomap.output.jsonl import code_line, write_lines

    settings = read_settings(
        settings_file or settings_beside(inputs), _reading(columns, dates, stdin_format, strict=strict)
    )
    check_rejects(rejects)
    output = _lines_to(output)
    writing.check_targets(inputs, [one for one in (output, rejects) if one])
    unread: list[Reject] = []
    with show.progress_bar() as progress, _out(output) as out:
        results = _watched(_kept(pipeline.code(inputs, settings), unread), progress)
        n_articles = write_lines((code_line(*result) for result in results), out)
    show.unread(unread)
    write_rejects(reject_frame(unread), rejects)
    if output:
        show.tell(f"{n_articles:,} articles coded, {_lost(unread):,} rejected")
        show.echo(output)
    show.end(unread)


def explain(
    event_id: Annotated[str, typer.Argument(metavar="EVENT_ID", help="The event's id, or the beginning of it.")],
    inputs: Inputs,
    columns: Columns = None,
    dates: Dates = None,
    strict: Strict = None,
    stdin_format: From = None,
    focus: Focus = None,
    recogniser: Recogniser = None,
    settings_file: SettingsFile = None,
) -> None:
    """Say why an event stands on the map as it does: words, place, reasons, merged reports.

    The id stands on the event's card and in every result file; give the same articles and settings as for the map.

    Example: geomap explain ed1c32ea articles/
    """
    from geomap import pipeline
    from geomap.cli import show
    from geomap.explain import explain as in_words

    settings = read_settings(
        settings_file or settings_beside(inputs),
        {**_reading(columns, dates, stdin_format, strict=strict), "focus": focus, "recogniser": recogniser},
    )
    with show.progress_bar() as progress:
        event = pipeline.find_event(inputs, event_id, settings, progress=progress)
    show.echo(in_words(event), end="")


def _reading(
    columns: list[str] | None, dates: str | None, kind: str | None, *, strict: bool | None
) -> dict[str, object]:
    """The flags that say how files are read, as settings."""
    return {"columns": naming(columns), "dates": dates, "strict": strict, "stdin_format": kind}


def _lost(unread: Iterable[Reject]) -> int:
    """How many articles were left out; notes and values that an article lacks are none."""
    return sum(reject.article_id is None for reject in unread)


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


def _lines_to(output: Path | None) -> Path | None:
    """The file that lines go to, None for standard output; one named like a map's is refused."""
    from geomap.output import WRITERS

    if output is None or output == STANDARD_OUTPUT:
        return None
    if output.suffix.lower() in WRITERS:
        raise SettingsError(
            f"-o {output}: this command writes lines of JSON; end the name in .jsonl, "
            f"or have events as {output.suffix} from: geomap map INPUT... -o {output}"
        )
    return output


@contextmanager
def _out(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears whole or not at all."""
    from geomap.output.whole import whole

    if path is None:
        out = standard_output()
        out.reconfigure(encoding="utf-8")
        yield out
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole(path) as fresh, fresh.open("w", encoding="utf-8", newline="\n") as out:
        yield out
