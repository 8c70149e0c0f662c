"""What a place name does in its sentence, as features for the role tagger."""

from collections.abc import Sequence
from dataclasses import dataclass

from geomap.mentions.tokens import Tokens
from geomap.mentions.words import Word, look_at

_EDGE = look_at("")
_FACILITIES = frozenset(
    "airport airfield station port bridge hospital school university college museum cathedral church mosque square "
    "street avenue road highway prison dam plant base market theatre theater stadium park hotel camp".split()
)


@dataclass(frozen=True, slots=True)
class Found:
    """A name found among the words of a text: half-open range of word numbers, and what the gazetteer says."""

    first: int
    end: int
    kind: str  # as in features: "C" country, "N" people, "D" admin1, "P5" a place with a six-digit population
    score: float


def role_items(tokens: Tokens, found: Sequence[Found]) -> list[list[Sequence[str]]]:
    """The items of the names of each sentence that has any, in order; names of a sentence share one sequence."""
    sequences: list[list[Sequence[str]]] = []
    at = 0
    for low, high in tokens.sentences:
        sequence: list[Sequence[str]] = []
        before = low - 2
        while at < len(found) and found[at].first < high:
            sequence.append(_item(tokens.words, low, high, found[at], before))
            before = found[at].end
            at += 1
        if sequence:
            sequences.append(sequence)
    return sequences


def _item(words: Sequence[Word], low: int, high: int, name: Found, before: int) -> Sequence[str]:
    def word(at: int) -> Word:
        return words[at] if low <= at < high else _EDGE

    first, end = name.first, name.end
    left, left2, left3 = word(first - 1), word(first - 2), word(first - 3)
    right, right2 = word(end), word(end + 1)
    run_end = end
    while run_end < high and words[run_end].is_capital:
        run_end += 1
    run_start = first
    while run_start > low and words[run_start - 1].is_capital:
        run_start -= 1
    gap = first - before
    link = " ".join(words[at].lower for at in range(before, first)) if 0 < gap <= 3 and before > low else ""
    return (
        "k=" + name.kind[:1],
        "s=" + word(first).shape,
        "w=" + (word(first).lower if name.kind[:1] in "CND" else "_"),
        "z=" + word(end - 1).lower[-3:],
        "L=" + left.lower,
        "LL=" + left2.lower + " " + left.lower,
        "L2=" + left2.lower,
        "L3=" + left3.lower,
        "R=" + right.lower,
        "RR=" + right.lower + " " + right2.lower,
        "R2=" + right2.lower,
        "Rs=" + right.shape + right.lower[-2:],
        "Rk=" + right.shape + name.kind[:1],
        "Lk=" + left.lower + "|" + name.kind[:1],
        f"run={min(first - run_start, 2)}{min(run_end - end, 3)}",
        "rl=" + (word(run_end - 1).lower if run_end > end else ""),
        "rf=" + (word(run_start).lower if run_start < first else ""),
        "f=" + (right.lower if right.lower in _FACILITIES else right2.lower if right2.lower in _FACILITIES else ""),
        f"at={first == low:d}{end >= high - 1:d}",
        "j=" + link,
    )
