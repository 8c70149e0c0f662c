"""Which of a sentence's names is the scene of what it tells: two further layers that are asked name by name.

The network says of a sentence whether it tells an event, and hardly of which of its names: "took Kreminna and began
advancing towards Kramatorsk". Here the name that is asked about is marked before the sentence is read (0300).
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geomap.encoder.layers import Layers
from geomap.errors import ModelError

Floats = npt.NDArray[np.float32]
FILES = ("scene.onnx", "scene.npz")
FORMAT = 1
MOST = 96  # pieces of a sentence that are read; of a longer one those around the name
OTHER, ASKED = 1, 2  # the marks of the sentence's other names and of the one that is asked about
APART = 0.3  # by so much likelier is another name of the sentence the scene, where one is not
_OWNER = "the reader of events"


@dataclass(frozen=True, slots=True, eq=False)
class Pieced:
    """The pieces of a sentence half-way through the network."""

    states: Floats  # (pieces, width)
    words: npt.NDArray[np.int64]  # (pieces,): the word of the sentence that each belongs to, rising

    def of(self, stretch: tuple[int, int]) -> tuple[int, int]:
        """The pieces of some words, both half-open."""
        low, high = np.searchsorted(self.words, stretch)
        return int(low), int(high)

    def holds(self, stretch: tuple[int, int]) -> bool:
        """Whether any of these words was read: of a headline longer than any headline only the beginning is."""
        low, high = self.of(stretch)
        return low < high


def marked(length: int, asked: tuple[int, int], others: Sequence[tuple[int, int]]) -> tuple[int, npt.NDArray[np.int8]]:
    """The first piece that is read, and the marks of those from there on.

    Args:
        length: pieces of the sentence.
        asked: those of the name that is asked about, half-open.
        others: those of its other names.
    """
    marks = np.zeros(length, np.int8)
    for low, high in others:
        marks[low:high] = OTHER
    marks[slice(*asked)] = ASKED
    first = max(0, min(asked[0] - MOST // 2, length - MOST)) if length > MOST else 0
    return first, marks[first : first + MOST]


class SceneReader:
    """Says of a name in its sentence whether an event happened there."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Load the files by their names in FILES.

        Raises:
            ModelError: a file is damaged or of another version.
        """
        try:
            stored = np.load(io.BytesIO(files["scene.npz"]), allow_pickle=False)
            if int(stored["format"]) != FORMAT:
                raise ModelError(f"the model of {_OWNER} has format {stored['format']}: reinstall geomap")
            self._marks, self._weight, self._bias = (
                stored[name].astype(np.float32) for name in ("marks", "weight", "bias")
            )
        except (ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise ModelError(f"the model of {_OWNER} is damaged; reinstall geomap") from error
        self._layers = Layers([files["scene.onnx"]], owner=_OWNER)

    def __call__(self, said: Pieced, asked: tuple[int, int], others: Sequence[tuple[int, int]]) -> Floats:
        """How likely nothing, a news event or another event happened at a name; (3,).

        Args:
            said: the sentence.
            asked: the words of the name, half-open, of which some were read.
            others: those of its other names.
        """
        spans = [said.of(other) for other in others if other != asked]
        first, marks = marked(len(said.words), said.of(asked), spans)
        states = self._layers(said.states[first : first + len(marks)] + self._marks[marks])
        name = states[marks == ASKED].mean(axis=0)
        scores = np.concatenate([name, states.mean(axis=0)]) @ self._weight.T + self._bias
        odds = np.exp(scores - scores.max())
        chances: Floats = odds / odds.sum()
        return chances


def told_apart(whole: Sequence[Floats], alone: Sequence[Floats], places: Sequence[str]) -> list[Floats]:
    """What is said of the names of a sentence, the one beside the scene no longer taken for it.

    Args:
        whole: what a look at the whole sentence says of each.
        alone: what is said of each when it is asked about alone.
        places: what each is a name of.
    """
    sure = [1.0 - float(one[0]) for one in alone]
    found = list(whole)
    for at, (one, place) in enumerate(zip(alone, places, strict=True)):
        others = [rival for rival, other in zip(sure, places, strict=True) if other != place]
        if max(others, default=0.0) > sure[at] + APART and one[0] > whole[at][0]:
            found[at] = one
    return found
