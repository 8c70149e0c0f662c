"""What is known of a name's candidates whatever the article: what they are, how they came to answer, where they lie."""

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

import numpy as np
import numpy.typing as npt

from geomap.names import fold
from geomap.places.wording import Wording
from geomap.places.words import PlaceKind
from geomap.records import COUNTRY_CODES, Candidate, KnownAs
from geomap.sounds import same_sound

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
_CAPITALS = frozenset({"PPLC"})
_SEATS = frozenset({"PPLA", "PPLA2", "PPLA3", "PPLG"})
_WAYS = (KnownAs.DISPLAY, KnownAs.PRIMARY, KnownAs.ALTERNATE, KnownAs.FORMER, KnownAs.CODE, KnownAs.PEOPLE)
_LOWEST_RANK = 9.0  # beyond it a rank tells no more

FACTS = (
    "prominence",
    "share",
    "rank",
    "log_bearers",
    "is_country",
    "is_admin1",
    "is_admin2",
    "is_lower_division",
    "is_region",
    "is_capital",
    "is_seat",
    "is_town",
    "is_water",
    "is_spot",
    "known_display",
    "known_primary",
    "known_alternate",
    "known_former",
    "known_code",
    "known_people",
    "asked_whole",
    "asked_part",
    "spelling_differs",
    "sounds_alike",
    "grain_agrees",
    "grain_disagrees",
    "grain_said",
    "division_agrees",
    "division_disagrees",
)
SPOT = ("log_reach", "x", "y", "z")  # log10 of the reach in km, 0 below 1 km; a unit vector
CODED = ("place", "country", "admin1", "admin2")


def facts_of(
    wording: Wording, candidates: Sequence[Candidate], asked: Sequence[str], *, sizes: Sequence[float], bearers: int
) -> Floats:
    """The columns of `FACTS`, then of `SPOT`, for the candidates of one name, the most prominent first.

    Args:
        wording: how the name is put.
        candidates: what it can mean.
        asked: the spelling that each answered to.
        sizes: the prominence of each.
        bearers: how many answered before the list was cut.
    """
    weights = [10.0**size for size in sizes]
    total, many = sum(weights), math.log1p(bearers)
    rows = [
        chain(
            (size, weight / total, min(rank, _LOWEST_RANK), many),
            _kind_flags(one.feature_class, one.feature_code, one.known_as),
            (name in wording.whole, name in wording.parts),
            _spelling_flags(one.name, name),
            _kind_asked_flags(wording.kind, one.feature_class, one.feature_code),
            _division_flags(wording.division, one),
            _spot(one),
        )
        for rank, (one, name, size, weight) in enumerate(zip(candidates, asked, sizes, weights, strict=True))
    ]
    columns = len(FACTS) + len(SPOT)
    return np.fromiter(chain.from_iterable(rows), float, len(rows) * columns).reshape(-1, columns)


def codes_of(candidates: Sequence[Candidate]) -> Ints:
    """The columns of `CODED`: numbers that are equal for equal entries, countries and divisions; -1 for none."""
    words = (word for one in candidates for word in (one.id, one.country, one.admin1_code, one.admin2_code))
    return np.fromiter(map(_CODES.__getitem__, words), np.intp, 4 * len(candidates)).reshape(-1, 4)


def code(word: str) -> int:
    """The number of an entry's id or of a country's or division's code; -1 for ""."""
    return _CODES[word]


class _Codes(dict[str, int]):
    """Numbers given out in the order of asking; there are no more of them than words in the gazetteer."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self) - 1
        return number


_CODES = _Codes({"": -1})


@lru_cache(maxsize=1024)
def _kind_flags(kind: str, code: str, known: KnownAs) -> tuple[bool, ...]:
    """What the entry is, and how it came to answer."""
    division = kind == "A" and code not in COUNTRY_CODES
    return (
        code in COUNTRY_CODES,
        code == "ADM1",
        code == "ADM2",
        division and code not in {"ADM1", "ADM2"},
        kind == "L",
        code in _CAPITALS,
        code in _SEATS,
        kind == "P",
        kind == "H",
        kind in {"S", "R", "T", "U", "V"},
        *(known is way for way in _WAYS),
    )


@lru_cache(maxsize=65536)
def _spelling_flags(name: str, asked: str) -> tuple[bool, bool]:
    return fold(name) != asked, same_sound(asked, name)


@lru_cache(maxsize=4096)
def _kind_asked_flags(kind: PlaceKind, feature_class: str, code: str) -> tuple[bool, bool, bool]:
    agrees = _fits(kind, feature_class, code)
    said = kind is not PlaceKind.OPEN
    return said and agrees, said and not agrees, said


def _division_flags(division: str, one: Candidate) -> tuple[bool, bool]:
    if not division:
        return False, False
    inside = one.admin1_code == division and one.feature_code != "ADM1"
    return inside, not inside


def _spot(one: Candidate) -> tuple[float, float, float, float]:
    lon, lat = math.radians(one.at.lon), math.radians(one.at.lat)
    flat = math.cos(lat)
    return math.log10(max(one.reach_km, 1.0)), flat * math.cos(lon), flat * math.sin(lon), math.sin(lat)


def fits_kind(kind: PlaceKind, candidate: Candidate) -> bool:
    """Whether the entry is of the kind that the words ask for; an open kind fits everything."""
    return _fits(kind, candidate.feature_class, candidate.feature_code)


def _fits(kind: PlaceKind, feature_class: str, code: str) -> bool:
    fits = {
        PlaceKind.OPEN: True,
        PlaceKind.FIRST: code in {"ADM1", "ADM1H", "RGN", *COUNTRY_CODES},
        PlaceKind.SECOND: code.startswith("ADM") and code != "ADM1",
        PlaceKind.TOWN: feature_class == "P",
        PlaceKind.WATER: feature_class == "H",
        PlaceKind.NEAR: feature_class == "P",
        PlaceKind.PART: feature_class in {"A", "L"} or code == "ISL",
    }
    return fits[kind]
