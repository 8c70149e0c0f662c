"""What the ranker knows about a candidate taken alone: what it is, how it came to answer, what the words say."""

from functools import lru_cache
from itertools import chain

import numpy as np

from geomap.names import fold
from geomap.places.document import COUNTRIES, Document, Floats, Group
from geomap.places.rows import Rows
from geomap.places.spelling import same_sound
from geomap.places.words import Grain
from geomap.records import Candidate, Field, KnownAs, Role

_SHORT = 3  # letters up to which a division's name may stand in an address by chance
_CAPITALS = frozenset({"PPLC"})
_SEATS = frozenset({"PPLA", "PPLA2", "PPLA3", "PPLG"})

ALONE = (
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
    "named_in_address",
    "domain_country",
    "focus",
    "times",
    "in_title",
    "dateline",
    "role_people",
    "role_actor",
    "all_caps",
    "people_and_country",
)


def alone(document: Document, rows: Rows, *, focus: frozenset[str]) -> Floats:
    """The features of `ALONE`, shape (rows, len(ALONE)); no other mention enters them."""
    table = np.empty((len(rows.candidates), len(ALONE)))
    table[:, : len(_SIZED)] = _sized(document, rows)
    table[:, len(_SIZED) : -len(_MENTIONED) - 1] = _looked_at(document, len(rows.candidates), focus)
    facts = np.array([_mention_facts(document, group) for group in document.groups]).reshape(-1, len(_MENTIONED))
    table[:, -len(_MENTIONED) - 1 : -1] = facts[rows.group]
    table[:, -1] = table[:, _PEOPLE] * rows.is_country
    return table


def _sized(document: Document, rows: Rows) -> Floats:
    """Prominence, the row's share of it and its rank within the group, and how many answered."""
    sizes = np.fromiter((size for group in document.groups for size in group.sizes), float, len(rows.candidates))
    shares = 10.0**sizes
    shares /= np.bincount(rows.group, weights=shares, minlength=rows.groups)[rows.group]
    ranks = np.empty(len(sizes))
    order = np.lexsort((-sizes, rows.group))
    ranks[order] = np.arange(len(sizes)) - rows.starts[rows.group]
    bearers = np.log1p(np.array([group.bearers for group in document.groups], dtype=float))
    return np.stack([sizes, shares, np.minimum(ranks, 9.0), bearers[rows.group]], axis=1)


def _looked_at(document: Document, count: int, focus: frozenset[str]) -> Floats:
    """What is looked at row by row: kind, way of answering, grain, division, address and focus."""
    address, domain = _address(document.article.url or "", document.article.outlet or "")
    facts: list[tuple[float, ...]] = []
    for group in document.groups:
        wording, code = group.wording, group.wording.division
        for one, asked in zip(group.candidates, group.asked, strict=True):
            inside = bool(code) and one.admin1_code == code and one.feature_code != "ADM1"
            facts += (
                _kind_flags(one.feature_class, one.feature_code, one.known_as),
                (asked in wording.whole, asked in wording.parts),
                _spelling_flags(one.name, asked),
                _grain_flags(wording.grain, one.feature_class, one.feature_code),
                (
                    inside,
                    bool(code) and not inside,
                    bool(address) and _in_address(one.admin1, address),
                    domain == one.country,
                    one.country in focus,
                ),
            )
    return np.fromiter(chain.from_iterable(facts), float).reshape(count, _LOOKED_AT)


_WAYS = (KnownAs.DISPLAY, KnownAs.PRIMARY, KnownAs.ALTERNATE, KnownAs.FORMER, KnownAs.CODE, KnownAs.PEOPLE)
_SIZED = ALONE[:4]
_MENTIONED = ALONE[-7:-1]
_PEOPLE = ALONE.index("role_people")
_LOOKED_AT = len(ALONE) - len(_SIZED) - len(_MENTIONED) - 1


def _mention_facts(document: Document, group: Group) -> tuple[float, ...]:
    """What the mentions of a group have in common, in the order of `_MENTIONED`."""
    mentions = [document.mentions[at] for at in group.members]
    roles = {mention.role for mention in mentions}
    return (
        min(len(mentions), 5),
        any(m.field is Field.TITLE for m in mentions),
        Role.DATELINE in roles,
        Role.PEOPLE in roles,
        Role.ACTOR in roles,
        all(m.surface.isupper() for m in mentions),
    )


@lru_cache(maxsize=65536)
def _spelling_flags(name: str, asked: str) -> tuple[float, float]:
    return float(fold(name) != asked), float(same_sound(asked, name))


@lru_cache(maxsize=1024)
def _kind_flags(kind: str, code: str, known: KnownAs) -> tuple[float, ...]:
    """What the entry is, and how it came to answer."""
    division = kind == "A" and code not in COUNTRIES
    return tuple(
        float(flag)
        for flag in (
            code in COUNTRIES,
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
    )


@lru_cache(maxsize=4096)
def _grain_flags(grain: Grain, kind: str, code: str) -> tuple[float, float, float]:
    agrees = _fits(grain, kind, code)
    said = grain is not Grain.OPEN
    return float(said and agrees), float(said and not agrees), float(said)


def fits_grain(grain: Grain, candidate: Candidate) -> bool:
    """Whether the entry is of the kind that the words ask for; an open grain fits everything."""
    return _fits(grain, candidate.feature_class, candidate.feature_code)


def _fits(grain: Grain, kind: str, code: str) -> bool:
    fits = {
        Grain.OPEN: True,
        Grain.FIRST: code in {"ADM1", "ADM1H", "RGN", *COUNTRIES},
        Grain.SECOND: code.startswith("ADM") and code != "ADM1",
        Grain.TOWN: kind == "P",
        Grain.WATER: kind == "H",
        Grain.NEAR: kind == "P",
        Grain.PART: kind in {"A", "L"},
    }
    return fits[grain]


@lru_cache(maxsize=65536)
def _folded(name: str) -> str:
    return fold(name)


@lru_cache(maxsize=256)
def _address(url: str, outlet: str) -> tuple[str, str]:
    """The letters of address and outlet, and the country of the address: "" for ".com" and the like."""
    letters = (fold(url) + fold(outlet)).replace(" ", "")
    ending = _host(url).rpartition(".")[2].upper()
    return letters, {"UK": "GB"}.get(ending, ending if len(ending) == 2 else "")  # noqa: PLR2004


def borne_by_outlet(document: Document) -> tuple[bool, ...]:
    """For each group whether the outlet or its host bears the name: "parisbeacon.com" is a paper of some Paris."""
    host, outlet = _host(document.article.url or ""), document.article.outlet or ""
    letters = (fold(host) + " " + fold(outlet)).replace(" ", "")
    cores = (group.wording.core.replace(" ", "") for group in document.groups)
    return tuple(len(core) > _SHORT and core in letters for core in cores)


def _host(url: str) -> str:
    return url.rpartition("://")[2].partition("/")[0].partition(":")[0]


def _in_address(admin1: str, address: str) -> bool:
    return len(admin1) > _SHORT and _folded(admin1).replace(" ", "") in address
