"""What a place name does in its sentence, as features for the role tagger."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from geomap.mentions import around
from geomap.mentions.items import Features, Item
from geomap.mentions.known import SEAT
from geomap.mentions.tokens import Tokens
from geomap.mentions.words import Word, look_at

_EDGE = look_at("")
# Words that say what a name beside them does, by group.
_GROUPS = {
    # who acts: a state or its leaders speak, sign, buy
    "say": (
        "said says say saying told accused accuses denied denies warned warns urged urges called calls condemned "
        "condemns announced announces vowed vows claimed claims insisted insists rejected rejects demanded "
        "demands agreed agrees signed backed backs supports supported wants wanted seeks sought hopes hoped plans "
        "planned decided approved refused voted recognised recognized imposed lifted summoned expelled recalled "
        "invaded annexed sent deployed launched fired withdrew pledged promised offered blamed criticised "
        "criticized expressed considers believes must should would will can could has had is was did does"
    ),
    # what is done to a place
    "hit": (
        "hit hits hitting struck strikes attacked shelled shelling bombed bombing targeted seized captured "
        "entered reached left fled destroyed overran stormed raided liberated recaptured retook pounded rocked "
        "shook besieged visited leave leaving entering reach reaching fleeing attacking capturing seizing toured "
        "evacuated patrolled occupied controls"
    ),
    # what happens at a place: "the siege of X", "an attack on X"
    "event": (
        "attack attacks siege fall capture battle shelling bombing raid raids assault strike strikes blast "
        "explosion offensive clashes fighting flight flights trip visit road way route arrival evacuation "
        "bombardment occupation liberation outskirts city town village region province district north south east "
        "west centre center part parts suburb suburbs port streets coast area areas border near neighbourhood "
        "neighborhood residents mayor governor"
    ),
    # what states have with one another
    "tie": (
        "relations ties war talks agreement deal treaty sanctions support aid pressure alliance dispute row "
        "tensions ambassador envoy embassy trade cooperation negotiations friendship conflict allies ally partner "
        "partners behalf"
    ),
    # who belongs to a state
    "state": (
        "government parliament president minister ministry army military troops forces force soldiers police "
        "officials official officers navy airforce authorities leader leaders leadership embassy ambassador envoy "
        "diplomats senator governor mayor economy policy law laws intelligence spokesman spokeswoman spokesperson "
        "chief regime administration team club fans coach players midfielder striker politicians lawmakers voters "
        "citizens"
    ),
    # who lives there
    "folk": (
        "resident residents man woman men women people couple family families boy girl teenager child children "
        "students teacher farmer doctor home house houses homes native"
    ),
    # what stands there
    "site": (
        "airport airfield station port bridge hospital school university college museum cathedral church mosque "
        "square street avenue road highway prison dam plant base market theatre theater stadium park hotel camp "
        "refinery depot region province district oblast county governorate city town village area suburb river "
        "lake coast border enclave"
    ),
}
_CLASSES = {word: group for group, words in _GROUPS.items() for word in words.split()}
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
    at = 0
    for low, high in tokens.sentences:
        if at == len(found):
            break
        if found[at].first >= high:
            continue
        words = [*tokens.words[low:high], _EDGE, _EDGE, _EDGE]  # so that one to three too few or too many are the edge
        sequence: list[Item] = []
        sport = around.is_sport(words)
        before = -2
        while at < len(found) and found[at].first < high:
            first, end = found[at].first - low, found[at].end - low
            sequence.append(_item(words, (first, end), found[at].kind[:1], before=before, sport=sport))
            before = end
            at += 1
        sequences.append(sequence)
    return sequences


def _item(words: Sequence[Word], found: tuple[int, int], kind: str, *, before: int, sport: bool) -> Item:
    """The item of the name that covers the words `found` of a sentence; `before` is where the name before it ends."""
    first, end = found
    name, left, right = words[first], words[first - 1], words[end]
    return Item(
        (
            _name(name.shape, name.lower if kind in _SPELT else "_", kind),
            _left(left.lower, kind),
            _right(right.lower, right.shape, kind),
        ),
        (
            "z=" + (kind if kind == SEAT else words[end - 1].lower[-3:]),  # the end of "Minsk" is that of many towns
            *_window(words, first, end, before),
            *_run(words, first, end, kind),
            *_grammar(words, found, kind, sport=sport),
        ),
    )


def _window(words: Sequence[Word], first: int, end: int, before: int) -> Features:
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
        "cLL=" + _CLASSES.get(left2.lower, "") + "|" + left.lower,
        "cL3=" + _CLASSES.get(left3.lower, "") + "|" + _CLASSES.get(left2.lower, left2.shape) + "|" + left.lower,
        "cLR=" + _CLASSES.get(left.lower, left.shape) + "|" + _CLASSES.get(right.lower, right.shape),
        "cRR=" + right.lower[:2] + "|" + _CLASSES.get(right2.lower, right2.shape),
        "j=" + (" ".join(word.lower for word in words[before:first]) if near else ""),
    )


def _run(words: Sequence[Word], first: int, end: int, kind: str) -> Features:
    """The other capitals the name stands among, what it is put in front of, and what bears its name."""
    left, right, right2 = words[first - 1], words[end], words[end + 1]
    run_end, run_start = end, first
    while words[run_end].is_capital:
        run_end += 1
    while words[run_start - 1].is_capital:
        run_start -= 1
    noun = around.noun(right)
    inside = right2.lower if words[end + 2].is_capital else ""  # "the Havana club in Tunis"
    return (
        f"run={min(first - run_start, 2)}{min(run_end - end, 3)}",
        "rl=" + (words[run_end - 1].lower if run_end > end else ""),
        "rf=" + (words[run_start].lower if run_start < first else ""),
        "e=" + (words[run_end - 1].group if run_end > end else "-" + right.group),
        "nr=" + noun + "|" + kind,
        "nx=" + left.lower + "|" + noun + right.group + "|" + inside,
        f"nm={around.is_named(left):d}",
        f"pe={left.opens_person:d}{words[first].is_given:d}{right.is_capital:d}",
    )


def _grammar(words: Sequence[Word], found: tuple[int, int], kind: str, *, sport: bool) -> Features:
    """What is said of the name and what it hangs on, alone and together with its kind."""
    first, end = found
    voice, group, verb = around.predicate(words, end)
    link, over, ruler = around.governor(words, first)
    if voice != "own" and link == "of":
        voice = "of"  # the verb behind is another's: "the mayor of X said"
    said, hangs = voice + "|" + group, link + "|" + over
    hurt, game = str(int(around.suffers(words, end))), str(int(sport))
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
def _left(word: str, kind: str) -> Features:
    return "L=" + word, "Lk=" + word + "|" + kind, "cL=" + _CLASSES.get(word, "")


@lru_cache(maxsize=8192)
def _right(word: str, shape: str, kind: str) -> Features:
    group = _CLASSES.get(word, shape)
    return "R=" + word, "Rs=" + shape + word[-2:], "Rk=" + shape + kind, "cR=" + group, "cRk=" + group + kind
