"""How far two spellings of a name are apart when one may be a typo, another transliteration or an older name."""

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
