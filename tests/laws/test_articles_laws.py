"""What holds for every article file, however strange its bytes."""

import datetime as dt
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.articles import READERS, read_articles
from geomap.days import DayError, calendar_day
from geomap.records import Article, Reject

pytestmark = pytest.mark.fuzz_readers

UNHURRIED = settings(deadline=None)  # files are written, and other work may keep the machine busy
SUFFIXES = [suffix for suffix in READERS if suffix not in {".html", ".htm", ".rss", ".atom", ".xml"}]
DAYS = st.dates(dt.date(1800, 1, 1), dt.date(2026, 12, 31))  # the years that are read without a setting
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(str.strip)


def read(content: bytes, suffix: str):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"x{suffix}").write_bytes(content)
        return list(read_articles([Path(folder)]))


@UNHURRIED
@given(st.binary(max_size=400), st.sampled_from(SUFFIXES))
def test_no_bytes_break_a_reader_and_each_outcome_is_an_article_or_a_reject(content, suffix):
    for found in read(content, suffix):
        assert isinstance(found, Article | Reject)
        if isinstance(found, Reject):
            assert found.reason
            assert found.subject
        else:
            found.text.encode("utf-8")


@UNHURRIED
@given(TEXTS, DAYS)
def test_a_text_in_json_comes_back_exactly(text, day):
    (article,) = read(json.dumps({"text": text, "date": day.isoformat()}).encode(), ".jsonl")
    assert (article.text, article.published) == (text, day)


@UNHURRIED
@given(st.lists(st.fixed_dictionaries({"text": TEXTS, "date": DAYS.map(str)}), max_size=6))
def test_ids_are_unique_and_nothing_falls_out_in_silence(rows):
    found = read("\n".join(json.dumps(row) for row in rows).encode(), ".jsonl")
    assert len(found) == len(rows)
    ids = [one.id for one in found if isinstance(one, Article)]
    assert len(ids) == len(set(ids))


@pytest.mark.fuzz_dates
@UNHURRIED
@given(DAYS)
def test_a_day_is_read_back_from_every_certain_spelling(day):
    for written in (day.isoformat(), f"{day:%Y/%m/%d}", f"{day:%d %B %Y}", f"{day:%B %d, %Y}", f"{day:%Y%m%d}"):
        assert calendar_day(written) == day


@pytest.mark.fuzz_dates
@UNHURRIED
@given(st.text(max_size=30))
def test_any_text_is_a_day_or_says_why_it_is_none(text):
    try:
        assert isinstance(calendar_day(text), dt.date)
    except DayError as error:
        assert error.reason  # noqa: PT017 - both ways are right
