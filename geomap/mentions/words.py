"""What can be said about a word without looking around it; each word is looked at once."""

from dataclasses import dataclass
from functools import lru_cache

from geomap.mentions.endings import GROUP_OF
from geomap.mentions.items import Features
from geomap.mentions.kindred import kin
from geomap.mentions.lists import given_names
from geomap.names import fold

# Abbreviated states and provinces, as American newsrooms write them: the full stop belongs to the name.
_STATES = (
    "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn "
    "Tex Va Vt Wash Wis Wyo Ont Que Alta Sask Man"
)
STATES = tuple(_STATES.split())
_INITIALS = "W.Va. N.C. N.D. N.H. N.J. N.M. N.Y. S.C. S.D. R.I. D.C. B.C. N.S. N.B."
_STOPPED_STATES = frozenset([state + "." for state in STATES] + _INITIALS.split())
# Words that stand inside names without a capital: "Isle of Man", "Port au Prince", "Santiago del Estero".
_CONNECTORS = (
    "of the and & de la las le les los el al ad an ar as ash at az ed es da do dos das del della di du des der den am "
    "auf bei im au aux en sur sous lez upon on under by in ul ud ur us abu ibn bin bint e y i van von zu - – ' ’ . /"
)
CONNECTORS = frozenset(_CONNECTORS.split())
# Words that open sentences and are no names when only their first letter is a capital, though a gazetteer that knows
# codes and hamlets has them all: "On", "No", "Or", "Car".
_PLAIN_WORDS = (
    "a about above after again all along also although am among an and another any are around as at away back be "
    "because been before behind being below between both but by came can car city could day did do does down "
    "during each early even ever every few first five for four from full get given go good had has have he her "
    "here high his home how i if in into is it its just last late later left less like long lot made make man "
    "many may me men more most much must my near new next nine no nor not now of off old on once one only or "
    "other our out over own part people police same san she since six so some soon still such ten than that the "
    "their them then there these they this those though three through to today together too two under until up us "
    "very war was we well were what when where which while who whose why will with within without women would "
    "year yes yet you young your"
)
PLAIN_WORDS = frozenset(_PLAIN_WORDS.split())
# Articles that may open a name when a hyphen ties them to it: "al-Bab", "el-Fasher", "ash-Shaddadi".
_OPENERS = "al el ad an ar as ash at az ed es ez er en ul"
OPENERS = frozenset(_OPENERS.split())
# Words that open the name of a person.
_TITLE_WORDS = (
    "mr mrs ms dr president minister sen rep gov sgt capt lt gen col officer chief judge prof rev general colonel "
    "commander captain sheikh king queen prince pope senator congressman chancellor"
)
_TITLES = frozenset(_TITLE_WORDS.split())
LONG_WORD = 4  # letters
LONGEST = 8  # letters: longer words are told apart no more by their length


@dataclass(frozen=True, slots=True)
class Word:
    """One spelling."""

    text: str
    lower: str
    shape: str  # "Aa", "AA", "A.", "aA", "A", "a", "1", or the sign itself
    is_capital: bool  # holds a capital letter, so it may belong to a name
    is_connector: bool
    is_given: bool  # a common given name
    opens_person: bool  # that, or a title, or an initial
    is_long: bool  # a word of some letters
    is_plain: bool  # a common word with a capital at most
    group: str  # of the names that end with it, "" for most words
    kin: Features  # the groups of words that are used alike
    own: Features  # what it says of itself, ready for the tagger
    as_previous: Features  # what it says of the word behind it
    as_next: Features  # ... of the word before it
    as_left: Features  # ... of the run of capitals behind it
    as_right: Features  # ... of the run of capitals before it


@lru_cache(maxsize=32_768)
def look_at(spelling: str) -> Word:
    """What is to be said about a spelling."""
    lower = spelling.lower()
    is_capital = lower != spelling and spelling[0] not in "'’ʼ"
    shape = shape_of(spelling)
    is_given = is_capital and lower in given_names()
    kindred = kin(lower)
    own: Features = ()
    if is_capital:
        plain = fold(spelling)
        own = ("w=" + lower, "s=" + shape, "x=" + plain[-3:], "X=" + plain[-2:], "a=" + plain[:3])
        own += ("l=" + str(min(len(plain), LONGEST)), *_each("w", kindred))
        if spelling in _STOPPED_STATES:
            own += ("st",)
    return Word(
        text=spelling,
        lower=lower,
        shape=shape,
        is_capital=is_capital,
        is_connector=lower in CONNECTORS,
        is_given=is_given,
        opens_person=is_given or lower in _TITLES or shape == "A",
        is_long=len(lower) >= LONG_WORD and lower.isalpha(),
        is_plain=shape in {"Aa", "A", "a"} and lower in PLAIN_WORDS,
        group=GROUP_OF.get(lower, ""),
        kin=kindred,
        own=own,
        as_previous=("p=" + lower, *_each("p", kindred)),
        as_next=("n=" + lower, *_each("n", kindred)),
        as_left=("L=" + lower, *_each("L", kindred)),
        as_right=("R=" + lower, *_each("R", kindred)),
    )


def _each(part: str, groups: Features) -> Features:
    """The groups of a word that plays a part."""
    return tuple(part + group for group in groups)


def shape_of(spelling: str) -> str:
    """The pattern of capitals in a spelling."""
    if "." in spelling and len(spelling) > 1:
        return "A."
    if not any(letter.isalnum() for letter in spelling):
        return spelling[:1]
    if spelling.isupper():
        return "A" if len(spelling) == 1 else "AA"
    if spelling.islower():
        return "a"
    if spelling[0].isupper():
        return "Aa" if spelling[1:].islower() else "AaA"
    return "1" if spelling.isdigit() else "aA"
