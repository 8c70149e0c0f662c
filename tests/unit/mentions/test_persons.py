"""Names of persons that are called like places."""

from geomap.languages import shipped_languages
from geomap.mentions.lexicon import lexicon
from geomap.mentions.persons import without_persons
from geomap.mentions.roles import Found
from geomap.mentions.tokens import tokenise

ENGLISH = lexicon(shipped_languages()["en"], "en")


def kept(text, *names):
    tokens = tokenise(text, ENGLISH)
    words = [word.text for word in tokens.words]
    last = {name: len(words) - 1 - words[::-1].index(name) for name in names}
    found = [Found(first=at, end=at + 1, kind="", score=0.9) for at in sorted(last.values())]
    return [words[one.first] for one in without_persons(tokens, found, {})]


def test_a_surname_that_was_told_with_a_given_name_is_no_place():
    assert kept("Tina Virginia, a teacher, came home. Virginia skates in winter.", "Virginia") == []
    assert kept("Anna Houston was tired. Later Houston slept.", "Houston") == []


def test_a_place_stays_one():
    assert kept("Tina Virginia came home. She grew up in Virginia.", "Virginia") == ["Virginia"]
    assert kept("Virginia has snow. Tina Virginia came home to Ohio.", "Ohio") == ["Ohio"]
    assert kept("Tina Houston came. Houston Airport was shut, in Texas.", "Texas") == ["Texas"]
    assert kept("Snow fell. Virginia was cold.", "Virginia") == ["Virginia"]


def test_a_first_name_that_was_told_with_a_surname_is_no_place():
    assert kept("Chad Hartley, 34, was fined. Chad paid.", "Chad") == []
    assert kept("Chad Hartley was fined. Mr Hartley paid. Chad left.", "Chad") == []
    assert kept("Jordan Hartley left. Jordan was late.", "Jordan") == []


def test_what_no_word_of_persons_stands_beside_is_no_first_name():
    assert kept("Chad Basins were mapped. Chad is dry.", "Chad") == ["Chad"]
    assert kept("Virginia Beach was full. Virginia has snow.", "Virginia") == ["Virginia"]


def test_a_surname_with_its_article_is_the_same_person():
    tokens = tokenise("Omar al-Tikriti fled. Police seek al-Tikriti.", ENGLISH)
    at = len(tokens.words) - 4
    assert [word.text for word in tokens.words[at : at + 3]] == ["al", "-", "Tikriti"]
    assert without_persons(tokens, [Found(first=at, end=at + 3, kind="P4", score=0.9)], {}) == []


def test_a_name_with_a_title_before_it_is_a_persons():
    assert kept("Sen. Lincoln spoke. Lincoln left.", "Lincoln") == []
    assert kept("J. Lincoln spoke. Lincoln left.", "Lincoln") == []


def test_a_title_that_ends_a_sentence_or_a_sign_of_a_district_names_nobody():
    assert kept("They want a new president. Columbus voted. Then Columbus paid.", "Columbus") == ["Columbus"]
    assert kept("Linda Sumner, D-Raleigh, spoke. Raleigh voted.", "Raleigh") == ["Raleigh"]
    assert kept("Indiana Governor Jan Doe spoke. Doe said so. Indiana paid.", "Indiana") == ["Indiana"]
