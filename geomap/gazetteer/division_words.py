"""Reads how news calls divisions: the words of `divisions.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

WORDS = "divisions.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionWords:
    """What kinds of division are called."""

    tails: tuple[str, ...]  # " oblast": behind a name, in small letters, the longest first
    heads: tuple[str, ...]  # "Province of ": before one
    of: str  # joins a kind and the name behind it
    first: tuple[str, ...]  # said of the first level of any country
    second: tuple[str, ...]
    called: Mapping[str, str]  # the country's own word for its first level, by ISO 3166-1 alpha-2
    called_second: Mapping[str, tuple[str, ...]]  # ... for its second
    raion: str  # as a Ukrainian one is printed
    raions: tuple[str, ...]  # what it is called beside that
    adjectives: tuple[str, ...]  # endings of the names of raions: "Sumskyi"
    russian: frozenset[str]  # GeoNames codes of the divisions whose names it romanises from Russian


@cache
def division_words() -> DivisionWords:
    """The words that ship with geomap."""
    table: dict[str, Any] = tomllib.loads(resources.files("geomap.gazetteer").joinpath(WORDS).read_text("utf-8"))
    raions = table["raions"]
    return DivisionWords(
        tails=tuple(f" {kind}" for kind in sorted(_listed(table["kinds"]), key=lambda kind: (-len(kind), kind))),
        heads=tuple(f"{head} " for head in _listed(table["heads"])),
        of=table["of"],
        first=_listed(table["said"]["first"]),
        second=_listed(table["said"]["second"]),
        called={code: word for word, codes in table["called"].items() for code in codes.split()},
        called_second={code: _listed(word) for word, codes in table["called_second"].items() for code in codes.split()},
        raion=raions["printed"],
        raions=_listed(raions["also"]),
        adjectives=_listed(raions["adjectives"]),
        russian=frozenset(raions["russian"].split()),
    )


def _listed(words: str) -> tuple[str, ...]:
    return tuple(" ".join(word.split()) for word in words.split(","))
