"""Writes Ukrainian names in Latin letters by the official table, so that a map says Zaporizhzhia."""

import re
import unicodedata
from collections.abc import Iterable

from geomap.names import fold

# Resolution 55 of the Cabinet of Ministers, 27 January 2010 (adopted by UNGEGN in 2012 and BGN/PCGN in 2019).
_PLAIN = dict(
    zip(
        "абвгґдежзиіклмнопрстуфхцчшщ",
        "a b v h g d e zh z y i k l m n o p r s t u f kh ts ch sh shch".split(),  # noqa: SIM905 - read side by side
        strict=True,
    )
)
_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}  # at the beginning of a word
_INNER = {"є": "ie", "ї": "i", "й": "i", "ю": "iu", "я": "ia"}  # anywhere else
_SILENT = dict.fromkeys("ьЬʼ'’´`ʹ\u0301", "")  # the soft sign, apostrophes, the stress mark of reference works
_UKRAINIAN = re.compile(r"[абвгґдеєжзиіїйклмнопрстуфхцчшщьюяʼ'’\u0301 .()0-9-]+", re.IGNORECASE)
_BEGINNING = re.compile(r"(?<![\w'’ʼ])[єїйюя]", re.IGNORECASE)


def _table(letters: dict[str, str]) -> dict[int, str]:
    small = {**_PLAIN, **letters}
    return str.maketrans({**small, **{low.upper(): latin.capitalize() for low, latin in small.items()}, **_SILENT})


_NEW = _table(_INNER)
_OLD = _table(_FIRST)  # BGN/PCGN 1965, which GeoNames still prints, writes these letters so everywhere


def romanise(name: str) -> str:
    """A Ukrainian name in the official Latin letters: Запоріжжя is Zaporizhzhia."""
    text = _BEGINNING.sub(lambda letter: letter[0].translate(_OLD), _without_zh(name))
    return text.translate(_NEW)


def romanise_older(name: str) -> str:
    """The same by BGN/PCGN 1965, without its apostrophes: Запоріжжя is Zaporizhzhya."""
    return _without_zh(name).translate(_OLD)


def _without_zh(name: str) -> str:
    return unicodedata.normalize("NFC", name).replace("Зг", "Zgh").replace("зг", "zgh")


def ukrainian(primary: str, others: Iterable[str]) -> str | None:
    """The Ukrainian spelling among a place's names: the one whose romanisation, old or new, is the primary name."""
    wanted = {fold(primary), fold(modernise(primary))}
    for name in others:
        if _UKRAINIAN.fullmatch(name) and not wanted.isdisjoint({fold(romanise_older(name)), fold(romanise(name))}):
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
