"""How far two spellings of a name are apart when one may be a typo, another transliteration or an older name."""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from geomap.names import fold

# Letter groups that stand for one sound or letter in English renderings of Ukrainian, Russian and Arabic names. Each
# is folded to its first form, longest groups first, so that "Kharkov" and "Kharkiv", "Lugansk" and "Luhansk",
# "Zaporizhia" and "Zaporizhzhia", "Daraa" and "Deraa" meet.
_RENDERED = (
    "shch=c sch=c zhzh=z kh=h gh=h zh=z dj=j dzh=j dh=d th=t sh=s ch=c tch=c ts=c tz=c ph=f ou=u oo=u ee=i ay=a "
    "ai=a ei=i ia=a ya=a ja=a iu=u yu=u ju=u io=o yo=o jo=o ie=e ye=e je=e iy=i yi=i yy=i ij=i ck=k qu=k g=h q=k "
    "x=ks y=i j=i w=v e=i o=u"
)
_GROUPS = tuple((group, level) for group, _, level in (pair.partition("=") for pair in _RENDERED.split(" ")))
_ENDINGS = (
    ("skii", "ski"),
    ("skyi", "ski"),
    ("sky", "ski"),
    ("skiy", "ski"),
    ("ov", "iv"),
    ("ev", "iv"),
    ("iev", "iv"),
)
_ARTICLES = frozenset({"al", "el", "ad", "as", "ar", "at", "az", "an", "ash", "ed", "es", "er", "ez"})
# What is left of a name whose vowels each writer hears otherwise: "Hunaida" and "Hunaydah", "Menbej" and "Manbij". A
# letter between two vowels, or before one, that is written u, ou or w is a consonant: "Touena" and "Tuwayni".
_HEARD = "kh=x gh=G dh=d th=t sh=c ch=c zh=j dj=j dz=z ts=s tz=s ph=f ck=k q=k v=w g=j"
_CONSONANTS = tuple((group, level) for group, _, level in (pair.partition("=") for pair in _HEARD.split(" ")))
_GLIDE = re.compile(r"(?:ou|oo|u|o)w?(?=[aei])")
_LEAST_CONSONANTS = 3  # fewer are shared by too many names: of those the vowels count as well
_LONG_ENOUGH = 6  # letters of a name of two consonants whose vowels may differ by one
_VOWELS = frozenset("aeiouy")
_CLOSE = 0.12  # share of letters that may differ after the sounds are levelled: one in nine, as in "Maarat al-Numan"


@lru_cache(maxsize=65536)
def sounds(folded: str) -> str:
    """A folded Latin spelling with letter groups levelled; equal for two renderings of one name."""
    word = " ".join(part for part in folded.split(" ") if part not in _ARTICLES) or folded
    for ending, level in _ENDINGS:
        if word.endswith(ending):
            word = word.removesuffix(ending) + level
            break
    for group, level in _GROUPS:
        word = word.replace(group, level)
    word = word.replace(" ", "")
    return "".join(letter for at, letter in enumerate(word) if at == 0 or letter != word[at - 1])


def edits(first: str, second: str) -> int:
    """Edit operations between the folded spellings (Damerau-Levenshtein, optimal string alignment)."""
    return int(OSA.distance(fold(first), fold(second)))


@lru_cache(maxsize=65536)
def same_sound(first: str, second: str) -> bool:
    """Whether two spellings are renderings of one name in Latin letters."""
    one, two = sounds(fold(first)), sounds(fold(second))
    return bool(one) and OSA.distance(one, two) <= _CLOSE * max(len(one), len(two))


@lru_cache(maxsize=65536)
def consonants(folded: str) -> str:
    """The consonants of a folded Latin spelling, as far as renderings of one name share them; "" of none.

    A hyphen before or behind them says that the name begins or ends with a vowel.
    """
    word = _bare(folded)
    for group, level in _CONSONANTS:
        word = word.replace(group, level)
    word = _GLIDE.sub("w", word)
    begins, ends = ("-" if letter in _VOWELS else "" for letter in (word[:1] or "b", word[-1:] or "b"))
    heard = "".join(letter for letter in word if letter not in _VOWELS)
    once = "".join(letter for at, letter in enumerate(heard) if at == 0 or letter != heard[at - 1])
    return f"{begins}{once}{ends}" if len(once) > 1 else ""


def _bare(folded: str) -> str:
    """The letters of a name without Arabic articles, and without the h that ends what is heard as a vowel."""
    word = "".join(part for part in folded.split(" ") if part not in _ARTICLES)
    return word.removesuffix("h") if word[-2:-1] in _VOWELS else word


@lru_cache(maxsize=65536)
def same_consonants(first: str, second: str) -> bool:
    """Whether two folded spellings may be renderings of one name that is written without its short vowels."""
    one = consonants(first)
    if not one or one != consonants(second):
        return False
    if len(one.strip("-")) >= _LEAST_CONSONANTS:
        return True
    bare, other = _bare(first), _bare(second)
    return OSA.distance(bare, other) <= (min(len(bare), len(other)) >= _LONG_ENOUGH)
