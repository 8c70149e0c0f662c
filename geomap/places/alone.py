"""What the ranker knows about a candidate taken alone: what it is, how it came to answer, what the words say."""

from functools import lru_cache

import numpy as np

from geomap.names import fold
from geomap.places.document import COUNTRIES, Document, Floats, Group, prominence
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
    table = [line for group in document.groups for line in _group_lines(document, group, focus)]
    return np.array(table, dtype=float).reshape(len(rows.candidates), len(ALONE))


def _group_lines(document: Document, group: Group, focus: frozenset[str]) -> list[tuple[float, ...]]:
    shared = _mention_facts(document, group)
    sizes = np.array([prominence(candidate) for candidate in group.candidates])
    shares, ranks = 10.0**sizes, np.argsort(np.argsort(-sizes, kind="stable"), kind="stable")
    shares = shares / shares.sum()
    address, domain = _address(document.article.url or "", document.article.outlet or "")
    lines = []
    for at, (candidate, asked) in enumerate(zip(group.candidates, group.asked, strict=True)):
        people = shared["people"] * (candidate.feature_code in COUNTRIES)
        lines.append(
            (
                float(sizes[at]),
                float(shares[at]),
                float(min(ranks[at], 9)),
                float(np.log1p(group.bearers)),
                *_kind_flags(candidate.feature_class, candidate.feature_code),
                *(float(candidate.known_as is kind) for kind in _KINDS),
                float(asked in group.wording.whole),
                float(asked in group.wording.parts),
                float(_folded(candidate.name) != asked),
                float(same_sound(asked, candidate.name)),
                *_grain_flags(group.wording.grain, candidate.feature_class, candidate.feature_code),
                *_division_flags(group, candidate),
                float(_in_address(candidate.admin1, address)),
                float(domain == candidate.country),
                float(candidate.country in focus),
                shared["times"],
                shared["title"],
                shared["dateline"],
                shared["people"],
                shared["actor"],
                shared["caps"],
                people,
            )
        )
    return lines


_KINDS = (KnownAs.DISPLAY, KnownAs.PRIMARY, KnownAs.ALTERNATE, KnownAs.FORMER, KnownAs.CODE, KnownAs.PEOPLE)


def _mention_facts(document: Document, group: Group) -> dict[str, float]:
    mentions = [document.mentions[at] for at in group.members]
    return {
        "times": float(min(len(mentions), 5)),
        "title": float(any(m.field is Field.TITLE for m in mentions)),
        "dateline": float(any(m.role is Role.DATELINE for m in mentions)),
        "people": float(any(m.role is Role.PEOPLE for m in mentions)),
        "actor": float(any(m.role is Role.ACTOR for m in mentions)),
        "caps": float(all(m.surface.isupper() for m in mentions)),
    }


@lru_cache(maxsize=1024)
def _kind_flags(kind: str, code: str) -> tuple[float, ...]:
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


def _division_flags(group: Group, candidate: Candidate) -> tuple[float, float]:
    code = group.wording.division
    inside = candidate.admin1_code == code and candidate.feature_code != "ADM1"
    return float(bool(code) and inside), float(bool(code) and not inside)


@lru_cache(maxsize=256)
def _address(url: str, outlet: str) -> tuple[str, str]:
    """The letters of address and outlet, and the country of the address: "" for ".com" and the like."""
    letters = (fold(url) + fold(outlet)).replace(" ", "")
    host = url.rpartition("://")[2].partition("/")[0].partition(":")[0]
    ending = host.rpartition(".")[2].upper()
    return letters, {"UK": "GB"}.get(ending, ending if len(ending) == 2 else "")  # noqa: PLR2004


def _in_address(admin1: str, address: str) -> bool:
    return len(admin1) > _SHORT and _folded(admin1).replace(" ", "") in address
