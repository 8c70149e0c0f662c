"""Packs the articles' own text for a page that shows it beside the map, and the names in it that are not on the map."""

import json

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geomap.output.page_columns import text_of
from geomap.output.page_pack import Text
from geomap.records import Field

PARTS = (Field.TITLE.value, Field.TEXT.value)


def body_text(texts: pd.DataFrame, mentions: pd.DataFrame, keys: pa.Array) -> Text:
    """The text of each article in the order of `keys`, the page's; empty where there is none.

    Args:
        texts: id and text, one row an article.
        mentions: as `geomap.schema.MENTIONS` says.
        keys: the articles' ids.
    """
    at = pc.index_in(keys, text_of(texts["id"]))
    told = pc.fill_null(pc.take(text_of(texts["text"]), at), "")
    left = _left_out(mentions)
    names = pa.array([left.get(key, "") for key in keys.to_pylist()], pa.large_string())
    return Text(name="body", fields={"text": told.cast(pa.large_string()), "left": names}, order=np.arange(len(keys)))


def _left_out(mentions: pd.DataFrame) -> dict[str, str]:
    """By article the names without a mark: 0 for the title or 1, start, end (code points), and why."""
    rows = mentions[mentions["reject"].notna()]
    found: dict[str, list[tuple[int, int, int, str]]] = {}
    columns = ("article_id", "field", "start", "end", "reject")
    for key, part, start, end, why in rows[[*columns]].itertuples(index=False, name=None):
        found.setdefault(key, []).append((PARTS.index(part), int(start), int(end), why))
    return {key: json.dumps(sorted(names), separators=(",", ":")) for key, names in found.items()}
