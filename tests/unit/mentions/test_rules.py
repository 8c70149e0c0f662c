import pytest

from geomap.languages import shipped_languages
from geomap.mentions.lexicon import lexicon
from geomap.mentions.roles import Found
from geomap.mentions.rules import settle_roles
from geomap.mentions.tokens import tokenise
from geomap.records import Role

ENGLISH = lexicon(shipped_languages()["en"])


@pytest.mark.parametrize(
    "text",
    [
        "BEIRUT (AP) - Shells hit a village.",
        "BEIRUT, Feb. 10 (Reuters) - Shells hit a village.",
        "BEIRUT, 10 February (AFP) — Shells hit a village.",
        "BEIRUT — Shells hit a village.",
        "Beirut (Xinhua) -- Shells hit a village.",
        "BEIRUT, Lebanon (AP) — Shells hit a village.",
    ],
)
def test_a_text_that_opens_with_a_place_and_an_agency_or_a_dash_has_a_dateline(roles, text):
    assert next(iter(roles(text).items())) in {("BEIRUT", "dateline"), ("Beirut", "dateline")}


@pytest.mark.parametrize(
    "text",
    [
        "BEIRUT A group of gunmen killed ten people in Kharkiv on Friday.",
        "BEIRUT/MOSCOW (Reuters) - Gunmen killed ten people in Kharkiv.",
        "BEIRUT/KYIV Russian jets killed ten people in Kharkiv on Friday.",
        "BEIRUT [AFP] - Gunmen killed ten people in Kharkiv.",
        "BEIRUT (Anadolu Agency) - Gunmen killed ten people in Kharkiv.",
        "(Reuters) BEIRUT - Gunmen killed ten people in Kharkiv.",
        "BEIRUT, Lebanon, 12 February 2023 (NNA) — Gunmen killed ten people in Kharkiv.",
        "By Anna Kowal\nBEIRUT (AP) - Gunmen killed ten people in Kharkiv.",
        "By ANNA KOWAL BEIRUT (AP) - Gunmen killed ten people in Kharkiv.",
        "By ANNA KOWAL and JAN KOWAL\nBEIRUT, Lebanon - Gunmen killed ten people in Kharkiv.",
    ],
)
def test_a_dateline_is_known_in_all_its_shapes(roles, text):
    found = roles(text)
    assert found["BEIRUT"] == "dateline"
    assert found.get("Kharkiv") != "dateline"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("KHARKIV Airport was hit by two missiles on Friday.", "KHARKIV"),
        ("US soldiers killed ten people on Friday.", "US"),
        ("Kharkiv (Ukraine) was hit by two missiles on Friday.", "Kharkiv"),
        ("SHELLS HIT KHARKIV ON FRIDAY", "KHARKIV"),
    ],
)
def test_capitals_that_open_a_sentence_are_no_dateline(roles, text, name):
    assert roles(text).get(name) != "dateline"


@pytest.mark.parametrize(
    "text",
    [
        "The institute said at its headquarters in Paris that ten people had died in Kharkiv.",
        "Ten people died in Kharkiv, a spokesman told reporters in Paris on Friday.",
        "The monitor, which is based in Paris, said that ten people had died in Kharkiv.",
        "Speaking in Paris, the minister said that ten people had died in Kharkiv.",
        '"Ten people died in Kharkiv," she said in Paris on Friday.',
        "The aid agency in Paris said that ten people had died in Kharkiv.",
        "The ministry told a news conference in Paris that ten people had died in Kharkiv.",
        "In Paris, the French foreign minister said that ten people had died in Kharkiv.",
    ],
)
def test_where_those_sit_who_speak_is_no_place_of_an_event(roles, text):
    found = roles(text)
    assert (found["Paris"], found["Kharkiv"]) == ("actor", "location")


@pytest.mark.parametrize(
    "text",
    [
        "Two people were killed, police said in Lviv on Friday.",
        "The agency in Lviv was hit by two missiles.",
        "A car bomb went off near a police headquarters in Lviv, officials said.",
        "In Lviv, the mayor said two people had been killed.",
    ],
)
def test_where_nothing_else_is_named_it_may_have_happened_where_it_was_said(roles, text):
    assert roles(text)["Lviv"] == "location"


def test_the_land_that_such_a_seat_lies_in_is_none_either(roles):
    found = roles("A spokesman at its headquarters in Paris, France, said that ten people had died in Kharkiv.")
    assert (found["Paris"], found["France"], found["Kharkiv"]) == ("actor", "actor", "location")


def test_a_name_that_a_line_s_end_cuts_is_one_and_keeps_its_place(read):
    text = "A Kyiv-\nbased man said that shells hit Khar-\nkiv."
    found = {text[one.span.start : one.span.end]: one.role.value for one in read(text)}
    assert found["Khar-\nkiv"] == "location"
    assert found["Kyiv"] not in {"location", "dateline"}


def test_the_country_in_a_dateline_belongs_to_it(roles):
    assert roles("BEIRUT, Lebanon (AP) — Shells hit a village.") == {"BEIRUT": "dateline", "Lebanon": "dateline"}


def test_a_sentence_with_a_dash_is_no_dateline(roles):
    assert roles("Kyiv was hit again on Monday - the third raid this week.")["Kyiv"] != "dateline"


def test_a_dateline_may_open_a_later_paragraph(roles):
    assert roles("Fire.\n\nKYIV (AP) - A shell fell.")["KYIV"] == "dateline"


@pytest.mark.parametrize(
    "text",
    [
        "They are citizens of France and Brazil.",
        "Volunteers from France, Brazil and Canada came.",
        "Nationals of France or Brazil were among the dead.",
    ],
)
def test_listed_nationals_are_peoples(roles, text):
    assert set(roles(text).values()) == {"people"}


def test_a_list_of_nationals_ends_with_its_sentence(roles):
    assert roles("He met citizens of France. Shells fell on Kyiv.")["Kyiv"] == "location"


def test_adjectives_of_nations_are_peoples(roles):
    assert roles("Russian forces and Ukrainian drones met.") == {"Russian": "people", "Ukrainian": "people"}


def test_peoples_without_a_state_are_known_without_the_gazetteer(read):
    (mention,) = read("Kurdish fighters left.", facts={})
    assert mention.role.value == "people"


@pytest.mark.parametrize("text", ["A Kyiv-based analyst spoke.", "The Moscow-backed leader spoke."])
def test_a_name_tied_to_a_word_by_a_hyphen_carries_no_event(read, text):
    assert [mention.role.value in {"location", "dateline"} for mention in read(text)] == [False]


@pytest.mark.parametrize("text", ["Photo: Jane Doe/Getty Images", "Paris Smith/AFP via Getty Images"])
def test_a_picture_credit_names_no_place(read, text):
    assert read(text) == ()


def test_a_name_before_a_picture_credit_in_another_sentence_stays(roles):
    assert "Kyiv" in roles("A shell fell on Kyiv. Jane Doe/Getty Images")


def test_a_name_inside_the_name_of_a_university_or_a_paper_carries_no_event(roles):
    found = roles("Students of Kharkiv Polytechnic read the Kyiv Post.")
    assert set(found.values()) <= {"other"}


@pytest.mark.parametrize(
    "text",
    [
        "Two missiles hit the sea port of Odesa on Saturday.",
        "Fighting went on in the outskirts of Bakhmut, Ukraine said.",
    ],
)
def test_what_is_ground_does_not_act(roles, text):
    found = roles(text)
    assert found.get("Odesa", found.get("Bakhmut")) == "location"


@pytest.mark.parametrize(
    "text",
    [
        "Critics called the retreat his Waterloo.",
        "Nobody wants another Aleppo, the envoy told reporters.",
        "The district has become a little Beirut for exiles.",
        "No one wants to live in the next Beirut, he said.",
    ],
)
def test_a_place_that_is_owned_or_had_twice_is_a_figure_of_speech(roles, text):
    assert set(roles(text).values()) == {"other"}


def test_a_name_that_describes_a_noun_is_no_figure(roles):
    assert roles("Shells struck a Kharkiv hospital at night.")["Kharkiv"] == "location"


def test_whose_people_speak_is_no_place_of_an_event(roles):
    text = "The strike killed two in Nuseirat, Gaza rescue workers said."
    assert roles(text)["Gaza"] == "actor"
    assert roles(text)["Nuseirat"] == "location"


def settled(text, name, guess):
    """The role of a name of one word that the tagger takes for `guess`."""
    tokens = tokenise(text, ENGLISH)
    at = [word.text for word in tokens.words].index(name)
    (role,) = settle_roles(tokens, text, [Found(first=at, end=at + 1, kind="P7", score=1.0)], [guess])
    return role


@pytest.mark.parametrize(
    "text",
    [
        "Lviv was the general's Paris.",
        "It was to be the marines' Paris, he wrote.",
        "They call it the Paris of the east.",
        "This was no Paris.",
        "They fear a second Paris.",
        "It may be the next Paris, he said.",
    ],
)
def test_a_name_that_stands_for_what_happened_there_is_no_place(text):
    assert settled(text, "Paris", Role.LOCATION) is Role.OTHER


@pytest.mark.parametrize(
    "text",
    [
        "Shells hit the country's Paris.",
        "Shells hit the army's Paris office.",
        "No Paris hospital was spared.",
        "The mayor of Paris of all people was hurt.",
        "The next Paris raid failed.",
        "He grew up in Lyon, but it's Paris that he calls home.",
        "A Paris, Texas, policeman was shot.",
        "It was a flight to the Paris of the new age.",
    ],
)
def test_a_town_that_a_land_owns_or_that_describes_a_noun_is_no_figure(text):
    assert settled(text, "Paris", Role.LOCATION) is Role.LOCATION


@pytest.mark.parametrize(
    "text",
    [
        "Paris was gassed by members of a sect.",
        "Tanks stood in the suburbs of Paris.",
        "Paris has been heavily bombed.",
        "Paris was hit again.",
        "Paris was hit hard by missiles.",
        "Paris burned.",
        "Paris fell in a day.",
        "Paris had already fell after a siege.",
        "Paris came under rocket fire.",
    ],
)
def test_what_only_ground_suffers_makes_a_place(text):
    assert settled(text, "Paris", Role.ACTOR) is Role.LOCATION


@pytest.mark.parametrize(
    "text",
    [
        "Paris was hit by new sanctions.",
        "Paris was rocked by a bribery scandal.",
        "Paris fell in line.",
        "Paris fell silent.",
        "Paris burned its bridges.",
        "Paris came under pressure.",
        "An ally of Paris was hit.",
        "Paris bombed the port.",
    ],
)
def test_what_states_suffer_makes_no_place(text):
    assert settled(text, "Paris", Role.ACTOR) is Role.ACTOR


@pytest.mark.parametrize(
    "text",
    ["Moscow freed none.", "Moscow recalled its envoy.", "Pressure on Moscow grew.", "Moscow's patience is thin."],
)
def test_a_capital_that_acts_or_is_dealt_with_as_a_state_is_no_place(roles, text):
    assert roles(text)["Moscow"] == "actor"


@pytest.mark.parametrize(
    "text", ["Moscow was shelled.", "Moscow woke to explosions.", "Moscow lost power after the strike."]
)
def test_a_capital_that_suffers_is_a_place(roles, text):
    assert roles(text)["Moscow"] == "location"


@pytest.mark.parametrize("text", ["Shelling hit Lyman, Kyiv said.", '"It is over," Kyiv has also claimed.'])
def test_a_seat_named_behind_what_it_says_is_an_actor(roles, text):
    assert roles(text)["Kyiv"] == "actor"


@pytest.mark.parametrize("text", ["Residents of Kyiv said they heard it.", "Shells hit Lyman, Kyiv and Sumy."])
def test_a_seat_where_others_speak_or_that_is_listed_is_no_source(roles, text):
    assert roles(text)["Kyiv"] == "location"


@pytest.mark.parametrize("band", ["cartel", "drug cartel", "militia", "brigade"])
def test_an_armed_band_bears_the_name_of_a_place_and_is_none(band):
    assert settled(f"Clashes with the Paris {band} went on.", "Paris", Role.LOCATION) is Role.ACTOR


@pytest.mark.parametrize(
    "text",
    [
        "Journalists protested outside the Paris Press Club on Friday.",
        "Two people were killed at the Paris Central Prison on Friday.",
    ],
)
def test_a_building_where_something_happened_is_in_the_town_whose_name_it_bears(text):
    assert settled(text, "Paris", Role.OTHER) is Role.LOCATION


@pytest.mark.parametrize("text", ["The Paris Press Club said so.", "He played for Paris Club Sportif in May."])
def test_a_club_that_speaks_is_no_place(text):
    assert settled(text, "Paris", Role.OTHER) is Role.OTHER


def settled_town(text, guess=Role.OTHER):
    """The role of Kharkiv, which the tagger takes for `guess`."""
    tokens = tokenise(text, ENGLISH)
    at = [word.text for word in tokens.words].index("Kharkiv")
    return settle_roles(tokens, text, [Found(first=at, end=at + 1, kind="P7", score=0.9)], [guess])[0]


@pytest.mark.parametrize(
    "text",
    [
        "- Kharkiv: two houses burned",
        "\u26a1 Kharkiv. Two dead after a strike.",
        "Kharkiv territory: rebels advanced.",
        "A mine exploded on the Kharkiv-Lyman road.",
        "Some 300 households from Kharkiv arrived.",
    ],
)
@pytest.mark.parametrize("guess", [Role.OTHER, Role.PEOPLE])
def test_what_opens_a_note_has_its_level_behind_it_or_is_left_is_a_location(text, guess):
    assert settled_town(text, guess) is Role.LOCATION


@pytest.mark.parametrize(
    "text",
    [
        "- Kharkiv: 2 goals in the match",
        "He came from Kharkiv University.",
        "A letter to Kharkiv's council.",
        "He said Kharkiv: two houses burned",
        "Kharkiv noodles are thick.",
    ],
)
def test_what_names_a_club_a_body_or_a_dish_stays(text):
    assert settled_town(text) is not Role.LOCATION
