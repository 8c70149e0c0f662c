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
    return [words[one.first] for one in without_persons(tokens, found)]


def test_a_surname_that_was_told_with_a_given_name_is_no_place():
    assert kept("Tina Virginia, a teacher, came home. Virginia skates in winter.", "Virginia") == []
    assert kept("Anna Houston was tired. Later Houston slept.", "Houston") == []


def test_a_place_stays_one():
    assert kept("Tina Virginia came home. She grew up in Virginia.", "Virginia") == ["Virginia"]
    assert kept("Virginia has snow. Tina Virginia came home to Ohio.", "Ohio") == ["Ohio"]
    assert kept("Tina Houston came. Houston Airport was shut, in Texas.", "Texas") == ["Texas"]
    assert kept("Snow fell. Virginia was cold.", "Virginia") == ["Virginia"]
