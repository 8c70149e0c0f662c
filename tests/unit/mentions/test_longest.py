"""A country's or province's name of several words is one name, also where the tagger saw a part of it."""

from geomap.languages import shipped_languages
from geomap.mentions.lexicon import lexicon
from geomap.mentions.longest import whole_names
from geomap.mentions.roles import Found
from geomap.mentions.tokens import tokenise

ENGLISH = lexicon(shipped_languages()["en"], "en")
PROVINCE = "Teachers in Gilan, and Chaharmahal and Bakhtiari met."


def whole(text, names, known):
    words = [word.text for word in tokenise(text, ENGLISH).words]
    found = [Found(first=words.index(name), end=words.index(name) + 1, kind="", score=0.9) for name in names]
    kinds = {(words.index(first), words.index(last) + 1): kind for first, last, kind in known}
    return [" ".join(words[one.first : one.end]) for one in whole_names(found, kinds)]


def test_half_of_a_provinces_name_stands_for_all_of_it():
    known = [("Chaharmahal", "Bakhtiari", "D"), ("Gilan", "Gilan", "D")]
    assert whole(PROVINCE, ["Gilan", "Bakhtiari"], known) == ["Gilan", "Chaharmahal and Bakhtiari"]
    assert whole(PROVINCE, ["Gilan", "Chaharmahal", "Bakhtiari"], known) == ["Gilan", "Chaharmahal and Bakhtiari"]


def test_what_the_gazetteer_does_not_know_as_a_division_stays_apart():
    assert whole(PROVINCE, ["Chaharmahal", "Bakhtiari"], []) == ["Chaharmahal", "Bakhtiari"]
    town = [("Chaharmahal", "Bakhtiari", "P4")]
    assert whole(PROVINCE, ["Chaharmahal", "Bakhtiari"], town) == ["Chaharmahal", "Bakhtiari"]


def test_a_name_that_nothing_was_found_of_is_not_taken():
    assert whole(PROVINCE, ["Gilan"], [("Chaharmahal", "Bakhtiari", "D")]) == ["Gilan"]
