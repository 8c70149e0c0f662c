"""Asks the gazetteer for all the names of a table of records, a few times in all, and keeps the answers."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from geomap.countries import country_code, place_code, without_vowels
from geomap.names import fold
from geomap.observed.wording import (
    LARGE_FIRST,
    Named,
    is_between,
    named,
    names_in,
    opened,
    several_in,
    spellings,
    without_number,
)
from geomap.records import Candidate, GeoPrecision, KnownAs
from geomap.sounds import same_consonants, same_sound
from geomap.stages import Gazetteer, KnowsVillages

_ALIKE = 70.0  # rapidfuzz ratio from which a name in the description is another spelling of the place: Idlib, Edleb


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What a record says of its place."""

    country: str  # ISO 3166-1 alpha-2, "" when not known
    once: frozenset[str]  # the states of today that were in it: UCDP writes "Serbia (Yugoslavia)"
    places: tuple[Named, ...]  # the place, then other spellings of it from the record's description
    described: tuple[Named, ...]  # the other names in the description
    admin2: Named | None
    admin1: Named | None
    apart: tuple[Named, ...] = ()  # the places, where its cell may name several: "Bakhmut/Soledar"
    between: bool = False  # whether it lies between these
    hints: tuple[Named, ...] = ()  # what stands behind the place in its own cell, and may be a division or a country

    @property
    def place(self) -> Named | None:
        """The place as its own column has it."""
        return self.places[0] if self.places else None

    @property
    def parts(self) -> tuple[Named, ...]:
        """All names of the record."""
        return (
            *self.places,
            *self.apart,
            *self.described,
            *self.hints,
            *(part for part in (self.admin2, self.admin1) if part),
        )


Answers = Mapping[str, tuple[Candidate, ...]]


class Book:
    """The gazetteer's answers for all asks; each kind of question is put once."""

    def __init__(self, asks: Sequence[Ask], gazetteer: Gazetteer, *, focus: Collection[str] = ()) -> None:
        names = {name for ask in asks for part in ask.parts for name in spellings(part)}
        self._choices = dict(gazetteer.candidates(sorted(names)))
        seats = {one.admin1 for choices in self._choices.values() for one in choices if one.feature_code in _SEATS}
        together = {name for ask in asks for part in ask.apart for name in spellings(part)}
        seats |= {one.admin1 for name in together for one in self._choices.get(name, ())}
        self._choices |= gazetteer.candidates(sorted(seats - self._choices.keys() - {""}))
        self._focus = frozenset(focus)
        self._villages: Mapping[str, Answers] = {}
        self.asks = tuple(self._settled(ask) for ask in asks)
        wanted: dict[str, set[str]] = defaultdict(set)
        for ask in self.asks:
            for part in ask.parts if ask.country else ():
                wanted[ask.country].update(spellings(part))
        self._villages = {country: _villages(gazetteer, country, some) for country, some in sorted(wanted.items())}
        self._similar = {country: _similar(gazetteer, country, some) for country, some in sorted(wanted.items())}

    def _settled(self, ask: Ask) -> Ask:
        """The ask with the country and the division that its own names speak for."""
        told = self._hinted(ask)
        return self._in_its_country(told) if told.country else replace(told, country=self._country_of(told))

    def _hinted(self, ask: Ask) -> Ask:
        """The ask with its first hint that is a division or a country holding a bearer of its place."""
        for hint in ask.hints:
            for area in self.of(hint, ask.country):
                if not _is_division(area) or not self._bearers_in(ask, area):
                    continue
                if _is_country(area):
                    return replace(ask, country=area.country)
                return _inside_of(replace(ask, country=area.country), hint)
        codes = dict.fromkeys(code for hint in reversed(ask.hints) if (code := country_code(hint.whole)))
        return replace(ask, country=next(iter(codes), "")) if not ask.country else ask

    def _bearers_in(self, ask: Ask, area: Candidate) -> bool:
        found = (one for one in self.of(ask.places[0], area.country) if one.id != area.id) if ask.places else ()
        return any(
            one.feature_class == "P"
            and (_is_country(area) or not area.admin1_code or one.admin1_code == area.admin1_code)
            for one in found
        )

    def _country_of(self, ask: Ask) -> str:
        """The only country that has a division of the record's name, with its place where several have; or focus."""
        for part in (ask.admin1, ask.admin2):
            areas = [one for one in self.of(part, "") if _is_division(one)] if part else []
            named = {one.country for one in areas}
            if len(named) > 1:
                named = {one.country for one in areas if self._bearers_in(ask, one)}
            if len(named) == 1:
                return named.pop()
        here = {one.country for one in self.of(ask.place, "")} & self._focus if ask.place else self._focus
        return next(iter(here)) if len(here) == 1 else ""

    def _in_its_country(self, ask: Ask) -> Ask:
        """The ask in the country of its first division: tables put Gaza in Israel, Kosovo in Serbia.

        Of a state that is no more, it is the one successor that has a known town of the place's name.
        """
        if ask.admin1 is None or any(_is_first(one) for one in self.of(ask.admin1, ask.country)):
            return ask
        elsewhere = {one.country for one in self.of(ask.admin1, "") if _is_first(one)}
        if not elsewhere and ask.place:
            elsewhere = {one.country for one in self.of(ask.place, "") if one.country in ask.once and is_known(one)}
        return replace(ask, country=elsewhere.pop()) if len(elsewhere) == 1 else ask

    def of(self, part: Named, country: str) -> tuple[Candidate, ...]:
        """The entries of that name in the country, its villages too; or anywhere when it is not known."""
        villages = self._villages.get(country, {}) if country else {}
        return _each_once(
            one
            for name in spellings(part)
            for one in (*self._choices.get(name, ()), *villages.get(name, ()))
            if country in {"", one.country}
        )

    def near(self, part: Named, country: str) -> tuple[Candidate, ...]:
        """The entries of the country whose spelling is near, nearest first."""
        spelt = self._similar.get(country, {})
        return _each_once(one for name in spellings(part) for one in spelt.get(name, ()) if one.country == country)

    def division_of(self, seat: Candidate) -> tuple[Candidate, ...]:
        """The first-level division that a town is the seat of."""
        return self.around(seat) if seat.feature_code in _SEATS else ()

    def around(self, town: Candidate) -> tuple[Candidate, ...]:
        """The first-level division that a town lies in, where its name was asked about."""
        named_so = self._choices.get(town.admin1, ())
        return tuple(one for one in named_so if one.feature_code == "ADM1" and one.admin1_code == town.admin1_code)


def _villages(gazetteer: Gazetteer, country: str, names: Iterable[str]) -> Answers:
    if not isinstance(gazetteer, KnowsVillages):
        return {}
    return gazetteer.villages(sorted(names), countries=frozenset({country}), in_prose=False)


def _similar(gazetteer: Gazetteer, country: str, names: Iterable[str]) -> Answers:
    """What is spelt nearly so, the world's places before the villages.

    Of villages only other renderings of the name are taken: among so many the next spelling is mostly another village.
    """
    asked, countries = sorted(names), frozenset({country})
    found = dict(gazetteer.similar(asked, countries=countries))
    if isinstance(gazetteer, KnowsVillages):
        for name, near in gazetteer.similar_villages(asked, countries=countries, in_prose=False).items():
            found[name] = (*found.get(name, ()), *(one for one in near if _renders(name, one)))
    return found


def _renders(name: str, one: Candidate) -> bool:
    """Whether a name may be another rendering of the spelling that answered."""
    if same_sound(name, one.spelling):
        return True
    return one.country in without_vowels() and same_consonants(fold(name), fold(one.spelling))


_SUCCESSORS = {
    "yugoslavia": frozenset("BA HR ME MK RS SI XK".split()),  # noqa: SIM905 - a list to read
    "soviet union": frozenset("AM AZ BY EE GE KG KZ LT LV MD RU TJ TM UA UZ".split()),  # noqa: SIM905
}
_KNOWN_TOWN = 10_000  # inhabitants of a town that may be taken by its name alone
_SEATS = frozenset({"PPLA", "PPLC"})


def is_known(one: Candidate) -> bool:
    """Whether an entry is a town so large that a table which names it hardly means a namesake that we lack."""
    exact = one.known_as is not KnownAs.SIMILAR
    return exact and one.feature_class == "P" and one.population >= _KNOWN_TOWN


def _is_first(one: Candidate) -> bool:
    return one.feature_code == "ADM1" or _is_country(one)


def _is_country(one: Candidate) -> bool:
    return one.feature_code.startswith("PCL") or one.feature_code == "TERR"


def _is_division(one: Candidate) -> bool:
    return one.feature_code in {"ADM1", "ADM2", "ADM3"} or _is_country(one)


def _each_once(choices: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple({one.id: one for one in choices}.values())


def ask_of(*, place: str, description: str, admin2: str, admin1: str, country: str) -> Ask:
    """The ask of a record, from its cells; "" for what it does not say."""
    first, *outer = outwards(_cells(opened(place)) or [""])
    where = ", ".join(outer)
    written = [part for name in _readings(first) if (part := _part(name))]
    apart = tuple(part for name in several_in(first) if (part := _part(name)))
    described = [part for part in names_in(f"{where}; {description}") if fold(part.bare)]
    if written:
        kind = written[0].kind
        others = [replace(part, kind=kind) for part in described if any(alike(part.bare, one.bare) for one in written)]
    else:
        others = described[:1]
    divisions = [part for name in (admin1, admin2) if (part := _part(name))]
    return Ask(
        country=country_code(country) if country else "",
        once=next((states for state, states in _SUCCESSORS.items() if state in fold(country)), frozenset()),
        places=tuple(dict.fromkeys((*written, *others))),
        apart=apart if len(apart) > 1 else (),
        between=is_between(first),
        described=tuple(part for part in described if part not in others and _names_a_town(part, divisions)),
        admin2=_part(admin2) or _of_kind(GeoPrecision.ADM2, outer),
        admin1=_part(admin1) or _of_kind(GeoPrecision.ADM1, outer),
        hints=tuple(part for cell in outer if (part := _part(cell))) if written else (),
    )


def _readings(cell: str) -> Sequence[str]:
    """What a cell may say, the whole of it first: names side by side, a town and a part of it."""
    parts = cell.split("/")
    if len(parts) == 1:
        parts += [part for part in _DASH.split(cell) if part != cell]
    return list(dict.fromkeys((*parts, *map(without_number, parts))))


_DASH = re.compile(r"\s+[-\u2013\u2014]\s+")  # "Aleppo - Old City"


def _inside_of(ask: Ask, division: Named) -> Ask:
    """The ask with a division that its cell names, where it has none of that level yet."""
    if division in (ask.admin1, ask.admin2):
        return ask
    if ask.admin1 is None:
        return replace(ask, admin1=division)
    return ask if ask.admin2 else replace(ask, admin2=division)


def _of_kind(kind: GeoPrecision, cells: Sequence[str]) -> Named | None:
    return next((part for cell in cells if (part := _part(cell)) and part.kind is kind), None)


def _cells(place: str) -> Sequence[str]:
    """The parts of an address: between commas, or between other marks where all but one are divisions and countries."""
    parts = [part for part in _MARKS.split(place) if part.strip()]
    if len(parts) > 1 and sum(not _is_wide(part.strip()) for part in parts) == 1:
        return parts
    return [cell for cell in _COMMAS.split(place) if cell.strip()]


_COMMAS = re.compile("[,\u060c\u3001]")  # of the Latin, the Arabic and the Chinese script
_MARKS = re.compile(r"[,\u060c\u3001/;|>]|\s[-\u2013\u2014]\s")  # "Vovchansk - Kharkiv Oblast"


def outwards(cells: Sequence[str]) -> Sequence[str]:
    """The cells of an address from the smallest outwards: "Донецька обл., м. Бахмут" is the town in the oblast."""
    inwards = len(cells) > 1 and not _is_wide(cells[-1]) and (_begins_large(cells[0]) or _is_town(cells[-1]))
    return cells[::-1] if inwards and not _is_town(cells[0]) else cells


def _begins_large(cell: str) -> bool:
    """Whether what lies in a cell is named behind it: "Bakhmut Raion, Soledar", but not "Achin district, Nangarhar"."""
    found = named(cell)
    return _is_wide(cell) and (found.kind is not GeoPrecision.ADM2 or found.noun in LARGE_FIRST)


def _is_town(cell: str) -> bool:
    return named(cell).kind is GeoPrecision.SETTLEMENT


def _is_wide(cell: str) -> bool:
    is_country = len(cell) > len("UKR") and place_code(cell) != ""
    return is_country or named(cell).kind in {GeoPrecision.ADM1, GeoPrecision.ADM2}


def _names_a_town(part: Named, divisions: Sequence[Named]) -> bool:
    """Whether a name in a description is a town's: "Ghazni city", or what is not the name of the record's division."""
    if part.kind is GeoPrecision.ADM1:
        return False
    of_division = any(alike(part.bare, one.bare) for one in divisions)
    return not of_division or (part.kind is GeoPrecision.SETTLEMENT and not part.whole.lower().endswith(" area"))


def _part(written: str) -> Named | None:
    found = named(written)
    return found if fold(found.bare) else None


def alike(one: str, other: str) -> bool:
    """Whether two names may be spellings of one."""
    from rapidfuzz import fuzz

    return fuzz.ratio(fold(one), fold(other)) >= _ALIKE
