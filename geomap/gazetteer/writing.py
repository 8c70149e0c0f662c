"""Writes an assembled gazetteer as one read-only SQLite file, beside the old one, and swaps them in one step."""

import json
import os
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib import resources
from itertools import chain, repeat
from operator import itemgetter
from pathlib import Path

from geomap.gazetteer.answers import Answers
from geomap.gazetteer.bloom_filter import make_bloom_filter
from geomap.gazetteer.entries import Entry, GazetteerDraft
from geomap.gazetteer.towns import Towns

ABANDONED_S = 3600.0  # a build writes to its file every few seconds: one untouched for an hour has no writer


def write(
    draft: GazetteerDraft,
    target: Path,
    *,
    fingerprint: str,
    divisions: Iterable[tuple[str, str]] | None = None,
    is_world: bool = True,
) -> None:
    """Write the draft as the SQLite file `target`, whole or not at all; a reader of the old file keeps it.

    Args:
        draft: the places.
        target: the file.
        fingerprint: of the data and the code it was made from.
        divisions: codes and names of the divisions, when the draft has not got them itself.
        is_world: whether the recogniser will ask it for words of any kind, which the Bloom filter makes quick.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f"{target.stem}-", suffix=".new", dir=target.parent)
    os.close(handle)
    fresh = Path(name)
    try:
        db = sqlite3.connect(fresh, isolation_level=None)
        try:
            _fill(db, draft, fingerprint, _divisions(draft) if divisions is None else divisions, is_world=is_world)
        finally:
            db.close()
        fresh.chmod(0o644)  # mkstemp's files are for their maker alone; a cache may be shared
        fresh.replace(target)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def clear_up(target: Path) -> None:
    """Remove what builds of `target` left behind that were killed before they could."""
    for left in target.parent.glob(f"{target.stem}-*.new"):
        with suppress(OSError):  # another process may be as quick, or the file not ours
            if time.time() - left.stat().st_mtime > ABANDONED_S:
                left.unlink()


def _fill(
    db: sqlite3.Connection,
    draft: GazetteerDraft,
    fingerprint: str,
    divisions: Iterable[tuple[str, str]],
    *,
    is_world: bool,
) -> None:
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "page_size = 8192", "locking_mode = EXCLUSIVE"):
        db.execute(f"PRAGMA {pragma}")
    db.executescript((resources.files("geomap.gazetteer") / "schema.sql").read_text(encoding="utf-8"))
    db.execute("BEGIN")
    db.execute("INSERT INTO about VALUES ('fingerprint', ?)", (fingerprint,))
    db.execute("INSERT INTO about VALUES ('whole', ?)", (" ".join(sorted(_whole(draft))),))
    winning = json.dumps({_id(draft.entries[key]): names for key, names in sorted(draft.winning.items())})
    db.execute("INSERT INTO about VALUES ('winning', ?)", (winning,))
    db.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _places(draft))
    db.executemany("INSERT INTO division VALUES (?, ?)", divisions)
    answers = Answers.of(draft)  # not sooner: the rows of places and these never stand in memory together
    bloom_filter = make_bloom_filter(answers.distinct) if is_world else b""
    db.execute("INSERT INTO about VALUES ('bloom_filter', ?)", (bloom_filter,))
    db.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?, ?)", answers.names())
    db.executemany("INSERT INTO answer VALUES (?, ?, ?, ?, ?)", answers.ranked())
    db.executemany("INSERT INTO vocabulary VALUES (?, ?)", answers.vocabulary())
    db.execute("COMMIT")


def _id(entry: Entry) -> str:
    return entry.own_id or f"geonames:{entry.key}"


def _whole(draft: GazetteerDraft) -> set[str]:
    """The countries whose whole dumps are in the draft."""
    return {e.source.split()[-1] for e in draft.entries.values() if e.source.startswith("layer ")} | {"UA"}


def _places(draft: GazetteerDraft) -> Iterable[tuple[object, ...]]:
    return sorted(chain(_towns(draft.towns), _entries(draft.entries.values())), key=itemgetter(0))


def _towns(towns: Towns) -> Iterator[tuple[object, ...]]:
    return zip(
        towns.keys.tolist(),
        repeat(None),
        towns.names.to_pylist(),
        towns.lons.round(5).tolist(),
        towns.lats.round(5).tolist(),
        towns.countries.to_pylist(),
        towns.admin1_codes.to_pylist(),
        towns.admin2_codes.to_pylist(),
        repeat("P"),
        towns.feature_codes.to_pylist(),
        towns.populations.tolist(),
        towns.reaches_km.tolist(),
        repeat(towns.source),
        strict=False,
    )


def _entries(entries: Iterable[Entry]) -> Iterator[tuple[object, ...]]:
    for e in entries:
        yield (
            e.key,
            e.own_id or None,
            e.name,
            round(e.lon, 5),
            round(e.lat, 5),
            e.country,
            e.admin1_code,
            e.admin2_code,
            e.feature_class,
            e.feature_code,
            e.population,
            e.reach_km,
            e.source,
        )


def _divisions(draft: GazetteerDraft) -> Iterator[tuple[str, str]]:
    for code in sorted(draft.divisions):
        if "." in code:
            yield code, draft.entries[draft.divisions[code]].name
