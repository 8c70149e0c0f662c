"""The commands about the gazetteer: build, info, search and fetch."""

from typing import Annotated

import typer

app = typer.Typer(
    help="The cached gazetteer: build it, ask it, add countries to it.\n\n"
    "It holds the world's places of 500 inhabitants and more, all of Ukraine, countries and their divisions, and is "
    "built from the data that ships with geomap when it is first needed.",
    no_args_is_help=True,
)


@app.command()
def build(
    force: Annotated[bool, typer.Option("--force", help="Build again even when it is up to date.")] = False,  # noqa: FBT002
) -> None:
    """Build the gazetteer file now instead of on first use."""
    from geomap import gazetteer
    from geomap.cli import show

    with show.progress_bar() as progress:
        path = gazetteer.build(force=force, progress=progress)
    typer.echo(path)
