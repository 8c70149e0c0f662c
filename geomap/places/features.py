"""What the ranker knows about a candidate: one row of numbers for each, computed for a whole article at once."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from geomap.names import fold
from geomap.places.document import COUNTRIES, Document, Floats, Group, Ints, prominence
from geomap.places.phrases import Tie
from geomap.places.spelling import same_sound
from geomap.places.words import Grain
from geomap.records import Candidate, Field, KnownAs, Role

NEAR_KM = (5.0, 30.0, 150.0, 500.0)  # another spelling of it, its surroundings, a day's reach, a region
_EARTH_KM = 6371.0088
_SHORT = 3  # letters up to which a division's name may stand in an address by chance
_CAPITALS = frozenset({"PPLC"})
_SEATS = frozenset({"PPLA", "PPLA2", "PPLA3", "PPLG"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The candidates of an article as columns; all arrays have one entry for each row."""

    candidates: tuple[Candidate, ...]
    group: Ints  # position of the row's group
    groups: int
    country: Ints  # codes, equal for equal countries
    admin1: Ints  # the same for first-level divisions; -1 when none
    admin2: Ints
    is_country: Floats
    is_admin1: Floats
    is_admin2: Floats
    is_town: Floats
    log_reach: Floats  # log10 of the reach in km, 0 below 1 km
    xyz: Floats  # (rows, 3) unit vectors


def rows_of(document: Document) -> Rows:
    """Lay the candidates of all groups in columns."""
    candidates = tuple(c for group in document.groups for c in group.candidates)
    codes = [c.feature_code for c in candidates]
    lon, lat = np.radians([[c.at.lon, c.at.lat] for c in candidates] or np.zeros((0, 2))).T
    return Rows(
        candidates=candidates,
        group=np.repeat(np.arange(len(document.groups)), [len(g.candidates) for g in document.groups]),
        groups=len(document.groups),
        country=_coded([c.country for c in candidates]),
        admin1=_coded([c.admin1_code for c in candidates]),
        admin2=_coded([c.admin2_code for c in candidates]),
        is_country=np.array([code in COUNTRIES for code in codes], dtype=float),
        is_admin1=np.array([code == "ADM1" for code in codes], dtype=float),
        is_admin2=np.array([code == "ADM2" for code in codes], dtype=float),
        is_town=np.array([c.feature_class == "P" for c in candidates], dtype=float),
        log_reach=np.log10(np.maximum(np.array([c.reach_km for c in candidates], dtype=float), 1.0)),
        xyz=np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1),
    )


def _coded(words: list[str]) -> Ints:
    known: dict[str, int] = {"": -1}
    return np.array([known.setdefault(word, len(known) - 1) for word in words], dtype=np.intp)


# ---------------------------------------------------------------- what each candidate is, taken alone

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
    host = url.split("://")[-1].partition("/")[0].partition(":")[0]
    ending = host.rpartition(".")[2].upper()
    return letters, {"UK": "GB"}.get(ending, ending if len(ending) == 2 else "")  # noqa: PLR2004


def _in_address(admin1: str, address: str) -> bool:
    return len(admin1) > _SHORT and _folded(admin1).replace(" ", "") in address


# ---------------------------------------------------------------- what the other names of the article say

TIED = (  # by a phrase
    "comma_inside",
    "comma_holds",
    "within_inside",
    "within_holds",
    "comma_outside",
    "beside_country",
    "beside_admin1",
    "comma_country",
)
JOINT = (
    "country_share",
    "admin1_share",
    "admin2_share",
    "country_named",
    "admin1_named",
    "admin2_named",
    "capital_votes",
    "near_5",
    "near_30",
    "near_150",
    "near_500",
    "nearest",
    *TIED,
    "others",
    "belief",
    "belief_gap",
)


def joint(document: Document, rows: Rows, belief: Floats) -> Floats:
    """The features of `JOINT`, shape (rows, len(JOINT)).

    `belief` is how far each row is believed so far: it sums to one in each group. Every vote comes from the other
    groups only, weighted by belief.
    """
    count = len(rows.candidates)
    if not count:
        return np.zeros((0, len(JOINT)))
    others = rows.group[:, None] != rows.group[None, :]
    votes = others * belief[None, :]
    same_country = (rows.country[:, None] == rows.country[None, :]) & (rows.country[:, None] >= 0)
    same_admin1 = (rows.admin1[:, None] == rows.admin1[None, :]) & (rows.admin1[:, None] >= 0)
    same_admin2 = (rows.admin2[:, None] == rows.admin2[None, :]) & (rows.admin2[:, None] >= 0)
    voters = max(rows.groups - 1, 1)
    cosine = np.clip(rows.xyz @ rows.xyz.T, -1.0, 1.0)
    near = [np.where(cosine >= np.cos(km / _EARTH_KM), votes, 0.0) for km in NEAR_KM]
    smaller = 1.0 - rows.is_country  # a country's own point says nothing about nearness
    inside = _inside(rows, same_country, same_admin1, same_admin2, cosine)
    tied = _tied(document, rows, belief, inside, same_country, same_admin1)
    columns = [
        (votes * same_country).sum(1) / voters,
        (votes * same_admin1).sum(1) / voters,
        (votes * same_admin2).sum(1) / voters,
        _best_by_row(votes * same_country * rows.is_country[None, :]),
        _best_by_row(votes * same_admin1 * rows.is_admin1[None, :]),
        _best_by_row(votes * same_admin2 * rows.is_admin2[None, :]),
        np.minimum((votes * same_country * (1.0 - rows.is_country)[None, :]).sum(1), 5.0),
        *(np.minimum((found * smaller[None, :]).sum(1) * smaller, 6.0) for found in near),
        _nearest(cosine, votes * smaller[None, :]) * smaller + (1.0 - smaller) * _FAR,
        *tied,
        np.full(count, float(min(rows.groups - 1, 15))),
        belief,
        belief - _best_other(rows, belief),
    ]
    return np.stack(columns, axis=1)


_FAR = 4.3  # log10 of half the globe's girth in km


def _best_by_row(table: Floats) -> Floats:
    best: Floats = table.max(axis=1)
    return best


def _nearest(cosine: Floats, votes: Floats) -> Floats:
    """log10 of the distance in km to the nearest place of another group that is believed at least by half."""
    trusted = np.where(votes >= 0.5, cosine, -1.0).max(axis=1)  # noqa: PLR2004
    distance: Floats = np.log10(1.0 + _EARTH_KM * np.arccos(np.clip(trusted, -1.0, 1.0)))
    return distance


def _best_other(rows: Rows, belief: Floats) -> Floats:
    """The highest belief among the other rows of the same group."""
    rivals = (rows.group[:, None] == rows.group[None, :]) & ~np.eye(len(belief), dtype=bool)
    return _best_by_row(np.where(rivals, belief[None, :], 0.0))


def _inside(rows: Rows, country: Floats, admin1: Floats, admin2: Floats, cosine: Floats) -> Floats:
    """Whether row i lies in row j: an entry in its country or division, or a small place at its town."""
    is_country, is_admin1, is_admin2 = rows.is_country, rows.is_admin1, rows.is_admin2
    in_country = country * ((1.0 - is_country)[:, None] * is_country[None, :])
    in_admin1 = admin1 * (((1.0 - is_admin1) * (1.0 - is_country))[:, None] * is_admin1[None, :])
    in_admin2 = admin2 * (rows.is_town[:, None] * is_admin2[None, :])
    at_town = (cosine >= np.cos(25.0 / _EARTH_KM)) * (rows.is_town[:, None] * rows.is_town[None, :])
    found: Floats = np.maximum(np.maximum(in_country, in_admin1), np.maximum(in_admin2, at_town))
    return found


def _tied(
    document: Document, rows: Rows, belief: Floats, inside: Floats, country: Floats, admin1: Floats
) -> list[Floats]:
    """The features that phrases between two names give."""
    count = len(rows.candidates)
    found = {name: np.zeros(count) for name in TIED}
    for link in document.links:
        inner, outer = np.flatnonzero(rows.group == link.inner), np.flatnonzero(rows.group == link.outer)
        if not len(inner) or not len(outer):
            continue
        block = np.ix_(inner, outer)
        if link.tie is Tie.BESIDE:
            _raise(found["beside_country"], inner, country[block] @ belief[outer])
            _raise(found["beside_country"], outer, belief[inner] @ country[block])
            _raise(found["beside_admin1"], inner, admin1[block] @ belief[outer])
            _raise(found["beside_admin1"], outer, belief[inner] @ admin1[block])
            continue
        name = "comma" if link.tie is Tie.COMMA else "within"
        _raise(found[f"{name}_inside"], inner, (inside[block] * belief[outer][None, :]).max(axis=1))
        _raise(found[f"{name}_holds"], outer, (inside[block] * belief[inner][:, None]).max(axis=0))
        if link.tie is Tie.COMMA:
            _raise(found["comma_outside"], inner, 1.0 - inside[block].max(axis=1))
            _raise(found["comma_country"], inner, country[block] @ belief[outer])
    return list(found.values())


def _raise(column: Floats, at: Ints, values: Floats) -> None:
    column[at] = np.maximum(column[at], values)


COLUMNS = (*ALONE, *JOINT)
