"""Runs the network over windows: from pieces and hints to how likely each word opens or carries on a name."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from geomap.errors import ModelError
from geomap.mentions.accurate.hints import COLUMNS, Numbers
from geomap.mentions.accurate.windows import Window

Chances = npt.NDArray[np.float32]
HALVES = ("lower.onnx", "upper.onnx")  # of the network, each within what a repository takes as one file
FILES = ("embeddings.npz", *HALVES, "pieces.txt")
TOGETHER = 8  # windows that are read at once
HIDDEN = -10_000.0  # what keeps padding from being looked at
_DAMAGED = "the accurate recogniser's model is damaged; reinstall geomap"
_MIDDLE = 8  # of the four-bit numbers: stands for nought


class Network:
    """A small BERT in eight bits, its embeddings in four; runs on one core and answers the same each time."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Load the files of a model by their names in FILES.

        Raises:
            ModelError: onnxruntime is not installed, or a file is damaged.
        """
        try:
            table = np.load(io.BytesIO(files["embeddings.npz"]))
            self._steps, self._scales = unpacked(table["steps"]), table["scales"].astype(np.float32)
            self._positions, self._hints = table["positions"].astype(np.float32), table["hints"].astype(np.float32)
        except (ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise ModelError(_DAMAGED) from error
        self._halves = [_session(files[name]) for name in HALVES]

    def chances(self, windows: Sequence[Window], hints: Numbers) -> Chances:
        """How likely each word is O, B or I, a line a word.

        Args:
            windows: hold each word once.
            hints: a line a word.
        """
        found = np.zeros((len(hints), 3), np.float32)
        found[:, 0] = 1.0
        order = sorted(range(len(windows)), key=lambda at: -len(windows[at].pieces))
        for low in range(0, len(order), TOGETHER):
            batch = [windows[at] for at in order[low : low + TOGETHER]]
            for window, said in zip(batch, self._run(batch, hints), strict=True):
                words = np.array(window.words)
                heads = np.flatnonzero((words >= 0) & (words != np.roll(words, 1)))
                found[words[heads]] = said[heads]
        return found

    def _run(self, batch: Sequence[Window], hints: Numbers) -> Chances:
        length = len(batch[0].pieces)
        pieces = np.zeros((len(batch), length), np.int64)
        hinted = np.zeros((len(batch), length, COLUMNS), np.int64)
        bias = np.full((len(batch), 1, 1, length), HIDDEN, np.float32)
        for row, window in enumerate(batch):
            size = len(window.pieces)
            pieces[row, :size] = window.pieces
            hinted[row, 1 : size - 1] = hints[window.words[1:-1]]
            bias[row, :, :, :size] = 0.0
        x = self._steps[pieces] * self._scales[pieces] + self._positions[:length]
        x += self._hints[hinted].sum(axis=2)
        for half in self._halves:
            (x,) = half.run(["y"], {"x": x, "bias": bias})
        odds = np.exp(x - x.max(axis=-1, keepdims=True))
        chances: Chances = odds / odds.sum(axis=-1, keepdims=True)
        return chances


def _session(model: bytes) -> Any:  # noqa: ANN401 - onnxruntime ships no types
    try:
        import onnxruntime
        from onnxruntime.capi import onnxruntime_pybind11_state as state
    except ImportError as error:
        raise ModelError('the accurate recogniser needs an extra: pip install "geomap-news[accurate]"') from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # workers share the machine; sums keep their order
    options.log_severity_level = 4  # what goes wrong comes as an exception
    try:
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except (
        state.Fail,
        state.InvalidArgument,
        state.InvalidGraph,
        state.InvalidProtobuf,
        state.NotImplemented,
    ) as error:
        raise ModelError(_DAMAGED) from error


def unpacked(pairs: npt.NDArray[np.uint8]) -> npt.NDArray[np.int8]:
    """Two small whole numbers from each byte, the low half first."""
    found = np.empty((pairs.shape[0], pairs.shape[1] * 2), np.int8)
    found[:, ::2] = pairs & 15
    found[:, 1::2] = pairs >> 4
    found -= _MIDDLE
    return found
