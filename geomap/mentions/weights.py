"""What a linear chain has learned, and the file in which it ships."""

import io
import zipfile
import zlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geomap.errors import ModelError


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What a linear chain weighs."""

    labels: tuple[str, ...]
    features: tuple[str, ...]  # none holds a line break
    states: npt.NDArray[np.float64]  # (features, labels): what a feature says for a label
    moves: npt.NDArray[np.float64]  # (labels, labels): from the label of the row to the label of the column


def pack_weights(weights: Weights) -> bytes:
    """The file, compressed; equal weights give equal bytes, and numbers keep seven digits."""
    content = io.BytesIO()
    np.savez_compressed(
        content,
        labels=_as_bytes(weights.labels),
        features=_as_bytes(weights.features),
        states=weights.states.astype(np.float32),
        moves=weights.moves.astype(np.float32),
    )
    return content.getvalue()


def read_weights(model: bytes) -> Weights:
    """The weights in such a file.

    Raises:
        ModelError: these bytes are no such file, or damaged.
    """
    try:
        with np.load(io.BytesIO(model), allow_pickle=False) as arrays:
            labels, features = (tuple(_text(arrays[name]).split("\n")) for name in ("labels", "features"))
            states, moves = arrays["states"].astype(np.float64), arrays["moves"].astype(np.float64)
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile, zlib.error) as error:
        raise ModelError(f"damaged: {error}") from error
    if states.shape != (len(features), len(labels)) or moves.shape != (len(labels), len(labels)):
        raise ModelError("damaged: its tables do not fit together")
    return Weights(labels=labels, features=features, states=states, moves=moves)


def _as_bytes(names: tuple[str, ...]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(names).encode("utf-8"), np.uint8)


def _text(content: npt.NDArray[np.uint8]) -> str:
    return content.tobytes().decode("utf-8")
