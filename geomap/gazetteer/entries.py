"""The draft that a gazetteer is assembled in before it is written: places, and the spellings they answer to."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from geomap.gazetteer.towns import Towns
from geomap.names import fold
from geomap.records import KnownAs

STRENGTH = {kind: place for place, kind in enumerate(KnownAs)}  # display first, similar last


@dataclass(slots=True, kw_only=True)
class Entry:
    """A place while the gazetteer is being built."""

    key: int  # the GeoNames number, or below zero for a place of another source
    name: str  # changed by `GazetteerDraft.rename` alone
    country: str
    feature_class: str
    feature_code: str
    source: str
    own_id: str = ""  # "geomap:donbas"; "" for a place of GeoNames, whose key says it
    lon: float = math.nan  # NaN until a division has been given its centre
    lat: float = math.nan
    admin1_code: str = ""  # whole, as `codes` makes them: "UA.07"; "" when unknown
    admin2_code: str = ""  # "UA.07.6315"
    population: int = 0
    reach_km: float = 0.0
    folded: str = ""  # of the name: it is asked for again and again

    def __post_init__(self) -> None:
        self.folded = fold(self.name)


def codes(country: str, admin1: str, admin2: str) -> tuple[str, str]:
    """The whole codes of a place's divisions, from the bare ones of a GeoNames dump; "" for one that is unknown."""
    if not admin1 or admin1 == "00":
        return "", ""
    first = f"{country}.{admin1}"
    return first, f"{first}.{admin2}" if admin2 else ""


@dataclass(slots=True, kw_only=True)
class GazetteerDraft:
    """Places by key, their spellings by folded form, and the divisions by code."""

    entries: dict[int, Entry] = field(default_factory=dict)
    names: dict[int, dict[str, tuple[KnownAs, str, str]]] = field(default_factory=dict)
    divisions: dict[str, int] = field(default_factory=dict)  # "UA", "UA.07", "UA.07.6315" -> key
    towns: Towns = field(default_factory=Towns)  # the places that no rule touches, which are not among the entries
    winning: dict[int, tuple[tuple[str, ...], str]] = field(default_factory=dict)  # see `layer.enter_layer`
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
