"""A country's name beside a namesake's state is the country: whole texts made from the gazetteer by a script."""

import datetime as dt
import random
from functools import cache

from geomap.batches import OpenStages, geoparse_batch
from geomap.gazetteer import open_gazetteer
from geomap.names import fold
from geomap.records import Article, Place
from geomap.settings import Settings
from geomap.stages import Stages

SEED = 20240214
SENTENCES, RIGHT = 800, 0.99
TEMPLATES = (
    "A professor in {town}, {state}, said {land} would retaliate.",
    "Students in {town}, {state}, marched against the war in {land} on Friday.",
    "A court in {town}, {state}, heard that the money had come from {land}.",
    "The company, which is based in {town}, {state}, said it would leave {land}.",
    "Ten soldiers were killed in {land}, a spokesman in {town}, {state}, said.",
    "Speaking in {town}, {state}, the senator warned that {land} was arming itself.",
    "{land} will buy the jets, a firm in {town}, {state}, announced on Monday.",
    "A couple from {town}, {state}, were arrested in {land} on Sunday.",
    "The governor of {state} told reporters in {town} that troops would return from {land} in May.",
    "At a rally in {town}, {state}, he said that {land} and its allies had broken their word.",
)


@cache
def gazetteer():
    return open_gazetteer()


@cache
def settlements():
    keys, _, _ = gazetteer().settlements()
    return gazetteer().by_keys(keys.tolist())


@cache
def namesakes():
    """Countries whose name another place of the United States bears, and the rest; Georgia is a state by itself."""
    codes = sorted({one.country for one in settlements()})
    names = [(code, gazetteer().country_name(code)) for code in codes]
    known = gazetteer().candidates([fold(name) for _, name in names if name])
    return [
        (code, name)
        for code, name in names
        if name and name != "Georgia" and any(one.country == "US" for one in known.get(fold(name), ()) if code != "US")
    ]


@cache
def texts():
    """Sentences with a town, its state and a country, where the country stands, and its code."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    towns = [one for one in settlements() if one.country == "US" and one.population >= 50_000 and one.name.isascii()]
    lands = namesakes()
    made = []
    for number in range(SENTENCES):
        town = chance.choice(towns)
        code, land = lands[number % len(lands)]
        template = TEMPLATES[(number // len(lands) + number) % len(TEMPLATES)]
        before = template.partition("{land}")[0].format(town=town.name, state=town.admin1)
        made.append((template.format(town=town.name, state=town.admin1, land=land), len(before), code))
    return made


@cache
def stages():
    return OpenStages(Settings(), Stages())()


def wrong(made):
    """The sentences in which a country's name is another place, or none."""
    articles = [
        Article(id=str(at), title="", text=text, published=dt.date(2024, 5, 14)) for at, (text, _, _) in enumerate(made)
    ]
    found = []
    for (text, at, code), parsed in zip(made, geoparse_batch(stages(), articles), strict=True):
        told = [one for one in parsed.outcomes if isinstance(one, Place) and one.mention.span.start == at]
        if [one.candidate.country for one in told] != [code]:
            found.append((text, [(one.candidate.name, one.candidate.country) for one in told]))
    return found


def test_the_countries_have_namesakes_in_the_states():
    assert len(namesakes()) >= 40


def test_a_country_s_name_beside_a_state_is_the_country():
    found = wrong(texts())
    assert len(found) <= (1 - RIGHT) * SENTENCES, found
