"""Runs the network over windows: from pieces and hints to how likely each word opens or carries on a name."""

import io
import zipfile
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from geomap.encoder.layers import RECENT, Layers, unpacked
from geomap.errors import ModelError
from geomap.mentions.accurate.hints import COLUMNS, Numbers
from geomap.mentions.accurate.windows import Window
from geomap.remembering import Recent

Chances = npt.NDArray[np.float32]
HALVES = ("lower.onnx", "upper.onnx")  # of the network, each within what a repository takes as one file
FILES = ("embeddings.npz", *HALVES, "pieces.txt")
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
        self._recent: Recent[Chances] = Recent(RECENT)

    def chances(self, windows: Sequence[Window], hints: Numbers) -> Chances:
        """How likely each word is O, B or I, a line a word.

        Args:
            windows: hold each word once.
            hints: a line a word.
        """
        found = np.zeros((len(hints), 3), np.float32)
        found[:, 0] = 1.0
        for window in windows:
            words = np.array(window.words)
            heads = np.flatnonzero((words >= 0) & (words != np.roll(words, 1)))
            hinted = np.zeros((len(words), COLUMNS), np.int64)
            hinted[1:-1] = hints[words[1:-1]]
            found[words[heads]] = self._recent.answer((tuple(window.pieces), hinted.tobytes()), self._run)[heads]
        return found

    def _run(self, said: tuple[int, ...], hints: bytes) -> Chances:
        pieces, hinted = np.array(said), np.frombuffer(hints, np.int64).reshape(-1, COLUMNS)
        x = self._steps[pieces] * self._scales[pieces] + self._positions[: len(pieces)]
        x += self._hints[hinted].sum(axis=1)
        x = self._layers(x)
        odds = np.exp(x - x.max(axis=-1, keepdims=True))
        chances: Chances = odds / odds.sum(axis=-1, keepdims=True)
        return chances
