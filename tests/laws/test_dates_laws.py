import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.events.dates import find_dates
from geomap.events.tokens import Sentence
from geomap.languages import shipped_languages

pytestmark = pytest.mark.fuzz_dates

ENGLISH = shipped_languages()["en"]

DAYS = st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2090, 12, 31))
VOCABULARY = """on in last Friday March 24 February 2022 , since the between 3 and 5 May overnight week days ago two a
first of early quarter winter night 10-12 . yesterday next half until to from mid - Christmas eve"""
WORDS = st.sampled_from(VOCABULARY.split())


@given(st.text(), DAYS)
def test_no_text_breaks_the_dates_and_every_interval_runs_forward(text, published):
    for dated in find_dates(Sentence(text=text), published=published, pack=ENGLISH):
        assert dated.when.first <= dated.when.last
        assert 0 <= dated.start < dated.end <= len(text)


@given(st.lists(WORDS, max_size=12).map(" ".join), DAYS, st.none() | DAYS)
def test_any_row_of_date_words_gives_forward_intervals_without_overlap(text, published, anchor):
    found = find_dates(Sentence(text=text), published=published, pack=ENGLISH, anchor=anchor)
    assert all(dated.when.first <= dated.when.last for dated in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(dated.when.wording == text[dated.start : dated.end] for dated in found)


@given(DAYS, DAYS)
def test_a_full_date_means_itself_whenever_it_is_written(day, published):
    text = f"It happened on {day.day} {day:%B} {day.year}."
    (found,) = find_dates(Sentence(text=text), published=published, pack=ENGLISH)
    assert (found.when.first, found.when.last) == (day, day)


@given(DAYS)
def test_a_past_weekday_lies_in_the_seven_days_up_to_the_article(published):
    for name in ("Monday", "Wednesday", "Sunday"):
        (found,) = find_dates(Sentence(text=f"A bomb went off on {name}."), published=published, pack=ENGLISH)
        assert 0 <= (published - found.when.first).days < 7
        assert f"{found.when.first:%A}" == name
