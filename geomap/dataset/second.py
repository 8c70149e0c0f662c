"""The second pass: events of one country and month are merged across all parts, filtered and written."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow.compute as pc
import pyarrow.parquet as pq

from geomap import rows, schema
from geomap.dataset.folder import AREAS, CODED, CODED_COLUMNS, EVENTS, REJECTS, REPORTS, Folder
from geomap.dataset.records import from_json
from geomap.errors import FAULT, fault_in_words
from geomap.gazetteer.areas import outlines
from geomap.ids import stable_id
from geomap.ledger import rows_of, sieve
from geomap.linking import merge
from geomap.linking.copies import Sketch
from geomap.pipeline import area_candidates
from geomap.records import Event, Reject, Stage
from geomap.settings import Settings

_EVENTS_A_GROUP = 5_000  # coded events that one task merges: some 50 MB


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Buckets that are merged by one task, each with the parts that hold events of it."""

    buckets: tuple[str, ...]
    parts: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of the file that it becomes."""
        return f"part-{stable_id(self.buckets, self.parts)}"


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
    sizes: Counter[str] = Counter()
    holders: Mapping[str, list[str]] = defaultdict(list)
    for part in folder.parts(CODED):
        counted = pc.value_counts(pq.read_table(part, columns=["bucket"])["bucket"])
        for entry in counted.to_pylist():
            sizes[entry["values"]] += entry["counts"]
            holders[entry["values"]].append(part.stem)
    waiting: list[str] = []
    for bucket in sorted(sizes):
        waiting.append(bucket)
        if sum(sizes[one] for one in waiting) >= _EVENTS_A_GROUP:
            yield (_group(waiting, holders),)
            waiting = []
    if waiting:
        yield (_group(waiting, holders),)


def _group(buckets: Sequence[str], holders: Mapping[str, Sequence[str]]) -> Group:
    parts = sorted({part for bucket in buckets for part in holders[bucket]})
    return Group(buckets=tuple(buckets), parts=tuple(parts))


def merge_group(merging: Merging, work: Sequence[Group]) -> str:
    """Merge and write the events of a group; gives the name of its file. What is there already is not done again."""
    (group,) = work
    if not merging.folder.has(EVENTS, group.name):
        told, sketches = _read(merging.folder, group)
        events, filtered = sieve(merge(told), merging.settings)
        _write(merging.folder, group.name, events, filtered, sketches)
    return group.name


def unmerged_group(merging: Merging, group: Group, error: BaseException) -> str:
    """Write the events of a group as they were coded, with a Reject that says why."""
    told, sketches = _read(merging.folder, group)
    events, filtered = sieve(told, merging.settings)
    subject = f"merging {', '.join(group.buckets[:3])}"
    reject = Reject(stage=Stage.READ, subject=subject, reason=FAULT, detail=fault_in_words(error), article_id="")
    _write(merging.folder, group.name, events, [*filtered, reject], sketches)
    return group.name


def _read(folder: Folder, group: Group) -> tuple[list[Event], dict[str, Sketch]]:
    wanted = [("bucket", "in", list(group.buckets))]
    texts: list[str] = []
    sketches: dict[str, Sketch] = {}
    for part in group.parts:
        table = pq.read_table(folder.file(CODED, part), columns=list(CODED_COLUMNS), filters=wanted)
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
