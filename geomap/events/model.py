"""The trained model of deeds: from the features of a sentence to a calibrated probability of each sub-event type."""

import io
import math
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from geomap.errors import ModelError
from geomap.events.features import Features

NO_EVENT = ""  # the class of sentences that tell no event
WORD_SCALE = 2.0  # how much all words of a sentence weigh together against one rule: chosen by cross-validation
FORMAT = 1


@dataclass(frozen=True, kw_only=True)
class DeedModel:
    """A multinomial logistic regression over rules and words."""

    classes: tuple[str, ...]  # sub-event types, and NO_EVENT
    row_of: Mapping[str, int]  # of each feature; rules start with "r:"
    weights: npt.NDArray[np.float32]  # (features, classes)
    intercept: npt.NDArray[np.float32]
    temperature: float  # divides the scores, so that probabilities mean what they say

    def probabilities(self, found: Features) -> dict[str, float]:
        """The probability of each class; together they make 1."""
        scores = self.intercept.copy()
        known = self.row_of
        rules = [known[name] for rule in found.rules if (name := "r:" + rule) in known]
        words = [known[name] for name in found.words if name in known]
        if rules:
            scores += np.add.reduce(self.weights[rules])
        if words:
            scores += np.add.reduce(self.weights[words]) * (WORD_SCALE / math.sqrt(len(found.words)))
        scores /= self.temperature
        likelihoods = np.exp(scores - np.maximum.reduce(scores))
        shares = likelihoods / np.add.reduce(likelihoods)
        return dict(zip(self.classes, shares.tolist(), strict=True))


def from_bytes(data: bytes) -> DeedModel:
    """A model from its file.

    Raises:
        ModelError: it is damaged or belongs to another version of geomap.
    """
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            if int(stored["format"]) != FORMAT:
                raise ModelError(
                    f"the event model has format {stored['format']}, this geomap reads {FORMAT}: reinstall it"
                )
            names = str(stored["features"]).split("\n")
            return DeedModel(
                classes=tuple(str(stored["classes"]).split("\n")),
                row_of={name: row for row, name in enumerate(names)},
                weights=stored["weights"].astype(np.float32),
                intercept=stored["intercept"].astype(np.float32),
                temperature=float(stored["temperature"]),
            )
    except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise ModelError(f"the event model cannot be read: {error}; reinstall geomap") from error


def to_bytes(model: DeedModel) -> bytes:
    """The file of a model; equal models give equal bytes."""
    names: Sequence[str] = sorted(model.row_of, key=model.row_of.__getitem__)
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        format=np.int64(FORMAT),
        classes=np.str_("\n".join(model.classes)),
        features=np.str_("\n".join(names)),
        weights=model.weights.astype(np.float16),
        intercept=model.intercept,
        temperature=np.float64(model.temperature),
    )
    return buffer.getvalue()


@cache
def shipped_model() -> DeedModel:
    """The model that ships with geomap.

    Raises:
        ModelError: it is missing or damaged.
    """
    try:
        return from_bytes(resources.files("geomap.events").joinpath("models", "deeds.npz").read_bytes())
    except FileNotFoundError as error:
        raise ModelError("the event model is missing from the package; reinstall geomap") from error
