import pytest

from geomap.events.modality import reasons
from geomap.events.tokens import Sentence
from geomap.events.triggers import TYPE_OF, find_triggers, type_of
from geomap.languages import shipped_languages
from geomap.records import EventType

ENGLISH = shipped_languages()["en"]
RULES = ENGLISH.triggers.rule


def main(text):
    return next((found for found in find_triggers(Sentence(text=text), ENGLISH) if found.barrier is None), None)


def test_every_rule_names_a_type_of_acled():
    assert {type_of(rule) for rule in RULES} == set(EventType)
    assert {rule.sub for rule in RULES if rule.sub} == set(TYPE_OF)


def test_rule_names_are_unique():
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("text", "sub"),
    [
        ("A missile hit a school in the town.", "Shelling/artillery/missile attack"),
        ("Drones struck a refinery overnight.", "Air/drone strike"),
        ("Troops clashed with rebels near the bridge.", "Armed clash"),
        ("Villagers beat a thief to death.", "Mob violence"),
        ("Police used tear gas against protesters.", "Protest with intervention"),
        ("A man blew himself up in a market.", "Suicide bomb"),
    ],
)
def test_a_trigger_has_its_sub_type(text, sub):
    assert main(text).sub == sub


def test_the_trigger_is_the_words_that_name_the_event():
    text = "At dawn two warplanes bombed the bridge."
    found = main(text)
    assert text[found.start : found.end] == "warplanes bombed"


def test_people_killed_by_a_strike_are_no_attack_of_another_kind():
    assert {
        found.event_type for found in find_triggers(Sentence(text="A drone strike killed two civilians."), ENGLISH)
    } == {EventType.EXPLOSIONS}


@pytest.mark.parametrize(
    "text",
    [
        "A battle is raging in parliament over the budget.",
        "The announcement sparked an explosion of interest.",
        "The minister condemned the attack.",
        "The team won the match after a penalty shoot-out.",
        "Nineteen people died when a bus plunged into a ravine.",
        "They want to fight for him in the war.",
    ],
)
def test_what_is_no_event_is_none(text):
    assert main(text) is None


def test_a_barred_trigger_says_why():
    barred = find_triggers(Sentence(text="The army denied shelling the town."), ENGLISH)
    assert [found.barrier for found in barred] == ["denied"]
    assert "denied" in reasons(ENGLISH)


def test_protests_are_not_barred_by_an_accident_they_are_about():
    assert (
        main("Thousands protested in the capital after a train crash killed a girl.").event_type is EventType.PROTESTS
    )
