"""Writes Ukrainian names in Latin letters by the official table, so that a map says Zaporizhzhia."""

import re
import unicodedata
from collections.abc import Iterable

from geomap.names import fold

# Resolution 55 of the Cabinet of Ministers, 27 January 2010 (adopted by UNGEGN in 2012 and BGN/PCGN in 2019).
_PLAIN = dict(
    zip(
        "абвгґдежзиіклмнопрстуфхцчшщ",
        "a b v h g d e zh z y i k l m n o p r s t u f kh ts ch sh shch".split(),
        strict=True,
    )
)
_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}  # at the beginning of a word
_INNER = {"є": "ie", "ї": "i", "й": "i", "ю": "iu", "я": "ia"}  # anywhere else
_OLDER = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}  # BGN/PCGN 1965, which GeoNames still prints
_SILENT = "ьʼ'’´`ʹ"
LETTERS = frozenset("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя")


def romanise(name: str) -> str:
    """A Ukrainian name in the official Latin letters: Запоріжжя is Zaporizhzhia."""
    return _written(name, _FIRST, _INNER)


def romanise_older(name: str) -> str:
    """The same by BGN/PCGN 1965, without its apostrophes: Запоріжжя is Zaporizhzhya."""
    return _written(name, _OLDER, _OLDER)


def _written(name: str, first: dict[str, str], inner: dict[str, str]) -> str:
    out: list[str] = []
    fresh = True
    text = unicodedata.normalize("NFC", name).replace("Зг", "Zgh").replace("зг", "zgh")
    for letter in text:
        low = letter.lower()
        if low in _SILENT or unicodedata.combining(letter):
            continue
        latin = _PLAIN.get(low) or (first if fresh else inner).get(low, low)
        out.append(latin.capitalize() if letter != low else latin)
        fresh = not (letter.isalpha() or low in _SILENT)
    return "".join(out)


def ukrainian(primary: str, others: Iterable[str]) -> str | None:
    """The Ukrainian spelling among a place's names: the one whose romanisation, old or new, is the primary name."""
    wanted = {fold(primary), fold(modernise(primary))}
    for name in others:
        letters = {letter for letter in name.lower() if letter.isalpha()}
        if letters and letters <= LETTERS and not wanted.isdisjoint({fold(romanise_older(name)), fold(romanise(name))}):
            return name
    return None


# BGN/PCGN 1965 as GeoNames writes it, put into the letters of 2010 where no Ukrainian spelling is at hand.
_MODERN = (
    (re.compile(r"(?<=\w)yy\b"), "yi"),  # Khmelnytskyy
    (re.compile(r"(?<=[aeiou])yi"), "i"),  # Mykolayiv
    (re.compile(r"(?<=\w)y(?=[aeu])"), "i"),  # Zaporizhzhya, Kupyansk
    (re.compile(r"(?<=[aeiou])y(?![aeiou])"), "i"),  # Dzhankoy
    (re.compile(r"[’'ʼ]"), ""),
)


def modernise(name: str) -> str:
    """A name in BGN/PCGN 1965 in the official letters of today: Kadiyivka is Kadiivka."""
    for old, new in _MODERN:
        name = old.sub(new, name)
    return name
