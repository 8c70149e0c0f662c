"""Turns the words of an article into the features that the tagger reads."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from geomap.mentions.items import Features, Item
from geomap.mentions.known import Kinds, Known
from geomap.mentions.tokens import Tokens
from geomap.mentions.words import Word

GAP = Item(groups=(), single=("|",))  # stands for words between names that can be no part of one
WIDEST_GAP = 3  # lower-case words that may lie between two capitals of one stretch
LONG_HEADING, HEADING_SHARE = 3, 0.6  # long words of a heading; how many of them are capitals
LONG_RUN = 4  # capitals in a row: longer runs are told apart no more
_GIVEN = {(a, b, c): f"v={a:d}{b:d}{c:d}" for a in (False, True) for b in (False, True) for c in (False, True)}

Items = list[Item]


def sequence(tokens: Tokens, kinds: Kinds) -> tuple[Items, list[int]]:
    """The items of a text and, for each, its word number (-1 for a gap)."""
    words = tokens.words
    known = Known(len(words), kinds)
    edge = tokens.lexicon.look("")
    habits = _habits([edge, *words], tokens.lexicon.toponyms.inside)
    items: Items = []
    numbers: list[int] = []
    for low, high in tokens.sentences:
        stretched = stretches(words, low, high)
        if not stretched:
            continue
        sentence = _Sentence(words[low:high], low, known, habits, edge)
        for first, end in stretched:
            sentence.add_items(first, end, items)
            items.append(GAP)
            numbers.extend(range(first, end))
            numbers.append(-1)
    return items, numbers


def stretches(words: Sequence[Word], low: int, high: int) -> list[tuple[int, int]]:
    """The half-open ranges of word numbers in a sentence that hold capitals, few other words between them."""
    found: list[tuple[int, int]] = []
    for at in range(low, high):
        if not words[at].is_capital:
            continue
        tied = at - 2 >= low and words[at - 1].shape == "-" and words[at - 2].is_connector  # "al-Bab"
        first = at - 2 if tied else at
        end = at + 2 if at + 1 < high and words[at + 1].shape == "1" else at + 1  # "Highway 19"
        if found and first - found[-1][1] <= WIDEST_GAP:
            found[-1] = (found[-1][0], end)
        else:
            found.append((first, end))
    return found


def _habits(words: Sequence[Word], inside_of: frozenset[str]) -> dict[str, str]:
    """How each capitalised word is used all over the text: the same word tends to mean the same thing.

    The first of the words stands for the edge.
    """
    inside: set[str] = set()
    person: set[str] = set()
    capitals: set[str] = set()
    spoken = [word for word in words if word.shape != "."]  # "Mr. Smith" is "Mr Smith"
    for before, word in pairwise(spoken):
        if word.is_capital:
            capitals.add(word.lower)
            if before.lower in inside_of:
                inside.add(word.lower)
            elif before.opens_person:
                person.add(word.lower)
    lower = {word.lower for word in words if not word.is_capital}
    return {word: f"d={word in inside:d}{word in person:d}{word in lower:d}" for word in capitals}


def _is_heading(words: Sequence[Word]) -> bool:
    long = [word.is_capital for word in words if word.is_long]
    return len(long) >= LONG_HEADING and sum(long) > HEADING_SHARE * len(long)


class _Sentence:
    """The items of one sentence; word numbers outside are those of the text, inside those of the sentence."""

    __slots__ = ("_first", "_habits", "_heading", "_known", "_size", "_words")

    def __init__(self, words: list[Word], first: int, known: Known, habits: Mapping[str, str], edge: Word) -> None:
        self._size = len(words)
        self._words = [*words, edge, edge, edge]  # so that -1, -2 and one or two too many are the edge
        self._first = first
        self._known = known
        self._habits = habits
        self._heading = "h" if _is_heading(words) else ""

    def add_items(self, first: int, end: int, items: Items) -> None:
        at, end = first - self._first, end - self._first
        while at < end:
            if self._words[at].is_capital:
                run_end = at + 1
                while self._words[run_end].is_capital:
                    run_end += 1
                self._add_run(at, run_end, items)
                at = run_end
            else:
                items.append(self._link(at))
                at += 1

    def _link(self, at: int) -> Item:
        """A lower-case word or a sign between capitals."""
        words = self._words
        return Item(
            (),
            (
                "o=" + (words[at].lower if words[at].shape != "1" else "1"),
                "ow=" + words[at - 1].lower,
                "op=" + words[at - 1].shape,
                "on=" + words[at + 1].shape,
                "og=" + self._known.place[self._first + at],
            ),
        )

    def _add_run(self, first: int, end: int, items: Items) -> None:
        """The items of an unbroken run of capitals: what stands around it is the same for all."""
        words, known, offset = self._words, self._known, self._first
        around = self._around(first, end)
        left, right, head, tail = words[first - 1], words[end], words[first], words[end - 1]
        of_left, of_right = "|" + left.lower, "|" + right.lower
        size = str(min(end - first, LONG_RUN))
        opens = self._heading + ("^" if first == 0 else "")
        before, word, number = left, head, offset + first
        for at in range(first, end):
            after = words[at + 1]
            place = known.place[number]
            where = ("^" if at == first else "") + ("$" if at + 1 == end else "")
            groups = (
                word.own,
                _known(known.alone[number], place, where + size, opens, word.shape),
                _ending(tail.group, after.group, where, place),
                _used(self._habits[word.lower], place),
                _beside(known.ends.get(number - 1, ""), known.starts.get(number + 1, "")),
                before.as_previous,
                after.as_next,
                left.as_left,
                right.as_right,
                _rim("f", head.lower, head.clusters, where),
                _rim("l", tail.lower, tail.clusters, where),
            )
            single = (
                _GIVEN[before.is_given, word.is_given, after.is_given],
                "Gl=" + place + of_left,
                "GR=" + place + of_right,
                *around,
            )
            items.append(Item(groups, single))
            before, word, number = word, after, number + 1

    def _around(self, first: int, end: int) -> Features:
        """What stands before and behind a run."""
        words, known, offset = self._words, self._known, self._first
        left, right = words[first - 1].lower, words[end].lower
        return (
            "LL=" + words[first - 2].lower + " " + left,
            "RR=" + right + " " + words[end + 1].lower,
            "gc=" + right + (known.starts.get(offset + end + 1, "") if end + 1 < self._size else ""),
            "gb=" + left + (known.ends.get(offset + first - 2, "") if first > 1 else ""),
        )


@lru_cache(maxsize=16_384)
def _known(alone: str, place: str, where: str, opens: str, shape: str) -> Features:
    """What the gazetteer knows, with the word's place in its run; the last sign of `where` is the run's length."""
    return (
        "g=" + alone,
        "G=" + place,
        "Gr=" + place + where[:-1],
        "Gs=" + place + shape,
        "r=" + where,
        opens + shape,
        opens + "G" + place,
    )


@lru_cache(maxsize=4096)
def _ending(run: str, after: str, where: str, place: str) -> Features:
    """What the whole run may be the name of, and what the words up to the next one."""
    return "rt=" + run + where, "rtG=" + run + "|" + place, "ag=" + after, "agG=" + after + "|" + place


@lru_cache(maxsize=16_384)
def _rim(side: str, lower: str, clusters: Features, where: str) -> Features:
    """The first or last word of a run, with the place in it of the word that hears of it."""
    return f"r{side}={lower}{where}", *(f"r{side}{group}{where}" for group in clusters)


@lru_cache(maxsize=4096)
def _used(habit: str, place: str) -> Features:
    return habit, habit + place


@lru_cache(maxsize=4096)
def _beside(before: str, after: str) -> Features:
    """The kinds of the known names that end just before a word and start just behind it."""
    return "gp=" + before, "gn=" + after
