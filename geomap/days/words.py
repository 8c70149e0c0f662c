"""Knows the words of dates: months and weekdays in fifty languages, and what may stand beside them."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

DASHES = re.compile("[\u2010-\u2015\u2212]")


def plain(word: str) -> str:
    """The word in small letters without accents and full stops, as the table of names has it."""
    folded = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return bare.translate(_APOSTROPHES).replace(".", "").strip()


_APOSTROPHES = dict.fromkeys(map(ord, "'\u2018\u2019"), "\u02bc")  # which of them people type is chance: п'ятниця


@lru_cache(maxsize=1)
def names() -> Mapping[str, tuple[int, ...]]:
    """Plain name to what it may mean: months 1 to 12, weekdays -1 (Monday) to -7."""
    text = resources.files("geomap.days").joinpath("names.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {name.translate(_APOSTROPHES): tuple(map(int, numbers.split())) for name, numbers in rows}


@lru_cache(maxsize=1)
def of_two_words() -> re.Pattern[str]:
    """Finds the names of two words and more: the months of Damascus and Baghdad, the weekdays of Lisbon."""
    long = sorted((name for name in names() if " " in name or "-" in name), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, long))})(?!\w)")


@lru_cache(maxsize=1)
def beside() -> frozenset[str]:
    """The plain words that change nothing."""
    return frozenset(word for kind, word in _listed() if kind not in _SIGNS and kind != "about")


_LENGTHS = {"weeks": 0, "quarters": 3, "halves": 6}  # months
_SIGNS = {"joins": "J", "opens": "F", "nights": "G", "onto": "O", **dict.fromkeys(_LENGTHS, "N")}


@lru_cache(maxsize=1)
def signs() -> Mapping[str, str]:
    """Plain word to the letter of what it does: joins or opens a range, is a night, leads to a day, parts a year."""
    return {word: _SIGNS[kind] for kind, word in _listed() if kind in _SIGNS}


@lru_cache(maxsize=1)
def parts_of() -> frozenset[str]:
    """The plain words for a part of a month or year, which is then read as the whole of it."""
    return frozenset(word for kind, word in _listed() if kind == "about")


@lru_cache(maxsize=1)
def lengths() -> Mapping[str, int]:
    """The plain words for a part of a year, with its months; 0 for a week."""
    return {word: _LENGTHS[kind] for kind, word in _listed() if kind in _LENGTHS}


@lru_cache(maxsize=1)
def roman() -> re.Pattern[str]:
    """Finds the Roman figure before a word for a part of a year."""
    nouns = "|".join(sorted(map(re.escape, (word for word, months in lengths().items() if months)), key=len))
    return re.compile(rf"(?<!\w)(?:iv|i{{1,3}})(?=[\s.-]*(?:{nouns})(?!\w))")


def _listed() -> list[tuple[str, str]]:
    text = resources.files("geomap.days").joinpath("beside.txt").read_text(encoding="utf-8")
    lines = (line.partition(":") for line in text.splitlines() if not line.startswith("#"))
    return [(kind, plain(word)) for kind, _, listed in lines for word in listed.split()]
