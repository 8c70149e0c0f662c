"""Names that are asked about one by one: which pieces are read, when the answer counts, what a damaged model says."""

import warnings
from importlib import resources

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from telling import code

from geomap.events.network import FILES, SHARED, EventNetwork
from geomap.events.reader import NETWORK, SHARED_IN
from geomap.events.scenes import ASKED, MOST, OTHER, marked, told_apart
from geomap.events.tokens import Sentence
from geomap.records import Field


def reading(none):
    return np.array([none, 1.0 - none, 0.0], np.float32)


@pytest.fixture(scope="module")
def files():
    own, shared = resources.files(NETWORK), resources.files(SHARED_IN)
    return {name: (own / name).read_bytes() for name in FILES} | {name: (shared / name).read_bytes() for name in SHARED}


@given(st.integers(1, 400), st.data())
def test_what_is_read_of_a_sentence_holds_the_name_that_is_asked_about(length, data):
    low = data.draw(st.integers(0, length - 1))
    high = data.draw(st.integers(low + 1, min(length, low + MOST // 2)))
    first, marks = marked(length, (low, high), [(0, 1)])
    assert len(marks) == min(length, MOST)
    assert list(np.flatnonzero(marks == ASKED) + first) == list(range(low, high))
    assert set(marks.tolist()) <= {0, OTHER, ASKED}


def test_a_name_beside_a_likelier_scene_is_believed_less_and_no_other():
    whole = [reading(0.1), reading(0.1)]
    assert told_apart(whole, [reading(0.1), reading(0.9)], ["one", "other"])[1][0] == np.float32(0.9)
    for alone, places in (
        ([reading(0.1), reading(0.9)], ["one", "one"]),  # two names of one place
        ([reading(0.5), reading(0.7)], ["one", "other"]),  # neither is much likelier
        ([reading(0.9), reading(0.9)], ["one", "other"]),
    ):
        assert [one[0] for one in told_apart(whole, alone, places)] == [one[0] for one in whole]
    doubted = [reading(0.1), reading(0.95)]
    assert told_apart(doubted, [reading(0.1), reading(0.8)], ["one", "other"])[1][0] == np.float32(0.95)


def test_the_pieces_of_a_sentence_are_those_of_its_words_also_where_two_windows_share_it(files):
    network = EventNetwork(files)
    sentences = [Sentence(text="Sumy was hit."), Sentence(text="Shells fell on Lozuvatske and on the road, " * 40)]
    for sentence, (_, states) in zip(sentences, network.read(sentences, 1), strict=True):
        expected = [number for number, word in enumerate(sentence.words) for _ in network.pieces.of(word)]
        assert states.pieces.words.tolist() == expected
        assert states.pieces.states.shape == (len(expected), states.words.shape[1])


def test_a_place_in_a_neighbouring_sentence_is_meant_by_the_city():
    events, _ = code(
        "The mayor of Kherson left.\n\nTwo people were killed on Friday when rockets hit a market in the city."
    )
    assert [event.where.place.candidate.name for event in events if event.harm] == ["Kherson"]


def test_names_behind_the_part_of_a_headline_that_is_read_are_judged_by_their_sentence():
    title = "Shelling killed " * 14 + "in Kherson and Kharkiv"
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # such as that of a mean of nothing
        events, _ = code("Nothing else.", title=title, field=Field.TITLE)
    assert all(0.0 <= event.confidence <= 1.0 for event in events)
