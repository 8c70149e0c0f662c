"""Puts other places' names into annotated texts, so that the tagger learns contexts and not only names."""

from collections.abc import Callable, Sequence
from random import Random

from geomap.training.corpora import Gold

# Where our readers' news comes from: names there are small, foreign to English models, and misspelt.
_CONFLICT_COUNTRIES = (
    "AF AM AZ BD BF BI CD CF CM CO DZ EG ER ET GE HT IL IN IQ IR KE LB LY ML MM MX MZ NE NG PH PK PS RU SD SO SS SY TD "
    "TR UA VE YE"
)
CONFLICT_COUNTRIES = frozenset(_CONFLICT_COUNTRIES.split())
SHORTEST_MISSPELT = 5  # letters: a shorter name with a mistake may be another name
_SLIPS = "aeioukhvnrst"  # letters that transliterations and fingers take for one another


def swap(text: str, golds: Sequence[Gold], rename: Callable[[str], str]) -> tuple[str, list[Gold]]:
    """The text with its names as `rename` gives them, and the annotations moved along."""
    pieces: list[str] = []
    moved: list[Gold] = []
    length = behind = 0
    for gold in golds:
        new = rename(text[gold.start : gold.end])
        pieces += [text[behind : gold.start], new]
        length += gold.start - behind
        moved.append(Gold(start=length, end=length + len(new), kind=gold.kind))
        length += len(new)
        behind = gold.end
    return "".join([*pieces, text[behind:]]), moved


def misspell(name: str, random: Random) -> str:
    """The name with one letter dropped, doubled, changed or swapped with the next; the first letter stays."""
    if len(name) < SHORTEST_MISSPELT:
        return name
    at = random.randrange(1, len(name) - 1)
    one, two, rest = name[at], name[at + 1], name[at + 2 :]
    if not (one.isalpha() and two.isalpha()):
        return name
    slips = (two + rest, one + one + two + rest, random.choice(_SLIPS) + two + rest, two + one + rest)
    return name[:at] + random.choice(slips)
