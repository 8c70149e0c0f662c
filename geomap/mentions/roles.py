"""What a place name does in its sentence, as features for the role tagger."""

from collections.abc import Sequence
from dataclasses import dataclass

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
NEAR_WORDS = 3  # so near to the name before, what stands between the two is read


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
    class_of = _CLASSES.get

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
    link = " ".join(words[at].lower for at in range(before, first)) if 0 < gap <= NEAR_WORDS and before > low else ""
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
        "cL=" + class_of(left.lower, ""),
        "cLL=" + class_of(left2.lower, "") + "|" + left.lower,
        "cL3=" + class_of(left3.lower, "") + "|" + class_of(left2.lower, left2.shape) + "|" + left.lower,
        "cR=" + class_of(right.lower, right.shape),
        "cRR=" + right.lower[:2] + "|" + class_of(right2.lower, right2.shape),
        "cRk=" + class_of(right.lower, right.shape) + name.kind[:1],
        "cLR=" + class_of(left.lower, left.shape) + "|" + class_of(right.lower, right.shape),
        f"at={first == low:d}{end >= high - 1:d}",
        "j=" + link,
    )
