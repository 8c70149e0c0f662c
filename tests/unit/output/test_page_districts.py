"""The districts that a page shades: of marks, and of no event that is known only to a larger area."""

from page_sample import sample_tables

from geomap.output.page_districts import districts_of
from geomap.output.page_places import AREA, MARK, gather


def _by_place():
    tables = sample_tables()
    places = gather(tables.events, tables.areas)
    found = districts_of(places)
    number = found.columns[0].values
    names = places.strings["names"]
    kinds = places.value("place_kind")
    called = [names[name] for name in places.value("place_name")]
    rows = zip(called, kinds, number, strict=True)
    return [(place, kind, found.names[at - 1] if at else "") for place, kind, at in rows], found


def test_a_mark_is_in_the_district_around_it_and_an_oblast_is_in_none():
    rows, found = _by_place()
    told = {place: name for place, kind, name in rows if kind == MARK}
    assert told["Kharkiv"] == "Kharkiv Raion"
    assert told["Melitopol"] == "Melitopol Raion"
    assert all(told.values())  # Kyiv too, which has no districts
    assert [name for _, kind, name in rows if kind == AREA] == [""]
    assert any("OpenStreetMap" in line for line in found.credit)
    assert len(found.names) == len(set(found.names)) == found.columns[1].values.size
