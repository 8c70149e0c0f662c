"""A model that is missing, damaged or not handed over is one line that says which."""

import numpy as np
import pytest

from geomap.errors import ModelError
from geomap.model_files import model_arrays, read_model

GIVEN = ("geomap.linking", "likeness.npz")


def test_a_model_that_is_missing_is_called_so_and_one_that_is_not_handed_over_is_not(monkeypatch):
    for way in (("geomap.linking", "none.npz"), ("geomap.nothing", "none.npz")):
        with pytest.raises(ModelError, match=r"none\.npz is missing; reinstall geomap"):
            read_model(*way)

    def too_many(*_):
        raise OSError(24, "Too many open files")

    monkeypatch.setattr("pathlib.Path.read_bytes", too_many)
    with pytest.raises(ModelError, match=r"geomap/linking/likeness\.npz: cannot be read: Too many open files$"):
        read_model(*GIVEN)


@pytest.mark.parametrize("harm", [lambda _: b"", lambda data: data[: len(data) // 2], lambda data: b"PK" + data[9:]])
def test_a_damaged_model_is_one_line(harm):
    whole = read_model(*GIVEN)
    with model_arrays(whole, "x") as arrays:
        assert all(isinstance(arrays[name], np.ndarray) for name in arrays)
    with pytest.raises(ModelError, match="x is damaged; reinstall geomap"), model_arrays(harm(whole), "x") as arrays:
        all(arrays[name].sum() for name in arrays)
