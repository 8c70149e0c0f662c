"""Puts other places' names into annotated texts, so that the tagger learns contexts and not only names."""

from collections.abc import Callable, Sequence
from random import Random

from geomap.training.corpora import Gold

# Where our readers' news comes from: names there are small, foreign to English models, and misspelt.
CONFLICT_COUNTRIES = tuple(
    "AF AM AZ BD BF BI CD CF CM CO DZ EG ER ET GE HT IL IN IQ IR KE LB LY ML MM MX MZ NE NG PH PK PS RU SD SO SS SY TD "
    "TR UA VE YE".split()
)


def swap(
    text: str, golds: Sequence[Gold], *, share: float, pool: Sequence[str], keeps: Callable[[str], bool], random: Random
) -> tuple[str, list[Gold]]:
    """The text with a share of its names replaced, each the same way all over the text, and the moved annotations.

    `keeps` says which names stay: countries and peoples, whose names are closed lists, and abbreviations.
    """
    chosen: dict[str, str] = {}
    pieces: list[str] = []
    moved: list[Gold] = []
    length = behind = 0
    for gold in golds:
        old = text[gold.start : gold.end]
        if old not in chosen:
            chosen[old] = old if keeps(old) or random.random() >= share else _cased(random.choice(pool), old)
        new = chosen[old]
        pieces += [text[behind : gold.start], new]
        length += gold.start - behind
        moved.append(Gold(start=length, end=length + len(new), kind=gold.kind))
        length += len(new)
        behind = gold.end
    return "".join([*pieces, text[behind:]]), moved


def misspell(name: str, random: Random) -> str:
    """The name with one letter dropped, doubled, changed or swapped with the next; the first letter stays."""
    if len(name) < 5:
        return name
    at = random.randrange(1, len(name) - 1)
    if not (name[at].isalpha() and name[at + 1].isalpha()):
        return name
    kind = random.randrange(4)
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at] + name[at:]
    if kind == 2:
        return name[:at] + random.choice("aeioukhvnrst") + name[at + 1 :]
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _cased(name: str, like: str) -> str:
    return name.upper() if like.isupper() and len(like) > 3 else name
