"""Which of a place's many spellings is the Ukrainian one, which the Russian one; names in Latin letters."""

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz

UKRAINIAN = re.compile(r"[абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'’ʼ -]+", re.IGNORECASE)
RUSSIAN = re.compile(r"[абвгдеёжзийклмнопрстуфхцчшщъыьэюя -]+", re.IGNORECASE)
ONLY_UKRAINIAN = re.compile("[іїєґ]|[сц]ьк", re.IGNORECASE)
SPELT_ALIKE = re.compile("[абвгджзйклмнопрстуфхцчшщьюя -]+", re.IGNORECASE)  # Russian letters that Ukrainian keeps
ODD = re.compile("[эъ]|[сц]ьк|кё")  # marks of Belarusian, Adyghe and half-translated spellings among the Russian ones
APOSTROPHES = "'’‘ʻʼ`"
ODD_COST = 8
RUSSIAN_FOR = {
    "и": "[иы]", "і": "[иео]", "ї": "[иеё]", "є": "[ее]", "е": "(?:[еёэ]|ое|ее)", "ґ": "г", "о": "[оеё]", "ь": "ь?",
    "'": "[ъь]?", "’": "[ъь]?", "ʼ": "[ъь]?", "а": "(?:а|ая|о)", "в": "в", "й": "[йи]?", "л": "ль?",
}  # fmt: skip
LIKE_ENOUGH = 62  # of 100: by eye over a thousand cities


def pick(others: Iterable[str], alphabet: re.Pattern[str], like: str) -> str | None:
    """The alternate name in this alphabet that sounds most like the name we know, if one does."""
    sound = plain(latin(like))
    scored = sorted(
        (fuzz.ratio(plain(latin(other)), sound) - ODD_COST * len(ODD.findall(other)), other)
        for other in others
        if alphabet.fullmatch(other) and other[:1].isupper()
    )
    return scored[-1][1] if scored and scored[-1][0] >= LIKE_ENOUGH else None


def sounds_like(name: str, other: str) -> bool:
    """Whether a Cyrillic name and a Latin one are spellings of one name."""
    return fuzz.ratio(plain(latin(name)), plain(other)) >= LIKE_ENOUGH


def ukrainian_form(others: Iterable[str], name: str, russian: str | None) -> str | None:
    """A name that only Ukrainian spells so, or the Russian one where both languages spell alike."""
    own = pick([other for other in others if ONLY_UKRAINIAN.search(other)], UKRAINIAN, name)
    return own or (russian if russian and SPELT_ALIKE.fullmatch(russian) else None)


def russian_form(others: Iterable[str], ukrainian: str) -> str | None:
    """The alternate name that differs from the Ukrainian one only as Russian spelling does."""
    pattern = re.compile("".join(RUSSIAN_FOR.get(letter, re.escape(letter)) for letter in ukrainian.lower()) + "[йя]?")
    fits = [
        other
        for other in others
        if RUSSIAN.fullmatch(other) and pattern.fullmatch(other.lower()) and not ODD.search(other)
    ]
    return max(fits, key=lambda other: ("ы" in other, other), default=None)


def without_marks(name: str) -> str:
    """A Latin name without accents and without the apostrophes that stand for soft or throat sounds."""
    letters = (letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return "".join(letter for letter in letters if letter not in APOSTROPHES)


def plain(name: str) -> str:
    """A name's letters alone, small and without accents."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", name).lower() if letter.isalpha())


# ---------------------------------------------------------------- letters

SOUNDS = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "ie", "ж": "zh", "з": "z",
    "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "",
    "ы": "y", "ь": "", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}


def latin(name: str) -> str:
    """A name in Latin letters, good enough to compare by."""
    return "".join(SOUNDS.get(letter, letter) for letter in name.lower())


def romanised(name: str) -> str:
    """A Ukrainian name in Latin letters by resolution 55 of the Cabinet of Ministers of 27 January 2010."""
    words = re.split(r"([ -])", re.sub(r"['’ʼь]", "", name.replace("зг", "zgh").replace("Зг", "Zgh")))
    return "".join(_romanised_word(word) for word in words)


def _romanised_word(word: str) -> str:
    letters = [
        FIRST.get(letter.lower(), SOUNDS.get(letter.lower(), letter))
        if index == 0
        else SOUNDS.get(letter, letter.lower() if letter.isupper() else letter)
        for index, letter in enumerate(word)
    ]
    plain = "".join(letters)
    return plain[:1].upper() + plain[1:] if word[:1].isupper() else plain
