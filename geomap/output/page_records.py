"""Packs others' event records for the page: a layer of their own, and which of them may be which event."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geomap.output.page_block import Block, build
from geomap.output.page_columns import Cells, text_of
from geomap.output.page_export import export_columns
from geomap.output.page_pack import Column, Numbers, Text, clean, pack, said_of
from geomap.output.page_tables import as_tables
from geomap.records import Status
from geomap.schema import DAY, Tables

NAMES: Mapping[str, str] = {  # of the datasets that geomap knows, as their makers call them
    "acled": "ACLED",
    "polecat": "POLECAT",
    "table": "Other records",
    "timemap": "TimeMap",
    "ucdp": "UCDP GED",
    "viina": "VIINA",
}
NO_TEXT = frozenset(  # columns of records that the page keeps in other forms
    ("event_type", "sub_event_type", "date_start", "date_end", "date_grain", "actors", "source", "licence", "private")
)
OF_PLACES = ("place", "place_id", "country", "admin1", "admin2", "geo_precision", "reach_km", "longitude", "latitude")
SCORE_UNIT, KM_UNIT, FARTHEST = 1e-3, 0.1, 65534  # a distance is kept one too large; 0 stands for "not known"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """Where events and records stand on the page, by id."""

    events: "pd.Index[Any]"
    records: "pd.Index[Any]"


def block_of(tables: Tables, *, title: str) -> Block:
    """The packed tables of a run, with a layer of records when records were joined to its events.

    The days of the page then reach over both; it opens where the events are. A record is packed as an event is, its
    dataset in the place of its article; `head["records"]` says what the page must know of them, `extras` hold the
    columns of records and matches.
    """
    records, matches = tables.records, tables.matches
    if records is None or matches is None or records.empty:
        return build(tables, title=title)
    dated = records[(records["date_start"].notna() & records["date_end"].notna()).to_numpy(bool)]
    datasets = dated.drop_duplicates("source").sort_values("source", ignore_index=True)
    main = build(tables, title=title, span=_span(dated))
    side = build(_as_events(dated, tables, datasets), title="", span=_span(tables.events))
    order = _text(side, "event").order
    rows = _Rows(events=_ids(_text(main, "event")), records=pd.Index(dated["id"].astype(object).to_numpy()[order]))
    kept = _placed(matches, rows)
    said, packed = pack(_match_columns(kept), {})
    texts = (
        Text(name="record", fields=_record_text(dated, _text(side, "event").fields), order=order),
        Text(name="match", fields={"why": text_of(kept["why"])}, order=np.arange(len(kept))),
    )
    head = {
        **{
            name: value
            for name, value in side.head.items()
            if name not in {"title", "text", "notes", "undated", "opening"}
        },
        "undated": len(records) - len(dated),
        "columns": export_columns(dated, dated.geometry.name),
        "sources": [clean(name) for name in datasets["source"]],
        "names": [clean(NAMES.get(name, name)) for name in datasets["source"]],
        "licences": [clean(line) for line in datasets["licence"].fillna("")],
        "private": datasets["private"].fillna(value=False).astype(int).tolist(),
        "matches": {"n": len(kept), "cols": said["cols"]},
    }
    return replace(
        main,
        head={**main.head, "text": [*main.head["text"], *map(said_of, texts)], "records": head},
        texts=(*main.texts, *texts),
        bounds=main.bounds or side.bounds,
        extras={"records": side.core, "matches": packed},
    )


def _record_text(records: gpd.GeoDataFrame, told: Mapping[str, Cells]) -> dict[str, Cells]:
    """Every column that the page has no other form for, and what its places do not tell."""
    names = [name for name in records.columns if name not in {*NO_TEXT, *OF_PLACES, records.geometry.name}]
    return {name: _cells(records, name) for name in names} | {name: told[name] for name in OF_PLACES if name in told}


def _text(block: Block, name: str) -> Text:
    return next(text for text in block.texts if text.name == name)


def _ids(text: Text) -> "pd.Index[Any]":
    ids: pd.Index[Any] = pd.Index(np.asarray(text.fields["id"].take(pa.array(text.order)), dtype=object))
    return ids


def _span(rows: pd.DataFrame) -> Span | None:
    """First and last day of a table, as days since 1970-01-01."""
    if rows.empty:
        return None
    ends = [pa.Array.from_pandas(rows[name]).cast(pa.date32()).cast(pa.int32()) for name in ("date_start", "date_end")]
    return pc.min(ends[0]).as_py(), pc.max(ends[1]).as_py()


def _as_events(records: gpd.GeoDataFrame, tables: Tables, datasets: pd.DataFrame) -> Tables:
    """The records as the page packs events: their dataset stands for the article."""
    names = dict(zip(datasets["source"], datasets["source"].map(lambda name: NAMES.get(name, name)), strict=True))
    plain = records[
        [
            *("id", "event_type", "sub_event_type", "date_start", "date_end", "date_grain", "place", "place_id"),
            *("country", "admin1", "admin2", "geo_precision", "reach_km", "actors", "geometry"),
            *("killed_low", "killed_best", "killed_high"),
        ]
    ]
    events = plain.assign(
        event_type=plain["event_type"].fillna(""),
        article_id=records["source"],
        outlet=records["source"].map(names),
        published=pd.Series(records["date_end"].min(), index=records.index, dtype=DAY),  # one day: sorted by name
        status=Status.RECORDED.value,
    )
    return replace(as_tables(events), areas=tables.areas)


def _placed(matches: pd.DataFrame, rows: _Rows) -> pd.DataFrame:
    """The matches whose event and record are both on the page, by the event's row, the best first."""
    placed = matches.assign(
        event=rows.events.get_indexer(pd.Index(matches["event_id"].astype(object))),
        record=rows.records.get_indexer(pd.Index(matches["record_id"].astype(object))),
    )
    there = placed[(placed["event"] >= 0) & (placed["record"] >= 0)]
    return there.sort_values(["event", "rank", "record"], kind="stable", ignore_index=True)


def _match_columns(matches: pd.DataFrame) -> list[Column]:
    far = matches["distance_km"].to_numpy(dtype=float, na_value=np.nan) / KM_UNIT
    kept_far = np.where(np.isnan(far), 0, np.clip(np.round(np.nan_to_num(far)), 0, FARTHEST) + 1)
    score = matches["score"].to_numpy(dtype=float, na_value=0.0) / SCORE_UNIT
    days = matches["days_apart"].to_numpy(dtype=float, na_value=0.0)
    return [
        Column(name="match_event", values=_whole(matches["event"].to_numpy()), delta=True),
        Column(name="match_record", values=_whole(matches["record"].to_numpy())),
        Column(name="match_score", values=_whole(np.round(np.clip(score, 0, 1 / SCORE_UNIT)))),
        Column(name="match_days", values=_whole(np.clip(days, 0, FARTHEST))),
        Column(name="match_km", values=_whole(kept_far)),
    ]


def _whole(values: Any) -> Numbers:  # noqa: ANN401 - an array of numbers
    return np.asarray(values).astype(np.int64)


def _cells(records: pd.DataFrame, name: str) -> Cells:
    """A column as the page's text; a flag is 1 or nothing."""
    if records[name].dtype == bool:
        return pa.array(np.where(records[name], "1", ""), pa.large_string())
    return text_of(records[name])
