"""Asks the gazetteer for all the names of a table of records, a few times in all, and keeps the answers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from geomap.countries import country_code
from geomap.names import fold
from geomap.observed.wording import Named, named, names_in, spellings
from geomap.records import Candidate, GeoPrecision, KnownAs
from geomap.stages import Gazetteer

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

    @property
    def place(self) -> Named | None:
        """The place as its own column has it."""
        return self.places[0] if self.places else None

    @property
    def parts(self) -> tuple[Named, ...]:
        """All names of the record."""
        return (*self.places, *self.described, *(part for part in (self.admin2, self.admin1) if part))


class Book:
    """The gazetteer's answers for all asks; each kind of question is put once."""

    def __init__(self, asks: Sequence[Ask], gazetteer: Gazetteer) -> None:
        names = {name for ask in asks for part in ask.parts for name in spellings(part)}
        self._choices = dict(gazetteer.candidates(sorted(names)))
        seats = {one.admin1 for choices in self._choices.values() for one in choices if one.feature_code in _SEATS}
        self._choices |= gazetteer.candidates(sorted(seats - self._choices.keys() - {""}))
        self.asks = tuple(self._settled(ask) for ask in asks)
        wanted: dict[str, set[str]] = defaultdict(set)
        for ask in self.asks:
            for part in ask.parts if ask.country else ():
                wanted[ask.country].update(spellings(part)[1:])
        self._similar = {
            country: dict(gazetteer.similar(sorted(some), countries=frozenset({country})))
            for country, some in sorted(wanted.items())
        }

    def _settled(self, ask: Ask) -> Ask:
        """The ask in the country of its first division: tables put Gaza in Israel, Kosovo in Serbia.

        Of a state that is no more, it is the one successor that has a known town of the place's name.
        """
        if ask.admin1 is None or not ask.country or any(_is_first(one) for one in self.of(ask.admin1, ask.country)):
            return ask
        elsewhere = {one.country for one in self.of(ask.admin1, "") if _is_first(one)}
        if not elsewhere and ask.place:
            elsewhere = {one.country for one in self.of(ask.place, "") if one.country in ask.once and is_known(one)}
        return replace(ask, country=elsewhere.pop()) if len(elsewhere) == 1 else ask

    def of(self, part: Named, country: str) -> tuple[Candidate, ...]:
        """The entries of that name in the country, or anywhere when it is not known."""
        return _each_once(
            one for name in spellings(part) for one in self._choices.get(name, ()) if country in {"", one.country}
        )

    def near(self, part: Named, country: str) -> tuple[Candidate, ...]:
        """The entries of the country whose spelling is near, nearest first."""
        spelt = self._similar.get(country, {})
        return _each_once(one for name in spellings(part) for one in spelt.get(name, ()) if one.country == country)

    def division_of(self, seat: Candidate) -> tuple[Candidate, ...]:
        """The first-level division that a town is the seat of."""
        named_so = self._choices.get(seat.admin1, ()) if seat.feature_code in _SEATS else ()
        return tuple(one for one in named_so if one.feature_code == "ADM1" and one.admin1_code == seat.admin1_code)


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
    return one.feature_code == "ADM1" or one.feature_code.startswith("PCL")


def _each_once(choices: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple({one.id: one for one in choices}.values())


def ask_of(*, place: str, description: str, admin2: str, admin1: str, country: str) -> Ask:
    """The ask of a record, from its cells; "" for what it does not say."""
    first, _, where = place.partition(",")  # "Telemarenga town, Jagdalpur sub-district"
    written = [part for name in first.split("/") if (part := _part(name))]
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
        described=tuple(part for part in described if part not in others and _names_a_town(part, divisions)),
        admin2=_part(admin2),
        admin1=_part(admin1),
    )


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
