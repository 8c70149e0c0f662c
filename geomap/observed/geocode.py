"""Places the records that have no position, by the gazetteer and what the record says of country and divisions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely import Point

from geomap.geo import distance_km
from geomap.observed.book import Ask, Book, alike, ask_of, is_known
from geomap.observed.draft import REACH_KM
from geomap.observed.wording import Named
from geomap.records import Candidate, GeoPrecision, KnownAs
from geomap.schema import CRS
from geomap.stages import Gazetteer

_NEIGHBOURS_KM = 20.0  # entries of one name this near to one another are one place
# A division is no circle: of the true points of UCDP's Syria, 1.25 times the gazetteer's reach holds 98 % in the
# governorate and 94 % in the district that the row names.
_STRETCH = 1.25
_LEAST_AREA_KM = (
    60.0  # of a division whose size the gazetteer does not know; chosen on every second row of UCDP's world
)
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
        return max(self.candidate.reach_km * _STRETCH, REACH_KM[self.precision.value], _LEAST_AREA_KM)


def place_records(records: gpd.GeoDataFrame, gazetteer: Gazetteer) -> gpd.GeoDataFrame:
    """The records, those without a position placed by name; a record that has one keeps it.

    A settlement is taken when it lies in the divisions that the record names, or when none of them is known and
    nothing else in the country is called so. Otherwise the record lies somewhere in its district, province or country,
    with that precision and reach. `geocoded` and `why` say so. What no name places stays unplaced.
    """
    missing = [row for row, nowhere in enumerate(records.geometry.isna()) if nowhere]
    book = Book([_ask(row) for row in records.iloc[missing].to_dict("records")], gazetteer)
    placed = {row: found for row, ask in zip(missing, book.asks, strict=True) if (found := _placed(ask, book))}
    return _filled(records, placed)


def _filled(records: gpd.GeoDataFrame, placed: Mapping[int, _Found]) -> gpd.GeoDataFrame:
    result = records.copy()
    cells: dict[str, list[Any]] = {name: result[name].tolist() for name in _FILLED}
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
    return ask_of(**cells, **divisions)


def _placed(ask: Ask, book: Book) -> _Found | None:
    """The settlement, or the smallest division that is known."""
    admin1 = _division(ask.admin1, ("ADM1", "ADM2"), ask, book, within=None)  # provinces of the Philippines are ADM2
    admin2 = _division(ask.admin2, ("ADM2", "ADM3", "ADM1"), ask, book, within=admin1)
    kind = ask.place.kind if ask.place else None
    if kind not in {GeoPrecision.ADM2, GeoPrecision.ADM1}:
        within = [one for one in (admin2, admin1) if one]
        found = _town(ask, book, within=within) or _described(ask, book, within=within)
        if found:
            return found
    areas = [(admin2, GeoPrecision.ADM2), (admin1, GeoPrecision.ADM1)]
    if kind is GeoPrecision.ADM1 and ask.place:
        own = _division(ask.place, ("ADM1",), ask, book, within=None)
        areas = [(own or admin1, GeoPrecision.ADM1)]
    elif kind is GeoPrecision.ADM2 and ask.place and not ask.admin2:
        areas.insert(0, (_division(ask.place, ("ADM2", "ADM3"), ask, book, within=admin1), GeoPrecision.ADM2))
    for area, precision in areas:
        if area:
            return _Found(candidate=area, precision=precision, why=f"somewhere in {area.name}, as the record says")
    return _country(ask, book)


def _country(ask: Ask, book: Book) -> _Found | None:
    if ask.place is None or not ask.country:
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
            if fitting:
                return fitting[0] if _one_spot(fitting) else None
    return None


def _readings(part: Named, ask: Ask, book: Book) -> Iterator[Sequence[Candidate]]:
    """What a division's name may mean: an entry of that name, the division of that seat, one spelt nearly so."""
    exact = book.of(part, ask.country)
    yield exact
    yield [division for seat in exact for division in book.division_of(seat)]
    if " " not in part.bare:  # North Eastern is not North Western
        yield book.near(part, ask.country)


def _town(ask: Ask, book: Book, *, within: Sequence[Candidate]) -> _Found | None:
    """The settlement itself, or for an airport, a dam, a valley ... somewhere near the place it is named after."""
    near_it = ask.place is not None and ask.place.kind is GeoPrecision.NEAR
    precision = GeoPrecision.NEAR if near_it else GeoPrecision.SETTLEMENT
    lookups = [(book.of, "the name"), (book.near, "a spelling near it")]
    for lookup, how in lookups:
        for part in ask.places:
            towns = [one for one in lookup(part, ask.country) if one.feature_class == "P"]
            fitting = [one for one in towns if _may_be(one, ask, within)] or _alone(towns, ask, within)
            if fitting and _one_spot(fitting):
                best = max(fitting, key=lambda one: (one.population, one.id))
                where = f"in {within[0].name}" if within else "nothing else in the country is called so"
                return _Found(candidate=best, precision=precision, why=f"{how} {part.bare}: {best.name}, {where}")
    return None


def _described(ask: Ask, book: Book, *, within: Sequence[Candidate]) -> _Found | None:
    """The first settlement of the description that lies in the divisions: the record is somewhere near it."""
    for part in ask.described if within and ask.place else ():
        fitting = _towns_in(book.of(part, ask.country), within) or _towns_in(book.near(part, ask.country), within)
        if fitting and _one_spot(fitting):
            best = max(fitting, key=lambda one: (one.population, one.id))
            why = f"the description names {best.name}, in {within[0].name}"
            return _Found(candidate=best, precision=GeoPrecision.NEAR, why=why)
    return None


def _towns_in(choices: Iterable[Candidate], within: Sequence[Candidate]) -> Sequence[Candidate]:
    return [one for one in choices if one.feature_class == "P" and all(_inside(one, division) for division in within)]


def _may_be(town: Candidate, ask: Ask, within: Sequence[Candidate]) -> bool:
    """Whether a town lies where the record says; without a known division it must bear the name itself."""
    if within:
        return all(_inside(town, division) for division in within)
    if town.known_as is KnownAs.SIMILAR or not ask.country:
        return False
    return ask.admin1 is None or not town.admin1 or alike(ask.admin1.bare, town.admin1)


def _alone(towns: Sequence[Candidate], ask: Ask, within: Sequence[Candidate]) -> Sequence[Candidate]:
    """The only town of its name in the country, when it is a known one and the gazetteer knows no division named.

    Tables name divisions that are no more, or of a level that the gazetteer lacks; a village may share its name with
    one that the gazetteer lacks, a town hardly.
    """
    known = [one for one in towns if one.known_as is not KnownAs.SIMILAR]
    if within or not ask.country or not known or not _one_spot(known):
        return ()
    return [one for one in known if is_known(one)]


def _inside(one: Candidate, division: Candidate) -> bool:
    """Whether an entry lies in a division, by its codes or, where those are silent or newer, by distance."""
    if one.admin1_code and division.admin1_code and one.admin1_code != division.admin1_code:
        return False
    if division.feature_code == "ADM1" and one.admin1_code and division.admin1_code:
        return True
    if one.admin2_code and one.admin2_code == division.admin2_code:
        return True
    reach = max(division.reach_km, REACH_KM[GeoPrecision.ADM2.value])
    return distance_km(one.at, division.at) <= _STRETCH * reach


def _one_spot(choices: Iterable[Candidate]) -> bool:
    """Whether all entries lie around the first: then it does not matter which is meant."""
    first, *others = choices
    return all(distance_km(one.at, first.at) <= _NEIGHBOURS_KM for one in others)
