"""Reads a dataset back as the tables of a run."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa

from geomap import schema
from geomap.dataset.folder import (
    AREAS,
    ARTICLES,
    CODED,
    EVENTS,
    MENTIONS,
    REJECTS,
    REPORTS,
    Folder,
    read_manifest,
)
from geomap.errors import SettingsError
from geomap.geo_table import GeoTable
from geomap.ledger import DRAWN, drawn_in, reprints
from geomap.records import RunNotes, Stage
from geomap.schema import Tables


def read_dataset(path: Path, *, title: str | None = None) -> Tables:
    """The tables of a dataset that `geomap run` wrote.

    Raises:
        SettingsError: it is not finished, or cannot be read.
    """
    manifest = read_manifest(path)
    if not manifest["done"]:
        raise SettingsError(f"{path}: the run that makes this dataset is not done; start it again and it goes on")
    try:
        return _read(path, manifest, title)
    except (pa.ArrowException, OSError, ValueError, KeyError, TypeError) as error:
        said = " ".join(str(error).split())[:200]
        raise SettingsError(
            f"{path}: a part is damaged or missing ({said}); start the run again: it is made anew"
        ) from error


def _read(path: Path, manifest: Mapping[str, Any], title: str | None) -> Tables:
    folder = Folder(path=path, key=str(manifest["key"]))
    n_rows = folder.n_rows()
    for table, written in manifest["rows"].items():
        if n_rows[table] != written:
            raise ValueError(f"{table}: {n_rows[table]:,} rows of {written:,}")
    events = _sorted(_geo(folder, EVENTS, schema.EVENTS), ["date_start", "place_wording", "id"])
    reports = _sorted(_plain(folder, REPORTS, schema.REPORTS), ["event_id", "published", "article_id", "quote_start"])
    mentions = _sorted(_plain(folder, MENTIONS, schema.MENTIONS), ["article_id", "field", "start"])
    rejects = _sorted(_plain(folder, REJECTS, schema.REJECTS), ["article_id", "stage", "subject", "reason"])
    articles = _sorted(_plain(folder, ARTICLES, schema.ARTICLES), ["published", "id"])
    told = reports.drop_duplicates(["article_id", "event_id"])["article_id"].value_counts()
    articles["n_events"] = articles["id"].map(told).fillna(0).astype("Int64")
    areas = _geo(folder, AREAS, schema.AREAS).drop_duplicates("id")
    tables = Tables(
        events=events,
        reports=reports,
        articles=articles,
        mentions=mentions,
        areas=_sorted(areas, ["id"]),
        rejects=rejects,
        notes=_notes(manifest, title),
    )
    by_reason = Counter(rejects["reason"].tolist())
    reasons = tuple(sorted(by_reason.items(), key=lambda item: (-item[1], item[0])))
    notes = replace(tables.notes, counts=tuple(_counts(tables, n_rows[CODED]).items()), rejects=reasons)
    return replace(tables, notes=notes)


def _plain(folder: Folder, table: str, columns: Mapping[str, str]) -> pd.DataFrame:
    parts = [pd.read_parquet(part) for part in folder.parts(table)]
    filled = [part for part in parts if len(part)]
    if not filled:
        return schema.frame([], columns)
    return pd.concat(filled, ignore_index=True).astype(dict(columns))


def _geo(folder: Folder, table: str, columns: Mapping[str, str]) -> gpd.GeoDataFrame:
    parts = [gpd.read_parquet(part) for part in folder.parts(table)]
    filled = [part for part in parts if len(part)]
    if not filled:
        return schema.geoframe([], columns)
    both = pd.concat(filled, ignore_index=True)
    return GeoTable(both.astype(dict(columns)), geometry="geometry", crs=schema.CRS)


def _sorted(frame: Any, columns: list[str]) -> Any:  # noqa: ANN401 - a DataFrame or a GeoDataFrame, as it was
    return frame.sort_values(columns, ignore_index=True, na_position="first", kind="stable")


def _notes(manifest: Mapping[str, Any], title: str | None) -> RunNotes:
    return RunNotes(
        title=title or str(manifest["title"]),
        version=str(manifest["version"]),
        settings_hash=str(manifest["settings_hash"]),
        gazetteer_hash=str(manifest["gazetteer_hash"]),
        licences=tuple(manifest["licences"]),
        counts=(),
        rejects=(),
    )


def _counts(tables: Tables, n_coded: int) -> dict[str, int]:
    """The closing table, as `Ledger.close` makes it."""
    stages = Counter(tables.rejects["stage"].tolist())
    unread = tables.rejects["stage"].eq(Stage.READ.value) & tables.rejects["article_id"].isna()
    n_unread, n_articles, n_events = int(unread.sum()), len(tables.articles), len(tables.events)
    drawn = drawn_in(tables.events)
    return {
        "articles": n_articles + n_unread,
        "  read": n_articles,
        "  rejected": n_unread,
        "mentions of places": len(tables.mentions),
        "  carrying an event": int(tables.mentions["carries_event"].sum()),
        "  placed, without an event": stages[Stage.CODE.value],
        "  not placed": stages[Stage.RESOLVE.value],
        "events coded": n_coded,
        "  merged into another": n_coded - n_events - stages[Stage.FILTER.value],
        "  left out by a filter": stages[Stage.FILTER.value],
        **{f"  {how}": drawn[how] for how in DRAWN},
        **reprints(tables.reports["reprint_of"].notna().tolist()),
    }
