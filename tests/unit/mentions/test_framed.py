"""Names that the tagger nearly saw are found where the words around leave hardly anything but a place."""

import pytest

from geomap.languages import shipped_languages
from geomap.mentions.framed import framed_names
from geomap.mentions.lexicon import lexicon
from geomap.mentions.roles import Found
from geomap.mentions.tokens import tokenise

PACK = lexicon(shipped_languages().get("en"), "en")


def framed(text, *, likely, known=(), found=()):
    """The names found; `likely` and `known` are by word, `found` are single words that the tagger saw."""
    tokens = tokenise(text, PACK)
    spelt = [word.text for word in tokens.words]
    seen = [Found(first=spelt.index(one), end=spelt.index(one) + 1, kind="P5", score=0.9) for one in found]
    kinds = {(spelt.index(one[0]), spelt.index(one[-1]) + 1): "P4" for one in map(str.split, known)}
    chances = {spelt.index(word): chance for word, chance in likely.items()}
    names = framed_names(tokens, seen, kinds, chances, PACK.toponyms.frames)
    return [text[tokens.starts[one.first] : tokens.ends[one.end - 1]] for one in names]


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("Gunmen attacked a post at Mir Ali in Waziristan.", "Mir Ali", ["Waziristan"]),
        ("The road was cut at Hub, west of Karachi.", "Hub", ["Karachi"]),
        ("Two died in Hub, a town in Sindh.", "Hub", ["Sindh"]),
        ("Rockets landed near the Hub air base.", "Hub", []),
        ("Gunmen stormed the University of Jos.", "Jos", []),
    ],
)
def test_a_name_in_a_frame_is_found(text, name, found):
    likely = dict.fromkeys(name.split(), 0.25)
    assert framed(text, likely=likely, known=[name], found=found) == [name]


def test_its_level_behind_it_or_brackets_behind_another_place_are_frames():
    assert framed("Gunmen raided Hub hamlet.", likely={"Hub": 0.35}) == ["Hub"]
    assert framed("Gunmen raided Hub depot.", likely={"Hub": 0.35}) == []
    text = "Shells fell on Popivka (Hub). Nobody was hurt."
    assert framed(text, likely={"Hub": 0.25}, known=["Hub"], found=["Popivka"]) == ["Hub"]
    assert framed(text, likely={"Hub": 0.25}, known=["Hub"]) == []
    assert framed(text.replace("(Hub)", "(Hub said)"), likely={"Hub": 0.25}, known=["Hub"], found=["Popivka"]) == []


def test_one_that_no_gazetteer_knows_must_be_likelier():
    text = "The road was cut at Hub, west of Karachi."
    assert framed(text, likely={"Hub": 0.25}, found=["Karachi"]) == []
    assert framed(text, likely={"Hub": 0.35}, found=["Karachi"]) == ["Hub"]


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("He works at Hub in the morning.", "Hub", []),  # nothing that it lies in
        ("He joined Hub in Karachi.", "Hub", ["Karachi"]),  # nothing before that a place has
        ("She studied at the University of Jos.", "Jos", []),  # nothing happened there
        ("They met at Hub General Ltd in Karachi.", "Hub", ["Karachi"]),  # more words with capitals
    ],
)
def test_others_are_not(text, name, found):
    assert framed(text, likely={name: 0.25}, known=[name], found=found) == []
