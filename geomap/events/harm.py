"""Finds who was harmed and how many, and the things counted, as the sentence says it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from geomap.events import counts, words
from geomap.events.tokens import Sentence
from geomap.records import Tally

_PHRASE = 60  # characters before a number in which people named beside it are looked for
_ARTICLE = re.compile(r"(?:the |his |her |their )*an?|the")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A tally with its place in the sentence; `start` and `end` are code points."""

    start: int
    end: int
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grammar:
    triggers: re.Pattern[str]
    passive: re.Pattern[str]
    active: Mapping[str, re.Pattern[str]]
    toll: re.Pattern[str]
    nouns: Mapping[str, re.Pattern[str]]
    things: re.Pattern[str]
    more: re.Pattern[str]
    before: re.Pattern[str]
    taken: re.Pattern[str]
    plural: re.Pattern[str]
    share: re.Pattern[str]
    mixed: re.Pattern[str]
    combatants: re.Pattern[str]
    civilians: re.Pattern[str]
    unclear: re.Pattern[str]


@cache
def _grammar(language: str) -> _Grammar:
    table = words.table(f"harm_{language if words.has(f'harm_{language}') else words.FALLBACK}")
    number, people = counts.number_pattern(), table["people"]
    adjectives = r"(?:(?!(?:and|or|were|was|who|that|by|in|to|have|at|on) )[a-z0-9'’-]+ ){0,3}?"
    alone = rf"(?: (?!to |and |were |was |in |on |have |of |at |by ){adjectives}{people}\b|(?: more| others?)+)"
    whom = rf"(?:{alone}| {table['part']}\b)"
    other = rf" (?!(?:{table['no_people']})\b)(?!(?:[a-z-]+ )?{table['creatures']}\b)"
    helped = rf"{other}(?:[a-z-]+ )?[a-z-]+(?= (?:{table['auxiliary']})\b)"
    objects = rf"{other}[a-z-]+(?=[.,;]|$| (?:{table['follows']})\b)"
    states = "|".join(f"(?P<{what}>{pattern})" for what, pattern in table["what"].items())
    linking = (
        r"(?:, (?:including|among them|most of them|mostly|all of them|some of them|both)[^,;.]{1,60},)?"
        r"(?:,? (?:who|that))?"
        rf"(?: (?:{table['linking']})){{0,5}}"
    )
    verbs = table["active"]
    return _Grammar(
        triggers=re.compile(
            "|".join([*table["what"].values(), *verbs.values(), "toll|deaths|fatalities|injuries|bodies|corpses"])
        ),
        passive=re.compile(
            rf"(?P<count>{number})(?P<whom>{whom}|{helped})?{linking} (?:{states})\b"
            rf"(?! (?:{number}{alone}|{table['self']}|{table['one']})\b)"
        ),
        active={
            what: re.compile(
                rf"\b(?:{verb})(?: (?:and|or) (?P<also>injur|wound|kill)\w+)?(?: (?:reportedly|also))?"
                rf"(?: (?:{table['self']}) and)? (?P<count>{number}|{table['one']})"
                rf"(?P<whom>{whom}|{objects}|(?=[.,;]|$| (?:{table['follows']})\b))"
            )
            for what, verb in verbs.items()
            if what in table["what"]
        },
        taken=re.compile(rf"\b(?:{verbs['taken']}) (?P<count>{number})(?P<whom>{whom}) (?:{verbs['prisoner']})\b"),
        toll=re.compile(rf"(?:{table['toll']['killed']}) (?P<count>{number})"),
        nouns={
            "killed": re.compile(rf"(?P<count>{number}) (?:[a-z]+ )?(?:{table['toll']['killed_noun']})\b"),
            "injured": re.compile(rf"(?P<count>{number}) (?:[a-z]+ )?(?:{table['toll']['injured_noun']})\b"),
        },
        things=re.compile(
            rf"(?P<count>{number}) (?:(?!(?:{table['things']['not_between']})\b)[a-z'’-]+ ){{0,3}}?"
            rf"(?P<thing>{table['things']['nouns']})\b"
        ),
        more=re.compile(
            rf"(?:,| and) (?P<count>{number}|{table['one']})(?P<whom>{alone})(?! (?:{table['own_fate']})\b)"
        ),
        before=re.compile(rf"(?P<count>{number}|{table['one']})(?P<whom>{alone})(?:, and |,? and |, )$"),
        plural=re.compile(table["plural"]),
        mixed=re.compile(table["mixed"]),
        share=re.compile(rf" (?:{table['share']})\b"),
        combatants=re.compile(rf"\b(?:{table['combatants']})"),
        civilians=re.compile(rf"\b(?:{table['civilians']})"),
        unclear=re.compile(rf"\b(?:{table['unclear']})"),
    )


def find_harm(sentence: Sentence, language: str = "en") -> tuple[Counted, ...]:
    """The people killed, injured, missing, captured or displaced that a sentence counts, left to right."""
    grammar = _grammar(language)
    if not grammar.triggers.search(sentence.lower):
        return ()
    kept: list[Counted] = []
    for found in _candidates(sentence, grammar):
        shared = grammar.share.match(sentence.lower, found.end)
        if not shared and not any(found.start < other.end and other.start < found.end for other in kept):
            kept.append(found)
    return tuple(sorted(kept, key=lambda counted: counted.start))


def find_quantities(sentence: Sentence, language: str = "en") -> tuple[Counted, ...]:
    """The things a sentence counts, such as missiles, left to right."""
    grammar = _grammar(language)
    kept: list[Counted] = []
    for match in grammar.things.finditer(sentence.lower):
        if match["count"].strip() in {"a", "an", "the"}:
            continue
        kept.append(_counted(sentence, match, match["thing"], match.end()))
    return tuple(kept)


def _candidates(sentence: Sentence, grammar: _Grammar) -> Iterator[Counted]:
    for match in grammar.passive.finditer(sentence.lower):
        if match["whom"] or not _ARTICLE.fullmatch(match["count"]):
            yield _with_before(sentence, grammar, _of_people(sentence, grammar, match, str(match.lastgroup)))
    yield from _behind_verbs(sentence, grammar)
    yield from _tolls(sentence, grammar)


def _behind_verbs(sentence: Sentence, grammar: _Grammar) -> Iterator[Counted]:
    lower = sentence.lower
    for match in grammar.taken.finditer(lower):
        yield _of_people(sentence, grammar, match, "captured")
    for what, pattern in grammar.active.items():
        for match in pattern.finditer(lower):
            mixed = match["also"] or grammar.mixed.search(lower, 0, match.start())
            moved = what != "displaced" or "flee" in lower or "displac" in lower
            if moved and not mixed and not _is_many(match, grammar):
                yield _with_more(sentence, grammar, match, what)


def _is_many(match: re.Match[str], grammar: _Grammar) -> bool:
    """Whether "the soldiers" stands where a number should."""
    said = counts.read_count(match["count"])
    uncounted = not any(letter.isdecimal() for letter in match["count"]) and said.best == 1
    if match["count"].endswith("another"):
        return False
    return uncounted and (not match["whom"] or bool(grammar.plural.search(match["whom"])))


def _tolls(sentence: Sentence, grammar: _Grammar) -> Iterator[Counted]:
    lower = sentence.lower
    for match in grammar.toll.finditer(lower):
        yield _of_people(sentence, grammar, match, "killed")
    for what, pattern in grammar.nouns.items():
        for match in pattern.finditer(lower):
            yield _of_people(sentence, grammar, match, what)


def _of_people(sentence: Sentence, grammar: _Grammar, match: re.Match[str], what: str) -> Counted:
    said = match["whom"] if "whom" in match.re.groupindex and match["whom"] else ""
    return _counted(sentence, match, what, match.end(), whom=_whom(said, grammar))


def _with_more(sentence: Sentence, grammar: _Grammar, match: re.Match[str], what: str) -> Counted:
    """Coordination: "killed two women, a man and a child" counts four."""
    total = _of_people(sentence, grammar, match, what)
    while match["whom"] and (more := grammar.more.match(sentence.lower, total.end)):
        joined = _plus(sentence, grammar, total, more, span=(total.start, more.end()))
        if joined is None:
            break
        total = joined
    return total


def _with_before(sentence: Sentence, grammar: _Grammar, total: Counted) -> Counted:
    """The same before the verb: "three men, a woman and a boy were killed" counts five."""
    while (
        more := grammar.before.search(sentence.lower, max(0, total.start - _PHRASE), total.start)
    ) and total.tally.best:
        joined = _plus(sentence, grammar, total, more, span=(more.start("count"), total.end))
        if joined is None:
            break
        total = joined
    return total


def _plus(
    sentence: Sentence, grammar: _Grammar, total: Counted, more: re.Match[str], *, span: tuple[int, int]
) -> Counted | None:
    """The sum of a tally and the people named beside it; None where one of them is not counted."""
    extra, tally = counts.read_count(more["count"]), total.tally
    bare = not any(letter.isdecimal() for letter in more["count"]) and extra.best == 1
    if extra.best is None or tally.best is None or (bare and grammar.plural.search(more["whom"])):
        return None
    whom = tally.whom if tally.whom == _whom(more["whom"], grammar) else ""
    summed = Tally(
        what=tally.what,
        low=None if tally.low is None or extra.low is None else tally.low + extra.low,
        best=tally.best + extra.best,
        high=None if tally.high is None or extra.high is None else tally.high + extra.high,
        wording=sentence.text[span[0] : span[1]],
        whom=whom,
    )
    return Counted(start=span[0], end=span[1], tally=summed)


def _counted(sentence: Sentence, match: re.Match[str], what: str, end: int, whom: str = "") -> Counted:
    count, start = counts.read_count(match["count"]), match.start("count")
    if count.best == 1 and (size := _group_size(match)):
        count = counts.Count(low=size, best=size, high=size)
    while start < end and sentence.text[start] == " ":
        start += 1
    tally = Tally(
        what=what, low=count.low, best=count.best, high=count.high, wording=sentence.text[start:end], whom=whom
    )
    return Counted(start=start, end=end, tally=tally)


def _group_size(match: re.Match[str]) -> int:
    """How many "a couple" are; 0 for what is no group."""
    said = match.groupdict().get("whom") or ""
    sizes: Mapping[str, int] = words.table("harm_en")["groups"]
    return sizes.get(said.rsplit(" ", 1)[-1], 0)


def _whom(said: str, grammar: _Grammar) -> str:
    if grammar.combatants.search(said):
        return "combatants"
    if "civilian" in said or (grammar.civilians.search(said) and not grammar.unclear.search(said)):
        return "civilians"
    return ""
