"""The trained decisions of the reader of events: one set of trees each, with calibrated probabilities."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geomap.errors import ModelError
from geomap.events import actors, assessment, coreference, day_context, days, sites, tolls
from geomap.trees import Trees

Floats = npt.NDArray[np.float64]
FEATURES: Mapping[str, tuple[str, ...]] = {
    "site": sites.FEATURES,  # an event of the sentence happened at the place
    "same": coreference.FEATURES,  # two sentences at their places tell one event
    "date": days.FEATURES,  # it happened on that date, as far as the date alone tells
    "day": day_context.FEATURES,  # ... and as far as the dates of all events tell
    "killed": tolls.FEATURES,  # so many were killed by it
    "injured": tolls.FEATURES,
    "initiator": actors.FEATURES,  # a name is that of who did it
    "target": actors.FEATURES,  # ... of whom or what it struck
    "event": assessment.FEATURES,  # place, day and type are right
}
FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Answers one question about rows of features."""

    trees: Trees
    base: float  # log odds to which the trees add
    knots: tuple[tuple[float, ...], tuple[float, ...]]  # log odds, rising, and the probabilities measured there

    def __call__(self, rows: Sequence[Sequence[float]]) -> Floats:
        """The probability of "yes" for each row."""
        if not rows:
            return np.zeros(0)
        odds = self.trees(np.asarray(rows, dtype=np.float64)) + self.base
        if self.knots[0]:
            calibrated: Floats = np.interp(odds, *self.knots)
            return calibrated
        plain: Floats = 1.0 / (1.0 + np.exp(-odds))
        return plain


def read_decisions(data: bytes) -> dict[str, Decision]:
    """All decisions by name, as in FEATURES.

    Raises:
        ModelError: the file is damaged or belongs to another version of geomap.
    """
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            names = {name: tuple(str(stored[f"{name}_features"]).split("\n")) for name in FEATURES}
            if int(stored["format"]) != FORMAT or names != dict(FEATURES):
                raise ModelError("the decisions of the reader of events are of another version: reinstall geomap")
            return {
                name: Decision(
                    trees=Trees.from_arrays(stored, name),
                    base=float(stored[f"{name}_base"]),
                    knots=(tuple(stored[f"{name}_odds"].tolist()), tuple(stored[f"{name}_shares"].tolist())),
                )
                for name in FEATURES
            }
    except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise ModelError(f"the decisions of the reader of events cannot be read: {error}; reinstall geomap") from error


def to_bytes(decisions: Mapping[str, Decision]) -> bytes:
    """The file; equal decisions give equal bytes."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, format=np.int64(FORMAT), **dict(_arrays(decisions)))  # type: ignore[arg-type]
    return buffer.getvalue()


def _arrays(decisions: Mapping[str, Decision]) -> Iterator[tuple[str, npt.NDArray[np.generic]]]:
    for name, features in FEATURES.items():
        decision = decisions[name]
        yield from decision.trees.arrays(name).items()
        yield f"{name}_features", np.array("\n".join(features))
        yield f"{name}_base", np.array(decision.base)
        yield f"{name}_odds", np.array(decision.knots[0], dtype=np.float64)
        yield f"{name}_shares", np.array(decision.knots[1], dtype=np.float64)
