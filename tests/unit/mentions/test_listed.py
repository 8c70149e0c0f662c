"""The names of a list that the text calls villages are found though the tagger half saw them."""

import pytest

from geomap.languages import shipped_languages
from geomap.mentions.lexicon import lexicon
from geomap.mentions.listed import listed_names
from geomap.mentions.roles import Found
from geomap.mentions.tokens import tokenise

PACK = lexicon(shipped_languages().get("en"), "en")


def listed(text, *, likely=(), found=(), kind=""):
    """The names after those found, single words all; `likely` are the words that the tagger held for a fifth."""
    tokens = tokenise(text, PACK)
    spelt = [word.text for word in tokens.words]
    seen = [Found(first=spelt.index(one), end=spelt.index(one) + 1, kind=kind, score=0.9) for one in found]
    names = listed_names(tokens, seen, {}, {spelt.index(word): 0.2 for word in likely if word in spelt})
    return [text[tokens.starts[one.first] : tokens.ends[one.end - 1]] for one in names]


@pytest.mark.parametrize(
    "text",
    [
        "The villages of Hub, Um Kar and Tel al-Kar burned.",
        "They looted villages such as Hub, Um Kar and Tel al-Kar.",
        "Names of the villages burned: Hub; Um Kar; Tel al-Kar.",
        "Deaths by village: Hub 3, Um Kar 12, Tel al-Kar 7",
        "Affected settlements include Hub, Um Kar, Tel al-Kar.",
    ],
)
def test_a_list_of_villages_is_found_whole(text):
    assert listed(text, likely=("Hub", "Um", "Tel")) == ["Hub", "Um Kar", "Tel al-Kar"]
    assert listed(text, likely=("Hub", "Tel"), found=("Kar",)) == ["Hub", "Um Kar", "Tel al-Kar"]


@pytest.mark.parametrize(
    "text",
    [
        "The villagers of Hub, Um Kar and Tel wept.",
        "He lives in a village of Hub.",
        "Villages burned. Hub, Tel and Kar fled.",
    ],
)
def test_no_other_list_is_one(text):
    assert listed(text, likely=("Hub", "Tel", "Um")) == []


def test_what_the_tagger_surely_does_not_see_stays_out_and_a_land_stays_as_it_is():
    assert listed("The towns of Hub, Monday and Tel.", likely=("Hub", "Tel")) == ["Hub", "Tel"]
    assert listed("The towns of Hub, North Chad and Tel.", likely=("Hub",), found=("Chad",), kind="C") == [
        "Hub",
        "Chad",
    ]
