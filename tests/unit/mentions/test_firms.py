"""Firms, papers and agencies of which the text says what they are."""

import pytest

from geomap.languages import shipped_languages
from geomap.mentions.firms import without_firms
from geomap.mentions.lexicon import lexicon
from geomap.mentions.roles import Found
from geomap.mentions.tokens import tokenise

ENGLISH = lexicon(shipped_languages()["en"], "en")


def kept(text, *names, kind="P6"):
    """How often each of the names is left; all single words of these spellings were found."""
    tokens = tokenise(text, ENGLISH)
    found = [
        Found(first=at, end=at + 1, kind=kind, score=0.9) for at, word in enumerate(tokens.words) if word.text in names
    ]
    return [tokens.words[name.first].text for name in without_firms(tokens, found)]


@pytest.mark.parametrize(
    "text",
    [
        "Santander, a Spanish bank, shut ten branches. Santander said rates fell.",
        "The retailer Santander fell. Clients left Santander.",
        "Banks such as Santander, Halifax and Santander lent less.",
        "Several papers and news outlets, including Halifax, Santander and others, closed.",
    ],
)
def test_what_the_text_calls_a_firm_is_no_place(text):
    assert kept(text, "Santander", "Halifax") == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Santander, a Spanish bank, said so. It rained in Santander.", ["Santander"]),
        ("The plant in Santander shut, the company said.", ["Santander"]),
        ("Santander, a company town, wept.", ["Santander"]),
        ("Ports such as Santander and Halifax were shut.", ["Santander", "Halifax"]),
        ("A bank in Santander, a firm in Halifax.", ["Santander", "Halifax"]),
    ],
)
def test_a_town_stays_one(text, left):
    assert kept(text, "Santander", "Halifax") == left


@pytest.mark.parametrize(
    "text",
    [
        "Analysts at Santander were wrong.",
        "Shares in Halifax rose, and creditors of Santander agreed.",
        "He painted at Santander's headquarters abroad.",
        "Santander cut 1,200 jobs. Halifax closed its old steelworks at Redcar.",
        "Halifax 24, an online station that has no licence, was fined.",
        "Gunmen of Jaish al-Halifax and Liwa Santander fled.",
    ],
)
def test_what_only_a_firm_has_tells_one_and_a_word_for_a_band_its_name(text):
    assert kept(text, "Santander", "Halifax") == []


@pytest.mark.parametrize(
    "text",
    [
        "A letter sent to Verado was lost. Votes in Verado were few.",
        "Verado aired a film about votes in Verado.",
        "Fewer chose Verado on 5.1 percent.",
    ],
)
def test_an_unknown_name_that_does_what_papers_and_parties_do_is_none(text):
    assert kept(text, "Verado", kind="") == []
    assert kept(text, "Verado") != []


def test_a_body_that_is_listed_is_no_place_nor_is_what_lies_in_its_name():
    text = "The Commonwealth of Independent States, Hamas and Garowe Online met in Garowe. NAFTA ended."
    assert kept(text, "Commonwealth", "Hamas", "Garowe", "NAFTA") == ["Garowe"]


@pytest.mark.parametrize(
    "text", ["Sana was hit.", "Lashkar Gah fell.", "Halifax closed its shops.", "Workers of Halifax."]
)
def test_names_near_those_of_bodies_stay(text):
    name = text.split()[-1].strip(".") if text.startswith("Workers") else text.split()[0]
    assert kept(text, name) == [name]


def test_no_firm_is_a_country():
    assert kept("Carmakers like Kenya and Chad.", "Kenya", "Chad", kind="C") == ["Kenya", "Chad"]
