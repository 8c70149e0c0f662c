"""The sample articles are whole, dated, ours, and short."""

import pytest

from geomap.articles import read_articles
from geomap.records import Article


@pytest.fixture(scope="module")
def samples(root):
    return list(read_articles([root / "data" / "articles"]))


def test_every_sample_is_read_without_a_remark(samples):
    assert len(samples) >= 12
    assert all(isinstance(one, Article) for one in samples)


def test_every_sample_says_that_it_is_one_and_when_it_was_written(samples):
    assert {one.outlet for one in samples} == {"geomap sample"}
    assert all(2022 <= one.published.year <= 2024 for one in samples)
    assert all(one.title for one in samples)
    assert len({one.id for one in samples}) == len(samples)


def test_samples_are_as_long_as_news_in_brief(samples):
    assert all(80 <= len(one.text.split()) <= 200 for one in samples)


def test_links_of_samples_lead_to_a_public_reference(samples):
    assert {one.url.split("/wiki/")[0] for one in samples if one.url} == {"https://en.wikipedia.org"}
