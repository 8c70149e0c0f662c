"""Finds the words of a sentence for those who act and are acted upon, and puts a letter in their place."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from geomap.events.tokens import Sentence
from geomap.languages import LanguagePack

_MOST_MODIFIERS = 3  # "Turkish-backed rebel fighters"
_WORD = re.compile(r"[^\W_]*[^\W\d_][^\W_]*(?:['’][^\W\d_]+)?(?:-[^\W_]+)*|\d+(?:,\d{3})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Words for somebody or something; `start` and `end` are code points in the sentence, articles and numbers in."""

    letter: str  # A, M, P, S, T or W, as participants.toml of a language says
    start: int
    end: int
    said: str  # without articles and numbers
    both: str = ""  # "Ukrainian and Russian troops", when named in one breath with others
    mate: int = -1  # where these others start


@dataclass(frozen=True, slots=True, kw_only=True)
class Masked:
    """A sentence in lower case in which a letter stands for each name."""

    text: str
    origin: Sequence[int]  # of each letter, its code point in the sentence; one more for the end
    at: Mapping[int, Name]  # by the place of its letter


class Lexicon:
    """One language's words for those who act and are acted upon."""

    def __init__(self, pack: LanguagePack) -> None:
        said, self.counting = pack.participants.names, pack.participants.counting
        self.peoples, self.states, self.weapons = said.peoples, said.states, said.weapons
        self.of_weapons, self.missiles, self.crowds = said.of_weapons, said.missiles, said.crowds
        self.actors = self._with_singles(said.actors)
        adjectives = said.peoples - self.actors  # "Ukrainian air defences" are no Ukrainian
        self.heads = self.actors | (self._with_singles(said.victims) - adjectives) | said.missiles
        self.determiners, self.quantities, self.stops = said.determiners, said.quantities, said.no_modifiers
        self.pairs = frozenset(tuple(pair.split()) for pair in self.counting.pairs)
        self.groups = pack.participants.speakers.groups
        self.group_words = frozenset(re.findall(r"[^\W_]{3,}", self.groups.pattern))

    def _with_singles(self, words: frozenset[str]) -> frozenset[str]:
        """The words, and those for one of several: "shopkeeper" for "shopkeepers"."""
        return words | {self.counting.plural.sub("", word) for word in words}


@cache
def lexicon(pack: LanguagePack) -> Lexicon:
    """The words of a language."""
    return Lexicon(pack)


def masked(sentence: Sentence, pack: LanguagePack) -> Masked:
    """The sentence with a letter for each of its names."""
    lower = sentence.lower
    pieces: list[str] = []
    origin: list[int] = []
    at: dict[int, Name] = {}
    done = 0
    for name in _names(sentence, lexicon(pack)):
        pieces += [lower[done : name.start], name.letter]
        origin += range(done, name.start + 1)
        at[len(origin) - 1] = name
        done = name.end
    pieces.append(lower[done:])
    origin += range(done, len(lower) + 1)
    return Masked(text="".join(pieces), origin=origin, at=at)


def _names(sentence: Sentence, known: Lexicon) -> Iterator[Name]:
    """The names of a sentence from left to right."""
    found = list(_Words(sentence, known).names())
    if not known.group_words.isdisjoint(sentence.vocabulary):
        groups = [
            Name(letter="A", start=match.start(), end=match.end(), said=sentence.text[match.start() : match.end()])
            for match in known.groups.finditer(sentence.lower)
        ]
        found += [one for one in groups if not any(one.start < other.end and other.start < one.end for other in found)]
    yield from sorted(found, key=lambda name: name.start)


class _Words:
    """The words of a sentence, read for names."""

    def __init__(self, sentence: Sentence, known: Lexicon) -> None:
        self.known = known
        self.text = sentence.text
        self.spans = [match.span() for match in _WORD.finditer(sentence.lower)]
        self.words = [sentence.lower[start:end] for start, end in self.spans]

    def names(self) -> Iterator[Name]:
        """Those that end in a word for people or things, the states, and the weapons of a people."""
        known, number, free = self.known, 0, 0
        while number < len(self.words):
            word, last = self.words[number], number
            if word in known.peoples and (armed := self._weapon(number)):
                yield self._name("W", free, number, number)
                free = number = armed + 1
                continue
            if word in known.heads:
                while last + 1 < len(self.words) and self._joined(last) and self.words[last + 1] in known.heads:
                    last += 1
                name = self._name(self._letter(last), free, number, last)
                yield from self._parted(name, free, last)
                free = last + 1
            elif self.text[slice(*self.spans[number])] in known.states and not self._owns(number):
                yield self._name("S", number, number, number)
                free = number + 1
            number = last + 1

    def _parted(self, name: Name, free: int, last: int) -> Iterator[Name]:
        """Each of two peoples' troops in "Ukrainian and Russian troops"; any other name as it is."""
        begin = next(number for number in range(free, last + 1) if self.spans[number][0] >= name.start)
        first = begin - 2
        if (
            first < free
            or begin == last
            or self.words[begin - 1] != self.known.counting.and_
            or not {self.words[first], self.words[begin]} <= self.known.peoples
            or not (self._joined(first) and self._joined(begin - 1))
        ):
            yield name
            return
        start, end = self.spans[first]
        both, troops = self.text[start : name.end], self.text[self.spans[begin + 1][0] : name.end]
        said = f"{self.text[start:end]} {troops}"
        yield Name(letter=name.letter, start=start, end=end, said=said, both=both, mate=name.start)
        yield replace(name, both=both, mate=start)

    def _letter(self, number: int) -> str:
        word, known = self.words[number], self.known
        for letter, members in (("P", known.crowds), ("A", known.actors), ("M", known.missiles)):
            if word in members:
                return letter
        return "T"

    def _weapon(self, number: int) -> int | None:
        """The word that is the weapon of the people at `number`, if one follows."""
        last = number
        while self._joined(last) and last + 1 < len(self.words):
            last += 1
            if self.words[last] in self.known.weapons and self._ends(last):
                return last
            if self.words[last] not in self.known.of_weapons or last > number + _MOST_MODIFIERS:
                break
        return None

    def _ends(self, number: int) -> bool:
        """Whether no further weapon follows: "missile strike"."""
        following = self.words[number + 1] if number + 1 < len(self.words) and self._joined(number) else ""
        return following not in self.known.weapons

    def _joined(self, number: int) -> bool:
        """Whether but a space or hyphen stands between a word and the next one."""
        if number + 1 >= len(self.words):
            return False
        return self.text[self.spans[number][1] : self.spans[number + 1][0]] in {" ", "-"}

    def _owns(self, number: int) -> bool:
        return self.text[self.spans[number][1] :][:1] in self.known.counting.possessive

    def _name(self, letter: str, free: int, first: int, last: int) -> Name:
        """A name with the words before it that belong to it."""
        begin = first
        if letter in "AMPT":
            while (
                begin > free
                and first - begin < _MOST_MODIFIERS
                and self._joined(begin - 1)
                and self._modifies(begin - 1)
            ):
                begin -= 1
        whole, end = begin, self.spans[last][1]
        while whole > free and self._joined(whole - 1) and (taken := self._counts(whole - 1, free)):
            whole -= taken
        end = self.spans[self._weapon(last) or last][1] if letter == "W" else end
        said = self.text[self.spans[begin][0] : self.spans[last][1]]
        return Name(letter=letter, start=self.spans[whole][0], end=end, said=said)

    def _modifies(self, number: int) -> bool:
        word = self.words[number]
        return not (
            word in self.known.stops
            or word in self.known.determiners
            or word in self.known.quantities
            or word[0].isdecimal()
        )

    def _counts(self, number: int, free: int) -> int:
        """How many words from here to the left say how many: "at least", "dozens of", "the"."""
        word, before = self.words[number], self.words[number - 1] if number > free else ""
        if word in self.known.determiners or word[0].isdecimal():
            return 1
        if (word == self.known.counting.of and before in self.known.quantities) or (before, word) in self.known.pairs:
            return 2
        return 0
