"""Reads the weights out of a CRFsuite model file."""

import struct
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geomap.errors import ModelError

# As CRFsuite 0.12 writes them, little endian: https://github.com/chokkan/crfsuite, lib/crf/src/crf1d_model.c and
# lib/cqdb/src/cqdb.c. The header: magic, size, type, version, three counts, offsets of weights, labels, features.
_HEADER = struct.Struct("<4sI4sI3I3I")
_WEIGHT = np.dtype([("is_move", "<u4"), ("source", "<u4"), ("label", "<u4"), ("weight", "<f8")])
_NAMES = struct.Struct("<4s3I2I")  # chunk, size, flag, byte order, length and offset of the table from number to name
_NAME = struct.Struct("<2I")  # number, length with the closing zero
_CHUNK_HEAD = 12  # bytes of a chunk's name, size and count


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What a linear chain weighs."""

    labels: tuple[str, ...]
    features: tuple[str, ...]
    states: npt.NDArray[np.float64]  # (features, labels): what a feature says for a label
    moves: npt.NDArray[np.float64]  # (labels, labels): from the label of the row to the label of the column


def read_weights(model: bytes) -> Weights:
    """The weights in a model file, exactly as they stand there.

    Raises:
        ModelError: these bytes are no such model, or damaged.
    """
    try:
        return _read(model)
    except (struct.error, ValueError, IndexError) as error:
        raise ModelError(f"damaged: {error}") from error


def _read(model: bytes) -> Weights:
    magic, size, kind, _, _, _, _, weights_at, labels_at, features_at = _HEADER.unpack_from(model)
    if (magic, kind, size) != (b"lCRF", b"FOMC", len(model)):
        raise ModelError("no model of CRFsuite")
    count = struct.unpack_from("<I", model, weights_at + _CHUNK_HEAD - 4)[0]
    rows = np.frombuffer(model, _WEIGHT, count, weights_at + _CHUNK_HEAD)
    labels, features = _names(model, labels_at), _names(model, features_at)
    said, moved = rows[rows["is_move"] == 0], rows[rows["is_move"] == 1]
    states, moves = np.zeros((len(features), len(labels))), np.zeros((len(labels), len(labels)))
    states[said["source"], said["label"]] = said["weight"]
    moves[moved["source"], moved["label"]] = moved["weight"]
    return Weights(labels=labels, features=features, states=states, moves=moves)


def _names(model: bytes, at: int) -> tuple[str, ...]:
    """The names of a table, by their number."""
    *_, length, offsets_at = _NAMES.unpack_from(model, at)
    found: list[str] = []
    for offset in np.frombuffer(model, "<u4", length, at + offsets_at).tolist():
        _, size = _NAME.unpack_from(model, at + offset)
        start = at + offset + _NAME.size
        found.append(model[start : start + size - 1].decode("utf-8"))
    return tuple(found)
