"""The command line: words in, one pipeline call, words out, an exit status."""

import os
import sys

import typer

from geomap.cli.commands import app
from geomap.errors import GeomapError


def main() -> None:
    """Run `geomap`: exit 0 done, 1 trouble said in a line, 2 wrong usage, 130 interrupted."""
    try:
        app(prog_name="geomap")
    except GeomapError as error:
        typer.echo(f"geomap: {error}", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        typer.echo("geomap: interrupted; nothing half written was left behind", err=True)
        sys.exit(130)
    except BrokenPipeError:  # the reader of our output, such as `head`, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if os.environ.get("GEOMAP_DEBUG"):
            raise
        typer.echo(
            f"geomap: a fault of geomap itself: {type(error).__name__}: {error}; no result was written. "
            "GEOMAP_DEBUG=1 shows where; please report it",
            err=True,
        )
        sys.exit(1)
