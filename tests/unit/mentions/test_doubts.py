"""Unknown names in doubt need something beside them that speaks for a place."""

import pytest

from geomap.languages import shipped_languages
from geomap.mentions.doubts import DOUBTFUL, SURE, without_doubtful
from geomap.mentions.lexicon import lexicon
from geomap.mentions.roles import Found
from geomap.mentions.tokens import tokenise

ENGLISH = lexicon(shipped_languages()["en"], "en")
LOW = DOUBTFUL - 0.05


def kept(text, *names):
    """Which of the names stay; each is a spelling, its kind and its score."""
    tokens = tokenise(text, ENGLISH)
    spelt = [word.text for word in tokens.words]
    found = []
    for spelling, kind, score in names:
        words = [word.text for word in tokenise(spelling, ENGLISH).words]
        first = next(at for at in range(len(spelt)) if spelt[at : at + len(words)] == words)
        found.append(Found(first=first, end=first + len(words), kind=kind, score=score))
    left = without_doubtful(tokens, sorted(found, key=lambda name: name.first))
    return [text[tokens.starts[name.first] : tokens.ends[name.end - 1]] for name in left]


def test_an_unknown_name_of_several_words_that_was_nearly_none_is_none():
    assert kept("Anil Perera, Malith Jayatil, Dilan Soysa voted.", ("Malith Jayatil", "", LOW)) == []
    assert kept("Malithal was shelled.", ("Malithal", "", LOW)) == ["Malithal"]


@pytest.mark.parametrize(
    "text",
    ["Shells fell on Um Barat.", "Um Barat river rose.", "Men fled Um Barat, Sudan.", "Men fled Juba and Um Barat."],
)
def test_what_something_speaks_for_stays(text):
    sure = [(name, "P7", SURE) for name in ("Sudan", "Juba") if name in text]
    assert "Um Barat" in kept(text, ("Um Barat", "", LOW), *sure)


def test_a_name_that_the_gazetteer_knows_stays_however_doubtful():
    assert kept("Um Barat fell.", ("Um Barat", "P4", LOW)) == ["Um Barat"]
