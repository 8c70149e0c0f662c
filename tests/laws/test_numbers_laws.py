"""Whatever a sentence counts is a number within bounds, and its words stand where it says."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geomap.events.casualties import find_harm, find_quantities, read_count
from geomap.events.tokens import Sentence
from geomap.languages import shipped_languages

pytestmark = pytest.mark.fuzz_numbers
ENGLISH = shipped_languages()["en"]
FIGURES = st.sampled_from(
    [
        *("0", "1", "two", "a dozen", "dozens", "half a dozen", "1,200", "1.200.300", "1e23", "-5", "3-5", "10 to 12"),
        *(
            "9" * 400,
            "9" * 5_000,
            "½",
            "٣",
            "²",
            "１２",
            "1.5 million",
            "a hundred and",
            ",000",
            "1.",
            ".5",
            "thousand",
        ),
        *("nine hundred billion billion", "million million", "some", "no", "none", "at least", "up to", "about"),
        *("fewer than", "one in three", "20 %", "5th", "No. 7", "T-72", "24/7", "3:15", "$5", "1,2,3", "thousand"),
    ]
)
WORDS = st.sampled_from(
    [
        *("people", "civilians", "soldiers", "children", "women", "missiles", "drones", "more", "others", "them"),
        *("killed", "injured", "wounded", "dead", "missing", "captured", "fired", "shot", "down", "was", "were", "to"),
        *(
            "and",
            "or",
            "of",
            "the",
            "including",
            "among",
            "an",
            "hundred",
            "toll",
            "rose",
            ",",
            ".",
            ";",
            "(",
            ")",
            "-",
        ),
    ]
)
TEXTS = st.lists(FIGURES | FIGURES | WORDS | WORDS | WORDS | st.text(max_size=6), max_size=14).map(" ".join)


@given(TEXTS)
@example("a million million million million people were killed")
def test_a_sentence_counts_what_it_holds(text):
    for found in (*find_harm(Sentence(text=text), ENGLISH), *find_quantities(Sentence(text=text), ENGLISH)):
        tally = found.tally
        assert 0 <= found.start < found.end <= len(text)
        assert tally.wording == text[found.start : found.end]
        said = [number for number in (tally.low, tally.best, tally.high) if number is not None]
        assert said == sorted(said)
        assert all(isinstance(number, int) and number >= 0 for number in said)


@given(st.lists(FIGURES | st.text(max_size=4), max_size=5).map(" ".join))
def test_a_figure_has_bounds_in_order_or_none(text):
    count = read_count(text, ENGLISH.numbers)
    said = [number for number in (count.low, count.best, count.high) if number is not None]
    assert said == sorted(said)
    assert all(number >= 0 for number in said)
