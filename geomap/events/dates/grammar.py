"""Finds the date expressions of a sentence: each one as an interval against the article's date."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from geomap.events.dates import rules
from geomap.events.dates.intervals import grain_of
from geomap.events.dates.lexemes import Lexeme, Setting
from geomap.events.tokens import Sentence
from geomap.languages import LanguagePack
from geomap.records import Grain, When


class Link(StrEnum):
    """How a date hangs on what stands around it."""

    AT = "at"  # the time of what is told
    SINCE = "since"  # when something began: "since last autumn"
    BOUND = "bound"  # "until Friday", "before Friday", "by Friday"
    AHEAD = "ahead"  # still to come when the article was written


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date expression; `start` and `end` are code points in its sentence."""

    start: int
    end: int
    when: When
    link: Link
    days: tuple[dt.date, ...] = ()  # told one by one, where the interval holds others as well: "on 9 and 11 January"


# The grammar is written over one letter per word; dates.toml of a language says which word is which letter:
# n number of 1..31, N other number, Y year, w number word, a "a", v "few", o ordinal word, q "th", M month, W weekday,
# U unit, V "year", K "quarter", C "decade", J "weekend", S season, p part of day, R "yesterday", O overnight, L last,
# P past, H this, X next, G ago, E earlier, l later, x before, y after, e early/mid/late, r recent, D same; the
# prepositions i in, c on, s since, u until, B by, f from, b between, T to, F of, j into; & and, t the, A about,
# h half, k Q, Z Christmas, # new, g eve; z any other word; marks stand for themselves. At each word the rules are
# tried in this order.
_YEAR = r"(?:,?F?Y|,?F?t?[LHX]V)"
_DM, _MD = r"(?:n(?:-?q)?|o)F?M\.?", r"M\.?t?(?:nq?|o)(?![:%U])"
_EDGE = r"t?[eE]-?[iF]?t?-?"
_COUNT = r"A?(?:[nNw]&ah|nN|[nNw]-?[nNw]?|a?vF?|a?w?-?[nw]|ah?|h[at]?)"
_RULES: Mapping[str, str] = {
    "feast": r"ZU|Zg|Z|#V['’]z(?:U|g)|MU(?![a-zA-Z]G)",
    "week_of": rf"UF(?:{_DM}{_YEAR}?|{_MD}{_YEAR}?)",
    "piece": rf"t?[oL](?:h|U)F(?:M\.?{_YEAR}?|[LH]U)",
    "day_alone": r"(?<=c)tnq(?:F[LH]U)?(?![MF])",
    "iso": r"Y-n-n|n\.n\.Y|n/n/Y",
    "days_of_month": rf"nq?(?:,nq?)+,?&nq?F?M\.?{_YEAR}?|[bf]?t?nq?[-&Tu]t?nq?F?M\.?{_YEAR}?|bM\.?nq?&nq?{_YEAR}?"
    rf"|f?M\.?nq?[-Tu]nq?(?!M){_YEAR}?|M\.?nq?(?:,nq?)*,?&nq?(?=[,.;]|$)",
    "day_to_day": rf"[bf]?{_DM}{_YEAR}?[-&Tu]{_DM}{_YEAR}?|[bf]?{_MD}{_YEAR}?,?[-&Tu]{_MD}{_YEAR}?",
    "month_to_month": rf"[bf]?M\.?{_YEAR}?[-&Tu]M\.?{_YEAR}?(?![nq])",
    "year_to_year": r"[bf]Y[-&Tu]Y|(?<=[it])Y&Y",
    "weekday_to_weekday": r"(?:t?p[Ff]|Of?|[bfe])?[LH]?Wp?[-&Tuj]c?t?Wp?",
    "day": rf"(?:W\.?p?,?c?t?)?(?:{_DM}{_YEAR}?|(?<!i){_MD}{_YEAR}?|{_MD}{_YEAR})",
    "quarter": rf"t?(?:o|nq)KF?{_YEAR}?|kn{_YEAR}?|[LH]K",
    "month": rf"(?:{_EDGE}|t)?(?:[LHX]M|M\.?{_YEAR})|{_EDGE}M|(?<=[isuBfFj])t?M|(?<=a)M(?=z)",
    "season": rf"(?:{_EDGE}|t)?(?:[LHX]S|S{_YEAR})|{_EDGE}S|(?<=[isu])t?S",
    "days_beyond": r"t?U[xy]R",
    "rolling": rf"[tH]?[LP]{_COUNT}[UVJC]|[tH]?P[UV]|tL[UVC]|rU|teU(?=[,.z]|$)",
    "from_anchor": rf"{_COUNT}[UV](?:[El]|[xy](?=[,.]|$))|t[Up][xy](?![tzaMWR])|t[LXD][Up]|tDW|tU(?=[,.]|$)",
    "ahead": rf"t?X{_COUNT}?[UVJ]",
    "ago": rf"{_COUNT}[UVCJ](?:&ah)?G|[UVC]G",
    "calendar": rf"(?:{_EDGE}|l)?[LH][UV]",
    "weekend": r"[LH]J|tJ",
    "weekday": r"(?:t?p(?:i|F|jt?))?(?:O[cjFi]?|e)?[LHX]?W\.?p?(?:,?t?[LH]U|(?:a|w)UG)?O?",
    "part": r"[LHt]p|(?:t?p(?:F|jt?)|e)?Rp?|OR",
    "overnight": r"O",
    "year": r"t?VY|e-?[iF]?Y|(?<=[isuFfEtx])Y|(?<=[aH])Y(?=z)|[LH]V",
}
_OPENING = re.compile(r"[A-Za-y#]")
_ANCHORS = frozenset("MWVKSRGELHXPOJYCrxyZqelDU")
_SINCE, _BOUND = frozenset("sf"), frozenset("uBxy")
_LEADING = frozenset("teAi")  # words between a preposition and the date it governs
_PREPOSITIONS = frozenset("ics@uB")
_NEAR = 9  # words: how far a "will" reaches forward to its date


@cache
def _grammar() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{rule})" for name, rule in _RULES.items()))


@cache
def _lexicon(pack: LanguagePack) -> "_Lexicon":
    return _Lexicon(pack)


class _Lexicon:
    """One language's words of time, each with its letter and value."""

    def __init__(self, pack: LanguagePack) -> None:
        said = pack.dates
        letters: Mapping[str, Mapping[str, object]] = {
            "M": said.months, "W": said.weekdays, "S": said.seasons, "U": said.units, "V": said.years,
            "K": said.quarters, "C": said.decades, "J": said.weekends, "Z": said.feasts, "p": said.day_parts,
            "R": said.days, "e": said.edges, "w": pack.numbers.values, "o": said.ordinals, "v": said.few,
        }  # fmt: skip
        self.of: dict[str, tuple[str, object]] = {}
        for letter, members in said.classes.items():
            self.of |= {word: (letter, said.senses.get(word, "")) for word in members}
        for letter, valued in letters.items():
            self.of |= {word: (letter, value) for word, value in valued.items()}
        self.capital, self.future, self.pluperfect = said.capital.words, said.tense.future, said.tense.pluperfect
        self.joints = frozenset({"", *said.classes.get("c", ()), *said.classes.get("@", ())})  # between parts of a date

    def read(self, sentence: Sentence) -> tuple[str, list[object]]:
        """The sentence as letters, and the value of each word."""
        of, text = self.of, sentence.text
        letters: list[str] = []
        values: list[object] = []
        for index, word in enumerate(sentence.words):
            entry = of.get(word)
            if entry is not None:
                if word in self.capital and not text[sentence.starts[index]].isupper():
                    entry = ("z", word)
            elif word[0].isdecimal():
                entry = _number(word)
            elif len(word) == 1 and not word.isalpha():
                entry = ("-" if word in "–—‐‑" else word, word)
            else:
                entry = ("z", word)
            letters.append(entry[0])
            values.append(entry[1])
        return "".join(letters), values


def _number(word: str) -> tuple[str, object]:
    value = int(word.replace(",", ""))
    if len(word) == 4 and 1800 <= value <= 2099:  # noqa: PLR2004 - what newsrooms write as a bare year
        return "Y", value
    return ("n" if 1 <= value <= 31 and len(word) <= 2 else "N"), value  # noqa: PLR2004 - days of a month


def find_dates(
    sentence: Sentence, *, published: dt.date, anchor: dt.date | None = None, pack: LanguagePack
) -> tuple[Dated, ...]:
    """The date expressions of a sentence in their order.

    Args:
        sentence: the sentence.
        published: the date of its article.
        anchor: the day the story before it speaks of; "the day before" counts from it.
        pack: whose words of time are read.
    """
    lexicon = _lexicon(pack)
    letters, values = lexicon.read(sentence)
    if _ANCHORS.isdisjoint(letters):
        return ()
    text = _Text(sentence=sentence, letters=letters, values=values, lexicon=lexicon, published=published)
    found: list[Dated] = []
    position = 0
    while match := _next_match(letters, position):
        dated = _in_the_calendar(text, match, anchor)
        position = match.end() if dated is not None else match.start() + 1  # no such date: its end may be one
        if dated is not None:
            found.append(dated)
            if anchor is None and dated.link is Link.AT and dated.when.grain is Grain.DAY:
                anchor = dated.when.first
    return tuple(_joined(sentence, found, lexicon.joints))


def _in_the_calendar(text: "_Text", match: re.Match[str], anchor: dt.date | None) -> "Dated | None":
    """The date, or None where counting leaves the calendar: "3,000 years ago" in an article of the year 1."""
    try:
        return _date(text, match, anchor)
    except (OverflowError, ValueError):  # beyond a timedelta, beyond the years 1 to 9999
        return None


def _next_match(letters: str, position: int) -> re.Match[str] | None:
    """The next date expression; no rule begins with another word or a mark."""
    match_at = _grammar().match
    for start in _OPENING.finditer(letters, position):
        if match := match_at(letters, start.start()):
            return match
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A sentence as the grammar reads it."""

    sentence: Sentence
    letters: str
    values: list[object]
    lexicon: "_Lexicon"
    published: dt.date


def _date(text: _Text, match: re.Match[str], anchor: dt.date | None) -> Dated | None:
    first, last = match.span()
    words_, future = text.sentence.words, text.lexicon.future
    before = words_[max(0, first - _NEAR) : first]
    ahead = _is_ahead(before, words_[last : last + _NEAR], future, leading=first <= 1)
    pluperfect = not text.lexicon.pluperfect.isdisjoint(before)
    setting = Setting(published=text.published, anchor=anchor, ahead=ahead, pluperfect=pluperfect)
    lexemes = [Lexeme(*pair) for pair in zip(text.letters[first:last], text.values[first:last], strict=True)]
    read = rules.interval(str(match.lastgroup), lexemes, setting)
    if read is None:
        return None
    link = _link(text.letters, first, last)
    if read.first > text.published or (ahead and read.last > text.published):
        link = Link.AHEAD
    elif link is Link.SINCE and read.last < text.published:
        read = rules.since(read, text.published)
    if first and text.letters[first - 1] in _PREPOSITIONS:
        first -= 1
    if last == len(text.letters) and text.letters[last - 1] == ".":
        last -= 1  # the full stop of the sentence
    start, end = text.sentence.starts[first], text.sentence.starts[last - 1] + len(words_[last - 1])
    wording = text.sentence.text[start:end]
    when = When(first=read.first, last=read.last, grain=read.grain, basis=read.basis, wording=wording)
    return Dated(start=start, end=end, when=when, link=link, days=read.days)


def _is_ahead(before: Sequence[str], after: Sequence[str], future: frozenset[str], *, leading: bool) -> bool:
    """Whether a "will" governs the date: before it, or after it when the date opens the sentence."""
    return not future.isdisjoint(before) or (leading and not future.isdisjoint(after))


def _link(letters: str, first: int, last: int) -> Link:
    governing = first - 1
    while governing >= 0 and letters[governing] in _LEADING:
        governing -= 1
    letter = letters[governing] if governing >= 0 else ""
    if letter == "s" or (letter == "f" and letters[last : last + 2] in {"zz", "zc"} and "f" in letters[:first]):
        return Link.SINCE
    return Link.BOUND if letter in _BOUND and letters[first] != "R" else Link.AT


def _joined(sentence: Sentence, found: Sequence[Dated], joints: frozenset[str]) -> list[Dated]:
    """Two expressions side by side that say one thing ("12 months ago, on 24 February") become the finer one."""
    kept: list[Dated] = []
    for dated in found:
        before = kept[-1] if kept else None
        between = sentence.text[before.end : dated.start].strip(" ,()") if before else ""
        if before and between in joints and _agree(before.when, dated.when):
            finer = min(before.when, dated.when, key=lambda when: when.last - when.first)
            wording = sentence.text[before.start : dated.end]
            when = replace(finer, wording=wording)
            link = before.link if before.link is not Link.AT else dated.link
            if link is Link.SINCE:
                last = max(before.when.last, dated.when.last)
                when = replace(when, last=last, grain=grain_of(when.first, last))
            kept[-1] = Dated(start=before.start, end=dated.end, when=when, link=link)
        else:
            kept.append(dated)
    return kept


def _agree(one: When, other: When) -> bool:
    return one.first <= other.last and other.first <= one.last
