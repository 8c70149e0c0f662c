"""No article reaches the stages whose size or day they could choke on."""

import datetime as dt

from making import article

from geomap.articles.gate import within_bounds
from geomap.bounds import Bounds

SMALL = Bounds(article_chars=100, title_chars=10, first_year=1800, last_year=2100)


def passed(*items):
    return list(within_bounds(items, SMALL))


def test_an_article_within_the_bounds_passes_as_it_is():
    told = article("Short.", title="Short")
    assert passed(told) == [told]


def test_an_article_that_is_too_long_is_a_reject():
    (reject,) = passed(article("x" * 101))
    assert (reject.reason, reject.article_id) == ("too long", None)


def test_a_title_that_is_too_long_is_cut_and_told():
    reject, kept = passed(article("Short.", title="A title of megabytes"))
    assert (reject.reason, reject.article_id, kept.title) == ("title cut", "a1", "A title of")


def test_a_day_that_later_stages_could_not_count_from_is_a_reject():
    years = [dt.date(1, 1, 2), dt.date(1799, 12, 31), dt.date(2101, 1, 1), dt.date.max]
    assert [reject.reason for reject in passed(*(article(published=year) for year in years))] == [
        "date out of bounds"
    ] * 4


def test_an_article_without_a_day_passes_where_none_is_needed():
    assert len(passed(article(published=dt.date.min, title="Short"))) == 1
