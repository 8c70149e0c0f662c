"""The folder of a dataset: which files are in it, how each is written once and whole."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geomap import schema
from geomap.errors import OutputError, SettingsError
from geomap.schema import Row
from geomap.staging import staged, sweep_folder

MANIFEST = "geomap.json"
CODED, OPEN, EVENTS, REPORTS, ARTICLES, MENTIONS, AREAS, REJECTS = (
    *("coded", "open", "events", "reports", "articles", "mentions", "areas", "rejects"),
)
FIRST_PASS = (ARTICLES, MENTIONS, REJECTS, CODED)  # in the order of writing: the last one says that a part is there
SECOND_PASS = (OPEN, REPORTS, AREAS, REJECTS, EVENTS)  # likewise
CODED_COLUMNS: Mapping[str, str] = {
    "bucket": schema.TEXT,
    "event": schema.TEXT,  # as JSON, before merging
    "article_id": schema.TEXT,
    "sketch": schema.TEXT,  # of the article's text
}

COLUMNS: Mapping[str, Mapping[str, str]] = {
    CODED: CODED_COLUMNS,
    OPEN: CODED_COLUMNS,
    EVENTS: schema.EVENTS,
    REPORTS: schema.REPORTS,
    ARTICLES: schema.ARTICLES,
    MENTIONS: schema.MENTIONS,
    AREAS: schema.AREAS,
    REJECTS: schema.REJECTS,
}  # of each table


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A dataset's folder; `key` is equal where results would be."""

    path: Path
    key: str

    def file(self, table: str, name: str) -> Path:
        """Where a part of a table lies."""
        return self.path / table / f"{name}.parquet"

    def has(self, table: str, name: str) -> bool:
        """Whether a part has been written."""
        return self.file(table, name).is_file()

    def parts(self, table: str) -> list[Path]:
        """The parts of a table, by name."""
        return sorted((self.path / table).glob("*.parquet"))

    def n_rows(self) -> dict[str, int]:
        """How many rows each table has, by which parts that go later are missed."""
        return {table: sum(pq.read_metadata(part).num_rows for part in self.parts(table)) for table in COLUMNS}

    def keep(self, table: str, names: frozenset[str]) -> None:
        """Remove the parts that an earlier run over other articles left."""
        for file in self.parts(table):
            if file.stem not in names:
                file.unlink()

    def drop_damaged(self) -> None:
        """Remove damaged parts, and what says of these or of missing ones that they are done; every byte is read.

        They are made again.
        """
        for tables, done in ((FIRST_PASS, CODED), (SECOND_PASS, EVENTS)):
            for table in tables:
                for file in self.parts(table):
                    if not _is_whole(file, COLUMNS[table]):
                        file.unlink()
                        self.file(done, file.stem).unlink(missing_ok=True)
            always = [table for table in tables if (table, done) != (REJECTS, EVENTS)]
            for file in self.parts(done):
                if not all(self.has(table, file.stem) for table in always):
                    file.unlink()

    def sweep(self) -> None:
        """Remove what killed runs left between writing a part and taking their things away."""
        for folder in (self.path, *(one for one in self.path.iterdir() if one.is_dir())):
            sweep_folder(folder)

    def write_rows(self, table: str, name: str, rows: Sequence[Row], columns: Mapping[str, str]) -> None:
        """Write a part of a plain table."""
        self.write_frame(table, name, schema.frame(rows, columns))

    def write_frame(self, table: str, name: str, frame: pd.DataFrame) -> None:
        """Write a part, whole or not at all; a GeoDataFrame becomes GeoParquet.

        Raises:
            OutputError: it cannot be written.
        """
        target = self.file(table, name)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with staged(target) as beside:
                fresh = beside / target.name
                if "geometry" in frame:
                    frame.to_parquet(fresh, index=False, write_page_checksum=True)
                else:
                    table_of = pa.Table.from_pandas(frame, preserve_index=False)
                    pq.write_table(table_of, fresh, write_page_checksum=True)
                fresh.replace(target)
        except OSError as error:
            raise OutputError(f"{target}: cannot be written: {error.strerror or error}") from error


def _is_whole(file: Path, columns: Mapping[str, str]) -> bool:
    """Whether a part of a table can be read to its end and says what was written, by its checksums."""
    try:
        with pq.ParquetFile(file, page_checksum_verification=True) as opened:
            if not set(columns) <= set(opened.schema_arrow.names):
                return False
            for number in range(opened.num_row_groups):
                opened.read_row_group(number)
    except (pa.ArrowException, OSError):
        return False
    return True


def is_dataset(path: Path) -> bool:
    """Whether a folder is a dataset that `geomap run` wrote."""
    return (path / MANIFEST).is_file()


def refuse_datasets(inputs: Iterable[str | Path]) -> None:
    """Refuse a dataset where articles are wanted: it holds no texts.

    Raises:
        SettingsError: one of the inputs is a dataset.
    """
    for given in inputs:
        if is_dataset(Path(given)):
            raise SettingsError(
                f"{given}: is a dataset, which `geomap run` has read already, and holds no texts; "
                f"`geomap map {given} -o map.html` draws it"
            )


def open_folder(path: Path, key: str, about: Mapping[str, object]) -> Folder:
    """The folder for a run: a new one, or one that an equal run began.

    Raises:
        SettingsError: it holds something else, or a dataset made in another way.
        OutputError: it cannot be made.
    """
    if is_dataset(path):
        if read_manifest(path)["key"] != key:
            raise SettingsError(
                f"{path}: holds a dataset made with other settings, another version or another gazetteer; "
                "choose another folder, or remove that one"
            )
        return Folder(path=path, key=key)
    try:
        path.mkdir(parents=True, exist_ok=True)
        if any(path.iterdir()):
            raise SettingsError(f"{path}: is not empty and no dataset of geomap; choose another folder")
        write_manifest(path, {"key": key, "done": False, **about})
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
    return Folder(path=path, key=key)


def read_manifest(path: Path) -> dict[str, object]:
    """What a dataset says about itself.

    Raises:
        SettingsError: it cannot be read.
    """
    try:
        found: dict[str, object] = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
        return {"key": found["key"], "done": found["done"], **found}
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise SettingsError(
            f"{path / MANIFEST}: cannot be read ({error}); choose another folder, or remove this one and run again"
        ) from error


def write_manifest(path: Path, manifest: Mapping[str, object]) -> None:
    """Write what the dataset says about itself, in one step."""
    with staged(path / MANIFEST) as beside:
        fresh = beside / MANIFEST
        fresh.write_text(json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        fresh.replace(path / MANIFEST)
