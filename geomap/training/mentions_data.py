"""The training examples of the two taggers: corpora and our own sentences, in the taggers' own features."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from random import Random

from geomap.languages import shipped_languages
from geomap.mentions.features import sequence
from geomap.mentions.items import flat
from geomap.mentions.known import Kinds, kinds
from geomap.mentions.lexicon import Lexicon, lexicon
from geomap.mentions.lookups import grams
from geomap.mentions.roles import Found, role_items
from geomap.mentions.tokens import Tokens, tokenise
from geomap.names import fold
from geomap.records import NameFacts, Role
from geomap.training.corpora import NO_NAMES, Annotated, Gold
from geomap.training.mentions_labels import labels, names_of
from geomap.training.mentions_swap import misspell, swap

Facts = Callable[[set[str]], Mapping[str, NameFacts]]
Example = tuple[Sequence[Sequence[str]], list[str]]

_MARK = re.compile(r"\[([^|\]]+)\|([ldapon])\]")
_MARKED = {"l": Role.LOCATION, "d": Role.DATELINE, "a": Role.ACTOR, "p": Role.PEOPLE, "o": Role.OTHER}
NO_PLACE = "Homonym"  # `n`: a person or a word that is spelt like a place; the tagger of names is to leave it alone
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
    NO_PLACE: Role.OTHER,
} | {role.value: role for role in Role}
# Countries, first divisions, towns of 100,000 and more: such a name inside another name is surely the place's.
FAMOUS = frozenset(["C", "D", "K", "P6", "P7", "P6m", "P7m"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """What is done to a text before the tagger learns from it."""

    share: float  # of names replaced
    hidden: float  # of the gazetteer's answers withheld, countries and peoples excepted
    misspelt: float = 0.0  # of the replacing names that get a spelling mistake
    blind: float = 0.0  # of the texts that lose most of the gazetteer's answers, as a text about villages does


SHORT = 4  # letters of an abbreviation in capitals
CAPITALS_KEPT = 0.8  # of the seats of government replaced by another seat: what holds of one holds of all
BLIND = 0.9  # of the answers withheld from a text that is read almost without the gazetteer
CLEAN = Noise(share=0.0, hidden=0.0)


def english() -> Lexicon:
    """The words of the language of the corpora."""
    return lexicon(shipped_languages()["en"])


def own_texts() -> tuple[Annotated, ...]:
    """Our own sentences, some a text; the kind of a name is its role."""
    return _own("mentions_sentences.txt", "own")


def role_texts() -> tuple[Annotated, ...]:
    """More of them, for the tagger of roles alone: as many again would cost the tagger of names, decision 0021."""
    return _own("roles_sentences.txt", "roles")


def _own(file: str, name: str) -> tuple[Annotated, ...]:
    lines = resources.files("geomap.training").joinpath(file).read_text(encoding="utf-8")
    sentences = [line for line in lines.splitlines() if line and not line.startswith("#")]
    return tuple(marked(f"{name}-{number}", line) for number, line in enumerate(sentences))


def marked(name: str, line: str) -> Annotated:
    """A text from a line in which each name stands as `[name|role letter]`."""
    pieces: list[str] = []
    golds: list[Gold] = []
    length = behind = 0
    for found in _MARK.finditer(line):
        pieces += [line[behind : found.start()], found[1]]
        start = length + found.start() - behind
        length = start + len(found[1])
        golds.append(Gold(start=start, end=length, kind=_kind(found[2])))
        behind = found.end()
    return Annotated(id=name, title="", text="".join([*pieces, line[behind:]]), golds=tuple(golds))


def _kind(letter: str) -> str:
    return NO_PLACE if letter == "n" else _MARKED[letter].value


class Examples:
    """Turns annotated texts into examples; equal arguments give equal examples."""

    def __init__(self, facts: Facts, pool: Sequence[str]) -> None:
        self._facts = facts
        self._pool = pool

    def names(self, texts: Sequence[Annotated], *, noise: Noise, seed: int, all_marked: bool) -> Iterator[Example]:
        """Examples for the tagger of names, a text each.

        Where a corpus leaves out peoples and names inside other names (`all_marked` false) the gazetteer fills in.
        """
        for tokens, known, told in self.words(texts, noise=noise, seed=seed, all_marked=all_marked):
            items, numbers = sequence(tokens, known)
            if items:
                yield flat(items), ["O" if number < 0 else told[number] for number in numbers]

    def words(
        self, texts: Sequence[Annotated], *, noise: Noise, seed: int, all_marked: bool
    ) -> Iterator[tuple[Tokens, Kinds, list[str]]]:
        """The words of each text with what is known of them and B, I or O for each."""
        random = Random(seed)  # noqa: S311  (no secret: the same noise each time)
        for text in texts:
            tokens, known, golds = self._noisy(text, noise, random)
            told = labels(tokens, golds)
            if not all_marked:
                _mark_silent(told, tokens, known)
            yield tokens, known, told

    def roles(self, texts: Sequence[Annotated], *, noise: Noise, seed: int) -> Iterator[Example]:
        """Examples for the tagger of roles, a sentence each."""
        random = Random(seed)  # noqa: S311
        for text in texts:
            tokens, known, golds = self._noisy(text, noise, random, for_roles=True)
            found, roles = _located(tokens, known, golds)
            at = 0
            for items in role_items(tokens, found):
                yield flat(items), roles[at : at + len(items)]
                at += len(items)

    def _noisy(
        self, text: Annotated, noise: Noise, random: Random, *, for_roles: bool = False
    ) -> tuple[Tokens, Kinds, Sequence[Gold]]:
        """The text with noise.

        The tagger of roles learns what is no place too, and a seat of government mostly gives way to another one.
        """
        words: str = text.text
        golds: Sequence[Gold] = names_of(text, barred=NO_NAMES - {NO_PLACE} if for_roles else NO_NAMES)
        if noise.share:
            words, golds = swap(words, golds, self._renaming(words, golds, noise, random, capitals=for_roles))
        tokens = tokenise(words, english())
        names = grams(tokens, words)
        asked = set(names.values())
        facts = self._facts(asked)
        hidden = BLIND if random.random() < noise.blind else noise.hidden
        if hidden:
            facts = {
                name: facts[name]
                for name in sorted(asked & facts.keys())
                if facts[name].is_country or facts[name].is_people or random.random() >= hidden
            }
        return tokens, kinds(names, facts, english()), golds

    def _renaming(
        self, text: str, golds: Sequence[Gold], noise: Noise, random: Random, *, capitals: bool
    ) -> Callable[[str], str]:
        """New names for a share of a text's names, the same one each time; countries, peoples, abbreviations stay."""
        listed = self._facts({fold(text[gold.start : gold.end]) for gold in golds})
        chosen: dict[str, str] = {}

        def rename(old: str) -> str:
            if old not in chosen:
                stays = _is_listed(old, listed.get(fold(old))) or random.random() >= noise.share
                chosen[old] = old if stays else self._new_name(old, noise, random, capitals=capitals)
            return chosen[old]

        return rename

    def _new_name(self, old: str, noise: Noise, random: Random, *, capitals: bool) -> str:
        if capitals and fold(old) in english().toponyms.capitals and random.random() < CAPITALS_KEPT:
            new = random.choice(sorted(english().toponyms.capitals)).title()
            return new.upper() if old.isupper() else new
        new = random.choice(self._pool)
        new = misspell(new, random) if random.random() < noise.misspelt else new
        return new.upper() if old.isupper() else new


def _is_listed(name: str, fact: NameFacts | None) -> bool:
    """Whether a name belongs to a closed list, or is an abbreviation: "US", "Calif."."""
    short = len(name) <= SHORT and name.isupper()
    return short or name[:1].islower() or "." in name or bool(fact and (fact.is_country or fact.is_people))


def _mark_silent(told: list[str], tokens: Tokens, known: Kinds) -> None:
    """Mark what a corpus leaves out by its rules, though other corpora have it: peoples, names inside other names."""
    words = tokens.words
    common = {word.lower for word in words if not word.is_capital}
    for first, end in sorted(known, key=lambda stretch: (stretch[0] - stretch[1], stretch)):
        kind = known[first, end]
        if set(told[first:end]) != {"O"}:
            continue
        inside = end < len(words) and words[end].is_capital and told[end] == "O"
        inside = inside and not (words[first].is_given or words[first].lower in common)
        if kind == "N" or (inside and kind in FAMOUS):
            told[first:end] = ["B", *["I"] * (end - first - 1)]


def _located(tokens: Tokens, known: Kinds, golds: Sequence[Gold]) -> tuple[list[Found], list[str]]:
    """The annotated names as the tagger would find them, with their roles."""
    told = labels(tokens, golds)
    found: list[Found] = []
    roles: list[str] = []
    for gold in golds:
        inside = [at for at, start in enumerate(tokens.starts) if gold.start <= start < gold.end and told[at] != "O"]
        role = ROLE_OF_KIND.get(gold.kind)
        if inside and role is not None and (not found or inside[0] >= found[-1].end):
            stretch = inside[0], inside[-1] + 1
            found.append(Found(first=stretch[0], end=stretch[1], kind=known.get(stretch, ""), score=1.0))
            roles.append(role.value)
    return found, roles
