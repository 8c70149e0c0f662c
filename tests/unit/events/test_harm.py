import pytest

from geomap.events.counts import Count, read_count
from geomap.events.harm import find_harm, find_quantities
from geomap.events.tokens import Sentence
from geomap.languages import pack_of


def harm(text):
    return [(one.tally.what, one.tally.low, one.tally.best, one.tally.high) for one in find_harm(Sentence(text=text))]


@pytest.mark.parametrize(
    ("text", "low", "best", "high"),
    [
        ("17", 17, 17, 17),
        ("at least 17", 17, 17, None),
        ("up to 20", None, 20, 20),
        ("about 1,200", None, 1200, None),
        ("ten to twelve", 10, None, 12),
        ("two hundred and five", 205, 205, 205),
        ("twenty-three", 23, 23, 23),
        ("half a dozen", 6, 6, 6),
        ("a couple of", 2, 2, 2),
        ("a", 1, 1, 1),
        ("another", 1, 1, 1),
        ("dozens", None, None, None),
        ("as many as 40", None, 40, 40),
        ("1.5 million", 1500000, 1500000, 1500000),
    ],
)
def test_a_number_with_its_hedge_says_what_it_says_and_no_more(text, low, best, high):
    assert read_count(text, pack_of("en").numbers) == Count(low=low, best=best, high=high)


def test_dozens_keep_their_wording_and_get_no_number():
    (found,) = find_harm(Sentence(text="Dozens of civilians were killed."))
    assert (found.tally.low, found.tally.best, found.tally.high) == (None, None, None)
    assert found.tally.wording == "Dozens of civilians were killed"
    assert found.tally.whom == "civilians"


def test_combatants_are_told_from_civilians_and_people_are_neither():
    whom = [
        one.tally.whom for one in find_harm(Sentence(text="Two soldiers died, two nurses died and two people died."))
    ]
    assert whom == ["combatants", "civilians", ""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The strike killed two women and a child and wounded five others.",
            [("killed", 3, 3, 3), ("injured", 5, 5, 5)],
        ),
        ("Three men, a woman and a boy were killed.", [("killed", 5, 5, 5)]),
        ("No one was hurt.", []),
        ("A larger bomb could kill thousands of people.", []),
        ("The army denied that six of its soldiers had been killed.", []),
        ("The novel, in which a sniper kills 12 men, won a prize.", []),
        ("The civil war of 1975 killed 9,000 people.", []),
        ("The committee killed the plan.", []),
        ("The two wounded countries need peace.", []),
        ("The mayor was shot dead.", [("killed", 1, 1, 1)]),
        ("Seven people died, including two children.", [("killed", 7, 7, 7)]),
        ("A man died on Monday, bringing the toll to six.", [("killed", 6, 6, 6)]),
        ("Five men suffered shrapnel wounds.", [("injured", 5, 5, 5)]),
        ("Doctors treated 19 people for shrapnel wounds.", [("injured", 19, 19, 19)]),
        ("Dozens of soldiers and a general were killed.", [("killed", None, None, None)]),
        ("Twenty members of the local police were killed.", [("killed", 20, 20, 20)]),
        ("The number of wounded has risen to 62.", [("injured", 62, 62, 62)]),
        ("It was not clear how many people were killed.", []),
        ("The two strikes killed four people each.", []),
        ("Killing and wounding 40 people is a crime.", []),
        ("The soldiers were killed.", []),
        ("Rebels took 45 soldiers prisoner.", [("captured", 45, 45, 45)]),
        ("The toll rose from 12 to 19.", [("killed", 19, 19, 19)]),
        ("The blast killed 200 cattle.", []),
        ("", []),
    ],
)
def test_people_harmed_are_counted_as_told(text, expected):
    assert harm(text) == expected


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Jets bombed a school, killing 11 children, a resident said by telephone from Monywa.", 11),
        ("The blast killed 14 civilians, a police officer in Monywa said.", 14),
        ("Three people were killed, a medic and a witness said.", 3),
        ("Guards killed five attackers, a police officer, Abdi Hassan, told reporters.", 5),
        ("According to a doctor, three men were killed in the strike.", 3),
        ("According to a doctor, a woman and a boy were killed.", 2),
        ("In a statement by the minister, 12 people were killed on Friday.", 12),
        ("A woman told a reporter, two men were killed at the market.", 2),
        ("The raid killed two militants, a commander among them.", 2),
        ("Gunmen shot dead a teacher, a villager who witnessed the attack said.", 1),
    ],
)
def test_who_tells_of_the_dead_is_not_one_of_them(text, killed):
    assert harm(text) == [("killed", killed, killed, killed)]


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Police said three men, a woman and a boy were killed.", 5),
        ("Six civilians, two soldiers and a medic died.", 9),
        ("It killed a man, a woman, and three children, a local journalist reported.", 5),
        ("Gunmen shot dead a teacher, his wife and two children, villagers reported.", 4),
        ("The strike killed two women, a man and a child, a doctor said.", 4),
        ("Two children, aged 4 and 7, and their mother were killed.", 3),
        ("The shelling killed a man, 45, and two women, officials said.", 3),
        ("Five people, three of them police officers, were killed.", 5),
    ],
)
def test_a_list_is_added_up_to_its_end(text, killed):
    assert harm(text) == [("killed", killed, killed, killed)]


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("The strike killed a woman, and two children were injured.", 1, 2),
        ("Gunmen killed two soldiers and three officers were wounded.", 2, 3),
        ("A missile killed one man, and five people were injured, the governor said.", 1, 5),
        ("A soldier was killed, and two civilians were wounded.", 1, 2),
        ("Three men died, and a woman and a boy were injured.", 3, 2),
    ],
)
def test_each_of_two_verbs_has_its_own_people(text, killed, injured):
    assert harm(text) == [("killed", killed, killed, killed), ("injured", injured, injured, injured)]


def test_things_are_counted_apart_from_people():
    (found,) = find_quantities(Sentence(text="At least 17 missiles hit the city."))
    assert (found.tally.what, found.tally.low, found.tally.wording) == ("missiles", 17, "At least 17 missiles")
    assert harm("At least 17 missiles hit the city.") == []


def test_a_number_of_people_is_no_number_of_the_missiles_behind_them():
    assert find_quantities(Sentence(text="Ten people were killed and 47 injured when missiles hit the town.")) == ()
    (found,) = find_quantities(Sentence(text="Russia fired 40 sea-launched cruise missiles."))
    assert found.tally.best == 40


def test_offsets_are_those_of_the_wording():
    text = "Shells fell on the town and killed at least four people."
    (found,) = find_harm(Sentence(text=text))
    assert text[found.start : found.end] == found.tally.wording == "at least four people"
