"""Cuts an article's sentences into windows that the network reads at once, each behind the article's title."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain

from geomap.encoder.pieces import Pieces
from geomap.events.tokens import Sentence

MOST = 126  # pieces of a window, its marks apart: the time a piece takes grows with the window
TITLE = 28  # pieces of the title that stand before each window: headlines are short
NOBODY = -1  # the sentence of marks, and of a title that is only repeated


@dataclass(slots=True)
class Window:
    """Some sentences of an article: the numbers of their pieces, and the word that each piece belongs to."""

    pieces: list[int] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)  # of each piece; NOBODY for marks
    words: list[int] = field(default_factory=list)  # of each piece, within its sentence

    def add(self, pieces: Sequence[int], sentence: int = NOBODY, word: int = NOBODY) -> None:
        """Put the pieces of one word, or a mark, at the end."""
        self.pieces += pieces
        self.sentences += [sentence] * len(pieces)
        self.words += [word] * len(pieces)

    def add_words(self, cut: Sequence[Sequence[int]], sentence: int, words: range) -> None:
        """Put the pieces of some words of a sentence at the end."""
        said = cut[words.start : words.stop]
        self.pieces += chain.from_iterable(said)
        self.words += [word for word, pieces in zip(words, said, strict=True) for _ in pieces]
        self.sentences += [sentence] * (len(self.words) - len(self.sentences))


def windows(sentences: Sequence[Sentence], n_title: int, pieces: Pieces) -> list[Window]:
    """Windows that hold each word once, in order.

    Args:
        sentences: the title's, then the text's.
        n_title: how many are the title's.
        pieces: the network's vocabulary.
    """
    cut = [[*map(pieces.of, sentence.words)] for sentence in sentences]
    title = [piece for sentence in cut[:n_title] for word in sentence for piece in word][:TITLE]
    room = MOST - len(title) - 1
    made: list[Window] = []
    for number, stretch in enumerate(_stretches(cut, n_title, room) or [[]]):
        window = Window()
        window.add([pieces.start])
        if number == 0:
            _add_title(window, cut[:n_title])
        else:
            window.add(title)
        window.add([pieces.end])
        for sentence, words in stretch:
            window.add_words(cut[sentence], sentence, words)
        window.add([pieces.end])
        made.append(window)
    return made


def _add_title(window: Window, title: Sequence[Sequence[Sequence[int]]]) -> None:
    """The title itself; what is longer than any headline is not read."""
    for sentence, words in enumerate(title):
        for word, said in enumerate(words):
            if len(window.pieces) + len(said) > TITLE + 1:
                return
            window.add(said, sentence, word)


def _stretches(cut: Sequence[Sequence[Sequence[int]]], first: int, room: int) -> list[list[tuple[int, range]]]:
    """The words of each window by their sentences, cut between sentences where that is possible."""
    lengths = [sum(map(len, words)) for words in cut]
    total = sum(lengths[first:])
    if not total:
        return []
    wanted = total / -(-total // room)  # pieces a window, when all are equal
    found: list[list[tuple[int, range]]] = [[]]
    size = 0
    for number in range(first, len(cut)):
        if found[-1] and (size + lengths[number] > room or size >= wanted):
            found.append([])
            size = 0
        for part in _parts(cut[number], room):
            length = sum(map(len, cut[number][part.start : part.stop]))
            if size + length > room:
                found.append([])
                size = 0
            found[-1].append((number, part))
            size += length
    return found


def _parts(words: Sequence[Sequence[int]], room: int) -> Iterator[range]:
    """The words of a sentence, in pieces that fit into a window."""
    before = [0, *accumulate(map(len, words))]
    low = 0
    while low < len(words):
        high = max(low + 1, bisect_right(before, before[low] + room) - 1)
        yield range(low, high)
        low = high
