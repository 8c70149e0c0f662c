import pytest

from geomap.languages import shipped_languages
from geomap.mentions.around import governor, is_sport, predicate, suffers
from geomap.mentions.lexicon import lexicon
from geomap.mentions.tokens import tokenise
from geomap.names import fold

ENGLISH = lexicon(shipped_languages()["en"])


def sentence(text):
    return [*tokenise(text, ENGLISH).words, *[ENGLISH.look("")] * 3]


def said_of(text, name):
    """What is said of a name of one word."""
    words = sentence(text)
    return predicate(words, [word.text for word in words].index(name) + 1, ENGLISH)


def hangs_on(text, name):
    words = sentence(text)
    return governor(words, [word.text for word in words].index(name), ENGLISH)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Tokyo demanded an answer.", ("", "talk", "demanded")),
        ("Tokyo has also demanded an answer.", ("have", "talk", "demanded")),
        ("Tokyo would quietly sign.", ("will", "act", "sign")),
        ("Tokyo outspent them.", ("", "-", "outspent")),
        ("Tokyo unfriended them.", ("", "act", "unfriended")),
        ("Tokyo was bombed.", ("be", "war", "bombed")),
        ("Tokyo hit by rockets", ("be", "war", "hit")),
        ("Tokyo burned.", ("", "suffer", "burned")),
        ("Tokyo residents fled.", ("", "nfolk", "residents")),
        ("Tokyo in spring.", ("", "in", "in")),
    ],
)
def test_the_verb_behind_a_name_is_found_with_its_voice_and_group(text, said):
    assert said_of(text, "Tokyo") == said


def test_an_unknown_participle_says_nothing_of_who_acts():
    assert said_of("Tokyo was unfriended.", "Tokyo") == ("be", "-ed", "unfriended")


@pytest.mark.parametrize("text", ["Tokyo's offer failed.", "Tokyo’s latest offer failed."])
def test_behind_a_possessive_it_is_the_noun(text):
    assert said_of(text, "Tokyo") == ("own", "tie", "offer")


def test_a_name_that_ends_with_s_owns_by_an_apostrophe_alone():
    assert said_of("Athens' offer failed.", "Athens") == ("own", "tie", "offer")


def test_a_possession_that_no_list_knows_has_its_shape_for_a_group():
    assert said_of("Tokyo's zebra fled.", "Tokyo") == ("own", "a", "zebra")


def test_in_a_headline_a_participle_before_by_is_a_passive():
    assert said_of("Tokyo scorched by rockets", "Tokyo")[0] == "be"


def test_a_comma_that_opens_no_list_says_no_verb_of_another():
    assert said_of("Tokyo, and so on, agreed.", "Tokyo")[1] != "talk"
    assert said_of("Tokyo and others agreed.", "Tokyo")[1] != "talk"


def test_the_names_of_a_list_share_their_verb():
    assert said_of("Rome, Paris and Berlin agreed.", "Rome") == ("", "talk", "agreed")


def test_behind_a_comma_and_another_clause_begins():
    assert said_of("Rockets hit Tokyo, and Seoul vowed revenge.", "Tokyo")[1] != "talk"


@pytest.mark.parametrize(
    ("text", "hangs"),
    [
        ("Ties with Tokyo froze.", ("with", "tie", "ties")),
        ("Ties with the neighbouring Tokyo froze.", ("with", "tie", "ties")),
        ("Ties with Seoul and Tokyo froze.", ("with", "tie", "ties")),
        ("Shells fell on Seoul, Busan and Tokyo.", ("on", "suffer", "fell")),
        ("Rockets hit Seoul and Tokyo.", ("", "war", "hit")),
        ("As Tokyo waits", ("start", "", "as")),
        ("Tokyo waits", ("start", "", "")),
    ],
)
def test_what_a_name_hangs_on_is_found_behind_articles_and_lists(text, hangs):
    assert hangs_on(text, "Tokyo") == hangs


@pytest.mark.parametrize(
    ("text", "violent"),
    [
        ("Tokyo heard two blasts.", True),
        ("Tokyo heard the message.", False),
        ("Tokyo slept, and shells fell.", False),
    ],
)
def test_violence_counts_within_the_clause_of_the_name(text, violent):
    assert suffers(sentence(text), 1, ENGLISH) is violent


@pytest.mark.parametrize(
    ("text", "sport"),
    [("Porto won the derby.", True), ("Porto won 4-1.", True), ("Porto lost 2019-2020.", False), ("Porto won.", False)],
)
def test_games_are_told_by_their_words_and_scores(text, sport):
    assert is_sport(sentence(text), ENGLISH) is sport


def test_nouns_and_what_bears_a_name_are_known_by_lists():
    nouns = ENGLISH.nouns
    assert (nouns["patience"], nouns["duck"], nouns.get("xyz")) == ("mind", "thing", None)
    assert "frigate" in ENGLISH.roles.named
    assert "town" not in ENGLISH.roles.named


@pytest.mark.parametrize("name", ["Port - au - Prince", "Sana'a", "BOGOTÁ", "N'Djamena", "Kiev"])
def test_a_seat_of_government_is_known_in_the_spellings_of_news(name):
    assert fold(name) in ENGLISH.toponyms.capitals


def test_a_town_without_a_government_is_no_seat():
    assert fold("Kharkiv") not in ENGLISH.toponyms.capitals


def test_what_a_person_says_behind_a_list_is_not_said_by_its_names():
    text = "They fired at Kyiv, Dnipro, Kryvyi Rih, Sloviansk and Kramatorsk, President Volodymyr Zelensky said."
    assert {said_of(text, name)[1] for name in ("Kyiv", "Dnipro", "Sloviansk", "Kramatorsk")} <= {",", ""}
    assert "talk" not in {said_of(text, name)[1] for name in ("Kyiv", "Dnipro", "Rih", "Sloviansk", "Kramatorsk")}


def test_two_names_with_nothing_but_a_comma_between_are_no_list():
    assert said_of("A drone fell on Lviv, Kyiv said.", "Lviv")[1] != "talk"
    assert said_of("Lviv, Kyiv and Odesa agreed.", "Lviv")[2] == "agreed"


def test_the_last_name_of_a_long_list_hangs_on_what_the_first_hangs_on():
    text = "They fired at Kyiv, Dnipro, Kryvyi Rih, Sloviansk and Kramatorsk."
    assert {hangs_on(text, name)[0] for name in ("Kyiv", "Dnipro", "Sloviansk", "Kramatorsk")} == {"at"}
