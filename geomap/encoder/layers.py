"""Runs the layers of a network over batches of piece embeddings; one core, the same answer each time."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as state

from geomap.errors import ModelError

Floats = npt.NDArray[np.float32]
HIDDEN = -10_000.0  # what keeps padding from being looked at
_MIDDLE = 8  # of the four-bit numbers: stands for nought
_DAMAGED = (state.Fail, state.InvalidArgument, state.InvalidGraph, state.InvalidProtobuf, state.NotImplemented)


class Layers:
    """The layers of a network, in one or more ONNX models that are run one after the other."""

    def __init__(self, models: Sequence[bytes], *, owner: str) -> None:
        """Load the models.

        Args:
            models: each with the inputs `x` (windows x pieces x width) and `bias` (windows x 1 x 1 x pieces), and
                the output `y`.
            owner: whose they are, for the error: "the accurate recogniser".

        Raises:
            ModelError: a model is damaged.
        """
        self._sessions = [_session(model, owner) for model in models]

    def __call__(self, x: Floats, sizes: Sequence[int]) -> Floats:
        """What the last layer says.

        Args:
            x: embeddings; windows x pieces x width.
            sizes: the pieces of each window that are no padding.
        """
        bias = np.full((len(sizes), 1, 1, x.shape[1]), HIDDEN, np.float32)
        for row, size in enumerate(sizes):
            bias[row, :, :, :size] = 0.0
        for session in self._sessions:
            (x,) = session.run(["y"], {"x": x, "bias": bias})
        return x


def _session(model: bytes, owner: str) -> Any:  # noqa: ANN401 - onnxruntime ships no types
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # workers share the machine; sums keep their order
    options.log_severity_level = 4  # what goes wrong comes as an exception
    try:
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except _DAMAGED as error:
        raise ModelError(f"the model of {owner} is damaged; reinstall geomap") from error


def unpacked(pairs: npt.NDArray[np.uint8]) -> npt.NDArray[np.int8]:
    """Two small whole numbers from each byte, the low half first."""
    found = np.empty((pairs.shape[0], pairs.shape[1] * 2), np.int8)
    found[:, ::2] = pairs & 15
    found[:, 1::2] = pairs >> 4
    found -= _MIDDLE
    return found
