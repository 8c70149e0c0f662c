import pytest

from geomap.events.casualties import Count, find_harm, find_quantities, read_count
from geomap.events.tokens import Sentence
from geomap.languages import shipped_languages

ENGLISH = shipped_languages()["en"]


def harm(text):
    found = [one.tally for one in find_harm(Sentence(text=text), ENGLISH)]
    return [(tally.what, tally.low, tally.best, tally.high) for tally in found]


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
    assert read_count(text, ENGLISH.numbers) == Count(low=low, best=best, high=high)


def test_dozens_keep_their_wording_and_get_no_number():
    (found,) = find_harm(Sentence(text="Dozens of civilians were killed."), ENGLISH)
    assert (found.tally.low, found.tally.best, found.tally.high) == (None, None, None)
    assert found.tally.wording == "Dozens of civilians were killed"
    assert found.tally.whom == "civilians"


def test_combatants_are_told_from_civilians_and_people_are_neither():
    found = find_harm(Sentence(text="Two soldiers died, two nurses died and two people died."), ENGLISH)
    assert [one.tally.whom for one in found] == ["combatants", "civilians", ""]


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
    (found,) = find_quantities(Sentence(text="At least 17 missiles hit the city."), ENGLISH)
    assert (found.tally.what, found.tally.low, found.tally.wording) == ("missiles", 17, "At least 17 missiles")
    assert harm("At least 17 missiles hit the city.") == []


def test_a_number_of_people_is_no_number_of_the_missiles_behind_them():
    sentence = Sentence(text="Ten people were killed and 47 injured when missiles hit the town.")
    assert find_quantities(sentence, ENGLISH) == ()
    (found,) = find_quantities(Sentence(text="Russia fired 40 sea-launched cruise missiles."), ENGLISH)
    assert found.tally.best == 40


def test_offsets_are_those_of_the_wording():
    text = "Shells fell on the town and killed at least four people."
    (found,) = find_harm(Sentence(text=text), ENGLISH)
    assert text[found.start : found.end] == found.tally.wording == "at least four people"


def totals(text):
    return {(what, best) for what, _, best, _ in harm(text)}


@pytest.mark.parametrize(
    "before",
    [
        *("21:10", "08:30", "At 5.30", "At 21:10,", "[21:10]", "21.10", "9 pm:", "Updated 14:05:", "At 6 a.m."),
        *("On 10 February", "Feb. 12", "12 February", "On February 12, 2023,", "In 2022", "Since 2014"),
        *("In building 5", "On Route 66", "In Area 12", "Page 3", "Day 354:", "1.", "After they won 3-1"),
        *("Some 5 km away", "On a field of 12 hectares", "In front of a boy aged 12"),
    ],
)
@pytest.mark.parametrize("people", ["two people", "12 soldiers"])
def test_a_figure_of_a_day_an_hour_a_distance_or_a_name_counts_nobody(before, people):
    best = 12 if "12" in people else 2
    assert totals(f"{before} {people} were killed when shells hit the town.") == {("killed", best)}


@pytest.mark.parametrize(
    "text",
    [
        "On 10 February people were killed.",
        "Residents of Area 12 were injured.",
        "Protesters on Route 66 were killed.",
        "Soldiers of the 12 Brigade were killed.",
        "Within 5 km people were killed.",
    ],
)
def test_no_number_of_people_is_made_of_a_figure_that_is_none(text):
    assert totals(text) == set()


@pytest.mark.parametrize(
    ("text", "what", "best"),
    [
        ("Two policemen guarding a complex were shot dead.", "killed", 2),
        ("A local leader of the Workers' Party was hacked to death.", "killed", 1),
        ("Three militants belonging to the banned group were killed.", "killed", 3),
        ("A policeman identified as Ali Khan was shot dead by unidentified men.", "killed", 1),
        ("An Assistant Sub Inspector (ASI) Ali Khan (35), son of Omar Khan, was shot dead.", "killed", 1),
        ("Ali Khan (24), a police constable, was killed by gunmen.", "killed", 1),
        ("Two policemen, Ali Khan (40) and Omar Khan (38), were shot dead.", "killed", 2),
        ("The owner of a roadside hotel, identified as Ali Khan, was killed.", "killed", 1),
        ("Four Security Forces (SFs) personnel were injured when their convoy was hit.", "injured", 4),
        ("Two Workers' Party of Freedonia (WPF) cadres were killed in a clash.", "killed", 2),
        ("Two policemen, identified as Ali Khan and Omar Khan, sustained injuries.", "injured", 2),
        ("Some 28 local and foreign militants were killed in the strikes.", "killed", 28),
        ("Two (2) people were killed when shells hit the town.", "killed", 2),
        ("Five of the 12 hostages were killed.", "killed", 5),
        ("Two men aged 34 and 35 were killed.", "killed", 2),
        ("A woman aged 62 died.", "killed", 1),
        ("A ten year old boy was killed in a blast.", "killed", 1),
        ("An 18 year old school boy was killed in a blast.", "killed", 1),
        ("In the centre of Nigeria, 1,310 villagers were killed.", "killed", 1310),
        ("Eleven men and three women were killed.", "killed", 14),
        ("Shells hit the house, killing a couple and their 2-year-old son.", "killed", 3),
        ("Around 2 000 people were wounded.", "injured", 2000),
        ("In March 17 people were killed.", "killed", 17),
        ("The army claimed to have killed two.", "killed", 2),
        ("The army claimed to have killed two militants on Friday.", "killed", 2),
        ("The ministry condemned the killing of ten aid workers on Monday.", "killed", 10),
    ],
)
def test_people_are_counted_across_the_words_between_them_and_their_verb(text, what, best):
    assert totals(text) == {(what, best)}


@pytest.mark.parametrize(
    "text",
    [
        "Hundreds joined a protest over the killing of three students.",
        "Thousands marched against the killing of two teenagers last week.",
        "Police arrested two men in connection with the murder of four farmers.",
        "He was accused of killing two people.",
        "Prosecutors charged two soldiers with killing a civilian.",
        "In retaliation for the killing of five soldiers, the army shelled the village.",
        "Gunmen wanted to kill two people.",
        "Three relatives of Ali Khan also posted on social media announcing he had been killed.",
        "The police said no soldier was injured.",
        "Not a single person was hurt.",
        "The military is verifying whether he was killed.",
        "The state has claimed its programme is for civilian purposes.",
        "Rights are few where debt is a crime and poor men are jailed.",
    ],
)
def test_the_dead_that_a_protest_a_charge_or_a_reprisal_is_about_are_not_of_these_days(text):
    assert totals(text) == set()


def test_a_range_of_large_numbers_is_one_range():
    assert harm("The strikes have killed between 1,715 and 2,680 people.") == [("killed", 1715, None, 2680)]


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("1 dead, 12 wounded in Kherson", 1, 12),
        ("One dead, 8 wounded.", 1, 8),
        ("Death toll: 5. Injured: 12.", 5, 12),
        ("Dead: at least 4; injured: 20", 4, 20),
    ],
)
def test_figures_in_note_form_are_tolls(text, killed, injured):
    assert totals(text) == {("killed", killed), ("injured", injured)}
