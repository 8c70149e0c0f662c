"""The places of a very long article are weighed piece by piece, and each mention keeps its outcome."""

from dataclasses import replace

import pytest
from making import article

from geomap import batches
from geomap.records import Place
from geomap.settings import Settings

TOWNS = ("Kharkiv", "Kherson", "Odesa", "Sumy", "Lviv", "Poltava", "Izium", "Nikopol")


class Counting:
    """A resolver that notes how many mentions it is given of one article."""

    def __init__(self, resolver):
        self.resolver, self.given = resolver, []

    def read(self, told, mentions):
        self.given.append(len(mentions))
        return self.resolver.read(told, mentions)

    def __getattr__(self, name):
        return getattr(self.resolver, name)


@pytest.fixture(scope="module")
def stages():
    return batches.OpenStages(Settings(recogniser="fast"))()


def test_every_mention_of_a_long_article_has_its_outcome_in_order(stages, monkeypatch):
    told = [article(f"Shelling hit {', '.join(TOWNS)} in Ukraine on Friday.", id="a"), article("Rain.", id="b")]
    whole = batches.geoparse_batch(stages, told)
    counting = Counting(stages.resolver)
    monkeypatch.setattr(batches, "TOGETHER", 3)
    monkeypatch.setattr(batches, "AT_ONCE", 4)
    pieces = batches.geoparse_batch(replace(stages, resolver=counting), told)
    assert max(counting.given) == 3
    assert sum(counting.given) == sum(len(one.mentions) for one in whole)
    for one, other in zip(whole, pieces, strict=True):
        assert [found.mention for found in other.outcomes] == list(other.mentions) == list(one.mentions)
    assert all(isinstance(found, Place) for found in pieces[0].outcomes)
