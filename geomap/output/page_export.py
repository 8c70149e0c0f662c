"""Says which columns an export of the page has, so that it is the file that the command line writes.

The page holds most of an event in columns and places of its own. What these do not tell exactly travels as text: whole
columns that the page has no form for (also those that a table gains later), and single cells that differ from what the
page would say, such as the outlet of an event whose first report has another one.
"""

from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from numpy.typing import NDArray

from geomap.output.page_articles import Sources
from geomap.output.page_columns import Cells, numbered, text_of, words_of
from geomap.output.page_pack import Numbers
from geomap.output.page_places import Places

NOTHING = "\x18"  # a cell that is empty though the page's columns would say something
EMPTY_LISTS = ("harm", "quantities")  # JSON lists; an empty one is no text on the page
FIGURES = tuple(f"killed_{end}" for end in ("low", "best", "high"))  # whole numbers that the page counts with
MOST = 2**31 - 2  # of a figure in the page's columns; a larger one travels as text
SHARES = ("trust", "confidence")  # 0..1, on the page also in hundredths for its filters
OF_COLUMNS = (  # what the page tells from its own columns without loss
    *("event_type", "sub_event_type", "date_start", "date_end", "date_grain", "date_basis", "date_carried"),
    *("status", "actors", *FIGURES),
)
DIGITS = 7  # of a degree, as in every file
SAME_KM = 1e-6

Flags = NDArray[np.bool_]


def export_columns(events: pd.DataFrame, geometry: str) -> list[list[str | None]]:
    """Name, kind and the meaning of an empty cell for each column of an export, in the order of the table.

    Kinds are text, day, whole, real and flag; an empty cell is null, or "" or "[]" where the table has no nulls.
    """
    return [[name, _kind(events[name]), _empty(events[name], name)] for name in events.columns if name != geometry]


def carried(events: gpd.GeoDataFrame, places: Places, sources: Sources, *, known: bool) -> dict[str, Cells]:
    """The cells that the page cannot tell from its places and articles, by column; other cells are "".

    Args:
        events: in the order of the table.
        places: of these events.
        sources: of these events.
        known: whether the events came with reports; without them each event is its own report.
    """
    found = {}
    for name, (codes, words) in places.words().items():
        if name in events:
            found[name] = _rest(events[name], codes[places.of_event], pa.array(words, pa.large_string()))
    for name, rows, said in sources.words():
        if name in events:
            found[name] = _rest_of(events[name], rows[sources.first_article], said)
            pa.default_memory_pool().release_unused()  # or Arrow keeps what each column took
    if known:
        found |= {name: _unlike(events[name], cells) for name, cells in sources.first_reports().items()}
    found["reach_km"] = _figures(events["reach_km"], places.reach_km()[places.of_event], SAME_KM)
    found |= _positions(events.geometry, places)
    found |= {name: _beyond(events[name]) for name in FIGURES}
    if "n_reports" in events:
        found["n_reports"] = _figures(
            events["n_reports"], np.bincount(sources.report_event, minlength=len(events)).astype(float), 0
        )
    return {name: cells for name, cells in found.items() if cells is not None}


def numbers_of(events: pd.DataFrame) -> Iterator[tuple[str, Numbers]]:
    """Columns of whole numbers for counting: the dead, one too large since 0 stands for "not known"; shares alike."""
    for name in FIGURES:
        values = events[name].to_numpy(dtype=float, na_value=np.nan)
        yield name, np.where(np.isnan(values), 0, np.clip(np.nan_to_num(values), 0, MOST) + 1).astype(np.int32)
    for name in SHARES:
        values = events[name].to_numpy(dtype=float, na_value=np.nan) if name in events else np.full(len(events), np.nan)
        share = np.clip(np.round(np.nan_to_num(values) * 100), 0, 100) + 1
        yield name, np.where(np.isnan(values), 0, share).astype(np.uint8)


def _rest_of(column: "pd.Series[str]", rows: Numbers, said: Cells) -> Cells | None:
    """The cells that differ from what the articles say: `rows` has for each event the row of its word in `said`."""
    if _kind(column) != "day" and _is_same(words_of(column), said):  # events that are their own reports: numbered once
        codes, words = numbered(said)
        return _rest(column, codes[rows], words, own=codes)
    codes, words = numbered(said)
    return _rest(column, codes[rows], words)


def _is_same(one: Cells, other: Cells) -> bool:
    whole = [cells if isinstance(cells, pa.ChunkedArray) else pa.chunked_array([cells]) for cells in (one, other)]
    return bool(whole[0].type == whole[1].type and whole[0].equals(whole[1]))


def _rest(column: "pd.Series[str]", codes: Numbers, words: pa.Array, own: Numbers | None = None) -> Cells | None:
    """The cells that differ from the words told; None when all are the same. `own`: the column as numbers of them."""
    if own is None:
        actual, known = numbered(_days(column) if _kind(column) == "day" else words_of(column))
    else:
        actual, known = own, words
    known = known.cast(pa.large_string())
    blank = pc.index_in(pa.scalar("", pa.large_string()), known).as_py()
    actual = np.where(actual == blank, -1, actual) if blank is not None else actual
    told = words.cast(pa.large_string())
    same = told.equals(known)  # mostly: then there is nothing to look up, and no table of a million addresses to make
    at = np.arange(len(told), dtype=np.int32) if same else np.asarray(pc.fill_null(pc.index_in(told, known), -2))
    at = np.where(np.asarray(pc.equal(pc.fill_null(told, ""), "")), -1, at)
    differs = actual != np.append(at, -1).astype(np.int32)[codes]
    return _where(differs, pa.array(actual, mask=actual < 0), known) if differs.any() else None


def _days(column: pd.Series) -> Cells:
    return pa.Array.from_pandas(column).cast(pa.date32()).cast(pa.string()).cast(pa.large_string())


def _where(differs: Flags, codes: pa.Array, words: pa.Array) -> Cells:
    cells = pc.fill_null(pa.DictionaryArray.from_arrays(codes, words).cast(pa.large_string()), NOTHING)
    return pc.if_else(pa.array(differs), cells, pa.scalar("", pa.large_string()))


def _unlike(column: "pd.Series[str]", told: Cells) -> Cells | None:
    actual = text_of(column)
    differs = pc.not_equal(actual, told)
    if not pc.any(differs).as_py():
        return None
    cells = pc.if_else(pc.equal(actual, ""), NOTHING, actual)
    return pc.if_else(differs, cells, pa.scalar("", pa.large_string()))


def _figures(column: "pd.Series[float]", told: NDArray[np.float64], least: float) -> Cells | None:
    """The numbers that differ from those told (NaN and 0 both stand for "not known" there)."""
    actual = column.to_numpy(dtype=float, na_value=np.nan)
    differs = ~np.where(np.isnan(actual), told == 0, np.abs(actual - told) <= least)
    return _numbers(actual, differs, digits=6)


def _beyond(column: "pd.Series[int]") -> Cells | None:
    """The figures that the page's columns cannot hold."""
    beyond = column.gt(MOST).fillna(False).to_numpy(bool)
    if not beyond.any():
        return None
    return pc.if_else(pa.array(beyond), text_of(column), pa.scalar("", pa.large_string()))


def _positions(shapes: gpd.GeoSeries, places: Places) -> dict[str, Cells | None]:
    """Longitude and latitude where an export says another position than the map, or none."""
    points = np.where(shapely.get_type_id(shapes.values) == shapely.GeometryType.POINT, shapes.values, None)
    drawn = places.is_point()[places.of_event]
    found = {}
    for name, read in (("longitude", shapely.get_x), ("latitude", shapely.get_y)):
        actual = np.round(read(points), DIGITS)
        told = places.degrees(name)[places.of_event]
        differs = ~(drawn & (np.abs(actual - told) < 0.5 * 10**-DIGITS))
        found[name] = _numbers(actual, differs, digits=DIGITS)
    return found


def _numbers(values: Numbers, differs: Flags, *, digits: int) -> Cells | None:
    if not differs.any():
        return None
    rows = np.flatnonzero(differs)
    cells = np.full(len(values), "", object)
    cells[rows] = [NOTHING if np.isnan(value) else repr(round(value, digits)) for value in values[rows].tolist()]
    return pa.array(cells, pa.large_string())


def _kind(column: pd.Series) -> str:
    dtype = str(column.dtype)
    if "date32" in dtype or column.dtype.kind == "M":
        return "day"
    return {"b": "flag", "i": "whole", "u": "whole", "f": "real"}.get(column.dtype.kind, "text")


def _empty(column: pd.Series, name: str) -> str | None:
    if _kind(column) != "text" or column.isna().any():
        return None
    return "[]" if name in EMPTY_LISTS else ""
