"""The network that reads an article's sentences: from words to what each sentence, name, date and number is about."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from geomap.encoder.layers import RECENT, Layers, unpacked
from geomap.encoder.pieces import Pieces
from geomap.errors import ModelError
from geomap.events.scenes import FILES as SCENE_FILES
from geomap.events.scenes import Pieced, SceneReader
from geomap.events.tokens import Sentence
from geomap.events.windows import NOBODY, windows
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
    """What the network says of one sentence; probabilities, word by word where there are lines."""

    asserted: Floats  # (4,): as in ASSERTED
    sub: Floats  # (25,): as in SUBS, were it to tell an event
    count: Floats  # (words, 3): counts nobody, the killed, the injured
    participant: Floats  # (words, 3): neither, who did it, to whom
    shares: Floats  # (words, 25): what each word alone speaks for in the verdict `sub`, against their mean
    mean: Floats  # (width,): of its words' vectors

    @property
    def told(self) -> float:
        """The probability that it tells an event at all, as news, background or total."""
        return float(1.0 - self.asserted[0])


@dataclass(frozen=True, slots=True, eq=False)
class States:
    """A sentence in the network's terms, to judge names and days by and then to let go: a word takes 3 to 6 KB."""

    words: Floats  # (words, width)
    pieces: Pieced  # half-way through the network, from which the scenes are read


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

    def read(self, sentences: Sequence[Sentence], n_title: int) -> Iterator[tuple[SentenceSigns, States]]:
        """What it says of each sentence, one after the other, so that a long article takes no more than a short one.

        Args:
            sentences: the title's, then the text's.
            n_title: how many are the title's.
        """
        first = [0, *accumulate(len(sentence.words) for sentence in sentences)]  # word of each sentence
        room = _room(len(sentences), first[-1], self._embedded.width)
        begun: list[list[tuple[Pieced, Pieced]]] = [[] for _ in sentences]  # half-way and at the end, window by window
        done = 0
        for window in windows(sentences, n_title, self.pieces):
            halfway, states = self._recent.answer((tuple(window.pieces),), self._run)
            of, words = np.array(window.sentences), np.array(window.words)
            for sentence in dict.fromkeys(number for number in window.sentences if number != NOBODY):
                for number in range(done, sentence):  # where one begins, those before it are complete
                    yield self._told(begun[number], _part(room, number, first))
                done = max(done, sentence)
                own = of == sentence
                begun[sentence].append((Pieced(halfway[own], words[own]), Pieced(states[own], words[own])))
        for number in range(done, len(sentences)):
            yield self._told(begun[number], _part(room, number, first))

    def judge(self, head: str, stretch: tuple[int, int], words: Floats) -> Floats:
        """The probabilities of a head in PAIRED for a stretch of a sentence's words, half-open."""
        low, high = stretch
        return _softmax(self._score(head, np.concatenate([words[low:high].mean(axis=0), words.mean(axis=0)])))

    def scene(self, said: States, asked: tuple[int, int], others: Sequence[tuple[int, int]]) -> Floats:
        """How likely nothing, a news event or another event happened at a name of a sentence.

        Args:
            said: the sentence.
            asked: the words of the name, half-open.
            others: those of its other names.
        """
        return self._scene(said.pieces, asked, others)

    def _told(self, parts: list[tuple[Pieced, Pieced]], signs: SentenceSigns) -> tuple[SentenceSigns, States]:
        """What is said of a sentence, from its windows; these are let go."""
        width = self._embedded.width
        halfway, pieces = (
            (_joined(one, width) for one in zip(*parts, strict=True)) if parts else [_joined([], width)] * 2
        )
        parts.clear()
        words = _by_word(pieces, len(signs.count))
        self._fill(signs, words)
        return signs, States(words, halfway)

    def _fill(self, signs: SentenceSigns, words: Floats) -> None:
        signs.mean[:] = words.mean(axis=0) if len(words) else 0.0
        signs.asserted[:] = _softmax(self._score("asserted", signs.mean))
        signs.sub[:] = _softmax(self._score("sub", signs.mean))
        signs.count[:] = _softmax(self._score("count", words))
        signs.participant[:] = _softmax(self._score("participant", words))
        shares = self._score("sub", words)
        signs.shares[:] = shares - shares.mean(axis=-1, keepdims=True)

    def _score(self, head: str, vectors: Floats) -> Floats:
        weight, bias = self._heads[head]
        scores: Floats = vectors @ weight.T + bias
        return scores

    def _run(self, said: tuple[int, ...]) -> tuple[Floats, Floats]:
        """The states half-way and of the last layer; pieces x width each."""
        halfway = self._lower(self._embedded(said))
        return halfway, self._upper(halfway)


def _room(n_sentences: int, n_words: int, width: int) -> SentenceSigns:
    """Room for all sentences of an article at once: what is kept of each would else lie between what is let go."""

    def empty(rows: int, columns: int) -> Floats:
        return np.zeros((rows, columns), np.float32)

    return SentenceSigns(
        asserted=empty(n_sentences, HEADS["asserted"]),
        sub=empty(n_sentences, HEADS["sub"]),
        count=empty(n_words, HEADS["count"]),
        participant=empty(n_words, HEADS["participant"]),
        shares=empty(n_words, HEADS["sub"]),
        mean=empty(n_sentences, width),
    )


def _part(room: SentenceSigns, number: int, first: Sequence[int]) -> SentenceSigns:
    """The room of one sentence."""
    words = slice(first[number], first[number + 1])
    return SentenceSigns(
        asserted=room.asserted[number],
        sub=room.sub[number],
        count=room.count[words],
        participant=room.participant[words],
        shares=room.shares[words],
        mean=room.mean[number],
    )


def _by_word(pieces: Pieced, n_words: int) -> Floats:
    """The vectors of a sentence's words, each the mean of its pieces; what was not read is nought."""
    words = np.zeros((n_words, pieces.states.shape[1]), np.float32)
    begins = np.flatnonzero(np.diff(pieces.words, prepend=NOBODY))
    sizes = np.diff(begins, append=len(pieces.words))
    sums = pieces.states[begins]
    for step in range(1, max(sizes.tolist(), default=0)):
        longer = sizes > step
        sums[longer] += pieces.states[begins[longer] + step]
    words[pieces.words[begins]] = sums / sizes[:, np.newaxis].astype(np.float32)
    return words


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
