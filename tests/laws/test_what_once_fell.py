"""Inputs that once ended, hung or silently damaged a run: each costs what it has to and no more."""

import shutil

import pytest

from geomap import joining, pipeline
from geomap.articles import read_articles
from geomap.errors import GeomapError
from geomap.records import Reject, Stage
from geomap.settings import Settings

FAST = Settings(recogniser="fast")
pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def cases(shared):
    return shared / "cases" / "reliability"


@pytest.mark.parametrize(
    ("file", "n_articles", "n_lost"),
    [
        ("poison-3000-years.jsonl", 201, 0),
        ("poison-number.jsonl", 1, 0),
        ("poison-500-digits.jsonl", 1, 0),
        ("poison-year-9999.jsonl", 0, 1),
        ("feed-typeerror.rss", 0, 1),
        ("line-separator.jsonl", 0, 1),  # a record: it has no text
        ("unbalanced-quote.csv", 999, 1),
    ],
)
def test_a_bad_article_costs_itself(cases, file, n_articles, n_lost):
    tables = pipeline.map_events([cases / file], FAST)
    lost = tables.rejects[(tables.rejects["stage"] == Stage.READ.value) & tables.rejects["article_id"].isna()]
    assert (len(tables.articles), len(lost)) == (n_articles, n_lost)
    assert not lost["reason"].str.contains("could not be read").any()  # no fault of ours
    assert dict(tables.notes.counts)["articles"] == n_articles + n_lost


@pytest.mark.parametrize("count", [200, 700])
def test_many_reports_of_one_place_and_day_are_merged(cases, count):
    tables = pipeline.map_events([cases / f"merge-{count}-reports-one-place-day.jsonl"], FAST)
    assert len(tables.articles) == count
    assert 0 < len(tables.events) <= count
    assert len(tables.reports) >= count


@pytest.mark.parametrize(
    ("file", "n_records"),
    [
        ("type-constructor.csv", 1),
        ("types-257.csv", 257),
        ("killed-1e23.csv", 1),
        ("blank-columns.csv", 1),
        ("line-separator.jsonl", 1),
    ],
)
def test_odd_records_are_records(cases, file, n_records):
    observed = joining.observed([cases / file])
    assert len(observed.records) == n_records
    for column in ("killed_low", "killed_best", "killed_high"):
        if column in observed.records:
            assert not (observed.records[column] < 0).any()


@pytest.mark.parametrize(
    "file", ["month-9999-12.csv", "year-0001.csv", "off-the-globe.geojson", "huge-polygon.geojson", "deep.json"]
)
def test_records_that_nothing_can_hold_are_refused_by_name(cases, file):
    with pytest.raises(GeomapError, match=file.replace(".", r"\.")):
        joining.observed([cases / file])


def test_two_tables_without_ids_are_read_together(cases):
    observed = joining.observed([cases / "no-ids-a.csv", cases / "no-ids-b.csv"])
    assert observed.records["id"].is_unique
    assert len(observed.records) == 2


def test_sources_of_a_timemap_that_are_none_are_passed_over(cases, tmp_path):
    shutil.copytree(cases / "timemap", tmp_path / "t")
    assert len(joining.observed([tmp_path / "t" / "e.json"]).records) == 1


def test_all_cases_at_once_are_a_folder_like_others(cases):
    items = list(read_articles([cases]))
    assert sum(not isinstance(item, Reject) for item in items) > 1000
