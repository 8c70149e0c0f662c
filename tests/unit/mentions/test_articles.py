"""The article that a hyphen ties to a name is part of it, wherever the tagger began."""

import pytest

from geomap.languages import shipped_languages
from geomap.mentions.articles import with_articles
from geomap.mentions.lexicon import lexicon
from geomap.mentions.roles import Found
from geomap.mentions.tokens import tokenise

PACK = lexicon(shipped_languages().get("en"), "en")


def read(text, *words):
    """The names after those that a tagger began and ended at the given words; a pair is the first and the last."""
    tokens = tokenise(text, PACK)
    spelt = [word.text for word in tokens.words]
    found = [
        Found(first=spelt.index(first), end=spelt.index(last) + 1, kind="", score=0.9)
        for first, last in (word if isinstance(word, tuple) else (word, word) for word in words)
    ]
    whole = with_articles(tokens, found, {})
    return [text[tokens.starts[name.first] : tokens.ends[name.end - 1]] for name in whole]


@pytest.mark.parametrize("words", [("Jina",), ("Al",), (("-", "Jina"),), ("Al", "Jina"), (("Al", "Jina"),)])
def test_a_name_has_the_article_that_is_tied_to_it(words):
    assert read("Gunmen attacked Al-Jina on Friday.", *words) == ["Al-Jina"]


def test_a_name_that_two_hyphens_chain_is_one():
    assert read("Shells fell on Deir-ez-Zor.", "Zor") == ["Deir-ez-Zor"]
    assert read("Shells fell on Deir-ez-Zor.", ("ez", "Zor")) == ["Deir-ez-Zor"]


def test_a_name_right_before_the_article_is_one_with_it():
    assert read("Shells fell on Jisr al-Shughur.", "Jisr", "Shughur") == ["Jisr al-Shughur"]
    assert read("Shells fell on Jisr al-Shughur.", ("Jisr", "al"), "Shughur") == ["Jisr al-Shughur"]


def test_a_name_behind_a_comma_is_another():
    assert read("Shells fell on Raqqa, al-Bab and Idlib.", "Raqqa", "Bab", "Idlib") == ["Raqqa", "al-Bab", "Idlib"]


def test_a_country_is_no_beginning_of_a_name():
    tokens = tokenise("In Syria al-Bab was shelled.", PACK)
    found = [Found(first=1, end=2, kind="C", score=0.9), Found(first=4, end=5, kind="", score=0.9)]
    assert [(one.first, one.end) for one in with_articles(tokens, found, {})] == [(1, 2), (2, 5)]


def test_a_hyphen_without_an_article_begins_no_name():
    assert read("The mid-Kherson front.", ("-", "Kherson")) == ["Kherson"]


def test_no_name_goes_on_behind_the_end_of_its_sentence():
    text = "Twelve Militants Killed In Airstrike\n\nEl-Fasher has been under siege."
    assert read(text, "Airstrike", "Fasher") == ["Airstrike", "El-Fasher"]
    assert read("They fled the Wad an\n\nNora stayed behind.", ("Wad", "an")) == ["Wad an"]
