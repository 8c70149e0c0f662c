"""Trains the recogniser's two models."""

import unicodedata
from collections.abc import Iterator, Sequence

from geomap.gazetteer import GazetteerStore
from geomap.gazetteer.dumps import rows
from geomap.mentions import CrfRecogniser
from geomap.mentions.weights import pack_weights
from geomap.shipped import data_dir
from geomap.training.chains import averaged, fitted
from geomap.training.corpora import read_corpus
from geomap.training.mentions_case import headlines
from geomap.training.mentions_data import CLEAN, Example, Examples, Noise, own_texts, role_texts
from geomap.training.mentions_swap import CONFLICT_COUNTRIES

SWAPPED = Noise(share=0.5, hidden=0.2, misspelt=0.2, blind=0.2)
OWN_SWAPPED = Noise(share=0.7, hidden=0.2, misspelt=0.2, blind=0.2)
CHAINS = 3  # learned with other names put in, and averaged: a lucky or unlucky draw of names weighs less
CORPUS_ROUNDS = 2  # times a corpus is told to a chain, the first time with its own names
OWN_ROUNDS = 3  # times our own sentences are told, the first time with their own names
PEOPLE_UNMARKED = frozenset({"geovirus"})  # corpora that leave out adjectives and names of peoples
WITH_ROLES = "gwn-a"  # the corpus that says what a name does
NAMES_PENALTY = {"c1": 0.5, "c2": 0.5, "max_iterations": 60}
ROLES_PENALTY = {"c1": 0.05, "c2": 0.7, "max_iterations": 100}
SHORTEST = 3  # letters of a name that may be put into a text
_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u02bb\u02bc'`"))
_CLASS, _COUNTRY = 6, 8  # columns of the extracts


def train(corpora: Sequence[str], gazetteer: GazetteerStore) -> tuple[bytes, bytes]:
    """The models of names and of roles, trained on the named corpora and our own sentences; the same each time."""
    examples = Examples(gazetteer.facts, swap_pool())
    names = [fitted(_names(examples, corpora, draw), NAMES_PENALTY) for draw in range(CHAINS)]
    roles = [fitted(_roles(examples, corpora, draw), ROLES_PENALTY) for draw in range(CHAINS)]
    return pack_weights(averaged(names)), pack_weights(averaged(roles))


def trained(corpora: Sequence[str], gazetteer: GazetteerStore) -> CrfRecogniser:
    """A recogniser trained on the named corpora."""
    names, roles = train(corpora, gazetteer)
    return CrfRecogniser(names=names, roles=roles)


def swap_pool() -> tuple[str, ...]:
    """Names of settlements in the conflict countries, as English news would print them, sorted: letters only."""
    folder = data_dir() / "gazetteer"
    return tuple(
        sorted(
            {
                name
                for table in ("cities500.tsv.xz", "UA.tsv.xz")
                for row in rows(folder / table)
                if row[_COUNTRY] in CONFLICT_COUNTRIES and row[_CLASS] == "P"
                for name in [_plain(row[1])]
                if len(name) >= SHORTEST and name[0].isupper() and name.replace(" ", "").replace("-", "").isalpha()
            }
        )
    )


def _plain(name: str) -> str:
    """The name without accents and apostrophes, or empty when letters of other scripts remain."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    letters = bare.translate(_APOSTROPHES)
    return letters if letters.isascii() else ""


def _rounds(noise: Noise, rounds: int, draw: int) -> Iterator[tuple[int, Noise]]:
    """A seed and what is done to the texts, for each round: the first tells them as they are."""
    yield 0, CLEAN
    yield from ((draw * rounds + seed, noise) for seed in range(1, rounds))


def _names(examples: Examples, corpora: Sequence[str], draw: int) -> Iterator[Example]:
    for corpus in corpora:
        texts = read_corpus(corpus)
        for seed, noise in _rounds(SWAPPED, CORPUS_ROUNDS, draw):
            yield from examples.names(texts, noise=noise, seed=seed, all_marked=corpus not in PEOPLE_UNMARKED)
    own = own_texts()
    for seed, noise in _rounds(OWN_SWAPPED, OWN_ROUNDS, draw):
        yield from examples.names(own, noise=noise, seed=seed, all_marked=True)


def _roles(examples: Examples, corpora: Sequence[str], draw: int) -> Iterator[Example]:
    if WITH_ROLES in corpora:
        texts = read_corpus(WITH_ROLES)
        for seed, noise in _rounds(SWAPPED, CORPUS_ROUNDS, draw):
            yield from examples.roles(texts, noise=noise, seed=seed)
            yield from examples.roles(headlines(texts, seed=seed), noise=noise, seed=seed)
    own = (*own_texts(), *role_texts())
    for seed, noise in _rounds(OWN_SWAPPED, OWN_ROUNDS, draw):
        yield from examples.roles(own, noise=noise, seed=seed)
        yield from examples.roles(headlines(own, seed=seed), noise=noise, seed=seed)
