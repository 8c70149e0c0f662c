"""The commands and how they hang together."""

import typer

from geomap import __version__
from geomap.cli import check, gazetteer, lines, runs, scores
from geomap.cli.loudness import with_loudness

app = typer.Typer(
    name="geomap",
    help="Turns dated news articles into a map that can be trusted.\n\n"
    "Every mark shows the sentence it came from, how sure geomap is of the place and of the day, and what was left off "
    "the map and why. Works offline: no server, no account, no network.\n\n"
    "Start with: geomap map articles/ -o maps/events.html",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("map", no_args_is_help=True)(with_loudness(runs.map_))
app.command("run", no_args_is_help=True)(with_loudness(runs.run))
app.command("geoparse", no_args_is_help=True)(with_loudness(lines.geoparse))
app.command("code", no_args_is_help=True)(with_loudness(lines.code))
app.command("match", no_args_is_help=True)(with_loudness(runs.match))
app.command("explain", no_args_is_help=True)(with_loudness(lines.explain))
app.command("score", no_args_is_help=True)(scores.score)
app.command("check")(check.check)
app.add_typer(gazetteer.app, name="gazetteer")


def _version(asked: bool) -> None:  # noqa: FBT001 - typer calls it with the flag's value
    if asked:
        typer.echo(f"geomap {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(  # noqa: FBT001 - typer's way to declare a flag
        False, "--version", callback=_version, is_eager=True, help="Print the version and stop."
    ),
) -> None:
    del version  # its callback has answered
