"""Writes the three lists of a join with others' records: matched, records and events alone."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import geopandas as gpd
import pandas as pd
import pyogrio

from geomap.errors import SettingsError
from geomap.output.flat import record_credits
from geomap.output.gdal import gdal_writing, verify
from geomap.output.geojson import write_collection
from geomap.output.tables import write_frame
from geomap.output.whole import whole
from geomap.schema import MATCHES

MATCHED, RECORD_ALONE, EVENT_ALONE = "matched", "record without article", "article without record"
_SHOWN = (
    *("event_type", "date_start", "date_end", "place", "geo_precision", "killed_low", "killed_high"),
    *("quote", "headline", "notes", "outlet", "url", "more_urls", "source", "private", "licence"),
)


class Lists(Protocol):
    """What a join gives; `observed.join.Joined` is one."""

    @property
    def matched(self) -> gpd.GeoDataFrame: ...  # noqa: D102
    @property
    def records_alone(self) -> gpd.GeoDataFrame: ...  # noqa: D102
    @property
    def events_alone(self) -> gpd.GeoDataFrame: ...  # noqa: D102


def one_table(lists: Lists) -> gpd.GeoDataFrame:
    """The three lists as one table: `list` says which, the columns of MATCHES, both sides as `event_` and `record_`.

    The geometry is the event's, for a record alone the record's.
    """
    parts = {
        MATCHED: lists.matched,
        RECORD_ALONE: lists.records_alone.rename(columns=lambda name: _prefixed(name, "record_")),
        EVENT_ALONE: lists.events_alone.rename(columns=lambda name: _prefixed(name, "event_")),
    }
    wanted = [*MATCHES, *(f"{side}_{name}" for side in ("event", "record") for name in _SHOWN)]
    tables = [
        part[[*(name for name in wanted if name in part), "geometry"]].assign(list=name) for name, part in parts.items()
    ]
    both = pd.concat([table for table in tables if len(table)] or tables, ignore_index=True)
    there = [name for name in wanted if name in both]
    return gpd.GeoDataFrame(both[["list", *there, "geometry"]], geometry="geometry", crs=lists.matched.crs)


def _prefixed(name: str, prefix: str) -> str:
    return name if name == "geometry" else prefix + name


def write_matches(lists: Lists, target: Path) -> None:
    """Write the three lists as one file: `.csv`, `.geojson` or `.gpkg`.

    Raises:
        SettingsError: another suffix.
        OutputError: the file cannot be written.
    """
    writer = _WRITERS.get(target.suffix.lower())
    if writer is None:
        raise SettingsError(f"{target}: matches are written as {', '.join(_WRITERS)}")
    matched = lists.matched[["record_licence", "record_private"]].set_axis(["licence", "private"], axis=1)
    records = pd.concat([lists.records_alone[["licence", "private"]].astype(object), matched.astype(object)])
    writer(one_table(lists), target, record_credits(records))


def _write_csv(table: gpd.GeoDataFrame, target: Path, credits_: Sequence[str]) -> None:
    points = table.geometry.where(table.geometry.geom_type == "Point", None)
    flat = pd.DataFrame(table.drop(columns="geometry")).assign(longitude=points.x, latitude=points.y)
    write_frame(flat, target, says="Events of articles and others' records, joined.", sources=credits_)


def _write_geojson(table: gpd.GeoDataFrame, target: Path, credits_: Sequence[str]) -> None:
    write_collection(table, target, members={"credits": list(credits_)})


def _write_geopackage(table: gpd.GeoDataFrame, target: Path, credits_: Sequence[str]) -> None:
    about = pd.DataFrame({"credits": pd.Series(["\n".join(credits_)], dtype="string")})
    with whole(target) as path, gdal_writing(target):
        for name, layer in (("matches", table), ("runs", about)):
            kind = {"geometry_type": "Point"} if name == "matches" else {}
            options = {"dataset_options": {"VERSION": "1.2"}, "use_arrow": True}
            pyogrio.write_dataframe(layer, path, layer=name, driver="GPKG", append=path.exists(), **options, **kind)
        verify(path, target, {"matches": len(table)})


_WRITERS: Mapping[str, Callable[[gpd.GeoDataFrame, Path, Sequence[str]], None]] = {
    ".csv": _write_csv,
    ".geojson": _write_geojson,
    ".gpkg": _write_geopackage,
}
