"""Ships, institutes, armed groups, papers and clubs that bear a town's name are no towns: texts made by a script."""

import datetime as dt
import random
from functools import cache

import pytest

from geomap.batches import OpenStages, geoparse_batch
from geomap.gazetteer import open_gazetteer
from geomap.records import CARRIES_EVENTS, Article, Place
from geomap.settings import Settings
from geomap.stages import Stages

SEED = 20240213
KINDS = {
    "ships": ("The frigate {} was hit by two missiles on Thursday.", "The tanker {} was seized by pirates on Sunday."),
    "institutes": ("The {} Institute counted ten raids in May.", "A report of the {} Foundation counted ten raids."),
    "armed groups": ("The {} Brigade said that it had killed ten soldiers.", "Gunmen of the {} militia killed ten."),
    "papers": ("The {} Times said that ten soldiers had been killed.", "The {} Herald reported that ten had died."),
    "clubs": ("FC {} beat its rivals 2-1 on Sunday.", "The striker of {} United scored twice on Sunday."),
}
EACH = 6  # texts of a kind


@cache
def towns():
    """Towns of half a million and more, of all countries."""
    keys, _, _ = open_gazetteer().settlements()
    found = [one for one in open_gazetteer().by_keys(keys.tolist()) if one.population >= 500_000]
    names = sorted({one.name for one in found if one.name.isascii() and one.name.isalpha()})
    return random.Random(SEED).sample(names, EACH * len(KINDS))  # noqa: S311 - no secret


@cache
def stages():
    return OpenStages(Settings(), Stages())()


def texts(kind):
    first = sorted(KINDS).index(kind) * EACH
    return [KINDS[kind][at % 2].format(name) for at, name in enumerate(towns()[first : first + EACH])]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_none_that_bears_the_name_of_a_town_is_placed_at_it(kind):
    articles = [
        Article(id=str(at), title="", text=text, published=dt.date(2024, 5, 14)) for at, text in enumerate(texts(kind))
    ]
    placed = [
        (article.text, outcome.candidate.name)
        for article, parsed in zip(articles, geoparse_batch(stages(), articles), strict=True)
        for outcome in parsed.outcomes
        if isinstance(outcome, Place) and outcome.mention.role in CARRIES_EVENTS
    ]
    assert placed == []
