"""Reads counts as people write them: "1,200", "3-5", "10+", "~20", "at least 2", "двоє", "5 killed (unconfirmed)"."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

_FIGURE = r"\d{1,3}(?:[,. \u00a0\u202f'’]\d{3})+|\d+"
_NUMBER = re.compile(rf"({_FIGURE})(?:[.,]0+)?")
_REMARK = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])$")
_BOXED = re.compile(r"[(\[]\s*([^()\[\]]+?)\s*[)\]]")
_MARKS = "*†‡. "  # of footnotes, and a full stop
_MOST_DIGITS = 30  # no count of people has so many; Python itself refuses to read 4,301


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A count with its bounds; None where the words leave it open."""

    low: int | None
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What the words of counts make of a cell."""

    numbers: Mapping[str, int]
    vague: frozenset[str]
    nobody: frozenset[str]
    range: re.Pattern[str]
    hedged: re.Pattern[str]
    plus: re.Pattern[str]
    people: re.Pattern[str]
    dead: re.Pattern[str]
    hurt: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    found: dict[str, Any] = tomllib.loads(
        resources.files("geomap.intake").joinpath("counts.toml").read_text(encoding="utf-8")
    )
    hedges = found["hedges"]
    kinds = "|".join(f"(?P<{kind}>{_either(hedges[kind])})" for kind in ("least", "most", "below", "about"))
    return _Words(
        numbers={word: int(number) for number, words in found["numbers"].items() for word in words},
        vague=frozenset(found["vague"]["words"]),
        nobody=frozenset(found["nobody"]["words"]),
        range=re.compile(
            rf"(?:(?:{_either(hedges['between'])})\s+)?(\S+(?:\s\d{{3}})*?)\s*(?:{_either(hedges['ranges'])})\s*(.+)"
        ),
        hedged=re.compile(rf"(?:{kinds})\s*(?P<count>.+)"),
        plus=re.compile(rf"(.+?)\s*(?:{_either(hedges['after'])})"),
        people=re.compile(rf"(.*\S)\s+(?:{_either(found['people']['words'])})"),
        dead=re.compile(rf"(?<!\w)(?:{_either(found['dead']['words'])})"),
        hurt=re.compile(rf"(?<!\w)(?:{_either(found['hurt']['words'])})"),
    )


def _either(words: Iterable[str]) -> str:
    """Any of the words; letters end where the word does."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word) + (r"(?!\w)" if word[-1].isalpha() else "") for word in ordered)


def read_count(written: str) -> Count | None:
    """The count that a cell gives, or None when it gives none.

    "dozens" is a count without a figure; "about 20" has a best figure and no bounds. A remark in brackets, a
    footnote's mark and a word for people behind the figure change nothing; a question mark makes it "about".
    """
    text = " ".join(written.split()).casefold()
    if boxed := _BOXED.fullmatch(text):
        text = boxed[1]
    text = _REMARK.sub("", text).rstrip(_MARKS)
    if text.endswith("?"):
        about = _exact(_bare(text.rstrip("? ")))
        return None if about is None else Count(low=None, best=about, high=None)
    return _read(text) or _read(_bare(text)) or _dead_among(text)


def _dead_among(text: str) -> Count | None:
    """The dead of a cell that counts the hurt as well: "2 killed / 3 wounded", "Killed: 2, injured: 3"."""
    words = _words()
    parts = [part.strip() for part in _PARTED.split(text)]
    if len(parts) == 1 or not all(words.dead.search(part) or words.hurt.search(part) for part in parts):
        return None
    dead = [part for part in parts if words.dead.search(part) and not words.hurt.search(part)]
    return _read(_NEXT_TO_WORD.sub("", words.dead.sub("", dead[0]).strip())) if len(dead) == 1 else None


_PARTED = re.compile(r"\s*[/;,+&|]\s*|\s+(?:and|und|et|y|ve|та|і|и)\s+")
_NEXT_TO_WORD = re.compile(r"^[\s:=-]+|[\s:=-]+$")


def _bare(text: str) -> str:
    """The text without a word for people behind it."""
    found = _words().people.fullmatch(text)
    return found[1] if found else text


def _read(text: str) -> Count | None:
    words = _words()
    if (number := _exact(text)) is not None:
        return Count(low=number, best=number, high=number)
    if text in words.vague:
        return Count(low=None, best=None, high=None)
    if text in words.nobody:
        return Count(low=0, best=0, high=0)
    if found := words.range.fullmatch(text):
        low, high = _exact(found[1]), _exact(found[2])
        if low is not None and high is not None:
            return Count(low=low, best=None, high=high) if low <= high else None
    return _hedged(text, words)


def _hedged(text: str, words: _Words) -> Count | None:
    if found := words.plus.fullmatch(text):
        number = _exact(found[1])
        return None if number is None else Count(low=number, best=number, high=None)
    if not (found := words.hedged.fullmatch(text)) or (number := _exact(found["count"])) is None:
        return None
    if found["below"]:
        number = max(number - 1, 0)
    is_most = found["most"] or found["below"]
    return Count(low=number if found["least"] else None, best=number, high=number if is_most else None)


def _exact(text: str) -> int | None:
    """A figure or a number in words, or None."""
    if found := _NUMBER.fullmatch(text):
        return int(re.sub(r"\D", "", found[1])[:_MOST_DIGITS])
    return _words().numbers.get(text)
