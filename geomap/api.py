"""What others import: the whole way, the places alone, the coding alone, a join, a file."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import geopandas as gpd
import pandas as pd

from geomap import joining, pipeline, writing
from geomap.articles.memory import Articles
from geomap.errors import Fault, SettingsError, TableError
from geomap.intake.naming import Columns
from geomap.intake.options import ReadOptions
from geomap.observed import ReadTable
from geomap.pipeline import Progress
from geomap.records import Geoparsed, Reject, SentenceCode
from geomap.result import Result
from geomap.schema import CRS, OBSERVED, Tables
from geomap.settings import PageOptions, Settings
from geomap.stages import Stages
from geomap.staging import scratch

__all__ = ["code", "geoparse", "join", "map_events", "write"]

Records: TypeAlias = str | Path | pd.DataFrame | Sequence[str | Path]
"""What records of others may be given as."""


def map_events(
    articles: Articles,
    settings: Settings | None = None,
    *,
    date: dt.date | str | None = None,
    columns: Mapping[str, str] | None = None,
    stages: Stages | None = None,
    progress: Progress | None = None,
) -> Result:
    """Read articles and give the events they tell as tables.

        >>> result = map_events("Missiles hit Kharkiv on Friday, killing three.", date="2023-02-12")
        >>> print(result.events["place"][0], result.events["date_start"][0].date(), result.events["killed_best"][0])
        Kharkiv 2023-02-10 3

    Args:
        articles: a path, several paths (files and folders), a DataFrame or Arrow table, `Article` records, dicts, or
            one text, several or a Series of them with their `date`.
        settings: what to keep and how to work; `Settings()` when None.
        date: when the articles, files too, that say no date were published: a date, or "2023-02-12".
        columns: field of an article (text, title, published, url, outlet, language, id) to the column or key that
            holds it, where the usual names are not used.
        stages: stages of one's own instead of the shipped ones.
        progress: called as the work goes on, with what is being done, how much is done, and of how much (or None).

    Returns:
        The tables: `events` and `areas` as GeoDataFrames in WGS 84, `reports`, `articles`, `mentions` and `rejects` as
        DataFrames. Their columns stand in `geomap.schema`.

    Raises:
        TableError: a path does not exist, or a DataFrame has no column for the text.
        SettingsError: articles cannot be read from what was given, `date` is no day, or settings or stages are
            something else.
        GazetteerError: the gazetteer cannot be built or opened.
    """
    _check_door(settings, stages)
    tables = pipeline.map_events(articles, settings, date=date, columns=columns, stages=stages, progress=progress)
    return Result.of(tables)


def geoparse(
    articles: Articles,
    settings: Settings | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    stages: Stages | None = None,
    progress: Progress | None = None,
) -> Iterator[Geoparsed | Reject]:
    """Find the places that articles mention; a text alone is welcome, and needs no date.

        >>> (parsed,) = geoparse("Shells fell on Kharkiv and Odesa.")
        >>> [place.candidate.name for place in parsed.outcomes]
        ['Kharkiv', 'Odesa']

    Args:
        articles: as for `map_events`. A string is a text unless a file of that name is there or it looks like a path.
        settings: how to work; `Settings()` when None.
        columns: field of an article to the column or key that holds it.
        stages: stages of one's own instead of the shipped ones.
        progress: called as the work goes on.

    Yields:
        A `Geoparsed` for each article, with its mentions and for each of them a `Place` or a `Reject`, and a `Reject`
        for each article that could not be read. Spans are Unicode code points of the article's text as given.

    Raises:
        TableError: a path does not exist, or a DataFrame has no column for the text.
        GazetteerError: the gazetteer cannot be built or opened.
    """
    _check_door(settings, stages)
    return pipeline.geoparse(articles, settings, columns=columns, stages=stages, progress=progress)


def code(
    articles: Articles, *, date: dt.date | str | None = None, columns: Mapping[str, str] | None = None
) -> Iterator[tuple[str, tuple[SentenceCode, ...]] | Reject]:
    """Code what each sentence of articles tells, without placing it on a map.

        >>> ((article_id, sentences),) = code("Shelling killed two men.", date="2023-02-12")
        >>> [sentence.event_type.value for sentence in sentences if sentence.event_type]
        ['Explosions/Remote violence']

    Args:
        articles: as for `map_events`.
        date: when the articles that say no date were published.
        columns: field of an article to the column or key that holds it.

    Yields:
        The id of each article with the coding of its sentences, title first, and a `Reject` for each article that
        could not be read.

    Raises:
        TableError: a path does not exist, or a DataFrame has no column for the text.
    """
    return pipeline.code(articles, date=date, columns=columns)


def join(
    result: Tables,
    records: Records,
    *,
    columns: Mapping[str, str] | None = None,
    focus: Iterable[str] = (),
    settings: Settings | None = None,
) -> Result:
    """Lay the event records of others beside the events of articles, and say which may be which.

        >>> records = pd.DataFrame({"date": ["2023-02-10"], "place": ["Kharkiv"], "country": ["Ukraine"]})
        >>> both = join(map_events("Missiles hit Kharkiv on Friday.", date="2023-02-12"), records)
        >>> len(both.matches), len(both.joined.records_alone)
        (1, 0)

    Args:
        result: what `map_events` gave.
        records: a file or several, a DataFrame or GeoDataFrame: ACLED, UCDP GED, VIINA, POLECAT, TimeMap or any table
            with a date and a place or a position. What a row is called by in `record_id` is its dataset and its column
            `id` (or event_id, record_id, uuid): "table:7", "ucdp:300380"; "table:row 3" is the third of a table that
            has none. An id need not be a number, and should stand once.
        columns: field of a record to its column, where the usual names are not used: `{"id": "source_id"}`.
        focus: countries (ISO 3166-1 alpha-2) of the records that name none.
        settings: filters for the records, and how their days are written (`dates="dmy"`); none when None.

    Returns:
        The result with `records`, `matches` and `joined`, the three lists.

    Raises:
        TableError: the records cannot be read or have faults; all of them are listed.
        CoordinateError: a GeoDataFrame without a CRS has positions that are no degrees.
    """
    _check_door(settings)
    _check_tables(result)
    settings = settings or Settings()
    options = settings.reading if columns is None else replace(settings.reading, columns=Columns(everywhere=columns))
    return Result.of(joining.with_records(result, _read(records, options, tuple(focus)), settings))


def write(
    tables: Tables,
    target: str | Path,
    *,
    sidecar: bool = False,
    tiles: str | None = None,
    tiles_attribution: str = "",
    story: str | Path | None = None,
    basemap: str | Path | None = None,
) -> Path:
    """Write a result; the suffix chooses the format. The folder is made when it is missing.

    `.html` is a map page, `.geojson`, `.gpkg`, `.parquet`, `.fgb` and `.kml` are for GIS, `.csv`, `.acled.csv` and
    `.ucdp.csv` are tables.

    Args:
        tables: what `map_events` or `join` gave.
        target: the file.
        sidecar: for a map page: a small page, with its data in a folder of scripts beside it.
        tiles: for a map page: address of online tiles with {z}, {x} and {y}. Readers' browsers then ask that server.
        tiles_attribution: whom the map has to name for the tiles.
        story: for a map page: a Markdown file of saved views with a text each, which the page tells when it opens.
        basemap: for a map page: a PMTiles file of vector tiles, from which roads, railways and built-up areas around
            the events are drawn.

    Returns:
        The path of the file.

    Raises:
        SettingsError: no writer for the suffix, or options of a page for another format.
        OutputError: the file cannot be written; what stood there before stays.
    """
    _check_tables(tables)
    page = PageOptions(
        sidecar=sidecar,
        tiles=tiles,
        tiles_attribution=tiles_attribution,
        story=None if story is None else Path(story),
        basemap=None if basemap is None else Path(basemap),
    )
    return writing.write(tables, target, page)


def _check_door(settings: object, stages: object = None) -> None:
    """Refuse what stands in the place of settings or stages."""
    if not isinstance(settings, Settings | None):
        raise SettingsError(f"settings: give geomap.Settings(title='...') or the like, not {type(settings).__name__}")
    if not isinstance(stages, Stages | None):
        raise SettingsError(f"stages: give geomap.Stages(recogniser=...) or the like, not {type(stages).__name__}")


def _check_tables(tables: object) -> None:
    if not isinstance(tables, Tables):
        raise SettingsError(f"what geomap.map_events gave is wanted first, not {type(tables).__name__}")


def _read(records: Records, options: ReadOptions, focus: tuple[str, ...]) -> joining.Observed | gpd.GeoDataFrame:
    if not isinstance(records, pd.DataFrame):
        files = [records] if isinstance(records, str | Path) else list(records)
        if not all(isinstance(file, str | Path) for file in files):
            raise SettingsError("records are a file, several files, a DataFrame or a GeoDataFrame")
        return joining.observed(files, options=options, focus=focus)
    if isinstance(records, gpd.GeoDataFrame) and set(OBSERVED) <= set(records.columns):
        return records  # read before
    with scratch() as folder:
        path = folder / "records.parquet"
        _as_texts(records).to_parquet(path, index=False)
        try:
            found = joining.observed([path], options=options, focus=focus)
        except TableError as error:
            faults = [_of_a_frame(fault) for fault in error.faults]
            way_out = _in_python(error.way_out.replace(path.as_posix(), "the DataFrame"))
            raise TableError(faults, way_out=way_out) from error
        return replace(found, tables=tuple(_rows_named(table, path) for table in found.tables))


def _rows_named(table: ReadTable, path: Path) -> ReadTable:
    """The table of a DataFrame, with the rows that were left out called by their number."""
    begins = f"{path.as_posix()}:"
    called = [replace(one, subject=one.subject.replace(begins, "the DataFrame, row ")) for one in table.rejects]
    return replace(table, rejects=tuple(called))


_IN_PYTHON = {  # what the command line calls by its flags
    "--columns date=NAME,place=NAME": "columns={'date': 'NAME', 'place': 'NAME'}",
    "Say --dates dmy, mdy or ymd": "Say settings=geomap.Settings(dates='dmy'), 'mdy' or 'ymd'",
}


def _in_python(words: str) -> str:
    for flag, argument in _IN_PYTHON.items():
        words = words.replace(flag, argument)
    return words


def _of_a_frame(fault: Fault) -> Fault:
    """A fault of a row, or, without one, of the table."""
    is_of_a_row = fault.field is not None and fault.line is not None
    trouble = _in_python(fault.trouble)
    if is_of_a_row:
        return replace(fault, file="the DataFrame, row", trouble=trouble)
    return replace(fault, file="the DataFrame", line=None, trouble=trouble)


def _as_texts(records: pd.DataFrame) -> pd.DataFrame:
    """The records as a file can hold them: mixed cells as text, positions in degrees."""
    from geomap.schema import in_degrees

    if isinstance(records, gpd.GeoDataFrame):
        records = in_degrees(records, "the table of records").to_crs(CRS)
    mixed = [name for name in records.columns if records[name].dtype == object]
    return records.assign(**{str(name): records[name].astype("string") for name in mixed})
