"""The training examples of the two taggers: corpora and our own sentences, in the taggers' own features."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from random import Random

from geomap.mentions.features import kind_of, sequence
from geomap.mentions.lookups import fold_cached, grams
from geomap.mentions.roles import Found, role_items
from geomap.mentions.tokens import Tokens, tokenise
from geomap.mentions.words import look_at
from geomap.records import NameFacts, Role
from geomap.training.corpora import Annotated, Gold
from geomap.training.mentions_labels import labels, names_of
from geomap.training.mentions_swap import misspell, swap

Facts = Callable[[set[str]], Mapping[str, NameFacts]]
Example = tuple[Sequence[Sequence[str]], list[str]]

_MARK = re.compile(r"\[([^|\]]+)\|([ldapo])\]")
_MARKED = {"l": Role.LOCATION, "d": Role.DATELINE, "a": Role.ACTOR, "p": Role.PEOPLE, "o": Role.OTHER}
# GeoWebNews' kinds as roles: what a name does decides whether something can have happened there.
ROLE_OF_KIND = {
    "Literal": Role.LOCATION,
    "Mixed": Role.LOCATION,
    "Literal_Modifier": Role.LOCATION,
    "Coercion": Role.LOCATION,
    "Metonymic": Role.ACTOR,
    "Non_Literal_Modifier": Role.ACTOR,
    "Demonym": Role.PEOPLE,
    "Embedded_Non_Lit": Role.OTHER,
    "Embedded_Literal": Role.OTHER,
} | {role.value: role for role in Role}
MOST_OWN = 12  # of our sentences in one made-up article


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """What is done to a text before the tagger learns from it."""

    share: float  # of names replaced
    hidden: float  # of the gazetteer's answers withheld, countries and peoples excepted
    misspelt: float = 0.0  # of the replacing names that get a spelling mistake


CLEAN = Noise(share=0.0, hidden=0.0)


def own_texts() -> tuple[Annotated, ...]:
    """Our own sentences, some a text; the kind of a name is its role."""
    lines = resources.files("geomap.training").joinpath("mentions_sentences.txt").read_text(encoding="utf-8")
    sentences = [line for line in lines.splitlines() if line and not line.startswith("#")]
    return tuple(marked(f"own-{number}", line) for number, line in enumerate(sentences))


def marked(name: str, line: str) -> Annotated:
    """A text from a line in which each name stands as `[name|role letter]`."""
    pieces: list[str] = []
    golds: list[Gold] = []
    length = behind = 0
    for found in _MARK.finditer(line):
        pieces += [line[behind : found.start()], found[1]]
        start = length + found.start() - behind
        length = start + len(found[1])
        golds.append(Gold(start=start, end=length, kind=_MARKED[found[2]].value))
        behind = found.end()
    return Annotated(id=name, title="", text="".join([*pieces, line[behind:]]), golds=tuple(golds))


class Examples:
    """Turns annotated texts into examples; equal arguments give equal examples."""

    def __init__(self, facts: Facts, pool: Sequence[str]) -> None:
        self._facts = facts
        self._pool = pool

    def names(self, texts: Sequence[Annotated], *, noise: Noise, seed: int, people_marked: bool) -> Iterator[Example]:
        """Examples for the tagger of names, a text each.

        Where a corpus does not mark peoples (`people_marked` false) the gazetteer's list stands in for it.
        """
        random = Random(seed)  # noqa: S311  (no secret: the same noise each time)
        for text in texts:
            tokens, names, facts, golds = self._noisy(text, noise, random)
            items, numbers = sequence(tokens, names, facts)
            told = labels(tokens, golds)
            if not people_marked:
                _mark_peoples(told, names, facts)
            if items:
                yield items, ["O" if number < 0 else told[number] for number in numbers]

    def roles(self, texts: Sequence[Annotated], *, noise: Noise, seed: int) -> Iterator[Example]:
        """Examples for the tagger of roles, a sentence each."""
        random = Random(seed)  # noqa: S311
        for text in texts:
            tokens, names, facts, golds = self._noisy(text, noise, random)
            found, roles = _located(tokens, names, facts, golds)
            words = [look_at(word) for word in tokens.words]
            at = 0
            for items in role_items(words, tokens.sentences, found):
                yield items, roles[at : at + len(items)]
                at += len(items)

    def _noisy(
        self, text: Annotated, noise: Noise, random: Random
    ) -> tuple[Tokens, dict[tuple[int, int], str], Mapping[str, NameFacts], Sequence[Gold]]:
        words: str = text.text
        golds: Sequence[Gold] = names_of(text)
        if noise.share:
            known = self._facts({fold_cached(words[gold.start : gold.end]) for gold in golds})
            pool = [
                misspell(name, random) if random.random() < noise.misspelt else name
                for name in random.choices(self._pool, k=40)
            ]
            words, golds = swap(
                words, golds, share=noise.share, pool=pool, keeps=lambda name: _is_listed(name, known), random=random
            )
        tokens = tokenise(words)
        names = grams(tokens, words)
        asked = set(names.values())
        facts = self._facts(asked)
        if noise.hidden:
            facts = {
                name: facts[name]
                for name in sorted(asked & facts.keys())
                if facts[name].is_country or facts[name].is_people or random.random() >= noise.hidden
            }
        return tokens, names, facts, golds


def _is_listed(name: str, known: Mapping[str, NameFacts]) -> bool:
    fact = known.get(fold_cached(name))
    return (
        name[:1].islower()
        or (len(name) <= 4 and name.isupper())
        or "." in name
        or bool(fact and (fact.is_country or fact.is_people))
    )


def _mark_peoples(told: list[str], names: Mapping[tuple[int, int], str], facts: Mapping[str, NameFacts]) -> None:
    for (first, end), name in sorted(names.items(), key=lambda one: one[0][0] - one[0][1]):
        fact = facts.get(name)
        if fact is not None and fact.is_people and set(told[first:end]) == {"O"}:
            told[first:end] = ["B", *["I"] * (end - first - 1)]


def _located(
    tokens: Tokens, names: Mapping[tuple[int, int], str], facts: Mapping[str, NameFacts], golds: Sequence[Gold]
) -> tuple[list[Found], list[str]]:
    """The annotated names as the tagger would find them, with their roles."""
    told = labels(tokens, golds)
    found: list[Found] = []
    roles: list[str] = []
    for gold in golds:
        inside = [at for at, start in enumerate(tokens.starts) if gold.start <= start < gold.end and told[at] != "O"]
        role = ROLE_OF_KIND.get(gold.kind)
        if inside and role is not None and (not found or inside[0] >= found[-1].end):
            fact = facts.get(names.get((inside[0], inside[-1] + 1), ""))
            found.append(Found(first=inside[0], end=inside[-1] + 1, kind=kind_of(fact) if fact else "", score=1.0))
            roles.append(role.value)
    return found, roles
