"""What a language's pack says of places, laid out for the resolver; made once for each pack."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from geomap.languages import LanguagePack, PlaceWords
from geomap.names import fold
from geomap.places.words import PlaceKind


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)  # one pack, one value: it is a key of what is remembered
class Lexicon:
    """The words of a language, in the spelling that `names.fold` gives; empty where it has no pack."""

    pack: LanguagePack | None
    words: PlaceWords
    levels: Mapping[str, PlaceKind]  # by level word
    asked_too: Mapping[PlaceKind, tuple[str, ...]]
    directions: tuple[str, ...]  # in a fixed order
    divisions: Mapping[str, str]  # GeoNames codes by full name: "US.PA" of "pennsylvania"
    short_divisions: Mapping[str, tuple[str, str]]  # full name and code by abbreviation: "pa"
    groups: Mapping[str, str]  # the country (ISO alpha-2) that an armed group or mission is of, as it is printed
    names_group: re.Pattern[str]  # finds one of them

    def singular(self, word: str) -> str:
        """The singular of a folded level word: "regions" -> "region", "counties" -> "county"."""
        if word in self.words.plurals:
            return self.words.plurals[word]
        shorter = (word.removesuffix(ending) for ending in self.words.plural)
        return next((one for one in shorter if one in self.levels), word)

    def division_code(self, words: str) -> str:
        """The GeoNames code of a division from its name or abbreviation as news writes it behind a town; else ""."""
        for count in (3, 2, 1):
            piece = fold(" ".join(words.split()[:count]))
            if piece in self.divisions:
                return self.divisions[piece]
            if piece in self.short_divisions and ("." in words or words.partition(" ")[0].isupper()):
                return self.short_divisions[piece][1]
        return ""

    def countries_of_groups(self, text: str) -> frozenset[str]:
        """The countries (ISO alpha-2) whose armed groups or missions a text names."""
        return frozenset(self.groups[name] for name in set(self.names_group.findall(text)))


@cache
def lexicon(pack: LanguagePack | None) -> Lexicon:
    """The words of a pack; those of a language without one, which are none."""
    words = pack.places if pack else PlaceWords()
    said = words.levels
    kinds = (
        (PlaceKind.TOWN, said.town),
        (PlaceKind.FIRST, said.first),
        (PlaceKind.SECOND, said.second),
        (PlaceKind.WATER, said.water),
        (PlaceKind.NEAR, said.near),
    )
    return Lexicon(
        pack=pack,
        words=words,
        levels={word: kind for kind, members in kinds for word in members},
        asked_too={
            PlaceKind.FIRST: words.asked_too.first,
            PlaceKind.SECOND: words.asked_too.second,
            PlaceKind.WATER: words.asked_too.water,
        },
        directions=tuple(sorted(words.directions)),
        divisions={names[0].lower(): code for code, names in words.divisions.items()},
        groups=(groups := {name: country for country, names in words.groups.items() for name in names}),
        names_group=re.compile(
            rf"\b(?:{'|'.join(map(re.escape, sorted(groups, key=len, reverse=True))) or '(?!)'})(?=s?\b)"
        ),
        short_divisions={short: (names[0], code) for code, names in words.divisions.items() for short in names[1:]},
    )
