"""Villages are asked for in the countries of the story, for names that nothing near bears."""

import pytest

from geomap.places.villages import asks_villages
from geomap.records import Role


@pytest.fixture
def asked(resolver, article, world):
    def ask(text, *surfaces, role=Role.LOCATION, focus=frozenset()):
        mentions = [world.mention(text, surface, role=role) for surface in surfaces]
        return asks_villages(world.weigh(resolver, article(text), mentions).ranked, focus)

    return ask


def test_a_name_that_nothing_bears_may_be_a_village_of_the_country_of_the_story(asked):
    names, countries = asked("Shells hit Kharkiv and then Lozova Balka.", "Kharkiv", "Lozova Balka")
    assert "lozova balka" in names
    assert countries == {"UA"}


def test_a_town_of_the_country_and_a_city_abroad_are_no_villages(asked):
    names, _ = asked("Talks on Bakhmut and Ukraine were held in Paris.", "Bakhmut", "Ukraine", "Paris")
    assert names == frozenset()


def test_a_person_s_name_is_no_village(asked):
    names, _ = asked("In Kharkiv, Gen. Lozova said so.", "Kharkiv", "Lozova")
    assert names == frozenset()


def test_the_focus_is_a_country_of_the_story(asked):
    _, countries = asked("Gunmen entered Lozova Balka.", "Lozova Balka", focus=frozenset({"SY"}))
    assert countries == {"SY"}


def test_villages_take_the_place_of_a_namesake_abroad(resolver, article, world):
    text = "Shells hit Kharkiv and then Eu."
    mentions = [world.mention(text, "Kharkiv"), world.mention(text, "Eu")]
    weighed = world.weigh(resolver, article(text), mentions)
    village = world.entry(9_000_001, "Eu", (36.4, 49.9), "P.PPL", admin1_code="UA.07")
    found = weighed.with_villages({"eu": (village,)}).resolve({})
    assert found[1].candidate.id == "geonames:9000001"


def test_a_name_has_no_voice_in_which_country_its_story_is_about(resolver, article, world):
    text = "Shells hit Kharkiv and then Eu."
    weighed = world.weigh(resolver, article(text), [world.mention(text, "Kharkiv"), world.mention(text, "Eu")])
    names, countries = asks_villages(weighed.ranked, frozenset())
    assert "eu" in names
    assert countries == {"UA"}


def test_a_city_abroad_may_be_a_village_where_the_text_says_that_it_lies_in_the_country(asked):
    assert "bordeaux" in asked("Shells hit Bordeaux in northern Ukraine.", "Bordeaux", "Ukraine")[0]
    assert "bordeaux" not in asked("Shells hit Kharkiv, he said in Bordeaux.", "Kharkiv", "Bordeaux")[0]


def test_an_armed_group_says_the_country_of_a_note_that_names_no_place_of_it(asked):
    names, countries = asked("RSF fighters entered Lozova Balka.", "Lozova Balka")
    assert ("lozova balka" in names, countries) == (True, {"SD"})
    assert asked("RSF fighters were seen in Kharkiv and Lozova Balka.", "Kharkiv", "Lozova Balka")[1] == {"UA"}
    assert asked("Talks on RSFX were held in Lozova Balka.", "Lozova Balka")[1] == frozenset()
