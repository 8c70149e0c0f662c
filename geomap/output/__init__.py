"""Writers: from tables to files."""

from collections.abc import Mapping
from pathlib import Path

from geomap.schema import Tables
from geomap.settings import PageOptions
from geomap.stages import Writer

__all__ = ["WRITERS", "page_writer"]


def page_writer(options: PageOptions) -> Writer:
    """The writer of map pages that are not written in the usual way."""

    def write(tables: Tables, target: Path) -> None:
        from geomap.output.page import write_page

        write_page(tables, target, options=options)

    return write


def _page(tables: Tables, target: Path) -> None:
    from geomap.output.page import write_page

    write_page(tables, target)


def _geojson(tables: Tables, target: Path) -> None:
    from geomap.output.geojson import write_geojson

    write_geojson(tables, target)


def _csv(tables: Tables, target: Path) -> None:
    from geomap.output.tables import write_csv

    write_csv(tables, target)


def _acled(tables: Tables, target: Path) -> None:
    from geomap.output.tables import write_acled

    write_acled(tables, target)


def _ucdp(tables: Tables, target: Path) -> None:
    from geomap.output.tables import write_ucdp

    write_ucdp(tables, target)


def _parquet(tables: Tables, target: Path) -> None:
    from geomap.output.tables import write_parquet

    write_parquet(tables, target)


def _geopackage(tables: Tables, target: Path) -> None:
    from geomap.output.geopackage import write_geopackage

    write_geopackage(tables, target)


def _flatgeobuf(tables: Tables, target: Path) -> None:
    from geomap.output.vector import write_flatgeobuf

    write_flatgeobuf(tables, target)


def _kml(tables: Tables, target: Path) -> None:
    from geomap.output.vector import write_kml

    write_kml(tables, target)


WRITERS: Mapping[str, Writer] = {
    ".html": _page,
    ".geojson": _geojson,
    ".csv": _csv,
    ".acled.csv": _acled,
    ".ucdp.csv": _ucdp,
    ".parquet": _parquet,
    ".gpkg": _geopackage,
    ".fgb": _flatgeobuf,
    ".kml": _kml,
}
"""By the end of the file's name; the longest that fits counts. The libraries are loaded when a format is asked for."""
