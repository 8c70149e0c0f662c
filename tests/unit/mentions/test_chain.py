"""Our reading of a chain beside CRFsuite's own."""

import struct
from itertools import pairwise

import numpy as np
import pycrfsuite
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import ModelError
from geomap.mentions.chain import Chain
from geomap.mentions.items import Item, flat
from geomap.mentions.tagger import NameTagger
from geomap.mentions.weights import read_weights

WORDS = "abcde"
ITEMS = st.lists(
    st.builds(
        Item,
        st.lists(st.lists(st.sampled_from(WORDS), max_size=3).map(tuple), max_size=3).map(tuple),
        st.lists(st.sampled_from(WORDS + "?"), max_size=4).map(tuple),
    ),
    min_size=1,
    max_size=12,
)


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """A model of three labels that has seen a handful of chains; "?" it has not seen."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c1": 0.0, "c2": 0.01, "max_iterations": 50})
    for items, labels in [("abcde", "BIOBI"), ("eabc", "OBIO"), ("ddab", "OOBI"), ("cab", "IOB"), ("eeb", "BBO")]:
        trainer.append([[word] for word in items], list(labels))
    path = tmp_path_factory.mktemp("model") / "model.crf"
    trainer.train(str(path))
    return path.read_bytes()


@pytest.fixture(scope="module")
def reference(model):
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(model)
    return tagger


def path_score(weights, rows, labels):
    numbers = [weights.labels.index(label) for label in labels]
    moves = sum(weights.moves[one, two] for one, two in pairwise(numbers))
    return moves + sum(row[number] for row, number in zip(rows, numbers, strict=True))


@given(items=ITEMS)
def test_the_likeliest_path_is_as_likely_as_the_one_of_crfsuite(model, reference, items):
    weights = read_weights(model)
    chain = Chain(weights)
    rows = chain.weigh(items)
    theirs = path_score(weights, rows, reference.tag(flat(items)))
    assert path_score(weights, rows, chain.likeliest(rows)) == pytest.approx(theirs, abs=1e-9)
    assert path_score(weights, rows, NameTagger(weights).tag(items).labels) == pytest.approx(theirs, abs=1e-9)


@given(items=ITEMS)
def test_a_word_is_as_likely_outside_of_names_as_crfsuite_says(model, reference, items):
    ours = NameTagger(read_weights(model)).tag(items).outside
    reference.set(flat(items))
    assert ours == pytest.approx([reference.marginal("O", at) for at in range(len(items))], abs=1e-9)


def test_how_features_are_grouped_changes_no_weight(model):
    chain = Chain(read_weights(model))
    grouped, loose = chain.weigh([Item((("a", "b"), ("c",)), ("d",)), Item((), ("a", "b", "c", "d"))])
    assert np.allclose(grouped, loose)


def test_an_item_without_a_known_feature_weighs_nothing(model):
    rows = Chain(read_weights(model)).weigh([Item((), ("?",)), Item((("a",),), ()), Item((), ())])
    assert np.allclose(rows[[0, 2]], 0.0)
    assert np.any(rows[1] != 0.0)


def test_more_groups_than_there_was_room_for_are_weighed_alike(model):
    chain = Chain(read_weights(model))
    many = [Item((("a",) * number,), ()) for number in range(1, 40)]
    assert np.allclose(chain.weigh(many), np.outer(range(1, 40), chain.weigh([Item((), ("a",))])[0]))


@pytest.mark.parametrize("cut", [0, 10, 60, 200])
def test_a_cut_model_is_damaged(model, cut):
    with pytest.raises(ModelError):
        read_weights(model[:cut])


def test_a_model_whose_tables_lie_outside_of_it_is_damaged(model):
    with pytest.raises(ModelError, match="damaged"):
        read_weights(model[:32] + struct.pack("<I", len(model) + 1) + model[36:])


def test_a_model_of_other_labels_tags_no_names(model):
    with pytest.raises(ModelError, match="labels"):
        NameTagger(read_weights(model.replace(b"B\0", b"X\0")))
