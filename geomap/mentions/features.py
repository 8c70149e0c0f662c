"""Turns the words of an article into the features that the tagger reads."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from geomap.mentions.lookups import longest_matches
from geomap.mentions.tokens import Tokens
from geomap.mentions.words import Word, look_at
from geomap.records import NameFacts

GAP = ("|",)  # stands for words between names that can be no part of one
WIDEST_GAP = 3  # lower-case words that may lie between two capitals of one stretch
_EDGE = look_at("")
_INSIDE = frozenset("in at near from to outside around across into inside toward towards through".split())
_TITLES = frozenset(
    "mr mrs ms dr president minister sen rep gov sgt capt lt gen col officer chief judge prof rev".split()
)


def sequence(
    tokens: Tokens, names: Mapping[tuple[int, int], str], facts: Mapping[str, NameFacts]
) -> tuple[list[Sequence[str]], list[int]]:
    """The items of a text and, for each, its word number (-1 for a gap)."""
    words = [look_at(word) for word in tokens.words]
    known = _known(len(words), names, facts)
    habits = _habits(words)
    items: list[Sequence[str]] = []
    numbers: list[int] = []
    for low, high in tokens.sentences:
        heading = _is_heading(words, low, high)
        for first, end in stretches(words, low, high):
            for at in range(first, end):
                items.append(_item(words, at, low, high, known, habits, heading))
                numbers.append(at)
            items.append(GAP)
            numbers.append(-1)
    return items, numbers


def stretches(words: Sequence[Word], low: int, high: int) -> list[tuple[int, int]]:
    """The half-open ranges of word numbers in a sentence that hold capitals, few other words between them."""
    found: list[tuple[int, int]] = []
    for at in range(low, high):
        if not words[at].is_capital:
            continue
        if at - 2 >= low and words[at - 1].shape == "-" and words[at - 2].is_connector:
            first = at - 2
        else:
            first = at
        if found and first - found[-1][1] <= WIDEST_GAP:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((first, at + 1))
    return found


class Known:
    """What the gazetteer knows of each word of a text."""

    __slots__ = ("alone", "ends", "place", "starts")

    def __init__(self, size: int) -> None:
        self.alone: list[str] = ["0"] * size  # of the word by itself
        self.place: list[str] = [""] * size  # position in the longest name that covers it, with the name's kind
        self.starts: dict[int, str] = {}  # kind of the longest name that starts at a word
        self.ends: dict[int, str] = {}  # ... that ends with it


def _known(size: int, names: Mapping[tuple[int, int], str], facts: Mapping[str, NameFacts]) -> Known:
    known = Known(size)
    for (first, end), name in names.items():
        if end - first == 1 and (fact := facts.get(name)) is not None:
            known.alone[first] = kind_of(fact)
    for first, end, fact in longest_matches(names, facts):
        kind = kind_of(fact)
        known.starts[first] = kind
        known.ends[end - 1] = kind
        for at in range(first, end):
            position = "S" if end - first == 1 else "B" if at == first else "E" if at == end - 1 else "I"
            known.place[at] = position + kind
    return known


@lru_cache(maxsize=4096)
def kind_of(fact: NameFacts) -> str:
    """The kind of a known name in a few letters: C country, N people, D first division, else class and digits of its size."""
    if fact.is_country:
        return "C"
    if fact.is_people:
        return "N"
    if fact.is_admin1:
        return "D"
    return (
        f"{'P' if 'P' in fact.classes else fact.classes[:1]}{_size(fact.population)}{'m' if fact.bearers > 4 else ''}"
    )


def _size(population: int) -> int:
    return 0 if population <= 0 else min(len(str(population)), 7)


def _habits(words: Sequence[Word]) -> dict[str, str]:
    """How each capitalised word is used all over the text: the same word tends to mean the same thing."""
    inside: set[str] = set()
    person: set[str] = set()
    lower: set[str] = set()
    before = _EDGE
    for word in words:
        if not word.is_capital:
            lower.add(word.lower)
        elif before.lower in _INSIDE:
            inside.add(word.lower)
        elif before.lower in _TITLES:
            person.add(word.lower)
        before = word if word.shape != "." else before
    return {
        word.lower: f"d={word.lower in inside:d}{word.lower in person:d}{word.lower in lower:d}"
        for word in words
        if word.is_capital
    }


def _is_heading(words: Sequence[Word], low: int, high: int) -> bool:
    letters = [word for word in words[low:high] if len(word.lower) > 3 and word.lower.isalpha()]
    return sum(word.is_capital for word in letters) > 0.6 * len(letters) and len(letters) > 2


def _item(
    words: Sequence[Word], at: int, low: int, high: int, known: Known, habits: Mapping[str, str], heading: bool
) -> Sequence[str]:
    word = words[at]
    before = words[at - 1] if at > low else _EDGE
    after = words[at + 1] if at + 1 < high else _EDGE
    if not word.is_capital:
        return ("o=" + word.lower, "op=" + before.shape, "on=" + after.shape, "og=" + known.place[at])
    first, end = _run(words, at, low, high)
    left = words[first - 1].lower if first > low else "^"
    left2 = words[first - 2].lower if first - 1 > low else "^"
    right = words[end].lower if end < high else "$"
    right2 = words[end + 1].lower if end + 1 < high else "$"
    place, alone = known.place[at], known.alone[at]
    size = min(end - first, 4)
    where = f"{'^' if at == first else ''}{'$' if at + 1 == end else ''}"
    return (
        *word.own,
        "g=" + alone,
        "G=" + place,
        "Gr=" + place + where,
        "Gl=" + place + "|" + left,
        "GR=" + place + "|" + right,
        "Gs=" + place + word.shape,
        f"r={where}{size}",
        "L=" + left,
        "LL=" + left2 + " " + left,
        "R=" + right,
        "RR=" + right + " " + right2,
        "p=" + before.lower,
        "n=" + after.lower,
        "rl=" + words[end - 1].lower + where,
        "rf=" + words[first].lower + where,
        "gp=" + known.ends.get(at - 1, ""),
        "gn=" + known.starts.get(at + 1, ""),
        "gc=" + right + known.starts.get(end + 1, ""),
        "gb=" + left + known.ends.get(first - 2, ""),
        habits[word.lower],
        habits[word.lower] + place,
        f"h={heading:d}{at == low:d}{word.shape}",
        f"hG={heading:d}{at == low:d}{place}",
    )


def _run(words: Sequence[Word], at: int, low: int, high: int) -> tuple[int, int]:
    """The unbroken run of capitals around a word."""
    first = at
    while first > low and words[first - 1].is_capital:
        first -= 1
    end = at + 1
    while end < high and words[end].is_capital:
        end += 1
    return first, end
