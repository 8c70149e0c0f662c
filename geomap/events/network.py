"""The network that reads an article's sentences: from words to what each sentence, name, date and number is about."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt

from geomap.encoder.layers import RECENT, Layers, unpacked
from geomap.encoder.pieces import Pieces
from geomap.errors import ModelError
from geomap.events.scenes import FILES as SCENE_FILES
from geomap.events.scenes import Pieced, SceneReader
from geomap.events.tokens import Sentence
from geomap.events.windows import NOBODY, Window, windows
from geomap.records import SUB_EVENT_TYPES
from geomap.remembering import Recent

Floats = npt.NDArray[np.float32]
FILES = ("lower.onnx", "upper.onnx", "heads.npz", *SCENE_FILES)  # of the network itself
SHARED = ("embeddings.npz", "pieces.txt")  # with the recogniser of names: the words before any layer has read them
SUBS: tuple[str, ...] = tuple(sub for subs in SUB_EVENT_TYPES.values() for sub in subs)
ASSERTED = ("none", "news", "background", "total")  # what a sentence, or a name in it, tells an event as
HEADS: Mapping[str, int] = {"asserted": 4, "sub": len(SUBS), "site": 3, "day": 2, "count": 3, "participant": 3}
PAIRED = frozenset({"site", "day"})  # heads that look at a stretch of words and at its whole sentence
FORMAT = 1
_OWNER = "the reader of events"


@dataclass(frozen=True, slots=True, eq=False)
class SentenceSigns:
    """What the network says of one sentence; probabilities, word by word where there are lines.

    `words` (words x width) are the vectors from which `Heads` judge stretches of words, `pieces` those from which the
    scenes are read.
    """

    asserted: Floats  # (4,): as in ASSERTED
    sub: Floats  # (25,): as in SUBS, were it to tell an event
    count: Floats  # (words, 3): counts nobody, the killed, the injured
    participant: Floats  # (words, 3): neither, who did it, to whom
    words: Floats
    pieces: Pieced

    @property
    def told(self) -> float:
        """The probability that it tells an event at all, as news, background or total."""
        return float(1.0 - self.asserted[0])


class Embeddings:
    """The vectors of pieces before any layer has read them, each with that of its place in the window."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Load them from `embeddings.npz` and `heads.npz`.

        Raises:
            ModelError: a file is damaged.
        """
        try:
            table = np.load(io.BytesIO(files["embeddings.npz"]), allow_pickle=False)
            self._steps, self._scales = unpacked(table["steps"]), table["scales"].astype(np.float32)
            self._positions = np.load(io.BytesIO(files["heads.npz"]), allow_pickle=False)["positions"].astype(
                np.float32
            )
        except (ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise ModelError(f"the model of {_OWNER} is damaged; reinstall geomap") from error

    @property
    def width(self) -> int:
        """Of the vectors."""
        return int(self._positions.shape[1])

    def __call__(self, pieces: Sequence[int]) -> Floats:
        """The vectors of the pieces of a window, by their numbers; pieces x width."""
        numbers = np.array(pieces)
        x: Floats = self._steps[numbers] * self._scales[numbers] + self._positions[: len(numbers)]
        return x.astype(np.float32)


class EventNetwork:
    """A small BERT in eight bits with a head for each question; runs on one core and answers the same each time."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Load the files by their names in FILES and SHARED.

        Raises:
            ModelError: a file is damaged or of another version.
        """
        self._embedded = Embeddings(files)
        try:
            heads = np.load(io.BytesIO(files["heads.npz"]), allow_pickle=False)
            if int(heads["format"]) != FORMAT:
                raise ModelError(f"the model of {_OWNER} has format {heads['format']}: reinstall geomap")
            self._heads = {
                name: (heads[f"{name}_weight"].astype(np.float32), heads[f"{name}_bias"].astype(np.float32))
                for name in HEADS
            }
        except (ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise ModelError(f"the model of {_OWNER} is damaged; reinstall geomap") from error
        self.pieces = Pieces(files["pieces.txt"].decode("utf-8").splitlines())
        self._lower, self._upper = (Layers([files[name]], owner=_OWNER) for name in ("lower.onnx", "upper.onnx"))
        self._scene = SceneReader(files)
        self._recent: Recent[tuple[Floats, Floats]] = Recent(RECENT)

    def read(self, sentences: Sequence[Sentence], n_title: int) -> list[SentenceSigns]:
        """What it says of each sentence.

        Args:
            sentences: the title's, then the text's.
            n_title: how many are the title's.
        """
        first = [0, *accumulate(len(sentence.words) for sentence in sentences)]  # word of each sentence
        words = np.zeros((first[-1], self._embedded.width), np.float32)
        pieces: list[list[Pieced]] = [[] for _ in sentences]
        for window in windows(sentences, n_title, self.pieces):
            halfway, states = self._recent.answer((tuple(window.pieces),), self._run)
            _spread(window, states, first, words)
            for sentence, part in _pieced(window, halfway):
                pieces[sentence].append(part)
        signs = []
        for (low, high), own in zip(pairwise(first), pieces, strict=True):
            signs.append(self._signs(words[low:high], _joined(own, words.shape[1])))
            own.clear()  # of a long article nothing stands twice: a piece takes 1.5 KB
        return signs

    def judge(self, head: str, stretch: tuple[int, int], words: Floats) -> Floats:
        """The probabilities of a head in PAIRED for a stretch of a sentence's words, half-open."""
        low, high = stretch
        return _softmax(self._score(head, np.concatenate([words[low:high].mean(axis=0), words.mean(axis=0)])))

    def scene(self, said: SentenceSigns, asked: tuple[int, int], others: Sequence[tuple[int, int]]) -> Floats:
        """How likely nothing, a news event or another event happened at a name of a sentence.

        Args:
            said: the sentence.
            asked: the words of the name, half-open.
            others: those of its other names.
        """
        return self._scene(said.pieces, asked, others)

    def share(self, head: str, words: Floats) -> Floats:
        """What each word alone speaks for in a head that judges sentences: words x classes, against their mean."""
        scores = self._score(head, words)
        against: Floats = scores - scores.mean(axis=-1, keepdims=True)
        return against

    def _signs(self, words: Floats, pieces: Pieced) -> SentenceSigns:
        mean = words.mean(axis=0) if len(words) else np.zeros(words.shape[1], np.float32)
        return SentenceSigns(
            asserted=_softmax(self._score("asserted", mean)),
            sub=_softmax(self._score("sub", mean)),
            count=_softmax(self._score("count", words)),
            participant=_softmax(self._score("participant", words)),
            words=words,
            pieces=pieces,
        )

    def _score(self, head: str, vectors: Floats) -> Floats:
        weight, bias = self._heads[head]
        scores: Floats = vectors @ weight.T + bias
        return scores

    def _run(self, said: tuple[int, ...]) -> tuple[Floats, Floats]:
        """The states half-way and of the last layer; pieces x width each."""
        halfway = self._lower(self._embedded(said))
        return halfway, self._upper(halfway)


def _spread(window: Window, states: Floats, first: Sequence[int], words: Floats) -> None:
    """Put the states of a window's pieces where their words are: a word is the mean of its pieces.

    Args:
        window: the pieces.
        states: of each of them; pieces x width.
        first: the row in `words` of each sentence's first word.
        words: filled in; words x width.
    """
    sentences = np.array(window.sentences)
    rows = np.where(sentences >= 0, np.take(first, sentences) + window.words, NOBODY)
    begins = np.flatnonzero(np.diff(rows, prepend=NOBODY - 1))
    begins = begins[rows[begins] >= 0]
    words[rows[begins]] = states[begins]
    sizes = np.bincount(rows[rows >= 0], minlength=len(words))[rows[begins]]
    for low, size in zip(begins[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
        words[rows[low]] = states[low : low + size].mean(axis=0)


def _pieced(window: Window, states: Floats) -> Iterator[tuple[int, Pieced]]:
    """The pieces of each sentence that a window holds, marks and a repeated title left out."""
    sentences, words = np.array(window.sentences), np.array(window.words)
    for sentence in dict.fromkeys(number for number in window.sentences if number != NOBODY):
        own = sentences == sentence
        yield sentence, Pieced(states[own], words[own])


def _joined(parts: Sequence[Pieced], width: int) -> Pieced:
    """A sentence that two windows share, as one."""
    if len(parts) == 1:
        return parts[0]
    return Pieced(
        np.concatenate([np.zeros((0, width), np.float32), *(part.states for part in parts)]),
        np.concatenate([np.zeros(0, np.int64), *(part.words for part in parts)]),
    )


def _softmax(scores: Floats) -> Floats:
    odds = np.exp(scores - scores.max(axis=-1, keepdims=True)) if scores.size else scores
    chances: Floats = odds / odds.sum(axis=-1, keepdims=True) if scores.size else scores
    return chances
