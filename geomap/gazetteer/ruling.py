"""Says which of the bearers of a name a reader's own place overrules, or a site of ours by its whole name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from geomap.names import fold
from geomap.records import Candidate

KNOWN_TO_ALL = 20_000  # inhabitants from which a town is no village that a camp's short name may stand for


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNames:
    """The names of the reader's places that overrule others."""

    spellings: Mapping[str, str]  # folded, to the spelling in the reader's table
    whole: Mapping[str, frozenset[str]]  # id of a place, to its folded names
    short: Mapping[str, str]  # id of a place, to its name without the word for its kind, folded

    @classmethod
    def of(cls, told: Mapping[str, tuple[Sequence[str], str]]) -> Self:
        """From the ids of the places, their names, and their short name ("" where they have none)."""
        return cls(
            spellings={fold(name): name for names, _ in told.values() for name in reversed(names)},
            whole={key: frozenset(map(fold, names)) for key, (names, _) in told.items()},
            short={key: fold(short) for key, (_, short) in told.items() if short},
        )

    def ruled(self, folded: str, bearers: Sequence[Candidate]) -> tuple[Candidate, ...]:
        """The bearers of a name, or those of them that overrule the others.

        By its whole name a place overrules all. By its short one, "Kalma" of "Kalma camp", it overrules villages: a
        town, a division or a country of that name is likelier meant.
        """
        if not self.whole:
            return tuple(bearers)
        winning = [one for one in bearers if folded in self.whole.get(one.id, ())]
        if not winning:
            named = [one for one in bearers if folded == self.short.get(one.id)]
            known = any(one.feature_class == "A" or one.population >= KNOWN_TO_ALL for one in bearers)
            winning = [] if known else named
        if winning:
            return tuple(replace(one, overrules=True) for one in winning)
        if not any(one.id in self.whole for one in bearers):
            return tuple(bearers)
        return tuple(sorted(bearers, key=lambda one: -one.population))
