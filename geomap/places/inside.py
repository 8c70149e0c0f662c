"""What the text says a place lies in: "Tripoli, Lebanon", "the Syrian city of Homs", "Larkana, Sindh, Pakistan"."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from geomap.geo import distance_km
from geomap.places.phrases import PhraseLink, Tie
from geomap.places.wording import Wording
from geomap.places.words import BARE, DIVISIONS, PlaceKind
from geomap.records import COUNTRY_CODES, Candidate, KnownAs, Mention, Role

_OWN = frozenset({KnownAs.DISPLAY, KnownAs.PRIMARY, KnownAs.ALTERNATE, KnownAs.CODE})
_BY_FULL_NAME = frozenset({KnownAs.DISPLAY, KnownAs.PRIMARY})
_SMALLER = BARE | {PlaceKind.SECOND}  # kinds of what lies in a first-level division
_WHOLE = frozenset({PlaceKind.OPEN, PlaceKind.PART})

_CITY = 1_000_000  # inhabitants of a city that is named far from where it lies
_MOST_COMMAS = 3  # between a place and the country that it lies in
_DISTRICT_KM, _STRETCH = 40.0, 1.25  # of a district whose reach is not known; how far it may reach beyond that
_TOWN = 5_000  # inhabitants from which a place is believed to lie where its district was before or after a reform
_KNOWN_LOCALLY = 2_000  # inhabitants of a town whose papers may write its name, a country's, without its state
_KNOWN_ABROAD = 10_000  # inhabitants of a town that is called like a country and is written with its own behind it
_AROUND, _HOME_DEGREES = 2, 0.5  # how many other names where the country's is said but once, and how near

Choices = Mapping[str, tuple[Candidate, ...]]


class Bare(StrEnum):
    """Whether a name is a country's own, with nothing that puts it elsewhere."""

    NO = "no"
    YES = "yes"
    LOCAL = "local"  # something is said to be in it, or it is a dateline: a town may be meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """The country or division that a phrase puts a place into."""

    areas: tuple[Candidate, ...]  # what the container can mean, countries first; never empty
    firm: bool  # whether nothing outside can be meant; a comma in a list of names is no firm word

    @property
    def codes(self) -> frozenset[str]:
        """Codes of the areas: "LB" of a country, "UA.05" of a first-level division, "UA.05.1402" of one below it."""
        return frozenset(_code(area) for area in self.areas)

    def holds(self, one: Candidate) -> bool:
        """Whether an entry lies in one of the areas."""
        return any(_lies_in(one, area) for area in self.areas)


def holders(
    mentions: Sequence[Mention], said: Sequence[Wording], joined: Sequence[PhraseLink], choices: Choices
) -> Sequence[Holder | None]:
    """For each mention what it is said to lie in; `joined` are the phrases between mentions."""
    outer = {link.inner: link for link in joined if link.plain}
    listed = {link.inner for link in joined if link.tie is Tie.BESIDE}
    return [_holder(at, outer, listed, mentions, said, choices) if at in outer else None for at in range(len(mentions))]


def _holder(  # noqa: PLR0913, PLR0917 - the tables of one article
    at: int,
    outer: Mapping[int, PhraseLink],
    listed: set[int],
    mentions: Sequence[Mention],
    said: Sequence[Wording],
    choices: Choices,
) -> Holder | None:
    link = outer[at]
    areas = _areas(said[link.outer], mentions[link.outer], choices)
    is_list = bool(listed & {at, link.outer}) or link.outer in outer
    if mentions[at].role is Role.PEOPLE or (
        _is_wide(said[at], choices)
        and (is_list or _ends_list(at, outer) or not _is_town_of(said[at], link, areas, choices))
    ):
        return None
    further = outer.get(link.outer) if link.tie is Tie.COMMA and not areas else None
    districts = () if areas else _districts(said[link.outer], choices)
    if not areas:  # "Kafr Nabl, Maarat district, Syria", "Balad, Balad district, Middle Shabelle region, Somalia"
        areas = _further_areas(link.outer, outer, listed, mentions, said, choices)
    is_list = link.outer in listed or (
        further is not None and not areas
    )  # "Clark, Hamilton, Madison or Warren counties"
    is_chain = not is_list and said[link.outer].kind in DIVISIONS
    if is_chain and said[at].kind in BARE and (district := _only(districts, areas)):
        return Holder(areas=(district,), firm=True)
    if inner := () if is_list else _around(said[at], districts, areas, choices):
        return Holder(areas=_once(inner), firm=False)
    if _is_state(said[at], choices):
        areas = () if any(area.feature_code == "ADM1" for area in areas) else areas  # states in a row
    if not areas:
        return None
    is_country = areas[0].feature_code in COUNTRY_CODES
    is_division = said[link.outer].kind is PlaceKind.FIRST and said[at].kind in _SMALLER  # ", Raqqa governorate, Syria"
    if link.tie is Tie.WITHIN:  # "Salem in South Kivu"; "men from Boston in Donetsk Oblast" are from the city
        is_one = len(_once(areas)) == 1 and areas[0].feature_code in COUNTRY_CODES | {"ADM1", "RGN"}
        is_division = is_one and said[at].kind in BARE and not _is_known(said[at], choices)
    sure = not further and link.outer not in listed and (is_division or (is_country and link.tie is Tie.COMMA))
    sure = sure or (further is not None and is_chain and said[at].kind in _SMALLER)
    return Holder(areas=_once(areas), firm=sure and not _may_be_wide(said[at], choices))


def _further_areas(  # noqa: PLR0913, PLR0917 - the tables of one article
    at: int,
    outer: Mapping[int, PhraseLink],
    listed: set[int],
    mentions: Sequence[Mention],
    said: Sequence[Wording],
    choices: Choices,
) -> tuple[Candidate, ...]:
    """What a district lies in by the names behind it: the first that the gazetteer knows as a country or division."""
    for _ in range(_MOST_COMMAS):
        link = outer.get(at)
        if link is None or link.tie is not Tie.COMMA or link.outer in listed:
            return ()
        if areas := _areas(said[link.outer], mentions[link.outer], choices):
            return areas
        at = link.outer
        if said[at].kind not in DIVISIONS:
            return ()
    return ()


def _only(districts: Sequence[Candidate], areas: Sequence[Candidate]) -> Candidate | None:
    """The one district of that name in the areas; None where there are several, or nothing says in what they lie."""
    inside = _once([one for one in districts if any(_lies_in(one, area) for area in areas)])
    return inside[0] if len(inside) == 1 else None


def _is_known(wording: Wording, choices: Choices) -> bool:
    """Whether a country, division, capital or city that everybody knows bears the name."""
    return any(
        one.feature_code in COUNTRY_CODES | {"ADM1", "PPLC"} or one.population >= _CITY
        for one in _bearers(wording, choices)
        if one.known_as in _OWN
    )


def _once(areas: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Each area once: "Mopti region" and "Mopti" are asked for, and the same region answers to both."""
    return tuple({area.id: area for area in areas}.values())


def _ends_list(at: int, outer: Mapping[int, PhraseLink]) -> bool:
    """Whether a comma joins another name to this one: "Togo, Benin, Nigeria"."""
    return any(link.outer == at and link.tie is Tie.COMMA for link in outer.values())


def _is_town_of(wording: Wording, link: PhraseLink, areas: Sequence[Candidate], choices: Choices) -> bool:
    """Whether a country's name is a town's of the country that stands between commas: "Montenegro, Colombia, ...".

    Of a city of a million it may be a name beside its own: Benin City.
    """
    return link.closed and any(
        one.feature_class == "P"
        and (
            (one.known_as in _BY_FULL_NAME and one.population >= _KNOWN_ABROAD)
            or (one.known_as in _OWN and one.population >= _CITY)
        )
        for one in _bearers(wording, choices)
        if any(area.feature_code in COUNTRY_CODES and _lies_in(one, area) for area in areas)
    )


def _around(
    wording: Wording, districts: Sequence[Candidate], areas: Sequence[Candidate], choices: Choices
) -> tuple[Candidate, ...]:
    """The districts that hold a bearer of the name, in the areas named behind them.

    Many places have no code of a district: where none has, nothing is held.
    """
    inside = [one for one in districts if not areas or any(_lies_in(one, area) for area in areas)]
    bearers = _bearers(wording, choices)
    return tuple(one for one in inside if any(_lies_in(bearer, one) for bearer in bearers))


def _districts(wording: Wording, choices: Choices) -> tuple[Candidate, ...]:
    """The second-level divisions that a name can mean where the text says that it is a division's.

    The second level is called a province in some countries.
    """
    if wording.kind not in DIVISIONS:
        return ()
    found = (one for one in _bearers(wording, choices) if one.known_as in _OWN)
    return tuple(one for one in found if one.feature_code == "ADM2" and one.admin2_code)


def _is_wide(wording: Wording, choices: Choices) -> bool:
    """Whether a name is a country's or a continent's, which lies in no other; lists of them have commas too."""
    own = _OWN - {KnownAs.ALTERNATE}
    regions = (one for one in _bearers(wording, choices) if _is_of_several(one))
    return _names_country(wording, choices, own) or any(one.known_as in own for one in regions)


def _is_of_several(one: Candidate) -> bool:
    """Whether it is a continent, region or sea of several countries; rivers share their names with towns."""
    return one.feature_class in {"L", "H"} and not one.country and not one.feature_code.startswith(("STM", "LK"))


def _may_be_wide(wording: Wording, choices: Choices) -> bool:
    """Whether a name is also one of a country or of waters and regions of several, as "the Gulf" is."""
    return any(
        one.feature_code in COUNTRY_CODES or _is_of_several(one)
        for one in _bearers(wording, choices)
        if one.known_as in _OWN
    )


def _is_state(wording: Wording, choices: Choices) -> bool:
    return any(one.feature_code == "ADM1" and one.known_as in _BY_FULL_NAME for one in _bearers(wording, choices))


def is_bare_country(wording: Wording, choices: Choices) -> bool:
    """Whether a name without a word that asks for anything else is a country's own."""
    bare = wording.kind in _WHOLE and not wording.division
    return bare and _names_country(wording, choices, _BY_FULL_NAME)


def is_at_home(wording: Wording, said: Sequence[Wording], choices: Choices) -> bool:
    """Whether the article names several places around a town of a country's name: a paper of Lebanon, Pennsylvania."""
    towns = [
        one
        for one in choices.get(wording.core, ())
        if one.population >= _KNOWN_LOCALLY and one.feature_class == "P" and one.feature_code not in COUNTRY_CODES
    ]
    if not towns:
        return False
    others = list(dict.fromkeys((w.core, w.kind is PlaceKind.SECOND) for w in said if w.core != wording.core))
    enough = _AROUND if sum(w.core == wording.core for w in said) == 1 else 1
    return any(
        sum(
            1 + is_county  # "Boone County" is read by those who live there
            for name, is_county in others
            if any(_is_around(town, other) for other in choices.get(name, ()))
        )
        >= enough
        for town in towns
    )


def _is_around(town: Candidate, other: Candidate) -> bool:
    return (
        town.admin1_code == other.admin1_code
        and abs(town.at.lat - other.at.lat) < _HOME_DEGREES
        and abs(town.at.lon - other.at.lon) < _HOME_DEGREES
    )


def may_be_country(one: Candidate, *, local: bool) -> bool:
    """Whether an entry of a country's name can be meant by the bare name: the country, and Georgia of the US.

    Where the article says that something is in it, as local papers do of Lebanon in Pennsylvania, so can a town.
    """
    if local and one.population >= _KNOWN_LOCALLY:
        return True
    return (one.feature_code in COUNTRY_CODES and one.known_as is not KnownAs.FORMER) or _is_american_state(one)


def _areas(wording: Wording, mention: Mention, choices: Choices) -> tuple[Candidate, ...]:
    """The countries and first-level divisions that a name can mean, when it is no town's."""
    found = _bearers(wording, choices)
    ways = {KnownAs.PEOPLE} if mention.role is Role.PEOPLE else _OWN
    countries = [one for one in found if one.feature_code in COUNTRY_CODES and one.known_as in ways]
    if mention.role is Role.PEOPLE:  # in "the Lebanese city" the city is no word for Lebanon
        return tuple(countries)
    if wording.in_name and (named := _called_by_all_of_it(wording, choices)):  # the "Republic" of the Czech Republic
        return named
    if wording.kind in _WHOLE and countries:
        return tuple(countries + [one for one in found if _is_american_state(one)])
    divisions = [one for one in found if one.feature_code == "ADM1" and one.known_as in _OWN]
    if wording.kind is PlaceKind.FIRST:
        return tuple(divisions)
    is_town = any(one.feature_class == "P" and one.known_as in _BY_FULL_NAME for one in found)
    by_name = tuple(one for one in divisions if one.known_as in _BY_FULL_NAME)
    if wording.kind not in _WHOLE or is_town:
        return ()
    regions = tuple(one for one in found if _is_region(one) and one.known_as in _OWN)
    return (by_name if wording.kind is PlaceKind.OPEN else ()) or regions


def _is_region(one: Candidate) -> bool:
    """Whether it is a region of one country that is no division: Darfur, the Donbas."""
    return one.feature_class == "L" and one.country != ""


def _called_by_all_of_it(wording: Wording, choices: Choices) -> tuple[Candidate, ...]:
    """The countries whose own name has the word that is elsewhere one for a division."""
    whole = (one for name in wording.whole for one in choices.get(name, ()))
    return tuple(one for one in whole if one.feature_code in COUNTRY_CODES and one.known_as in _BY_FULL_NAME)


def _names_country(wording: Wording, choices: Choices, ways: Collection[KnownAs]) -> bool:
    return any(one.feature_code in COUNTRY_CODES and one.known_as in ways for one in _bearers(wording, choices))


def _is_american_state(one: Candidate) -> bool:
    """Whether it is Georgia, the one state that is called like a country and written without a word for it."""
    return one.feature_code == "ADM1" and one.country == "US" and one.known_as in _BY_FULL_NAME


def _bearers(wording: Wording, choices: Choices) -> Sequence[Candidate]:
    return [one for name in (*wording.whole, wording.core) for one in choices.get(name, ())]


def _code(area: Candidate) -> str:
    if area.feature_code in COUNTRY_CODES:
        return area.country
    if _is_region(area):
        return area.id
    return area.admin2_code if area.feature_code == "ADM2" else area.admin1_code


def _lies_in(one: Candidate, area: Candidate) -> bool:
    if one.id == area.id or one.feature_code in COUNTRY_CODES:
        return False
    if area.feature_code in COUNTRY_CODES:
        return one.country == area.country
    if _is_region(area):
        return one.country == area.country and distance_km(one.at, area.at) <= _STRETCH * area.reach_km
    if area.feature_code == "ADM2":
        return _in_district(one, area) and not one.feature_code.startswith("ADM")
    if not one.admin1_code:  # of waters, regions and some villages nobody says where in the country they lie
        return one.country in {"", area.country}
    return one.admin1_code == area.admin1_code and one.feature_code != "ADM1"


def _in_district(one: Candidate, district: Candidate) -> bool:
    """Whether an entry lies in a district by its code or, where it has none or is a town, by distance.

    Districts are newer or older than the sources of towns; a village is taken at its code's word.
    """
    if one.admin2_code == district.admin2_code:
        return True
    if one.admin2_code and one.population < _TOWN:
        return False
    if one.admin1_code and one.admin1_code != district.admin1_code:
        return False
    return distance_km(one.at, district.at) <= _STRETCH * max(district.reach_km, _DISTRICT_KM)
