"""What a place name does in its sentence, as features for the role tagger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from geomap.mentions import around
from geomap.mentions.items import Features, Item
from geomap.mentions.known import CAPITAL
from geomap.mentions.lexicon import Lexicon
from geomap.mentions.tokens import Tokens
from geomap.mentions.words import Word

_SPELT = frozenset({"", "C", "N", "D"})  # kinds whose names are told apart by their spelling; "" is none at all
NEAR_WORDS = 3  # so near to the name before, what stands between the two is read


@dataclass(frozen=True, slots=True)
class Found:
    """A name found among the words of a text: half-open range of word numbers, and what the gazetteer says."""

    first: int
    end: int
    kind: str  # as in features: "C" country, "N" people, "D" admin1, "P5" a place with a six-digit population
    score: float


def role_items(tokens: Tokens, found: Sequence[Found]) -> list[list[Item]]:
    """The items of the names of each sentence that has any, in order; names of a sentence share one sequence."""
    sequences: list[list[Item]] = []
    lexicon, at = tokens.lexicon, 0
    edge = lexicon.look("")
    for low, high in tokens.sentences:
        if at == len(found):
            break
        if found[at].first >= high:
            continue
        words = [*tokens.words[low:high], edge, edge, edge]  # so that one to three too few or too many are the edge
        sequence: list[Item] = []
        sport = around.is_sport(words, lexicon)
        before = -2
        while at < len(found) and found[at].first < high:
            first, end = found[at].first - low, found[at].end - low
            sequence.append(_item(words, (first, end), found[at].kind[:1], lexicon, before=before, sport=sport))
            before = end
            at += 1
        sequences.append(sequence)
    return sequences


def _item(  # noqa: PLR0913 - what is known of one name
    words: Sequence[Word], found: tuple[int, int], kind: str, lexicon: Lexicon, *, before: int, sport: bool
) -> Item:
    """The item of the name that covers the words `found` of a sentence; `before` is where the name before it ends."""
    first, end = found
    name, left, right = words[first], words[first - 1], words[end]
    classes = lexicon.classes
    return Item(
        (
            _name(name.shape, name.lower if kind in _SPELT else "_", kind),
            _left(left.lower, kind, classes.get(left.lower, "")),
            _right(right.lower, right.shape, kind, classes.get(right.lower, right.shape)),
        ),
        (
            "z=" + (kind if kind == CAPITAL else words[end - 1].lower[-3:]),  # the end of "Minsk" is that of many towns
            *_window(words, first, end, before, classes),
            *_run(words, first, end, kind, lexicon),
            *_grammar(words, found, kind, lexicon, sport=sport),
        ),
    )


def _window(words: Sequence[Word], first: int, end: int, before: int, classes: Mapping[str, str]) -> Features:
    """The words to both sides and their groups, and what joins a name to the one before it."""
    left, left2, left3 = words[first - 1], words[first - 2], words[first - 3]
    right, right2 = words[end], words[end + 1]
    near = 0 < first - before <= NEAR_WORDS and before > 0
    return (
        f"at={first == 0:d}{end >= len(words) - 4:d}",
        "LL=" + left2.lower + " " + left.lower,
        "L2=" + left2.lower,
        "L3=" + left3.lower,
        "RR=" + right.lower + " " + right2.lower,
        "R2=" + right2.lower,
        "cLL=" + classes.get(left2.lower, "") + "|" + left.lower,
        "cL3=" + classes.get(left3.lower, "") + "|" + classes.get(left2.lower, left2.shape) + "|" + left.lower,
        "cLR=" + classes.get(left.lower, left.shape) + "|" + classes.get(right.lower, right.shape),
        "cRR=" + right.lower[:2] + "|" + classes.get(right2.lower, right2.shape),
        "j=" + (" ".join(word.lower for word in words[before:first]) if near else ""),
    )


def _run(words: Sequence[Word], first: int, end: int, kind: str, lexicon: Lexicon) -> Features:
    """The other capitals the name stands among, what it is put in front of, and what bears its name."""
    left, right, right2 = words[first - 1], words[end], words[end + 1]
    run_end, run_start = end, first
    while words[run_end].is_capital:
        run_end += 1
    while words[run_start - 1].is_capital:
        run_start -= 1
    noun = lexicon.nouns.get(right.lower, "")
    inside = right2.lower if words[end + 2].is_capital else ""  # "the Havana club in Tunis"
    return (
        f"run={min(first - run_start, 2)}{min(run_end - end, 3)}",
        "rl=" + (words[run_end - 1].lower if run_end > end else ""),
        "rf=" + (words[run_start].lower if run_start < first else ""),
        "e=" + (words[run_end - 1].group if run_end > end else "-" + right.group),
        "nr=" + noun + "|" + kind,
        "nx=" + left.lower + "|" + noun + right.group + "|" + inside,
        f"nm={left.lower in lexicon.roles.named:d}",
        f"pe={left.opens_person:d}{words[first].is_given:d}{right.is_capital:d}",
    )


def _grammar(words: Sequence[Word], found: tuple[int, int], kind: str, lexicon: Lexicon, *, sport: bool) -> Features:
    """What is said of the name and what it hangs on, alone and together with its kind."""
    first, end = found
    voice, group, verb = around.predicate(words, end, lexicon)
    link, over, ruler = around.governor(words, first, lexicon)
    if voice != "own" and link in lexicon.roles.grammar.genitives:
        voice = "of"  # the verb behind is another's: "the mayor of X said"
    said, hangs = voice + "|" + group, link + "|" + over
    hurt, game = str(int(around.suffers(words, end, lexicon))), str(int(sport))
    return (
        "p=" + said,
        "pk=" + said + "|" + kind,
        "ps=" + said + "|" + kind + "|" + link,
        "pv=" + verb,
        "pvk=" + verb + "|" + kind,
        "hz=" + hurt + said,
        "hzk=" + hurt + voice + "|" + kind,
        "hzv=" + hurt + verb,
        "g=" + hangs,
        "gk=" + hangs + "|" + kind,
        "gw=" + link + "|" + ruler,
        "gp=" + hangs + "|" + said,
        "sp=" + game + kind,
        "spg=" + game + hangs,
        "spp=" + game + said,
    )


@lru_cache(maxsize=4096)
def _name(shape: str, listed: str, kind: str) -> Features:
    return "k=" + kind, "s=" + shape, "w=" + listed


@lru_cache(maxsize=8192)
def _left(word: str, kind: str, group: str) -> Features:
    return "L=" + word, "Lk=" + word + "|" + kind, "cL=" + group


@lru_cache(maxsize=8192)
def _right(word: str, shape: str, kind: str, group: str) -> Features:
    return "R=" + word, "Rs=" + shape + word[-2:], "Rk=" + shape + kind, "cR=" + group, "cRk=" + group + kind
