"""Runs the layers of a network over the embeddings of a window's pieces; one core, the same answer each time.

Windows are run one by one. Eight at once took longer: what lies between the layers left the processor's cache, short
windows were filled up to the longest, and since eight bits are shared out over all that is run together, what a window
meant hung on the others beside it (0220).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as state

from geomap.errors import ModelError

Floats = npt.NDArray[np.float32]
RECENT = 64  # windows whose answers are kept: a reprint, and a text that says the same over and over, is read once
HIDDEN = -10_000.0  # what keeps padding from being looked at
_SLOWER = ["SkipLayerNormFusion"]  # takes four times as long as the two nodes that it replaces
_MIDDLE = 8  # of the four-bit numbers: stands for nought
_DAMAGED = (state.Fail, state.InvalidArgument, state.InvalidGraph, state.InvalidProtobuf, state.NotImplemented)


class Layers:
    """The layers of a network, in one or more ONNX models that are run one after the other."""

    def __init__(self, models: Sequence[bytes], *, owner: str) -> None:
        """Load the models.

        Args:
            models: each with the input `x` (1 x pieces x width) and the output `y`; one that was made for several
                windows has the input `bias` (1 x 1 x 1 x pieces) besides, which hides filled-up places.
            owner: whose they are, for the error: "the accurate recogniser".

        Raises:
            ModelError: a model is damaged.
        """
        self._sessions = [_session(model, owner) for model in models]

    def __call__(self, x: Floats) -> Floats:
        """What the last layer says of each piece of a window; `x` are the embeddings, pieces x width."""
        given = {"x": x[np.newaxis], "bias": np.zeros((1, 1, 1, len(x)), np.float32)}  # no piece is hidden
        for session in self._sessions:
            (given["x"],) = session.run(["y"], {one.name: given[one.name] for one in session.get_inputs()})
        found: Floats = given["x"][0]
        return found


def _session(model: bytes, owner: str) -> Any:  # noqa: ANN401 - onnxruntime ships no types
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # workers share the machine; sums keep their order
    options.log_severity_level = 4  # what goes wrong comes as an exception
    options.enable_cpu_mem_arena = False  # keeps what the longest window took; asking anew costs nothing measurable
    try:
        return onnxruntime.InferenceSession(
            model, options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
        )
    except _DAMAGED as error:
        raise ModelError(f"the model of {owner} is damaged; reinstall geomap") from error


def unpacked(pairs: npt.NDArray[np.uint8]) -> npt.NDArray[np.int8]:
    """Two small whole numbers from each byte, the low half first."""
    found = np.empty((pairs.shape[0], pairs.shape[1] * 2), np.int8)
    found[:, ::2] = pairs & 15
    found[:, 1::2] = pairs >> 4
    found -= _MIDDLE
    return found
