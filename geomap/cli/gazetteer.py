"""The commands about the gazetteer: build, info, search, fetch, add, layers and remove."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from geomap.gazetteer import Layer
    from geomap.records import Candidate

TOLD = 100  # faults of a table that are told one by one

app = typer.Typer(
    help="The cached gazetteer: build it, ask it, add countries to it.\n\n"
    "It holds the world's places of 500 inhabitants and more, all of Ukraine, countries and their divisions, and is "
    "built from the data that ships with geomap when it is first needed.",
    no_args_is_help=True,
)


@app.command()
def build(
    *,
    force: Annotated[bool, typer.Option("--force", help="Build again even when it is up to date.")] = False,
) -> None:
    """Build the gazetteer file now instead of on first use."""
    from geomap import gazetteer
    from geomap.cli import show

    with show.progress_bar() as progress:
        path = gazetteer.build(force=force, progress=progress)
    show.echo(path)


@app.command()
def info() -> None:
    """Say where the gazetteer lies, what it is made of, and whose data that is."""
    from geomap import gazetteer
    from geomap.cli import show

    found = gazetteer.describe()
    state = "up to date" if found.fresh else "not built yet, or stale: geomap gazetteer build"
    show.rows(
        [
            ("file", str(found.path)),
            ("state", state),
            ("size", f"{found.size_bytes / 1e6:,.0f} MB"),
            ("fingerprint", found.fingerprint),
            *((source, f"{number:,}") for source, number in found.counts.items()),
            *(("fetched" if layer.suffix == ".zip" else "own places", str(layer)) for layer in found.layers),
            *(("credit", line) for line in found.credits),
        ]
    )


@app.command(no_args_is_help=True)
def search(
    name: Annotated[str, typer.Argument(help="A place name in any script or spelling.")],
    limit: Annotated[int, typer.Option(min=1, help="How many places to show.")] = 10,
) -> None:
    """Show the places that answer to a name, and those whose names are near it.

    Example: geomap gazetteer search Kharviv
    """
    from geomap import gazetteer
    from geomap.cli import show

    with show.progress_bar() as progress:
        found = gazetteer.open_gazetteer(progress=progress).search(name, limit=limit)
    if not found:
        show.tell("nothing of that name; geomap gazetteer fetch CC adds a whole country")
        raise typer.Exit(1)
    show.columns(("id", "name", "country", "division", "kind", "people", "position", "known as"), map(_row, found))


def _row(place: "Candidate") -> tuple[str, ...]:
    division = ", ".join(part for part in (place.admin1, place.admin2) if part)
    known_as = place.known_as.value if place.spelling == place.name else f"{place.known_as.value}: {place.spelling}"
    position = f"{place.at.lon:.4f}, {place.at.lat:.4f}"
    people = f"{place.population:,}" if place.population else ""
    return place.id, place.name, place.country, division, place.feature_code, people, position, known_as


@app.command(no_args_is_help=True)
def fetch(
    codes: Annotated[
        list[str], typer.Argument(metavar="CC...", help="Two-letter country codes, such as SD SY, or ALL.")
    ],
    base_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Another server that holds GeoNames' dumps.")
    ] = None,
) -> None:
    """Download the full GeoNames dump of countries: every village, not only the larger places.

    The next run builds them in. ALL brings the settlements of the whole world, 400 MB: those of a country are built, in
    seconds, when a text or a table is about it. This is the only command that uses the network.

    Example: geomap gazetteer fetch SD SY
    """
    from geomap import gazetteer
    from geomap.cli import show

    server = base_url or gazetteer.DUMPS
    with show.progress_bar() as progress:
        for path in gazetteer.fetch(codes, base_url=server, progress=progress):
            show.echo(path)
        gazetteer.build(progress=progress)


@app.command(no_args_is_help=True)
def add(
    table: Annotated[Path, typer.Argument(metavar="FILE", help="Your places: CSV, XLSX, GeoJSON or GeoPackage.")],
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="What to call them.", show_default="the file's name")
    ] = None,
    *,
    wins: Annotated[
        bool, typer.Option("--wins", help="All stand above others of their names; else the column wins says which.")
    ] = False,
) -> None:
    """Add places of your own: camps, checkpoints, villages in their local spelling, areas with their outline.

    Columns: name, and latitude and longitude or position (a point, or the outline of an area as WKT); GeoJSON and
    GeoPackage bring their own shapes. If you like: other names (parted by |), kind (camp, checkpoint, village, ... or
    GeoNames' class and code), country, population, reach_km, id, and wins: yes for a place that stands above all others
    of its names. Rows with a fault are told with their line and left out. A table of the same name is replaced.

    Example: geomap gazetteer add camps.csv

    Example: geomap gazetteer add front-line.gpkg --name front --wins

    docs/how-to/places-of-your-own.md goes through it.
    """
    from geomap import gazetteer
    from geomap.cli import show

    added = gazetteer.add_places(table, name=name, wins=wins)
    for fault in added.faults[:TOLD]:
        show.tell(fault)
    if len(added.faults) > TOLD:
        show.tell(f"... and {len(added.faults) - TOLD:,} more")
    layer = added.layer
    count = len(added.faults)
    left = f", {count:,} {'row' if count == 1 else 'rows'} left out" if count else ""
    show.tell(f"{layer.name}: {layer.places:,} places added, {layer.winning:,} of which overrule others{left}")
    with show.progress_bar() as progress:
        gazetteer.build(progress=progress)
    show.echo(layer.path)


@app.command()
def layers() -> None:
    """List what was added: fetched countries, and tables of your own places."""
    from geomap import gazetteer
    from geomap.cli import show

    found = gazetteer.list_layers()
    if not found:
        show.tell("nothing was added; geomap gazetteer add FILE, or fetch CC")
    show.columns(("name", "places", "overruling", "kinds", "file"), (_layer_row(layer) for layer in found))


def _layer_row(layer: "Layer") -> tuple[str, ...]:
    if layer.places is None:
        return layer.name, "all of GeoNames", "", "", str(layer.path)
    kinds = ", ".join(f"{kind} {count:,}" for kind, count in sorted(layer.kinds.items()))
    return layer.name, f"{layer.places:,}", f"{layer.winning:,}", kinds, str(layer.path)


@app.command(no_args_is_help=True)
def remove(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="As geomap gazetteer layers calls them.")],
) -> None:
    """Drop fetched countries or tables of your own places; the next run builds without them.

    Example: geomap gazetteer remove camps
    """
    from geomap import gazetteer
    from geomap.cli import show

    for name in names:
        show.echo(gazetteer.remove_layer(name))
