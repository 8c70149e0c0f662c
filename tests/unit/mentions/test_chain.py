"""Our reading of a chain beside CRFsuite's own."""

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
from geomap.mentions.weights import Weights, pack_weights, read_weights
from geomap.training.chains import averaged, fitted

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


EXAMPLES = [("abcde", "BIOBI"), ("eabc", "OBIO"), ("ddab", "OOBI"), ("cab", "IOB"), ("eeb", "BBO")]
PENALTY = {"c1": 0.0, "c2": 0.01, "max_iterations": 50}
DIGITS = 1e-4  # CRFsuite tells its weights to six digits; a chain adds up some dozens


def told(examples):
    return [([[word] for word in items], list(labels)) for items, labels in examples]


@pytest.fixture(scope="module")
def weights():
    """A chain of three labels that has seen a handful of others; "?" it has not seen."""
    return fitted(told(EXAMPLES), PENALTY)


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(PENALTY)
    for items, labels in told(EXAMPLES):
        trainer.append(items, labels)
    path = str(tmp_path_factory.mktemp("model") / "model.crf")
    trainer.train(path)
    tagger = pycrfsuite.Tagger()
    tagger.open(path)
    return tagger


def path_score(weights, rows, labels):
    numbers = [weights.labels.index(label) for label in labels]
    moves = sum(weights.moves[one, two] for one, two in pairwise(numbers))
    return moves + sum(row[number] for row, number in zip(rows, numbers, strict=True))


@given(items=ITEMS)
def test_the_likeliest_path_is_as_likely_as_the_one_of_crfsuite(weights, reference, items):
    chain = Chain(weights)
    rows = chain.weigh(items)
    theirs = path_score(weights, rows, reference.tag(flat(items)))
    assert path_score(weights, rows, chain.likeliest(rows)) == pytest.approx(theirs, abs=DIGITS)
    assert path_score(weights, rows, NameTagger(weights).tag(items).labels) == pytest.approx(theirs, abs=DIGITS)


@given(items=ITEMS)
def test_a_word_is_as_likely_outside_of_names_as_crfsuite_says(weights, reference, items):
    ours = NameTagger(weights).tag(items).outside
    reference.set(flat(items))
    assert ours == pytest.approx([reference.marginal("O", at) for at in range(len(items))], abs=DIGITS)


def test_how_features_are_grouped_changes_no_weight(weights):
    chain = Chain(weights)
    grouped, loose = chain.weigh([Item((("a", "b"), ("c",)), ("d",)), Item((), ("a", "b", "c", "d"))])
    assert np.allclose(grouped, loose)


def test_an_item_without_a_known_feature_weighs_nothing(weights):
    rows = Chain(weights).weigh([Item((), ("?",)), Item((("a",),), ()), Item((), ())])
    assert np.allclose(rows[[0, 2]], 0.0)
    assert np.any(rows[1] != 0.0)


def test_more_groups_than_there_was_room_for_are_weighed_alike(weights):
    chain = Chain(weights)
    many = [Item((("a",) * number,), ()) for number in range(1, 40)]
    assert np.allclose(chain.weigh(many), np.outer(range(1, 40), chain.weigh([Item((), ("a",))])[0]))


def test_a_file_holds_its_weights_to_seven_digits(weights):
    kept = read_weights(pack_weights(weights))
    assert (kept.labels, kept.features) == (weights.labels, weights.features)
    assert np.allclose(kept.states, weights.states, rtol=1e-6, atol=1e-7)
    assert np.allclose(kept.moves, weights.moves, rtol=1e-6, atol=1e-7)


def test_equal_weights_give_equal_bytes(weights):
    assert pack_weights(weights) == pack_weights(fitted(told(EXAMPLES), PENALTY))


def test_the_mean_of_two_chains_takes_what_one_has_not_seen_as_nothing(weights):
    other = fitted(told([("abx", "OBI"), ("xb", "OO")]), PENALTY)
    mean = averaged([weights, other])
    halved = Weights(labels=weights.labels, features=weights.features, states=weights.states / 2, moves=weights.moves)
    only_in_one, in_other = Item((), ("d",)), Item((), ("x",))
    assert np.allclose(Chain(mean).weigh([only_in_one]), Chain(halved).weigh([only_in_one]))
    assert np.allclose(Chain(mean).weigh([in_other]), Chain(other).weigh([in_other]) / 2)
    assert np.allclose(mean.moves, (weights.moves + other.moves) / 2)


@pytest.mark.parametrize("cut", [0, 10, 60, 200])
def test_a_cut_file_is_damaged(weights, cut):
    with pytest.raises(ModelError, match="damaged"):
        read_weights(pack_weights(weights)[:cut])


def test_a_file_whose_tables_do_not_fit_together_is_damaged(weights):
    short = Weights(labels=weights.labels, features=weights.features[1:], states=weights.states, moves=weights.moves)
    with pytest.raises(ModelError, match="fit together"):
        read_weights(pack_weights(short))


def test_a_model_of_other_labels_tags_no_names(weights):
    other = Weights(labels=("O", "X", "I"), features=weights.features, states=weights.states, moves=weights.moves)
    with pytest.raises(ModelError, match="labels"):
        NameTagger(other)
