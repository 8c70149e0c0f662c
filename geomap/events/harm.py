"""Finds who was harmed and how many, and the things counted, as the sentence says it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from geomap.events import counts, words
from geomap.events.harm_grammar import Grammar
from geomap.events.harm_grammar import grammar as grammar_of
from geomap.events.modality import clause_start
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


def find_harm(sentence: Sentence, language: str = "en") -> tuple[Counted, ...]:
    """The people killed, injured, missing, captured or displaced that a sentence counts, left to right."""
    grammar = grammar_of(language)
    if not grammar.triggers.search(sentence.lower) or grammar.doubts["around"].search(sentence.lower):
        return ()
    kept: list[Counted] = []
    for found in _candidates(sentence, grammar):
        shared = grammar.share.match(sentence.lower, found.end) or _is_doubtful(sentence, grammar, found)
        if not shared and not any(found.start < other.end and other.start < found.end for other in kept):
            kept.append(found)
    return tuple(sorted(kept, key=lambda counted: counted.start))


def find_quantities(sentence: Sentence, language: str = "en") -> tuple[Counted, ...]:
    """The things a sentence counts, such as missiles, left to right."""
    grammar = grammar_of(language)
    kept: list[Counted] = []
    for match in grammar.things.finditer(sentence.lower):
        if match["count"].strip() in {"a", "an", "the"}:
            continue
        kept.append(_counted(sentence, match, match["thing"], match.end()))
    return tuple(kept)


def _is_doubtful(sentence: Sentence, grammar: Grammar, found: Counted) -> bool:
    """Whether the clause before a figure says that nobody was harmed, or that the toll behind it holds it already."""
    lower = sentence.lower
    if grammar.doubts["before"].search(lower, clause_start(sentence, found.start), found.start):
        return True
    if grammar.doubts["within"].search(lower, max(0, found.start - _PHRASE), found.start):
        return True
    return found.tally.what == "killed" and bool(grammar.partial.search(lower, found.end))


def _candidates(sentence: Sentence, grammar: Grammar) -> Iterator[Counted]:
    for match in grammar.passive.finditer(sentence.lower):
        bare = not match["whom"]
        if bare and (_ARTICLE.fullmatch(match["count"]) or not grammar.behind.match(sentence.lower, match.end())):
            continue  # "the wounded", "two wounded countries"
        yield _with_before(sentence, grammar, _of_people(sentence, grammar, match, str(match.lastgroup)))
    for match in grammar.single.finditer(sentence.lower):
        if not _is_many(match, grammar):
            yield _with_before(sentence, grammar, _of_people(sentence, grammar, match, str(match.lastgroup)))
    yield from _behind_verbs(sentence, grammar)
    yield from _tolls(sentence, grammar)


def _behind_verbs(sentence: Sentence, grammar: Grammar) -> Iterator[Counted]:
    lower = sentence.lower
    for match in grammar.taken.finditer(lower):
        yield _of_people(sentence, grammar, match, "captured")
    for what, pattern in grammar.active.items():
        for match in pattern.finditer(lower):
            mixed = match["also"] or grammar.mixed.search(lower, 0, match.start())
            moved = what != "displaced" or "flee" in lower or "displac" in lower or "their homes" in lower
            doubtful = grammar.doubts["verb"].search(lower, max(0, match.start() - _PHRASE), match.start())
            if moved and not mixed and not doubtful and not _is_many(match, grammar):
                yield _with_more(sentence, grammar, match, what)


def _is_many(match: re.Match[str], grammar: Grammar) -> bool:
    """Whether "the soldiers" stands where a number should."""
    said = counts.read_count(match["count"])
    uncounted = not any(letter.isdecimal() for letter in match["count"]) and said.best == 1
    if match["count"].endswith(("another", "one")) or not uncounted:
        return False
    whom = match["whom"] or ""
    return not grammar.person.fullmatch(whom) or bool(grammar.plural.search(whom))


def _tolls(sentence: Sentence, grammar: Grammar) -> Iterator[Counted]:
    lower = sentence.lower
    for what, pattern in grammar.tolls.items():
        for match in pattern.finditer(lower):
            yield _of_people(sentence, grammar, match, what)
    for pattern in grammar.hurt:
        for match in pattern.finditer(lower):
            yield _of_people(sentence, grammar, match, "injured")
    for what, pattern in grammar.nouns.items():
        for match in pattern.finditer(lower):
            if what == "killed" or grammar.behind.match(lower, match.end()):
                yield _of_people(sentence, grammar, match, what)


def _of_people(sentence: Sentence, grammar: Grammar, match: re.Match[str], what: str) -> Counted:
    said = match["whom"] if "whom" in match.re.groupindex and match["whom"] else ""
    return _counted(sentence, match, what, match.end(), whom=_whom(said, grammar))


def _with_more(sentence: Sentence, grammar: Grammar, match: re.Match[str], what: str) -> Counted:
    """Coordination: "killed two women, a man and a child" counts four."""
    total = _of_people(sentence, grammar, match, what)
    while match["whom"] and (more := grammar.more.match(sentence.lower, total.end)):
        joined = _plus(sentence, grammar, total, more, span=(total.start, more.end()))
        if joined is None:
            break
        total = joined
    return total


def _with_before(sentence: Sentence, grammar: Grammar, last: Counted) -> Counted:
    """The same before the verb: "three men, a woman and a boy were killed" counts five.

    In "the blast killed a man, and two women were hurt" the man belongs to the verb before him.
    """
    total, lower = last, sentence.lower
    while total.tally.best and (more := grammar.before.search(lower, max(0, total.start - _PHRASE), total.start)):
        if more["listed"] and total is last:
            break  # "a doctor said, two men were killed": no list without an "and"
        joined = _plus(sentence, grammar, total, more, span=(more.start("count"), total.end))
        if joined is None:
            break
        total = joined
    return last if grammar.suffering.search(lower, 0, total.start) else total


def _plus(
    sentence: Sentence, grammar: Grammar, total: Counted, more: re.Match[str], *, span: tuple[int, int]
) -> Counted | None:
    """The sum of a tally and the people named beside it; None where one of them is not counted."""
    extra, tally = counts.read_count(more["count"]), total.tally
    bare = not any(letter.isdecimal() for letter in more["count"]) and extra.best == 1
    if tally.best is None or (bare and grammar.plural.search(more["whom"])):
        return None
    whom = tally.whom if tally.whom == _whom(more["whom"], grammar) else ""
    summed = Tally(
        what=tally.what,
        low=None if tally.low is None or extra.low is None else tally.low + extra.low,
        best=None if extra.best is None else tally.best + extra.best,  # "dozens of men and a boy"
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


def _whom(said: str, grammar: Grammar) -> str:
    if grammar.combatants.search(said):
        return "combatants"
    if "civilian" in said or (grammar.civilians.search(said) and not grammar.unclear.search(said)):
        return "civilians"
    return ""
