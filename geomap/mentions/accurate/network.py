"""Runs the network over windows: from pieces and hints to how likely each word opens or carries on a name."""

import io
import zipfile
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from geomap.encoder.layers import Layers, unpacked
from geomap.errors import ModelError
from geomap.mentions.accurate.hints import COLUMNS, Numbers
from geomap.mentions.accurate.windows import Window

Chances = npt.NDArray[np.float32]
HALVES = ("lower.onnx", "upper.onnx")  # of the network, each within what a repository takes as one file
FILES = ("embeddings.npz", *HALVES, "pieces.txt")
TOGETHER = 8  # windows that are read at once
_OWNER = "the accurate recogniser"


class Network:
    """A small BERT in eight bits, its embeddings in four; runs on one core and answers the same each time."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Load the files of a model by their names in FILES.

        Raises:
            ModelError: a file is damaged.
        """
        try:
            table = np.load(io.BytesIO(files["embeddings.npz"]), allow_pickle=False)
            self._steps, self._scales = unpacked(table["steps"]), table["scales"].astype(np.float32)
            self._positions, self._hints = table["positions"].astype(np.float32), table["hints"].astype(np.float32)
        except (ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise ModelError(f"the model of {_OWNER} is damaged; reinstall geomap") from error
        self._layers = Layers([files[name] for name in HALVES], owner=_OWNER)

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
        for row, window in enumerate(batch):
            size = len(window.pieces)
            pieces[row, :size] = window.pieces
            hinted[row, 1 : size - 1] = hints[window.words[1:-1]]
        x = self._steps[pieces] * self._scales[pieces] + self._positions[:length]
        x += self._hints[hinted].sum(axis=2)
        x = self._layers(x, [len(window.pieces) for window in batch])
        odds = np.exp(x - x.max(axis=-1, keepdims=True))
        chances: Chances = odds / odds.sum(axis=-1, keepdims=True)
        return chances
