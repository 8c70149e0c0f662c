"""A small place far from the story is no place of it."""

import dataclasses

from geomap.places.outcome import FAR
from geomap.records import Field, Mention, Place, Reject, Span


def outcome(resolver, article, world, text, name, **village):
    far = world.entry(9_000_001, name, (9.9, 45.6), "P.PPL", **{"country": "IT", "population": 2_000, **village})
    mentions = [world.mention(text, "Kharkiv"), world.mention(text, name)]
    reading = resolver.read(article(text), mentions)
    choices = dict(world.candidates(sorted(reading.asks))) | {name.lower(): (far,)}
    return reading.weigh(choices).resolve({})[1]


def test_a_village_abroad_that_nothing_else_speaks_for_is_a_reject_that_says_so(resolver, article, world):
    found = outcome(resolver, article, world, "Gunmen shot ten in Kharkiv. Others fired on a market in Demo.", "Demo")
    assert isinstance(found, Reject)
    assert found.reason == FAR
    assert "Demo in IT" in found.detail


def test_a_city_abroad_may_be_part_of_any_story(resolver, article, world):
    text = "Gunmen shot ten in Kharkiv. Others fired on a market in Demo."
    assert isinstance(outcome(resolver, article, world, text, "Demo", population=900_000), Place)


def test_a_place_near_the_story_stays(resolver, article, world):
    text = "Gunmen shot ten in Kharkiv. Others fired on a market in Demo."
    near = {"country": "UA", "admin1_code": "UA.07"}
    assert isinstance(outcome(resolver, article, world, text, "Demo", **near), Place)


def test_a_headline_is_the_story(resolver, article, world):
    title, text = "Demo mourns", "Gunmen shot ten in Kharkiv."
    far = world.entry(9_000_001, "Demo", (9.9, 45.6), "P.PPL", country="IT", population=2_000)
    named = dataclasses.replace(
        world.mention(text, "Kharkiv"), surface="Demo", span=Span(start=0, end=4), field=Field.TITLE
    )
    assert isinstance(named, Mention)
    reading = resolver.read(article(text, title=title), [named, world.mention(text, "Kharkiv")])
    choices = dict(world.candidates(sorted(reading.asks))) | {"demo": (far,)}
    found = reading.weigh(choices).resolve({})[0]
    assert isinstance(found, Place) or found.reason != FAR
