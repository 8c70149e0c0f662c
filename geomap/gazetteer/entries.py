"""The book that a gazetteer is collected in before it is written: places, and the spellings they answer to."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from geomap.names import fold
from geomap.records import KnownAs

STRENGTH = {kind: place for place, kind in enumerate(KnownAs)}  # display first, similar last


@dataclass(slots=True, kw_only=True)
class Entry:
    """A place while the gazetteer is being built."""

    key: int  # the GeoNames number, or below zero for a place of another source
    name: str  # changed by `Book.rename` alone
    country: str
    feature_class: str
    feature_code: str
    source: str
    id: str = ""  # made of the key for a place of GeoNames
    lon: float = math.nan  # NaN until a division has been given its centre
    lat: float = math.nan
    admin1: str = ""  # the bare codes, as in a GeoNames dump: "07"
    admin2: str = ""
    population: int = 0
    reach_km: float = 0.0
    folded: str = ""  # of the name: it is asked for again and again

    def __post_init__(self) -> None:
        self.id = self.id or f"geonames:{self.key}"
        self.folded = fold(self.name)

    @property
    def admin1_code(self) -> str:
        """The code of the first-level division, "" when none is known."""
        return f"{self.country}.{self.admin1}" if self.admin1 and self.admin1 != "00" else ""

    @property
    def admin2_code(self) -> str:
        """The code of the second-level division, "" when none is known."""
        return f"{self.admin1_code}.{self.admin2}" if self.admin1_code and self.admin2 else ""


@dataclass(slots=True, kw_only=True)
class Book:
    """Places by key, their spellings by folded form, and the divisions by code."""

    entries: dict[int, Entry] = field(default_factory=dict)
    names: dict[int, dict[str, tuple[KnownAs, str, str]]] = field(default_factory=dict)
    divisions: dict[str, int] = field(default_factory=dict)  # "UA", "UA.07", "UA.07.6315" -> key
    own: int = 0  # places that are not in GeoNames, so far

    def add(self, entry: Entry) -> None:
        """Enter a place; the first source to bring a key keeps it."""
        if entry.key not in self.entries:
            self.entries[entry.key] = entry
            self.names[entry.key] = {}

    def rename(self, key: int, name: str) -> None:
        """Print another name for a place."""
        entry = self.entries[key]
        entry.name, entry.folded = name, fold(name)

    def next_own(self) -> int:
        """A key for a place that GeoNames does not have."""
        self.own -= 1
        return self.own

    def call(self, key: int, spellings: Iterable[str], known_as: KnownAs, *, renamed: str = "") -> None:
        """Let a place answer to spellings; the strongest way of being known wins."""
        known = self.names[key]
        for spelling in spellings:
            folded = fold(spelling)
            if not folded:
                continue
            earlier = known.get(folded)
            if earlier is None or STRENGTH[known_as] < STRENGTH[earlier[0]]:
                known[folded] = (known_as, spelling, renamed)

    def show(self) -> None:
        """Note for every place the spelling that is printed; to be called once all names are known."""
        for key, entry in self.entries.items():
            self.names[key][entry.folded] = (KnownAs.DISPLAY, entry.name, "")

    def mark(self, key: int, spelling: str, known_as: KnownAs, renamed: str = "") -> None:
        """Say how a place is known by a spelling, whatever an earlier source said."""
        if folded := fold(spelling):
            self.names[key][folded] = (known_as, spelling, renamed)
