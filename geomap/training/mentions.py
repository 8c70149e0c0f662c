"""Trains the recogniser's two models."""

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pycrfsuite

from geomap.gazetteer import GazetteerStore
from geomap.gazetteer.dumps import rows
from geomap.mentions import CrfRecogniser
from geomap.shipped import data_dir
from geomap.training.corpora import read_corpus
from geomap.training.mentions_case import headlines
from geomap.training.mentions_data import CLEAN, Example, Examples, Noise, own_texts
from geomap.training.mentions_swap import CONFLICT_COUNTRIES

SWAPPED = Noise(share=0.5, hidden=0.2, misspelt=0.2, blind=0.2)
OWN_SWAPPED = Noise(share=0.7, hidden=0.2, misspelt=0.2, blind=0.2)
OWN_ROUNDS = 3  # times our own sentences are told, the first time with their own names
PEOPLE_UNMARKED = frozenset({"geovirus"})  # corpora that leave out adjectives and names of peoples
WITH_ROLES = "gwn-a"  # the corpus that says what a name does
NAMES_PENALTY = {"c1": 0.3, "c2": 0.3, "max_iterations": 60}
ROLES_PENALTY = {"c1": 0.05, "c2": 0.7, "max_iterations": 100}
SHORTEST = 3  # letters of a name that may be put into a text
_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u02bb\u02bc'`"))
_CLASS, _COUNTRY = 6, 8  # columns of the extracts


def train(corpora: Sequence[str], gazetteer: GazetteerStore) -> tuple[bytes, bytes]:
    """The models of names and of roles, trained on the named corpora and our own sentences; the same each time."""
    examples = Examples(gazetteer.facts, swap_pool())
    return _fit(_names(examples, corpora), NAMES_PENALTY), _fit(_roles(examples, corpora), ROLES_PENALTY)


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


def _names(examples: Examples, corpora: Sequence[str]) -> Iterator[Example]:
    for corpus in corpora:
        texts = read_corpus(corpus)
        for seed, noise in enumerate((CLEAN, SWAPPED)):
            yield from examples.names(texts, noise=noise, seed=seed, all_marked=corpus not in PEOPLE_UNMARKED)
    own = own_texts()
    for seed in range(OWN_ROUNDS):
        yield from examples.names(own, noise=OWN_SWAPPED if seed else CLEAN, seed=seed, all_marked=True)


def _roles(examples: Examples, corpora: Sequence[str]) -> Iterator[Example]:
    if WITH_ROLES in corpora:
        texts = read_corpus(WITH_ROLES)
        for seed, noise in enumerate((CLEAN, SWAPPED)):
            yield from examples.roles(texts, noise=noise, seed=seed)
            yield from examples.roles(headlines(texts, seed=seed), noise=noise, seed=seed)
    own = own_texts()
    for seed in range(OWN_ROUNDS):
        yield from examples.roles(own, noise=OWN_SWAPPED if seed else CLEAN, seed=seed)
        yield from examples.roles(headlines(own, seed=seed), noise=OWN_SWAPPED if seed else CLEAN, seed=seed)


def _fit(examples: Iterator[Example], penalty: dict[str, float]) -> bytes:
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.select("lbfgs", type="crf1d")
    trainer.set_params(penalty)
    for items, told in examples:
        trainer.append(items, told)
    with TemporaryDirectory() as folder:
        model = Path(folder) / "model.crf"
        trainer.train(str(model))
        return model.read_bytes()
