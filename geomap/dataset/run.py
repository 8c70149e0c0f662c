"""A run in parts: each part of the articles is written once, then events are merged across the parts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from geomap import rows, schema
from geomap.articles import read_articles
from geomap.batches import SHIPPED, OpenStages
from geomap.dataset.first import OpenBench, Part, code_part, lost_part, part_name
from geomap.dataset.folder import (
    ARTICLES,
    CODED,
    FIRST_PASS,
    OPEN,
    REJECTS,
    SECOND_PASS,
    Folder,
    open_folder,
    read_manifest,
    refuse_datasets,
    write_manifest,
)
from geomap.dataset.inputs import local_files
from geomap.dataset.second import Merging, groups, merge_group, seam_groups, unmerged_group
from geomap.engine import Engine, engine_for, in_batches
from geomap.errors import SettingsError
from geomap.gazetteer import open_gazetteer
from geomap.ids import stable_id
from geomap.pipeline import Progress, readable
from geomap.records import Article, Reject
from geomap.settings import Settings
from geomap.shipped import VERSION, credit_lines

_UNREAD = "unread"  # the part of the rejects that are no article's


def run(
    inputs: Sequence[str | Path], out: Path, settings: Settings | None = None, *, progress: Progress | None = None
) -> tuple[Reject, ...]:
    """Read any number of articles into a dataset: a folder of GeoParquet files.

    A run that was broken off goes on: what is written is not done again, and the dataset is the same in the end.
    Reports of one event are merged across all of them when their events lie in one country.

    Args:
        inputs: files, folders, globs, addresses such as s3://bucket/*.jsonl.gz.
        out: the folder; empty, new, or begun by an equal run. With workers on several machines it has to be one that
            all of them see.
        settings: what to keep and how to work.
        progress: called as the work goes on.

    Returns:
        What could not be read.

    Raises:
        SettingsError: the folder holds something else, one of the inputs is a dataset, or no article is in them.
        OutputError: a part cannot be written.
        GazetteerError: the gazetteer cannot be built or opened.
    """
    settings = settings or Settings()
    refuse_datasets(inputs)
    gazetteer = open_gazetteer(progress=progress)
    key = stable_id(VERSION, settings.hash, gazetteer.id)
    about = {"version": VERSION, "settings_hash": settings.hash, "gazetteer_hash": gazetteer.id}
    folder = open_folder(out, key, {**about, "title": settings.title, "licences": list(credit_lines())})
    folder.drop_damaged()
    engine = engine_for(settings.workers, settings.engine, settings.scheduler)
    with local_files(inputs) as files:
        unread = _first(folder, files, settings, engine, progress or _untold)
    _second(folder, settings, engine, progress or _untold)
    write_manifest(out, {**read_manifest(out), "done": True, "rows": folder.n_rows()})
    folder.sweep()
    return tuple(unread)


def _untold(_what: str, _done: int, _of: int | None) -> None:
    """Where nobody wants to know."""


@dataclass(slots=True)
class _Reading:
    """The articles on their way into parts, and what became of them."""

    folder: Folder
    size: int
    unread: list[Reject] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    n_articles: int = 0
    begun: bool = False

    def missing(self, items: Iterable[Article | Reject]) -> Iterator[tuple[Article, ...]]:
        """The parts that no earlier run has written."""
        for part in in_batches(self._articles(items), self.size):
            self.begin()
            name = part_name(self.folder, part)
            if self.folder.has(CODED, name):
                self.book(Part(name=name, n_articles=len(part)))
            else:
                yield part

    def begin(self) -> None:
        """Let the dataset be none until the run is done, since parts of it change from here on."""
        if not self.begun:
            write_manifest(self.folder.path, {**read_manifest(self.folder.path), "done": False})
        self.begun = True

    def book(self, part: Part) -> None:
        """Enter a part that is written."""
        self.names.add(part.name)
        self.unread.extend(part.lost)
        self.n_articles += part.n_articles

    def _articles(self, items: Iterable[Article | Reject]) -> Iterator[Article]:
        for item in items:
            if isinstance(item, Reject):
                self.unread.append(item)
            else:
                yield item


def _first(folder: Folder, files: Sequence[Path], settings: Settings, engine: Engine, tell: Progress) -> list[Reject]:
    reading = _Reading(folder, settings.partition_size)
    bench = OpenBench(OpenStages(settings), folder, settings.batch_size)
    parts = reading.missing(readable(read_articles(files, options=settings.reading), SHIPPED, settings.bounds))
    for part in engine.run(code_part, parts, open_bench=bench, lost=lost_part):
        reading.book(part)
        tell("reading articles", reading.n_articles, None)
    if not reading.n_articles and not reading.unread:
        raise SettingsError(
            f"{', '.join(path.as_posix() for path in files)}: no article is in there; nothing was changed"
        )
    reading.begin()
    for table in FIRST_PASS:
        folder.keep(table, frozenset(reading.names))
    unread = sorted(reading.unread, key=lambda reject: (reject.subject, reject.reason, reject.detail))
    folder.write_rows(REJECTS, _UNREAD, [rows.reject_row(reject) for reject in unread], schema.REJECTS)
    return unread


def _second(folder: Folder, settings: Settings, engine: Engine, tell: Progress) -> None:
    merging = Merging(folder, settings)
    kept = {_UNREAD, *(file.stem for file in folder.parts(ARTICLES))}
    names: list[str] = []
    lost = partial(unmerged_group, merging)
    for found in (groups, seam_groups):  # the turns of months when all months are done
        for name in engine.run(merge_group, found(folder), open_bench=merging, lost=lost):
            names.append(name)
            tell("merging events", len(names), None)
        folder.keep(OPEN, frozenset(names))
    for table in SECOND_PASS:
        folder.keep(table, frozenset({*names, *kept}) if table == REJECTS else frozenset(names))
