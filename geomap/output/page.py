"""Writes the map page: HTML that opens from disk and, unless told otherwise, asks the network for nothing."""

from pathlib import Path

from geomap.output.page_folium import EventLayer, EventMap
from geomap.output.page_sidecar import write_beside
from geomap.output.story import read_story
from geomap.output.whole import whole
from geomap.schema import Tables
from geomap.settings import PageOptions

__all__ = ["EventLayer", "EventMap", "write_page"]


def write_page(tables: Tables, target: Path, *, title: str | None = None, options: PageOptions | None = None) -> None:
    """Write `target` whole or not at all; equal tables give equal bytes.

    Args:
        tables: the result of a run.
        target: the file, usually `.html`.
        title: the page's headline instead of the run's.
        options: whether the data lies beside the page, which online tiles it offers, and what story it tells.

    Raises:
        SettingsError: the story has faults.
        OutputError: the file cannot be written.
    """
    options = options or PageOptions()
    page = EventMap(
        tables,
        title=title or tables.notes.title,
        tiles=options.tiles,
        tiles_attribution=options.tiles_attribution,
        story=read_story(options.story) if options.story else None,
        basemap=options.basemap,
    )
    _settle_ids(page)
    if options.sidecar:
        write_beside(page, target)
        return
    with whole(target) as fresh, fresh.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(page.page.parts())


def _settle_ids(page: EventMap) -> None:
    """Folium names its elements at random; ours are named by what they are."""
    page._id = page.events._id = "geomap"  # noqa: SLF001 - branca offers no other way
