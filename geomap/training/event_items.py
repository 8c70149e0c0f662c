"""What the network of the reader of events is taught: windows of annotated articles with what is to be said of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from geomap.encoder.pieces import Pieces
from geomap.events.casualties import read_count
from geomap.events.document import words_between
from geomap.events.network import ASSERTED, SUBS
from geomap.events.reading import ReadSentence, read
from geomap.events.tokens import Sentence
from geomap.events.windows import Window, windows
from geomap.languages import shipped_languages
from geomap.records import Article, Field, Mention, Place, Reject
from geomap.training.event_labels import RIGHT, anchored, fits_place, is_day, scorer

UNASKED = -1  # no label is wanted
TELLS = -2  # some event is told; as news, background or total is not known
ALSO = 0.5  # what a type that a coder could defend counts, against the best one
_CORES = {"news": 1, "background": 2, "aggregate": 3}
Gold = Mapping[str, Any]
Floats = npt.NDArray[np.float32]
Stretch = tuple[int, int]  # words of a window, half-open


@dataclass(slots=True)
class Item:
    """A window with its questions; words are numbered within the window."""

    pieces: list[int]
    words: list[Stretch] = field(default_factory=list)  # the pieces of each word
    asserted: list[tuple[Stretch, int, Floats | None]] = field(default_factory=list)
    """A sentence, its number in ASSERTED or TELLS, and for each event of it the weight of each of SUBS."""
    site: list[tuple[Stretch, Stretch, int]] = field(default_factory=list)  # name, its sentence, as in the head
    day: list[tuple[Stretch, Stretch, int]] = field(default_factory=list)
    count: list[tuple[int, int]] = field(default_factory=list)  # word, as in the head
    participant: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A sentence that lies in a window."""

    said: ReadSentence
    golds: Sequence[Gold]
    first: int  # its first word among those of the window
    n_words: int  # as many as the window holds

    def stretch(self, start: int, end: int) -> Stretch | None:
        """The window's words between two code points of the sentence; None when one of them lies outside."""
        found = words_between(self.said.sentence, start, end)
        return (self.first + found[0], self.first + found[1]) if found and found[1] <= self.n_words else None

    @property
    def whole(self) -> Stretch:
        return self.first, self.first + self.n_words


def items(
    article: Article, outcomes: Sequence[Place | Reject], golds: Sequence[Gold], pieces: Pieces
) -> Iterator[Item]:
    """The windows of an annotated article, as the reader of events cuts them."""
    fields = read(article, shipped_languages()[article.language])
    told = [*fields[Field.TITLE], *fields[Field.TEXT]]
    own = [anchored(one.field.value, one.span.start, one.span.end, golds) for one in told]
    for window in windows([one.sentence for one in told], len(fields[Field.TITLE]), pieces):
        item, numbers = _opened(window)
        for sentence in dict.fromkeys(sentence for sentence, _ in numbers):
            words = [word for other, word in numbers if other == sentence]
            if words[0] == 0:  # a sentence that was cut is asked about where it begins
                first = numbers.index((sentence, 0))
                _ask(item, _Asked(told[sentence], own[sentence], first, len(words)), outcomes)
        yield item


def snippet(text: str, pieces: Pieces, *, told: bool, subs: Sequence[Sequence[str]] = ()) -> Item:
    """A text of its own.

    Args:
        text: a few sentences, read as one.
        pieces: the network's vocabulary.
        told: whether it tells an event.
        subs: for each of its events the sub-types that it may be of.
    """
    item, numbers = _opened(windows([Sentence(text=text)], 0, pieces)[0])
    weights = np.array([[float(sub in allowed) for sub in SUBS] for allowed in subs], np.float32)
    item.asserted.append(((0, len(numbers)), TELLS if told else 0, weights if len(subs) else None))
    return item


def _opened(window: Window) -> tuple[Item, list[tuple[int, int]]]:
    """An item without questions, and the sentence and number of each of its words."""
    at: dict[tuple[int, int], Stretch] = {}
    for number, key in enumerate(zip(window.sentences, window.words, strict=True)):
        if key[0] >= 0:
            at[key] = (at.get(key, (number, number))[0], number + 1)
    return Item(window.pieces, list(at.values())), list(at)


def _ask(item: Item, asked: _Asked, outcomes: Sequence[Place | Reject]) -> None:
    golds = asked.golds
    core = min((_CORES[gold["core"]] for gold in golds), default=0)
    item.asserted.append((asked.whole, core, np.stack([_weights(gold) for gold in golds]) if golds else None))
    for outcome in outcomes:
        mention = outcome.mention
        if mention is not None and mention.field is asked.said.field:
            start = asked.said.start
            name = asked.stretch(mention.span.start - start, mention.span.end - start)
            if name and asked.said.span.start <= mention.span.start < asked.said.span.end:
                item.site.append((name, asked.whole, _site(outcome, mention, golds)))
    for dated in asked.said.dates:
        if stretch := asked.stretch(dated.start, dated.end):
            item.day.append((stretch, asked.whole, int(is_day(dated.when, golds)) if golds else UNASKED))
    for number in range(asked.n_words):
        start = asked.said.sentence.starts[number]
        word = asked.said.sentence.text[start : start + len(asked.said.sentence.words[number])]
        item.count.append((asked.first + number, _count(word, golds)))
        item.participant.append((asked.first + number, _participant(word, golds)))


def _weights(gold: Gold) -> Floats:
    also = {sub for _, sub in gold["also"]}
    return np.array([1.0 if sub == gold["sub_type"] else ALSO * (sub in also) for sub in SUBS], np.float32)


def _site(outcome: Place | Reject, mention: Mention, golds: Sequence[Gold]) -> int:
    """0 for no event there, 1 for one that is news, 2 for another one."""
    there = [
        gold["core"]
        for gold in golds
        if any(word["quote"] == mention.surface for word in gold.get("place_words", ()))
        or (isinstance(outcome, Place) and fits_place(outcome.candidate, gold, RIGHT))
    ]
    return (1 if "news" in there else 2) if there else 0


def _count(word: str, golds: Sequence[Gold]) -> int:
    """0 for a number that counts no casualty, 1 for the killed, 2 for the injured."""
    best = read_count(word, shipped_languages()["en"].numbers).best if word[0].isdecimal() or word.isalpha() else None
    if best is None or word.lower() in {"a", "an", "another"}:
        return UNASKED
    killed, injured = (any(gold[kind] and best in gold[kind] for gold in golds) for kind in ("killed", "injured"))
    if not best or not (killed or injured):
        return 0
    return UNASKED if killed and injured else 1 if killed else 2


def _participant(word: str, golds: Sequence[Gold]) -> int:
    """0 for no side of the event, 1 for who did it, 2 for whom it struck; by the stems that the scorer compares."""
    if not golds or not (word[0].isalpha() and len(word) > 1):
        return 0 if golds else UNASKED
    stem = word.lower()[:4]
    by, to = (any(stem in scorer().who(gold[side]) for gold in golds if gold[side]) for side in ("initiator", "target"))
    if by and to:
        return UNASKED
    return 1 if by else 2 if to else 0


__all__ = ["ASSERTED", "TELLS", "UNASKED", "Item", "items", "snippet"]
