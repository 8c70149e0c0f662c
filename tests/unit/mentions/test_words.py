import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.languages import shipped_languages
from geomap.mentions.features import sequence, stretches
from geomap.mentions.known import kind_of, kinds, longest_matches
from geomap.mentions.lexicon import lexicon
from geomap.mentions.lookups import grams
from geomap.mentions.tokens import tokenise
from geomap.mentions.words import shape_of
from geomap.records import NameFacts

ENGLISH = lexicon(shipped_languages()["en"])


def words(text):
    return [word.text for word in tokenise(text, ENGLISH).words]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Donets'k and Sana'a", ["Donets'k", "and", "Sana'a"]),
        ("Ukraine's army", ["Ukraine", "'s", "army"]),
        ("Côte d’Ivoire’s port", ["Côte", "d’Ivoire", "’s", "port"]),
        ("Kyiv-based", ["Kyiv", "-", "based"]),
        ("the U.S. and W.Va.", ["the", "U.S.", "and", "W.Va."]),
        ("Eugene, Ore., burned", ["Eugene", ",", "Ore.", ",", "burned"]),
        ("Йо̆шкар-Ола", ["Йо̆шкар", "-", "Ола"]),
    ],
)
def test_a_text_is_cut_at_the_joints_of_its_names(text, expected):
    assert words(text) == expected


@given(st.text(max_size=200))
def test_words_rise_and_cover_every_sign_that_is_no_space(text):
    tokens = tokenise(text, ENGLISH)
    assert all(end <= start for end, start in zip(tokens.ends, tokens.starts[1:], strict=False))
    assert all(
        text[start:end] == word.text for word, start, end in zip(tokens.words, tokens.starts, tokens.ends, strict=True)
    )


@given(st.text(alphabet="AaBb .,-'é", max_size=80))
def test_every_capital_gets_an_item_of_its_own(text):
    tokens = tokenise(text, ENGLISH)
    items, numbers = sequence(tokens, {})
    assert len(items) == len(numbers)
    capitals = {at for at, word in enumerate(tokens.words) if word.is_capital}
    assert capitals <= set(numbers)


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("Kyiv", "Aa"),
        ("KYIV", "AA"),
        ("U.S.", "A."),
        ("A", "A"),
        ("al", "a"),
        ("d'Ivoire", "aA"),
        ("MacArthur", "AaA"),
        ("2023", "1"),
        ("3rd", "a"),
        (",", ","),
        ("東京", "aA"),
    ],
)
def test_the_shape_of_a_word_is_the_pattern_of_its_capitals(word, shape):
    assert shape_of(word) == shape


def test_a_given_name_is_known_only_with_its_capital():
    assert ENGLISH.look("Vladimir").is_given
    assert not ENGLISH.look("mark").is_given


def test_lists_of_names_are_read_in_one_stretch_and_far_names_apart():
    tokens = tokenise("In Kyiv, Lviv and Sumy it was quiet all through the long night before Odesa", ENGLISH)
    (low, high), *_ = tokens.sentences
    found = [
        " ".join(word.text for word in tokens.words[first:end]) for first, end in stretches(tokens.words, low, high)
    ]
    assert found == ["In Kyiv , Lviv and Sumy", "Odesa"]


def test_an_article_tied_by_a_hyphen_belongs_to_the_stretch():
    tokens = tokenise("They left al-Bab", ENGLISH)
    assert grams(tokens, "They left al-Bab")[2, 5] == "al bab"


def test_the_longest_known_name_wins():
    known = {(0, 1): "P5", (0, 2): "D", (1, 2): "P3", (3, 4): "C"}
    assert longest_matches(known) == [(0, 2, "D"), (3, 4, "C")]


def test_our_own_lists_know_peoples_and_unions_that_the_gazetteer_lacks():
    assert kinds({(0, 1): "kurds", (2, 3): "eu", (4, 5): "nowhere"}, {}, ENGLISH) == {(0, 1): "N", (2, 3): "C"}


@pytest.mark.parametrize(
    ("fact", "kind"),
    [
        (NameFacts(bearers=1, population=5, classes="A", is_country=True), "C"),
        (NameFacts(bearers=1, population=0, classes="", is_people=True), "N"),
        (NameFacts(bearers=2, population=9, classes="AP", is_admin1=True), "D"),
        (NameFacts(bearers=74, population=1200, classes="P"), "P4m"),
        (NameFacts(bearers=1, population=0, classes="H"), "H0"),
        (NameFacts(bearers=1, population=20_000_000, classes="P"), "P7"),
    ],
)
def test_a_known_name_is_told_by_a_short_kind(fact, kind):
    assert kind_of(fact) == kind


def test_a_common_word_that_opens_a_sentence_is_not_looked_up_but_stays_part_of_longer_names():
    text = "On Monday. Long Beach."
    assert set(grams(tokenise(text, ENGLISH), text).values()) == {"on monday", "monday", "long beach", "beach"}


def test_a_division_that_is_a_given_name_is_a_kind_of_its_own():
    division = NameFacts(bearers=1, population=9, classes="A", is_admin1=True)
    assert kinds({(0, 1): "michael", (1, 2): "ohio"}, {"michael": division, "ohio": division}, ENGLISH) == {
        (0, 1): "F",
        (1, 2): "D",
    }
