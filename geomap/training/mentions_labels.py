"""Lays the corpora's annotations over the words of a text: what the tagger learns to say."""

from collections.abc import Sequence

from geomap.mentions.tokens import Tokens
from geomap.training.corpora import NO_NAMES, Annotated, Gold

LONGEST_WORDS = 9  # of a name; a longer annotation is a slip of the corpus


def labels(tokens: Tokens, golds: Sequence[Gold]) -> list[str]:
    """B, I or O for each word: B opens a place name or the name of a people, I carries it on."""
    found = ["O"] * len(tokens.words)
    for gold in golds:
        inside = [
            number
            for number in range(len(tokens.words))
            if tokens.starts[number] < gold.end and gold.start < tokens.ends[number]
        ]
        if 0 < len(inside) <= LONGEST_WORDS and all(found[number] == "O" for number in inside):
            found[inside[0]] = "B"
            for number in inside[1:]:
                found[number] = "I"
    return found


def names_of(text: Annotated, *, barred: frozenset[str] = NO_NAMES) -> list[Gold]:
    """The annotations that are names of places or peoples; of two that overlap the longer one.

    GeoWebNews marks facilities twice, as Coercion and as Non_Toponym: the tagger does not learn those, since no
    other corpus counts "Cloverhill District Court" as a place name.
    """
    taken = {(gold.start, gold.end) for gold in text.golds if gold.kind in barred}
    kept: list[Gold] = []
    wanted = [gold for gold in text.golds if gold.kind not in barred and (gold.start, gold.end) not in taken]
    for gold in sorted(wanted, key=lambda gold: (gold.start - gold.end, gold.start)):
        if all(gold.end <= other.start or other.end <= gold.start for other in kept):
            kept.append(gold)
    return sorted(kept, key=lambda gold: gold.start)
