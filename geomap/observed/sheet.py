"""Opens a table of any of the known formats as columns of text."""

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geomap.errors import Fault, InputError, TableError
from geomap.intake.layout import Score
from geomap.intake.workbook import SUFFIXES as BOOKS

Lines = Callable[[Sequence[int]], list[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """A row that could not be opened as one."""

    line: int  # 1-based
    reason: str
    detail: str


def each_row(rows: Sequence[int]) -> list[int]:
    """The 1-based rows, for a file without lines."""
    return [row + 1 for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table as it was found: every cell a string or missing, in the file's order."""

    path: Path
    name: str  # of the file, as messages have it
    frame: pd.DataFrame  # columns of dtype "string", index 0..n-1
    geometry: gpd.GeoSeries | None = None  # WGS 84, where the format carries one
    lines: Lines = each_row  # the 1-based lines on which rows begin; rows where the file has no lines
    lost: tuple[Loss, ...] = ()
    remarks: tuple[str, ...] = ()  # what was done to open it, in words
    encoding: str = ""
    day_first: bool = False  # whether the file's own signs are those of a land that writes the day first
    n_blank: int = 0  # rows without any value, passed over
    whole: pd.DataFrame | None = None  # all columns, where `frame` has become those that are read


def fault(name: str, trouble: str, line: int | None = None, *, way_out: str = "") -> TableError:
    """The error of a file that is no table of records."""
    return TableError([Fault(file=name, line=line, field=None, trouble=trouble)], way_out=way_out)


def kind_of(path: Path) -> str:
    """The suffix that says the format, in lower case, without a trailing `.gz`."""
    inner = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return inner.suffix.lower()


def open_sheets(path: Path, name: str, *, score: Score) -> list[Sheet]:
    """Read the tables of a file whole; most files hold one.

    Args:
        path: the file.
        name: what messages call it.
        score: how many fields the names of columns are known for.

    Raises:
        TableError: the file cannot be read as a table.
    """
    import pyarrow as pa
    import pyogrio

    kind = kind_of(path)
    opener = _openers().get(kind)
    if opener is None:
        known = ", ".join(_openers())
        raise fault(name, f"unknown format {kind or 'without a suffix'}; known are {known}")
    if not path.is_file():
        raise fault(name, "no such file" if not path.is_dir() else "is a folder; name its files")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # of GDAL, about what it then refuses
            sheets = opener(path, name, score)
    except InputError as error:
        raise fault(name, str(error.strerror)) from error
    except (OSError, ValueError, KeyError, RecursionError, pa.ArrowException, pyogrio.errors.DataSourceError) as error:
        if isinstance(error, TableError):
            raise
        raise fault(name, f"cannot be read: {error}") from error
    except Exception as error:
        # A library stumbles over what is damaged in its own way; whose fault it is, cannot be known from here.
        said = f"{type(error).__name__}: {error}"
        raise fault(name, f"cannot be read: it is damaged, or geomap has a fault ({said})") from error
    return [_without_blanks(sheet) for sheet in sheets]


def _without_blanks(sheet: Sheet) -> Sheet:
    """The sheet without rows and nameless columns that hold nothing, as spreadsheets leave them."""
    from geomap.intake.layout import is_nameless

    frame = sheet.frame
    empty = [name for name in frame.columns if is_nameless(name) and _is_blank(frame[name]).all()]
    frame = frame.drop(columns=empty)
    blank = pd.Series(data=True, index=frame.index)
    for name in frame.columns:
        blank &= _is_blank(frame[name])
        if not blank.any():
            break
    if sheet.geometry is not None:
        blank &= sheet.geometry.isna()
    if not (blank.any() or empty):
        return sheet
    rows = [row for row, is_blank in enumerate(blank) if not is_blank]
    lines = sheet.lines
    return Sheet(
        path=sheet.path,
        name=sheet.name,
        frame=frame[~blank].reset_index(drop=True),
        geometry=None if sheet.geometry is None else sheet.geometry[~blank].reset_index(drop=True),
        lines=lambda wanted: lines([rows[row] for row in wanted]),
        lost=sheet.lost,
        remarks=(*sheet.remarks, *([f"{int(blank.sum())} blank rows passed over"] if blank.any() else [])),
        encoding=sheet.encoding,
        day_first=sheet.day_first,
        n_blank=int(blank.sum()),
    )


def _is_blank(column: "pd.Series[str]") -> "pd.Series[bool]":
    return (column.isna() | (column.str.strip() == "")).fillna(value=True).astype(bool)


Opener = Callable[[Path, str, Score], list[Sheet]]


def _openers() -> Mapping[str, Opener]:
    from geomap.observed.open_book import open_book
    from geomap.observed.open_json import open_json, open_json_lines
    from geomap.observed.open_text import open_text
    from geomap.observed.open_vector import open_geojson, open_layers, open_marks, open_parquet

    return {
        **dict.fromkeys((".csv", ".tsv", ".tab", ".txt"), open_text),
        ".json": open_json,
        **dict.fromkeys((".jsonl", ".ndjson", ".geojsonl", ".geojsons"), open_json_lines),
        ".geojson": open_geojson,
        **dict.fromkeys((".gpkg", ".fgb", ".shp"), open_layers),
        **dict.fromkeys((".kml", ".gpx"), open_marks),
        ".parquet": open_parquet,
        **dict.fromkeys((*sorted(BOOKS), ".html", ".htm"), open_book),
    }


__all__ = ["Lines", "Loss", "Score", "Sheet", "fault", "kind_of", "open_sheets"]
