"""Takes apart how record tables write places: "Ariha district" is the name Ariha and a district."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources

from geomap.observed.romanised import in_cyrillic
from geomap.records import GeoPrecision

_WORDS = tomllib.loads(resources.files("geomap.observed").joinpath("wording.toml").read_text(encoding="utf-8"))
_SETTLEMENTS, _QUARTERS, _SECOND, _FIRST, _SITES, _RURAL = (
    tuple(_WORDS[name]) for name in ("settlements", "quarters", "second", "first", "sites", "rural")
)
_SHORT: Mapping[str, str] = _WORDS["before_names"] | _WORDS["behind_names"]
CITIES = frozenset(_WORDS["cities"])  # nouns after which no village is meant
VILLAGES = frozenset(_WORDS["villages"])
QUARTERS = frozenset(_WORDS["quarters"])
LARGE_FIRST = frozenset(_WORDS["large_first"])  # nouns of districts behind which tables write the settlement
_BEGINS: Mapping[str, str] = _WORDS["begins"]
_COMPASS: Mapping[str, str] = _WORDS["compass"]


def _either(shortened: Iterable[str]) -> str:
    return "|".join(sorted(shortened, key=len, reverse=True))


_BEFORE = re.compile(rf"^((?i:{_either(_WORDS['before_names'])}))(?:\.\s*|\s+)(?=[\u0400-\u042f\u0490])")
_BEGUN = re.compile(rf"^({_either(_BEGINS)})(?:\.\s*|(?<=\w{{4}})\s+)(?=\S)", re.IGNORECASE)
_SIDE = re.compile(rf"^({_either(_COMPASS)})\.\s*(?=[^\W\d_]{{3}})", re.IGNORECASE)
_BEHIND = re.compile(rf"\s({_either(_WORDS['behind_names'])})\.?$", re.IGNORECASE)
_NOUN = "|".join(sorted(map(re.escape, (*_SETTLEMENTS, *_SECOND, *_FIRST, *_SITES)), key=len, reverse=True))
_WORD = r"[^\W\d_a-z][\w'`\u2019]*"
_LINK = r"(?:(?:al|as|ar|el|de|del|la|los|ez|ash|az|i|e)\b[\s-]+)"  # inside a name: Deir ez Zor
_NAME = rf"(?:(?:al|as|ar|el|ash|az|ad)[\s-])?{_WORD}(?:[\s-]+{_LINK}*{_WORD})*"
_NEAR = rf"\b(?i:{_WORDS['near']}|{_WORDS['sides']})"
_RUN = re.compile(rf"(?:(?P<near>{_NEAR})\s+(?:the\s+)?)?(?P<name>{_NAME})(?:\s+(?P<noun>(?i:{_NOUN}))\b)?")
_ARTICLE = re.compile(r"^(?:a[ldnrstz]|ash|el|es|et)[\s-]+(?=\w{3})", re.IGNORECASE)  # Ar Rastan, Al-Bab
# "80 kilometers south of ": what follows is not where it happened.
_KM: Mapping[str, float] = _WORDS["units_km"]
_FAR = re.compile(
    rf"(?P<number>\d+(?:\.\d+)?)[\s-]*(?P<unit>{_either(_WORDS['units_km'])})\b[^.;:]{{0,30}}$", re.IGNORECASE
)
FAR_KM = 25.0  # UCDP's own measure of "near"
_BRACKETS = re.compile(r"\s*\([^)]*\)")


def _ending(nouns: tuple[str, ...]) -> re.Pattern[str]:
    ordered = "|".join(sorted(map(re.escape, nouns), key=len, reverse=True))
    return re.compile(
        rf"^(?:the\s+)?(?:(?P<after>.+?)\s+(?P<last>{ordered})|(?P<first>{ordered})\s+(?:{_OF})?(?P<before>.+))$",
        re.IGNORECASE,
    )


_OF = rf"(?:{_either(_WORDS['of'])})\s+|(?:de l|d)['\u2019]\s*"


_KINDS = (
    (GeoPrecision.NEAR, _ending(_SITES)),
    (GeoPrecision.SETTLEMENT, _ending((*_SETTLEMENTS, *_QUARTERS))),
    (GeoPrecision.ADM2, _ending(_SECOND)),
    (GeoPrecision.ADM1, _ending((*_FIRST, *_RURAL))),
)


_TOWN = _KINDS[1][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A place name and what kind of place its table says it is."""

    whole: str  # "Ariha district"
    bare: str  # "Ariha"
    kind: GeoPrecision | None  # ADM2; NEAR for a site named after a place; None when no noun says it
    noun: str = ""  # the noun that says it, in small letters


def names_in(text: str) -> tuple[Named, ...]:
    """The runs of capitalised words in a description, in order, each once.

    The noun that follows says the kind; what things are near to, or the outskirts of, is a settlement.
    A place from which the thing is farther than `FAR_KM` is left out.
    """
    found = []
    plain = _BRACKETS.sub("", text)
    for run in _RUN.finditer(plain):
        if _away_km(plain[: run.start("name")]) > FAR_KM:
            continue
        words = run["name"] if run["noun"] is None else f"{run['name']} {run['noun']}"
        part = named(words)
        found.append(replace(part, kind=part.kind or (GeoPrecision.SETTLEMENT if run["near"] else None)))
    return tuple(dict.fromkeys(found))


def several_in(cell: str) -> Sequence[str]:
    """The parts of a cell that may name several places: "Bakhmut/Soledar", "Kherson and Mykolaiv"."""
    return [part for part in _BETWEEN_PLACES.split(_BETWEEN.sub("", _BRACKETS.sub("", cell))) if part.strip()]


def is_between(cell: str) -> bool:
    """Whether it happened between the places of a cell and not in them."""
    return bool(_BETWEEN.match(cell))


_BETWEEN_PLACES = re.compile(
    rf"\s*[/;&+|]\s*|\s+[-\u2013\u2014]\s+|\s+(?:{_either(_WORDS['joining'])})\s+", re.IGNORECASE
)
_BETWEEN = re.compile(rf"^\s*(?:{_either(_WORDS['between'])})\s+", re.IGNORECASE)


def without_number(cell: str) -> str:
    """The cell without the numbered part of a town that ends it: "Bangui 3e arrondissement", "Kabul city PD 13"."""
    found = _NUMBERED.match(cell)
    return found["bare"] if found and found["bare"].casefold() not in _NOUNS else cell


_NOUNS = frozenset((*_SETTLEMENTS, *_QUARTERS, *_SECOND, *_FIRST, *_SITES))
_NUMBERED = re.compile(r"(?P<bare>[^\d,]{3,}?)[\s,-]+(?:[A-Z]{1,3}\.?\s*)?\d{1,3}(?:\w{1,4})?(?:\s+[^\W\d]+)?$")


def opened(place: str) -> str:
    """The cell with its brackets as one more part of an address, or as the noun of its name: "Mopti (cercle)"."""
    found = _BRACKETED.match(place) if place.rstrip().endswith(")") else None
    if not found:
        return _ADJECTIVE_BEHIND.sub(", ", place)
    inside = found["inside"].strip()
    return f"{found['name']} {inside}" if inside.casefold() in _NOUNS else f"{found['name']}, {inside}"


_BRACKETED = re.compile(r"(?P<name>[^(),]+?)\s*\((?P<inside>[^(),]+)\)\s*$")


def _away_km(before: str) -> float:
    """How far the thing is from what follows these words; 0 where they do not say."""
    found = _FAR.search(before)
    return float(found["number"]) * _KM[found["unit"].lower()] if found else 0.0


def named(written: str) -> Named:
    """Part the name from the noun that says its kind; what stands in brackets is left out."""
    whole = _spelt_out(" ".join(_BRACKETS.sub("", written).split()).strip(" ,;."))
    if kinds := [one for kind, pattern in _KINDS if (one := _of_kind(whole, kind, pattern))]:
        return max(kinds, key=lambda one: len(one.noun))  # "local government area" is no area
    if (beside := _BESIDE.match(whole)) and _away_km(whole[: beside.start("bare")]) <= FAR_KM:
        return Named(whole=whole, bare=beside["bare"], kind=GeoPrecision.NEAR)
    return Named(whole=whole, bare=whole, kind=None)


def _of_kind(whole: str, kind: GeoPrecision, pattern: re.Pattern[str]) -> Named | None:
    found = pattern.match(whole)
    if not found:
        return None
    if found["first"] and kind is GeoPrecision.NEAR and (town := _TOWN.match(whole)) and town["last"]:
        return None  # "Port Louis city" is a city, no port of Louis
    noun = (found["last"] or found["first"]).lower()
    return Named(whole=whole, bare=found["after"] or found["before"], kind=kind, noun=noun)


_BESIDE = re.compile(
    rf"(?:\d+(?:\.\d+)?[\s-]*(?:{_either(_WORDS['units_km'])})\s+|(?:in|on|at|to)\s+(?:the\s+)?)*"
    rf"(?:{_WORDS['near']}|{_WORDS['sides']})\s+(?:the\s+)?(?P<bare>[^\W\d_].*)",
    re.IGNORECASE,
)


def _spelt_out(whole: str) -> str:
    """With "м.", "обл." and their like as the words they stand for."""
    longer = _SIDE.sub(lambda found: f"{_COMPASS[found[1].lower()]} ", whole)
    longer = _BEGUN.sub(lambda found: f"{_BEGINS[found[1].lower()]} ", longer)
    longer = _BEFORE.sub(lambda found: f"{_SHORT[found[1].lower()]} ", longer)
    return _BEHIND.sub(lambda found: f" {_SHORT[found[1].lower()]}", longer)


def spellings(part: Named) -> list[str]:
    """The name as it stands, then bare, then without an Arabic article; the second and later ones have no noun.

    An adjective without one ("Харківська", "Kharkivska") gets the noun that it stands before.
    """
    bare = dict.fromkeys((part.bare, _ARTICLE.sub("", part.bare)))
    nouns = (
        []
        if part.noun and part.kind is not GeoPrecision.NEAR
        else [noun for ending, noun in _ADJECTIVES if ending.fullmatch(part.bare)]
    )
    own = in_cyrillic(part.bare) if nouns or part.noun in _IN_CYRILLIC else None
    spelt = [
        f"{one} {_IN_CYRILLIC[noun]}"
        for one in ([own, own.replace("цьк", "тськ")] if own else ())  # both are written tsk
        for noun in (*nouns, part.noun)
        if noun in _IN_CYRILLIC
    ]
    return [part.whole, *bare, *(f"{part.bare} {noun}" for noun in nouns), *dict.fromkeys(spelt)]


_IN_CYRILLIC = {"raion": "район", "rayon": "район", "district": "район", "oblast": "область", "region": "область"}


_ADJECTIVES = tuple(  # of Ukrainian and Russian divisions, in their own letters and in Latin ones
    (re.compile(rf"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*(?:{endings})", re.IGNORECASE), noun)
    for noun, endings in _WORDS["adjectives"].items()
)
_ADJECTIVE_BEHIND = re.compile(  # "м. Куп'янськ Харківська обл.": an adjective with its noun behind a name
    rf"(?<=[^\s,])\s+(?=[^\W\d_]+(?:{'|'.join(_WORDS['adjectives'].values())})\s+(?:{_either(_WORDS['behind_names'])}|область|район)\.?$)",
    re.IGNORECASE,
)
