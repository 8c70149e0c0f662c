"""Writes the whole run as a GeoPackage that opens in QGIS styled, with its time set."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
from shapely import MultiPolygon, Point

from geomap.output.flat import credits_of, flat_events
from geomap.output.gdal import gdal_writing, verify
from geomap.output.styles import layer_styles
from geomap.output.whole import whole
from geomap.schema import CRS, Tables, true_dates


def write_geopackage(tables: Tables, target: Path) -> None:
    """Write the layers `events`, `areas`, `mentions` and the tables `reports`, `articles`, `rejects`, `runs`.

    Others' records come as a layer `records` and a table `matches` when there are any.

    An event in an area is a point here (drawn as a ring by the style), and its area stands in `areas`. `date_start`
    and `date_end` are true dates, `start` and `end` true date-times; the uncertain date is text, in `date_edtf`.

    Raises:
        OutputError: the file cannot be written.
    """
    layers = {
        "areas": tables.areas.set_geometry(_multi(tables.areas), crs=tables.areas.crs),
        "events": flat_events(tables, outlines=False),
        "mentions": _mentions(tables),
        "reports": tables.reports,
        "articles": tables.articles,
        "rejects": tables.rejects,
        "runs": _runs(tables),
    }
    if tables.records is not None:
        layers["records"] = tables.records
    if tables.matches is not None:
        layers["matches"] = tables.matches
    with whole(target) as path, gdal_writing(target):
        for name, layer in layers.items():
            _append(layer, path, name)
        _append(layer_styles(), path, "layer_styles", FID="id")
        verify(path, target, {name: len(layer) for name, layer in layers.items()})


def _append(layer: pd.DataFrame, path: Path, name: str, **options: str) -> None:
    kinds = {"areas": "MultiPolygon", "events": "Point", "mentions": "Point", "records": "Point"}
    geometry = {"geometry_type": kinds[name]} if name in kinds else {}
    pyogrio.write_dataframe(
        true_dates(layer),
        path,
        layer=name,
        driver="GPKG",
        append=path.exists(),
        use_arrow=True,
        dataset_options={"VERSION": "1.2"},  # as old as it may be: QGIS of 2022 warns of newer ones
        layer_options={"DATETIME_PRECISION": "MILLISECOND", **options},  # the form that the standard wants
        **geometry,
    )


def _multi(areas: gpd.GeoDataFrame) -> list[Any]:
    return [
        MultiPolygon([shape]) if shape is not None and shape.geom_type == "Polygon" else shape
        for shape in areas.geometry
    ]


def _mentions(tables: Tables) -> gpd.GeoDataFrame:
    pairs = zip(
        tables.mentions["lon"].isna(), tables.mentions["lon"].fillna(0), tables.mentions["lat"].fillna(0), strict=True
    )
    points = [None if nowhere else Point(lon, lat) for nowhere, lon, lat in pairs]
    return gpd.GeoDataFrame(
        tables.mentions, geometry=gpd.GeoSeries(points, index=tables.mentions.index, crs=CRS), crs=CRS
    )


def _runs(tables: Tables) -> pd.DataFrame:
    notes = tables.notes
    cells = {
        "title": notes.title,
        "version": notes.version,
        "settings_hash": notes.settings_hash,
        "gazetteer_hash": notes.gazetteer_hash,
        "credits": "\n".join(credits_of(tables)),
        "counts": json.dumps(dict(notes.counts)),
        "rejects": json.dumps(dict(notes.rejects), ensure_ascii=False),
        "stages": json.dumps(dict(notes.stages), ensure_ascii=False),
    }
    return pd.DataFrame({name: pd.Series([cell], dtype="string") for name, cell in cells.items()})
