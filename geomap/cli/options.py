"""The arguments and options that several commands share."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

Inputs = Annotated[
    list[Path],
    typer.Argument(
        metavar="INPUT...",
        help="Files and folders of articles: text, JSON, tables, workbooks, pages ... (docs/formats.md); - is standard "
        "input. A folder is read whole.",
        show_default=False,
    ),
]
OptionalInputs = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="INPUT...",
        help="Files and folders of articles: text, JSON, tables, workbooks, pages ... (docs/formats.md); - is standard "
        "input. A folder is read whole.",
        show_default=False,
    ),
]
Records = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="FILE", help="Event records of others: ACLED, UCDP GED, VIINA, GDELT or any table. Repeatable."
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FIELD=COLUMN,...",
        help="Where a table has other column names: text=prose,published=day, or for one file b.csv:date=day. "
        "Repeatable.",
    ),
]


def naming(columns: list[str] | None) -> str | None:
    """All that was said of columns, as one naming."""
    return ",".join(columns) if columns else None


Dates = Annotated[
    str | None,
    typer.Option(
        metavar="ORDER",
        help="Which figure of a date is the day: dmy, mdy or ymd. Needed where a table leaves it open; geomap asks.",
    ),
]
Strict = Annotated[
    bool | None,
    typer.Option(
        "--strict", help="Refuse the run when one article or one row of a table has a fault.", show_default=False
    ),
]
Rejects = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write everything that was left out, and why, as .csv or .jsonl.")
]
To = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar="FORMAT",
        help="The format of what goes to standard output (-o -), such as geojson, csv or kml.",
        show_default=False,
    ),
]
From = Annotated[
    str | None,
    typer.Option("--from", metavar="FORMAT", help="What standard input (-) holds: jsonl, json, csv, txt ..."),
]
Focus = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CC", help="A country the articles are about, such as UA: breaks ties between like-named places."
    ),
]
Recogniser = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="What finds the place names: accurate, or fast, which misses more of them; a map takes as long with it.",
        show_default="accurate",
    ),
]
SettingsFile = Annotated[
    Path | None, typer.Option("--settings", metavar="FILE.toml", help="Settings of the run; flags go before them.")
]
Workers = Annotated[int | None, typer.Option(min=1, help="Processes to share the work among.", show_default="1")]
Engine = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help='Where the work runs: local, or dask (needs: pip install "geomap-news\\[cluster]").',  # Rich eats [words]
        show_default="local",
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="Of a running Dask scheduler, such as tcp://host:8786; its workers need geomap installed.",
        show_default="one is started on this machine",
    ),
]
Since = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Leave out events that certainly ended before."),
]
Until = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Leave out events that certainly began after."),
]
Sidecar = Annotated[
    bool | None,
    typer.Option(
        "--sidecar",
        help="Write a small map page with its data in a folder beside it (maps/x.html, maps/x_files/). For pages above "
        "25 MB: a browser then reads only what somebody looks at, but the folder has to travel along.",
        show_default=False,
    ),
]
Embed = Annotated[
    bool | None,
    typer.Option(
        "--embed",
        help="Print the HTML that shows the map page in an article: a frame that takes the height it needs. Put the "
        "page's address in it once it is published.",
        show_default=False,
    ),
]
WithText = Annotated[
    bool | None,
    typer.Option(
        "--with-text",
        help="Put the articles' own text into the map page, to be read beside the map. News texts are copyrighted: "
        "publish such a page only where you may. Without it a page holds the quoted sentences alone.",
        show_default=False,
    ),
]
StoryFile = Annotated[
    Path | None,
    typer.Option(
        "--story",
        metavar="FILE",
        help="Let the map page tell a story when it opens: a Markdown file of saved views with a text each, written by "
        "hand or in a page (see docs/how-to/tell-a-story.md).",
        show_default=False,
    ),
]
Basemap = Annotated[
    Path | None,
    typer.Option(
        "--basemap",
        metavar="FILE",
        help="A PMTiles file of vector tiles of your own, such as a Protomaps extract: roads, railways, built-up areas "
        "and waters around the events are drawn from it, and stand in the page.",
        show_default=False,
    ),
]
Tiles = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="Offer online tiles on the map page: an address with {z}, {x} and {y}, and your own key where the server "
        "wants one. Readers' browsers will ask that server, which so learns who looks at which part of the map. "
        "Without it a page asks the network for nothing.",
        show_default="none",
    ),
]
TilesAttribution = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Whom the map has to name for the tiles: needed with --tiles.")
]
