"""Finds who was harmed and how many, and the things counted, as the sentence says it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from geomap.events.casualties import counts
from geomap.events.modality import clause_start
from geomap.events.tokens import Sentence
from geomap.languages import LanguagePack
from geomap.records import Tally

_DIGIT, _LETTER = re.compile(r"\d"), re.compile(r"\w")
_PHRASE = 60  # characters before a number in which people named beside it are looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A tally with its place in the sentence; `start` and `end` are code points."""

    start: int
    end: int
    tally: Tally


def find_harm(sentence: Sentence, pack: LanguagePack) -> tuple[Counted, ...]:
    """The people killed, injured, missing, captured or displaced that a sentence counts, left to right."""
    said = pack.casualties
    if not said.patterns.triggers.search(sentence.lower) or said.doubts.around.search(sentence.lower):
        return ()
    counted = counting(sentence, pack)
    kept: list[Counted] = []
    for found in _candidates(counted, pack):
        shared = said.marks.share.match(counted.lower, found.end) or _is_doubtful(counted, pack, found)
        if not shared and not any(found.start < other.end and other.start < found.end for other in kept):
            kept.append(found)
    return tuple(_as_written(found, sentence) for found in sorted(kept, key=lambda counted: counted.start))


def find_quantities(sentence: Sentence, pack: LanguagePack) -> tuple[Counted, ...]:
    """The things a sentence counts, such as missiles, left to right."""
    counted = counting(sentence, pack)
    kept: list[Counted] = []
    for match in pack.casualties.patterns.things.finditer(counted.lower):
        if pack.casualties.patterns.uncounted.fullmatch(match["count"]):
            continue
        kept.append(_as_written(_counted(counted, pack, match, match["thing"]), sentence))
    return tuple(kept)


def _as_written(found: Counted, sentence: Sentence) -> Counted:
    return replace(found, tally=replace(found.tally, wording=sentence.text[found.start : found.end]))


@lru_cache(maxsize=512)  # an article's sentences: harm, things and tolls all ask
def counting(sentence: Sentence, pack: LanguagePack) -> Sentence:
    """The sentence with "_" for a figure that counts nobody: of a day, an hour, an age, a name."""
    pieces, done = [], 0
    for match in pack.casualties.patterns.no_count.finditer(sentence.lower):
        figures = _DIGIT if _DIGIT.search(match[0]) else _LETTER  # "ten year old"
        pieces += [sentence.text[done : match.start()], figures.sub("_", sentence.text[match.start() : match.end()])]
        done = match.end()
    return Sentence(text="".join([*pieces, sentence.text[done:]])) if done else sentence


def _is_doubtful(sentence: Sentence, pack: LanguagePack, found: Counted) -> bool:
    """Whether the clause before a figure says that nobody was harmed, or that the toll behind it holds it already."""
    lower, doubts = sentence.lower, pack.casualties.doubts
    if doubts.before.search(lower, clause_start(sentence, found.start, pack), found.start):
        return True
    if doubts.within.search(lower, max(0, found.start - _PHRASE), found.start):
        return True
    return found.tally.what == "killed" and bool(pack.casualties.marks.partial.search(lower, found.end))


def _candidates(sentence: Sentence, pack: LanguagePack) -> Iterator[Counted]:
    said = pack.casualties.patterns
    for match in said.passive.finditer(sentence.lower):
        bare = not match["whom"]
        if bare and (said.bare.fullmatch(match["count"]) or not said.behind.match(sentence.lower, match.end())):
            continue  # "the wounded", "two wounded countries"
        yield _with_before(sentence, pack, _of_people(sentence, pack, match, str(match.lastgroup)))
    for match in said.single.finditer(sentence.lower):
        if not _is_many(match, pack):
            yield _with_before(sentence, pack, _of_people(sentence, pack, match, str(match.lastgroup)))
    yield from _behind_verbs(sentence, pack)
    yield from _tolls(sentence, pack)


def _behind_verbs(sentence: Sentence, pack: LanguagePack) -> Iterator[Counted]:
    lower, said = sentence.lower, pack.casualties
    for match in said.patterns.taken.finditer(lower):
        yield _of_people(sentence, pack, match, "captured")
    for what, pattern in said.behind_verbs.items():
        for match in pattern.finditer(lower):
            mixed = match["also"] or said.marks.mixed.search(lower, 0, match.start())
            moved = what != "displaced" or said.patterns.driven_out.search(lower)
            doubtful = said.doubts.verb.search(lower, max(0, match.start() - _PHRASE), match.start())
            if moved and not mixed and not doubtful and not _is_many(match, pack):
                yield _with_more(sentence, pack, match, what)


def _is_many(match: re.Match[str], pack: LanguagePack) -> bool:
    """Whether "the soldiers" stands where a number should."""
    said, patterns = counts.read_count(match["count"], pack.numbers), pack.casualties.patterns
    uncounted = not any(letter.isdecimal() for letter in match["count"]) and said.best == 1
    if patterns.lone.search(match["count"]) or not uncounted:
        return False
    whom = match["whom"] or ""
    return not patterns.person.fullmatch(whom) or bool(pack.casualties.marks.plural.search(whom))


def _tolls(sentence: Sentence, pack: LanguagePack) -> Iterator[Counted]:
    lower, said = sentence.lower, pack.casualties
    for what, pattern in said.tolls.items():
        for match in pattern.finditer(lower):
            yield _of_people(sentence, pack, match, what)
    for pattern in (said.patterns.hurt_treated, said.patterns.hurt_suffered):
        for match in pattern.finditer(lower):
            yield _of_people(sentence, pack, match, "injured")
    for what, pattern in said.nouns.items():
        for match in pattern.finditer(lower):
            if what == "killed" or said.patterns.behind.match(lower, match.end()):
                yield _of_people(sentence, pack, match, what)


def _of_people(sentence: Sentence, pack: LanguagePack, match: re.Match[str], what: str) -> Counted:
    said = match["whom"] if "whom" in match.re.groupindex and match["whom"] else ""
    return _counted(sentence, pack, match, what, whom=pack.casualties.whom.of(said))


def _with_more(sentence: Sentence, pack: LanguagePack, match: re.Match[str], what: str) -> Counted:
    """Coordination: "killed two women, a man and a child" counts four."""
    total = _of_people(sentence, pack, match, what)
    while more := pack.casualties.patterns.more.match(sentence.lower, total.end):
        joined = _plus(sentence, pack, total, more, span=(total.start, more.end()))
        if joined is None:
            break
        total = joined
    return total


def _with_before(sentence: Sentence, pack: LanguagePack, last: Counted) -> Counted:
    """The same before the verb: "three men, a woman and a boy were killed" counts five.

    In "the blast killed a man, and two women were hurt" the man belongs to the verb before him.
    """
    total, lower, said = last, sentence.lower, pack.casualties.patterns
    while total.tally.best and (more := said.before.search(lower, max(0, total.start - _PHRASE), total.start)):
        if more["listed"] and total is last:
            break  # "a doctor said, two men were killed": no list without an "and"
        joined = _plus(sentence, pack, total, more, span=(more.start("count"), total.end))
        if joined is None:
            break
        total = joined
    return last if said.suffering.search(lower, 0, total.start) else total


def _plus(
    sentence: Sentence, pack: LanguagePack, total: Counted, more: re.Match[str], *, span: tuple[int, int]
) -> Counted | None:
    """The sum of a tally and the people named beside it; None where one of them is not counted."""
    extra, tally = counts.read_count(more["count"], pack.numbers), total.tally
    bare = not any(letter.isdecimal() for letter in more["count"]) and extra.best == 1
    if tally.best is None or (bare and pack.casualties.marks.plural.search(more["whom"])):
        return None
    whom = tally.whom if tally.whom == pack.casualties.whom.of(more["whom"]) else ""
    summed = Tally(
        what=tally.what,
        low=None if tally.low is None or extra.low is None else tally.low + extra.low,
        best=None if extra.best is None else tally.best + extra.best,  # "dozens of men and a boy"
        high=None if tally.high is None or extra.high is None else tally.high + extra.high,
        wording=sentence.text[span[0] : span[1]],
        whom=whom,
    )
    return Counted(start=span[0], end=span[1], tally=summed)


def _counted(sentence: Sentence, pack: LanguagePack, match: re.Match[str], what: str, whom: str = "") -> Counted:
    count, start = counts.read_count(match["count"], pack.numbers), match.start("count")
    end = match.end()
    if count.best == 1 and (size := _group_size(match, pack.casualties.groups)):
        count = counts.Count(low=size, best=size, high=size)
    while start < end and sentence.text[start] == " ":
        start += 1
    tally = Tally(
        what=what, low=count.low, best=count.best, high=count.high, wording=sentence.text[start:end], whom=whom
    )
    return Counted(start=start, end=end, tally=tally)


def _group_size(match: re.Match[str], sizes: Mapping[str, int]) -> int:
    """How many "a couple" are; 0 for what is no group."""
    said = match.groupdict().get("whom") or ""
    return sizes.get(said.rsplit(" ", 1)[-1], 0)
