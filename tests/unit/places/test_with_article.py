"""A river, a ship or a square called like a town is not put into the town; a town in a compound stays."""

import pytest

from geomap.places.outcome import NO_TOWN
from geomap.records import Place
from tests.placing import outcomes_in


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Boats of the navy crossed the Dnipro in the night, the army said.", "Dnipro"),
        ("Crews from Kherson patrol the left bank of the Dnipro.", "Dnipro"),
        ("Youths of the Shankill, in Belfast, marched for an hour.", "Shankill"),
    ],
)
def test_a_name_that_always_has_an_article_is_no_town(text, name):
    (told,) = (one for one in outcomes_in(text) if one.mention and one.mention.surface == name)
    assert not isinstance(told, Place)
    assert told.reason == NO_TOWN


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Shells fell on Dnipro in the night, the army said.", "Dnipro"),
        ("The Dnipro mayor spoke of three wounded.", "Dnipro"),
        ("A drone fell near the Dnipro and Pavlohrad railway.", "Dnipro"),
        ("Judges in The Hague ruled on Friday.", "Hague"),
        ("Rockets hit Dnipro. Villages across the Dnipro were spared.", "Dnipro"),
    ],
)
def test_a_town_without_article_or_before_another_noun_stays(text, name):
    told = [one for one in outcomes_in(text) if one.mention and name in one.mention.surface]
    assert all(isinstance(one, Place) for one in told)
    assert told
