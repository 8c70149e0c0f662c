"""Whatever is read, the run goes on: no text, date, number, row or archive raises what is not ours."""

import datetime as dt
import json
import zipfile
from dataclasses import replace

import pytest
from fuzzing import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import article, candidate, event, mention, place, when

from geomap.articles import read_articles
from geomap.batches import OpenStages, code_batch
from geomap.errors import GazetteerError, GeomapError
from geomap.gazetteer.dumps import dump_rows
from geomap.linking import match, merge, side, split
from geomap.opening import open_bounded, opened_zip
from geomap.records import Article, EventType, Reject, Tally
from geomap.settings import Settings

EXAMPLES = examples(15)  # `make fuzz` asks for many more
SLOW = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
DAYS = st.dates() | st.sampled_from([dt.date.min, dt.date.max, dt.date(2023, 2, 28), dt.date(2024, 2, 29)])
NUMBERS = st.sampled_from(
    [
        "0",
        "1",
        "two",
        "dozens of",
        "1,200",
        "99999999999999999999",
        "9" * 500,
        "1e23",
        "-5",
        "3-5",
        "½",
        "٣",
        "1.5 million",
    ]
)
TIMES = st.sampled_from(
    [
        *("on Friday", "yesterday", "tomorrow", "last year", "in the past 3,000 years", "on 31 February", "in year 1"),
        *("on 10 February 0001", "in 9999", "three thousand years ago", "next century", "on 1 January 10000", "today"),
        *("the week before last", "between 2 and 99999999 days ago", "in 12023", "on the 0th", "24:61", "in May"),
    ]
)
PIECES = st.sampled_from(
    [
        *("Shelling killed", "people", "in Kharkiv", "said", "Russian forces", "hit", "wounded", "near Kupiansk", ";"),
        *(
            "12 km north of",
            "\u202e",
            "\ud83d\ude80",
            "İ",
            "\x00",
            '"',
            "«",
            "U.S.",
            "...",
            "\n\n",
            "49.98, 36.25",
            "36UYV",
        ),
    ]
)
TEXTS = st.lists(PIECES | NUMBERS | TIMES | st.text(max_size=12), min_size=1, max_size=30).map(" ".join)


@pytest.fixture(scope="module")
def stages():
    return OpenStages(Settings())()


@pytest.mark.fuzz_events
@SLOW
@given(TEXTS, TEXTS, DAYS)
def test_every_article_is_read(stages, text, title, day):
    (coded,) = code_batch(stages, [article(text, title=title, published=day)])
    for one in coded.events:
        assert one.when.first <= one.when.last
    merge(coded.events)


FIELDS = st.sampled_from(["id", "text", "title", "date", "url", "language"])
CELLS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | DAYS.map(str) | st.just([])


@pytest.mark.fuzz_readers
@SLOW
@given(
    st.lists(st.dictionaries(st.sampled_from(["id", "text", "title", "date", "url", "language"]), CELLS), max_size=6)
)
def test_rows_in_are_articles_and_rejects_out(tmp_path, rows):
    (tmp_path / "x.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    read = list(read_articles([tmp_path / "x.jsonl"]))
    lost = [one for one in read if isinstance(one, Reject) and one.article_id is None]
    assert len(lost) + sum(isinstance(one, Article) for one in read) == len(rows)


@pytest.mark.fuzz_readers
@SLOW
@given(st.sampled_from([".jsonl", ".csv", ".txt", ".jsonl.gz", ".xml", ".html"]), st.binary(max_size=300))
def test_any_bytes_are_articles_or_rejects(tmp_path, suffix, data):
    (tmp_path / f"x{suffix}").write_bytes(data)
    for one in read_articles([tmp_path / f"x{suffix}"]):
        assert isinstance(one, Article | Reject)


@pytest.mark.fuzz_readers
@SLOW
@given(st.binary(max_size=300), st.sampled_from([b"", b"\x1f\x8b\x08", b"PK\x03\x04"]))
def test_any_file_is_opened_or_refused(tmp_path, data, magic):
    path = tmp_path / "x"
    path.write_bytes(magic + data)
    try:
        with open_bounded(path) as file:
            file.read()
        with opened_zip(path) as archive:
            for name in archive.names():
                archive.read(name)
    except GeomapError as error:
        assert str(path) in str(error)  # noqa: PT017 - reading it whole is as good


@pytest.mark.fuzz_gazetteer
@SLOW
@given(st.lists(st.lists(st.text(max_size=8) | st.floats().map(str) | st.integers().map(str), max_size=20), max_size=5))
def test_any_dump_is_read_or_refused_with_its_line(tmp_path, rows):
    path = tmp_path / "XX.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("XX.txt", "\n".join("\t".join(row) for row in rows).encode("utf-8", "replace"))
    try:
        for row in dump_rows(path):
            assert abs(float(row[4])) <= 90
    except GazetteerError as error:
        assert "XX.zip" in str(error)  # noqa: PT017


COUNTS = st.none() | st.integers(0, 10**30)


@st.composite
def told(draw):
    number = draw(st.integers(0, 10**6))
    of = article("Missiles hit Kharkiv.", id=f"a{number}", published=draw(DAYS))
    first, last = sorted([draw(DAYS), draw(DAYS)])
    spot = candidate(id=f"geonames:{draw(st.integers(1, 3))}")
    killed = draw(COUNTS)
    made = event(place(mention("Kharkiv", of=of), spot), of, id=f"e{number}", when=when(first, last))
    harm = (Tally(what="killed", low=killed, best=killed, high=killed, wording="x"),) if draw(st.booleans()) else ()
    return replace(made, event_type=draw(st.sampled_from(EventType)), sub_event_type="", harm=harm)


@pytest.mark.fuzz_merging
@SLOW
@given(st.lists(told(), max_size=6, unique_by=lambda one: one.id))
def test_any_events_are_merged_without_losing_one(events):
    parts = [part.id for one in merge(events) for part in split(one)]
    assert sorted(parts) == sorted(one.id for one in events)


@pytest.mark.fuzz_merging
@SLOW
@given(st.integers(0, 4), st.integers(0, 4), st.randoms(use_true_random=False))
def test_any_two_tables_are_joined_within_both_bounds(n, m, random):
    import numpy as np

    def table(rows):
        days = np.array(sorted(random.choices([-700_000, 0, 19_400, 2_900_000], k=rows)), dtype=np.int64)
        some = [random.choice([np.nan, -180.0, 0.0, 89.9, 180.0]) for _ in range(rows)]
        lat = [random.choice([-90.0, 0.0, 90.0]) for _ in range(rows)]
        columns = {"first": days, "last": days, "lon": np.array(some, float), "lat": np.array(lat, float)}
        columns["lat"] = np.where(np.isnan(columns["lon"]), np.nan, columns["lat"])
        columns |= {"reach_km": np.full(rows, 5.0), "country": np.zeros(rows, np.int64)}
        columns |= {name: np.full(rows, np.nan) for name in ("killed_low", "killed_high")}
        texts = {name: ["x"] * rows for name in ("kinds", "place_ids", "texts")}
        return side({**columns, **texts, "ids": [f"r{row}" for row in range(rows)]})

    for pair in match(table(n), table(m)):
        assert 0 <= pair.score <= 1
