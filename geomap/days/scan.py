"""Cuts a date as it is written into its figures and words."""

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from geomap.days import words
from geomap.days.rules import full_year, made, misread

LONGEST = 120  # characters; no date is longer

_TOKEN = re.compile(
    r"""
    (?P<iso>(?P<iy>\d{4})(?P<is>[-/.])(?P<im>\d{1,2})(?P=is)(?P<id>\d{1,2})(?!\d)(?:t(?=\d))?)
  | (?P<packed>(?P<py>\d{4})(?P<pm>\d{2})(?P<pd>\d{2})[t ]?\d{2}(?::?\d{2}){0,2}(?!\d)z?)
  | (?P<cjk>(?P<jy>\d{4})\s?[年년]\s?(?P<jm>\d{1,2})\s?[月월]\s?(?P<jd>\d{1,2})\s?[日일])
  | (?P<week>(?P<wy>\d{4})-?w(?P<ww>\d{2})(?:-(?P<wd>[1-7]))?(?!\w))
  | (?P<ordinal>(?P<oy>\d{4})-(?P<on>\d{3})(?![\d-]))
  | (?P<part>(?P<p1>[qh][1-4]|[1-4][qh])\s*[-/,'’]?\s*(?P<py1>\d{4}|\d{2})(?!\w)
            |(?P<py2>\d{4})\s*[-/]?\s*(?P<p2>[qh][1-4])(?!\w))
  | (?P<short>(?P<sa>\d{1,2})(?P<ss>[./])(?P<sb>\d{1,2})\.?(?=\s*-\s*\d{1,2}(?P=ss)\d{1,2}(?P=ss)(?:\d{4}|\d{2})(?!\d)))
  | (?P<abc>(?P<a>\d{1,2})(?:(?P<s>[-/.])|\.\s)(?P<b>\d{1,2})(?:(?P=s)|\.\s)(?P<c>\d{4}|\d{2})(?!\d|[.:]\d))
  | (?P<time>\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s?(?:z|(?:gmt|utc)?[+-]\d{1,2}(?::?\d{2})?)(?![\w:]))?
            |(?:[01]?\d|2[0-3])[.h][0-5]\d(?!\d|\.\d))
  | (?P<ym>(?P<yy>\d{4})[-/.](?P<mm>\d{1,2})(?!\d)(?!\s*[^\W\d_]))  # no "2022-2 January"
  | (?P<my>(?P<m2>\d{1,2})[-/.](?P<y2>\d{4})(?!\d))
  | (?P<offset>(?:gmt|utc)\s?[+-]\d{1,2}(?::?\d{2})?)
  | (?P<place>[a-z]+/[a-z_]+(?:/[a-z_]+)?)
  | (?P<number>\d+(?:-?(?:st|nd|rd|th|er|re|e|º|ª|°|го|е|є|а|я)(?!\w))?)
  | (?P<word>[^\W\d_](?:[^\W\d_]|[\u0900-\u0dff\u200c\u200d]|['’.](?=[^\W\d_]))*[.\u05f3]?)  # signs of vowels; a geresh
  | (?P<dash>-+|\.{2,}|&|→)
  | (?P<slash>/)
  | (?P<gap>[\s,;|()\[\]:·•.'‘’]+)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a date. `kind` is one letter, of which the grammar is made."""

    kind: str
    """`I` a whole date, `A` three figures whose order is open, `D` a figure of one or two digits, `Y` of four,
    `M` a month, `X` a word that may be a month or a weekday, `-` and `/`, `U` a month of a year in figures, `Q`
    months of a year (its part, then how many months), `K` a week, `N` a word for a part of a year, `B` two figures
    before three of their kind, `W` a weekday, `J` a word that joins or is a weekday ("do" in Polish and in German), `F`
    a word that opens a range, `G` a night, `O` the word behind it ("the night onto 11 February"), `E` "early" and the
    like, `T` a time of day."""
    numbers: tuple[int, ...] = ()
    sign: str = ""  # between the figures of `A`


def tokens(written: str) -> Iterator[Token]:
    """The pieces of a date, without what changes nothing.

    Raises:
        DayError: a piece is none of a date.
    """
    text = normal(written)
    if len(text) > LONGEST or not text:
        raise misread(written)
    text = _MILITARY.sub(r"\1 \2 \3", _TWICE.sub(_once, text))
    text = words.of_two_words().sub(lambda found: _ENGLISH[words.names()[found[0]][0]].lower(), text)
    text = words.roman().sub(lambda found: str(_ROMAN[found[0]]), text)
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if not found or found.end() == at:
            raise misread(written)
        kind = str(found.lastgroup if found.lastgroup in _MAKERS else _outer(found))
        yield from _MAKERS[kind](found, written)
        at = found.end()


_MILITARY = re.compile(r"^(\d{2})\s?\d{4}\s?[a-z]?\s?([a-z]{3,9})\s?(\d{4}|\d{2})$")  # "070930Z MAR 24"
_TWICE = re.compile(r"([^\W\d_]{3,})\s?/\s?([^\W\d_]{3,})")


def _once(found: re.Match[str]) -> str:
    """The second of two names of one month, as Arabic papers give them beside each other."""
    first, second = (words.names().get(found[number], ()) for number in (1, 2))
    return found[2] if set(first) & set(second) else found[0]


def normal(written: str) -> str:
    """Small letters, ASCII figures and one kind of dash, without accents."""
    text = unicodedata.normalize("NFKD", written.strip().casefold())
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)
    text = words.DASHES.sub("-", text.replace("\u200f", "").replace("\u200e", ""))
    return _NOTES.sub("", _ZONE_NAME.sub(r"\1", text))


_NOTES = re.compile(r"(?:\s*(?:[*†‡]+|\[[\w ]{1,3}\]))+$")  # what points to a line under the table
_ZONE_NAME = re.compile(r"((?:gmt|utc)?[+-]\d{2}:?\d{2})\s*\([^()]*\)$")  # as browsers print a moment
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


_ENGLISH = dict(
    zip(
        (*range(1, 13), *range(-1, -8, -1)),
        (*calendar.month_name[1:], *calendar.day_name),
        strict=True,
    )
)


def _outer(found: re.Match[str]) -> str:
    return next(name for name in _MAKERS if found[name] is not None)


def _numbers(found: re.Match[str], *groups: str) -> tuple[int, ...]:
    return tuple(int(found[group]) for group in groups if found[group] is not None)


def _word(found: re.Match[str], written: str) -> Iterator[Token]:
    word = words.plain(found["word"])
    meant = words.names().get(word, ())
    if word in words.beside() and not any(number > 0 for number in meant):
        return
    if sign := words.signs().get(word):
        yield Token(sign, meant if sign == "J" else (words.lengths()[word],) if sign == "N" else ())
    elif meant:
        months = tuple(number for number in meant if number > 0)
        kind = "W" if not months else "M" if len(months) == len(meant) else "X"
        yield Token(kind, meant if kind != "X" else (*months, *(n for n in meant if n < 0)))
    elif word in words.parts_of():
        yield Token("E")
    else:
        raise misread(written)


def _number(found: re.Match[str], written: str) -> Iterator[Token]:
    digits = re.sub(r"\D", "", found["number"])
    if len(digits) not in {1, 2, 4}:
        raise misread(written)
    yield Token("Y" if len(digits) == 4 else "D", (int(digits),))  # noqa: PLR2004 - a year has four digits


def _simple(kind: str, *groups: str) -> "Callable[[re.Match[str], str], Iterator[Token]]":
    def make(found: re.Match[str], _written: str) -> Iterator[Token]:
        yield Token(kind, _numbers(found, *groups))

    return make


def _abc(found: re.Match[str], _written: str) -> Iterator[Token]:
    sign = found["s"] or "."
    yield Token("A", _numbers(found, "a", "b", "c"), sign if len(found["c"]) == 4 else f"{sign}yy")  # noqa: PLR2004


def _ordinal(found: re.Match[str], written: str) -> Token:
    """2023-041, which is ISO's and the Julian day of many offices: the 41st day of the year."""
    day = made(int(found["oy"]), 1, 1, written) + dt.timedelta(days=int(found["on"]) - 1)
    if day.year != int(found["oy"]):
        raise misread(written)
    return Token("I", (day.year, day.month, day.day))


def _place(found: re.Match[str]) -> Iterator[Token]:
    """Nothing for the name of a zone (Europe/Kyiv); two months where both words are months (Feb/Mar)."""
    meant = [words.names().get(words.plain(word), ()) for word in found["place"].split("/")]
    if all(any(number > 0 for number in numbers) for numbers in meant):
        first, *others = (Token("M", tuple(number for number in numbers if number > 0)) for numbers in meant)
        yield first
        for month in others:
            yield from (Token("/"), month)


def _part_of_year(found: re.Match[str]) -> Token:
    which, year = found["p1"] or found["p2"], int(found["py1"] or found["py2"])
    return Token("Q", (full_year(year), int(which.strip("qh")), _MONTHS["q" in which]))


_MONTHS = {True: 3, False: 6}


def _nothing(_found: re.Match[str], _written: str) -> Iterator[Token]:
    return iter(())


_MAKERS: dict[str, Callable[[re.Match[str], str], Iterator[Token]]] = {
    "iso": _simple("I", "iy", "im", "id"),
    "packed": _simple("I", "py", "pm", "pd"),
    "cjk": _simple("I", "jy", "jm", "jd"),
    "week": _simple("K", "wy", "ww", "wd"),
    "ordinal": lambda found, written: iter([_ordinal(found, written)]),
    "part": lambda found, _: iter([_part_of_year(found)]),
    "abc": _abc,
    "short": lambda found, _: iter([Token("B", _numbers(found, "sa", "sb"), found["ss"])]),
    "time": _simple("T"),
    "ym": _simple("U", "yy", "mm"),
    "my": lambda found, _: iter([Token("U", (int(found["y2"]), int(found["m2"])))]),
    "offset": _nothing,
    "place": lambda found, _: _place(found),
    "number": _number,
    "word": _word,
    "dash": _simple("-"),
    "slash": _simple("/"),
    "gap": _nothing,
}
