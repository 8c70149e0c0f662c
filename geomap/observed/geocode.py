"""Places the records that have no position, by the gazetteer and what the record says of country and divisions."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely import Point

from geomap.countries import is_city_too, place_code
from geomap.geo import distance_km
from geomap.names import fold
from geomap.observed.bearers import KNOWN_TOWN, Choice, choose, listed, one_spot
from geomap.observed.book import Ask, Book, alike, ask_of, is_known
from geomap.observed.draft import REACH_KM
from geomap.observed.levels import AREAS
from geomap.observed.wording import QUARTERS, Named
from geomap.records import Candidate, GeoPrecision, KnownAs
from geomap.schema import CRS
from geomap.sounds import edits, same_sound
from geomap.stages import Gazetteer

# A division is no circle: of the true points of UCDP's Syria, 1.25 times the gazetteer's reach holds 98 % in the
# governorate and 94 % in the district that the row names.
_STRETCH = 1.25
_LEAST_AREA_KM = (
    60.0  # of a division whose size the gazetteer does not know; chosen on every second row of UCDP's world
)
_SHORTEST_COUNTRY = 4  # letters: shorter ones are codes
_CALLED = frozenset({KnownAs.DISPLAY, KnownAs.PRIMARY, KnownAs.SIMILAR})
_PARTS = frozenset({GeoPrecision.ADM1, GeoPrecision.ADM2, GeoPrecision.NEAR})  # "Estado de México" is not Mexico
_FILLED = ("place_id", "geo_precision", "reach_km", "why", "geocoded")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    candidate: Candidate
    precision: GeoPrecision
    why: str

    @property
    def reach_km(self) -> float:
        """How far from the candidate the record may lie."""
        if self.precision in {GeoPrecision.SETTLEMENT, GeoPrecision.NEAR}:
            return max(self.candidate.reach_km, REACH_KM[self.precision.value])
        least = 0.0 if self.precision is GeoPrecision.REGION else REACH_KM[self.precision.value]
        return max(self.candidate.reach_km * _STRETCH, least, _LEAST_AREA_KM)


def place_records(records: gpd.GeoDataFrame, gazetteer: Gazetteer, *, focus: Collection[str] = ()) -> gpd.GeoDataFrame:
    """The records, those without a position placed by name; a record that has one keeps it.

    A settlement is taken when it lies in the divisions that the record names and stands out among those of its name
    there, or when none of them is known and it stands out in its country, or in the world. Otherwise the record lies
    somewhere in its district, province or country, with that precision and reach. `geocoded` and `why` say so; of a
    record that stays unplaced `why` names the candidates. A record that names no country lies in the one of `focus`
    (ISO 3166-1 alpha-2) that has its place. One that says it is a whole country or a division is placed as that, and as
    nothing smaller.
    """
    missing = [row for row, nowhere in enumerate(to_place(records)) if nowhere]
    book = Book([_ask(row) for row in records.iloc[missing].to_dict("records")], gazetteer, focus=focus)
    asked = dict(zip(missing, book.asks, strict=True))
    placed = {row: found for row, ask in asked.items() if (found := _placed(ask, book))}
    unplaced = {row: _why_not(ask, book) for row, ask in asked.items() if row not in placed}
    return _filled(records, placed, unplaced)


def to_place(records: gpd.GeoDataFrame) -> "pd.Series[bool]":
    """Which records have no position and may get one; a whole country has none."""
    nowhere: pd.Series[bool] = records.geometry.isna() & (records["geo_precision"] != GeoPrecision.COUNTRY.value)
    return nowhere


def _filled(records: gpd.GeoDataFrame, placed: Mapping[int, _Found], unplaced: Mapping[int, str]) -> gpd.GeoDataFrame:
    result = records.copy()
    cells: dict[str, list[Any]] = {name: result[name].tolist() for name in _FILLED}
    for row, why in unplaced.items():
        cells["why"][row] = why or None
        cells["geo_precision"][row] = GeoPrecision.NONE.value
        cells["reach_km"][row] = None
    shapes = list(result.geometry)
    for row, found in placed.items():
        at = found.candidate.at
        shapes[row] = None if found.precision is GeoPrecision.COUNTRY else Point(at.lon, at.lat)
        values = (found.candidate.id, found.precision.value, found.reach_km, found.why, True)
        for name, value in zip(_FILLED, values, strict=True):
            cells[name][row] = value
    for name, column in cells.items():
        result[name] = pd.Series(column, index=result.index, dtype=records[name].dtype)
    return result.set_geometry(gpd.GeoSeries(shapes, index=result.index, crs=CRS))


def _ask(row: Mapping[str, Any]) -> Ask:
    cells = {
        name: row[column] if isinstance(row[column], str) else ""
        for name, column in {"place": "place", "description": "place_wording", "country": "country"}.items()
    }
    divisions = {name: row[name] if isinstance(row[name], str) else "" for name in ("admin1", "admin2")}
    ask = ask_of(**cells, **divisions)
    said = row["geo_precision"]
    if said not in AREAS or ask.place is None or ask.place.kind is not None:
        return ask
    first, *others = ask.places
    return replace(ask, places=(replace(first, kind=GeoPrecision(said)), *others))


def _placed(ask: Ask, book: Book) -> _Found | None:
    """The settlement, or the smallest division that is known."""
    if whole := _whole_country(ask, book):
        return whole
    firsts = ("ADM1", "ADM2", "RGN")  # provinces of the Philippines are ADM2, Darfur is no division
    admin1 = _division(ask.admin1, firsts, ask, book, within=None)
    admin2 = _division(ask.admin2, ("ADM2", "ADM3", "ADM1"), ask, book, within=admin1)
    within = [one for one in (admin2, admin1) if one]
    if towns := _several(ask, book, within=within):
        return _among(towns, within or _in_common(towns, book), is_between=ask.between)
    kind = ask.place.kind if ask.place else None
    if kind not in {GeoPrecision.ADM2, GeoPrecision.ADM1}:
        found = _town(ask, book, within=within) or _described(ask, book, within=within)
        if found:
            return found
    for area, level in _areas(ask, book, admin1, admin2):
        if level is GeoPrecision.ADM1 and (around := _around_seat(ask, book, within=within)):
            return around
        if area:
            precision = GeoPrecision.REGION if area.feature_class == "L" else level
            return _Found(candidate=area, precision=precision, why=f"somewhere in {area.name}, as the record says")
    return _behind(ask, book) or _country(ask, book) or _area(ask, book)


def _areas(
    ask: Ask, book: Book, admin1: Candidate | None, admin2: Candidate | None
) -> Sequence[tuple[Candidate | None, GeoPrecision]]:
    """The divisions or regions that a record may lie somewhere in, the smallest first."""
    kind = ask.place.kind if ask.place else None
    areas = [(admin2, GeoPrecision.ADM2), (admin1, GeoPrecision.ADM1)]
    if kind is GeoPrecision.ADM1 and ask.place:
        own = _division(ask.place, ("ADM1",), ask, book, within=None)
        smaller = None if own or ask.admin2 else _division(ask.place, ("ADM2", "ADM3"), ask, book, within=admin1)
        areas = [(smaller, GeoPrecision.ADM2), (own or admin1, GeoPrecision.ADM1)]
    elif kind in {GeoPrecision.ADM2, GeoPrecision.NEAR} and ask.place and not ask.admin2:
        areas.insert(0, (_division(ask.place, ("ADM2", "ADM3"), ask, book, within=admin1), GeoPrecision.ADM2))
    return areas


def _around_seat(ask: Ask, book: Book, *, within: Sequence[Candidate]) -> _Found | None:
    """The district around a settlement of its name, where the gazetteer lacks the district: a hromada."""
    if ask.place is None or ask.place.kind is not GeoPrecision.ADM2 or ask.admin2:
        return None
    towns = [one for one in book.of(ask.place, ask.country) if one.feature_class == "P"]
    choice = _choice(towns, ask.place, ask, within)
    why = f"around {choice.town.name}, which the {ask.place.noun} is named after" if choice else ""
    return _Found(candidate=choice.town, precision=GeoPrecision.ADM2, why=why) if choice else None


def _behind(ask: Ask, book: Book) -> _Found | None:
    """Near the settlement, or somewhere in the division, that a cell names behind a place that nobody knows."""
    if not ask.hints or not ask.country or any(book.of(one, ask.country) for one in ask.places if not _is_quarter(one)):
        return None
    wider = [area for hint in ask.hints if (area := _division(hint, ("ADM1",), ask, book, within=None))]
    for hint in ask.hints:
        if place_code(hint.whole):
            continue
        if hint.kind in {None, GeoPrecision.SETTLEMENT}:
            towns = [one for one in book.of(hint, ask.country) if one.feature_class == "P"]
            if choice := _choice(towns, hint, ask, wider[:1]):
                why = f"{ask.places[0].bare} is not known; {choice.town.name} stands behind it"
                return _Found(candidate=choice.town, precision=GeoPrecision.NEAR, why=why)
        for code, level in (("ADM1", GeoPrecision.ADM1), ("ADM2", GeoPrecision.ADM2), ("ADM3", GeoPrecision.ADM2)):
            if area := _division(hint, (code,), ask, book, within=wider[0] if wider and code != "ADM1" else None):
                why = f"{ask.places[0].bare} is not known; somewhere in {area.name}, which stands behind it"
                return _Found(candidate=area, precision=level, why=why)
    return None


def _several(ask: Ask, book: Book, *, within: Sequence[Candidate]) -> Sequence[Candidate]:
    """The settlements that a cell names side by side, when they are several; none when it is one with two spellings."""
    if not ask.apart or ask.place is None:
        return ()
    is_whole = fold(ask.place.whole) != fold(ask.apart[0].whole)  # Trinidad and Tobago
    if is_whole and any(one.known_as is not KnownAs.SIMILAR for one in book.of(ask.place, ask.country)):
        return ()
    found: list[Candidate] = []
    for part in ask.apart:
        towns = [one for one in book.of(part, ask.country) if one.feature_class == "P"]
        choice = _choice(towns, part, ask, within)
        if choice and all(distance_km(choice.town.at, other.at) > _ONE_TOWN_KM for other in found):
            found.append(choice.town)
    return found if len(found) > 1 else ()


_ONE_TOWN_KM = 3.0  # entries so near to one another are one town, under two spellings


def _in_common(towns: Sequence[Candidate], book: Book) -> Sequence[Candidate]:
    """The first-level division that all of several settlements lie in."""
    is_one = len({one.admin1_code for one in towns}) == 1 and towns[0].admin1_code
    return book.around(towns[0])[:1] if is_one else ()


_MOST_BETWEEN_KM = 2 * REACH_KM[GeoPrecision.NEAR.value]  # then what lies between them is near one of them


def _among(towns: Sequence[Candidate], within: Sequence[Candidate], *, is_between: bool) -> _Found | None:
    """Near the first of several settlements where all lie near it, else somewhere in the division that they lie in."""
    why = f"names {len(towns)} places: {listed(towns)}"
    first, *others = towns
    most_km = _MOST_BETWEEN_KM if is_between else REACH_KM[GeoPrecision.NEAR.value]
    if max(distance_km(first.at, other.at) for other in others) <= most_km:
        return _Found(candidate=first, precision=GeoPrecision.NEAR, why=why)
    if not within:
        return None
    precision = GeoPrecision.ADM1 if within[0].feature_code == "ADM1" else GeoPrecision.ADM2
    return _Found(candidate=within[0], precision=precision, why=f"{why}; somewhere in {within[0].name}")


def _area(ask: Ask, book: Book) -> _Found | None:
    """The first-level division that the place itself is, where nothing else bears its name: Crimea."""
    if ask.place is None or ask.place.kind is not None:
        return None
    exact = book.of(ask.place, ask.country)
    areas = [one for one in exact if one.feature_code == "ADM1"]
    if not areas or not one_spot(areas) or any(one.feature_class == "P" for one in exact):
        return None
    return _Found(candidate=areas[0], precision=GeoPrecision.ADM1, why=f"{areas[0].name}, a division")


def _why_not(ask: Ask, book: Book) -> str:
    """Why a record stays without a place, with the candidates where there are several."""
    if ask.place is None:
        return ""
    if several := _several(ask, book, within=()):
        return f"names {len(several)} places: {listed(several)}"
    towns = [one for one in book.of(ask.place, ask.country) if one.feature_class == "P"]
    where = f" in {ask.country}" if ask.country else ""
    if not towns:
        return f"nothing{where} is called {ask.place.bare} in the gazetteer"
    return f"{len(towns)} places{where} may be meant by {ask.place.bare}: {listed(towns)}"


def _whole_country(ask: Ask, book: Book) -> _Found | None:
    """The country that a record's place is called like, where it names no other country and no part of one."""
    if ask.place is None or ask.admin1 or ask.admin2 or len(ask.place.whole) < _SHORTEST_COUNTRY:
        return None
    code = place_code(ask.place.whole)
    if not code or ask.country not in {"", code} or is_city_too(ask.place.whole):
        return None
    return _country(replace(ask, country=code), book)


def _country(ask: Ask, book: Book) -> _Found | None:
    if ask.place is None or not ask.country or ask.place.kind in _PARTS:
        return None
    entries = (one for one in book.of(ask.place, ask.country) if one.feature_code.startswith("PCL"))
    return next((_Found(candidate=one, precision=GeoPrecision.COUNTRY, why=f"in {one.name}") for one in entries), None)


def _division(
    part: Named | None, codes: Sequence[str], ask: Ask, book: Book, *, within: Candidate | None
) -> Candidate | None:
    """The division of that name in the country, inside the larger one; None when two could be meant."""
    if part is None:
        return None
    for choices in _readings(part, ask, book):
        for code in codes:
            fitting = [one for one in choices if one.feature_code == code and (not within or _inside(one, within))]
            own = {fold(part.whole), fold(part.bare)}
            fitting = [one for one in fitting if fold(one.name) in own] or fitting  # not Kyiv City
            if fitting:
                return fitting[0] if one_spot(fitting) else None
    return None


def _readings(part: Named, ask: Ask, book: Book) -> Iterator[Sequence[Candidate]]:
    """What a division's name may mean: an entry of that name, the division of that seat, one spelt nearly so."""
    exact = book.of(part, ask.country)
    yield exact
    yield [division for seat in exact for division in book.division_of(seat)]
    if " " not in part.bare:  # North Eastern is not North Western
        yield [one for one in book.near(part, ask.country) if _is_slip(part.bare, one.spelling)]


def _is_slip(written: str, spelling: str) -> bool:
    """Whether a division's name is one edit or another rendering away: Batangas is not Batanes."""
    return edits(written, spelling) <= 1 or same_sound(written, spelling)


def _town(ask: Ask, book: Book, *, within: Sequence[Candidate]) -> _Found | None:
    """The settlement itself, or for an airport, a dam, a valley ... somewhere near the place it is named after."""
    lookups = [(book.of, "the name"), (book.near, "a spelling near it")]
    for lookup, how in lookups:
        for part in ask.places:
            if _is_quarter(part) and ask.hints and not within:
                continue
            towns = [one for one in lookup(part, ask.country) if one.feature_class == "P"]
            choice = _choice(towns, part, ask, within)
            if choice:
                where = _where(choice, ask, within)
                why = f"{how} {part.bare}: {choice.town.name}, {where}"
                return _Found(candidate=choice.town, precision=_precision(part, choice.town), why=why)
    return None


def _precision(part: Named, town: Candidate) -> GeoPrecision:
    """Near a town for a site named after it; Port Louis is no port of Louis."""
    is_site = part.kind is GeoPrecision.NEAR and fold(town.spelling) != fold(part.whole)
    return GeoPrecision.NEAR if is_site else GeoPrecision.SETTLEMENT


def _choice(towns: Sequence[Candidate], part: Named, ask: Ask, within: Sequence[Candidate]) -> Choice | None:
    """The town meant among those of a name: by the divisions, by standing out in the country, or in the world."""
    if within:
        inside = [one for one in towns if _may_be(one, ask, within)]
        if ask.admin2 is None or len(within) > 1:
            return choose(inside, part, ranked=True) or _beside(towns, part, within)
        # In a district that we do not know: the largest of the name may lie in another one, and another rendering too.
        inside = [one for one in inside if one.known_as is not KnownAs.SIMILAR or same_sound(part.bare, one.spelling)]
        choice = choose(inside, part, ranked=False) or _beside(towns, part, within)
        return choice if choice and not choice.why else None
    if not ask.country:
        known = [one for one in towns if one.known_as is not KnownAs.SIMILAR and not (ask.admin1 or ask.admin2)]
        choice = choose(known, part, ranked=False)
        return choice if choice and choice.town.population >= KNOWN_TOWN else None
    fitting = [one for one in towns if _may_be(one, ask, within)]
    return choose(fitting, part, ranked=True) if fitting else _alone(towns, ask)


def _where(choice: Choice, ask: Ask, within: Sequence[Candidate]) -> str:
    if within:
        return ", ".join(filter(None, (f"in {within[0].name}", choice.why)))
    return choice.why or f"nothing else {'in the country' if ask.country else 'in the world'} is called so"


def _beside(towns: Sequence[Candidate], part: Named, within: Sequence[Candidate]) -> Choice | None:
    """The seat of a division inside whose outline it lies without being part of it: Kyiv and Kyiv Oblast."""
    seats = [
        one
        for one in towns
        if one.feature_code in {"PPLC", "PPLA"}
        and one.known_as is not KnownAs.SIMILAR
        and all(distance_km(one.at, area.at) <= max(area.reach_km, REACH_KM["adm1"]) for area in within)
    ]
    return choose(seats, part, ranked=True)


def _described(ask: Ask, book: Book, *, within: Sequence[Candidate]) -> _Found | None:
    """The first settlement of the description that lies in the divisions: the record is somewhere near it."""
    province = fold(ask.admin1.bare) if ask.admin1 else ""  # "north of Aleppo" is said of it, or of its seat
    for part in ask.described if within and ask.place else ():
        if fold(part.bare) == province and not part.noun:
            continue
        if any(fold(part.bare) == fold(one.bare) for one in ask.places):
            continue  # said once more, it is no other place
        fitting = _towns_in(book.of(part, ask.country), within) or _towns_in(book.near(part, ask.country), within)
        if within[0].feature_code == "ADM1":  # of a whole province's hamlets one is called so by chance
            fitting = [one for one in fitting if one.population]
        fitting = [one for one in fitting if one.population or one.known_as is not KnownAs.SIMILAR]
        if fitting and one_spot(fitting):
            best = max(fitting, key=lambda one: (one.population, one.id))
            why = f"the description names {best.name}, in {within[0].name}"
            return _Found(candidate=best, precision=GeoPrecision.NEAR, why=why)
    return None


def _is_quarter(part: Named) -> bool:
    """Whether a name is a quarter's: many settlements are called so, and the town behind it says which is meant."""
    return part.noun in QUARTERS


def _towns_in(choices: Iterable[Candidate], within: Sequence[Candidate]) -> Sequence[Candidate]:
    return [one for one in choices if one.feature_class == "P" and all(_inside(one, division) for division in within)]


def _may_be(town: Candidate, ask: Ask, within: Sequence[Candidate]) -> bool:
    """Whether a town lies where the record says; without a known division it must bear the name itself."""
    if within:
        return all(_inside(town, division) for division in within)
    if town.known_as is KnownAs.SIMILAR or not ask.country:
        return False
    return ask.admin1 is None or not town.admin1 or alike(ask.admin1.bare, town.admin1) or _is_own(ask)


def _is_own(ask: Ask) -> bool:
    """Whether the division that the record names is called after its place: the Islamabad Capital Territory."""
    if ask.place is None or ask.admin1 is None:
        return False
    town, division = fold(ask.place.bare).split(), fold(ask.admin1.bare).split()
    return division[: len(town)] == town


def _alone(towns: Sequence[Candidate], ask: Ask) -> Choice | None:
    """The only town of its name in the country, when it is a known one and the gazetteer knows no division named.

    Tables name divisions that are no more, or of a level that the gazetteer lacks; a village may share its name with
    one that the gazetteer lacks, a town hardly.
    """
    known = [one for one in towns if one.known_as is not KnownAs.SIMILAR]
    if not ask.country or not known or not one_spot(known):
        return None
    best = max(known, key=lambda one: (one.population, one.id))
    return Choice(town=best, why="") if is_known(best) else None


def _inside(one: Candidate, division: Candidate) -> bool:
    """Whether an entry lies in a division, by its codes or, where those are silent, by distance.

    Where its codes name another district, by distance as well if it is a town: districts are newer or older than the
    record. A village is taken at its codes' word: there are many, and the next one of the name is another's; so is a
    town that is called otherwise now.
    """
    if one.admin1_code and division.admin1_code and one.admin1_code != division.admin1_code:
        return False
    if division.feature_code == "ADM1" and one.admin1_code and division.admin1_code:
        return True
    if one.admin2_code and one.admin2_code == division.admin2_code:
        return True
    is_elsewhere = one.feature_class == "P" and one.admin2_code and division.admin2_code
    if is_elsewhere and (one.population < KNOWN_TOWN or one.known_as not in _CALLED):
        return False
    reach = max(division.reach_km, REACH_KM[GeoPrecision.ADM2.value])
    return distance_km(one.at, division.at) <= _STRETCH * reach
