"""Writes the events as FlatGeobuf and as KML, through GDAL."""

import html
import re
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio

from geomap.errors import OutputError
from geomap.output.flat import credits_of, flat_events, thinned
from geomap.output.gdal import gdal_writing, verify
from geomap.output.whole import whole
from geomap.schema import Tables

_THIN_DEGREES = 0.01  # about a kilometre, as in GeoJSON
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_flatgeobuf(tables: Tables, target: Path) -> None:
    """Write the events as FlatGeobuf, in the order of the table; credits stand in its description.

    A file with events that have no position carries no spatial index: the format allows one or the other.

    Raises:
        OutputError: the file cannot be written.
    """
    events = flat_events(tables)
    with whole(target) as path, gdal_writing(target):
        pyogrio.write_dataframe(
            events,
            path,
            driver="FlatGeobuf",
            layer="events",
            geometry_type="Unknown",
            use_arrow=True,
            SPATIAL_INDEX="NO" if events.geometry.isna().any() or events.empty else "YES",
            TITLE=tables.notes.title,
            DESCRIPTION="\n".join(credits_of(tables)),
        )
        verify(path, target, {"events": len(events)})


def write_kml(tables: Tables, target: Path) -> None:
    """Write the events as KML placemarks with a TimeSpan; an event without a position has no geometry.

    Raises:
        OutputError: the file cannot be written.
    """
    if "LIBKML" not in pyogrio.list_drivers(write=True):
        raise OutputError(
            f"{target}: this GDAL has no driver for KML; python -m pip install 'pyogrio>=0.12' brings one"
        )
    with whole(target) as path, gdal_writing(target):
        pyogrio.write_dataframe(
            _placemarks(tables),
            path,
            driver="LIBKML",
            layer="events",
            geometry_type="Unknown",
            use_arrow=True,
            DESCRIPTION=_inert("\n".join(credits_of(tables))),
            NAME=_inert(tables.notes.title),
        )
        _refuse_cut_off(path, target)
        verify(path, target, {"events": len(tables.events)})


def _refuse_cut_off(path: Path, target: Path) -> None:
    """LIBKML writes when it closes a file, and does not say when that fails."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 64))
        if not file.read().rstrip().endswith(b"</kml>"):
            raise OutputError(f"{target}: was not written whole; is the disk full?")


def _placemarks(tables: Tables) -> gpd.GeoDataFrame:
    """The events with the columns that GDAL turns into a placemark's name, description and TimeSpan."""
    flat = flat_events(tables)
    days = pd.DataFrame({name: flat[name].astype("string") for name in ("date_start", "date_end", "published")})
    texts = {
        name: pd.Series(
            [_inert(cell) if isinstance(cell, str) else None for cell in column], dtype="string", index=flat.index
        )
        for name, column in flat.assign(**days).items()
        if isinstance(column.dtype, pd.StringDtype) or column.dtype == object  # as pandas 2 holds texts of others
    }
    marks = flat.assign(**days).assign(**texts).rename(columns={"id": "event_id", "start": "begin"})
    kind = texts["sub_event_type"].where(texts["sub_event_type"].fillna("") != "", texts["event_type"])
    marks.insert(0, "Name", kind + ", " + texts["place"].fillna("?"))
    marks.insert(1, "description", texts["quote"] + " (" + texts["outlet"].fillna("?") + ", " + days["published"] + ")")
    shapes = [shape if shape is None else thinned(shape, degrees=_THIN_DEGREES) for shape in flat.geometry]
    return gpd.GeoDataFrame(marks, geometry=gpd.GeoSeries(shapes, index=flat.index, crs=flat.crs), crs=flat.crs)


def _inert(text: str) -> str:
    """The text for a viewer that takes it for HTML, without the characters that XML cannot hold."""
    return html.escape(_NOT_XML.sub("\ufffd", text), quote=False)
