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
    return "".join(letter for letter in folded if not unicodedata.combining(letter)).replace(".", "").strip()


@lru_cache(maxsize=1)
def names() -> Mapping[str, tuple[int, ...]]:
    """Plain name to what it may mean: months 1 to 12, weekdays -1 (Monday) to -7."""
    text = resources.files("geomap.days").joinpath("names.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: tuple(map(int, numbers.split())) for name, numbers in rows}


@lru_cache(maxsize=1)
def of_two_words() -> re.Pattern[str]:
    """Finds the names of two words and more: the months of Damascus and Baghdad, the weekdays of Lisbon."""
    long = sorted((name for name in names() if " " in name or "-" in name), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, long))})(?!\w)")


@lru_cache(maxsize=1)
def beside() -> frozenset[str]:
    """The plain words that change nothing."""
    return frozenset(word for kind, word in _listed() if kind not in {"joins", "about", "opens"})


@lru_cache(maxsize=1)
def joining() -> frozenset[str]:
    """The plain words that join the ends of a range."""
    return frozenset(word for kind, word in _listed() if kind == "joins")


@lru_cache(maxsize=1)
def opening() -> frozenset[str]:
    """The plain words that open a range; without one they make another date of it: "from 10 February"."""
    return frozenset(word for kind, word in _listed() if kind == "opens")


@lru_cache(maxsize=1)
def parts_of() -> frozenset[str]:
    """The plain words for a part of a month or year, which is then read as the whole of it."""
    return frozenset(word for kind, word in _listed() if kind == "about")


def _listed() -> list[tuple[str, str]]:
    text = resources.files("geomap.days").joinpath("beside.txt").read_text(encoding="utf-8")
    lines = (line.partition(":") for line in text.splitlines() if not line.startswith("#"))
    return [(kind, plain(word)) for kind, _, listed in lines for word in listed.split()]
