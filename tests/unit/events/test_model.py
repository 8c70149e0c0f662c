import numpy as np
import pytest

from geomap.errors import ModelError
from geomap.events import model
from geomap.events.deeds import TYPE_OF
from geomap.events.features import Features
from geomap.events.model import NO_EVENT, DeedModel, from_bytes, shipped_model, to_bytes


def small():
    return DeedModel(
        classes=("", "Attack"),
        row_of={"r:hit:attacked": 0, "gunmen": 1},
        weights=np.array([[-1.0, 1.0], [-0.5, 0.5]], dtype=np.float32),
        intercept=np.array([0.5, -0.5], dtype=np.float32),
        temperature=1.0,
    )


def test_the_shipped_model_knows_every_sub_type_and_no_event():
    assert set(shipped_model().classes) == {*TYPE_OF, NO_EVENT}


def test_probabilities_make_one():
    shares = small().probabilities(Features(("hit:attacked",), ("gunmen", "unseen")))
    assert sum(shares.values()) == pytest.approx(1.0)
    assert shares["Attack"] > shares[NO_EVENT]


def test_a_sentence_of_unknown_words_falls_back_on_the_intercept():
    assert small().probabilities(Features((), ("unseen",)))[NO_EVENT] > 0.5


def test_a_model_survives_its_file():
    again = from_bytes(to_bytes(small()))
    assert again.classes == small().classes
    assert dict(again.row_of) == dict(small().row_of)
    assert np.array_equal(again.weights, small().weights)
    assert to_bytes(again) == to_bytes(small())


@pytest.mark.parametrize("data", [b"", b"no model", to_bytes(small())[:200]])
def test_a_damaged_model_is_refused_with_the_way_out(data):
    with pytest.raises(ModelError, match="reinstall"):
        from_bytes(data)


def test_a_model_of_another_format_is_refused(monkeypatch):
    data = to_bytes(small())
    monkeypatch.setattr(model, "FORMAT", 99)
    with pytest.raises(ModelError, match="format 1"):
        from_bytes(data)
