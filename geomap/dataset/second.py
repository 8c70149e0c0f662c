"""The second pass: events of a country and month are merged across all parts, then across the turns of months."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow.compute as pc
import pyarrow.parquet as pq

from geomap import rows, schema
from geomap.dataset.folder import AREAS, CODED, CODED_COLUMNS, EVENTS, OPEN, REJECTS, REPORTS, Folder
from geomap.dataset.records import from_json, to_json
from geomap.dataset.seams import joined, neighbours, turns
from geomap.errors import FAULT, fault_in_words
from geomap.gazetteer.areas import outlines
from geomap.ids import stable_id
from geomap.ledger import rows_of, sieve
from geomap.linking import merge, split
from geomap.linking.copies import Sketch
from geomap.pipeline import area_candidates
from geomap.records import Event, Reject, Stage
from geomap.settings import Settings

_EVENTS_A_GROUP = 5_000  # coded events that one task merges: some 50 MB


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Buckets, or seams between them, that are merged by one task, each with the files that hold events of it."""

    buckets: tuple[str, ...]
    parts: tuple[str, ...]
    table: str = CODED  # where the files are: OPEN for seams
    elsewhere: frozenset[str] = frozenset()  # buckets that are merged without these and may tell of the same events

    @property
    def name(self) -> str:
        """The name of the file that it becomes."""
        return f"part-{stable_id(self.table, self.buckets, self.parts, sorted(self.elsewhere))}"


@dataclass(frozen=True, slots=True)
class Merging:
    """What a worker needs; opening it costs nothing."""

    folder: Folder
    settings: Settings

    def __call__(self) -> "Merging":
        """Itself."""
        return self


def groups(folder: Folder) -> Iterator[tuple[Group]]:
    """The buckets of all parts, in groups of some thousand events; a bucket is never divided."""
    sizes, holders = _counted(folder, CODED)
    for some in _in_groups(((bucket,), sizes[bucket]) for bucket in sorted(sizes)):
        beyond = frozenset[str]().union(*(neighbours(bucket, sizes) for bucket in some)) - set(some)
        yield (Group(buckets=some, parts=_parts(some, holders), elsewhere=beyond),)


def seam_groups(folder: Folder) -> Iterator[tuple[Group]]:
    """What `merge_group` left open at the turns of months, in groups; what shares a turn is never divided."""
    sizes, holders = _counted(folder, OPEN)
    for some in _in_groups(joined(sizes)):
        yield (Group(buckets=some, parts=_parts(some, holders), table=OPEN),)


def _counted(folder: Folder, table: str) -> tuple[Counter[str], Mapping[str, list[str]]]:
    """How many events each bucket has, and which files hold them."""
    sizes: Counter[str] = Counter()
    holders: Mapping[str, list[str]] = defaultdict(list)
    for part in folder.parts(table):
        counted = pc.value_counts(pq.read_table(part, columns=["bucket"])["bucket"])
        for entry in counted.to_pylist():
            sizes[entry["values"]] += entry["counts"]
            holders[entry["values"]].append(part.stem)
    return sizes, holders


def _in_groups(sized: Iterable[tuple[tuple[str, ...], int]]) -> Iterator[tuple[str, ...]]:
    waiting: list[str] = []
    n_events = 0
    for some, size in sized:
        waiting += some
        n_events += size
        if n_events >= _EVENTS_A_GROUP:
            yield tuple(waiting)
            waiting, n_events = [], 0
    if waiting:
        yield tuple(waiting)


def _parts(buckets: Sequence[str], holders: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    return tuple(sorted({part for bucket in buckets for part in holders[bucket]}))


def merge_group(merging: Merging, work: Sequence[Group]) -> str:
    """Merge and write the events of a group; gives the name of its file. What is there already is not done again.

    Events at a turn of the month whose other side is elsewhere are left open, with all their reports.
    """
    (group,) = work
    if not merging.folder.has(EVENTS, group.name):
        told, sketches = _read(merging.folder, group)
        merged = merge(told)
        left = {event.id: seam for event in merged if (seam := turns(event, group.elsewhere))}
        events, filtered = sieve([event for event in merged if event.id not in left], merging.settings)
        still_open = [(event, left[event.id]) for event in merged if event.id in left]
        _leave_open(merging.folder, group.name, still_open, sketches)
        _write(merging.folder, group.name, events, filtered, sketches)
    return group.name


def unmerged_group(merging: Merging, group: Group, error: BaseException) -> str:
    """Write the events of a group as they were coded, with a Reject that says why."""
    told, sketches = _read(merging.folder, group)
    events, filtered = sieve(told, merging.settings)
    subject = f"merging {', '.join(group.buckets[:3])}"
    reject = Reject(stage=Stage.READ, subject=subject, reason=FAULT, detail=fault_in_words(error), article_id="")
    _leave_open(merging.folder, group.name, [], {})
    _write(merging.folder, group.name, events, [*filtered, reject], sketches)
    return group.name


def _leave_open(
    folder: Folder, name: str, left: Sequence[tuple[Event, Sequence[str]]], sketches: Mapping[str, Sketch]
) -> None:
    parts = [(" ".join(seam), part) for event, seam in left for part in split(event)]
    ids = [part.reports[0].article_id for _, part in parts]
    known = [sketches.get(one, "") for one in ids]
    ordered = sorted(zip((seam for seam, _ in parts), to_json(part for _, part in parts), ids, known, strict=True))
    folder.write_rows(OPEN, name, [dict(zip(CODED_COLUMNS, row, strict=True)) for row in ordered], CODED_COLUMNS)


def _read(folder: Folder, group: Group) -> tuple[list[Event], dict[str, Sketch]]:
    wanted = [("bucket", "in", list(group.buckets))]
    texts: list[str] = []
    sketches: dict[str, Sketch] = {}
    for part in group.parts:
        table = pq.read_table(folder.file(group.table, part), columns=list(CODED_COLUMNS), filters=wanted)
        texts += table["event"].to_pylist()
        sketches |= zip(table["article_id"].to_pylist(), table["sketch"].to_pylist(), strict=True)
    return from_json(texts), sketches


def _write(
    folder: Folder,
    name: str,
    events: Sequence[Event],
    filtered: Sequence[Reject],
    sketches: Mapping[str, Sketch],
) -> None:
    told, event_rows, reports = rows_of(events, sketches)
    folder.write_rows(REPORTS, name, reports, schema.REPORTS)
    folder.write_frame(AREAS, name, outlines(area_candidates(told)))
    if filtered:
        folder.write_rows(REJECTS, name, [rows.reject_row(reject) for reject in filtered], schema.REJECTS)
    events_frame = schema.geoframe(event_rows, schema.EVENTS)
    folder.write_frame(EVENTS, name, events_frame)
