"""How the network is run: window by window, each word from its own pieces; and how often decisions are asked."""

import weakref
from collections import Counter
from importlib import resources

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import article
from telling import outcomes

from geomap.encoder.layers import Layers
from geomap.events import shipped_coder
from geomap.events.decisions import read_decisions
from geomap.events.document import document, words_between
from geomap.events.network import FILES, SHARED, EventNetwork
from geomap.events.reader import DECISIONS, NETWORK, SHARED_IN, assess
from geomap.events.tokens import Sentence
from geomap.languages import shipped_languages

TEXT = (
    "Rockets hit Kherson on Friday, killing two people. Gunmen attacked a bus near Odesa and wounded five. "
    "Protesters marched through Kyiv on Sunday. Kharkiv was shelled, officials said, and three people died there."
)


@pytest.fixture(scope="module")
def network():
    own, shared = resources.files(NETWORK), resources.files(SHARED_IN)
    return EventNetwork(
        {
            **{name: (own / name).read_bytes() for name in FILES},
            **{name: (shared / name).read_bytes() for name in SHARED},
        }
    )


def test_a_word_is_the_mean_of_its_own_pieces(network, monkeypatch):
    monkeypatch.setattr(Layers, "__call__", lambda _, x: np.arange(len(x), dtype=np.float32)[:, None] * np.ones(384))
    sentence = Sentence(text="Lozuvatske was shelled; Lozuvatske burned.")
    ((_, states),) = network.read([sentence], 0)
    at = 2  # behind the mark that opens the window and the one that ends the title
    for word, vector in zip(sentence.words, states.words, strict=True):
        pieces = range(at, at + len(network.pieces.of(word)))
        assert vector[0] == pytest.approx(np.mean(pieces))
        at = pieces.stop


def test_the_vectors_of_a_sentence_are_let_go_before_the_next_is_given(network):
    held = [weakref.ref(states.words) for _, states in network.read([Sentence(text="Sumy was hit.")] * 9, 1)]
    assert [one() for one in held[:-1]] == [None] * 8


def test_an_article_asks_each_decision_once(network):
    asked = Counter()

    def counted(name, decision):
        def answer(rows):
            asked[name] += 1
            return decision(rows)

        return answer

    told = article(TEXT)
    drafts = shipped_coder().drafts(document(told, outcomes(told), network, shipped_languages()["en"]))
    assert len(drafts) > 1
    decisions = read_decisions((resources.files(NETWORK) / DECISIONS).read_bytes())
    assess(drafts, {name: counted(name, decision) for name, decision in decisions.items()})
    assert set(asked.values()) == {1}


def test_names_are_asked_about_one_by_one_only_where_there_is_a_choice(network, monkeypatch):
    asked = []
    monkeypatch.setattr(EventNetwork, "scene", lambda *one: asked.append(one) or np.eye(3)[1])
    for text in (
        "Rockets hit Kherson, and more rockets hit Kherson at night.",
        "Rockets hit Kherson, and more rockets hit Kharkiv at night.",
    ):
        told = article(text)
        document(told, outcomes(told), network, shipped_languages()["en"])
    assert len(asked) == 2


def test_an_article_without_a_mention_is_not_read_by_the_network(monkeypatch):
    monkeypatch.setattr(Layers, "__call__", lambda *_: pytest.fail("asked"))
    assert shipped_coder().code(article("The cabinet met for an hour and went home."), ()) == []


@given(st.text("ab 1,.", max_size=30), st.integers(-2, 32), st.integers(-2, 32))
def test_the_words_of_a_stretch_are_those_that_it_touches(text, start, end):
    sentence = Sentence(text=text)
    touched = [
        number
        for number, (low, word) in enumerate(zip(sentence.starts, sentence.words, strict=True))
        if low < end and low + len(word) > start
    ]
    assert words_between(sentence, start, end) == ((touched[0], touched[-1] + 1) if touched else None)
